"""Answers from a paper's notes and references: what one says, and what is cited for something."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.paper import Note, Paper, Reference, Span
from index.words.lexical import LexicalIndex
from index.words.terms import terms
from qa.answer import Voice
from qa.composing.composition import Beside, Composition, Piece, ScoredSentence, Words, sentence_at
from qa.composing.documents.finding import SURE, find_place
from qa.composing.request import Request

_NUMBER = r"(?:number\s+|no\.?\s*|nr\.?\s*|#\s?)?\[?(\d{1,4}|[ivx]{1,6}|[*†‡])(?![\w.])\]?"
_NAMED_NOTE = re.compile(rf"\b(?:(?:foot|end)?note|fn)\s*{_NUMBER}", re.IGNORECASE)
_NAMED_REFERENCE = re.compile(
    rf"\b(?:reference|ref|citation|source|entry|bibliography entry)\.?\s*{_NUMBER}|"
    rf"\[(\d{{1,4}})\]",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\b(?:list|show|give|which|what)\b.{0,30}\b(?:all|references|bibliography|sources|"
    r"works|notes|"
    r"footnotes)\b",
    re.IGNORECASE,
)
_ASKING = frozenset(
    terms(
        "source sources reference references citation citations cite cites cited citing footnote "
        "footnotes endnote note notes paper article author authors bibliography work "
        "works list show "
        "give all used use uses say says written whos who's whose which text study there "
        "book books "
        "publication publications back backs backed support supports claim point mentioned"
    )
)
_MOST = 2
"""Sentences told at most with what is cited for them."""
_LISTED = 20
_OF_TEXT = 0.6
"""The least share of a question's terms in a note's own text, for the note to be meant."""
_CITING = 1.5
"""What it counts that a sentence cites something, beside how well it fits the question."""
_CLOSE = 0.8


@dataclass(frozen=True, slots=True)
class _Entry:
    """A note or a reference as it is told, and the sentence that it stands at, if one does."""

    told: str
    words: str
    sentence: Span | None


def compose_note(request: Request) -> Composition | None:
    """Tell a note or a reference by its number, or what is cited for what is asked."""
    asked, paper = request.question.standalone, request.paper
    if paper is None:
        return None
    named = _NAMED_NOTE.search(asked)
    if named:
        return _tell_note(request, paper, named[1])
    named = _NAMED_REFERENCE.search(asked)
    if named:
        return _tell_reference(request, paper, named[1] or named[2])
    sought = " ".join(word for word in asked.split() if set(terms(word)) - _ASKING)
    if not sought:
        return _list_all(paper) if _ALL.search(asked) else None
    return _cited_for(request, sought) or _by_own_words(request, paper, sought)


def _tell_note(request: Request, paper: Paper, marker: str) -> Composition | None:
    notes = [note for note in paper.notes if note.marker == marker]
    if not notes:
        if paper.references and not paper.notes:
            return _tell_reference(request, paper, marker)
        return _declined(f"There is no note {marker}: {_notes_of(paper)}")
    return _told(request, paper, [_entry_of_note(note, paper) for note in notes[:_MOST]])


def _tell_reference(request: Request, paper: Paper, label: str) -> Composition | None:
    if not paper.references and paper.notes:
        return _tell_note(request, paper, label)
    labelled = [place for place, one in enumerate(paper.references) if one.label == label]
    if not labelled and label.isdigit() and not any(one.label for one in paper.references):
        place = int(label) - 1
        labelled = [place] if 0 <= place < len(paper.references) else []
    if not labelled:
        count = len(paper.references)
        known = f"the paper lists {count}." if count else "the file has no list of references."
        return _declined(f"There is no reference {label}: {known}")
    place = labelled[0]
    return _told(request, paper, [_entry_of_reference(place, paper, place + 1)])


def _declined(text: str) -> Composition:
    return Composition((Words(text, Voice.OURS),), 0.0, declined=True)


def _notes_of(paper: Paper) -> str:
    if not paper.notes:
        return "the paper has no notes."
    return f"the notes run from {paper.notes[0].marker} to {paper.notes[-1].marker}."


def _told(request: Request, paper: Paper, entries: Sequence[_Entry]) -> Composition:
    """Tell notes and references, each behind the sentence that it stands at."""
    pieces: list[Piece] = []
    for entry in entries:
        if entry.sentence is None:
            pieces.append(Words(entry.told, Voice.OURS))
            continue
        sentence = sentence_at(paper.id, entry.sentence, request.snapshot)
        if sentence not in pieces:
            pieces.append(sentence)
        pieces.append(Beside(entry.told, sentence))
    return Composition(tuple(pieces), SURE)


def _entry_of_note(note: Note, paper: Paper) -> _Entry:
    told = (
        f"Note {note.marker} stands here; its text is not in this file."
        if note.text is None
        else f"Note {note.marker}: {note.text}"
    )
    return _Entry(told, note.text or "", _sentence_with(note.anchor, paper))


def _entry_of_reference(place: int, paper: Paper, number: int) -> _Entry:
    reference = paper.references[place]
    anchor = next((one.span.end for one in paper.reference_links if place in one.targets), None)
    sentence = None if anchor is None else _sentence_with(anchor, paper)
    return _Entry(_line_of(reference, number), reference.text, sentence)


def _line_of(reference: Reference, number: int) -> str:
    return f"Reference {reference.label or number}: {reference.text}"


def _sentence_with(anchor: int, paper: Paper) -> Span | None:
    """Return the sentence inside or right behind which something stands."""
    place = bisect_left([span.start for span in paper.sentences], anchor) - 1
    return paper.sentences[place] if place >= 0 else None


def _list_all(paper: Paper) -> Composition:
    """List the references of a paper, or else its notes."""
    lines = [_line_of(one, number) for number, one in enumerate(paper.references, start=1)]
    lines = lines or [f"Note {note.marker}: {note.text}" for note in paper.notes if note.text]
    if not lines:
        return _declined("The file has neither a list of references nor the text of any note.")
    left = len(lines) - _LISTED
    more = (Words(f"And {left} more."),) if left > 0 else ()
    return Composition((*map(Words, lines[:_LISTED]), *more), SURE)


def _cited_for(request: Request, sought: str) -> Composition | None:
    """Tell the sentences that fit what is sought and cite something, with what they cite."""
    place = find_place(request, sought)
    if not place.sentences or place.confidence < request.threshold:
        return None
    best = place.sentences[0]
    citing = [
        (one.score + _CITING, one)
        for one in place.sentences
        if one.score + _CITING >= best.score and _beside(request, one)
    ]
    if not citing:
        return None
    citing.sort(key=lambda scored: -scored[0])
    most = min(request.limit or _MOST, _MOST)
    close = [one for score, one in citing if score >= citing[0][0] - _CLOSE][:most]
    pieces: list[Piece] = []
    for one in close:
        pieces += [one, *(Beside(text, one) for text in _beside(request, one))]
    return Composition(tuple(pieces), place.confidence)


def _beside(request: Request, sentence: ScoredSentence) -> list[str]:
    """Return the notes and references of a sentence as they are told."""
    paper = request.snapshot.paper(sentence.passage.paper_id)
    notes = [_entry_of_note(note, paper).told for note in paper.notes_in(sentence.span)]
    cited = paper.references_in(sentence.span)
    return notes + [_line_of(one, paper.references.index(one) + 1) for one in cited]


def _by_own_words(request: Request, paper: Paper, sought: str) -> Composition | None:
    """Tell the note or the reference whose own text says what is sought. Ranked by BM25."""
    entries = [_entry_of_note(note, paper) for note in paper.notes if note.text] + [
        _entry_of_reference(place, paper, place + 1) for place in range(len(paper.references))
    ]
    asked = set(terms(sought))
    if not entries or not asked:
        return None
    scores = LexicalIndex.build(entry.words for entry in entries).scores(sought)
    best = entries[int(np.argmax(scores))]
    share = len(asked & set(terms(best.words))) / len(asked)
    return _told(request, paper, [best]) if share >= _OF_TEXT else None
