"""The library: papers are added and removed, and opened for questions."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import LibraryMismatch, UnknownPaper
from corpus.paper import Paper, Passage, Span
from index.encoded_paper import (
    EncodedPaper,
    Progress,
    encode_paper,
    from_folder,
    heading_of,
    to_files,
)
from index.encoder import DEFAULT_MODEL, Encoder
from index.generation import Draft
from index.generations import GenerationStore
from index.lexical import LexicalIndex
from index.snapshot import PaperEntry, Snapshot
from index.vectors import VectorIndex

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
        self._model = model
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

    def encoder(self) -> Encoder:
        """Give the encoder that fits the library. Raises `LibraryMismatch`, `EncoderError`."""
        if self._encoder is None:
            generation = self._store.current()
            built_with = str(generation.facts["model"]) if generation else None
            encoder = self._make_encoder(self._model or built_with or DEFAULT_MODEL)
            if generation is not None:
                self._check_model(str(built_with))
                self._check_weights(encoder, str(generation.facts["fingerprint"]))
            self._encoder = encoder
        return self._encoder

    def encode(self, paper: Paper, *, on_progress: Progress | None = None) -> EncodedPaper:
        """Split a paper into passages and encode them; nothing is stored yet."""
        return encode_paper(paper, self.encoder(), on_progress=on_progress)

    def add(self, papers: Sequence[EncodedPaper]) -> tuple[str, ...]:
        """Store encoded papers in one step; give the ids of those that were not there yet.

        Waits a little if another process is changing the library, then raises
        `LibraryBusy`. Whatever happens, the library has all of the new papers or none.
        """
        encoder = self.encoder()
        with self._store.change(patience=_PATIENCE) as draft:
            if draft.previous is not None:
                self._check_model(str(draft.previous.facts["model"]))
                self._check_weights(encoder, str(draft.previous.facts["fingerprint"]))
            kept = _load_kept(draft, without=None)
            known = {old.paper.id for old in kept}
            new = [paper for paper in papers if paper.paper.id not in known]
            if not new and draft.previous is not None:
                return ()
            for encoded in new:
                for name, content in to_files(encoded).items():
                    draft.write(f"papers/{encoded.paper.id}/{name}", content)
            _commit(draft, [*kept, *new], model=encoder.name, fingerprint=encoder.fingerprint)
        return tuple(paper.paper.id for paper in new)

    def remove(self, paper_id: str) -> PaperEntry:
        """Take a paper out of the library. Raises `UnknownPaper`."""
        with self._store.change(patience=_PATIENCE) as draft:
            if draft.previous is None:
                raise UnknownPaper(f"The library {self.folder} has no papers yet.")
            snapshot = Snapshot(draft.previous)
            full_id = snapshot.full_id(paper_id)
            kept = _load_kept(draft, without=full_id)
            _commit(draft, kept, model=snapshot.model, fingerprint=snapshot.fingerprint)
        return next(entry for entry in snapshot.entries if entry.id == full_id)

    def _check_model(self, built_with: str) -> None:
        if self._model is not None and self._model != built_with:
            raise LibraryMismatch(
                f"The library {self.folder} was built with the model {built_with}; --model asks "
                f"for {self._model}. Drop --model, or name another folder with --library to "
                "build a library with that model."
            )

    def _check_weights(self, encoder: Encoder, fingerprint: str) -> None:
        if encoder.fingerprint != fingerprint:
            raise LibraryMismatch(
                f"The library {self.folder} was built with other weights of the model "
                f"{encoder.name} (hash {fingerprint[:12]}…, now {encoder.fingerprint[:12]}…). Put "
                "the former weights back, or remove the folder and add the papers again."
            )


def _load_kept(draft: Draft, *, without: str | None) -> list[EncodedPaper]:
    """Take the papers of the previous generation over, all but one; give them loaded."""
    if draft.previous is None:
        return []
    kept = []
    for entry in Snapshot(draft.previous).entries:
        if entry.id != without:
            name = f"papers/{entry.id}"
            draft.keep(name)
            kept.append(from_folder(draft.previous.path(name)))
    return kept


def _commit(
    draft: Draft, papers: Sequence[EncodedPaper], *, model: str, fingerprint: str
) -> None:
    """Write the catalogue and the indexes over all papers, and make the draft current."""
    entries = [_entry(encoded) for encoded in papers]
    draft.write("catalogue.json", json.dumps([asdict(entry) for entry in entries]).encode())
    np.save(draft.path("token_frequencies.npy"), _token_frequencies(papers))
    passages = [
        heading_of(encoded.paper, passage) + passage.text + _notes_of(encoded.paper, passage)
        for encoded in papers
        for passage in encoded.passages
    ]
    dimension = 0
    if passages:
        vectors = np.concatenate([encoded.passage_vectors for encoded in papers])
        dimension = vectors.shape[1]
        draft.write("vectors.faiss", VectorIndex.build(vectors).to_bytes())
        LexicalIndex.build(passages).save(draft.path("lexical"))
    draft.commit(
        {
            "model": model,
            "fingerprint": fingerprint,
            "dimension": dimension,
            "papers": len(entries),
            "passages": len(passages),
            "dense_index": "flat inner product",
        }
    )


def _notes_of(paper: Paper, passage: Passage) -> str:
    """Give the texts of a passage's notes: a source is found by what is cited, too."""
    notes = paper.notes_in(Span(passage.start, passage.end))
    return "".join(f" {note.text}" for note in notes if note.text)


def _token_frequencies(papers: Sequence[EncodedPaper]) -> NDArray[np.int32]:
    """Count the sentences that hold each token of the vocabulary."""
    size = max((int(encoded.token_ids.max(initial=0)) for encoded in papers), default=0) + 1
    counts = np.zeros(size, dtype=np.int32)
    for encoded in papers:
        sentences = np.repeat(
            np.arange(len(encoded.token_starts) - 1), np.diff(encoded.token_starts)
        )
        pairs = np.unique(sentences * size + encoded.token_ids)
        counts += np.bincount(pairs % size, minlength=size).astype(np.int32)
    return counts


def _entry(encoded: EncodedPaper) -> PaperEntry:
    paper = encoded.paper
    return PaperEntry(
        id=paper.id,
        title=paper.title,
        source=paper.source,
        sections=len(paper.sections),
        passages=len(encoded.passages),
        sentences=len(paper.sentences),
        notes=len(paper.notes),
        pages=len(paper.pages),
    )
