"""A part of a library: consecutive papers with the indexes over their passages.

A paper that is added makes a part of its own or, mostly, is joined with the small ones
before it, so that a change touches little of what is there. Log-structured merge trees,
O'Neil et al. 1996.

parts/NUMBER.vectors    every vector      parts/NUMBER.lists   inverted lists, of a large part
parts/NUMBER.postings   terms             parts/NUMBER.tokens  tokens of the vocabulary

Those of vectors and terms are as the library's back ends have them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import numpy as np

from corpus.paper import Paper, Passage, Span
from index.encoding.encoded_paper import EncodedPaper, heading_of
from index.indexing import Indexing
from index.storage.generation import Generation
from index.storage.manifest import damaged
from index.vectors.vector_index import VectorPart
from index.words.token_counts import TokenCounts, count_tokens, join_token_counts
from index.words.word_index import WordPart

TOKENS = ".tokens"
"""The ending of the file that counts tokens."""
MOST_REWRITTEN = 4_096
"""Passages of a part that is joined with whatever comes: six megabytes of vectors."""
_MOST_HASHED = 2**28
"""Bytes of a file whose checksum is computed; a question would wait for a larger one."""


@dataclass(frozen=True, slots=True)
class PartEntry:
    """A part as the manifest's facts describe it. Numbers ascend, and some may be missing."""

    number: int
    papers: int
    passages: int
    dense_index: str

    @property
    def name(self) -> str:
        """What the names of its files begin with."""
        return f"parts/{self.number:06d}"


@dataclass(frozen=True, slots=True)
class Part:
    """The indexes over the passages of consecutive papers, and their tokens counted."""

    vectors: VectorPart
    words: WordPart
    tokens: TokenCounts
    indexing: Indexing

    @classmethod
    def of(cls, papers: Sequence[EncodedPaper], indexing: Indexing) -> "Part":
        """Index the passages of papers. Raises `LibraryMismatch`."""
        texts = chain.from_iterable(map(indexed_texts, papers))
        return cls(
            indexing.vector_backend().build(
                np.concatenate([encoded.passage_vectors for encoded in papers])
            ),
            indexing.word_backend().build(texts),
            count_tokens(papers),
            indexing,
        )

    def without(self, number: int, passages: range) -> "Part":
        """Return the part without its paper of that number, whose passages those are."""
        return replace(
            self,
            vectors=self.vectors.without(passages),
            words=self.words.without(passages),
            tokens=self.tokens.without(number),
        )

    def entry(self, number: int) -> PartEntry:
        """Describe the part for the manifest, as the one of that number."""
        return PartEntry(number, len(self.tokens), len(self.vectors), self.vectors.kind)

    def files(self, entry: PartEntry) -> dict[str, memoryview]:
        """Return the contents of the part's files, by their names."""
        files = {**self.words.files(), TOKENS: self.tokens.to_bytes(), **self.vectors.files()}
        return {entry.name + ending: content for ending, content in files.items()}


class StoredPart:
    """A part in a generation. What is read is checked against the manifest first."""

    def __init__(self, generation: Generation, entry: PartEntry) -> None:
        self.entry = entry
        self._generation = generation
        self._indexing = Indexing.of(generation.facts)

    def names(self) -> list[str]:
        """Return the names of its files."""
        files = self._generation.names("parts")
        return [name for name in files if name.rpartition(".")[0] == self.entry.name]

    @property
    def vectors_name(self) -> str:
        """The name of the file that has its vectors. Raises `LibraryMismatch`."""
        return self.entry.name + self._indexing.vector_backend().endings[0]

    def vectors(self) -> VectorPart:
        """Open the vectors."""
        backend = self._indexing.vector_backend()
        return backend.load(self._files(backend.endings))

    def words(self) -> WordPart:
        """Open the terms."""
        backend = self._indexing.word_backend()
        return backend.load(self._files(backend.endings))

    def whole(self) -> Part:
        """Open all of it, checked whatever its size: what is made of it has new checksums."""
        for name in self.names():
            if self._generation.files[name].size > _MOST_HASHED:
                self._generation.verify(name)
        endings = [name.removeprefix(self.entry.name) for name in self.names()]
        return load_part({ending: self._file(ending) for ending in endings}, self._indexing)

    def _files(self, endings: Sequence[str]) -> dict[str, Path]:
        """Return the files of those endings; the first must be there."""
        first, *others = endings
        there = [one for one in others if self.entry.name + one in self._generation.files]
        return {ending: self._file(ending) for ending in (first, *there)}

    def _file(self, ending: str) -> Path:
        name = self.entry.name + ending
        (file,) = self._generation.names(name)
        if self._generation.files[file].size <= _MOST_HASHED:
            self._generation.verify(name)
        return self._generation.path(name)


def load_part(files: Mapping[str, Path], indexing: Indexing) -> Part:
    """Open the files of a part, given by the endings of their names."""
    return Part(
        indexing.vector_backend().load(files),
        indexing.word_backend().load(files),
        TokenCounts.load(files[TOKENS]),
        indexing,
    )


def stored_parts(generation: Generation) -> list[StoredPart]:
    """Return the parts of a generation in the order of their passages."""
    match generation.facts.get("parts"):
        case list(entries):
            return [StoredPart(generation, PartEntry(**entry)) for entry in entries]
    raise damaged(generation.library, "its manifest does not tell its parts")


def join_parts(parts: Sequence[Part]) -> Part:
    """Make one part of several, in order."""
    if len(parts) == 1:
        return parts[0]
    indexing = parts[0].indexing
    return Part(
        indexing.vector_backend().join([part.vectors for part in parts]),
        indexing.word_backend().join([part.words for part in parts]),
        join_token_counts([part.tokens for part in parts]),
        indexing,
    )


def count_to_join(sizes: Sequence[int], new: int) -> int:
    """Return how many of the last parts, of `sizes` passages, a part of `new` is joined with.

    So that each part has twice the passages of the one behind it, but for the last:
    there are few parts, and each passage is written anew a few times as they grow.
    """
    joined = 0
    for size in reversed(sizes):
        if size >= max(MOST_REWRITTEN, 2 * new):
            break
        new += size
        joined += 1
    return joined


def indexed_texts(encoded: EncodedPaper) -> list[str]:
    """Return the text of each passage by whose words it is found: heading, passage and notes."""
    paper = encoded.paper
    return [
        heading_of(paper, passage) + passage.text + _notes_of(paper, passage)
        for passage in encoded.passages
    ]


def _notes_of(paper: Paper, passage: Passage) -> str:
    """Return the texts of a passage's notes: a source is found by what is cited, too."""
    notes = paper.notes_in(Span(passage.start, passage.end))
    return "".join(f" {note.text}" for note in notes if note.text)
