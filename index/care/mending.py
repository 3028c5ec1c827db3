"""The next generation of a damaged library, of what is sound and what can be had again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corpus.errors import LibraryMismatch
from corpus.paper import Paper, Passage
from index.care.recovery import Means, PaperName, Recovery
from index.care.remains import Leftover
from index.care.soundness import part_faults
from index.care.stored_papers import StoredPapers
from index.contents import commit_contents, write_files
from index.encoding.encoded_paper import encode_paper, file_names, to_files
from index.encoding.encoder import Encoder
from index.indexing import Indexing
from index.made_with import MadeWith
from index.part import TOKENS, Part, PartEntry, load_part
from index.snapshot import PaperEntry, entry_of
from index.storage.draft import Draft
from index.storage.manifest import JSONValue
from index.words.token_counts import add_frequencies


class Mender:
    """Fills a draft with the papers and the parts of a damaged generation."""

    def __init__(
        self,
        draft: Draft,
        recovery: Recovery,
        damaged: Leftover,
        make_encoder: Callable[[str], Encoder],
        default_model: str,
    ) -> None:
        self._draft = draft
        self._recovery = recovery
        self._damaged = damaged
        self._model = _ModelFinder(recovery, damaged, make_encoder, default_model)
        self._entries: list[PaperEntry] = []
        self._parts: list[PartEntry] = []
        self._frequencies: NDArray[np.int32] = np.empty(0, dtype=np.int32)
        self.encoded: list[PaperName] = []
        self.reread: list[PaperName] = []
        self.lost: list[PaperName] = []

    def fill(self) -> None:
        """Write the papers, and then the parts."""
        wanted = self._recovery.paper_ids(self._damaged)
        for paper_id in wanted:
            self._add_paper(paper_id)
        there = {entry.id for entry in self._entries}
        for number, entry, own in self._groups(wanted):
            papers = StoredPapers(self._draft.folder, [one for one in own if one in there])
            if len(papers):
                whole = entry if len(papers) == len(own) else None
                self._add_part(number, whole, papers)

    def commit(self) -> None:
        """Make the draft the current generation."""
        commit_contents(
            self._draft, self._entries, self._parts, self._frequencies, self._model.made_with()
        )

    def _add_paper(self, paper_id: str) -> None:
        means, name = self._recovery.means(paper_id), self._recovery.name(paper_id)
        if means is Means.KEEP:
            for file_name in file_names(paper_id):
                found = self._recovery.remains.find_paper_file(file_name)
                assert found is not None  # noqa: S101 - `means` has just found it
                self._draft.take(file_name, found.path, found.record)
        elif means is Means.ENCODE:
            self._encode(*self._recovery.stored(paper_id))
            self.encoded.append(name)
        else:
            paper = self._recovery.read_again(paper_id) if means is Means.READ else None
            if paper is None:
                self.lost.append(name)
                return
            self._encode(paper, None)
            self.encoded.append(name)
            self.reread.append(name)
        (encoded,) = StoredPapers(self._draft.folder, [paper_id])
        self._entries.append(entry_of(encoded))

    def _encode(self, paper: Paper, passages: tuple[Passage, ...] | None) -> None:
        encoded = encode_paper(paper, self._model.encoder(), passages=passages)
        write_files(self._draft, to_files(encoded))

    def _groups(
        self, wanted: Sequence[str]
    ) -> Iterator[tuple[int, PartEntry | None, Sequence[str]]]:
        """Yield the parts with their papers; all papers as one where that is not known."""
        entries = _part_entries(self._damaged.facts or {})
        places = np.cumsum([0, *(entry.papers for entry in entries)]).tolist()
        if places[-1] != len(wanted) or min((entry.papers for entry in entries), default=1) < 1:
            yield 1, None, wanted
            return
        for entry, (first, last) in zip(entries, pairwise(places), strict=True):
            yield entry.number, entry, wanted[first:last]

    def _add_part(self, number: int, entry: PartEntry | None, papers: StoredPapers) -> None:
        part = self._kept_part(entry, papers) if entry is not None else None
        if part is None:
            part = Part.of(papers, self._model.indexing)
            write_files(self._draft, part.files(part.entry(number)))
        self._parts.append(part.entry(number))
        self._frequencies = add_frequencies(self._frequencies, part.tokens.frequencies())

    def _kept_part(self, entry: PartEntry, papers: StoredPapers) -> Part | None:
        """Take a part over if all its files are sound and fit the papers; None if not."""
        remains = self._recovery.remains
        indexing = self._model.indexing
        own = [indexing.vector_backend().endings, indexing.word_backend().endings, (TOKENS,)]
        endings = [ending for each in own for ending in each]
        recorded = [ending for ending in endings if entry.name + ending in self._damaged.records]
        found = {ending: remains.find_of(self._damaged, entry.name + ending) for ending in recorded}
        if {each[0] for each in own} - found.keys() or not all(found.values()):
            return None
        files = {ending: file.path for ending, file in found.items() if file}
        part = load_part(files, indexing)
        if any(part_faults(part, entry, papers)):
            return None
        for ending, file in found.items():
            if file is not None:
                self._draft.take(entry.name + ending, file.path, file.record)
        return part


class _ModelFinder:
    """Finds which model a damaged library was built with; loads it when a paper needs it."""

    def __init__(
        self,
        recovery: Recovery,
        damaged: Leftover,
        make_encoder: Callable[[str], Encoder],
        default_model: str,
    ) -> None:
        self._library = recovery.remains.library
        self._make_encoder = make_encoder
        others = [one for one in recovery.remains.generations if one is not damaged]
        ordered = [damaged, *others] if damaged.trusted else [*others, damaged]
        told = [_told_by(one.facts) for one in ordered if one.facts is not None]
        self._told = next((made for made in told if made), None)
        self._default_model = default_model
        self._encoder: Encoder | None = None

    @property
    def indexing(self) -> Indexing:
        """By which back ends the library is indexed: the default ones where nothing tells."""
        return self._told.indexing if self._told else Indexing()

    def made_with(self) -> MadeWith:
        """Return what the manifest is to tell of the model and the back ends."""
        if self._told is None:
            encoder = self.encoder()
            return MadeWith(encoder.name, encoder.fingerprint, self.indexing)
        return self._told

    def encoder(self) -> Encoder:
        """Return the encoder. Raises `LibraryMismatch` if its weights are not the library's."""
        if self._encoder is None:
            name = self._told.model if self._told else self._default_model
            encoder = self._make_encoder(name)
            if self._told and encoder.fingerprint != self._told.fingerprint:
                raise LibraryMismatch(
                    f"Papers of the library {self._library} must be encoded again, and it was "
                    f"built with other weights of the model {name} (hash "
                    f"{self._told.fingerprint[:12]}…, now {encoder.fingerprint[:12]}…). Put the "
                    "former weights back and repair it then. Nothing was changed."
                )
            self._encoder = encoder
        return self._encoder


def _told_by(facts: Mapping[str, JSONValue]) -> MadeWith | None:
    match facts:
        case {"model": str(model), "fingerprint": str(fingerprint)}:
            return MadeWith(model, fingerprint, Indexing.of(facts))
    return None


def _part_entries(facts: Mapping[str, JSONValue]) -> list[PartEntry]:
    """Return the parts that facts tell of; none where they cannot be read."""
    match facts.get("parts"):
        case list(entries):
            with suppress(TypeError):
                return [PartEntry(**entry) for entry in entries]
    return []
