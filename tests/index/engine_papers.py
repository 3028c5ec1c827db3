"""Papers made of rows or of texts, for indexes that are asked for nothing else."""

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from corpus.paper import Paper, Passage, Span
from index.encoding.eight_bits import EightBits, as_bytes
from index.encoding.encoded_paper import EncodedPaper
from index.encoding.encoder import EncodedText
from tests.index.vectors.rows import unit_rows


def paper_of_rows(rows: NDArray[np.float32]) -> EncodedPaper:
    """Return a paper whose passages have these vectors."""
    return _paper(["Text."] * len(rows), rows)


def paper_of_texts(texts: list[str]) -> EncodedPaper:
    """Return a paper whose passages are found by these words and no others."""
    return _paper(texts, unit_rows(max(len(texts), 1), seed=0)[: len(texts)])


def _paper(texts: list[str], rows: NDArray[np.float32]) -> EncodedPaper:
    whole, passages, start = "", [], 0
    id_ = blake2b("\n".join(texts).encode(), digest_size=16).hexdigest()
    for text in texts:
        span = Span(start, start + len(text))
        passages.append(Passage(id_, (span,), (), None, text))
        whole += text + "\n"
        start = len(whole)
    sentences = tuple(passage.sentences[0] for passage in passages)
    return EncodedPaper(
        paper=Paper(id_, "", "made.md", whole, (), (), sentences),
        passages=tuple(passages),
        code=EightBits(),
        passage_codes=as_bytes(rows),
        headings=np.full(len(texts), len(texts), dtype=np.uint8),
        texts=EightBits().encode([_encoded(row) for row in (*rows, rows[0])]),
    )


def _encoded(row: NDArray[np.float32]) -> EncodedText:
    return EncodedText(row, row.reshape(1, -1), np.zeros(1, dtype=np.int32))
