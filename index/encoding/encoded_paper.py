"""A paper with the vectors of its passages, sentences and tokens, in memory and on disk."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
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
from index.encoding.coded_texts import CodedTexts, TokenCode
from index.encoding.codes import code_for, code_named
from index.encoding.eight_bits import as_bytes, from_bytes
from index.encoding.encoder import EncodedText, Encoder, FloatMatrix, unit
from index.encoding.older_vectors import read_older_arrays
from index.encoding.stored_tables import table_from_json, table_to_json
from index.storage.arrays import arrays_to_bytes, read_arrays, smallest

Progress = Callable[[int, int], None]
"""Told how many of how many texts are encoded."""

_ARRAYS = ("code", "passages", "headings", "texts", "tokens", "token_ids", "starts")
_MAPPED_FROM = 2**20
"""Bytes of a file that is mapped and not read: each map takes one of the process's files."""


@dataclass(frozen=True)
class EncodedPaper:
    """A paper with its vectors: what the indexes are made of, and questions compared with.

    `texts` has the sentences in reading order, each encoded by itself, and behind them the
    headings, each once; `headings` has the number of the one over each passage. `passage_codes`
    are the passages' vectors as `index.encoding.eight_bits` keeps rows.
    """

    paper: Paper
    passages: tuple[Passage, ...]
    code: TokenCode
    passage_codes: NDArray[np.uint8]
    headings: NDArray[np.integer[Any]]
    texts: CodedTexts

    @property
    def passage_vectors(self) -> FloatMatrix:
        """The vectors of the passages, unit-norm rows in reading order."""
        return from_bytes(self.passage_codes)

    @property
    def sentences(self) -> CodedTexts:
        """The texts that are sentences."""
        return self.texts.between(0, len(self.paper.sentences))

    @property
    def sentence_vectors(self) -> FloatMatrix:
        """The vectors of the sentences, unit-norm rows in reading order."""
        return self.code.vectors(self.sentences)

    @property
    def arrays(self) -> tuple[NDArray[Any], ...]:
        """All arrays that it holds."""
        texts = self.texts
        own = (self.passage_codes, self.headings)
        return (*own, texts.texts, texts.tokens, texts.token_ids, texts.starts)

    @cached_property
    def first_sentences(self) -> tuple[int, ...]:
        """The number of the first sentence of each passage, and of one behind the last."""
        return tuple(accumulate((len(p.sentences) for p in self.passages), initial=0))


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
    code, named = code_for(encoder.fingerprint), list(dict.fromkeys(over))
    vectors = _passage_vectors(passages, [by_heading[heading] for heading in in_front], parts)
    return EncodedPaper(
        paper=paper,
        passages=passages,
        code=code,
        passage_codes=as_bytes(vectors),
        headings=smallest(np.array([len(parts) + named.index(heading) for heading in over])),
        texts=code.encode([*parts, *(by_heading[heading] for heading in named)]),
    )


def in_code(encoded: EncodedPaper, encoder: Encoder) -> EncodedPaper:
    """Return a paper in the code of today, made of the vectors that it has.

    Those of its headings are made anew.
    """
    code, held = code_for(encoder.fingerprint), encoded.sentences
    identity = np.eye(encoded.passage_codes.shape[1], dtype=np.float32)
    tokens = unit(encoded.code.similarities(held, identity))
    sentences = [
        EncodedText(vector, tokens[start:end], held.token_ids[start:end].astype(np.int32))
        for vector, start, end in zip(
            encoded.code.vectors(held), held.starts, held.starts[1:], strict=False
        )
    ]
    over = [passage.section[-1] if passage.section else "" for passage in encoded.passages]
    named = list(dict.fromkeys(over))
    return replace(
        encoded,
        code=code,
        headings=smallest(np.array([len(sentences) + named.index(heading) for heading in over])),
        texts=code.encode([*sentences, *encoder.encode(named)]),
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


def file_names(paper_id: str) -> tuple[str, str]:
    """Name the files of a paper: what it says, and its vectors."""
    return f"papers/{paper_id}.json", f"papers/{paper_id}.vectors"


def to_files(encoded: EncodedPaper) -> Mapping[str, bytes | memoryview]:
    """Return the contents of the files that hold an encoded paper, by name."""
    contents = (
        _paper_to_json(encoded.paper, encoded.passages),
        vectors_to_bytes(encoded),
    )
    return dict(zip(file_names(encoded.paper.id), contents, strict=True))


def vectors_to_bytes(encoded: EncodedPaper) -> memoryview:
    """Return the content of the second of them."""
    name = np.frombuffer(encoded.code.name.encode(), dtype=np.uint8)
    return arrays_to_bytes([name, *encoded.arrays])


def read_encoded_paper(paper: Path, vectors: Path) -> EncodedPaper:
    """Read the files that `to_files` described; large arrays are memory-mapped."""
    text, passages = read_stored_paper(paper)
    arrays = read_arrays(vectors, _ARRAYS, mapped_from=_MAPPED_FROM)
    if arrays["code"].ndim > 1:
        return EncodedPaper(text, passages, *read_older_arrays(arrays.values()))
    return EncodedPaper(
        text,
        passages,
        code_named(arrays["code"].tobytes().decode()),
        arrays["passages"],
        arrays["headings"],
        CodedTexts(*(arrays[name] for name in _ARRAYS[3:])),
    )


def read_stored_paper(path: Path) -> tuple[Paper, tuple[Passage, ...]]:
    """Read the first of the files that `to_files` described."""
    return paper_from_bytes(path.read_bytes())


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


def paper_from_bytes(data: bytes) -> tuple[Paper, tuple[Passage, ...]]:
    """Read the content of that file."""
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
