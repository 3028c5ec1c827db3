"""A library in a folder as it was at one moment: one of its generations, opened."""

import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import LibraryDamaged
from corpus.paper import Paper, Passage
from index.encoding.encoded_paper import EncodedPaper, file_names, read_encoded_paper
from index.indexing import Indexing
from index.open_papers import OpenPapers
from index.part import stored_parts
from index.snapshot import PaperEntry, PassageVectors, Snapshot
from index.storage.generation import Generation
from index.storage.store import GenerationStore
from index.vectors.vector_index import VectorIndex
from index.words.word_index import WordIndex


class FolderSnapshot(Snapshot):
    """Reads one generation. Files are checked against the manifest when they are opened."""

    def __init__(self, generation: Generation, *, leave_out: bool = True) -> None:
        self.generation = generation
        self._leaves_out = leave_out
        self._papers = OpenPapers(self._read)
        generation.verify("catalogue.json")
        catalogue = json.loads(generation.path("catalogue.json").read_bytes())
        entries = [PaperEntry.of(entry) for entry in catalogue]
        super().__init__(str(generation.library), generation.number, entries)

    @property
    def model(self) -> str:
        """The name of the encoder that made the vectors."""
        return str(self.generation.facts["model"])

    @property
    def fingerprint(self) -> str:
        """The hash of that encoder's weights."""
        return str(self.generation.facts["fingerprint"])

    @property
    def indexing(self) -> Indexing:
        """By which back ends its passages are indexed."""
        return Indexing.of(self.generation.facts)

    @cached_property
    def vectors(self) -> VectorIndex:
        """The dense index over all passages."""
        backend = self.indexing.vector_backend()
        return backend.over([part.vectors() for part in stored_parts(self.generation)])

    @cached_property
    def lexical(self) -> WordIndex:
        """The lexical index over all passages."""
        backend = self.indexing.word_backend()
        return backend.over([part.words() for part in stored_parts(self.generation)])

    @cached_property
    def token_frequencies(self) -> NDArray[np.int32]:
        """How many sentences of the library hold each token of the vocabulary."""
        return np.asarray(np.load(self._verified("token_frequencies.npy")), dtype=np.int32)

    def checksums(self) -> Mapping[str, str]:
        """Return the SHA-256 of each file of the generation, by its name."""
        return {name: record.sha256 for name, record in self.generation.files.items()}

    def strict(self) -> Snapshot:
        """Return the same snapshot, of which a damaged paper is an error."""
        return FolderSnapshot(self.generation, leave_out=False)

    def encoded(self, paper_id: str) -> EncodedPaper:
        """Return a paper with all its vectors. Raises `UnknownPaper`, `PaperDamaged`."""
        return self._papers[self.entry(paper_id).id]

    def passage_vectors(self, place: int) -> PassageVectors:
        """Return the sentence and token vectors of the passage at a place."""
        entry, within = self._locate(place)
        encoded = self._papers[entry.id]
        first, last = encoded.first_sentences[within : within + 2]
        heading = int(encoded.headings[within])
        return PassageVectors(
            sentences=encoded.texts.between(first, last),
            heading=encoded.texts.between(heading, heading + 1),
            code=encoded.code,
        )

    def _passage(self, entry: PaperEntry, number: int) -> Passage:
        return self._papers[entry.id].passages[number]

    def _paper(self, entry: PaperEntry) -> tuple[Paper, tuple[Passage, ...]]:
        encoded = self._papers[entry.id]
        return encoded.paper, encoded.passages

    def _read(self, paper_id: str) -> EncodedPaper:
        try:
            return read_encoded_paper(*map(self._verified, file_names(paper_id)))
        except LibraryDamaged as error:
            # Those who change the library remove the files of older generations.
            if not self._leaves_out or not self._is_current():
                raise
            raise self._leave_out(self.entry(paper_id), error) from error

    def _is_current(self) -> bool:
        return GenerationStore(self.generation.library).is_current(self.generation)

    def _verified(self, name: str) -> Path:
        self.generation.verify(name)
        return self.generation.path(name)
