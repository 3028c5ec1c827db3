"""Files that were cut, changed or made to harm: they become a paper or an error, nothing else."""

import io
import random
import zipfile
from pathlib import Path

import pytest

from corpus import FootnoteError, UnsupportedContent
from corpus.formats import read_paper
from tests.corpus_reading import check

_BODY = """<p>It is <b>known</b><sup><xref rid="r1">1</xref></sup> that A &amp; B
<xref rid="f1">a</xref> are.</p><sec><title>One</title>
<p>Text <xref rid="r1">[1]</xref>.</p></sec>"""
_JATS = f"""<?xml version="1.0" encoding="UTF-8"?><article><front><article-meta><title-group>
<article-title>Title</article-title></title-group></article-meta></front><body>{_BODY}</body><back>
<fn-group><fn id="f1"><label>a</label><p>Note.</p></fn></fn-group><ref-list><ref id="r1"><label>1
</label><mixed-citation>Kim J. Work. 2001.</mixed-citation></ref></ref-list></back></article>"""
_TEI = """<?xml version="1.0"?><TEI><teiHeader><titleStmt><title>T</title></titleStmt></teiHeader>
<text><body><div><head n="1">One</head><p>Text <ref target="#b0">(1)</ref>.
<note place="foot" n="1">N.</note></p><pb n="3"/></div></body><back>
<listBibl><bibl xml:id="b0">Kim. 2001.</bibl></listBibl>
</back></text></TEI>"""
_HTML = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>T</title></head><body>
<h1>One</h1><p>Text<a href="#fn1"><sup>1</sup></a> and <a href="#r1">[1]</a>.</p>
<table><tr><td>A<td>B</table>
<ol class="footnotes"><li id="fn1">Note.</li></ol><h2>References</h2>
<ol><li id="r1">Kim. 2001.</li></ol></body></html>"""


def _docx() -> bytes:
    content = """<w:document xmlns:w="w"><w:body><w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>
    <w:r><w:t>One</w:t></w:r></w:p><w:p><w:r><w:t>Text.</w:t><w:footnoteReference w:id="1"/></w:r>
    </w:p></w:body></w:document>"""
    notes = """<w:footnotes xmlns:w="w"><w:footnote w:id="1"><w:p><w:r><w:t>Note.</w:t></w:r></w:p>
    </w:footnote></w:footnotes>"""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", content)
        archive.writestr("word/footnotes.xml", notes)
    return file.getvalue()


SAMPLES = {
    "jats.xml": _JATS.encode(),
    "tei.xml": _TEI.encode(),
    "page.html": _HTML.encode(),
    "file.docx": _docx(),
}


def _read_or_refuse(path: Path, data: bytes) -> bool:
    """Read a file; tell whether it became a paper, which then keeps every invariant."""
    path.write_bytes(data)
    try:
        paper = read_paper(path)
    except FootnoteError:
        return False
    check(paper)
    return True


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_are_sound(tmp_path: Path, name: str) -> None:
    """What the other tests damage can be read before."""
    assert _read_or_refuse(tmp_path / name, SAMPLES[name])


@pytest.mark.parametrize("name", SAMPLES)
def test_truncated_files(tmp_path: Path, name: str) -> None:
    """A file that ends anywhere is read or refused."""
    data = SAMPLES[name]
    outcomes = {_read_or_refuse(tmp_path / name, data[:end]) for end in range(0, len(data), 13)}
    assert False in outcomes


@pytest.mark.parametrize("name", SAMPLES)
def test_mutated_files(tmp_path: Path, name: str) -> None:
    """Changed, dropped and repeated bytes are survived."""
    generator = random.Random(20)  # noqa: S311 - seeded, so that a run can be repeated
    for _ in range(150):
        data = bytearray(SAMPLES[name])
        for _ in range(generator.randint(1, 6)):
            place = generator.randrange(len(data))
            action = generator.randrange(3)
            if action == 0:
                data[place] = generator.randrange(256)
            elif action == 1:
                del data[place : place + generator.randint(1, 20)]
            else:
                data[place:place] = data[place : place + generator.randint(1, 40)]
        _read_or_refuse(tmp_path / name, bytes(data))


@pytest.mark.parametrize("name", ["jats.xml", "tei.xml", "page.html"])
@pytest.mark.parametrize(
    "piece",
    ["\0", "\x1b[31m", "\u202eabc\u202c", "\u0645\u0631\u062d\u0628\u0627", "\u00ad", "\ufb01"],
)
def test_signs_of_all_kinds(tmp_path: Path, name: str, piece: str) -> None:
    """Controls and changes of direction are not in the text, or the file is refused."""
    path = tmp_path / name
    if _read_or_refuse(path, SAMPLES[name].replace(b"Text", f"Te{piece}xt".encode())):
        text = read_paper(path).text
        assert not set("\0\x1b\u202e\u202c\u00ad\ufb01") & set(text)
        assert "Te" in text


def test_entities_that_multiply(tmp_path: Path) -> None:
    """Entities inside entities are refused and not expanded, in text and in attributes."""
    rows = [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)]
    doctype = f'<!DOCTYPE article [<!ENTITY l0 "lol">{"".join(rows)}]>'
    for body in ("<p>&l9;</p>", "<p id='&l9;'>x</p>"):
        path = tmp_path / "file.xml"
        path.write_text(f"{doctype}<article><body>{body}</body></article>", encoding="utf-8")
        with pytest.raises(UnsupportedContent, match=r"amplification|uses the entity &l9;"):
            read_paper(path)


@pytest.mark.parametrize("reference", ["&secret;", "&data;"])
def test_external_entities(tmp_path: Path, reference: str) -> None:
    """No other file is read, and nothing is fetched."""
    (tmp_path / "secret.txt").write_text("the secret", encoding="utf-8")
    address = (tmp_path / "secret.txt").as_uri()
    path = tmp_path / "file.xml"
    path.write_text(
        f'<!DOCTYPE article [<!ENTITY secret SYSTEM "{address}"><!ENTITY data "d">]>'
        f"<article><body><p>Text {reference}.</p></body></article>",
        encoding="utf-8",
    )
    with pytest.raises(UnsupportedContent, match=r"uses the entity .*are not followed") as caught:
        read_paper(path)
    _, warning, command = str(caught.value).partition("Only if you trust whoever made the file")
    assert warning
    assert "--nonet --noent" in command


def test_parts_of_an_archive_are_as_guarded(tmp_path: Path) -> None:
    """The XML inside a DOCX file is parsed as any other."""
    content = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><d><body>&x;</body></d>'
    with zipfile.ZipFile(tmp_path / "file.docx", "w") as archive:
        archive.writestr("word/document.xml", content)
    with pytest.raises(UnsupportedContent, match=r"uses the entity &x;"):
        read_paper(tmp_path / "file.docx")


@pytest.mark.parametrize(
    ("start", "piece", "name"),
    [
        ("<article><body>", "<sec>", "file.xml"),
        ("<article><body><p>Text ", "<italic>", "file.xml"),
        ("<TEI><text><body>", "<div>", "file.xml"),
        ("<html><body>Text ", "<div>", "file.html"),
        ("<html><body>Text ", "<b>", "file.html"),
        ("<html><body>Text ", "<table><tr><td>", "file.html"),
    ],
)
@pytest.mark.parametrize("depth", [160, 100_000])
def test_deep_nesting(tmp_path: Path, start: str, piece: str, name: str, depth: int) -> None:
    """What nests too deep is refused with the limit, before anything recurs into it."""
    path = tmp_path / name
    end = piece.replace("<", "</") * depth if name == "file.xml" else ""
    closing = "".join(f"</{tag}>" for tag in reversed(start.replace("Text ", "")[1:-1].split("><")))
    path.write_text(f"{start}{piece * depth}{end}{closing}", encoding="utf-8")
    with pytest.raises(UnsupportedContent, match=r"more than 150 elements|Excessive depth"):
        read_paper(path)


@pytest.mark.parametrize("depth", [70])
def test_nesting_within_the_limit(tmp_path: Path, depth: int) -> None:
    """What may be nested is read to the bottom."""
    sections = "<sec><title>T</title>" * depth + "<p>Deep text.</p>" + "</sec>" * depth
    path = tmp_path / "file.xml"
    path.write_text(f"<article><body>{sections}</body></article>", encoding="utf-8")
    assert len(read_paper(path).sections) == depth
    path = tmp_path / "file.html"
    path.write_text("<html><body>" + "<div><b>" * depth + "Deep text.", encoding="utf-8")
    assert read_paper(path).text == "Deep text."


@pytest.mark.parametrize(
    ("name", "start", "piece", "end"),
    [
        ("file.xml", "<article><body><p>Text ", 'a<xref rid="f">1</xref> ',
         f'<fn id="f"><p>{"long " * 5000}</p></fn></p></body></article>'),
        ("file.xml", "<article><body><p>Text ", 'a<xref rid="r">1</xref>–<xref rid="r">2</xref>',
         '</p></body><back><ref id="r"><citation>Kim</citation></ref></back></article>'),
        ("file.xml", "<!DOCTYPE article SYSTEM 'x'><article><body><p>Text ", "&nbsp;a",
         "</p></body></article>"),
        ("file.xml", "<TEI><text><body><p>Text ", "<pb n='1'/>a ", "</p></body></text></TEI>"),
        ("file.html", "<html><p>Text ", "<a href='#fn1'>1</a> a ",
         f"<ol class=footnotes><li id=fn1>{'long ' * 5000}</ol>"),
        ("file.html", "<html><p>Text ", "<p id=a><h2>References</h2><ol><li>x</ol>", ""),
        ("file.html", "<html><p>Text ", "<", ""),
    ],
)  # fmt: skip
def test_long_files_of_anything(
    tmp_path: Path, name: str, start: str, piece: str, end: str
) -> None:
    """Reading takes time in proportion to a file, whatever it is full of."""
    path = tmp_path / name
    path.write_text(start + piece * 10_000 + end, encoding="utf-8")
    assert read_paper(path).text.startswith("Text")


@pytest.mark.parametrize(
    "text",
    ["# " + "a" * 6_000 + "\n\nText.", "# " + "a" * 3_000 + "\n\nText.\n\n" + "## b\n" * 12_000],
)
def test_headings_that_would_fill_the_memory(tmp_path: Path, text: str) -> None:
    """Each part of a text has all that stands over it: a few thousand characters, a few times."""
    path = tmp_path / "file.md"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnsupportedContent, match=r"headings of file\.md are too long: up to"):
        read_paper(path)


def test_a_title_is_short(tmp_path: Path) -> None:
    """What a file calls its title is cut: it is repeated with each passage."""
    path = tmp_path / "file.html"
    path.write_text(f"<html><title>{'a ' * 9_000}</title><p>Text.", encoding="utf-8")
    assert len(read_paper(path).title) == 1_000
