"""A library as an older version wrote it: format 3, ids of 48 bits, no pages of PDFs.

Its vectors are floats, and bytes of tokens.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.identity import short_id
from corpus.paper import Paper
from index.encoding.encoded_paper import EncodedPaper, file_names
from index.encoding.encoder import EncodedText, Encoder
from index.library import Library
from index.storage.arrays import arrays_to_bytes
from tests.toy_encoder import ToyEncoder


def older_vectors(encoded: EncodedPaper, encoder: Encoder) -> memoryview:
    """Return the file of a paper's vectors as formats 3 to 5 have it."""
    paper = encoded.paper
    sentences = encoder.encode([paper.text[span.start : span.end] for span in paper.sentences])
    over = [passage.section[-1] if passage.section else "" for passage in encoded.passages]
    headings = encoder.encode(over)

    def rows(texts: Sequence[EncodedText]) -> NDArray[np.int8]:
        tokens = np.concatenate([text.tokens for text in texts])
        return np.asarray(np.rint(tokens * 127), dtype=np.int8)

    def starts(texts: Sequence[EncodedText]) -> NDArray[np.int64]:
        return np.cumsum([0, *(len(text.tokens) for text in texts)])

    return arrays_to_bytes(
        [
            encoded.passage_vectors,
            np.concatenate([text.token_ids for text in sentences]),
            starts(sentences),
            np.stack([text.vector for text in sentences]),
            rows(sentences),
            rows(headings),
            starts(headings),
        ]
    )


def write_old_library(
    folder: Path, papers: Sequence[Paper], make_encoder: Callable[[str], Encoder] = ToyEncoder
) -> Library:
    """Make a library of papers in the format that had 12 digits for an id."""
    library = Library(folder, make_encoder=make_encoder, model=make_encoder("toy").name)
    old = [replace(paper, id=short_id(paper.id), pdf_pages=()) for paper in papers]
    encoded = [library.encode(paper) for paper in old]
    library.add(encoded)
    generation = folder / "generations" / "000001"
    content = json.loads((generation / "manifest.json").read_bytes())
    for one in encoded:
        name, data = file_names(one.paper.id)[1], older_vectors(one, make_encoder("toy"))
        (generation / name).write_bytes(data)
        sha256 = hashlib.sha256(data).hexdigest()
        content["files"][name] = {"size": len(data), "sha256": sha256}
    manifest = json.dumps({**content, "format_version": 3}).encode("ascii")
    (generation / "manifest.json").write_bytes(manifest)
    (folder / "CURRENT").write_text(f"000001 {hashlib.sha256(manifest).hexdigest()}\n")
    return library
