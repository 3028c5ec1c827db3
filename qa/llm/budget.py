"""Which passages a language model is shown: as many as its context holds, numbered."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from corpus.paper import Passage, Span
from qa.llm.instructions import gives_orders, inert
from qa.reading.ranking import Readable

MOST_PASSAGES = 6
TOKENS_OF_SENTENCE = 80
"""Room for each sentence of the reply, with its numbers and what a schema puts around it."""
_FRAME = 16
"""Tokens around a passage, and around a message."""
_CHARACTERS_OF_TOKEN = 3.0
"""Of text in Latin letters; tokenizers of today make 3.5 to 5 of English."""


@dataclass(frozen=True, slots=True)
class NumberedPassage:
    """What is shown of a passage under a number, from 1 on: some whole sentences of it."""

    number: int
    passage: Passage
    sentences: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The sentences shown, as the paper has them."""
        return " ".join(map(self.sentence, self.sentences))

    def sentence(self, span: Span) -> str:
        """Return one sentence's words."""
        return self.passage.text_at(span)


def token_count(text: str) -> int:
    """Estimate how many tokens a text has, rather too many than too few.

    Without the model's tokenizer: a token for three ASCII characters, and one for two bytes
    of others.
    """
    plain = sum(character.isascii() for character in text)
    others = len(text.encode(errors="replace")) - plain
    return ceil(plain / _CHARACTERS_OF_TOKEN + others / 2)


def fit_passages(
    passages: Sequence[Readable], *, most_tokens: int, most: int = MOST_PASSAGES
) -> tuple[NumberedPassage, ...]:
    """Number those of the first `most` passages that fit into `most_tokens`, one after the other.

    A passage is shown whole if it takes no more than its share, and otherwise by its window, if
    it has one. Sentences that give orders are left out.
    """
    share = most_tokens // max(1, min(most, len(passages)))
    shown: list[NumberedPassage] = []
    for readable in passages[:most]:
        sentences = _sentences(readable, share)
        numbered = NumberedPassage(len(shown) + 1, readable.passage, sentences)
        tokens = token_count(inert(numbered.text)) + _FRAME
        if sentences and tokens <= most_tokens:
            most_tokens -= tokens
            shown.append(numbered)
    return tuple(shown)


def _sentences(readable: Readable, share: int) -> tuple[Span, ...]:
    passage, window = readable.passage, readable.window
    spans = passage.sentences
    if window is not None and token_count(passage.text) + _FRAME > share:
        start, end = passage.start + window.start, passage.start + window.end
        spans = tuple(span for span in spans if start <= span.start and span.end <= end)
    return tuple(span for span in spans if not gives_orders(passage.text_at(span)))
