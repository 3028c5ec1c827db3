"""The running text of a JATS article: sections, paragraphs, lists, floats, notes."""

from collections.abc import Iterable, Mapping
from itertools import count

from corpus.formats.markup.body import Body
from corpus.formats.markup.cells import cell_shape
from corpus.formats.markup.flow import Flow
from corpus.formats.markup.mathml import formula_text
from corpus.formats.markup.tree import (
    Element,
    attribute,
    child_named,
    contents,
    is_element,
    is_instruction,
    page_number,
    text_of,
)

FLOATS = {
    *("fig", "fig-group", "table-wrap", "table-wrap-group", "boxed-text"),
    *("supplementary-material", "media", "chem-struct-wrap"),
}
_BREAKING = {
    *("list", "def-list", "disp-quote", "verse-group", "speech", "statement", "preformat", "code"),
    *("disp-formula-group", "array", "table", "p", "sec"),
}
_HELD = {
    *(_BREAKING | FLOATS),
    *("list-item", "def-item", "fn", "app", "verse-line", "tr", "disp-formula", "ack", "notes"),
}
_FORMULAS = {"inline-formula", "disp-formula", "math", "tex-math", "alternatives", "chem-struct"}
_SILENT = {
    *("ref", "object-id", "graphic", "inline-graphic", "index-term", "permissions"),
    *("alt-text", "long-desc", "sec-meta", "milestone-start", "milestone-end", "label", "title"),
}
_TITLES = {
    "ack": "Acknowledgments",
    "app": "Appendix",
    "fn-group": "Notes",
    "glossary": "Glossary",
}


class JatsBody(Body):
    """Writes elements into a flow.

    `names` gives the id of a bibliography entry for each id by which it is cited;
    `notes` the footnotes of the file, by their ids.
    """

    def __init__(self, flow: Flow, names: Mapping[str, str], notes: Mapping[str, Element]) -> None:
        self._flow = flow
        self._names = names
        self._notes = notes
        self._anchored: set[str] = set()
        self._numbers = count(1)
        self._note_texts: dict[str, str] = {}

    def expect(self, parts: Iterable[Element]) -> None:
        """Learn which footnotes have their mark in these parts of the article."""
        for part in parts:
            for mark in part.iter("xref"):
                self._anchored.update(self._note_ids(mark))

    def section(self, element: Element, level: int, title: str | None = None) -> None:
        """Write a section; one without a title goes on with the section around it."""
        head = child_named(element, "title")
        if head is not None and text_of(head):
            self._inlines(head)
            self._flow.close(level)
        elif title:
            self.heading(title, level)
        else:
            level -= 1
        self.blocks(element, level + 1, without=head)

    def _block(self, element: Element, level: int) -> None:
        name = element.tag
        if is_instruction(element):
            self._milestone(element)
        elif name in {"sec", "notes", *_TITLES}:
            if name != "fn-group" or self._has_loose_notes(element):
                self.section(element, level, _TITLES.get(str(name)))
        elif name in FLOATS:
            self._float(element)
        elif name in {"p", "title", "attrib", "preformat", "code", "verse-line", "speaker"}:
            self._paragraph(element)
        elif name == "fn":
            self._loose_note(element)
        elif name in {"list-item", "def-item"}:
            self._item(element)
        elif name in {"tr", "table"}:
            self._table(element)
        elif name not in _SILENT:
            self._other(element, level)

    def _other(self, element: Element, level: int) -> None:
        """Write an element of a kind not named here: one that holds blocks, or is one."""
        if element.tag == "ref-list":
            self._bibliography(element, level)
        elif element.tag in _FORMULAS:
            self._flow.close()
            self._inline(element)
            self._flow.close()
        elif any(child.tag in _HELD for child in element):
            self.blocks(element, level)
        else:
            self._paragraph(element)

    def _bibliography(self, element: Element, level: int) -> None:
        """Write the headings of a bibliography, whose entries are kept apart from the text."""
        head, around = child_named(element, "title"), element.getparent()
        title = text_of(head) if head is not None else ""
        if not title and around is not None and around.tag == "back":
            title = "References"
        if title and next(element.iter("ref"), None) is not None:
            self.heading(title, level)
        for part in element.iterchildren("ref-list"):
            self._bibliography(part, level + 1)

    def _paragraph(self, element: Element) -> None:
        """Write a paragraph, and behind it the floats that stand in it."""
        self._flow.close()
        floats = []
        for content in contents(element):
            if isinstance(content, str):
                self._flow.write(content)
            elif content.tag in FLOATS:
                floats.append(content)
            elif content.tag in _BREAKING:
                self._flow.close()
                self._block(content, 1)
            else:
                self._inline(content)
        self._flow.close()
        for inner in floats:
            self._float(inner)

    def _item(self, element: Element) -> None:
        """Write a list item: its label or term goes in front of its first paragraph."""
        self._flow.close()
        for content in contents(element):
            if isinstance(content, str):
                self._flow.write(content)
            elif content.tag in {"label", "term"}:
                self._inlines(content)
                self._flow.write(": " if content.tag == "term" else " ")
            elif content.tag in {"p", "def"}:
                self._run_in(content)
            else:
                self._block(content, 1)
        self._flow.close()

    def _run_in(self, element: Element) -> None:
        """Write a paragraph that goes on with the block that is open."""
        for content in contents(element):
            if isinstance(content, str):
                self._flow.write(content)
            elif content.tag == "p":
                self._run_in(content)
            elif content.tag in _BREAKING or content.tag in FLOATS:
                self._flow.close()
                self._block(content, 1)
            else:
                self._inline(content)
        self._flow.write(" ")

    def _float(self, element: Element) -> None:
        """Write label and caption as one paragraph, then what else is in a figure or a box."""
        label, caption = child_named(element, "label"), child_named(element, "caption")
        self._flow.close()
        if label is not None and (written := text_of(label)):
            self._flow.write(written if written.endswith((".", ":")) else f"{written}. ")
            self._flow.write(" ")
        for part in caption if caption is not None else ():
            if part.tag not in _SILENT - {"title"} and is_element(part):
                self._run_in(part)
        if element.tag == "table-wrap":
            self._flow.close_caption()
        self._flow.close()
        for child in element:
            if child.tag not in {"label", "caption", "alternatives"}:
                self._block_in_float(child)
            elif child.tag == "alternatives":
                self._alternative_table(child)

    def _block_in_float(self, element: Element) -> None:
        """Write a part of a float; a title in it begins no section, for the text goes on."""
        if element.tag in {"sec", "title"}:
            head = element if element.tag == "title" else child_named(element, "title")
            if head is not None:
                self._paragraph(head)
            for child in element if element.tag == "sec" else ():
                if child.tag != "title":
                    self._block_in_float(child)
        else:
            self._block(element, 1)

    def _alternative_table(self, element: Element) -> None:
        table = next(element.iter("table"), None)
        if table is not None:
            self._table(table)

    def _table(self, element: Element) -> None:
        """Write the rows of a table, cell by cell; what stands in a cell goes on with it."""
        self._flow.begin_table()
        bodies = [element, *element.iterchildren("thead", "tbody", "tfoot")]
        for row in (row for body in bodies for row in body.iterchildren("tr")):
            for cell in row.iterchildren("td", "th"):
                self._in_cell(cell)
                self._flow.close_cell(**cell_shape(cell))
            self._flow.close_row()

    def _in_cell(self, element: Element) -> None:
        """Write what stands in a cell, whatever blocks it has."""
        for content in contents(element):
            if isinstance(content, str):
                self._flow.write(content)
            elif content.tag in _HELD or content.tag in {"def", "term"}:
                self._flow.write(" ")
                self._in_cell(content)
                self._flow.write(" ")
            else:
                self._inline(content)

    def _has_loose_notes(self, group: Element) -> bool:
        return any(attribute(fn, "id") not in self._anchored for fn in group.iter("fn"))

    def _loose_note(self, element: Element) -> None:
        """Write a footnote whose mark is nowhere in the text as a paragraph."""
        if attribute(element, "id") not in self._anchored:
            self._item(element)

    def _inline(self, element: Element, *, is_raised: bool = False) -> None:
        name = element.tag
        if is_instruction(element):
            self._milestone(element)
        elif name == "xref":
            self._cross_reference(element, is_raised=is_raised)
        elif name == "fn":
            label = child_named(element, "label")
            marker = text_of(label) if label is not None else str(next(self._numbers))
            self._flow.note(marker, _note_text(element))
        elif name in _FORMULAS:
            space = " " if name == "disp-formula" else ""
            self._flow.write(f"{space}{formula_text(element)}{space}", is_raised=is_raised)
        elif name == "break":
            self._flow.write(" ")
        elif name not in _SILENT:
            self._inlines(element, is_raised=is_raised or name == "sup")

    def _cross_reference(self, element: Element, *, is_raised: bool) -> None:
        """Write a cross-reference: works cited, footnotes, or just its words."""
        cited = [self._names[name] for name in _targets(element) if name in self._names]
        noted = self._note_ids(element)
        if cited:
            is_raised = is_raised or _is_superscript(element)
            self._flow.cite("".join(_words(element)), cited, is_raised=is_raised)
        for name in noted:
            label = child_named(self._notes[name], "label")
            own = text_of(label) if label is not None else str(next(self._numbers))
            marker = text_of(element).strip("[]() ") if len(noted) == 1 else own
            self._flow.note(marker or own, self._note_text(name))
        if not cited and not noted:
            self._inlines(element, is_raised=is_raised)

    def _note_text(self, name: str) -> str:
        """Return the text of a note; a long one may be marked many times."""
        if name not in self._note_texts:
            self._note_texts[name] = _note_text(self._notes[name])
        return self._note_texts[name]

    def _note_ids(self, mark: Element) -> list[str]:
        return [name for name in _targets(mark) if name in self._notes]

    def _milestone(self, instruction: Element) -> None:
        if number := page_number(instruction):
            self._flow.page(number)


def _targets(mark: Element) -> list[str]:
    return attribute(mark, "rid").split()


def _words(element: Element) -> Iterable[str]:
    for content in contents(element):
        if isinstance(content, str):
            yield content
        elif is_element(content):
            yield from _words(content)


def _is_superscript(mark: Element) -> bool:
    return bool(len(mark)) and text_of(mark) == " ".join(map(text_of, mark.iterchildren("sup")))


def _note_text(note: Element) -> str:
    return text_of(note, without=frozenset({"label"})).lstrip(": ")
