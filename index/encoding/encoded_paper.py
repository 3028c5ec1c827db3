"""A paper with the vectors of its passages, sentences and tokens, in memory and on disk."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from functools import cached_property
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.coverage import Coverage
from corpus.paper import (
    LooseNote,
    Note,
    Page,
    Paper,
    Passage,
    PdfPage,
    Publication,
    Reference,
    ReferenceLink,
    Section,
    Span,
)
from corpus.passages import passage_of, split_into_passages
from corpus.tables.words import table_words_at
from index.encoding.encoder import EncodedText, Encoder, FloatMatrix, IntVector, unit
from index.encoding.stored_tables import table_from_json, table_to_json
from index.storage.arrays import arrays_to_bytes, read_arrays

Progress = Callable[[int, int], None]
"""Told how many of how many texts are encoded."""

TOKEN_SCALE = 127.0
"""Token vectors are kept as bytes: a component times this, rounded."""


@dataclass(frozen=True)
class EncodedPaper:
    """A paper with its vectors: what the indexes are made of, and questions compared with.

    `passage_vectors` and `sentence_vectors` have unit-norm rows, in reading order.
    `token_ids` holds the vocabulary ids of the tokens of each sentence, encoded by itself:
    those of sentence number i from ``token_starts[i]`` to ``token_starts[i + 1]``. `tokens`
    holds their vectors as int8, shape (token count, dimension), in the same rows.
    `heading_tokens` and `heading_starts` hold the heading over each passage in that way.
    """

    paper: Paper
    passages: tuple[Passage, ...]
    passage_vectors: FloatMatrix
    token_ids: IntVector
    token_starts: NDArray[np.int64]
    sentence_vectors: FloatMatrix
    tokens: NDArray[np.int8]
    heading_tokens: NDArray[np.int8]
    heading_starts: NDArray[np.int64]

    @cached_property
    def first_sentences(self) -> tuple[int, ...]:
        """The number of the first sentence of each passage, and of one behind the last."""
        return tuple(accumulate((len(p.sentences) for p in self.passages), initial=0))


_ARRAYS = tuple(field.name for field in fields(EncodedPaper))[2:]
_MAPPED_FROM = 2**20
"""Bytes of a file that is mapped and not read: each map takes one of the process's files."""


def heading_of(paper: Paper, passage: Passage) -> str:
    """Return what stands in front of a passage when it is indexed: title and section path.

    Before rows of a table, what stands over them besides.
    """
    table = table_words_at(paper, passage.end - 1)
    over = table.in_front(passage.start) if table is not None else ""
    return " ".join(filter(None, (". ".join((paper.title, *passage.section)) + ".", over))) + " "


def encode_paper(
    paper: Paper,
    encoder: Encoder,
    *,
    passages: tuple[Passage, ...] | None = None,
    on_progress: Progress | None = None,
) -> EncodedPaper:
    """Split a paper into passages and encode their sentences and what stands over them.

    `passages` are those that it was split into before, if it was.

    The vector of a passage is the mean over its heading and its sentences, by their tokens.
    """
    passages = passages or split_into_passages(paper)
    sentences = [paper.text[sentence.start : sentence.end] for sentence in paper.sentences]
    in_front = [heading_of(paper, passage) for passage in passages]
    over = [passage.section[-1] if passage.section else "" for passage in passages]
    headings = list(dict.fromkeys((*in_front, *over)))
    done, total = 0, len(sentences) + len(headings)

    def count(more: int) -> None:
        nonlocal done
        done += more
        if on_progress is not None:
            on_progress(done, total)

    encoded = encoder.encode([*sentences, *headings], on_progress=count)
    parts = encoded[: len(sentences)]
    by_heading = dict(zip(headings, encoded[len(sentences) :], strict=True))
    heading_parts = [by_heading[heading] for heading in over]
    return EncodedPaper(
        paper=paper,
        passages=passages,
        passage_vectors=_passage_vectors(
            passages, [by_heading[heading] for heading in in_front], parts
        ),
        sentence_vectors=np.stack([text.vector for text in parts]),
        tokens=np.concatenate([_as_bytes(text.tokens) for text in parts]),
        token_ids=np.concatenate([text.token_ids for text in parts]),
        token_starts=np.cumsum([0, *(len(text.token_ids) for text in parts)]),
        heading_tokens=np.concatenate([_as_bytes(text.tokens) for text in heading_parts]),
        heading_starts=np.cumsum([0, *(len(text.tokens) for text in heading_parts)]),
    )


def _passage_vectors(
    passages: Sequence[Passage], headings: Sequence[EncodedText], sentences: Sequence[EncodedText]
) -> FloatMatrix:
    """Return a unit-norm row for each passage, shape (passage count, dimension)."""
    rest = iter(sentences)
    rows = []
    for passage, heading in zip(passages, headings, strict=True):
        texts = [heading, *islice(rest, len(passage.sentences))]
        tokens = np.array([len(text.token_ids) for text in texts], dtype=np.float32)
        rows.append(tokens @ np.stack([text.vector for text in texts]))
    return unit(np.stack(rows))


def _as_bytes(vectors: FloatMatrix) -> NDArray[np.int8]:
    return np.asarray(np.clip(np.rint(vectors * TOKEN_SCALE), -127, 127), dtype=np.int8)


def file_names(paper_id: str) -> tuple[str, str]:
    """Name the files of a paper: what it says, and its vectors."""
    return f"papers/{paper_id}.json", f"papers/{paper_id}.vectors"


def to_files(encoded: EncodedPaper) -> Mapping[str, bytes | memoryview]:
    """Return the contents of the files that hold an encoded paper, by name."""
    contents = (
        _paper_to_json(encoded.paper, encoded.passages),
        arrays_to_bytes(getattr(encoded, name) for name in _ARRAYS),
    )
    return dict(zip(file_names(encoded.paper.id), contents, strict=True))


def read_encoded_paper(paper: Path, vectors: Path) -> EncodedPaper:
    """Read the files that `to_files` described; large arrays are memory-mapped."""
    text, passages = read_stored_paper(paper)
    return EncodedPaper(text, passages, **read_arrays(vectors, _ARRAYS, mapped_from=_MAPPED_FROM))


def read_stored_paper(path: Path) -> tuple[Paper, tuple[Passage, ...]]:
    """Read the first of the files that `to_files` described."""
    return _paper_from_json(path.read_bytes())


def _paper_to_json(paper: Paper, passages: tuple[Passage, ...]) -> bytes:
    return _to_json(
        asdict(replace(paper, tables=()))
        | {
            "tables": [table_to_json(table) for table in paper.tables],
            "passages": [len(passage.sentences) for passage in passages],
        }
    )


def with_facts(paper: bytes, facts: Mapping[str, object]) -> bytes:
    """Return the content of the file that says what a paper says, with other facts in it."""
    return _to_json({**json.loads(paper), **facts})


def _to_json(content: Mapping[str, object]) -> bytes:
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
            # Libraries of format 4 do not have it.
            "pdf_pages": tuple(PdfPage(**page) for page in content.get("pdf_pages", ())),
            "authors": tuple(content["authors"]),
            "loose_notes": tuple(LooseNote(**note) for note in content.get("loose_notes", ())),
            "coverage": _coverage(content.get("coverage")),
            # Libraries of before have none.
            "publication": Publication(**content.get("publication", {})),
            "references": tuple(
                Reference(**reference | {"authors": tuple(reference["authors"])})
                for reference in content["references"]
            ),
            "reference_links": tuple(
                ReferenceLink(Span(**link["span"]), tuple(link["targets"]))
                for link in content["reference_links"]
            ),
            # Libraries of older versions have none.
            "tables": tuple(map(table_from_json, content.get("tables", ()))),
        }
    )
    return paper, _passages(paper, sentence_counts)


def _coverage(content: Mapping[str, Any] | None) -> Coverage | None:
    if content is None:
        return None
    pages = {name: tuple(content[name]) for name in ("without_text", "only_pictures")}
    return Coverage(**{**content, **pages})


def _passages(paper: Paper, sentence_counts: list[int]) -> tuple[Passage, ...]:
    passages = []
    first = 0
    for count in sentence_counts:
        passages.append(passage_of(paper, paper.sentences[first : first + count]))
        first += count
    return tuple(passages)
