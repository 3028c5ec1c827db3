"""The likeliest answer among the words of a passage, from the logits of its tokens."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.paper import Span

_LONGEST_ANSWER = 40
"""Tokens of an answer at most."""
_NEVER = -1e9


def best_span(
    logits: NDArray[np.floating],
    offsets: NDArray[np.integer] | Sequence[tuple[int, int]],
    inside: NDArray[np.bool_] | Sequence[bool],
    *,
    heading: int,
) -> tuple[Span | None, float | None]:
    """Return the span of the best first and last token, and its lead over token 0.

    `logits` has shape (tokens, 2): first and last token of an answer; those of token 0
    stand for no answer. `offsets` holds the characters of each token, counted from a
    heading of `heading` characters, whose tokens are passed over, as those are that are
    not `inside` the passage. Without any token, both are None. Devlin et al. 2019.
    """
    ends = np.asarray(offsets)
    allowed_tokens = np.asarray(inside, dtype=bool)
    allowed_tokens = allowed_tokens & (ends[:, 0] >= heading) & (ends[:, 1] > ends[:, 0])
    if not allowed_tokens.any():
        return None, None
    first = np.where(allowed_tokens, logits[:, 0], _NEVER)
    last = np.where(allowed_tokens, logits[:, 1], _NEVER)
    forward = np.triu(np.ones((len(first), len(first)), dtype=bool))
    forward &= ~np.triu(forward, _LONGEST_ANSWER)
    scores = np.where(forward, first[:, None] + last[None, :], 2 * _NEVER)
    start, end = np.unravel_index(int(scores.argmax()), scores.shape)
    span = Span(int(ends[start, 0]) - heading, int(ends[end, 1]) - heading)
    return span, float(scores[start, end] - logits[0].sum())
