"""Papers on their way into a library, stored in groups: little is lost, little done twice."""

from collections.abc import Callable, Sequence
from time import perf_counter

from index.encoding.encoded_paper import EncodedPaper
from index.library import Library

_STORING_SHARE = 0.1
"""Of the time that goes into encoding, how much may go into storing."""


class AddingGroup:
    """Encoded papers that wait to be stored together.

    The first is stored at once, the others when the time since the last storing is ten
    times what that took: a kill costs no more than that. `on_stored` is told what is
    safely in the library.
    """

    def __init__(
        self,
        library: Library,
        *,
        on_stored: Callable[[Sequence[EncodedPaper]], None] | None = None,
    ) -> None:
        self._library = library
        self._on_stored = on_stored
        self._patience = 0.0
        self._since = perf_counter()
        self.waiting: list[EncodedPaper] = []

    def add(self, encoded: EncodedPaper) -> None:
        """Take a paper, and store what waits when it is time. Raises `LibraryError`."""
        self.waiting.append(encoded)
        if perf_counter() - self._since >= self._patience:
            self.store()

    def store(self) -> None:
        """Store what waits. Raises `LibraryError`; then it still waits."""
        if not self.waiting:
            return
        start = perf_counter()
        self._library.add(self.waiting)
        stored, self.waiting = self.waiting, []
        self._since = perf_counter()
        self._patience = (self._since - start) / _STORING_SHARE
        if self._on_stored is not None:
            self._on_stored(stored)
