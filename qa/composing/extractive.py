"""The extractive answerer: the paper's own sentences, each with its footnote."""

from collections.abc import Sequence

from index.stopwatch import Stopwatch
from qa.answer import Answer, Turn
from qa.composing.composers import compose
from qa.composing.missing_names import missing_names_notice
from qa.composing.notices import joined, left_out_notice
from qa.composing.request import Request
from qa.composing.telling import cite_sentences, tell_sentences
from qa.logistic import LogisticModel
from qa.reading.ranking import ReadingRetriever
from qa.understanding.question import Question
from qa.understanding.understanding import Understanding


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
        self._understanding = understanding
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
        understood = self._understanding.understand(question, history)
        return self.answer_understood(understood, papers=papers, limit=limit)[0]

    def answer_understood(
        self, question: Question, *, papers: Sequence[str] = (), limit: int | None = None
    ) -> tuple[Answer, Request]:
        """Answer a question that was understood already; return what it was answered from."""
        request = Request(question, self._retriever, self._abstention, tuple(papers), limit)
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
        return answer, request


def _seconds(clock: Stopwatch) -> dict[str, float]:
    """Return the time of each stage; what is none of the others' went into composing."""
    total = clock.total
    return {**clock.seconds, "compose": total - sum(clock.seconds.values()), "total": total}
