"""What a file is, told by its content."""

import os
import zipfile
from pathlib import Path

import pytest

from corpus import PaperError, UnsupportedContent
from corpus.formats import FORMATS_IN_WORDS, KNOWN_SUFFIXES, read_paper
from corpus.formats.sniffing import sniff

JATS = "<article><body><p>Text.</p></body></article>"
HTML = "<html><body><p>Text.</p></body></html>"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\n\nJunk before it %PDF-1.4", "pdf"),
        (b"PK\x03\x04rest", "docx"),
        (b"<?xml version='1.0'?><anything/>", "xml"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><anything/>", "xml"),
        ("<?xml version='1.0' encoding='utf-16'?><a/>".encode("utf-16"), "xml"),
        ("<?xml version='1.0' encoding='utf-16'?><a/>".encode("utf-16-be"), "xml"),
        (b"<!-- c -->\n<!DOCTYPE article PUBLIC 'a' 'b'><article/>", "xml"),
        (b"<article article-type='x'>", "xml"),
        (b"<jats:article xmlns:jats='x'>", "xml"),
        (b"<TEI xmlns='x'>", "xml"),
        (b"<!doctype HTML>", "html"),
        (b" <!-- c --> <html lang='en'>", "html"),
        (b"<?xml version='1.0'?><!DOCTYPE html><html/>", "html"),
        ("\ufeff<html>".encode("utf-16"), "html"),
        (b"<p>A fragment.", "text"),
        (b"a < b and %PDF", "text"),
        (b"# Heading", "text"),
    ],
)
@pytest.mark.parametrize("name", ["file", "file.txt", "file.docx", "file.pdf"])
def test_content_decides(content: bytes, kind: str, name: str) -> None:
    """Whatever a file is called, it is what it begins as."""
    assert sniff(content, Path(name)) == kind


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"# Heading", "file.md", "markdown"),
        (b"<article>An element of HTML in Markdown", "file.MARKDOWN", "markdown"),
        (b"<div>A fragment", "file.html", "html"),
        (b"<div>A fragment", "file.xml", "xml"),
        (b"Plain text", "file.xml", "text"),
        (b"<html>", "file.md", "html"),
    ],
)
def test_the_ending_breaks_ties(content: bytes, name: str, kind: str) -> None:
    """Markdown and fragments do not show what they are."""
    assert sniff(content, Path(name)) == kind


def test_the_endings_that_are_read_from_a_folder() -> None:
    """Each format has its own."""
    assert {
        *(".md", ".markdown", ".txt", ".text", ".xml", ".nxml", ".tei"),
        *(".html", ".htm", ".xhtml", ".docx", ".epub", ".pdf"),
    } == KNOWN_SUFFIXES


def test_the_formats_are_told_in_one_wording() -> None:
    """What a person reads of them, in the README too, follows from what is read."""
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    assert FORMATS_IN_WORDS in " ".join(readme.split())


@pytest.mark.parametrize("name", ["file.md", "file.txt", "file"])
@pytest.mark.parametrize("content", [JATS + "\n", f"<?xml version='1.0'?>{HTML}", HTML])
def test_a_file_with_a_wrong_ending(tmp_path: Path, name: str, content: str) -> None:
    """It is read as what it is, but for markup that Markdown may hold."""
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert read_paper(tmp_path / name).text == "Text."


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old.doc", "DOC, or a DOCX with a password"),
        (b"{\\rtf1 Text", "file.rtf", "RTF.*save it as DOCX"),
        (b"\x89PNG\r\n", "file.png", r"picture \(PNG\).*Recognise its text"),
        (b"RIFF\0\0\0\0WEBP", "file.webp", "picture"),
        (b"\x1f\x8b\x08", "file.gz", "compressed.*gunzip"),
        (b"%!PS-Adobe", "file.ps", "PostScript.*ps2pdf"),
        (b'{"a": 1}', "file.json", "JSON.*Give the paper as PDF"),
    ],
)
def test_what_is_not_read(tmp_path: Path, content: bytes, name: str, message: str) -> None:
    """The message names the file, what it is, and what to do."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnsupportedContent, match=rf"{name} is .*{message}"):
        read_paper(tmp_path / name)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("<?xml version='1.0'?><book/>", r"root is <book>.*<article>.*<TEI>"),
        ("<?xml version='1.0'?><article><para>DocBook</para></article>", "root is <article>"),
        ("<?xml version='1.0'?><article><body>", r"is not XML.*line 1.*Download it again"),
        ("<?xml version='1.0' encoding='nonsense'?><article/>", "is not XML"),
        ("<?xml version='1.0'?><article><body/></article>", "no sentence to ask about"),
    ],
)
def test_xml_that_is_no_paper(tmp_path: Path, content: str, message: str) -> None:
    """The message names the root, or what is wrong and where."""
    (tmp_path / "file.xml").write_text(content, encoding="utf-8")
    with pytest.raises(UnsupportedContent, match=rf"file\.xml .*{message}"):
        read_paper(tmp_path / "file.xml")


@pytest.mark.parametrize(
    ("head", "limit"), [(b"<?xml ?>", 32), (b"<html>", 16), (b"PK\x03\x04", 64), (b"%PDF-", 128)]
)
def test_files_too_large(tmp_path: Path, head: bytes, limit: int) -> None:
    """Each format has its limit, and larger files are not read."""
    path = tmp_path / "file"
    path.write_bytes(head)
    os.truncate(path, (limit + 1) * 2**20)
    with pytest.raises(UnsupportedContent, match=rf"{limit + 1}\.0 MB.* {limit} MB"):
        read_paper(path)


def test_an_archive_that_unpacks_to_too_much(tmp_path: Path) -> None:
    """A small file of endless white space ends when its limit is reached."""
    with zipfile.ZipFile(tmp_path / "file.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (40 * 2**20))
    with pytest.raises(UnsupportedContent, match="unpacks to more than 32 MB"):
        read_paper(tmp_path / "file.docx")


def test_an_archive_with_a_password(tmp_path: Path) -> None:
    """One that is marked as encrypted is reported, not guessed at."""
    path = tmp_path / "file.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    data = bytearray(path.read_bytes())
    for magic, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(magic) + flags] |= 1
    path.write_bytes(data)
    with pytest.raises(PaperError, match=r"damaged zip archive.*encrypted"):
        read_paper(path)
