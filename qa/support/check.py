"""Whether quotes support a sentence: rules that decide apart, then a calibrated score."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.encoding.encoder import Encoder
from index.encoding.models import DEFAULT_MODEL
from index.encoding.onnx_encoder import OnnxEncoder
from index.words.terms import FUNCTION_WORDS, terms, words
from qa.logistic import LogisticModel
from qa.support.measures import Measurer
from qa.support.model import support_model
from qa.support.strict import find_conflict

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Support:
    """Whether quotes support a sentence; if not, `reason` says why, else it is empty.

    `score` is the estimated probability, 0 to 1, that they do by what they are about. A
    sentence that says something otherwise than its quotes is unsupported at any score.
    """

    score: float
    supported: bool
    reason: str


class SupportCheck:
    """Holds sentences against their quotes. Several threads may share it."""

    def __init__(self, measurer: Measurer, model: LogisticModel) -> None:
        self._measurer = measurer
        self._model = model

    def check(self, sentence: str, quotes: Sequence[str]) -> Support:
        """Check a sentence against all its quotes together. What is quoted is supported."""
        if not any(map(words, quotes)):
            return Support(0.0, supported=False, reason="No passage is quoted")
        if not words(sentence):
            return Support(0.0, supported=False, reason="The sentence says nothing")
        if any(words(sentence) == words(quote) for quote in quotes):
            return Support(1.0, supported=True, reason="")
        # A part of a quote may leave out what denies it.
        reason = find_conflict(sentence, quotes) or ""
        if not reason and any(_is_part(sentence, quote) for quote in quotes):
            return Support(1.0, supported=True, reason="")
        score = self._model.probability(self._measurer.measure(sentence, quotes))
        if not reason and score < self._model.threshold:
            reason = _what_is_missing(sentence, quotes)
        return Support(score, supported=not reason, reason=reason)


def make_support_check(encoder: Encoder | None = None) -> SupportCheck:
    """Make the check; its encoder is loaded with the first sentence that is not verbatim.

    The model was fitted to the default encoder, which takes the place of any other.
    """
    if encoder is None or encoder.name != DEFAULT_MODEL:
        encoder = OnnxEncoder()
    return SupportCheck(Measurer(encoder), support_model())


def _is_part(sentence: str, quote: str) -> bool:
    """Whether the words of the sentence stand in the quote, in a row."""
    return f" {' '.join(words(sentence))} " in f" {' '.join(words(quote))} "


def _what_is_missing(sentence: str, quotes: Sequence[str]) -> str:
    there = {term for quote in quotes for term in terms(quote)}
    missing = [
        word
        for word in dict.fromkeys(words(sentence))
        if word not in FUNCTION_WORDS and not set(terms(word)) <= there
    ]
    if not missing:
        return "The quote has these words, but does not say this"
    return f"The quote does not speak of “{'”, “'.join(missing[:_MOST_NAMED])}”"
