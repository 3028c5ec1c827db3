"""The ids of points: which passage of which paper, in the order of the library.

A paper's number counts up with every paper that is added and is never used again. The id of a
passage holds that number and the passage's own, so that ids ascend as places do, and one is
computed from the other.
"""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from index.engines.engine import Where

_KIND, _PAPER = 60, 20
"""Bits that the kind of a point and a paper's number stand above."""
PASSAGES, PAPERS, TALLIES, CONTROL, END = (kind << _KIND for kind in range(5))
MOST_PASSAGES = 1 << _PAPER
"""Of one paper: a thousand times those of a long book."""


def passage_id(paper: int, number: int) -> int:
    """Return the id of a passage's point."""
    return PASSAGES | paper << _PAPER | number


def paper_point(paper: int) -> int:
    """Return the id of a paper's point."""
    return PAPERS | paper


class Numbering:
    """The numbers of a library's papers, ascending, and the places that their passages have."""

    def __init__(self, numbers: Sequence[int], counts: Sequence[int]) -> None:
        self.numbers = np.array(numbers, dtype=np.int64)
        self._starts = np.array([*accumulate(counts, initial=0)], dtype=np.int64)

    @property
    def passage_count(self) -> int:
        """How many passages there are."""
        return int(self._starts[-1])

    def ids(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the ids of the passages at some places."""
        papers = np.searchsorted(self._starts, places, side="right") - 1
        return (self.numbers[papers] << _PAPER) + places - self._starts[papers]

    def places(self, ids: Sequence[int]) -> NDArray[np.int64]:
        """Return the places of passages by their ids; -1 of those that are none of the library's.

        An engine may still have, or have already, what the library of this moment has not.
        """
        wanted = np.array(ids, dtype=np.int64)
        papers, within = wanted >> _PAPER, wanted & (MOST_PASSAGES - 1)
        if not len(self.numbers):
            return np.full(len(wanted), -1)
        found = np.minimum(np.searchsorted(self.numbers, papers), len(self.numbers) - 1)
        places = self._starts[found] + within
        known = (self.numbers[found] == papers) & (places < self._starts[found + 1])
        return np.where(known, places, -1)

    def among(self, places: NDArray[np.int64] | None, seen: Where) -> Where:
        """Return where to look for the passages at some places, ascending; everywhere if None.

        Papers that are asked as a whole are named as such, which engines find fast.
        """
        if places is None or len(places) == self.passage_count:
            return seen
        owners = np.searchsorted(self._starts, places, side="right") - 1
        asked = np.bincount(owners, minlength=len(self.numbers))
        whole = (asked > 0) & (asked == np.diff(self._starts))
        single = self.ids(places[~whole[owners]])
        papers = tuple(self.numbers[whole].tolist())
        return Where(seen.below, seen.gone, papers, tuple(single.tolist()))
