"""The words of a DOCX file's elements, without marks and what was deleted."""

from collections.abc import Iterator

from corpus.formats.docx.math import omml_text
from corpus.formats.markup.tree import Element

WRAPPERS = {
    *("ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple"),
    *("AlternateContent", "Choice", "dir", "bdo"),
}
_SIGNS = {"tab": " ", "br": " ", "cr": " ", "ptab": " ", "noBreakHyphen": "-"}


def plain_text(element: Element) -> str:
    """Return the text of a note or a paragraph, without its marks and what was deleted."""
    return " ".join("".join(_plain(element)).split())


def _plain(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag == "r":
            yield run_text(child)
        elif child.tag in {"oMath", "oMathPara"}:
            yield omml_text(child)
        elif child.tag in {"p", "tbl", "tr", "tc"} or child.tag in WRAPPERS:
            yield from _plain(child)
            yield "" if child.tag in WRAPPERS else " "


def run_text(run: Element) -> str:
    """Return the text of a run."""
    return "".join(map(_part_text, run))


def _part_text(part: Element) -> str:
    """Return the text of a part of a run; of one with ruby above it the text below."""
    if part.tag == "t":
        return part.text or ""
    if part.tag == "ruby":
        return "".join(run_text(run) for base in part.iter("rubyBase") for run in base.iter("r"))
    return _SIGNS.get(str(part.tag), "")


def inside(element: Element) -> Iterator[Element]:
    """Return the children, those in wrappers too."""
    for child in element:
        if child.tag in WRAPPERS:
            yield from inside(child)
        else:
            yield child
