"""E-books: chapters in reading order, notes in other files, printed pages."""

import zipfile
from pathlib import Path

import pytest

from corpus import UnsupportedContent
from corpus.formats import read_paper
from tests.corpus.formats.epub_files import chapter, write_epub

ONE = chapter(
    '<h1>The quay</h1><p>It was built in 1790.<a href="notes.xhtml#n1" epub:type="noteref">1</a> '
    '<span epub:type="pagebreak" id="p12" title="12"/>Gulls came at once.</p>'
)
TWO = chapter('<h1>The gulls</h1><p id="start">They eat chips.</p><p id="next">And crabs.</p>')
NOTES = chapter(
    '<section epub:type="endnotes"><h2>Notes</h2><ol>'
    '<li id="n1" epub:type="endnote">Harbour book, p. 3. <a href="one.xhtml#r">↩</a></li>'
    "</ol></section>"
)


def test_chapters_are_sections_in_reading_order(tmp_path: Path) -> None:
    """Title, authors and year come from the package; an illustrator is no author."""
    book = write_epub(tmp_path / "b.epub", {"one.xhtml": ONE, "two.xhtml": TWO})
    paper = read_paper(book)
    assert (paper.title, paper.authors, paper.year) == ("Gulls of the Quay", ("Wren, Ada",), 2017)
    assert [section.title for section in paper.sections] == ["The quay", "The gulls"]
    assert paper.text.endswith("The gulls\n\nThey eat chips.\n\nAnd crabs.")


def test_a_note_in_another_file_stands_at_its_mark(tmp_path: Path) -> None:
    """The list of notes leaves the text."""
    files = {"one.xhtml": ONE, "two.xhtml": TWO, "notes.xhtml": NOTES}
    paper = read_paper(write_epub(tmp_path / "b.epub", files))
    (note,) = paper.notes
    assert (note.marker, note.text) == ("1", "Harbour book, p. 3.")
    assert paper.text[: note.anchor].endswith("in 1790.")
    assert "Harbour book" not in paper.text


def test_printed_pages_that_the_text_marks(tmp_path: Path) -> None:
    """The mark itself is no word of the text."""
    paper = read_paper(write_epub(tmp_path / "b.epub", {"one.xhtml": ONE}))
    (page,) = paper.pages
    assert page.number == "12"
    assert paper.text[page.start :].startswith("Gulls came")
    assert "12" not in paper.text


def test_printed_pages_of_a_list_and_names_of_chapters(tmp_path: Path) -> None:
    """The list of pages tells where they begin, that of contents what a chapter is called."""
    nav = chapter(
        '<nav epub:type="toc"><a href="one.xhtml">Of crabs</a></nav>'
        '<nav epub:type="page-list"><a href="one.xhtml#next">8</a></nav>'
    )
    bare = chapter('<p id="start">They eat chips.</p><p id="next">And crabs.</p>')
    files = {"nav.xhtml": nav, "one.xhtml": bare}
    paper = read_paper(write_epub(tmp_path / "b.epub", files))
    assert [section.title for section in paper.sections] == ["Of crabs"]
    assert [(page.number, paper.text[page.start :]) for page in paper.pages] == [
        ("8", "And crabs.")
    ]


def test_lists_of_the_second_edition(tmp_path: Path) -> None:
    """EPUB 2 has both lists in a file of its own kind."""
    ncx = (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel>'
        '<text>Of crabs</text></navLabel><content src="one.xhtml"/></navPoint></navMap>'
        "<pageList><pageTarget><navLabel><text>iv</text></navLabel>"
        '<content src="one.xhtml#next"/></pageTarget></pageList></ncx>'
    )
    bare = chapter('<p>They eat chips.</p><p id="next">And crabs.</p>')
    paper = read_paper(write_epub(tmp_path / "b.epub", {"toc.ncx": ncx, "one.xhtml": bare}))
    assert [section.title for section in paper.sections] == ["Of crabs"]
    assert [page.number for page in paper.pages] == ["iv"]


def test_the_same_id_in_two_chapters(tmp_path: Path) -> None:
    """Each chapter numbers its notes from 1, in ids of its own."""

    def noted(word: str) -> str:
        return chapter(
            f'<h1>{word}</h1><p>Said of {word}.<a href="#fn1"><sup>1</sup></a></p>'
            f'<aside id="fn1" epub:type="footnote">1 Note on {word}.</aside>'
        )

    files = {"one.xhtml": noted("crabs"), "two.xhtml": noted("chips")}
    paper = read_paper(write_epub(tmp_path / "b.epub", files))
    assert [note.text for note in paper.notes] == ["Note on crabs.", "Note on chips."]


def test_text_that_is_no_xml_is_read_as_browsers_do(tmp_path: Path) -> None:
    """Old books have stray entities and unclosed lines."""
    broken = "<html><body><h1>Crabs</h1><p>Fish &amp chips<br>and more.</body></html>"
    paper = read_paper(write_epub(tmp_path / "b.epub", {"one.xhtml": broken}))
    assert paper.text == "Crabs\n\nFish & chips and more."


def test_a_protected_book_is_refused(tmp_path: Path) -> None:
    """Its text is encrypted; encrypted fonts alone do not matter."""
    locked = (
        '<encryption><EncryptedData><CipherData><CipherReference URI="{}"/></CipherData>'
        "</EncryptedData></encryption>"
    )
    book = write_epub(tmp_path / "b.epub", {"one.xhtml": ONE})
    with zipfile.ZipFile(book, "a") as archive:
        archive.writestr("META-INF/encryption.xml", locked.format("OPS/font.otf"))
    assert read_paper(book).title == "Gulls of the Quay"
    other = write_epub(tmp_path / "c.epub", {"one.xhtml": ONE})
    with zipfile.ZipFile(other, "a") as archive:
        archive.writestr("META-INF/encryption.xml", locked.format("OPS/one.xhtml"))
    with pytest.raises(UnsupportedContent, match="protected against copying"):
        read_paper(other)


def test_a_book_without_a_package(tmp_path: Path) -> None:
    """The name alone makes no book."""
    path = tmp_path / "b.epub"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "A")
    with pytest.raises(UnsupportedContent, match="is not an e-book"):
        read_paper(path)
