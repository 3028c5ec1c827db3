"""Engines that the tests fill, and indexes over what they hold."""

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from secrets import token_hex

import numpy as np
from numpy.typing import NDArray

from index.address import EngineAddress
from index.engines.client import ClientEngine
from index.engines.edge import open_edge
from index.engines.engine import Engine, Point, Where
from index.engines.numbering import Numbering, passage_id
from index.engines.passages import OpenPassages
from index.engines.points import points_of
from index.engines.store import EngineStore
from index.engines.tallies import Tally, add_up
from index.engines.vectors import EngineVectors
from index.engines.words import EngineWords
from index.library import Library
from tests.index.engine_papers import paper_of_rows, paper_of_texts
from tests.toy_encoder import ToyEncoder


def make_edge(folder: Path) -> Engine:
    """Return an engine in this process."""
    return open_edge(folder / "engine")


def make_client(_folder: Path) -> Engine:
    """Return the client that asks servers, with a collection of its own in memory."""
    from qdrant_client import QdrantClient

    # That it has no indexes of payloads, and compares everything, is as it should be here.
    warnings.filterwarnings("ignore", message="Payload indexes have no effect")
    warnings.filterwarnings("ignore", message="Local mode performs exact")
    return ClientEngine(QdrantClient(":memory:"), token_hex(4), name="qdrant://test/papers")


ENGINES: Mapping[str, Callable[[Path], Engine]] = {"edge": make_edge, "client": make_client}


def library_in(engine: Engine, folder: Path) -> Library:
    """Return the library that an engine keeps."""
    library = Library(EngineAddress(folder), make_encoder=ToyEncoder)
    library._store = EngineStore(EngineAddress(folder), engine)
    return library


class EngineIndexes:
    """Indexes of the same engine, each over papers of its own: it never forgets the others."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._next = 0

    def vectors(self, *parts: NDArray[np.float32]) -> EngineVectors:
        """Index rows; each part is that of a paper."""
        exact = [row for rows in parts for row in rows]
        return EngineVectors(self._papers([paper_of_rows(rows) for rows in parts], exact))

    def words(self, *parts: list[str]) -> EngineWords:
        """Index texts; each part is that of a paper."""
        papers = [paper_of_texts(texts) for texts in parts]
        return EngineWords(self._papers(papers), add_up(map(Tally.of, papers)))

    def _papers(self, papers: list, exact: Sequence = ()) -> OpenPassages:  # type: ignore[type-arg]
        rows = iter(exact) if exact else None
        first = self._next
        self._next += len(papers)
        numbers = range(first, self._next)
        for number, encoded in zip(numbers, papers, strict=True):
            if not self._engine.exists():
                self._engine.create(encoded.passage_vectors.shape[1])
            points = list(points_of(encoded, number))
            if rows:  # to the last bit, which papers do not keep
                vectors = [next(rows) for _ in points[:-1]]
                points[:-1] = [
                    replace(one, dense=row) for one, row in zip(points[:-1], vectors, strict=True)
                ]
            self._engine.upsert(points)
        seen = Where(self._next, tuple(range(first)))
        counts = [len(encoded.passages) for encoded in papers]
        return OpenPassages(
            self._engine,
            Numbering(list(numbers), counts),
            seen,
            library="test",
            refuse=lambda _, error: error,
        )


def stray_point(number: int, dimension: int) -> Point:
    """Return a passage of a paper that is being added, which nobody may see."""
    return Point(passage_id(number, 0), {"paper": number}, np.ones(dimension, dtype=np.float32))
