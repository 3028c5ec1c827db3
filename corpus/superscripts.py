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


def raise_text(text: str) -> str:
    """Write a superscript: ``²⁵``, ``⁻³``, ``ⁿ``; ``^(n/2)`` where Unicode lacks a letter."""
    return _written(text, _RAISED, "^")


def lower_text(text: str) -> str:
    """Write a subscript: ``₂``, ``ₘₐₓ``; ``_B`` where Unicode lacks a letter."""
    return _written(text, _LOWERED, "_")


def with_plain_subscripts(text: str) -> str:
    """Return a text of the same length, its subscripts on the line, as models know them: CO2."""
    return text if text.isascii() else text.translate(_PLAIN)


def _written(text: str, signs: dict[str, str], mark: str) -> str:
    closed = "".join(text.split())
    if all(letter in signs for letter in closed):
        return "".join(signs[letter] for letter in closed)
    return f"{mark}{closed}" if _SHORT.fullmatch(closed) else f"{mark}({closed})"
