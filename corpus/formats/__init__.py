"""The formats of papers. Each is a function of a file's bytes, path and origin.

What reads them is imported when a file is read: a question to papers that
were read before waits for none of them.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from corpus.errors import UnsupportedContent
from corpus.identity import paper_id
from corpus.paper import Paper

if TYPE_CHECKING:
    from corpus.assembly import Origin

BUNDLED_PAPER = "pakistan-russia-us.txt"
BUNDLED_PATH = Path(__file__).parents[1] / "data" / BUNDLED_PAPER


def _read_text(data: bytes, path: Path, origin: "Origin") -> Paper:
    from corpus.formats.source import decode
    from corpus.formats.text import read_text

    return read_text(decode(data, path), origin)


def _read_markdown(data: bytes, path: Path, origin: "Origin") -> Paper:
    from corpus.formats.markdown import read_markdown
    from corpus.formats.source import decode

    return read_markdown(decode(data, path), origin)


def _read_xml(data: bytes, path: Path, origin: "Origin") -> Paper:
    from corpus.formats.xml_file import read_xml

    return read_xml(data, path, origin)


def _read_html(data: bytes, path: Path, origin: "Origin") -> Paper:
    from corpus.formats.html.page import read_html

    return read_html(data, path, origin)


def _read_docx(data: bytes, path: Path, origin: "Origin") -> Paper:
    from corpus.formats.docx.document import read_docx

    return read_docx(data, path, origin)


def _read_epub(data: bytes, path: Path, origin: "Origin") -> Paper:
    from corpus.formats.epub.book import read_epub

    return read_epub(data, path, origin)


def _read_pdf(
    data: bytes, path: Path, origin: "Origin", recognised: Mapping[int, bytes] | None = None
) -> Paper:
    from corpus.formats.pdf import read_pdf

    return read_pdf(data, path, origin, recognised=recognised)


_MOST_HERE = 2**18
"""Bytes of text read in this process; more may take long, or much memory."""


def _is_long(data: bytes) -> bool:
    return len(data) > _MOST_HERE


def _unpacks_to_much(data: bytes) -> bool:
    """Whether an archive says that it has much text; no part is longer than it says."""
    from corpus.formats.zip_archive import unpacked_size

    return unpacked_size(data) > _MOST_HERE


def _is_any(data: bytes) -> bool:  # noqa: ARG001 - each PDF may crash what reads it
    return True


class _Reading(Protocol):
    def __call__(self, data: bytes, path: Path, origin: "Origin") -> Paper: ...


@dataclass(frozen=True, slots=True)
class _Format:
    """What a kind of file is called and ends with, how it is read, and how many bytes it may have.

    `read` takes a file's bytes, its path for what it has to report, and the origin.
    `is_risky` tells whether a file is better read in a process of its own.
    """

    title: str
    read: _Reading
    suffixes: tuple[str, ...]
    most_bytes: int
    is_risky: Callable[[bytes], bool] = _is_long


_FORMATS = {
    "text": _Format("plain text", _read_text, (".txt", ".text"), 32 * 2**20),
    "markdown": _Format("Markdown", _read_markdown, (".md", ".markdown"), 8 * 2**20),
    "xml": _Format("JATS and TEI XML", _read_xml, (".xml", ".nxml", ".tei"), 32 * 2**20),
    "html": _Format("HTML", _read_html, (".html", ".htm", ".xhtml"), 16 * 2**20),
    "docx": _Format("Word (DOCX)", _read_docx, (".docx",), 64 * 2**20, _unpacks_to_much),
    "epub": _Format("EPUB", _read_epub, (".epub",), 64 * 2**20, _unpacks_to_much),
    "pdf": _Format("PDF", _read_pdf, (".pdf",), 128 * 2**20, _is_any),
}

_TITLES = [format_.title for format_ in reversed(_FORMATS.values())]
FORMATS_IN_WORDS = f"{', '.join(_TITLES[:-1])} and {_TITLES[-1]}"
"""The formats that are read, as a person is told them."""
MOST_PDF_BYTES = _FORMATS["pdf"].most_bytes
MOST_BYTES = _FORMATS["text"].most_bytes
"""A larger text is refused: no paper is that long, and reading it would take minutes."""
KNOWN_SUFFIXES = frozenset(suffix for kind in _FORMATS.values() for suffix in kind.suffixes)
"""The endings of the files that are read when a folder is added."""
USUAL_SUFFIXES = tuple(kind.suffixes[0] for kind in _FORMATS.values())
"""For each format, the ending under which a file is read as that format."""


def read_paper(
    path: Path,
    *,
    recognised: Mapping[int, bytes] | None = None,
    on_wait: Callable[[], object] | None = None,
) -> Paper:
    """Read a file of any format that is known, which its content tells.

    Markdown alone is told by the ending of its name, and what is nothing else is plain
    text. `recognised` are pages of a scan as `recognise_scan` returns them; with it, even
    empty, other pages that are pictures raise `ScannedPages`. With `on_wait`, any file is read
    in a process of its own: it is called several times a second, and what it raises ends the
    reading at once. Raises `UnreadableFile`, `UnsupportedContent`.
    """
    from corpus.assembly import Origin
    from corpus.formats.child_process import read_in_child
    from corpus.formats.sniffing import HEAD_BYTES, sniff
    from corpus.formats.source import file_name, read_bytes, read_head

    format_ = _FORMATS[sniff(read_head(path, count=HEAD_BYTES), path)]
    data = read_bytes(path, most_bytes=format_.most_bytes)
    read = partial(format_.read, origin=Origin(paper_id(data), file_name(path)))
    if recognised is not None and read.func is _read_pdf:
        read = partial(read, recognised=recognised)
    if on_wait is not None or format_.is_risky(data):
        paper = read_in_child(read, data, path, on_wait=on_wait)
    else:
        paper = read(data, path)
    sentences = (paper.text[sentence.start : sentence.end] for sentence in paper.sentences)
    if not any(re.search(r"[^\W_]", sentence) for sentence in sentences):
        raise UnsupportedContent(
            f"{path} has no sentence to ask about, only headings or signs. Give a file with text."
        )
    return paper


def usual_suffix(data: bytes, path: Path) -> str:
    """Return the ending that a file of these bytes, read as `path`, is read alike under.

    Raises `UnsupportedContent` for what is known and not read.
    """
    from corpus.formats.sniffing import HEAD_BYTES, sniff

    return _FORMATS[sniff(data[:HEAD_BYTES], path)].suffixes[0]


def read_bundled_paper() -> Paper:
    """Read the paper that comes with Footnote."""
    return read_paper(BUNDLED_PATH)
