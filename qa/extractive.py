"""The extractive answerer: the paper's own sentences, each with its footnote."""

from collections.abc import Sequence

from corpus.paper import Note, Span
from index.retriever import Candidate
from index.stopwatch import Stopwatch
from qa.abstention import AbstentionModel, abstention_features
from qa.answer import Answer, AnswerSentence, Citation, Turn
from qa.evidence import ScoredSentence, choose_sentences, find_named_note
from qa.followups import resolve_follow_up
from qa.question import Expects, asks_about_whole_paper, check_question, expected_answer
from qa.ranking import ReadingRetriever
from qa.spans import find_answer_span

_ABOUT_PAPER_ITSELF = 0.9
"""The confidence for “what is the main conclusion?” and “what is note 7?”.

Every paper says what it is about, and a note that is there is there.
"""
_WITHOUT_SPAN = frozenset({Expects.SOURCE, Expects.SUMMARY})
"""What no few words of a sentence answer."""
_NO_ANSWER_IN_ONE = "The paper does not seem to answer this question."
_NO_ANSWER_IN_MANY = "The papers do not seem to answer this question."


class ExtractiveAnswerer:
    """Answers with verbatim sentences, or abstains; the same question gives the same answer."""

    def __init__(self, retriever: ReadingRetriever, *, abstention: AbstentionModel) -> None:
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
        clock = Stopwatch()
        asked = check_question(question)
        standalone = resolve_follow_up(asked, history)
        candidates = self._retriever.candidates(standalone, papers=papers, clock=clock)
        with clock.stage("compose"):
            confidence, citations = self._compose(standalone, candidates, papers, limit)
        return Answer(
            question=asked,
            standalone_question=standalone,
            sentences=self._sentences(standalone, citations, papers),
            citations=citations,
            abstained=not citations,
            confidence=confidence,
            hits=tuple(candidate.hit for candidate in candidates),
            seconds={**clock.seconds, "total": clock.total},
        )

    def _compose(
        self, question: str, candidates: Sequence[Candidate], papers: Sequence[str], limit: int
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

    def _named_note(self, question: str, candidates: Sequence[Candidate]) -> list[ScoredSentence]:
        """Give the sentence of the note that a question names, in the paper that fits best."""
        if not candidates:
            return []
        best_paper = candidates[0].hit.passage.paper_id
        return find_named_note(question, best_paper, self._snapshot)[:1]

    def _confidence(
        self,
        question: str,
        candidates: Sequence[Candidate],
        papers: Sequence[str],
        *,
        named: bool,
    ) -> float:
        """Estimate the probability that the candidates answer a question."""
        if not candidates:
            return 0.0
        if named or asks_about_whole_paper(question):
            return _ABOUT_PAPER_ITSELF
        features = abstention_features(question, candidates, self._snapshot, papers=papers)
        return self._abstention.probability(features)

    def _sentences(
        self, question: str, citations: Sequence[Citation], papers: Sequence[str]
    ) -> tuple[AnswerSentence, ...]:
        """Give what is said: the quotes, behind each the notes where a source is asked for."""
        if not citations:
            asked = len(papers) or len(self._snapshot.entries)
            return (AnswerSentence(_NO_ANSWER_IN_ONE if asked == 1 else _NO_ANSWER_IN_MANY, ()),)
        with_notes = expected_answer(question) is Expects.SOURCE
        return tuple(
            AnswerSentence(text, (citation.number,))
            for citation in citations
            for text in (
                citation.quote,
                *(map(_note_sentence, citation.notes) if with_notes else ()),
            )
        )

    def _cite(self, number: int, sentence: ScoredSentence, question: str) -> Citation:
        paper, span = self._snapshot.paper(sentence.passage.paper_id), sentence.span
        quote = paper.text[span.start : span.end]
        passage = sentence.passage
        return Citation(
            number=number,
            paper_id=paper.id,
            title=paper.title,
            section=paper.section_path_at(span.start),
            page=paper.page_at(span.start),
            span=span,
            quote=quote,
            passage_span=Span(passage.start, passage.end),
            passage_text=passage.text,
            answer_span=_answer_span(sentence, question, quote),
            notes=paper.notes_in(span),
            references=paper.references_in(span),
        )


def _answer_span(sentence: ScoredSentence, question: str, quote: str) -> Span | None:
    """Give the words of a sentence that answer: by form where form can tell, else the reader's."""
    start = sentence.span.start
    by_form = find_answer_span(question, quote)
    if by_form is not None:
        return Span(start + by_form.start, start + by_form.end)
    return None if expected_answer(question) in _WITHOUT_SPAN else sentence.marked


def _note_sentence(note: Note) -> str:
    if note.text is None:
        return f"Note {note.marker} stands here; its text is not in this file."
    return f"Note {note.marker}: {note.text}"
