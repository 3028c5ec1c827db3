"""What a library's generation consists of, written in one step.

catalogue.json          a line for each paper
papers/ID/              the paper and its vectors
vectors.faiss, lexical/ the indexes over the passages of all papers
token_frequencies.npy   how many sentences hold each token
"""

import json
from collections.abc import Sequence
from dataclasses import asdict

import numpy as np
from numpy.typing import NDArray

from corpus.paper import Paper, Passage, Span
from index.encoded_paper import IndexedPaper, heading_of, indexed_from_folder
from index.generation import Draft
from index.lexical import LexicalIndex
from index.snapshot import PaperEntry, Snapshot
from index.vectors import VectorIndex


def keep_papers(draft: Draft, *, without: str | None = None) -> list[IndexedPaper]:
    """Take the papers of the previous generation over, all but one; give what indexes need.

    Raises `LibraryDamaged` if what is read of them has changed since it was written.
    """
    if draft.previous is None:
        return []
    kept = []
    for entry in Snapshot(draft.previous).entries:
        if entry.id != without:
            name = f"papers/{entry.id}"
            draft.keep(name)
            draft.previous.verify(name)
            kept.append(indexed_from_folder(draft.previous.path(name)))
    return kept


def commit_papers(
    draft: Draft, papers: Sequence[IndexedPaper], *, model: str, fingerprint: str
) -> None:
    """Write the catalogue and the indexes over all papers, and make the draft current.

    The folders of the papers are in the draft already.
    """
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


def _token_frequencies(papers: Sequence[IndexedPaper]) -> NDArray[np.int32]:
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


def _entry(encoded: IndexedPaper) -> PaperEntry:
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
