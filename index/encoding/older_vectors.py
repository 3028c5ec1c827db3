"""The vectors of papers as libraries up to format 5 have them: floats, and bytes of tokens."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoding.coded_texts import CodedTexts
from index.encoding.eight_bits import EightBits, as_bytes


def read_older_arrays(
    arrays: Iterable[NDArray[Any]],
) -> tuple[EightBits, NDArray[np.uint8], NDArray[np.int64], CodedTexts]:
    """Return what an `EncodedPaper` has of the arrays of such a file, in their order there.

    The heading over each passage was kept with it, without the ids of its tokens.
    """
    passages, ids, starts, sentences, tokens, heading_tokens, heading_starts = arrays
    headings = np.arange(len(passages)) + len(sentences)
    texts = CodedTexts(
        np.concatenate(
            [as_bytes(sentences), np.zeros((len(passages), passages.shape[1]), np.uint8)]
        ),
        np.concatenate([tokens, heading_tokens]).view(np.uint8),
        np.concatenate([ids, np.zeros(len(heading_tokens), np.int32)]),
        np.concatenate([starts, starts[-1] + heading_starts[1:]]).astype(np.int32),
    )
    return EightBits(), as_bytes(passages), headings, texts
