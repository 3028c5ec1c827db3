"""The papers of a folder one after another, so that few are in memory at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import overload

import numpy as np

from index.encoding.encoded_paper import EncodedPaper, file_names, read_encoded_paper


class StoredPapers(Sequence[EncodedPaper]):
    """Papers by their ids, each read from `folder` whenever it is asked for.

    Their passage vectors are copies: to hold them keeps no file open.
    """

    def __init__(self, folder: Path, ids: Sequence[str]) -> None:
        self._folder = folder
        self._ids = ids

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[EncodedPaper]:
        return map(self._read, self._ids)

    @overload
    def __getitem__(self, number: int) -> EncodedPaper: ...
    @overload
    def __getitem__(self, number: slice) -> "StoredPapers": ...
    def __getitem__(self, number: int | slice) -> "EncodedPaper | StoredPapers":
        if isinstance(number, slice):
            return StoredPapers(self._folder, self._ids[number])
        return self._read(self._ids[number])

    def _read(self, paper_id: str) -> EncodedPaper:
        text, vectors = (self._folder / name for name in file_names(paper_id))
        encoded = read_encoded_paper(text, vectors)
        return replace(encoded, passage_codes=np.array(encoded.passage_codes))
