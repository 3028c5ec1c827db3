"""The extractive answerer: the paper's own sentences, each with its footnote."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.stopwatch import Stopwatch
from qa.answer import Answer, Turn
from qa.composing.composers import compose
from qa.composing.composition import Composition
from qa.composing.missing_names import missing_names_notice
from qa.composing.notices import joined, left_out_notice
from qa.composing.request import Request
from qa.composing.telling import cite_sentences, tell_sentences
from qa.logistic import LogisticModel
from qa.reading.ranking import Readable, ReadingRetriever, window_of
from qa.understanding.question import Question
from qa.understanding.understanding import Understanding


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer with what it was composed of."""

    answer: Answer
    request: Request
    composed: Composition

    def readable(self) -> tuple[Readable, ...]:
        """Return what a language model may read for it: what was drawn on, then what was found.

        Where a section is asked for, only that; of what is quoted, the quotes matter most.
        """
        closed = bool(self.composed.drawn_on)
        candidates = () if closed else self.request.candidates
        windows = {candidate.hit.passage: window_of(candidate) for candidate in candidates}
        drawn_on = [
            Readable(passage, self.composed.window_in(passage) or windows.get(passage))
            for passage in self.composed.passages
        ]
        known = {readable.passage for readable in drawn_on}
        found = (Readable(*shown) for shown in windows.items() if shown[0] not in known)
        return (*drawn_on, *found)

    @property
    def drawn_on(self) -> int:
        """How many of the first passages to be read the answer is drawn from."""
        return len(self.composed.passages)


class ExtractiveAnswerer:
    """Answers with verbatim sentences, or abstains; the same question gives the same answer."""

    def __init__(
        self,
        retriever: ReadingRetriever,
        *,
        understanding: Understanding,
        abstention: LogisticModel,
    ) -> None:
        self._retriever = retriever
        self.understanding = understanding
        self._abstention = abstention

    def answer(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        papers: Sequence[str] = (),
        limit: int | None = None,
    ) -> Answer:
        """Answer in at most `limit` sentences. Raises `QuestionError`, `UnknownPaper`."""
        understood = self.understanding.understand(question, history, papers=papers)
        return self.answer_understood(understood, papers=papers, limit=limit).answer

    def answer_understood(
        self, question: Question, *, papers: Sequence[str] = (), limit: int | None = None
    ) -> Answered:
        """Answer a question that was understood already."""
        request = Request(
            question,
            self._retriever,
            self._abstention,
            tuple(papers),
            limit,
            self.understanding.classify,
        )
        composed = compose(request)
        snapshot = request.snapshot
        citations = cite_sentences(composed, question, snapshot)
        sentences = tell_sentences(composed, citations, question, papers=len(request.paper_ids))
        answer = Answer(
            question=question.asked,
            understood=question.understood,
            standalone_question=question.standalone,
            sentences=sentences,
            citations=citations,
            abstained=composed.abstains,
            confidence=composed.confidence,
            verdict=composed.verdict,
            hits=tuple(candidate.hit for candidate in request.found),
            notice=joined(
                left_out_notice(snapshot, papers),
                missing_names_notice(question, citations, snapshot),
            ),
            seconds=_seconds(request.clock),
        )
        return Answered(answer, request, composed)


def _seconds(clock: Stopwatch) -> dict[str, float]:
    """Return the time of each stage; what is none of the others' went into composing."""
    total = clock.total
    return {**clock.seconds, "compose": total - sum(clock.seconds.values()), "total": total}
