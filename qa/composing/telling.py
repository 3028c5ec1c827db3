"""A composition told: its sentences numbered, cited and said."""

from collections.abc import Iterator, Mapping

from corpus.paper import Note, Span
from index.snapshot import Snapshot
from qa.answer import AnswerSentence, Citation, Voice
from qa.composing.citing import cite
from qa.composing.composition import Beside, Composition, ScoredSentence, Words
from qa.composing.short_answers import find_answering_words, find_likely_words
from qa.understanding.kinds.classifier import Kind
from qa.understanding.question import Expects, Question

_OF_DOCUMENT = frozenset(
    {
        Kind.OVERVIEW,
        Kind.SECTION_SUMMARY,
        Kind.STANCE,
        Kind.RECOMMENDATION,
        Kind.LIMITATION,
        Kind.METHOD,
        Kind.CONTRIBUTION,
        Kind.METADATA,
        Kind.PAGE,
        Kind.QUOTE,
        Kind.NOTE,
    }
)
"""Kinds of questions about a paper as a document: no few words of a sentence answer them."""
_NO_ANSWER_IN_ONE = "The paper does not seem to answer this question."
_NO_ANSWER_IN_MANY = "The papers do not seem to answer this question."
_NO_PAPERS = "There are no papers to ask yet. Add some with `footnote add`, and ask again."
_CLOSEST_IN_ONE = "The paper may not say this outright. The closest it comes:"
_CLOSEST_IN_MANY = "The papers may not say this outright. The closest they come:"


def cite_sentences(
    composed: Composition, question: Question, snapshot: Snapshot
) -> tuple[Citation, ...]:
    """Return a citation for each sentence of a composition, numbered in the order of first use."""
    whole = (composed.kind or question.kind) in _OF_DOCUMENT
    return tuple(
        cite(
            number,
            snapshot.paper(paper_id),
            sentence.passage,
            span,
            answer_span=None if whole else find_answering_words(sentence, question),
            likely_span=None if whole else find_likely_words(sentence, question),
            cell=sentence.cell,
        )
        for number, ((paper_id, span), sentence) in enumerate(_places(composed).items(), start=1)
    )


def tell_sentences(
    composed: Composition,
    citations: tuple[Citation, ...],
    question: Question,
    *,
    papers: int,
) -> tuple[AnswerSentence, ...]:
    """Return what is said of a composition, or that `papers` papers do not answer.

    Where a source is asked for, each quote brings the notes that stand in it.
    """
    if not composed.pieces:
        return (AnswerSentence(_no_answer_in(papers), (), voice=Voice.OURS),)
    told_beside = any(isinstance(piece, Beside) for piece in composed.pieces)
    with_notes = question.expects is Expects.SOURCE and not told_beside
    told = tuple(_tell(composed, citations, with_notes=with_notes))
    if composed.closest:
        lead = _CLOSEST_IN_ONE if papers == 1 else _CLOSEST_IN_MANY
        return (AnswerSentence(lead, (), voice=Voice.LABEL), *told)
    return told


def _tell(
    composed: Composition, citations: tuple[Citation, ...], *, with_notes: bool
) -> Iterator[AnswerSentence]:
    numbered = {(one.paper_id, one.span): one for one in citations}
    for piece in composed.pieces:
        if isinstance(piece, Words):
            yield AnswerSentence(piece.text, (), voice=piece.voice)
            continue
        if isinstance(piece, Beside):
            number = numbered[_place(piece.sentence)].number
            yield AnswerSentence(piece.text, (number,))
            continue
        citation = numbered[_place(piece)]
        yield _sentence(citation)
        if with_notes:
            for note in citation.notes:
                yield AnswerSentence(_note_sentence(note), (citation.number,))


def _sentence(citation: Citation) -> AnswerSentence:
    if citation.table is not None:
        return AnswerSentence(citation.table.text, (citation.number,), voice=Voice.ROW)
    return AnswerSentence(citation.quote, (citation.number,))


def _places(composed: Composition) -> Mapping[tuple[str, Span], ScoredSentence]:
    places: dict[tuple[str, Span], ScoredSentence] = {}
    for sentence in composed.sentences:
        places.setdefault(_place(sentence), sentence)
    return places


def _place(sentence: ScoredSentence) -> tuple[str, Span]:
    return sentence.passage.paper_id, sentence.span


def _no_answer_in(papers: int) -> str:
    if not papers:
        return _NO_PAPERS
    return _NO_ANSWER_IN_ONE if papers == 1 else _NO_ANSWER_IN_MANY


def _note_sentence(note: Note) -> str:
    if note.text is None:
        return f"Note {note.marker} stands here; its text is not in this file."
    return f"Note {note.marker}: {note.text}"
