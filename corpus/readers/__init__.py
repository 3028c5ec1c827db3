"""Readers turn files into papers. Each is a function of the text and its origin."""

import hashlib
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from corpus.assembly import Origin
from corpus.errors import UnreadableFile, UnsupportedContent
from corpus.paper import Paper
from corpus.readers.markdown import read_markdown
from corpus.readers.text import read_text

BUNDLED_PAPER = "pakistan-russia-us.txt"
MOST_BYTES = 32 * 2**20
"""A larger file is refused: no paper is that long, and reading it would take minutes."""

_READERS: dict[str, Callable[[str, Origin], Paper]] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".txt": read_text,
    ".text": read_text,
}
KNOWN_SUFFIXES = frozenset(_READERS)
"""The endings of the files that are read when a folder is added."""
_ID_LENGTH = 12


def read_paper(path: Path) -> Paper:
    """Read a Markdown file, or any other text file as plain text.

    Raises `UnreadableFile`, `UnsupportedContent`.
    """
    reader = _READERS.get(path.suffix.lower(), read_text)
    data = _read_bytes(path)
    paper = reader(_decode(data, path), Origin(paper_id(data), path.name))
    if not paper.sentences:
        raise UnsupportedContent(f"{path} has no text to ask about: no sentence was found in it.")
    return paper


def read_bundled_paper() -> Paper:
    """Read the paper that comes with Footnote."""
    data = files("corpus").joinpath("data", BUNDLED_PAPER).read_bytes()
    return read_text(data.decode("utf-8"), Origin(paper_id(data), BUNDLED_PAPER))


def paper_id(data: bytes) -> str:
    """Give the id of a paper whose file has these bytes."""
    return hashlib.sha256(data).hexdigest()[:_ID_LENGTH]


def _read_bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise UnreadableFile(f"{path} is a folder where a file was expected.")
        if size > MOST_BYTES:
            raise UnsupportedContent(
                f"{path} has {size / 2**20:.0f} MB; a paper may have {MOST_BYTES // 2**20} MB. "
                "Split it, or take out what is not text."
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile(f"There is no file {path}. Check the path.") from None
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be read: {error.strerror}.") from error


def _decode(data: bytes, path: Path) -> str:
    if not data.strip():
        raise UnsupportedContent(f"{path} is empty.")
    if b"\0" in data:
        raise UnsupportedContent(
            f"{path} is a binary file (byte {data.index(0)} is zero), not a text. Convert it to "
            "plain text or Markdown first."
        )
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise UnsupportedContent(
            f"{path} is not UTF-8 text: byte {error.start} is 0x{data[error.start]:02x}. Save it as "
            f"UTF-8, for instance with `iconv -f WINDOWS-1252 -t UTF-8 {path.name}`."
        ) from error
