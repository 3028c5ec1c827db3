"""The library: papers are added and removed, and opened for questions."""

from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.errors import LibraryMismatch, UnknownPaper
from corpus.identity import is_short
from corpus.paper import Paper
from index.care.upgrading import (
    Upgrade,
    find_outdated,
    find_unpaged,
    find_whole_ids,
    recode,
)
from index.contents import (
    MadeWith,
    commit_corrected,
    commit_empty,
    commit_upgraded,
    commit_with,
    commit_without,
)
from index.corrections import Correction, Corrections
from index.encoding import encoders
from index.encoding.encoded_paper import EncodedPaper, Progress, encode_paper
from index.encoding.encoder import Encoder
from index.encoding.models import DEFAULT_MODEL, full_name
from index.indexing import Indexing
from index.snapshot import PaperEntry, Snapshot
from index.storage.generation import Generation
from index.storage.manifest import FORMAT_VERSION
from index.storage.originals import OriginalStore
from index.storage.store import GenerationStore

_PATIENCE = 30.0
"""Seconds to wait for another process that is changing the library: a change is short."""


class Library:
    """The papers in one folder, indexed by one encoder.

    `model` is the name asked for; without it, the model that the library was built with, or
    the default one for a new library. `make_encoder` stands in for that of
    `index.encoding.encoders`. `indexing` names the back ends of a new library; one that is there
    keeps its own.
    """

    def __init__(
        self,
        folder: Path,
        *,
        make_encoder: Callable[[str], Encoder] | None = None,
        model: str | None = None,
        indexing: Indexing | None = None,
    ) -> None:
        self.folder = folder
        self._store = GenerationStore(folder)
        self._make_encoder = make_encoder or encoders.make_encoder
        self._model = None if model is None else full_name(model)
        self._indexing = indexing or Indexing()
        self._encoder: Encoder | None = None

    def snapshot(self, known: Snapshot | None = None) -> Snapshot | None:
        """Open the library as it is now; None if no paper was ever added.

        `known` comes back while nothing has changed since it was opened. Raises
        `LibraryMismatch` if another model built the library than the one asked for.
        """
        if known is not None and self._store.is_current(known.generation):
            return known
        snapshot = self._store.load(Snapshot)
        if snapshot is not None:
            self._check_model(snapshot.model)
        return snapshot

    def encoder(self, snapshot: Snapshot | None = None) -> Encoder:
        """Return the encoder that fits `snapshot`, or else the library as it is now.

        Raises `LibraryMismatch`, `EncoderError`.
        """
        return self._fitting_encoder(snapshot.generation if snapshot else self._store.current())

    def encode(self, paper: Paper, *, on_progress: Progress | None = None) -> EncodedPaper:
        """Split a paper into passages and encode them; nothing is stored yet.

        What a person corrected of the paper counts, not what the file says.
        """
        corrected = Corrections(self.folder).apply(paper)
        return encode_paper(corrected, self.encoder(), on_progress=on_progress)

    def begin(self) -> None:
        """Make the library without papers, if there is none yet. Raises `LibraryBusy`."""
        encoder = self.encoder()
        with self._store.change(patience=_PATIENCE) as draft:
            if draft.previous is None:
                commit_empty(draft, self._made_with(encoder, None))

    def add(self, papers: Sequence[EncodedPaper]) -> tuple[str, ...]:
        """Store encoded papers in one step; give the ids of those that were not there yet.

        Waits a little if another process is changing the library, then raises
        `LibraryBusy`. Whatever happens, the library has all of the new papers or none.
        """
        encoder = self._encoder or self.encoder()
        with self._store.change(patience=_PATIENCE) as draft:
            if draft.previous is not None:
                # Another process may have begun a library in the meantime.
                self._check_encoder(encoder, draft.previous)
            previous = Snapshot(draft.previous) if draft.previous else None
            whole_ids = self._whole_ids(previous)
            known = {entry.id for entry in previous.entries} if previous else set()
            known.update(whole_ids.values())
            # The same paper may also be among the new ones twice.
            new = {paper.paper.id: paper for paper in papers if paper.paper.id not in known}
            if new:
                commit_with(
                    draft,
                    previous,
                    list(new.values()),
                    made=self._made_with(encoder, previous),
                    whole_ids=whole_ids,
                )
        return tuple(new)

    def remove(self, paper_id: str) -> PaperEntry:
        """Take a paper out of the library. Raises `UnknownPaper`."""
        with self._store.change(patience=_PATIENCE) as draft:
            if draft.previous is None:
                raise UnknownPaper(f"The library {self.folder} has no papers yet.")
            previous = Snapshot(draft.previous)
            removed = previous.entry(paper_id)
            commit_without(draft, previous, removed, whole_ids=self._whole_ids(previous))
        return removed

    def correct(self, paper_id: str, correction: Correction) -> PaperEntry:
        """Call a paper as a person says, from now on and when it is added anew.

        Raises `UnknownPaper`.
        """
        with self._store.change(patience=_PATIENCE) as draft:
            if draft.previous is None:
                raise UnknownPaper(f"The library {self.folder} has no papers yet.")
            previous = Snapshot(draft.previous)
            entry = previous.entry(paper_id)
            Corrections(self.folder).record(entry.id, correction)
            commit_corrected(draft, previous, entry, correction)
        return entry

    def upgrade(self) -> Upgrade:
        """Write the library in the format of today, if it is not in it and has papers.

        Adding and removing papers does so as well, but leaves the vectors as they are.
        """
        with self._store.change(patience=_PATIENCE) as draft:
            if draft.previous is None:
                return Upgrade(FORMAT_VERSION, FORMAT_VERSION, {}, ())
            previous = Snapshot(draft.previous)
            whole_ids = self._whole_ids(previous)
            outdated = find_outdated(previous)
            if whole_ids or outdated or draft.previous.version != FORMAT_VERSION:
                encoder = self.encoder(previous) if outdated else None
                recoded = recode(previous, outdated, encoder) if encoder else ()
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

    def _whole_ids(self, previous: Snapshot | None) -> dict[str, str]:
        """Return whole ids for papers of an older library; see `find_whole_ids`."""
        return find_whole_ids(previous, OriginalStore(self.folder)) if previous else {}

    def _made_with(self, encoder: Encoder, previous: Snapshot | None) -> MadeWith:
        indexing = previous.indexing if previous else self._indexing
        return MadeWith(encoder.name, encoder.fingerprint, indexing)

    def _fitting_encoder(self, generation: Generation | None) -> Encoder:
        """Return the encoder of a generation; for a new library, the one that was asked for."""
        built_with = self._model or DEFAULT_MODEL
        if generation is not None:
            built_with = str(generation.facts["model"])
            self._check_model(built_with)
        if self._encoder is None or self._encoder.name != built_with:
            self._encoder = self._make_encoder(built_with)
        if generation is not None:
            self._check_encoder(self._encoder, generation)
        return self._encoder

    def _check_model(self, built_with: str, asked: str | None = None) -> None:
        asked = asked or self._model
        if asked is not None and asked != built_with:
            raise LibraryMismatch(
                f"The library {self.folder} was built with the model {built_with}, not with "
                f"{asked}. Drop --model, or name another folder with --library to build a "
                "library with that model."
            )

    def _check_encoder(self, encoder: Encoder, generation: Generation) -> None:
        self._check_model(str(generation.facts["model"]), encoder.name)
        fingerprint = str(generation.facts["fingerprint"])
        if encoder.fingerprint != fingerprint:
            raise LibraryMismatch(
                f"The library {self.folder} was built with other weights of the model "
                f"{encoder.name} (hash {fingerprint[:12]}…, now {encoder.fingerprint[:12]}…). Put "
                "the former weights back, or remove the folder and add the papers again."
            )
