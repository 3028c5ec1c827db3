"""A library as it was at one moment: papers, passages, and the indexes over them."""

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import LibraryDamaged, PaperDamaged, UnknownPaper
from corpus.identity import may_name, short_id, shown_ids
from corpus.paper import Paper, Passage, Span
from index.encoding.coded_texts import CodedTexts, TokenCode
from index.encoding.encoded_paper import EncodedPaper, file_names, read_encoded_paper
from index.encoding.encoder import FloatMatrix
from index.indexing import Indexing
from index.open_papers import OpenPapers
from index.part import stored_parts
from index.storage.generation import Generation
from index.storage.store import GenerationStore
from index.vectors.vector_index import VectorIndex
from index.words.word_index import WordIndex

_SHOWN = 5
"""Ids that a message lists at most."""


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """A paper's line in the catalogue: its names, and how much there is of it.

    `remarks` say what is missing of its file.
    """

    id: str
    title: str
    source: str
    sections: int
    passages: int
    sentences: int
    notes: int
    pages: int
    remarks: tuple[str, ...] = ()

    @classmethod
    def of(cls, line: Mapping[str, Any]) -> "PaperEntry":
        """Read a line as JSON has it; those of older libraries have no remarks."""
        return cls(**{**line, "remarks": tuple(line.get("remarks", ()))})


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """The vectors of one passage's sentences, in order, and of the heading over it, coded.

    `code` tells what the bytes of both mean.
    """

    sentences: CodedTexts
    heading: CodedTexts
    code: TokenCode


class Snapshot:
    """Reads one generation. Files are checked against the manifest when they are opened.

    A paper whose files are damaged is left out of all places from the first attempt on to
    read it; without `leave_out`, it fails whatever needs it.
    """

    def __init__(self, generation: Generation, *, leave_out: bool = True) -> None:
        self.generation = generation
        self._leave_out = leave_out
        self._left_out: set[str] = set()
        self._papers = OpenPapers(self._read)
        generation.verify("catalogue.json")
        catalogue = json.loads(generation.path("catalogue.json").read_bytes())
        self.entries = tuple(PaperEntry.of(entry) for entry in catalogue)
        self._numbers = {entry.id: number for number, entry in enumerate(self.entries)}
        self._places = list(accumulate((entry.passages for entry in self.entries), initial=0))

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

    @property
    def passage_count(self) -> int:
        """How many passages there are in all papers."""
        return self._places[-1]

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

    @property
    def sentence_count(self) -> int:
        """How many sentences there are in all papers."""
        return sum(entry.sentences for entry in self.entries)

    def paper(self, paper_id: str) -> Paper:
        """Return a paper. Raises `UnknownPaper`, `PaperDamaged`."""
        return self.encoded(paper_id).paper

    def passage(self, place: int) -> Passage:
        """Return the passage at a place, as the indexes count them."""
        entry, within = self._locate(place)
        return self.encoded(entry.id).passages[within]

    def passages(self, places: Sequence[int]) -> list[Passage]:
        """Return the passages at some places. Raises `PaperDamaged`, after trying each of them."""
        passages, damage = [], None
        for place in places:
            try:
                passages.append(self.passage(place))
            except PaperDamaged as error:
                damage = error
        if damage is not None:
            raise damage
        return passages

    def passages_of(self, paper_id: str) -> tuple[Passage, ...]:
        """Return the passages of a paper, in reading order. Raises `PaperDamaged`."""
        return self.encoded(paper_id).passages

    def passage_at(self, paper_id: str, span: Span) -> Passage:
        """Return the passage that holds a sentence's span."""
        passages = self.encoded(paper_id).passages
        return next(passage for passage in passages if span in passage.sentences)

    def passage_vectors(self, place: int) -> PassageVectors:
        """Return the sentence and token vectors of the passage at a place."""
        entry, within = self._locate(place)
        encoded = self.encoded(entry.id)
        first, last = encoded.first_sentences[within : within + 2]
        heading = int(encoded.headings[within])
        return PassageVectors(
            sentences=encoded.texts.between(first, last),
            heading=encoded.texts.between(heading, heading + 1),
            code=encoded.code,
        )

    def sentence_vectors(self, paper_id: str) -> FloatMatrix:
        """Return the vectors of a paper's sentences: unit-norm rows, in their order."""
        return self.encoded(paper_id).sentence_vectors

    def places_of(self, papers: Sequence[str]) -> NDArray[np.int64]:
        """Return the places of the passages of some papers; of all where none is named.

        Those of papers that are left out are not among them.
        """
        if not papers and not self._left_out:
            return np.arange(self.passage_count)
        places = [
            np.arange(self._places[number], self._places[number + 1])
            for number in self._asked(papers)
            if self.entries[number].id not in self._left_out
        ]
        return np.concatenate([np.empty(0, dtype=np.int64), *places])

    def left_out(self, papers: Sequence[str] = ()) -> tuple[PaperEntry, ...]:
        """Return which of some papers, of all where none is named, were found damaged so far."""
        if not self._left_out:
            return ()
        asked = (self.entries[number] for number in self._asked(papers))
        return tuple(entry for entry in asked if entry.id in self._left_out)

    def _asked(self, papers: Sequence[str]) -> Sequence[int]:
        if not papers:
            return range(len(self.entries))
        return sorted({self._number(paper_id) for paper_id in papers})

    def id_of(self, whole: str) -> str | None:
        """Return the id under which the library has the file of a whole id; None if it has not.

        That is a short one where an older version added it: whether it is the same file then
        remains to be seen.
        """
        same = (one for one in (whole, short_id(whole)) if one in self._numbers)
        return next(same, None)

    def entry(self, paper_id: str) -> PaperEntry:
        """Return the line of the paper whose id begins with `paper_id`. Raises `UnknownPaper`."""
        return self.entries[self._number(paper_id)]

    def _number(self, paper_id: str) -> int:
        if paper_id in self._numbers:
            return self._numbers[paper_id]
        numbers = [
            number for number, entry in enumerate(self.entries) if may_name(paper_id, entry.id)
        ]
        if len(numbers) != 1:
            raise self._unknown(paper_id, [self.entries[number].id for number in numbers])
        return numbers[0]

    def _unknown(self, paper_id: str, fitting: Sequence[str]) -> UnknownPaper:
        library = self.generation.library
        if fitting:
            fact = f"The paper id {paper_id!r} fits several papers of the library {library}"
        else:
            fact = f"The paper id {paper_id!r} is not in the library {library}"
        ids = shown_ids(list(fitting) or [entry.id for entry in self.entries])
        shown = ", ".join(ids[:_SHOWN]) + (", …" if len(ids) > _SHOWN else "")
        return UnknownPaper(
            f"{fact} ({shown or 'it is empty'}). `footnote papers` lists the papers with their ids."
        )

    def _locate(self, place: int) -> tuple[PaperEntry, int]:
        number = bisect_right(self._places, place) - 1
        return self.entries[number], place - self._places[number]

    def encoded(self, paper_id: str) -> EncodedPaper:
        """Return a paper with its vectors. Raises `UnknownPaper`, `PaperDamaged`."""
        return self._papers[self.entry(paper_id).id]

    def _read(self, paper_id: str) -> EncodedPaper:
        try:
            return read_encoded_paper(*map(self._verified, file_names(paper_id)))
        except LibraryDamaged as error:
            # Those who change the library remove the files of older generations.
            if not self._leave_out or not self._is_current():
                raise
            self._left_out.add(paper_id)
            entry = self.entry(paper_id)
            raise PaperDamaged(
                f"The paper “{entry.title}” ({short_id(paper_id)}) cannot be read. {error}"
            ) from error

    def _is_current(self) -> bool:
        return GenerationStore(self.generation.library).is_current(self.generation)

    def _verified(self, name: str) -> Path:
        self.generation.verify(name)
        return self.generation.path(name)
