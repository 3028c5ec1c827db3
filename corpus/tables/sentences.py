"""The sentences of a table: a row is one, unless a cell of it has sentences of its own."""

from corpus.paper import Span
from corpus.sentences import split_into_sentences
from corpus.sentences.style import SentenceStyle

_LONGEST_ROW = 500
"""Characters of a row that is quoted whole; a longer one has paragraphs in its cells."""


def split_row(text: str, row: Span, style: SentenceStyle | None = None) -> list[Span]:
    """Return a row of a table as one sentence, a very long one as those that are in it."""
    if row.end - row.start <= _LONGEST_ROW:
        return [row]
    return split_into_sentences(text, row, style)
