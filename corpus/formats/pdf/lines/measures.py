"""The usual sizes and distances of a document's type."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from corpus.formats.pdf.values import PrintLine

INDENT_SIZES = 0.7
"""A first line that begins farther in than this, in sizes of type, is indented."""


OTHER_SIZE_POINTS = 0.6
"""Lines whose sizes differ by more belong to different paragraphs or headings."""


_TOP_LINES_PART = 3
"""Body text begins at the top of a column; notes, which may be more, stand at its foot."""
_RIVAL_SHARE = 0.6
"""A larger type that has so many letters, to those of the most frequent one, is the text's."""
_SMALL_TYPE_TIMES = 0.96
"""A line no larger than this, to the body, is small."""
_IN_BODY_TYPE_POINTS = 0.3
_WIDEST_LEADING_SIZES, _USUAL_LEADING_SIZES = 3, 1.2
"""The widest gap that counts as one between lines, and what is taken if there is none."""
_NO_TEXT_POINTS = 10.0, 12.0
"""The size and the leading of type where there are no lines."""


@dataclass(frozen=True, slots=True)
class Measures:
    """The size of the body's type, the usual distance of its baselines, whether it is bold."""

    size: float
    leading: float
    bold: bool
    italic: bool

    def is_small(self, line: PrintLine) -> bool:
        """Whether a line is set smaller than the body."""
        return line.size <= _SMALL_TYPE_TIMES * self.size


def measure(pages: Sequence[Sequence[PrintLine]]) -> Measures:
    """Measure the body of a document by the upper lines of its columns."""
    weights: Counter[float] = Counter()
    for lines in pages:
        for line in _upper(lines):
            weights[line.size] += len(line.text)
    if not weights:
        return Measures(*_NO_TEXT_POINTS, bold=False, italic=False)
    most = max(weights.values())
    size = max(size for size, weight in weights.items() if weight >= _RIVAL_SHARE * most)
    body = [
        line for lines in pages for line in lines if abs(line.size - size) < _IN_BODY_TYPE_POINTS
    ]
    gaps = [line.gap for line in body if line.gap and line.gap < _WIDEST_LEADING_SIZES * size]
    letters = sum(len(line.text) for line in body)
    return Measures(
        size,
        median(gaps) if gaps else _USUAL_LEADING_SIZES * size,
        bold=2 * sum(len(line.text) for line in body if line.bold) > letters,
        italic=2 * sum(len(line.text) for line in body if line.italic) > letters,
    )


def _upper(lines: Sequence[PrintLine]) -> Iterable[PrintLine]:
    by_column: dict[int, list[PrintLine]] = {}
    for line in lines:
        by_column.setdefault(line.column, []).append(line)
    for column in by_column.values():
        yield from column[: -(-len(column) // _TOP_LINES_PART)]
