"""A library as it was at one moment: papers, passages, and the indexes over them."""

from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import PaperDamaged, UnknownPaper
from corpus.identity import may_name, short_id, shown_ids
from corpus.paper import Paper, Passage, Span
from index.encoding.coded_texts import CodedTexts, TokenCode
from index.encoding.encoded_paper import EncodedPaper
from index.encoding.encoder import FloatMatrix
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


def entry_of(encoded: EncodedPaper) -> PaperEntry:
    """Return the line of a paper in the catalogue."""
    paper = encoded.paper
    return PaperEntry(
        id=paper.id,
        title=paper.title,
        source=paper.source,
        sections=len(paper.sections),
        passages=len(encoded.passages),
        sentences=len(paper.sentences),
        notes=len(paper.notes) + len(paper.loose_notes),
        pages=len(paper.pages),
        remarks=paper.remarks,
    )


class Snapshot(ABC):
    """What a library held at one moment, read when it is wanted, wherever the library lies.

    A paper that turns out damaged is left out of all places from the first attempt on to read
    it; of a `strict` snapshot, it fails whatever needs it.
    """

    def __init__(self, library: str, number: int, entries: Sequence[PaperEntry]) -> None:
        self.library = library
        self.number = number
        self.entries = tuple(entries)
        self._left_out: set[str] = set()
        self._numbers = {entry.id: number for number, entry in enumerate(self.entries)}
        self._places = list(accumulate((entry.passages for entry in self.entries), initial=0))

    @property
    @abstractmethod
    def model(self) -> str:
        """The name of the encoder that made the vectors."""

    @property
    @abstractmethod
    def fingerprint(self) -> str:
        """The hash of that encoder's weights."""

    @property
    @abstractmethod
    def vectors(self) -> VectorIndex:
        """The dense index over all passages."""

    @property
    @abstractmethod
    def lexical(self) -> WordIndex:
        """The lexical index over all passages."""

    @property
    @abstractmethod
    def token_frequencies(self) -> NDArray[np.int32]:
        """How many sentences of the library hold each token of the vocabulary."""

    @abstractmethod
    def checksums(self) -> Mapping[str, str]:
        """Return the SHA-256 of what the library has of its papers, by the names of files."""

    @abstractmethod
    def strict(self) -> "Snapshot":
        """Return the same snapshot, of which a damaged paper is an error."""

    @abstractmethod
    def encoded(self, paper_id: str) -> EncodedPaper:
        """Return a paper with all its vectors. Raises `UnknownPaper`, `PaperDamaged`."""

    @abstractmethod
    def passage_vectors(self, place: int) -> PassageVectors:
        """Return the sentence and token vectors of the passage at a place."""

    @abstractmethod
    def _passage(self, entry: PaperEntry, number: int) -> Passage:
        """Return the passage of that number of a paper."""

    @abstractmethod
    def _paper(self, entry: PaperEntry) -> tuple[Paper, tuple[Passage, ...]]:
        """Return a paper with its passages."""

    @property
    def passage_count(self) -> int:
        """How many passages there are in all papers."""
        return self._places[-1]

    @property
    def sentence_count(self) -> int:
        """How many sentences there are in all papers."""
        return sum(entry.sentences for entry in self.entries)

    def paper(self, paper_id: str) -> Paper:
        """Return a paper. Raises `UnknownPaper`, `PaperDamaged`."""
        return self._paper(self.entry(paper_id))[0]

    def passage(self, place: int) -> Passage:
        """Return the passage at a place, as the indexes count them."""
        return self._passage(*self._locate(place))

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
        return self._paper(self.entry(paper_id))[1]

    def passage_at(self, paper_id: str, span: Span) -> Passage:
        """Return the passage that holds a sentence's span."""
        return next(each for each in self.passages_of(paper_id) if span in each.sentences)

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
        if fitting:
            fact = f"The paper id {paper_id!r} fits several papers of the library {self.library}"
        else:
            fact = f"The paper id {paper_id!r} is not in the library {self.library}"
        ids = shown_ids(list(fitting) or [entry.id for entry in self.entries])
        shown = ", ".join(ids[:_SHOWN]) + (", …" if len(ids) > _SHOWN else "")
        return UnknownPaper(
            f"{fact} ({shown or 'it is empty'}). `footnote papers` lists the papers with their ids."
        )

    def _locate(self, place: int) -> tuple[PaperEntry, int]:
        number = bisect_right(self._places, place) - 1
        return self.entries[number], place - self._places[number]

    def _leave_out(self, entry: PaperEntry, error: Exception) -> PaperDamaged:
        """Leave a paper out from now on; give the error that says so."""
        self._left_out.add(entry.id)
        return PaperDamaged(
            f"The paper “{entry.title}” ({short_id(entry.id)}) cannot be read. {error}"
        )
