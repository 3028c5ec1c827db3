"""Answers about a paper itself: its authors, its date, its length, its sections."""

import re
from collections.abc import Sequence

from corpus.paper import Paper
from index.words.terms import terms
from qa.answer import Voice
from qa.composing.composition import Composition, Piece, Words, sentence_at
from qa.composing.documents.facts import FACTS, Fact, outline, tell_authors, tell_length, tell_year
from qa.composing.request import Request

SURE = 0.95
_MOST_PAPERS = 10
_MOST_LINES = 60
_FRONT_CHARACTERS = 3000
"""How far into its text a paper says who wrote it, and when."""
_MOST_WORDS_OF_LINE = 60
_NAMED = 0.5
"""The least share of a title's words that a question has which means the paper."""
_LIBRARY = re.compile(
    r"\b(?:how many|which|what|list(?: of)?(?: all)?(?: the)?|show(?: me)?(?: all)?(?: the)?) "
    r"(?:papers|articles|documents|files|studies)\b",
    re.IGNORECASE,
)


def compose_metadata(request: Request) -> Composition | None:
    """Tell the facts that are asked of a paper, or of each of a few; None where none is known of.

    What the file does not tell is said to be so, and declined where that is all.
    """
    asked = request.question.standalone
    if not request.paper_ids:
        return None
    if _LIBRARY.search(asked):
        return _list_papers(request)
    facts = [fact for fact in FACTS if fact.asked.search(asked)]
    papers = [request.snapshot.paper(one) for one in _meant(request)]
    told: list[Piece] = []
    known = False
    for paper in papers:
        pieces, tells = _tell(request, paper, facts) if facts else (_card(paper), True)
        told += [Words(f"“{paper.title}”:"), *pieces] if len(papers) > 1 else pieces
        known = known or tells
    left = len(request.paper_ids) - len(papers)
    if left and len(papers) > 1:
        told.append(Words(f"And {left} more {'paper' if left == 1 else 'papers'}."))
    return Composition(tuple(told), SURE if known else 0.0, declined=not known)


def _meant(request: Request) -> Sequence[str]:
    """Return the ids of the papers that are meant: the one whose title is said, or the first."""
    if len(request.paper_ids) == 1:
        return request.paper_ids
    asked = set(terms(request.question.standalone))
    shares = {}
    for one in request.paper_ids:
        title = set(terms(request.snapshot.entry(one).title))
        shares[one] = len(asked & title) / len(title) if title else 0.0
    best = max(shares, key=shares.__getitem__)
    if shares[best] >= _NAMED and list(shares.values()).count(shares[best]) == 1:
        return (best,)
    return request.paper_ids[:_MOST_PAPERS]


def _tell(request: Request, paper: Paper, facts: Sequence[Fact]) -> tuple[list[Piece], bool]:
    """Return what is said of a paper, and whether anything is known."""
    pieces: list[Piece] = []
    known = False
    for fact in facts:
        told = fact.tell(paper)
        quoted = _quoted(request, paper, fact)
        if told is not None or not quoted:
            pieces.append(Words(told or fact.unknown, Voice.OURS))
        pieces += quoted
        known = known or told is not None or bool(quoted)
        if fact.name == "sections" and told is not None:
            pieces += [Words(line) for line in outline(paper)[:_MOST_LINES]]
    return pieces, known


def _quoted(request: Request, paper: Paper, fact: Fact) -> list[Piece]:
    """Return the line at the front of a paper that says a fact itself, if there is one."""
    for span in paper.sentences:
        if span.start > _FRONT_CHARACTERS:
            break
        line = paper.text[span.start : span.end]
        if len(line.split()) <= _MOST_WORDS_OF_LINE and fact.mark and fact.mark.search(line):
            return [sentence_at(paper.id, span, request.snapshot)]
    return []


def _card(paper: Paper) -> list[Piece]:
    """Return what is known of a paper in short."""
    told = (tell_authors(paper), tell_year(paper), tell_length(paper))
    return [Words(text, Voice.OURS) for text in told if text]


def _list_papers(request: Request) -> Composition:
    entries = [request.snapshot.entry(one) for one in request.paper_ids]
    count = "1 paper" if len(entries) == 1 else f"{len(entries)} papers"
    lines = [Words(f"{place}. {one.title}") for place, one in enumerate(entries, start=1)]
    left = len(lines) - _MOST_LINES
    more = [Words(f"And {left} more.")] if left > 0 else []
    lead = Words(f"There {'is' if len(entries) == 1 else 'are'} {count} here:", Voice.OURS)
    return Composition((lead, *lines[:_MOST_LINES], *more), SURE)
