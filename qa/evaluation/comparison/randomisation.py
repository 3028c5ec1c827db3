"""Tests of two systems that were asked the same questions.

Both take the null hypothesis that the systems do not differ, so that what the one did
on a question might as well have come from the other.
"""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from qa.evaluation.metrics.abstention import Flags
from qa.evaluation.metrics.bootstrap import Vector

Swaps = NDArray[np.bool_]
"""Which questions have their two results exchanged, shape (ways, questions)."""

PERMUTATIONS = 10_000

# Bounds the memory of a block of ways, however many questions there are.
_BLOCK_CELLS = 1_000_000
# Sums of the same numbers in another order may differ by this much.
_ROUNDING = 1e-10


def randomisation_test(
    difference: Callable[[Swaps], Vector],
    *,
    questions: int,
    permutations: int = PERMUTATIONS,
    seed: int = 0,
) -> float:
    """Return the two-sided p of a difference between two systems, above 0 and up to 1.

    `difference` gives it for each way of exchanging the results of the `questions`; p is
    the share of the ways in which it is at least as large as without an exchange. The
    paired randomisation test of Fisher, "The Design of Experiments", 1935; for
    evaluations, Smucker, Allan, Carterette, "A Comparison of Statistical Significance
    Tests for Information Retrieval Evaluation", CIKM 2007. All ways are tried if they
    are no more than `permutations`, and otherwise so many drawn with `seed`; the way
    without an exchange then counts as one more (Phipson and Smyth, "Permutation
    P-values Should Never Be Zero", 2010). Questions that cannot make a difference need
    not be among the `questions`.
    """
    exact = questions < permutations.bit_length() and 2**questions <= permutations
    blocks = _every_way(questions) if exact else _some_ways(questions, permutations, seed)
    observed = abs(float(difference(np.zeros((1, questions), dtype=np.bool_))[0]))
    found = np.abs(np.concatenate([difference(swaps) for swaps in blocks]))
    extreme = int((found >= observed - _ROUNDING).sum())
    return extreme / len(found) if exact else (extreme + 1) / (len(found) + 1)


def sign_flips(differences: Vector) -> Callable[[Swaps], Vector]:
    """Return, as `randomisation_test` wants it, the sum of one difference per question."""
    total = float(differences.sum())

    def compute(swaps: Swaps) -> Vector:
        summed: Vector = total - 2.0 * (swaps.astype(np.float64) @ differences)
        return summed

    return compute


def mcnemar_test(first: Flags, second: Flags) -> float:
    """Return the exact two-sided p that hits of two systems, question by question, differ.

    Only the questions count that one of the two missed: half of them should be each
    one's (McNemar, "Note on the sampling error of the difference between correlated
    proportions", Psychometrika 1947, with the binomial distribution itself).
    """
    only_first, only_second = int((first & ~second).sum()), int((second & ~first).sum())
    trials = only_first + only_second
    ways, tail = 1, 0
    for hits in range(min(only_first, only_second) + 1):
        tail += ways
        ways = ways * (trials - hits) // (hits + 1)
    # Whole numbers to the end: 2.0**trials overflows at a thousand questions.
    both_tails: float = 2 * tail / 2**trials
    return min(1.0, both_tails)


def _every_way(questions: int) -> Iterator[Swaps]:
    numbers = np.arange(2**questions)[:, np.newaxis]
    yield (numbers >> np.arange(questions)) & 1 == 1


def _some_ways(questions: int, permutations: int, seed: int) -> Iterator[Swaps]:
    generator = np.random.default_rng(seed)
    rows = max(1, _BLOCK_CELLS // questions)
    for start in range(0, permutations, rows):
        block = min(rows, permutations - start)
        yield generator.integers(2, size=(block, questions), dtype=np.bool_)
