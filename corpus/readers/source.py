"""A file's bytes, and the characters that they stand for."""

import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import UnreadableFile, UnsupportedContent

_LINE_END = re.compile("\r\n?|[\v\u2028\u2029]")
_UNSEEN = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls, such as those that drive a terminal
    "\u200b\u2060-\u2064\ufeff"  # spaces without width
    "\u200e\u200f\u202a-\u202e\u2066-\u206f"  # changes of direction, which reorder what is read
    "\ufff9-\ufffb\U000e0000-\U000e007f"  # annotations and tags
    "]|\u00ad(?![^\\S\n]*(?:\n|$))|(?<!\\w)\u00ad"  # soft hyphens, but where one breaks a word
)
_LIGATURE = re.compile("[\ufb00-\ufb06]")


def read_head(path: Path, *, count: int) -> bytes:
    """Give the first `count` bytes of a file. Raises `UnreadableFile`."""
    with _reporting(path):
        if path.is_dir():
            raise UnreadableFile(f"{path} is a folder where a file was expected.")
        if path.exists() and not path.is_file():
            raise UnreadableFile(f"{path} is a device or a pipe. Save its content to a file first.")
        with path.open("rb") as file:
            return file.read(count)


def read_bytes(path: Path, *, most_bytes: int) -> bytes:
    """Read a file of at most `most_bytes`. Raises `UnreadableFile`, `UnsupportedContent`."""
    with _reporting(path):
        size = path.stat().st_size
        if size > most_bytes:
            raise UnsupportedContent(
                f"{path} has {size / 2**20:.1f} MB; a {path.suffix or 'text'} file may have "
                f"{most_bytes // 2**20} MB. Split it, or take out what is not text."
            )
        return path.read_bytes()


@contextmanager
def _reporting(path: Path) -> Iterator[None]:
    """Turn what the system says into errors that name the file."""
    try:
        yield
    except FileNotFoundError:
        raise UnreadableFile(f"There is no file {path}. Check the path.") from None
    except ValueError as error:
        raise UnreadableFile(f"{str(path)!r} is not a path: {error}.") from None
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be read: {error.strerror}.") from error


def decode(data: bytes, path: Path) -> str:
    """Give the text of a file, cleaned of what is not seen. Raises `UnsupportedContent`."""
    if not data.strip():
        raise UnsupportedContent(f"{path} is empty. Give a file that has text in it.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnsupportedContent(
            f"{path} is UTF-16 text. Save it as UTF-8, for instance with "
            f"`iconv -f UTF-16 -t UTF-8 {path.name}`."
        )
    if b"\0" in data:
        raise UnsupportedContent(
            f"{path} is a binary file (byte {data.index(0)} is zero), not a text. Convert it to "
            "plain text or Markdown first."
        )
    try:
        return clean(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UnsupportedContent(
            f"{path} is not UTF-8 text: byte {error.start} is 0x{data[error.start]:02x}. Save it "
            f"as UTF-8, for instance with `iconv -f WINDOWS-1252 -t UTF-8 {path.name}`."
        ) from error


def clean(text: str) -> str:
    """Make line ends alike, compose accents, take ligatures apart, drop unseen characters."""
    text = _UNSEEN.sub("", _LINE_END.sub("\n", text))
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        text = _LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return text


def file_name(path: Path) -> str:
    """Give the name of a file, with what is not UTF-8 in it replaced."""
    return os.fsencode(path.name).decode("utf-8", "replace")
