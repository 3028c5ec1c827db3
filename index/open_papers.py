"""The papers that a snapshot has open: the last ones used, within what a process may hold."""

from collections.abc import Callable
from threading import Lock

from index.encoding.encoded_paper import EncodedPaper
from index.storage.arrays import is_mapped

MOST_MAPS = 256
"""Memory maps at a time: each takes one of the process's files, mostly 1,024 in all."""
MOST_BYTES = 2**29
"""What the arrays that are not mapped may take of the memory."""


class OpenPapers:
    """Papers by their ids, read by `read` when they are wanted; threads may share them."""

    def __init__(self, read: Callable[[str], EncodedPaper]) -> None:
        self._read = read
        self._lock = Lock()
        self._papers: dict[str, EncodedPaper] = {}
        self._maps = 0
        self._bytes = 0

    def __getitem__(self, paper_id: str) -> EncodedPaper:
        with self._lock:
            paper = self._papers.pop(paper_id, None)
            if paper is None:
                paper = self._read(paper_id)
                self._count(paper, 1)
            # Behind the others, so that those unused for longest stand first.
            self._papers[paper_id] = paper
            while len(self._papers) > 1 and (self._maps > MOST_MAPS or self._bytes > MOST_BYTES):
                self._count(self._papers.pop(next(iter(self._papers))), -1)
            return paper

    def _count(self, paper: EncodedPaper, sign: int) -> None:
        arrays = paper.arrays
        if any(map(is_mapped, arrays)):
            self._maps += sign  # all its arrays lie in one file
        else:
            self._bytes += sign * sum(array.nbytes for array in arrays)
