"""The library: papers are added and removed, and opened for questions."""

from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.errors import LibraryMismatch, UnknownPaper
from corpus.paper import Paper
from index.contents import commit_empty, commit_with, commit_without
from index.encoded_paper import EncodedPaper, Progress, encode_paper
from index.encoder import Encoder
from index.generation import Generation
from index.generations import GenerationStore
from index.models import DEFAULT_MODEL, full_name
from index.snapshot import PaperEntry, Snapshot

_PATIENCE = 30.0
"""Seconds to wait for another process that is changing the library: a change is short."""


class Library:
    """The papers in one folder, indexed by one encoder.

    `make_encoder` gives the encoder of a name. `model` is the name asked for; without
    it, the model that the library was built with, or the default one for a new library.
    """

    def __init__(
        self, folder: Path, *, make_encoder: Callable[[str], Encoder], model: str | None = None
    ) -> None:
        self.folder = folder
        self._store = GenerationStore(folder)
        self._make_encoder = make_encoder
        self._model = None if model is None else full_name(model)
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
        """Give the encoder that fits `snapshot`, or else the library as it is now.

        Raises `LibraryMismatch`, `EncoderError`.
        """
        return self._fitting_encoder(snapshot.generation if snapshot else self._store.current())

    def encode(self, paper: Paper, *, on_progress: Progress | None = None) -> EncodedPaper:
        """Split a paper into passages and encode them; nothing is stored yet."""
        return encode_paper(paper, self.encoder(), on_progress=on_progress)

    def begin(self) -> None:
        """Make the library without papers, if there is none yet. Raises `LibraryBusy`."""
        encoder = self.encoder()
        with self._store.change(patience=_PATIENCE) as draft:
            if draft.previous is None:
                commit_empty(draft, model=encoder.name, fingerprint=encoder.fingerprint)

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
            known = {entry.id for entry in previous.entries} if previous else set()
            # The same paper may also be among the new ones twice.
            new = {paper.paper.id: paper for paper in papers if paper.paper.id not in known}
            if new:
                commit_with(
                    draft,
                    previous,
                    list(new.values()),
                    model=encoder.name,
                    fingerprint=encoder.fingerprint,
                )
        return tuple(new)

    def remove(self, paper_id: str) -> PaperEntry:
        """Take a paper out of the library. Raises `UnknownPaper`."""
        with self._store.change(patience=_PATIENCE) as draft:
            if draft.previous is None:
                raise UnknownPaper(f"The library {self.folder} has no papers yet.")
            previous = Snapshot(draft.previous)
            removed = previous.entry(paper_id)
            commit_without(draft, previous, removed)
        return removed

    def _fitting_encoder(self, generation: Generation | None) -> Encoder:
        """Give the encoder of a generation; for a new library, the one that was asked for."""
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
