"""Superscripts that belong to what they stand behind: powers, charges, isotopes, ordinals."""

import re

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
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d$")


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
