"""Formulas of Office (OMML) written in a line."""

import re

from corpus.formats.markup.tree import Element, child_named, is_element


def omml_text(element: Element) -> str:
    """Write a formula in a line: a_b, a^b, (a)/(b), √(a)."""
    parts = {str(child.tag): omml_text(child) for child in element if _holds_text(child)}
    name = element.tag
    if name == "t":
        return element.text or ""
    if name == "f":
        return f"{_grouped(parts.get('num', ''))}/{_grouped(parts.get('den', ''))}"
    if name in {"sSup", "sSub", "sSubSup"}:
        below = f"_{_grouped(parts['sub'])}" if "sub" in parts else ""
        above = f"^{_grouped(parts['sup'])}" if "sup" in parts else ""
        return parts.get("e", "") + below + above
    if name == "rad":
        return f"√({parts.get('e', '')})"
    if name == "d":
        return f"({', '.join(omml_text(child) for child in element.iterchildren('e'))})"
    return _operator(element) + "".join(omml_text(c) for c in element if _holds_text(c))


def _holds_text(element: Element) -> bool:
    return is_element(element) and not element.tag.endswith("Pr")


def _operator(element: Element) -> str:
    """Return the sign of a sum, an integral or a product, which stands in its properties."""
    properties = child_named(element, "naryPr")
    sign = child_named(properties, "chr") if properties is not None else None
    if sign is not None:
        return next(iter(map(str, sign.attrib.values())), "∫")
    return "∫" if properties is not None else ""


def _grouped(text: str) -> str:
    return text if re.fullmatch(r"[\w.]*|.", text) else f"({text})"
