"""Footnotes that stand at their marks: LaTeXML's, and notes in the margin."""

from collections.abc import Iterator

from corpus.formats.markup.tree import Element, attribute, contents

_KINDS = {"sidenote", "marginnote", "ltx_role_footnote", "ltx_role_endnote"}
_MARKS = {"ltx_note_mark", "ltx_tag_note", "ltx_note_type"}


def read_inline_note(element: Element) -> tuple[str, str] | None:
    """Return marker and text of a note that an element holds, the marker "" if it has none."""
    if element.tag != "span" or _KINDS.isdisjoint(_classes(element)):
        return None
    marks = [
        text
        for part in element.iter("sup", "span")
        if not _MARKS.isdisjoint(_classes(part)) and (text := _joined(part, whole=True))
    ]
    return (marks or [""])[0], _joined(element, whole=False)


def _joined(element: Element, *, whole: bool) -> str:
    return " ".join("".join(_texts(element, whole=whole)).split())


def _texts(element: Element, *, whole: bool) -> Iterator[str]:
    """Return the text, without marks unless it is the `whole` that is wanted."""
    for content in contents(element):
        if isinstance(content, str):
            yield content
        elif whole or _MARKS.isdisjoint(_classes(content)):
            yield from _texts(content, whole=whole)


def _classes(element: Element) -> list[str]:
    return attribute(element, "class").split()
