"""Answers to questions about a cell: the row with its heads, and the cell marked where sure."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.paper import Cell, Paper, Passage, Span
from corpus.tables.words import TableWords
from index.snapshot import Snapshot
from index.words.terms import FUNCTION_WORDS
from qa.composing.composition import Composition, ScoredSentence
from qa.composing.request import Request
from qa.composing.tables.head_terms import is_idle, terms_of, terms_of_all
from qa.composing.tables.matching import AskedTable, Match, Rarity
from qa.understanding.kinds.classifier import PLAIN_KINDS, Kind
from qa.understanding.question import Question

_MOST_TABLES = 30
"""Tables that a question is put to, those of the best passages first."""
_LEAST_LEAD = 0.1
"""By how much a row, or a column, must fit better than the next."""
_FEWEST_TERMS = 2
"""A question that names a row and a column has so many."""
_YES_NO = re.compile(
    r"\s*(?:and |but |so |well,? )?(?!(?:can|could|would|will) you\b)(?:is|are|was|were|do|does|did"
    r"|has|have|had|can|could|may|might|must|shall|should|will|would|isn|aren|wasn|weren|don|doesn"
    r"|didn|hasn|haven|hadn)\b",
    re.IGNORECASE,
)
"""How a question begins that yes or no answers, and no cell."""


@dataclass(frozen=True, slots=True)
class _Bar:
    """The least shares of a question, and of the heads of a row and a column, that must agree."""

    coverage: float
    share: float


_BAR = _Bar(coverage=0.7, share=0.5)
_BAR_OF_OTHER_KINDS = _Bar(coverage=0.9, share=0.6)


def may_ask_tables(question: Question) -> bool:
    """Whether a cell may answer a question: it says what it wants, and not whether something is."""
    terms = [term for term in terms_of(question.standalone) if not is_idle(term)]
    is_yes_no = question.kind is Kind.YES_NO and _YES_NO.match(question.standalone)
    return len(terms) >= _FEWEST_TERMS and not is_yes_no and not question.asks_for_gist


def compose_cell(request: Request, tables: Sequence[AskedTable]) -> Composition | None:
    """Answer from the row of a table that a question names; None where it names none surely."""
    if not tables:
        return None
    plain = request.question.kind in PLAIN_KINDS
    rarity = _rarity_in(request)
    matches = [
        match
        for asked in tables
        if (match := asked.match(rarity)) is not None
        and names_row(match, asked, _BAR if plain else _BAR_OF_OTHER_KINDS)
        and (plain or names_column(match))
    ]
    if not matches:
        return None
    best = max(matches, key=lambda match: (match.coverage, match.score))
    cell = best.words.cell_at(best.row, best.column)
    if not names_column(best):
        return tell_cell(best.words, best.row, None, request, confidence=best.coverage)
    if cell is None:
        return None
    return tell_cell(best.words, best.row, cell, request, confidence=best.coverage)


def names_row(match: Match, asked: AskedTable, bar: _Bar) -> bool:
    """Whether a question names the row of a match, and nothing that its table does not have."""
    return (
        match.coverage >= bar.coverage
        and match.row_share >= bar.share
        and match.row_lead >= _LEAST_LEAD
        and not _lacks_marked(asked, match)
    )


def names_column(match: Match) -> bool:
    """Whether a question names the column of a match, too."""
    return match.column_share >= _BAR.share and match.column_lead >= _LEAST_LEAD


def _lacks_marked(asked: AskedTable, match: Match) -> bool:
    """Whether a word with a capital or a digit is in no head of the cell, nor around the table."""
    words = match.words
    cells = map(words.says, words.cells_of(match.row))
    heads = (*words.heads_beside(match.row), *words.heads_over(match.column), *cells)
    known = {*terms_of_all(heads), *asked.about}
    return any(
        term not in known
        for word in asked.question.marked_words
        if word.lower() not in FUNCTION_WORDS
        for term in terms_of(word)
    )


def tell_cell(
    words: TableWords, row: int, cell: Cell | None, request: Request, *, confidence: float
) -> Composition | None:
    """Return the answer that quotes a row, with the cell that answers marked if it is known."""
    span = words.table.rows[row]
    passage = _passage_with(words.paper, span, request.snapshot)
    if passage is None:
        return None
    own = cell if cell is not None and cell.row == row else None
    return Composition((ScoredSentence(1.0, span, passage, cell=own),), confidence)


def _passage_with(paper: Paper, row: Span, snapshot: Snapshot) -> Passage | None:
    """Return the passage that holds all of a row."""
    inside = (
        passage
        for passage in snapshot.passages_of(paper.id)
        if passage.start <= row.start and row.end <= passage.end
    )
    return next(inside, None)


def asked_tables(request: Request) -> Iterator[AskedTable]:
    """Return the tables of the passages found for a question that a cell may answer, best first."""
    if not may_ask_tables(request.question):
        return
    seen: set[tuple[str, int]] = set()
    plain = request.question.kind in PLAIN_KINDS
    if not plain and _asks_paper_without_tables(request):
        return  # a search that its composer may have no need of is spared
    found = request.candidates if plain else request.unread
    for candidate in found:
        passage = candidate.hit.passage
        paper = request.snapshot.paper(passage.paper_id)
        table = paper.table_at(passage.end - 1)
        if table is None or (paper.id, table.span.start) in seen or len(seen) >= _MOST_TABLES:
            continue
        seen.add((paper.id, table.span.start))
        words = TableWords(paper, table)
        around = (paper.title, *passage.section, words.caption or "")
        yield AskedTable(words, request.question, frozenset(terms_of_all(around)))


def _asks_paper_without_tables(request: Request) -> bool:
    """Whether one paper is asked, and has no table; of several, none is opened to see that."""
    ids = request.paper_ids
    return len(ids) == 1 and not request.snapshot.paper(ids[0]).tables


def _rarity_in(request: Request) -> Rarity:
    """Return how much a term says in the papers that are asked: by how few passages have it."""
    import numpy as np

    snapshot = request.snapshot
    among = np.zeros(snapshot.passage_count, dtype=bool)
    among[snapshot.places_of(request.papers)] = True
    total = float(among.sum())

    @cache
    def rarity(term: str) -> float:
        frequency = snapshot.lexical.frequency(term, among)
        return math.log(1.0 + (total + 0.5) / (frequency + 0.5))

    return rarity
