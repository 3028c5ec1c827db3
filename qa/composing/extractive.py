"""The extractive answerer: the paper's own sentences, each with its footnote."""

import re
from collections.abc import Sequence

from corpus.paper import Note, Span
from index.retriever import Candidate
from index.stopwatch import Stopwatch
from index.terms import FUNCTION_WORDS
from qa.answer import Answer, AnswerSentence, Citation, Turn
from qa.composing.citing import cite
from qa.composing.evidence import ScoredSentence, choose_sentences, find_named_note
from qa.composing.missing_names import missing_names_notice
from qa.composing.notices import joined, left_out_notice
from qa.composing.spans import find_answer_span, with_whole_brackets
from qa.deciding.abstention import abstention_features
from qa.logistic import LogisticModel
from qa.reading.ranking import ReadingRetriever
from qa.understanding.follow_ups import resolve_follow_up
from qa.understanding.question import Expects, Question, check_question
from qa.understanding.spelling import Speller
from qa.understanding.vocabulary import Vocabulary

_ABOUT_PAPER_ITSELF = 0.9
"""The confidence for “what is the main conclusion?” and “what is note 7?”.

Every paper says what it is about, and a note that is there is there.
"""
_WITHOUT_SPAN = frozenset({Expects.SOURCE, Expects.SUMMARY})
"""What no few words of a sentence answer."""
_REASON_WORDS = 2
"""A single word is no reason."""
_NO_ANSWER_IN_ONE = "The paper does not seem to answer this question."
_NO_ANSWER_IN_MANY = "The papers do not seem to answer this question."
_NO_PAPERS = "There are no papers to ask yet. Add some with `footnote add`, and ask again."


class ExtractiveAnswerer:
    """Answers with verbatim sentences, or abstains; the same question gives the same answer."""

    def __init__(self, retriever: ReadingRetriever, *, abstention: LogisticModel) -> None:
        self._retriever = retriever
        self._snapshot = retriever.snapshot
        self._abstention = abstention

    def answer(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        papers: Sequence[str] = (),
        limit: int = 3,
    ) -> Answer:
        """Answer in at most `limit` sentences. Raises `QuestionError`, `UnknownPaper`."""
        asked = check_question(question)
        understood = Speller(Vocabulary(self._snapshot, papers)).mend(asked).text
        resolved = Question(asked, resolve_follow_up(understood, history))
        return self.answer_resolved(resolved, papers=papers, limit=limit)[0]

    def answer_resolved(
        self, question: Question, *, papers: Sequence[str] = (), limit: int = 3
    ) -> tuple[Answer, list[Candidate]]:
        """Answer a question that was resolved already; return the passages found for it besides."""
        clock = Stopwatch()
        candidates = self._retriever.candidates(question, papers=papers, clock=clock)
        with clock.stage("compose"):
            confidence, citations = self._compose(question, candidates, papers, limit)
        answer = Answer(
            question=question.asked,
            standalone_question=question.standalone,
            sentences=self._sentences(question, citations, papers),
            citations=citations,
            abstained=not citations,
            confidence=confidence,
            hits=tuple(candidate.hit for candidate in candidates),
            notice=joined(
                left_out_notice(self._snapshot, papers),
                missing_names_notice(question, citations, self._snapshot),
            ),
            seconds={**clock.seconds, "total": clock.total},
        )
        return answer, candidates

    def _compose(
        self, question: Question, candidates: Sequence[Candidate], papers: Sequence[str], limit: int
    ) -> tuple[float, tuple[Citation, ...]]:
        """Decide whether to answer, and cite the sentences that do."""
        named = self._named_note(question, candidates)
        confidence = self._confidence(question, candidates, papers, named=bool(named))
        chosen: list[ScoredSentence] = []
        if confidence >= self._abstention.threshold:
            chosen = named or choose_sentences(question, candidates, self._snapshot, limit=limit)
        return confidence, tuple(
            self._cite(number, sentence, question)
            for number, sentence in enumerate(chosen, start=1)
        )

    def _named_note(
        self, question: Question, candidates: Sequence[Candidate]
    ) -> list[ScoredSentence]:
        """Return the sentence of the note that a question names, in the paper that fits best."""
        if not candidates:
            return []
        best_paper = candidates[0].hit.passage.paper_id
        return find_named_note(question, best_paper, self._snapshot)[:1]

    def _confidence(
        self,
        question: Question,
        candidates: Sequence[Candidate],
        papers: Sequence[str],
        *,
        named: bool,
    ) -> float:
        """Estimate the probability that the candidates answer a question."""
        if not candidates:
            return 0.0
        if named or question.asks_for_gist:
            return _ABOUT_PAPER_ITSELF
        features = abstention_features(question, candidates, self._snapshot, papers=papers)
        return self._abstention.probability(features)

    def _sentences(
        self, question: Question, citations: Sequence[Citation], papers: Sequence[str]
    ) -> tuple[AnswerSentence, ...]:
        """Return what is said: the quotes, behind each the notes where a source is asked for."""
        if not citations:
            asked = len(papers) or len(self._snapshot.entries)
            return (AnswerSentence(_no_answer_in(asked), ()),)
        with_notes = question.expects is Expects.SOURCE
        return tuple(
            AnswerSentence(text, (citation.number,))
            for citation in citations
            for text in (
                citation.quote,
                *(map(_note_sentence, citation.notes) if with_notes else ()),
            )
        )

    def _cite(self, number: int, sentence: ScoredSentence, question: Question) -> Citation:
        return cite(
            number,
            self._snapshot.paper(sentence.passage.paper_id),
            sentence.passage,
            sentence.span,
            answer_span=_answer_span(sentence, question),
        )


def _answer_span(sentence: ScoredSentence, question: Question) -> Span | None:
    """Return the words of a sentence that answer: by form where form can tell, else the reader's.

    Words such as “not” answer nothing by themselves.
    """
    start = sentence.span.start
    by_form = find_answer_span(question, sentence.text)
    if by_form is not None:
        return Span(start + by_form.start, start + by_form.end)
    if question.expects in _WITHOUT_SPAN or sentence.marked is None:
        return None
    read = Span(sentence.marked.start - start, sentence.marked.end - start)
    marked = with_whole_brackets(sentence.text, read)
    words = re.findall(r"\w+", sentence.text[marked.start : marked.end])
    fewest = _REASON_WORDS if question.expects is Expects.REASON else 1
    # “WHO” is the name of somebody, “who” is not.
    if len(words) < fewest or not set(words) - FUNCTION_WORDS:
        return None
    return Span(start + marked.start, start + marked.end)


def _no_answer_in(papers: int) -> str:
    if not papers:
        return _NO_PAPERS
    return _NO_ANSWER_IN_ONE if papers == 1 else _NO_ANSWER_IN_MANY


def _note_sentence(note: Note) -> str:
    if note.text is None:
        return f"Note {note.marker} stands here; its text is not in this file."
    return f"Note {note.marker}: {note.text}"
