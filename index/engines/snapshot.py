"""A library in an engine as it was at one moment."""

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from corpus.errors import LibraryDamaged, LibraryError
from corpus.paper import Paper, Passage
from index.encoding.coded_texts import join_coded
from index.encoding.encoded_paper import EncodedPaper
from index.encoding.encoder import FloatMatrix
from index.engines.control import Control
from index.engines.engine import Engine
from index.engines.numbering import PAPERS, Numbering, paper_point
from index.engines.passages import OpenPassages
from index.engines.points import join_passages, read_entry, read_paper
from index.engines.tallies import Tally, add_up
from index.engines.vectors import EngineVectors
from index.engines.words import EngineWords
from index.snapshot import PaperEntry, PassageVectors, Snapshot
from index.vectors.vector_index import VectorIndex
from index.words.word_index import WordIndex

_MOST_PAPERS = 256
"""What papers say that is kept in memory: some 30 MB."""


class EngineSnapshot(Snapshot):
    """Reads what a library's control point says is in it."""

    def __init__(
        self, engine: Engine, control: Control, library: str, *, leave_out: bool = True
    ) -> None:
        self.control = control
        self._engine = engine
        self._leaves_out = leave_out
        papers = engine.scroll(PAPERS, paper_point(control.below), payload=["entry", "sums"])
        points = [point for point in papers if point.id ^ PAPERS not in control.gone]
        if len(points) != control.papers:
            raise LibraryError(
                f"The library {library} lists {len(points)} papers of the {control.papers} that it "
                "has: it is being changed, or a replica is behind. Ask again in a while."
            )
        entries = [read_entry(point.payload) for point in points]
        super().__init__(library, control.generation, entries)
        self._sums = [point.payload["sums"] for point in points]
        numbers = [point.id ^ PAPERS for point in points]
        self.numbering = Numbering(numbers, [entry.passages for entry in entries])
        self._passages = OpenPassages(
            engine,
            self.numbering,
            control.seen,
            library=library,
            refuse=lambda place, error: self._refused(self._locate(place)[0], error),
        )
        self._open: dict[str, tuple[Paper, tuple[Passage, ...]]] = {}

    @property
    def model(self) -> str:
        """The name of the encoder that made the vectors."""
        return self.control.model

    @property
    def fingerprint(self) -> str:
        """The hash of that encoder's weights."""
        return self.control.fingerprint

    @cached_property
    def vectors(self) -> VectorIndex:
        """The dense index over all passages."""
        return EngineVectors(self._passages)

    @cached_property
    def lexical(self) -> WordIndex:
        """The lexical index over all passages."""
        return EngineWords(self._passages, self.tally)

    @cached_property
    def tally(self) -> Tally:
        """What all passages hold."""
        ids = self.control.tally_ids
        points = self._engine.retrieve(ids)
        if len(points) != len(ids):
            raise LibraryError(
                f"The library {self.library} was changed while it was opened, or a replica is "
                "behind. Ask again in a while."
            )
        return add_up(Tally.from_text(points[number].payload["tally"]) for number in ids)

    @property
    def token_frequencies(self) -> NDArray[np.int32]:
        """How many sentences of the library hold each token of the vocabulary."""
        return self.tally.tokens

    def checksums(self) -> Mapping[str, str]:
        """Return the SHA-256 of what the library has of its papers, by the names of files."""
        return {name: checksum for sums in self._sums for name, checksum in sums.items()}

    def strict(self) -> Snapshot:
        """Return the same snapshot, of which a damaged paper is an error."""
        return EngineSnapshot(self._engine, self.control, self.library, leave_out=False)

    def encoded(self, paper_id: str) -> EncodedPaper:
        """Return a paper with all its vectors. Raises `UnknownPaper`, `PaperDamaged`."""
        entry = self.entry(paper_id)
        stored = self._passages.fetch(self._places_of(entry))
        try:
            return join_passages(self._paper(entry), stored, self._sums[self._numbers[entry.id]])
        except LibraryDamaged as error:
            raise self._refused(entry, error) from error

    def sentence_vectors(self, paper_id: str) -> FloatMatrix:
        """Return the vectors of a paper's sentences: unit-norm rows, in their order."""
        stored = self._passages.at(self._places_of(self.entry(paper_id)))
        vectors = [each.vectors for each in stored]
        return vectors[0].code.vectors(join_coded([each.sentences for each in vectors]))

    def passages(self, places: Sequence[int]) -> list[Passage]:
        """Return the passages at some places, fetched in one call."""
        return [stored.passage for stored in self._passages.at(places)]

    def passage_vectors(self, place: int) -> PassageVectors:
        """Return the sentence and token vectors of the passage at a place."""
        return self._passages.at([place])[0].vectors

    def _places_of(self, entry: PaperEntry) -> range:
        number = self._numbers[entry.id]
        return range(self._places[number], self._places[number + 1])

    def _passage(self, entry: PaperEntry, number: int) -> Passage:
        return self._passages.at([self._places[self._numbers[entry.id]] + number])[0].passage

    def _paper(self, entry: PaperEntry) -> tuple[Paper, tuple[Passage, ...]]:
        said = self._open.get(entry.id)
        if said is None:
            said = self._open[entry.id] = self._read(entry)
            while len(self._open) > _MOST_PAPERS:
                self._open.pop(next(iter(self._open)), None)
        return said

    def _read(self, entry: PaperEntry) -> tuple[Paper, tuple[Passage, ...]]:
        point = paper_point(int(self.numbering.numbers[self._numbers[entry.id]]))
        found = self._engine.retrieve([point], payload=["entry", "says", "sums"])
        try:
            if point not in found:
                raise LibraryDamaged(f"The library {self.library} does not give it.")
            return read_paper(found[point].payload)
        except LibraryDamaged as error:
            raise self._refused(entry, error) from error

    def _refused(self, entry: PaperEntry, error: LibraryDamaged) -> LibraryDamaged:
        return self._leave_out(entry, error) if self._leaves_out else error
