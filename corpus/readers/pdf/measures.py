"""The usual sizes and distances of a document's type."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from corpus.readers.pdf.values import PrintLine

_TOP_SHARE = 3
"""Body text begins at the top of a column; notes, which may be more, stand at its foot."""
_RIVAL = 0.6
_SMALL = 0.96
_SAME_SIZE = 0.3


@dataclass(frozen=True, slots=True)
class Measures:
    """The size of the body's type, the usual distance of its baselines, whether it is bold."""

    size: float
    leading: float
    bold: bool
    italic: bool

    def is_small(self, line: PrintLine) -> bool:
        """Tell whether a line is set smaller than the body."""
        return line.size <= _SMALL * self.size


def measure(pages: Sequence[Sequence[PrintLine]]) -> Measures:
    """Measure the body of a document by the upper lines of its columns."""
    weights: Counter[float] = Counter()
    for lines in pages:
        for line in _upper(lines):
            weights[line.size] += len(line.text)
    if not weights:
        return Measures(10.0, 12.0, bold=False, italic=False)
    most = max(weights.values())
    size = max(size for size, weight in weights.items() if weight >= _RIVAL * most)
    body = [line for lines in pages for line in lines if abs(line.size - size) < _SAME_SIZE]
    gaps = [line.gap for line in body if line.gap and line.gap < 3 * size]
    letters = sum(len(line.text) for line in body)
    return Measures(
        size,
        median(gaps) if gaps else 1.2 * size,
        bold=2 * sum(len(line.text) for line in body if line.bold) > letters,
        italic=2 * sum(len(line.text) for line in body if line.italic) > letters,
    )


def _upper(lines: Sequence[PrintLine]) -> Iterable[PrintLine]:
    by_column: dict[int, list[PrintLine]] = {}
    for line in lines:
        by_column.setdefault(line.column, []).append(line)
    for column in by_column.values():
        yield from column[: -(-len(column) // _TOP_SHARE)]
