"""Where tables stand on a page: between rules of one width, or below a caption."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.formats.pdf.lines.print_lines import make_rows
from corpus.formats.pdf.tables.segments import segments_of
from corpus.formats.pdf.values import Rule, Word

_SAME_RULE_POINTS = 1.5
_PARTS_OF_RULE_POINTS = 4.0
"""Pieces of rules nearer than these, in height and side by side, are one rule."""
_SAME_END_POINTS = 8.0
"""Rules over one another whose ends are nearer than this are of one table."""
_SHORTEST_RULE_POINTS = 60.0
_FEWEST_ROWS = 2
_MOST_CELL_WORDS = 4.5
"""Words in a cell of one line, on average: with more, lines in few parts are text in columns."""
_MOST_PARTS_OF_PROSE = 2.2
_FEWEST_PROSE_LINES = 4
_LEAST_LETTERED_SHARE = 0.8
_JUSTIFIED_SPACE_SIZES = 1.2
_CAPTION = re.compile(r"(?i:table|tab\.|tabelle|tableau|tabla|tabela|cuadro)\s*\d*")


@dataclass(frozen=True, slots=True)
class Region:
    """A table's place: its words row by row, and the rules in it, the outer ones among them."""

    rows: tuple[tuple[Word, ...], ...]
    rules: tuple[Rule, ...]
    partial: tuple[Rule, ...] = ()

    @property
    def words(self) -> list[Word]:
        """All its words."""
        return [word for row in self.rows for word in row]

    @property
    def size(self) -> float:
        """The size of type of most of its words."""
        sizes = sorted(word.size for word in self.words)
        return sizes[len(sizes) // 2]


def find_ruled_regions(words: Sequence[Word], rules: Sequence[Rule]) -> Iterator[Region]:
    """Return the regions between rules of one width that hold rows of cells."""
    joined = _join_rules(rules)
    for stack in _stacks([rule for rule in joined if _width(rule) >= _SHORTEST_RULE_POINTS]):
        for run in _tabular_runs(stack, words):
            left, right = run[0].left, run[0].right
            inside = [w for w in words if _is_between(w, run[0], run[-1])]
            # Pieces that touch may be under different heads.
            partial = tuple(
                rule
                for rule in rules
                if not any(abs(rule.y - full.y) <= _SAME_RULE_POINTS for full in run)
                and run[0].y < rule.y < run[-1].y
                and left - _SAME_END_POINTS < rule.left
                and rule.right < right + _SAME_END_POINTS
            )
            region = Region(rows_of(inside), tuple(run), partial)
            if len(region.rows) >= _FEWEST_ROWS:
                yield region


def rows_of(words: Sequence[Word]) -> tuple[tuple[Word, ...], ...]:
    """Put words in rows, each from left to right."""
    return tuple(map(tuple, make_rows(words)))


def _join_rules(rules: Sequence[Rule]) -> list[Rule]:
    joined: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.y / _SAME_RULE_POINTS), rule.left)):
        before = joined[-1] if joined else None
        if (
            before
            and abs(before.y - rule.y) <= _SAME_RULE_POINTS
            and rule.left - before.right <= _PARTS_OF_RULE_POINTS
        ):
            right = max(before.right, rule.right)
            joined[-1] = Rule(min(before.left, rule.left), right, before.y)
        else:
            joined.append(rule)
    return sorted(joined, key=lambda rule: rule.y)


def _width(rule: Rule) -> float:
    return rule.right - rule.left


def _stacks(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Put rules with the same ends together, from top to bottom."""
    stacks: list[list[Rule]] = []
    for rule in rules:
        for stack in stacks:
            near_left = abs(stack[0].left - rule.left) < _SAME_END_POINTS
            if near_left and abs(stack[0].right - rule.right) < _SAME_END_POINTS:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    return [stack for stack in stacks if len(stack) > 1]


def _is_between(word: Word, upper: Rule, lower: Rule) -> bool:
    middle = (word.left + word.right) / 2
    height = word.y - 0.3 * word.size
    return upper.left - 3 < middle < upper.right + 3 and upper.y < height < lower.y


def _tabular_runs(stack: Sequence[Rule], words: Sequence[Word]) -> Iterator[list[Rule]]:
    """Return the runs of rules between which nothing but rows of cells stands."""
    run = [stack[0]]
    for upper, lower in pairwise(stack):
        rows = rows_of([word for word in words if _is_between(word, upper, lower)])
        if _holds_cells(rows):
            run.append(lower)
            continue
        if len(run) > 1:
            yield run
        run = [lower]
    if len(run) > 1:
        yield run


def _holds_cells(rows: Sequence[Sequence[Word]]) -> bool:
    """Whether most rows between two rules are parted into cells; a lone title may be one."""
    if is_prose(rows) or any(_CAPTION.match(row[0].text) and len(row) > 1 for row in rows):
        return False
    parted = sum(len(segments_of(row)) > 1 for row in rows)
    return 2 * parted >= len(rows) if len(rows) > 1 else True


def is_prose(rows: Sequence[Sequence[Word]]) -> bool:
    """Whether rows are lines of text in one or two columns, between the tables of a page."""
    words = [word for row in rows for word in row]
    lettered = sum(any(map(str.isalpha, word.text)) for word in words)
    if lettered < _LEAST_LETTERED_SHARE * len(words):
        return False
    # Spaces are wide in narrow columns of justified text.
    segments = [one for row in rows for one in segments_of(row, gap_sizes=_JUSTIFIED_SPACE_SIZES)]
    few = len(segments) <= _MOST_PARTS_OF_PROSE * len(rows)
    long = sum(len(one.words) for one in segments) > _MOST_CELL_WORDS * len(segments)
    return len(rows) >= _FEWEST_PROSE_LINES and few and long
