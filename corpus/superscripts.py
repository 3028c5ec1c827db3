"""Superscripts and subscripts written in a line: as Unicode has them, or behind ^ and _."""

import re

_RAISED = dict(
    zip(
        "0123456789+-−–=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδ",  # noqa: RUF001
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟ",
        strict=True,
    )
)
_LOWERED = dict(
    zip(
        "0123456789+-−–=()aehijklmnoprstuvxβγρφχ",  # noqa: RUF001
        "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
        strict=True,
    )
)
_PLAIN = str.maketrans({sign: letter for letter, sign in _LOWERED.items() if letter not in "−–"})
_SHORT = re.compile(r"[\w.]*|.")
"""What needs no brackets behind ^ and _."""

_ELEMENT = re.compile(r"[A-Z][a-z]?(?![a-z])")
_SINGLE_LETTER = re.compile(r"(?<![^\W\d_])[^\W\d_]$")
_LONGEST_CHARACTERS = 12
"""A longer run above or below the line is a line of its own, read together with another."""
_LONGEST_LETTERS = 5
_VARIABLES = frozenset("nxyzkmijtpqrs")
_SIGNS = frozenset("+-−–=()")


def raise_text(text: str) -> str:
    """Write a superscript: ``²⁵``, ``⁻³``, ``ⁿ``; ``^(n/2)`` where Unicode lacks a letter."""
    return _written(text, _RAISED, "^")


def lower_text(text: str) -> str:
    """Write a subscript: ``₂``, ``ₘₐₓ``; ``_B`` where Unicode lacks a letter."""
    return _written(text, _LOWERED, "_")


def with_plain_subscripts(text: str) -> str:
    """Return a text of the same length, its subscripts on the line, as models know them: CO2."""
    return text if text.isascii() else text.translate(_PLAIN)


def write_raised(text: str, before: str, after: str = "") -> str:
    """Write a superscript that belongs to the text before it.

    The letters of ordinals and abbreviations, such as 19th and Mme, stay as they are.
    """
    bare = text.strip()
    if _is_isotope(text, before, after):
        return raise_text(text)
    if bare.isupper() and before[-1:].isupper() and after[:1].isupper():
        return text  # the letters of LaTeX
    if not before.strip() or not _is_short(bare) or _is_of_word(bare, before):
        return text
    raised = raise_text(bare)
    if raised.startswith("^") and before[-1].isspace():
        return text
    return raised + (" " if text.endswith(" ") else "")


def write_lowered(text: str) -> str:
    """Write a subscript, unless it is a line of its own or a sign."""
    bare = text.strip()
    return lower_text(bare) + (" " if text.endswith(" ") else "") if _is_short(bare) else text


def _written(text: str, signs: dict[str, str], mark: str) -> str:
    closed = "".join(text.split())
    if all(letter in signs for letter in closed):
        return "".join(signs[letter] for letter in closed)
    return f"{mark}{closed}" if _SHORT.fullmatch(closed) else f"{mark}({closed})"


def _is_isotope(text: str, before: str, after: str) -> bool:
    """Whether a number opens a line, and a chemical element is behind it: ²⁴¹Pu."""
    return not before.strip() and text.isdecimal() and _ELEMENT.match(after) is not None


def _is_short(text: str) -> bool:
    return len(text) <= _LONGEST_CHARACTERS and any(c.isalnum() or c in _SIGNS for c in text)


def _is_of_word(text: str, before: str) -> bool:
    """Whether raised letters end a word or a number, or stand apart from both."""
    if not text.isalpha():
        return " " in text and any(map(str.isalpha, text))
    if len(text) > _LONGEST_LETTERS:
        return True
    if before[-1].isdigit():
        return text not in _VARIABLES
    if not before[-1].isalpha():
        return before[-1].isspace()
    if not _SINGLE_LETTER.search(before):
        return True
    return before[-1].isupper() and text.islower() and len(text) > 1
