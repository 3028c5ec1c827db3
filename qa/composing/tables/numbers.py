"""The numbers that the cells of a column begin with, to be compared."""

import re
from collections.abc import Sequence

_LEADING = re.compile(r"[$€£~≈\s]*([-−–]?\d[\d,.  ]*\d|[-−–]?\d)")
_THOUSANDS = re.compile(r"\d{1,3}(?:[,  ]\d{3})+(?:\.\d+)?")
_DECIMAL_COMMA = re.compile(r"\d+,\d+")
_LEAST_SHARE = 0.8
"""The share of cells that must be numbers."""


def read_numbers(cells: Sequence[str]) -> list[float | None] | None:
    """Return the number of each cell, None for a cell without; None where too few have one.

    Bounds such as “<0.05” are none, and a column with per cent in some cells is not compared.
    """
    signed = [cell.strip().endswith("%") for cell in cells if cell.strip()]
    if not signed or any(signed) != all(signed):
        return None
    values = [_number(cell) for cell in cells]
    known = sum(value is not None for value in values)
    return values if known >= max(1.0, _LEAST_SHARE * len(values)) else None


def _number(cell: str) -> float | None:
    match = _LEADING.match(cell)
    if match is None:
        return None
    digits = re.sub(r"[−–]", "-", match[1])
    plain = digits.lstrip("-")
    if _THOUSANDS.fullmatch(plain):
        digits = re.sub(r"[,  ]", "", digits)
    elif _DECIMAL_COMMA.fullmatch(plain):
        digits = digits.replace(",", ".")
    try:
        return float(digits)
    except ValueError:
        return None
