"""How well quotes support a sentence, measured in several ways."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from index.encoding.encoder import EncodedText, Encoder, FloatMatrix
from index.words.terms import terms
from qa.support.amounts import find_amounts
from qa.understanding.names import find_names

MEASURES = ("coverage", "name_coverage", "missing_numbers", "late_worst")
_WORST_SHARE = 0.25
_TEXTS_KEPT = 256


class Measurer:
    """Measures by the words of the texts and by an encoder.

    A reader would add nothing: with its logits besides, the held-out AUROC of the score
    stays what it is, and a check takes several times as long. Texts that were encoded of
    late are not encoded again: an answer's sentences are often held against the same
    quotes. Several threads may share it.
    """

    def __init__(self, encoder: Encoder) -> None:
        @lru_cache(maxsize=_TEXTS_KEPT)
        def encode(text: str) -> EncodedText:
            return encoder.encode([text])[0]

        self._encode = encode

    def measure(self, sentence: str, quotes: Sequence[str]) -> dict[str, float]:
        """Measure a sentence against all its quotes together, of which there is at least one.

        The coverages are shares of the sentence's terms, and of the terms of its names, that
        the quotes have; `missing_numbers` counts its numbers that they have not. Each token
        of the sentence is as similar as the most similar token of a quote (MaxSim, Khattab
        and Zaharia 2020); `late_worst` is the mean of the quarter that fares worst, so that
        one word that nothing stands for shows.
        """
        tokens = np.concatenate([self._encode(quote).tokens for quote in quotes])
        return {
            **_compare_words(sentence, quotes),
            "late_worst": _worst_likeness(self._encode(sentence).tokens, tokens),
        }


def _compare_words(sentence: str, quotes: Sequence[str]) -> dict[str, float]:
    there = {term for quote in quotes for term in terms(quote)}
    values = {amount.value for quote in quotes for amount in find_amounts(quote)}
    names = [sentence[span.start : span.end] for span in find_names(sentence)]
    return {
        "coverage": _share([term in there for term in terms(sentence)]),
        "name_coverage": _share([term in there for name in names for term in terms(name)]),
        "missing_numbers": sum(amount.value not in values for amount in find_amounts(sentence)),
    }


def _share(found: Sequence[bool]) -> float:
    """Return the share of what was found; of nothing, all was."""
    return sum(found) / len(found) if found else 1.0


def _worst_likeness(said: FloatMatrix, quoted: FloatMatrix) -> float:
    if not len(said) or not len(quoted):
        return 0.0
    best = np.sort((said @ quoted.T).max(axis=1))
    return float(best[: max(1, round(_WORST_SHARE * len(best)))].mean())
