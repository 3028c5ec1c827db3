"""The paragraph styles of a DOCX file, by what they are and not by what they are called.

Word keeps the English name of a built-in style beside its localised id, and a style of
one's own names the one that it is based on.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.formats.markup.tree import Element, attribute, child_named

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_NO_OUTLINE = 9
OFF = {"0", "false", "off", "none"}
"""What the switches of Word say when they are off."""


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str
    outline: int | None
    is_bold: bool | None


class Styles:
    """Tells for the id of a style what a paragraph of it is."""

    def __init__(self, part: Element | None) -> None:
        self._styles: Mapping[str, _Style] = {
            attribute(style, "styleId"): _Style(
                _value(style, "name"), _value(style, "basedOn"), outline_level(style), _bold(style)
            )
            for style in (part.iter("style") if part is not None else ())
        }

    def heading_level(self, style_id: str) -> int | None:
        """Return the level of a heading of this style, from 1; None if it makes no headings."""
        for style in self._chain(style_id):
            if style.outline is not None:
                return style.outline if style.outline <= _NO_OUTLINE else None
            if match := _HEADING.fullmatch(style.name):
                return int(match[1])
        return None

    def is_of(self, style_id: str, *names: str) -> bool:
        """Whether a style is one of the built-in ones, or based on one of them."""
        return any(style.name.lower() in names for style in self._chain(style_id))

    def is_bold(self, style_id: str) -> bool | None:
        """Whether a style makes text bold; None if it leaves that to others."""
        said = (style.is_bold for style in self._chain(style_id))
        return next((bold for bold in said if bold is not None), None)

    def _chain(self, style_id: str) -> list[_Style]:
        """Return the style, the one it is based on, and so on. A file without styles has ids."""
        chain: dict[str, _Style] = {}
        while style_id in self._styles and style_id not in chain:
            chain[style_id] = self._styles[style_id]
            style_id = chain[style_id].based_on
        if not chain and style_id:
            spaced = re.sub(r"(?<=[a-z])(?=\d)", " ", style_id)
            return [_Style(spaced, "", None, None)]
        return list(chain.values())


def outline_level(element: Element) -> int | None:
    """Return the outline level of a style or a paragraph from 1; 10 says that it is body text."""
    properties = child_named(element, "pPr")
    written = _value(properties, "outlineLvl") if properties is not None else ""
    return int(written) + 1 if written.isdecimal() and len(written) == 1 else None


def style_of(element: Element) -> str:
    """Return the id of the style of a paragraph or a run, "" for the usual one."""
    properties = child_named(element, "pPr", "rPr")
    if properties is None:
        return ""
    return _value(properties, "pStyle") or _value(properties, "rStyle")


def is_on(properties: Element, name: str) -> bool:
    """Whether properties of a run switch something on, such as b for bold."""
    switch = child_named(properties, name)
    return switch is not None and attribute(switch, "val") not in OFF


def _bold(style: Element) -> bool | None:
    properties = child_named(style, "rPr")
    if properties is None or child_named(properties, "b") is None:
        return None
    return is_on(properties, "b")


def _value(element: Element, name: str) -> str:
    child = child_named(element, name)
    return attribute(child, "val") if child is not None else ""
