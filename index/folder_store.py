"""A library in a folder: each change writes a generation of files."""

from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.errors import UnknownPaper
from corpus.identity import is_short
from index.care.upgrading import (
    Upgrade,
    find_outdated,
    find_unpaged,
    find_whole_ids,
    recode,
)
from index.contents import (
    commit_corrected,
    commit_empty,
    commit_upgraded,
    commit_with,
    commit_without,
)
from index.corrections import Correction
from index.encoding.encoded_paper import EncodedPaper
from index.encoding.encoder import Encoder
from index.folder_snapshot import FolderSnapshot
from index.indexing import Indexing
from index.made_with import MadeWith
from index.snapshot import PaperEntry, Snapshot
from index.storage.manifest import FORMAT_VERSION
from index.storage.originals import OriginalStore
from index.storage.store import GenerationStore

_PATIENCE = 30.0
"""Seconds to wait for another process that is changing the library: a change is short."""


class FolderStore:
    """What a `Library` asks of the folder that it lies in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = str(folder)
        self.shared = True
        self._generations = GenerationStore(folder)

    def made_with(self) -> MadeWith | None:
        """Return what the library is made with; None if nothing was ever added."""
        generation = self._generations.current()
        if generation is None:
            return None
        facts = generation.facts
        return MadeWith(str(facts["model"]), str(facts["fingerprint"]), Indexing.of(facts))

    def snapshot(self, known: Snapshot | None) -> Snapshot | None:
        """Open the library as it is now; `known` comes back while nothing has changed."""
        if isinstance(known, FolderSnapshot) and self._generations.is_current(known.generation):
            return known
        return self._generations.load(FolderSnapshot)

    def begin(self, made: MadeWith, _dimension: int) -> None:
        """Make the library without papers, if there is none yet. Raises `LibraryBusy`."""
        with self._generations.change(patience=_PATIENCE) as draft:
            if draft.previous is None:
                commit_empty(draft, made)

    def add(
        self,
        papers: Sequence[EncodedPaper],
        made: MadeWith,
        check: Callable[[MadeWith], object],
    ) -> tuple[str, ...]:
        """Store papers in one step; see `LibraryStore.add`."""
        with self._generations.change(patience=_PATIENCE) as draft:
            previous = FolderSnapshot(draft.previous) if draft.previous else None
            if previous is not None:
                check(MadeWith(previous.model, previous.fingerprint, previous.indexing))
                made = MadeWith(made.model, made.fingerprint, previous.indexing)
            whole_ids = self._whole_ids(previous)
            known = {entry.id for entry in previous.entries} if previous else set()
            known.update(whole_ids.values())
            # The same paper may also be among the new ones twice.
            new = {paper.paper.id: paper for paper in papers if paper.paper.id not in known}
            if new:
                commit_with(draft, previous, list(new.values()), made=made, whole_ids=whole_ids)
        return tuple(new)

    def remove(self, paper_id: str) -> PaperEntry:
        """Take a paper out of the library. Raises `UnknownPaper`."""
        with self._generations.change(patience=_PATIENCE) as draft:
            if draft.previous is None:
                raise UnknownPaper(f"The library {self.folder} has no papers yet.")
            previous = FolderSnapshot(draft.previous)
            removed = previous.entry(paper_id)
            commit_without(draft, previous, removed, whole_ids=self._whole_ids(previous))
        return removed

    def correct(
        self, paper_id: str, correction: Correction, record: Callable[[str], object]
    ) -> PaperEntry:
        """Call a paper as a person says; see `LibraryStore.correct`."""
        with self._generations.change(patience=_PATIENCE) as draft:
            if draft.previous is None:
                raise UnknownPaper(f"The library {self.folder} has no papers yet.")
            previous = FolderSnapshot(draft.previous)
            entry = previous.entry(paper_id)
            record(entry.id)
            commit_corrected(draft, previous, entry, correction)
        return entry

    def upgrade(self, encoder: Callable[[], Encoder]) -> Upgrade:
        """Write the library in the format of today, if it is not in it and has papers."""
        with self._generations.change(patience=_PATIENCE) as draft:
            if draft.previous is None:
                return Upgrade(FORMAT_VERSION, FORMAT_VERSION, {}, ())
            previous = FolderSnapshot(draft.previous)
            whole_ids = self._whole_ids(previous)
            outdated = find_outdated(previous)
            if whole_ids or outdated or draft.previous.version != FORMAT_VERSION:
                recoded = recode(previous, outdated, encoder()) if outdated else ()
                commit_upgraded(draft, previous, whole_ids=whole_ids, recoded=recoded)
        short = (entry for entry in previous.entries if is_short(entry.id))
        return Upgrade(
            before=draft.previous.version,
            now=FORMAT_VERSION,
            renamed=whole_ids,
            short=tuple(entry for entry in short if entry.id not in whole_ids),
            unpaged=find_unpaged(previous),
            recoded=len(outdated),
        )

    def _whole_ids(self, previous: FolderSnapshot | None) -> dict[str, str]:
        """Return whole ids for papers of an older library; see `find_whole_ids`."""
        return find_whole_ids(previous, OriginalStore(self.folder)) if previous else {}
