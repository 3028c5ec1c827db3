"""A paper with the vectors of its passages, sentences and tokens, in memory and on disk."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.paper import Note, Page, Paper, Passage, Section, Span
from corpus.passages import passage_of, split_into_passages
from index.encoder import Encoder, FloatMatrix, IntVector

Progress = Callable[[int, int], None]
"""Told how many of how many texts are encoded."""

TOKEN_SCALE = 127.0
"""Token vectors are kept as bytes: a component times this, rounded."""


@dataclass(frozen=True, slots=True)
class IndexedPaper:
    """A paper with what the indexes over all papers are made of.

    `passage_vectors` has unit-norm rows, in reading order. `token_ids` holds the
    vocabulary ids of the tokens of each sentence, encoded by itself: those of sentence
    number i from ``token_starts[i]`` to ``token_starts[i + 1]``.
    """

    paper: Paper
    passages: tuple[Passage, ...]
    passage_vectors: FloatMatrix
    token_ids: IntVector
    token_starts: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class EncodedPaper(IndexedPaper):
    """A paper with all that a question is compared with.

    `sentence_vectors` has unit-norm rows, in reading order. `tokens` holds the token
    vectors of the sentences as int8, shape (token count, dimension), in the rows that
    `token_starts` tells. `heading_tokens` and `heading_starts` hold the heading over each
    passage in the same way.
    """

    sentence_vectors: FloatMatrix
    tokens: NDArray[np.int8]
    heading_tokens: NDArray[np.int8]
    heading_starts: NDArray[np.int64]


_OF_INDEXES = ("passage_vectors", "token_ids", "token_starts")
_OF_QUESTIONS = ("sentence_vectors", "tokens", "heading_tokens", "heading_starts")
_MAPPED_FROM = 2**20
"""Bytes of a file that is mapped and not read: each map takes one of the process's files."""


def heading_of(paper: Paper, passage: Passage) -> str:
    """Give what stands in front of a passage when it is indexed: title and section path."""
    return ". ".join((paper.title, *passage.section)) + ". "


def encode_paper(
    paper: Paper, encoder: Encoder, *, on_progress: Progress | None = None
) -> EncodedPaper:
    """Split a paper into passages and encode them, their sentences and their tokens."""
    passages = split_into_passages(paper)
    texts = [heading_of(paper, passage) + passage.text for passage in passages]
    sentences = [paper.text[sentence.start : sentence.end] for sentence in paper.sentences]
    headings = list(dict.fromkeys(_last(passage.section) for passage in passages))
    done, total = 0, len(texts) + len(sentences) + len(headings)

    def count(more: int) -> None:
        nonlocal done
        done += more
        if on_progress is not None:
            on_progress(done, total)

    whole = encoder.encode(texts, on_progress=count)
    parts = encoder.encode(sentences, on_progress=count)
    by_heading = dict(zip(headings, encoder.encode(headings, on_progress=count), strict=True))
    over = [by_heading[_last(passage.section)] for passage in passages]
    return EncodedPaper(
        paper=paper,
        passages=passages,
        passage_vectors=np.stack([text.vector for text in whole]),
        sentence_vectors=np.stack([text.vector for text in parts]),
        tokens=np.concatenate([_as_bytes(text.tokens) for text in parts]),
        token_ids=np.concatenate([text.token_ids for text in parts]),
        token_starts=np.cumsum([0, *(len(text.token_ids) for text in parts)]),
        heading_tokens=np.concatenate([_as_bytes(text.tokens) for text in over]),
        heading_starts=np.cumsum([0, *(len(text.tokens) for text in over)]),
    )


def _last(section: tuple[str, ...]) -> str:
    return section[-1] if section else ""


def _as_bytes(vectors: FloatMatrix) -> NDArray[np.int8]:
    return np.asarray(np.clip(np.rint(vectors * TOKEN_SCALE), -127, 127), dtype=np.int8)


def to_files(encoded: EncodedPaper) -> Mapping[str, bytes]:
    """Give the contents of the files that hold an encoded paper, by name."""
    files = {"paper.json": _paper_to_json(encoded.paper, encoded.passages)}
    for name in (*_OF_INDEXES, *_OF_QUESTIONS):
        buffer = BytesIO()
        np.save(buffer, getattr(encoded, name), allow_pickle=False)
        files[f"{name}.npy"] = buffer.getvalue()
    return files


def from_folder(folder: Path) -> EncodedPaper:
    """Read the files that `to_files` described; large arrays are memory-mapped."""
    paper, passages = _paper_from_json((folder / "paper.json").read_bytes())
    names = (*_OF_INDEXES, *_OF_QUESTIONS)
    return EncodedPaper(paper, passages, **{name: _array(folder, name) for name in names})


def indexed_from_folder(folder: Path) -> IndexedPaper:
    """Read of those files what the indexes need, and keep none of them open."""
    paper, passages = _paper_from_json((folder / "paper.json").read_bytes())
    arrays: dict[str, Any] = {
        name: np.load(folder / f"{name}.npy", allow_pickle=False) for name in _OF_INDEXES
    }
    return IndexedPaper(paper, passages, **arrays)


def _array(folder: Path, name: str) -> Any:  # noqa: ANN401 - of a type that the file tells
    path = folder / f"{name}.npy"
    mapped = path.stat().st_size >= _MAPPED_FROM
    return np.load(path, mmap_mode="r" if mapped else None, allow_pickle=False)


def _paper_to_json(paper: Paper, passages: tuple[Passage, ...]) -> bytes:
    content = asdict(paper) | {"passages": [len(passage.sentences) for passage in passages]}
    # The name of a file may hold bytes that are not UTF-8, which Python keeps as surrogates.
    return json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _paper_from_json(data: bytes) -> tuple[Paper, tuple[Passage, ...]]:
    content = json.loads(data)
    sentence_counts = content.pop("passages")
    paper = Paper(
        **content
        | {
            "sections": tuple(
                Section(**section | {"path": tuple(section["path"])})
                for section in content["sections"]
            ),
            "paragraphs": tuple(Span(**span) for span in content["paragraphs"]),
            "sentences": tuple(Span(**span) for span in content["sentences"]),
            "notes": tuple(Note(**note) for note in content["notes"]),
            "pages": tuple(Page(**page) for page in content["pages"]),
            "authors": tuple(content["authors"]),
        }
    )
    return paper, _passages(paper, sentence_counts)


def _passages(paper: Paper, sentence_counts: list[int]) -> tuple[Passage, ...]:
    passages = []
    first = 0
    for count in sentence_counts:
        passages.append(passage_of(paper, paper.sentences[first : first + count]))
        first += count
    return tuple(passages)
