"""Superscripts that belong to what they stand behind: powers, charges, isotopes, ordinals."""

import re

from corpus.superscripts import lower_text, raise_text

_TEN = re.compile(r"(?<![\w.,])(?:10|e)$")
_COUNTED_TEN = re.compile(
    r"(?:\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?|\bchap(?:ter|\.)|\bpages?"
    r"|\bpp?\.|\bvol(?:ume|\.)|\bnos?\.|\bart(?:icle|\.)|\bsections?|§|\bnotes?|\bn\.)\s*10$",
    re.IGNORECASE,
)
"""Ten, behind which stand powers, and where it numbers something, so that a note may follow."""
_UNIT_BEHIND_NUMBER = re.compile(r"(?:\d|[/·×−-]|\bper|\bsquare|\bcubic)\s*[^\W\d_]{1,3}$")
_RESIDUE = re.compile(
    r"(?<![^\W_])(?:Ala|Arg|Asn|Asp|Cys|Gl[nuy]|His|Ile|Leu|Lys|Met|Phe|Pro|Ser|Thr|Trp|Tyr|Val)$"
)
_LARGEST_EXPONENT = 4
_ELEMENT = re.compile(r"[A-Z][a-z]?(?![a-z])")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d$")
_SINGLE_LETTER = re.compile(r"(?<![^\W\d_])[^\W\d_]$")
_LONGEST_CHARACTERS = 12
"""A longer run above or below the line is a line of its own, read together with another."""
_LONGEST_LETTERS = 5
_VARIABLES = frozenset("nxyzkmijtpqrs")
_SIGNS = frozenset("+-−–=()")


def is_power(before: str, mark: str, after: str = "") -> bool:
    """Whether a raised number is a power or part of a name, whatever notes a paper has.

    It is behind ten, or a unit behind a number, or an amino acid, or before an element: ¹⁴C.
    """
    number = int(mark) if mark.isdecimal() else None
    if number is None:
        return False
    if _RESIDUE.search(before) or (_TEN.search(before) and not _COUNTED_TEN.search(before)):
        return True
    if 1 < number <= _LARGEST_EXPONENT and _UNIT_BEHIND_NUMBER.search(before):
        return True
    return (not before or before[-1] in " (") and after[:1].isupper()


def _is_isotope(text: str, before: str, after: str) -> bool:
    """Whether a number opens a line, and a chemical element is behind it: ²⁴¹Pu."""
    return not before.strip() and text.isdecimal() and _ELEMENT.match(after) is not None


def is_factor(before: str, marks: tuple[str, ...]) -> bool:
    """Whether a small number stands behind a bracket, as powers do: (a + b)²."""
    return before.rstrip()[-1:] in {")", "]", "|"} and set(marks) <= {"2", "3", "4"}


def may_cite(before: str, marks: tuple[str, ...]) -> bool:
    """Whether raised numbers behind a digit, a letter or a unit cite, where others do.

    Several do, and one behind a year or a sign; a small one is a power.
    """
    if len(marks) > 1 or not marks[0].isdecimal():
        return True
    if before[-1:].isdigit():
        return _YEAR.search(before) is not None
    return int(marks[0]) > _LARGEST_EXPONENT or before[-1:] in "%°"


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
