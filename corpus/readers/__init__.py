"""Readers turn files into papers. Each is a function of the text and its origin.

The readers themselves are imported when a file is read: a question to papers that
were read before waits for none of them.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import UnsupportedContent
from corpus.paper import Paper

if TYPE_CHECKING:
    from corpus.assembly import Origin

BUNDLED_PAPER = "pakistan-russia-us.txt"
_BUNDLED_PATH = Path(__file__).parents[1] / "data" / BUNDLED_PAPER
_ID_LENGTH = 12


def _read_text(text: str, origin: "Origin") -> Paper:
    from corpus.readers.text import read_text

    return read_text(text, origin)


def _read_markdown(text: str, origin: "Origin") -> Paper:
    from corpus.readers.markdown import read_markdown

    return read_markdown(text, origin)


@dataclass(frozen=True, slots=True)
class _Format:
    """How a kind of file is read, and how large it may be to be read in about a minute."""

    read: Callable[[str, "Origin"], Paper]
    most_bytes: int


_TEXT = _Format(_read_text, most_bytes=32 * 2**20)
_MARKDOWN = _Format(_read_markdown, most_bytes=8 * 2**20)
_FORMATS = {".md": _MARKDOWN, ".markdown": _MARKDOWN, ".txt": _TEXT, ".text": _TEXT}

MOST_BYTES = _TEXT.most_bytes
"""A larger file is refused: no paper is that long, and reading it would take minutes."""
KNOWN_SUFFIXES = frozenset(_FORMATS)
"""The endings of the files that are read when a folder is added."""


def read_paper(path: Path) -> Paper:
    """Read a Markdown file, or any other text file as plain text.

    Raises `UnreadableFile`, `UnsupportedContent`.
    """
    from corpus.assembly import Origin
    from corpus.readers.source import decode, file_name, read_bytes

    format_ = _FORMATS.get(path.suffix.lower(), _TEXT)
    data = read_bytes(path, most_bytes=format_.most_bytes)
    paper = format_.read(decode(data, path), Origin(paper_id(data), file_name(path)))
    sentences = (paper.text[sentence.start : sentence.end] for sentence in paper.sentences)
    if not any(re.search(r"[^\W_]", sentence) for sentence in sentences):
        raise UnsupportedContent(
            f"{path} has no sentence to ask about, only headings or signs. Give a file with text."
        )
    return paper


def read_bundled_paper() -> Paper:
    """Read the paper that comes with Footnote."""
    return read_paper(_BUNDLED_PATH)


def paper_id(data: bytes) -> str:
    """Give the id of a paper whose file has these bytes."""
    return hashlib.sha256(data).hexdigest()[:_ID_LENGTH]
