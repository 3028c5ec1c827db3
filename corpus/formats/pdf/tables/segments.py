"""Words of a row that stand together: no gap between them is wider than a space."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.formats.pdf.values import Word

_SPACE_SIZES = 0.5
"""A gap wider than this, in sizes of type, is no space between words."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of a row without a wide gap between them, from left to right."""

    words: tuple[Word, ...]

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(word.right for word in self.words)


def segments_of(row: Sequence[Word], *, gap_sizes: float = _SPACE_SIZES) -> list[Segment]:
    """Part a row, whose words stand in order, at its wide gaps."""
    segments: list[list[Word]] = []
    right = 0.0
    for word in row:
        if segments and word.left - right <= gap_sizes * word.size:
            segments[-1].append(word)
        else:
            segments.append([word])
        right = max(right, word.right) if len(segments[-1]) > 1 else word.right
    return [Segment(tuple(words)) for words in segments]
