"""The passages that a snapshot has open: fetched together, the last ones used kept."""

from collections.abc import Callable, Sequence
from threading import Lock

import numpy as np

from corpus.errors import LibraryDamaged, LibraryError
from index.engines.engine import Engine, Point, Where
from index.engines.numbering import Numbering
from index.engines.points import StoredPassage, read_passage

MOST_PASSAGES = 2_048
"""That are kept: with full token vectors 170 MB, with small codes a tenth of it."""


class OpenPassages:
    """Passages of `engine` by their places in `numbering`; threads may share them.

    `seen` are those of the engine that are the library's. `refuse` is given the place of one
    that is damaged, and gives the error to raise.
    """

    def __init__(
        self,
        engine: Engine,
        numbering: Numbering,
        seen: Where,
        *,
        library: str,
        refuse: Callable[[int, LibraryDamaged], LibraryError],
    ) -> None:
        self.engine = engine
        self.numbering = numbering
        self.seen = seen
        self._library = library
        self._refuse = refuse
        self._lock = Lock()
        self._open: dict[int, StoredPassage] = {}

    def at(self, places: Sequence[int]) -> list[StoredPassage]:
        """Return the passages at some places, those that are not open in one call.

        Raises `LibraryError` for one that is not there: a replica is behind, or it was removed.
        """
        with self._lock:
            known = {place: self._open.pop(place) for place in set(places) if place in self._open}
        missing = sorted(set(places) - known.keys())
        known |= self._fetch(missing)
        with self._lock:
            self._open |= known
            for place in list(self._open)[: max(len(self._open) - MOST_PASSAGES, 0)]:
                del self._open[place]
        return [known[place] for place in places]

    def fetch(self, places: Sequence[int]) -> list[StoredPassage]:
        """Return passages without keeping them open."""
        fetched = self._fetch(places)
        return [fetched[place] for place in places]

    def _fetch(self, places: Sequence[int]) -> dict[int, StoredPassage]:
        if not places:
            return {}
        ids = self.numbering.ids(np.array(places, dtype=np.int64)).tolist()
        points = self.engine.retrieve(ids, vectors=True)
        if lacking := [number for number in ids if number not in points]:
            raise LibraryError(
                f"The library {self._library} does not give {len(lacking)} of {len(ids)} passages "
                "that it lists. Another process may just have taken their paper out, or a replica "
                "is behind: ask again in a while. If it stays, `footnote add` their files anew."
            )
        return {
            place: self._read(place, points[number])
            for place, number in zip(places, ids, strict=True)
        }

    def _read(self, place: int, point: Point) -> StoredPassage:
        try:
            return read_passage(point)
        except LibraryDamaged as error:
            raise self._refuse(place, error) from error
