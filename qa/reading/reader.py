"""Readers: a question and a passage, read together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus.encoding import encodable
from corpus.paper import Span
from corpus.superscripts import with_plain_subscripts


@dataclass(frozen=True, slots=True)
class Text:
    """A passage to be read: `heading` (title and section path) stands in front of `words`.

    `pieces` are the spans of `words` that are to be told apart, such as its sentences.
    """

    heading: str
    words: str
    pieces: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of a question and one passage. Scores are logits: higher is better.

    `relevance` ranks passages of one question. `answers` tells whether the passage has
    the answer: over 0, it is more likely than not. `span` holds the words of the passage
    most likely to be the answer, and `span_score` by how much they are likelier than
    that no words of it are; a reader that marks no words leaves both out. `verdict` tells
    what the passage says of a question of yes or no: over 0, yes is likelier than no.
    `says_either` tells whether it says either; a reader that tells neither leaves both out.
    `leads` holds what `span_score` is for each of the text's pieces by itself, minus infinity
    for one that was not read; a reader that marks no words leaves it out.
    """

    relevance: float
    answers: float
    span: Span | None = None
    span_score: float | None = None
    verdict: float | None = None
    says_either: float | None = None
    leads: tuple[float, ...] = ()


_LONGEST_QUESTION = 300
"""Characters of a question that are read, so that there is room for the passage."""


def as_pairs(question: str, passages: Sequence[Text]) -> list[tuple[str, str]]:
    """Pair the question with each passage under its heading; both keep their length."""
    asked = _readable(question[:_LONGEST_QUESTION])
    return [(asked, _readable(text.heading + text.words)) for text in passages]


def _readable(text: str) -> str:
    return with_plain_subscripts(encodable(text))


class Reader(Protocol):
    """Reads passages for a question, each by itself, in one forward pass."""

    @property
    def name(self) -> str:
        """The name that `--reader` takes."""
        ...

    def read(self, question: str, passages: Sequence[Text]) -> list[Reading]:
        """Read each passage, in order. Raises `ReaderError` if the model cannot be loaded."""
        ...
