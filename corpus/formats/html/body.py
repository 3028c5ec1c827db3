"""The running text of a page of HTML: headings, paragraphs, lists, tables, captions."""

from itertools import count

from corpus.formats.html.furniture import is_furniture
from corpus.formats.html.inline_notes import read_inline_note
from corpus.formats.html.links import is_permalink, kinds_of, note_text, target_of
from corpus.formats.html.marks import HEADINGS, Marks
from corpus.formats.html.page_breaks import is_page_break, page_of
from corpus.formats.markup.cells import cell_shape
from corpus.formats.markup.flow import Flow
from corpus.formats.markup.mathml import math_text
from corpus.formats.markup.tree import Element, attribute, contents, text_of

_BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details"),
    *("div", "dl", "dt", "fieldset", "figcaption", "figure", "header", "hgroup", "hr", "li"),
    *("main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th"),
    *("thead", "tr", "ul", "html"),
}
_BYLINES = {"author", "authors", "byline", "date", "subtitle"}
_FORMULA_PICTURE = ("math", "tex", "equation", "formula")


class HtmlBody:
    """Writes elements into a flow, and notes and works cited where links lead to them."""

    def __init__(self, flow: Flow, marks: Marks) -> None:
        self._flow = flow
        self._marks = marks
        self._note_texts: dict[tuple[str, str], str] = {}
        self._numbers = count(1)

    def write(self, element: Element, *, is_raised: bool = False) -> None:
        """Write what is inside an element."""
        for content in contents(element):
            if isinstance(content, str):
                self._flow.write(content, is_raised=is_raised)
            elif content in self._marks.bibliographies:
                for title in content.iter(*HEADINGS):
                    self._heading(title)
            elif content not in self._marks.taken and not is_furniture(content):
                self._element(content, is_raised=is_raised)

    def _element(self, element: Element, *, is_raised: bool) -> None:
        name = str(element.tag)
        if (note := read_inline_note(element)) is not None:
            self._flow.note(note[0] or str(next(self._numbers)), note[1])
        elif is_page_break(element):
            self._flow.page(page_of(element))
        elif name in HEADINGS:
            self._heading(element)
        elif name == "table":
            self._table(element)
        elif name in _BLOCKS:
            self._flow.close()
            self.write(element)
            self._flow.close()
        elif name == "a":
            self._link(element, is_raised=is_raised)
        elif name == "math":
            self._flow.write(math_text(element) or attribute(element, "alttext"))
        elif name == "img":
            self._picture(element)
        elif name in {"br", "wbr"}:
            self._flow.write(" " if name == "br" else "")
        else:
            self.write(element, is_raised=is_raised or name == "sup")

    def _heading(self, element: Element) -> None:
        """Write a heading; who wrote the page, and when, is often set as one and begins none."""
        self._flow.close()
        self._words(element)
        is_byline = not _BYLINES.isdisjoint(attribute(element, "class").lower().split())
        self._flow.close(None if is_byline else int(str(element.tag)[1]))

    def _words(self, element: Element, *, is_raised: bool = False) -> None:
        """Write the words of an element as one block, whatever is in it."""
        for content in contents(element):
            if isinstance(content, str):
                self._flow.write(content, is_raised=is_raised)
            elif content in self._marks.taken or is_furniture(content):
                continue
            elif content.tag in _BLOCKS | HEADINGS:
                self._flow.write(" ")
                self._words(content)
                self._flow.write(" ")
            else:
                self._element(content, is_raised=is_raised)

    def _table(self, table: Element) -> None:
        """Write the caption, then the rows, cell by cell; a table for layout is no table."""
        self._flow.close()
        inner = table.iter("table", *HEADINGS)
        if any(element is not table for element in inner) or _is_layout(table):
            self.write(table)
            self._flow.close()
            return
        for caption in table.iter("caption"):
            self._words(caption)
            self._flow.close_caption()
        self._flow.begin_table()
        for row in table.iter("tr"):
            for cell in row.iterchildren("td", "th"):
                self._words(cell)
                self._flow.close_cell(**cell_shape(cell))
            self._flow.close_row()

    def _link(self, link: Element, *, is_raised: bool) -> None:
        """Write a link: the mark of a note, works cited, or just its words."""
        target = target_of(link)
        is_raised = is_raised or _is_superscript(link)
        if target in self._marks.notes:
            marker = text_of(link).strip("[]() ")
            self._flow.note(marker, self._note_text(target, marker))
        elif target in self._marks.names and text_of(link):
            name = self._marks.names[target]
            self._flow.cite("".join(map(str, link.itertext())), [name], is_raised=is_raised)
        elif not is_permalink(link):
            self.write(link, is_raised=is_raised)

    def _note_text(self, target: str, marker: str) -> str:
        """Return the text of a note; a long one may be marked many times."""
        if (target, marker) not in self._note_texts:
            note = self._marks.notes[target]
            ways_back = self._marks.ways_back.get(target, frozenset())
            self._note_texts[target, marker] = note_text(note, marker, ways_back)
        return self._note_texts[target, marker]

    def _picture(self, element: Element) -> None:
        if any(word in kinds_of(element) for word in _FORMULA_PICTURE):
            self._flow.write(attribute(element, "alt"))


def _is_layout(table: Element) -> bool:
    return attribute(table, "role") in {"presentation", "none"}


def _is_superscript(link: Element) -> bool:
    return bool(len(link)) and text_of(link) == " ".join(map(text_of, link.iterchildren("sup")))
