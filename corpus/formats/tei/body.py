"""The running text of a TEI file: divisions, paragraphs, lists, figures, notes."""

import re
from collections.abc import Mapping
from itertools import count

from corpus.formats.markup.body import Body
from corpus.formats.markup.cells import count_in
from corpus.formats.markup.flow import Flow
from corpus.formats.markup.tree import Element, attribute, child_named, text_of

_BLOCKS = {
    *("p", "ab", "list", "item", "figure", "table", "row", "quote", "cit", "lg", "l", "sp"),
    *("speaker", "stage", "head", "epigraph", "div", "div1", "div2", "div3", "div4", "div5"),
    *("floatingText", "text", "front", "body", "back", "group", "titlePage", "docTitle", "byline"),
    *("titlePart", "docEdition", "docImprint", "imprimatur", "postscript"),
    *("castList", "castItem", "listPerson", "person", "spGrp"),
    *("said", "opener", "closer", "signed", "dateline", "salute", "trailer", "argument"),
}
_DIVISIONS = {"div", *(f"div{level}" for level in range(1, 8))}
_SILENT = {
    *("listBibl", "biblStruct", "fw", "rt", "del", "graphic", "index", "gap"),
    *("teiHeader", "desc", "certainty", "listOrg"),
}
_DIVISION_TITLES = {
    "acknowledgement": "Acknowledgments",
    "acknowledgments": "Acknowledgments",
    "funding": "Funding",
    "availability": "Availability",
    "conflict": "Competing interests",
    "contribution": "Author contributions",
}
_ALTERNATIVES = ("corr", "reg", "expan")
_ORIGINALS = ("sic", "orig", "abbr")
_NUMBERED = re.compile(r"(\d+(?:\.\d+)*)\.?")


class TeiBody(Body):
    """Writes elements into a flow. `names` are the ids of the bibliography's entries."""

    def __init__(self, flow: Flow, root: Element, names: Mapping[str, object]) -> None:
        self._flow = flow
        self._names = names
        self._notes = {
            attribute(note, "id"): note for note in root.iter("note") if attribute(note, "id")
        }
        self._note_texts: dict[str, str] = {}
        self._numbers = count(1)
        self._marked = {
            name for mark in root.iter("ref", "ptr") for name in self._targets(mark)
        } & self._notes.keys()
        self._loose: list[Element] = []

    def division(self, element: Element, level: int) -> None:
        """Write a division; one without a heading goes on with the one around it."""
        head = child_named(element, "head")
        title = _DIVISION_TITLES.get(attribute(element, "type"))
        if head is not None and text_of(head):
            level = max(level, _numbered_level(head))
            self._inlines(head)
            self._flow.close(level)
        elif title and text_of(element) and next(element.iter("head"), None) is None:
            self.heading(title, level)
        else:
            level -= 1
        self.blocks(element, level + 1, without=head)

    def loose_notes(self) -> None:
        """Write the notes at the foot whose marks were not found as a section of their own."""
        if self._loose:
            self.heading("Notes", 1)
        for note in self._loose:
            self._flow.write(f"{attribute(note, 'n')} " if attribute(note, "n") else "")
            self._inlines(note)
            self._flow.close()

    def _block(self, element: Element, level: int) -> None:
        name = element.tag
        if name in _DIVISIONS:
            self._flow.close()
            self.division(element, level)
        elif name == "listBibl":
            self._bibliography(element, level)
        elif name == "note":
            self._block_note(element)
        elif name == "figure":
            self._leave_last_division(element)
            self._figure(element)
        elif name == "table":
            self._table(element)
        elif name in _BLOCKS and not any(child.tag in _BLOCKS for child in element):
            self._flow.close()
            self._inlines(element)
            self._flow.close()
        elif name in _BLOCKS or any(child.tag in _BLOCKS for child in element):
            self._flow.close()
            self.blocks(element, level)
        else:
            self._inline(element)

    def _block_note(self, note: Element) -> None:
        """Keep a note that stands between paragraphs for its marks, or for the end."""
        if attribute(note, "type") == "raw_affiliation":
            return
        if attribute(note, "id") not in self._marked:
            self._loose.append(note)

    def _bibliography(self, element: Element, level: int) -> None:
        """Write the headings of a bibliography, whose entries are kept apart from the text."""
        self._flow.close()
        head, around = child_named(element, "head"), element.getparent()
        title = text_of(head) if head is not None else ""
        if not title and around is not None and child_named(around, "head") is None:
            title = "References"
        if title and next(element.iter("bibl", "biblStruct", "biblFull"), None) is not None:
            self.heading(title, level)
        for part in element.iterchildren("listBibl"):
            self._bibliography(part, level + 1)

    def _leave_last_division(self, figure: Element) -> None:
        """Put figures that stand behind all divisions, as GROBID has it, in none of these."""
        before = figure.getprevious()
        if before is not None and before.tag in _DIVISIONS:
            self._flow.close()
            self.heading("Figures and tables", 1)

    def _figure(self, element: Element) -> None:
        """Write label, heading and description as one paragraph, then what is in a table."""
        self._flow.close()
        head, description = child_named(element, "head"), child_named(element, "figDesc")
        parts = [part for part in (head, description) if part is not None and text_of(part)]
        for part in parts:
            self._inlines(part)
            is_open = not text_of(part).endswith((".", ":", "?", "!"))
            self._flow.write(". " if is_open and part is not parts[-1] else " ")
        if child_named(element, "table") is not None:
            self._flow.close_caption()
        self._flow.close()
        for child in element:
            if child.tag not in {"head", "figDesc", "label"}:
                self._block(child, 1)
        self._flow.close()

    def _table(self, element: Element) -> None:
        """Write the rows, cell by cell; a head of the table is its caption."""
        self._flow.close()
        for part in element.iterchildren("head"):
            self._inlines(part)
            self._flow.close_caption()
        self._flow.begin_table()
        for part in element:
            if part.tag == "row":
                self._row(part)
            elif part.tag != "head" and isinstance(part.tag, str):
                self._block(part, 1)
                self._flow.close()

    def _row(self, row: Element) -> None:
        for cell in row.iterchildren("cell"):
            self._inlines(cell)
            self._flow.close_cell(
                rows=count_in(attribute(cell, "rows")),
                columns=count_in(attribute(cell, "cols")),
                is_head="label" in {attribute(row, "role"), attribute(cell, "role")},
            )
        self._flow.close_row()

    def _inline(self, element: Element, *, is_raised: bool = False) -> None:
        name = element.tag
        if name == "pb":
            self._page(element)
        elif name in {"lb", "cb", "label"}:
            self._flow.write("" if attribute(element, "break") == "no" else " ")
            self._inlines(element)
        elif name in {"ref", "ptr"}:
            self._reference(element, is_raised=is_raised)
        elif name == "note":
            if attribute(element, "id") not in self._marked:
                self._flow.note(self._marker(element), _note_text(element))
        elif name == "choice":
            self._choice(element, is_raised=is_raised)
        elif name in {"s", "p", "item", "l"}:
            self._inlines(element, is_raised=is_raised)
            self._flow.write(" ")
        elif name not in _SILENT:
            self._inlines(element, is_raised=is_raised or _is_superscript(element))

    def _choice(self, element: Element, *, is_raised: bool) -> None:
        """Write what an editor made of the text, where both are given."""
        for names in (_ALTERNATIVES, _ORIGINALS):
            if (chosen := child_named(element, *names)) is not None:
                self._inlines(chosen, is_raised=is_raised)
                return

    def _reference(self, mark: Element, *, is_raised: bool) -> None:
        """Write a reference: works cited, notes, or just its words."""
        targets = self._targets(mark)
        cited = [name for name in targets if name in self._names]
        noted = [name for name in targets if name in self._notes]
        is_raised = is_raised or _is_superscript(mark)
        if cited:
            self._flow.cite(text_of(mark), cited, is_raised=is_raised)
        for name in noted:
            note = self._notes[name]
            marker = text_of(mark).strip("[]() ") if len(noted) == 1 else ""
            if name not in self._note_texts:
                self._note_texts[name] = _note_text(note)
            self._flow.note(marker or self._marker(note), self._note_texts[name])
        if not cited and not noted:
            self._inlines(mark, is_raised=is_raised)

    def _targets(self, mark: Element) -> list[str]:
        return [name.removeprefix("#") for name in attribute(mark, "target").split()]

    def _marker(self, note: Element) -> str:
        return attribute(note, "n") or str(next(self._numbers))

    def _page(self, milestone: Element) -> None:
        if number := " ".join(attribute(milestone, "n").split()):
            self._flow.page(number)


def _numbered_level(head: Element) -> int:
    """Return the level that a number such as 2.1 tells; GROBID puts all divisions side by side."""
    match = _NUMBERED.fullmatch(attribute(head, "n").strip())
    return match[1].count(".") + 1 if match else 1


def _is_superscript(element: Element) -> bool:
    rendered = attribute(element, "rend") + attribute(element, "style")
    return any(word in rendered for word in ("super", "sup", "exponent"))


def _note_text(note: Element) -> str:
    has_choices = next(note.iter("choice"), None) is not None
    return text_of(note, without=frozenset({"label", *(_ORIGINALS if has_choices else ())}))
