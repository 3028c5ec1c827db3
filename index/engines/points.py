"""A paper as the points of a collection: one for each passage, and one for the paper.

A passage's point is found by its vector and by its terms, and has what a question needs of it:
its text, and the vectors of its sentences and tokens. The paper's point has what the paper says,
a line for the catalogue, what it adds to the library's tally, and the checksums that its files
have in a folder: however it travels, it can be told whether it is the same.
"""

import hashlib
import json
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import LibraryDamaged
from corpus.paper import Paper, Passage, Span
from index.corrections import Correction
from index.encoding.coded_texts import CodedTexts, join_coded
from index.encoding.codes import code_named
from index.encoding.encoded_paper import (
    EncodedPaper,
    file_names,
    paper_from_bytes,
    to_files,
    with_facts,
)
from index.engines.engine import Payload, Point, TermWeights
from index.engines.numbering import paper_point, passage_id
from index.engines.tallies import Tally, pack, unpack
from index.engines.term_weights import number_terms, weights_of
from index.part import indexed_texts
from index.snapshot import PaperEntry, PassageVectors, entry_of
from index.storage.arrays import arrays_from_bytes, arrays_to_bytes, smallest
from index.words.terms import terms

_OWN, _CODED = ("passage", "number"), ("texts", "tokens", "token_ids", "starts")
_ARRAYS = (*_OWN, *_CODED, *(f"heading_{name}" for name in _CODED))


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as its point has it; `length` counts its terms, of which `words` has weights.

    `code` is its row of the paper's passage codes, `heading` the number of its heading there.
    """

    passage: Passage
    dense: NDArray[np.float32]
    words: TermWeights
    length: int
    vectors: PassageVectors
    code: NDArray[np.uint8]
    heading: int


def points_of(encoded: EncodedPaper, number: int) -> Iterator[Point]:
    """Yield the points of a paper that gets this number, its passages first."""
    texts = indexed_texts(encoded)
    rows = encoded.passage_vectors
    for place, (passage, text) in enumerate(zip(encoded.passages, texts, strict=True)):
        counts = Counter(terms(text))
        length = max(counts.total(), 1)
        yield Point(
            passage_id(number, place),
            {
                "paper": number,
                "length": length,
                "passage": json.dumps(asdict(passage), ensure_ascii=True),
                "code": encoded.code.name,
                "vectors": b64encode(_vectors_of(encoded, place)).decode("ascii"),
            },
            rows[place],
            weights_of(number_terms(counts), length),
        )
    yield _point_of_paper(encoded, number)


def _point_of_paper(encoded: EncodedPaper, number: int) -> Point:
    files = to_files(encoded)
    said, _ = file_names(encoded.paper.id)
    return Point(
        paper_point(number),
        {
            "paper": number,
            "entry": asdict(entry_of(encoded)),
            "says": pack(bytes(files[said])),
            "sums": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
            "tally": Tally.of(encoded).to_text(),
        },
    )


def _vectors_of(encoded: EncodedPaper, place: int) -> memoryview:
    first, last = encoded.first_sentences[place : place + 2]
    number = int(encoded.headings[place])
    coded = (encoded.texts.between(first, last), encoded.texts.between(number, number + 1))
    return arrays_to_bytes(
        [
            encoded.passage_codes[place],
            np.array([number]),
            *(getattr(one, name) for one in coded for name in _CODED),
        ]
    )


def read_passage(point: Point) -> StoredPassage:
    """Read the point of a passage. Raises `LibraryDamaged`."""
    try:
        content = json.loads(point.payload["passage"])
        arrays = arrays_from_bytes(b64decode(point.payload["vectors"]), _ARRAYS)
        if point.dense is None or point.words is None:
            raise ValueError("it has no vector")
        sentences = CodedTexts(**{name: arrays[name] for name in _CODED})
        heading = CodedTexts(**{name: arrays[f"heading_{name}"] for name in _CODED})
        return StoredPassage(
            _passage(content),
            point.dense,
            point.words,
            int(point.payload["length"]),
            PassageVectors(sentences, heading, code_named(point.payload["code"])),
            arrays["passage"],
            int(arrays["number"][0]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise LibraryDamaged(f"Its passage {point.id} cannot be read ({error!r}).") from error


def _passage(content: Mapping[str, Any]) -> Passage:
    return Passage(
        **{
            **content,
            "sentences": tuple(Span(**span) for span in content["sentences"]),
            "section": tuple(content["section"]),
        }
    )


def read_paper(payload: Payload) -> tuple[Paper, tuple[Passage, ...]]:
    """Read what the point of a paper says. Raises `LibraryDamaged`."""
    try:
        data = unpack(payload["says"])
        name, _ = file_names(payload["entry"]["id"])
        if hashlib.sha256(data).hexdigest() != payload["sums"][name]:
            raise ValueError("it is not what was written")
        return paper_from_bytes(data)
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise LibraryDamaged(f"What it says cannot be read ({error!r}).") from error


def with_correction(payload: Payload, correction: Correction) -> Payload:
    """Return what the point of a paper has once it is called as a person says."""
    data = with_facts(unpack(payload["says"]), correction.facts)
    entry = payload["entry"]
    name, _ = file_names(entry["id"])
    return {
        **payload,
        "says": pack(data),
        "entry": {**entry, "title": correction.title or entry["title"]},
        "sums": {**payload["sums"], name: hashlib.sha256(data).hexdigest()},
    }


def read_entry(payload: Payload) -> PaperEntry:
    """Read the line of a paper in the catalogue."""
    return PaperEntry.of(payload["entry"])


def join_passages(
    said: tuple[Paper, tuple[Passage, ...]], stored: Sequence[StoredPassage], sums: Payload
) -> EncodedPaper:
    """Put a paper together again. Raises `LibraryDamaged` if it is not what was written."""
    paper, passages = said
    headings = {each.heading: each.vectors.heading for each in stored}
    sentences = [each.vectors.sentences for each in stored]
    encoded = EncodedPaper(
        paper=paper,
        passages=passages,
        code=stored[0].vectors.code,
        passage_codes=np.stack([each.code for each in stored]),
        headings=smallest(np.array([each.heading for each in stored])),
        texts=join_coded([*sentences, *(headings[number] for number in sorted(headings))]),
    )
    for name, content in to_files(encoded).items():
        if hashlib.sha256(content).hexdigest() != sums[name]:
            raise LibraryDamaged(f"{name} is not what was written.")
    return encoded
