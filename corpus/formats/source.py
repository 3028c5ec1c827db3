"""A file's bytes, and the characters that they stand for."""

import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.encoding import decode_unicode
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
    """Return the first `count` bytes of a file. Raises `UnreadableFile`."""
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
    """Return the text of a file, cleaned of what is not seen. Raises `UnsupportedContent`.

    It is UTF-8, or what a byte order mark tells.
    """
    if not data.strip():
        raise _empty(path)
    try:
        text = decode_unicode(data)
    except UnicodeDecodeError as error:
        if b"\0" in data and error.encoding == "utf-8":
            raise _binary(path, data.index(0), "byte") from None
        raise UnsupportedContent(_not_unicode(path, error)) from error
    if "\0" in text:
        # In UTF-16, plain letters have a byte that is zero.
        if data.count(0) == text.count("\0"):
            raise _binary(path, data.index(0), "byte")
        raise _binary(path, text.index("\0"), "character")
    if not text.strip():
        raise _empty(path)
    return clean(text)


def _empty(path: Path) -> UnsupportedContent:
    return UnsupportedContent(f"{path} is empty. Give a file that has text in it.")


def _binary(path: Path, place: int, unit: str) -> UnsupportedContent:
    return UnsupportedContent(
        f"{path} is a binary file ({unit} {place} is zero), not a text. Convert it to plain text "
        "or Markdown first."
    )


def _not_unicode(path: Path, error: UnicodeDecodeError) -> str:
    """Return what is wrong with the bytes; what they do stand for cannot be told from them."""
    return (
        f"{path} is not {error.encoding.upper()} text: byte {error.start} is "
        f"0x{error.object[error.start]:02x}. Save it as UTF-8 with the program that wrote it; or, "
        f"if you know its encoding, `iconv -f ENCODING -t UTF-8 {path.name}` converts it. A wrong "
        "ENCODING garbles the text without a word: look at the outcome."
    )


def clean(text: str) -> str:
    """Make line ends alike, compose accents, take ligatures apart, drop unseen characters."""
    text = _UNSEEN.sub("", _LINE_END.sub("\n", text))
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        text = _LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return text


def file_name(path: Path) -> str:
    """Return the name of a file, with what is not UTF-8 in it replaced."""
    return os.fsencode(path.name).decode("utf-8", "replace")
