"""A file becomes a Paper, a Paper becomes Passages.

This package has the values and the errors. The functions are in modules of their own,
so that importing the values costs nothing: `corpus.formats` (`read_paper`,
`read_bundled_paper`), `corpus.passages` (`split_into_passages`), `corpus.sentences`
(`split_into_sentences`).
"""

from corpus.errors import FootnoteError, PaperError, UnreadableFile, UnsupportedContent
from corpus.paper import Note, Page, Paper, Passage, Section, Span

__all__ = [
    "FootnoteError",
    "Note",
    "Page",
    "Paper",
    "PaperError",
    "Passage",
    "Section",
    "Span",
    "UnreadableFile",
    "UnsupportedContent",
]
