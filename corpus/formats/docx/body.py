"""The running text of a DOCX file: paragraphs, headings, tables, notes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from corpus.formats.docx.cells import cells_of, is_frame, shape_rows
from corpus.formats.docx.looks import find_headings_by_look
from corpus.formats.docx.math import omml_text
from corpus.formats.docx.styles import OFF, Styles, is_on, outline_level, style_of
from corpus.formats.docx.words import WRAPPERS, inside, plain_text, run_text
from corpus.formats.markup.flow import Flow
from corpus.formats.markup.tree import Element, attribute, child_named
from corpus.layout.headings import ends_sentence

_LONGEST_HEADING = 300
_LONGEST_SENTENCE_AS_HEADING = 120
_NOTE_MARKS = {"footnoteReference": "footnote", "endnoteReference": "endnote"}


@dataclass(frozen=True, slots=True)
class Notes:
    """The footnotes or endnotes of a file by their ids, and how their marks are counted."""

    notes: Mapping[str, Element]
    is_roman: bool


class DocxBody:
    """Writes the elements of a document's body into a flow.

    What is set in a title style is kept in `titles`, authors in `authors`; a title is
    a heading only where there are several.
    """

    def __init__(self, flow: Flow, styles: Styles, notes: Mapping[str, Notes]) -> None:
        self._flow = flow
        self._styles = styles
        self._notes = notes
        self._counts = {kind: count(1) for kind in notes}
        self.titles: list[str] = []
        self.authors: list[str] = []
        self._has_several_titles = False
        self._title: Element | None = None
        self._levels: Mapping[Element, int] = {}

    def write(self, body: Element) -> None:
        """Write all of a body."""
        titles = {p for p in body.iter("p") if self._styles.is_of(style_of(p), "title")}
        self._has_several_titles = len(titles) > 1
        paragraphs = [p for p in _running_paragraphs(body) if p not in titles]
        if not self._has_several_titles and not any(map(self._is_styled_heading, paragraphs)):
            title, self._levels = find_headings_by_look(paragraphs, self._styles)
            self._title = None if titles else title
        self._blocks(body)

    def _blocks(self, element: Element) -> None:
        for child in element:
            if child.tag == "p":
                self._paragraph(child)
            elif child.tag == "tbl":
                self._table(child)
            elif child.tag == "sdt" and _is_contents_list(child):
                continue
            elif child.tag in WRAPPERS:
                self._blocks(child)

    def _paragraph(self, paragraph: Element) -> None:
        """Write a paragraph, and behind it the text boxes that hang on it."""
        style = style_of(paragraph)
        if self._styles.is_of(style, *(f"toc {level}" for level in range(1, 10)), "toc heading"):
            return
        is_title = self._styles.is_of(style, "title") and not self._has_several_titles
        if is_title or paragraph is self._title:
            self.titles.append(plain_text(paragraph))
            return
        if self._styles.is_of(style, "author", "authors"):
            self.authors.append(plain_text(paragraph))
        self._runs(paragraph)
        if _is_drop_cap(paragraph):
            return
        self._flow.close(self._level(paragraph, style))
        for box in _text_boxes(paragraph):
            self._blocks(box)

    def _level(self, paragraph: Element, style: str) -> int | None:
        """Return a heading's level; contracts number whole paragraphs by styles of headings."""
        level = self._said_level(paragraph, style)
        return None if level is not None and _is_prose(plain_text(paragraph)) else level

    def _said_level(self, paragraph: Element, style: str) -> int | None:
        own = outline_level(paragraph)
        if own is not None:
            return own if own <= 9 else None  # noqa: PLR2004 - Word's tenth level is body text
        if self._styles.is_of(style, "title"):
            return 1
        return self._styles.heading_level(style) or self._levels.get(paragraph)

    def _is_styled_heading(self, paragraph: Element) -> bool:
        return (
            self._level(paragraph, style_of(paragraph)) is not None and plain_text(paragraph) != ""
        )

    def _runs(self, element: Element) -> None:
        for child in element:
            if child.tag == "r":
                self._run(child)
            elif child.tag in {"oMath", "oMathPara"}:
                self._flow.write(omml_text(child))
            elif child.tag in WRAPPERS:
                self._runs(child)

    def _run(self, run: Element) -> None:
        """Write a run. What a mark of one's own is made of follows it in the same run."""
        properties = child_named(run, "rPr")
        if properties is not None and is_on(properties, "vanish"):
            return
        is_raised = properties is not None and _is_superscript(properties)
        mark = child_named(run, *_NOTE_MARKS)
        if mark is not None:
            self._mark(mark, run_text(run).strip())
        elif text := run_text(run):
            self._flow.write(text, is_raised=is_raised)

    def _mark(self, mark: Element, own: str) -> None:
        kind = _NOTE_MARKS[str(mark.tag)]
        is_own = attribute(mark, "customMarkFollows") not in {"", *OFF} and own
        note = self._notes[kind].notes.get(attribute(mark, "id"))
        marker = own if is_own else self._next_marker(kind)
        self._flow.note(marker, plain_text(note) if note is not None else None)
        if own and not is_own:
            self._flow.write(own)

    def _next_marker(self, kind: str) -> str:
        number = next(self._counts[kind])
        return _roman(number) if self._notes[kind].is_roman else str(number)

    def _table(self, table: Element) -> None:
        """Write the rows, cell by cell; a table that frames other blocks is none."""
        self._flow.close()
        rows = [row for row in inside(table) if row.tag == "tr"]
        if is_frame(rows):
            for row in rows:
                for cell in cells_of(row):
                    self._blocks(cell)
                    self._flow.close()
            return
        self._flow.begin_table()
        for row, shapes in zip(rows, shape_rows(rows), strict=True):
            for cell, shape in shapes:
                self._cell(cell)
                self._flow.close_cell(**shape)
            self._flow.close_row()
            for box in (box for cell in cells_of(row) for box in _boxes_in_cell(cell)):
                self._blocks(box)

    def _cell(self, cell: Element) -> None:
        for paragraph in inside(cell):
            if paragraph.tag == "p":
                self._runs(paragraph)
                self._flow.write(" ")


def _is_prose(text: str) -> bool:
    if len(text) <= _LONGEST_SENTENCE_AS_HEADING:
        return False
    return len(text) > _LONGEST_HEADING or ends_sentence(text)


def _running_paragraphs(element: Element) -> Iterator[Element]:
    """Return the paragraphs that stand in no table, no text box and no list of contents."""
    for child in element:
        if child.tag == "p":
            yield child
        elif child.tag in WRAPPERS and not (child.tag == "sdt" and _is_contents_list(child)):
            yield from _running_paragraphs(child)


def _text_boxes(paragraph: Element) -> Iterator[Element]:
    """Return the text boxes of a paragraph once: files repeat them for older programs."""
    for box in paragraph.iter("txbxContent"):
        is_repeated = next(box.iterancestors("Fallback"), None) is not None
        if not is_repeated and next(box.iterancestors("p"), None) is paragraph:
            yield box


def _boxes_in_cell(cell: Element) -> Iterator[Element]:
    for paragraph in inside(cell):
        if paragraph.tag == "p":
            yield from _text_boxes(paragraph)


def _is_drop_cap(paragraph: Element) -> bool:
    """Whether a paragraph is the large first letter of the one that follows."""
    frames = (part for part in paragraph.iterchildren("pPr") for part in part.iter("framePr"))
    return any(attribute(frame, "dropCap") in {"drop", "margin"} for frame in frames)


def _is_contents_list(control: Element) -> bool:
    gallery = next(control.iter("docPartGallery"), None)
    return gallery is not None and attribute(gallery, "val") == "Table of Contents"


def _is_superscript(properties: Element) -> bool:
    position = child_named(properties, "vertAlign")
    return position is not None and attribute(position, "val") == "superscript"


def _roman(number: int) -> str:
    signs = [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")]
    written = ""
    for value, sign in [*signs, (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]:
        written += sign * (number // value)
        number %= value
    return written
