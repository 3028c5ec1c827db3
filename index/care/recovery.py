"""What of a damaged library can be had again, and from what."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from json import loads
from pathlib import Path

from corpus.errors import FootnoteError
from corpus.formats import BUNDLED_PATH, read_paper
from corpus.identity import is_id_of
from corpus.paper import Paper, Passage
from index.care.remains import Leftover, Remains
from index.care.soundness import vector_faults
from index.encoding.encoded_paper import file_names, read_encoded_paper, read_stored_paper
from index.snapshot import PaperEntry
from index.storage.originals import OriginalStore
from index.storage.recognised import RecognisedStore


class Means(StrEnum):
    """How `footnote repair` gets a paper."""

    KEEP = "its files are taken over, from whichever generation has them as they were written"
    ENCODE = "its text is encoded again"
    READ = "it is read from its kept original and encoded again"
    NONE = "it cannot be had again: add its file again"


@dataclass(frozen=True, slots=True)
class PaperName:
    """A paper as far as it is known; without a catalogue, its id alone."""

    id: str
    title: str | None = None
    source: str | None = None


class Recovery:
    """Finds for each paper of a library the best that is left of it."""

    def __init__(self, remains: Remains) -> None:
        self.remains = remains
        self._originals = OriginalStore(remains.library)

    @cached_property
    def names(self) -> Mapping[str, PaperName]:
        """The papers that any catalogue tells of, sound or not, by id."""
        names: dict[str, PaperName] = {}
        for generation in reversed(self.remains.generations):
            for entry in _entries_at(generation.folder / "catalogue.json"):
                names[entry.id] = PaperName(entry.id, entry.title, entry.source)
        return names

    def name(self, paper_id: str) -> PaperName:
        """Return what is known of a paper."""
        return self.names.get(paper_id) or PaperName(paper_id)

    def entries(self, generation: Leftover) -> tuple[PaperEntry, ...] | None:
        """Return the catalogue of a generation, None if it is damaged."""
        found = self.remains.find_of(generation, "catalogue.json")
        return _entries_at(found.path) if found else None

    def paper_ids(self, generation: Leftover) -> list[str]:
        """Return the papers that a generation is to have, in order.

        Without its catalogue, they are those that it has files or records of: first as an older
        catalogue has them, then by age.
        """
        entries = self.entries(generation)
        if entries is not None:
            return [entry.id for entry in entries]
        known = list(dict.fromkeys(self.names))
        order = {paper_id: number for number, paper_id in enumerate(known)}

        def rank(paper_id: str) -> tuple[int, int, str]:
            written = 0
            with suppress(OSError):
                path = generation.folder / file_names(paper_id)[0]
                written = path.stat().st_mtime_ns
            return order.get(paper_id, len(order)), written, paper_id

        return sorted(generation.paper_ids, key=rank)

    def means(self, paper_id: str) -> Means:
        """Return how a paper can be had again."""
        text_name, vectors_name = file_names(paper_id)
        text = self.remains.find_paper_file(text_name)
        if text is not None:
            vectors = self.remains.find_paper_file(vectors_name)
            if vectors is not None and not _any_fault_of_vectors(text.path, vectors.path):
                return Means.KEEP
            return Means.ENCODE
        return Means.READ if self.original(paper_id) else Means.NONE

    def original(self, paper_id: str) -> Path | None:
        """Return a sound file that the paper can be read from; the bundled one comes along."""
        for path in self._originals.files_of(paper_id):
            with suppress(OSError):
                if is_id_of(paper_id, path.read_bytes()):
                    return path
        return BUNDLED_PATH if is_id_of(paper_id, BUNDLED_PATH.read_bytes()) else None

    def stored(self, paper_id: str) -> tuple[Paper, tuple[Passage, ...]]:
        """Return a paper whose text is sound."""
        found = self.remains.find_paper_file(file_names(paper_id)[0])
        if found is None:
            raise ValueError(f"the text of {paper_id} is not sound")
        return read_stored_paper(found.path)

    def read_again(self, paper_id: str) -> Paper | None:
        """Return a paper as it is read from its original, None if it cannot be.

        It has the title and the name of the file that it had: the kept one is called by the id.
        """
        path, name = self.original(paper_id), self.name(paper_id)
        with suppress(FootnoteError):
            if path is not None:
                recognised = RecognisedStore(self.remains.library).pages(paper_id)
                paper = read_paper(path, recognised=recognised)
                title, source = name.title or paper.title, name.source or paper.source
                # Papers of older versions have the beginnings of their ids.
                return replace(paper, id=paper_id, title=title, source=source)
        return None


def _entries_at(path: Path) -> tuple[PaperEntry, ...]:
    """Return the lines of a catalogue, none if it cannot be read."""
    with suppress(OSError, ValueError, TypeError, RecursionError):
        return tuple(PaperEntry.of(line) for line in loads(path.read_bytes()))
    return ()


def _any_fault_of_vectors(text: Path, vectors: Path) -> bool:
    return any(vector_faults(read_encoded_paper(text, vectors)))
