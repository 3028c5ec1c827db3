"""What one comparison over a column tells: the highest, the lowest, the row with a value."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.paper import Cell
from corpus.tables.words import TableWords
from qa.composing.composition import Composition
from qa.composing.request import Request
from qa.composing.tables.cells import tell_cell
from qa.composing.tables.head_terms import is_idle, terms_of, terms_of_all
from qa.composing.tables.matching import AskedTable
from qa.composing.tables.numbers import read_numbers

_HIGHEST = re.compile(r"\b(?:most|highest|largest|greatest|biggest|maximum|max)\b", re.IGNORECASE)
_LOWEST = re.compile(r"\b(?:least|fewest|lowest|smallest|minimum|min)\b", re.IGNORECASE)
_AT_LEAST = re.compile(r"\bat (?:least|most)\b|\bmost of\b", re.IGNORECASE)
_ASKS_ROW = re.compile(r"\b(?:which|where|who|what (?!is\b|are\b|was\b|were\b))", re.IGNORECASE)
_SUMS = re.compile(r"(?:total|all|overall|sum|mean|average|median|range|sd|n)\b", re.IGNORECASE)
"""How the head of a row begins that is none among others."""
_FEWEST_ROWS = 2
CONFIDENCE = 0.9
"""The confidence where a column is named whole and compares without a tie."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A column that a question names, and what else it asks for."""

    words: TableWords
    column: int
    rest: frozenset[str]
    named: int


def compose_by_column(request: Request, tables: Sequence[AskedTable]) -> Composition | None:
    """Answer from one comparison over a column; None where none is asked for, or it is not sure."""
    text = request.question.standalone
    if _AT_LEAST.search(text):
        return None
    highest, lowest = _HIGHEST.search(text), _LOWEST.search(text)
    if highest and lowest:
        return None
    asks_row = _ASKS_ROW.search(text) is not None
    if not highest and not lowest and not asks_row:
        return None
    without = _LOWEST.sub(" ", _HIGHEST.sub(" ", text))
    for asked in tables:
        for named in _columns_named(asked, terms_of(without)):
            if highest or lowest:
                row = None if named.rest else _extreme(named, highest=bool(highest))
            else:
                row = _only_row_with(named)
            if row is not None:
                told = _cell_told(named, row, text, asks_row=asks_row)
                return tell_cell(named.words, row, told, request, confidence=CONFIDENCE)
    return None


def _columns_named(asked: AskedTable, terms: Sequence[str]) -> Iterator[_Named]:
    """Return the columns that a question names, with what it says besides, the best first."""
    words = asked.words
    corner = terms_of_all(
        head for column in range(words.table.head_columns) for head in words.heads_over(column)
    )
    sought = {term for term in terms if not is_idle(term)} - set(corner) - asked.about
    found = []
    for column in words.columns:
        heads = set(terms_of_all(words.heads_over(column)))
        named = {term for term in terms if term in heads}
        if named:
            found.append(_Named(words, column, frozenset(sought - heads), len(named)))
    best = max((one.named for one in found), default=0)
    # Where two columns are named alike, none is.
    same = [one for one in found if one.named == best]
    yield from same if len(same) == 1 else ()


def _extreme(named: _Named, *, highest: bool) -> int | None:
    """Return the row with the highest, or lowest, number of a column, None where it is not one."""
    rows = [row for row in named.words.body if not _is_sum(named.words, row)]
    cells = [named.words.cell_at(row, named.column) for row in rows]
    values = read_numbers([named.words.says(cell) if cell else "" for cell in cells])
    if values is None or len(rows) < _FEWEST_ROWS:
        return None
    known = {row: value for row, value in zip(rows, values, strict=True) if value is not None}
    best = (max if highest else min)(known.values())
    extreme = [row for row, value in known.items() if value == best]
    return extreme[0] if len(extreme) == 1 else None


def _is_sum(words: TableWords, row: int) -> bool:
    heads = words.heads_beside(row)
    return not heads or _SUMS.match(heads[-1]) is not None


def _only_row_with(named: _Named) -> int | None:
    """Return the one row whose cell in a column has all that a question says besides."""
    if not named.rest:
        return None
    cells = {row: named.words.cell_at(row, named.column) for row in named.words.body}
    rows = [
        row
        for row, cell in cells.items()
        if cell is not None and named.rest <= set(terms_of(named.words.says(cell)))
    ]
    return rows[0] if len(rows) == 1 else None


def _cell_told(named: _Named, row: int, text: str, *, asks_row: bool) -> Cell | None:
    """Return the cell that answers: the head of the row, or the number itself."""
    over = " ".join(named.words.heads_over(named.column))
    noun = re.search(r"\b(?:which|what)\s+(?:\w+\s+)?([\w-]+)", text, re.IGNORECASE)
    of_column = noun is not None and bool(set(terms_of(noun[0])) & set(terms_of(over)))
    is_row = asks_row and not of_column
    own = [one for one in named.words.cells_of(row) if one.column < named.words.table.head_columns]
    return own[-1] if is_row and own else named.words.cell_at(row, named.column)
