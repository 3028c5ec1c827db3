"""Reading takes time in proportion to a file, whatever the file is full of."""

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from corpus import formats
from corpus.assembly import Origin
from corpus.errors import UnsupportedContent
from corpus.passages import split_into_passages
from tests.growth import is_worse_than_linear
from tests.pdf_pages import Pdf

_SIZES = (1_000, 2_000, 4_000, 8_000, 16_000)
_FLOOR, _ENOUGH = 0.02, 0.1
"""Seconds; reading begins with a few thousandths."""
_ORIGIN = Origin("0" * 12, "file")

_SIGNS = (" ", "\t", "\n", "a", "A ", "1 ", ". ", "A b. ", "?! ", "-", "(", "[", "[1] ", "“", "; ")
_OF_PRINT = (
    "a-\n", "a\n\f", "1. a\n\n", "A Head\n\ntext goes on and on.\n\n", "1 Note.\n\n",
    "Page 1\n\f", "\n\nReferences\n\nSmith, J. (2009). A.\n\n", "http://a/", "J. ",
    "Smith et al. (2009) ", "(see Smith 2009; Lee 2010) ", "a.⁰¹ ", "\u00ad", "e\u0301",
)  # fmt: skip
_OF_MARKDOWN = (
    "[", "![", "[^", "^[", "[a\n", "a<![CDATA[", "[a](", "[a](<b", "^[a] ", "[^a]: b\n\nc[^a]\n\n",
    "*a ", "_a ", "*a_ ", "a**b", "***a", "`a", "> \n", ">", "- ", "- a\n\n", "1. a\n", "[a]: b\n",
    "[a]: b 'c\n", "a|b\n-|-\n", "|", "<a ", "<!--", "<div>\n\n", "<a b='", "&amp;", "\\*", "a  \n",
    "a\n===\n", "# a\n", "~~~\n", "---\na: b\n", "%\n a\n", "# a {#b ", ":::\n", "[a](b){",
)  # fmt: skip
_OF_HTML = (
    "<", "<a href='#x'>", "<a href='#fn1'>1</a> ", "<b>x</b>", "<!--", "<!-- -->", "&", "<td>x",
    "<table><tr><td>x</td></tr></table>", "<li>x", "<h2>x</h2>", "<p>x", "<sup>1</sup>", "<br>",
    "<p id=a>x", "<?xml a", "<cite>x</cite>", "<ol class=footnotes><li id=fn1>x</ol>",
    "<math><mi>x</mi></math>", "<pre>x\n</pre>", "<dl><dt>x<dd>y</dl>", "<img alt=x>",
    "<h2>References</h2><ul><li>Smith 2009</ul>",
)  # fmt: skip
_OF_JATS = (
    "<xref ref-type='bibr' rid='r'>1</xref> ", "<italic>x</italic>", "<sup>1</sup>", "<?page 1?>",
    "<fn id='f'><p>x</p></fn>", "<inline-formula><tex-math>x</tex-math></inline-formula>",
    "<list><list-item><p>x</p></list-item></list>", "[1] ", "&amp;", "<!-- x -->",
)  # fmt: skip
_OF_TEI = (
    "<pb n='1'/>a ", "<ref target='#b0'>1</ref> ", "<note>x</note>", "<hi>x</hi>", "<lb/>a",
)  # fmt: skip
_OF_DOCX = (
    "<w:t>x </w:t>", "<w:t>x</w:t></w:r></w:p><w:p><w:r>", "<w:tab/>", "<w:br/>",
    "<w:t>A Head</w:t></w:r></w:p><w:p><w:r>", "<w:t>Table 1: x</w:t></w:r></w:p><w:p><w:r>",
)  # fmt: skip
_OF_PDF = (".", "1.", "a-", "no 1 ", "Smith, J. ", "a@b ", "§", "''")


def _text(piece: str, size: int) -> bytes:
    return f"Text. {piece * (size // len(piece))}!".encode()


def _html(piece: str, size: int) -> bytes:
    return f"<html><body><p>Text {piece * (size // len(piece))}".encode()


def _jats(piece: str, size: int) -> bytes:
    text = piece * (size // len(piece))
    back = f"<ref-list><ref id='r'><mixed-citation>{text}</mixed-citation></ref></ref-list>"
    return f"<article><body><p>Text {text}</p></body><back>{back}</back></article>".encode()


def _tei(piece: str, size: int) -> bytes:
    text = piece * (size // len(piece))
    return f"<TEI><text><body><div><p>Text {text}</p></div></body></text></TEI>".encode()


def _docx(piece: str, size: int) -> bytes:
    file = io.BytesIO()
    body = f"<w:p><w:r>{piece * (size // len(piece))}<w:t>x</w:t></w:r></w:p>"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        document = f'<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", document)
    return file.getvalue()


def _pdf(piece: str, size: int) -> bytes:
    pdf = Pdf()
    for row in range(12):
        pdf.put(60, 500 - 20 * row, piece * (size // len(piece) // 100), size=9 + row % 2)
    pdf.canvas.save()
    return pdf.buffer.getvalue()


_FORMATS: dict[str, tuple[Callable[[str, int], bytes], tuple[str, ...]]] = {
    "text": (_text, (*_SIGNS, *_OF_PRINT)),
    "markdown": (_text, _OF_MARKDOWN),
    "html": (_html, _OF_HTML),
    "jats": (_jats, (*_OF_JATS, " ", " .", "10.1000/")),
    "tei": (_tei, _OF_TEI),
    "docx": (_docx, _OF_DOCX),
    "pdf": (_pdf, _OF_PDF),
}
_KIND_OF = {"jats": "xml", "tei": "xml"}


@pytest.mark.parametrize("name", _FORMATS)
def test_reading_is_linear(name: str) -> None:
    """With all that follows: references, sentences, passages. What is refused is fast as well."""
    make, pieces = _FORMATS[name]
    read = formats._FORMATS[_KIND_OF.get(name, name)].read
    with suppress(UnsupportedContent):
        read(make("a ", 100), Path(f"file.{name}"), _ORIGIN)  # what is loaded once

    def reading(piece: str, size: int) -> Callable[[], object]:
        return partial(_read, read, make(piece, size), Path(f"file.{name}"))

    slow = [
        piece
        for piece in pieces
        if is_worse_than_linear(partial(reading, piece), _SIZES, floor=_FLOOR, enough=_ENOUGH)
    ]
    assert slow == []


def _read(read: "formats._Reading", data: bytes, path: Path) -> None:
    with suppress(UnsupportedContent):
        split_into_passages(read(data, path, _ORIGIN))


@pytest.mark.parametrize(
    ("start", "piece", "end"),
    [(":::", "\t", "!"), ("# a", "\t", "{"), ("# a ", "{ ", ""), ("[a](b)", "{", "")],
)
def test_markdown_that_once_took_for_ever(start: str, piece: str, end: str) -> None:
    """Runs of white space and brackets inside what Pandoc adds."""

    def reading(size: int) -> Callable[[], object]:
        data = f"# T\n\nText.\n\n{start}{piece * size}{end}\n".encode()
        return partial(_read, formats._read_markdown, data, Path("file.md"))

    assert not is_worse_than_linear(reading, _SIZES, floor=_FLOOR, enough=_ENOUGH)


def test_reading_that_is_not_linear_is_found() -> None:
    """What copies the text at each of its places."""

    def reading(size: int) -> Callable[[], object]:
        text = "a" * size
        return lambda: [text[:place].upper() for place in range(size)][-1]

    assert is_worse_than_linear(reading, _SIZES, floor=0.004, enough=_ENOUGH)
