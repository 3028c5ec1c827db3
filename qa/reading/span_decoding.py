"""The likeliest answer among the words of a passage, from the logits of its tokens."""

import math
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
    ends = np.asarray(offsets) - heading
    allowed = np.asarray(inside, dtype=bool) & (ends[:, 0] >= 0) & (ends[:, 1] > ends[:, 0])
    if not allowed.any():
        return None, None
    scores = _span_scores(logits, allowed)
    start, end = np.unravel_index(int(scores.argmax()), scores.shape)
    return Span(int(ends[start, 0]), int(ends[end, 1])), float(scores[start, end] - logits[0].sum())


def best_leads(
    logits: NDArray[np.floating],
    offsets: NDArray[np.integer] | Sequence[tuple[int, int]],
    inside: NDArray[np.bool_] | Sequence[bool],
    *,
    heading: int,
    pieces: Sequence[Span],
) -> tuple[float, ...]:
    """Return the lead that `best_span` has within each of some pieces of the passage.

    Minus infinity for a piece without any token, such as one that was cut off.
    """
    ends = np.asarray(offsets) - heading
    allowed = np.asarray(inside, dtype=bool) & (ends[:, 1] > ends[:, 0])
    within = [allowed & (ends[:, 0] >= one.start) & (ends[:, 1] <= one.end) for one in pieces]
    return tuple(_best_lead(logits, tokens) if tokens.any() else -math.inf for tokens in within)


def _best_lead(logits: NDArray[np.floating], allowed: NDArray[np.bool_]) -> float:
    """Return the best lead of the spans among neighbouring tokens; of others, nothing is scored."""
    places = np.flatnonzero(allowed)
    near = slice(int(places[0]), int(places[-1]) + 1)
    return float(_span_scores(logits[near], allowed[near]).max() - logits[0].sum())


def _span_scores(logits: NDArray[np.floating], allowed: NDArray[np.bool_]) -> NDArray[np.floating]:
    """Return the score of each span, by first and last token, of those allowed."""
    first = np.where(allowed, logits[:, 0], _NEVER)
    last = np.where(allowed, logits[:, 1], _NEVER)
    forward = np.triu(np.ones((len(first), len(first)), dtype=bool))
    forward &= ~np.triu(forward, _LONGEST_ANSWER)
    scores = np.where(forward, first[:, None] + last[None, :], 2 * _NEVER)
    return np.asarray(scores)
