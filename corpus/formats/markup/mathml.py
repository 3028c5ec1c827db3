"""Formulas written in a line: MathML, or TeX without its wrapping."""

import re

from corpus.formats.markup.tree import Element, child_named, is_element, text_of

NO_TEXT = "[formula]"
"""Stands for a formula that a file has as a picture only, so that none seems to be missing."""

_INVISIBLE = {"\u2061": "", "\u2062": " ", "\u2063": ",", "\u2064": "+"}
_SEPARATORS = {"mtr": ", ", "mtable": "; "}
# By name and number of parts: how the parts, and the parts in brackets, make up the text.
_TEMPLATES = {
    ("msub", 2): "{0[0]}_{1[1]}",
    ("msup", 2): "{0[0]}^{1[1]}",
    ("munder", 2): "{0[0]}_{1[1]}",
    ("mover", 2): "{0[0]}^{1[1]}",
    ("msubsup", 3): "{0[0]}_{1[1]}^{1[2]}",
    ("munderover", 3): "{0[0]}_{1[1]}^{1[2]}",
    ("mfrac", 2): "{1[0]}/{1[1]}",
    ("mroot", 2): "({0[0]})^(1/{0[1]})",
}
_SPACED = re.compile(r"[=<>≤≥≈≠∼±×+−∈→∝]")  # noqa: RUF001


def formula_text(element: Element) -> str:
    """Return a formula's MathML in a line, else its TeX, else what describes its picture."""
    label = child_named(element, "label")
    math = next(element.iter("math"), None)
    tex = next(element.iter("tex-math", "annotation"), None)
    if math is not None and (text := math_text(math)):
        pass
    elif tex is not None:
        text = _tex(tex)
    else:
        text = text_of(element, without=frozenset({"label"})) or NO_TEXT
    return f"{text} {text_of(label)}" if label is not None else text


def math_text(math: Element) -> str:
    """Write MathML in a line: a_b, a^b, (a)/(b), √(a)."""
    return " ".join(_written(math).split())


def _tex(element: Element) -> str:
    return " ".join(_inside_document(text_of(element)).split()).strip("$ ")


def _inside_document(tex: str) -> str:
    """Return what is left of TeX without what makes a document of it."""
    return tex.rpartition(r"\begin{document}")[2].partition(r"\end{document}")[0]


def _written(element: Element) -> str:
    """Write one element of MathML."""
    name = str(element.tag)
    children = [child for child in element if is_element(child)]
    if name.startswith("annotation"):
        return ""
    if not children:
        return _token(element)
    parts = [_written(child) for child in children]
    stripped = [part.strip() for part in parts]
    if template := _TEMPLATES.get((name, len(parts))):
        return template.format(stripped, [_grouped(part) for part in stripped])
    if name in _SEPARATORS:
        return _SEPARATORS[name].join(stripped)
    if name == "mfenced":
        return f"{element.get('open', '(')}{', '.join(stripped)}{element.get('close', ')')}"
    return f"√({''.join(parts).strip()})" if name == "msqrt" else "".join(parts)


def _token(element: Element) -> str:
    text = "".join(_INVISIBLE.get(sign, sign) for sign in text_of(element))
    if element.tag == "mo" and _SPACED.fullmatch(text.strip()):
        return f" {text.strip()} "
    return " " if element.tag == "mspace" else text


def _grouped(text: str) -> str:
    return text if re.fullmatch(r"[\w.]*|.", text) else f"({text})"
