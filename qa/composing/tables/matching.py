"""Which row and which column of a table a question names, by the terms of their heads.

A term counts the more the fewer rows, or columns, it heads. Pairs of a row and a column are
scored together, so that a word of the question is not taken for both.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.tables.heads import is_number
from corpus.tables.words import TableWords
from qa.composing.tables.head_terms import is_idle, terms_of, terms_of_all
from qa.understanding.question import Expects, Question

Rarity = Callable[[str], float]
"""How much a term of the question says: by how few passages have it."""

_IN_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]|(?:^|,)\s*[nN]\s*=\s*\d+")
"""Units, and what else a head has that nobody asks for."""
_MISSED = 0.35
"""What a term of a head costs that the question does not have, in parts of what it would earn."""
_IN_CELL = 0.5
"""What a term of another cell of the row earns, in parts of what one of its head would."""
_TRIED = 8
"""Rows and columns that are tried with one another, the best by themselves."""
_FIT = 0.3
"""For a column whose cells have the form that is asked for."""


@dataclass(frozen=True, slots=True)
class Match:
    """A row and a column of a table, and how well a question names them.

    `coverage` is the share of the question, by rarity, that is in their heads or about the
    table. `row_share` and `column_share` are those of the heads that the question names, 1.0
    for the only column; a row that is named only by what stands around its table anyway must
    be named in full. Leads are by how much the pair scores above the best one with another
    row, and with another column.
    """

    words: TableWords
    row: int
    column: int
    score: float
    coverage: float
    row_share: float
    column_share: float
    row_lead: float
    column_lead: float


@dataclass(frozen=True, slots=True)
class _Line:
    """A row or a column: the terms of its heads with their weights, and those that are asked for.

    `own` are the terms of its last head, which must be named; those over it tell it from others.
    """

    place: int
    own: Sequence[str]
    weights: Mapping[str, float]
    hits: Mapping[str, float]
    extra: float = 0.0

    @property
    def share(self) -> float:
        return self._share_of(self.own)

    @property
    def whole_share(self) -> float:
        return self._share_of(self.weights)

    def _share_of(self, terms: Iterable[str]) -> float:
        total = hit = 0.0
        for term in terms:
            total += self.weights[term]
            hit += self.hits.get(term, 0.0)
        return hit / total if total else 0.0

    @property
    def score(self) -> float:
        missed = sum(w for term, w in self.weights.items() if term not in self.hits)
        return sum(self.hits.values()) - _MISSED * missed + self.extra


@dataclass(frozen=True)
class AskedTable:
    """A table that a question is put to. `about` are terms that what stands around it has."""

    words: TableWords
    question: Question
    about: frozenset[str]

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The terms of the question."""
        return terms_of(self.question.standalone)

    def match(self, rarity: Rarity) -> Match | None:
        """Return the row and the column named best; None where the question names no row."""
        rows = _best(self._rows)
        columns = _best(self._columns)
        pairs = sorted(
            ((_pair_score(row, column), row, column) for row in rows for column in columns),
            key=lambda pair: -pair[0],
        )
        if not pairs or not pairs[0][1].hits:
            return None
        score, row, column = pairs[0]
        other_rows = [one for one, other, _ in pairs if other.place != row.place]
        other_columns = [one for one, _, other in pairs if other.place != column.place]
        return Match(
            self.words,
            row.place,
            column.place,
            score,
            coverage=self._coverage({*row.hits, *column.hits}, rarity),
            row_share=row.share if set(row.hits) - self.about else row.whole_share,
            column_share=1.0 if len(self.words.columns) == 1 else column.share,
            row_lead=score - max(other_rows, default=-math.inf),
            column_lead=score - max(other_columns, default=-math.inf),
        )

    def _coverage(self, named: set[str], rarity: Rarity) -> float:
        asked = [term for term in self.asked if not is_idle(term)]
        weights = {term: rarity(term) for term in asked}
        covered = sum(w for term, w in weights.items() if term in named or term in self.about)
        return covered / sum(weights.values()) if weights else 0.0

    @cached_property
    def _rows(self) -> list[_Line]:
        beside = {row: self.words.heads_beside(row) for row in self.words.body}
        heads = {row: terms_of_all(beside[row]) for row in beside}
        cells = {row: self._in_cells(row, heads[row]) for row in self.words.body}
        weigh = _weights(heads.values())
        weigh_cells = _weights(cells.values())
        return [
            _Line(
                row,
                _last_telling(beside[row]),
                {term: weigh(term) for term in _telling(beside[row])},
                {
                    **{term: weigh(term) for term in heads[row] if term in self.asked},
                    **{term: _IN_CELL * weigh_cells(term) for term in cells[row]},
                },
            )
            for row in self.words.body
        ]

    def _in_cells(self, row: int, heads: Sequence[str]) -> tuple[str, ...]:
        """Return terms of the question that other cells of a row have, and its heads do not."""
        says = (self.words.says(cell) for cell in self.words.cells_of(row))
        found = terms_of_all(one for one in says if not is_number(one))
        return tuple(term for term in found if term in self.asked and term not in heads)

    @cached_property
    def _columns(self) -> list[_Line]:
        over = {column: self.words.heads_over(column) for column in self.words.columns}
        heads = {column: terms_of_all(over[column]) for column in over}
        weigh = _weights(heads.values())
        return [
            _Line(
                column,
                _last_telling(over[column]),
                {term: weigh(term) for term in _telling(over[column])},
                {term: weigh(term) for term in heads[column] if term in self.asked},
                extra=_FIT * self._fits(column),
            )
            for column in self.words.columns
        ]

    def _fits(self, column: int) -> bool:
        """Whether the cells of a column have the form that is asked for."""
        cells = [self.words.cell_at(row, column) for row in self.words.body]
        says = [self.words.says(cell) for cell in cells if cell is not None]
        numbers = sum(map(is_number, says))
        match self.question.expects:
            case Expects.QUANTITY | Expects.TIME:
                return 2 * numbers > len(says)
            case Expects.PERSON | Expects.PLACE:
                return 2 * numbers < len(says)
            case _:
                return False


def _telling(heads: Sequence[str]) -> Sequence[str]:
    """Return the terms that a question may be expected to have: no units, nothing idle.

    What else there is, where there is nothing but that.
    """
    terms = terms_of_all(filter(str.strip, (_IN_BRACKETS.sub(" ", head) for head in heads)))
    return [term for term in terms if not is_idle(term)] or terms or terms_of_all(heads)


def _last_telling(heads: Sequence[str]) -> Sequence[str]:
    """Return the same of the last head that has any beside units."""
    told = (head for head in reversed(heads) if _IN_BRACKETS.sub(" ", head).strip())
    last = next(told, None)
    own = _telling([last]) if last is not None else ()
    weighed = _telling(heads)
    return [term for term in own if term in weighed] or weighed


def _best(lines: Sequence[_Line]) -> list[_Line]:
    return sorted(lines, key=lambda line: -line.score)[:_TRIED]


def _pair_score(row: _Line, column: _Line) -> float:
    """Return the scores of both, a term that both have counted once."""
    twice = sum(min(row.hits[term], column.hits[term]) for term in row.hits if term in column.hits)
    return row.score + column.score - twice


def _weights(heads: Iterable[Sequence[str]]) -> Callable[[str], float]:
    """Return the weight of a term by how many of these heads have it; an idle one has little."""
    lines = list(heads)
    counts = Counter(term for line in lines for term in line)

    def weigh(term: str) -> float:
        weight = math.log(1 + len(lines) / counts[term])
        return 0.2 * weight if is_idle(term) else weight

    return weigh
