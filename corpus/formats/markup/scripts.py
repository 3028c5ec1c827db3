"""Superscripts and subscripts of markup that belong to quantities, symbols and names."""

from corpus.formats.markup.tree import Element, is_element
from corpus.superscripts import write_lowered, write_raised

_MARKING = {"a", "xref", "label", "aff", "contrib"}
"""What holds the marks of notes, works and addresses, and the numbers at these."""
_PLAIN = {"i", "b", "em", "strong", "italic", "bold", "span", "small", "styled-content", "roman"}
_BLOCKS = {
    *("p", "li", "td", "th", "div", "title", "h1", "h2", "h3", "h4", "h5", "h6", "body", "fn"),
    *("dd", "mixed-citation", "element-citation", "article-title", "ref", "caption", "figcaption"),
}
_ENOUGH_CHARACTERS, _MOST_STEPS = 30, 12
"""How much of the text before a script is read, and in how many parts."""


def write_scripts(root: Element, plain: str) -> None:
    """Write superscripts and subscripts in a line, as readers of PDFs do, and make them `plain`.

    Those that mark notes or cite works stay elements: links are in them, or around them, or
    nothing stands in front of them.
    """
    for element in list(root.iter("sup", "sub")):
        if not _is_of_text(element):
            continue
        text = " ".join("".join(map(str, element.itertext())).split())
        before = _text_before(element)
        if not text or not before.strip():
            continue
        is_raised = element.tag == "sup"
        behind = (element.tail or "")[:2]
        written = write_raised(text, before, behind) if is_raised else write_lowered(text)
        if written.startswith("^") and not any(map(str.isalpha, text)):
            continue  # several numbers, which cite
        for child in list(element):
            element.remove(child)
        element.text, element.tag = written, plain


def _is_of_text(element: Element) -> bool:
    if any(is_element(child) and child.tag not in _PLAIN for child in element.iterdescendants()):
        return False
    if any(str(value).startswith("ltx_") for value in element.attrib.values()):
        return False
    for around in element.iterancestors():
        if around.tag in _BLOCKS:
            return True
        if around.tag in _MARKING:
            return False
    return True


def _text_before(element: Element) -> str:
    """Return the last characters in front of an element in its block."""
    parts: list[str] = []
    node = element
    for _ in range(_MOST_STEPS):
        before = node.getprevious()
        around = node.getparent()
        if before is not None:
            parts.append(before.tail or "")
            parts.append(_end_of(before) if is_element(before) else "")
            node = before
        elif around is not None:
            parts.append(around.text or "")
            if around.tag in _BLOCKS:
                break
            node = around
        else:
            break
        if sum(map(len, parts)) >= _ENOUGH_CHARACTERS:
            break
    return "".join(reversed(parts))[-_ENOUGH_CHARACTERS:]


def _end_of(element: Element) -> str:
    """Return the last text in an element."""
    last = element
    while len(last) and not last[-1].tail:
        last = last[-1]
    return (last[-1].tail if len(last) else last.text) or ""
