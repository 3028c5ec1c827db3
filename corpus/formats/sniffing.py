"""Tells what a file is by how it begins, and says what to do with those that are not read."""

import re
from pathlib import Path

from corpus.errors import UnsupportedContent

HEAD_BYTES = 4096
"""How much of a file is looked at: comments and white space may come first."""

_PDF_REACH = 1024
_ZIP = b"PK\x03\x04"
_EPUB = b"mimetypeapplication/epub+zip"
_EPUB_REACH = 100
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SPACE_AND_COMMENTS = re.compile(r"(?>(?:\s|(?><!--.*?-->))*)", re.DOTALL)
_HTML = re.compile(r"<!doctype\s+html\b|<html\b", re.IGNORECASE)
_XML = re.compile(r"<\?xml[\s?]|<!doctype\s", re.IGNORECASE)
_PAPER_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:article|TEI|teiCorpus|OAI-PMH|pmc-articleset)[\s>/]")
_PROLOGUE = re.compile(r"(?>(?:\s|(?><!--.*?-->|<\?.*?\?>))*)", re.DOTALL)
_TAG = re.compile(r"<[a-z!?/]", re.IGNORECASE)

_FOREIGN = [
    (b"{\\rtf", "an RTF file", "Open it in a word processor and save it as DOCX"),
    (b"\x89PNG", "a picture (PNG)", "Recognise its text first, and give the text or a PDF of it"),
    (b"\xff\xd8\xff", "a picture (JPEG)", "Recognise its text first, and give the text"),
    (b"GIF8", "a picture (GIF)", "Recognise its text first, and give the text"),
    (b"II*\0", "a picture (TIFF)", "Recognise its text first, and give the text"),
    (b"MM\0*", "a picture (TIFF)", "Recognise its text first, and give the text"),
    (b"\x1f\x8b", "compressed (gzip)", "Unpack it first: `gunzip`"),
    (b"BZh", "compressed (bzip2)", "Unpack it first: `bunzip2`"),
    (b"\xfd7zXZ", "compressed (xz)", "Unpack it first: `unxz`"),
    (b"%!PS", "a PostScript file", "Convert it to PDF: `ps2pdf`"),
    (b"AT&TFORM", "a DjVu file", "Convert it to PDF: `ddjvu -format=pdf`"),
]


def sniff(head: bytes, path: Path) -> str:
    """Name the format of a file that begins with `head`, as the mapping of formats has it.

    The ending of the name decides only where the content does not. Raises
    `UnsupportedContent` for what is known and not read.
    """
    if is_pdf(head):
        return "pdf"
    if head.startswith(_ZIP):
        return "epub" if _is_epub(head, path) else "docx"
    _refuse_foreign(head, path)
    return _sniff_text(_decode_head(head), path.suffix.lower())


def is_pdf(head: bytes) -> bool:
    """Whether a file that begins with `head` is a PDF."""
    return b"%PDF-" in head[:_PDF_REACH]


def _is_epub(head: bytes, path: Path) -> bool:
    """Whether an archive is an e-book: its first part should say so, else its name does."""
    return _EPUB in head[:_EPUB_REACH] or path.suffix.lower() == ".epub"


def _sniff_text(text: str, suffix: str) -> str:
    start = text[_end(_SPACE_AND_COMMENTS, text) :]
    root = text[_end(_PROLOGUE, text) :]
    if _HTML.match(root):
        return "html"
    is_markdown = suffix in {".md", ".markdown"}
    if _XML.match(start) or (_PAPER_ROOT.match(root) and not is_markdown):
        return "xml"
    if suffix in {".xml", ".nxml", ".tei"} and _TAG.match(start):
        return "xml"
    if suffix in {".html", ".htm", ".xhtml"}:
        return "html"
    return "markdown" if is_markdown else "text"


def _end(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.match(text)
    return match.end() if match else 0


def _decode_head(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"<\0")):
        return head.decode("utf-16-le", "replace").lstrip("\ufeff")
    if head.startswith((b"\xfe\xff", b"\0<")):
        return head.decode("utf-16-be", "replace").lstrip("\ufeff")
    return head.decode("utf-8", "replace").lstrip("\ufeff")


def _refuse_foreign(head: bytes, path: Path) -> None:
    if head.startswith(_OLE):
        raise UnsupportedContent(
            f"{path} is a file of older Office programs, such as DOC, or a DOCX with a password. "
            "Save it as DOCX without a password."
        )
    for magic, kind, remedy in _FOREIGN:
        if head.startswith(magic):
            raise UnsupportedContent(f"{path} is {kind}, not a text. {remedy}.")
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        raise UnsupportedContent(
            f"{path} is a picture (WebP), not a text. Recognise its text first."
        )
    if re.match(rb"\s*(?:\{\s*\"|\[\s*[{\[\"])", head) and path.suffix.lower() in {
        *(".json", ".jsonl", ".ipynb", ".geojson"),
    }:
        raise UnsupportedContent(
            f"{path} is JSON, which holds data and not the text of a paper. Give the paper as "
            "PDF, DOCX, HTML, XML, Markdown or plain text."
        )
