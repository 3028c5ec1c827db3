"""Codes of vectors, by the names that the files of papers have."""

from corpus.errors import LibraryMismatch
from index.encoding.coded_texts import TokenCode
from index.encoding.eight_bits import EightBits
from index.encoding.predicted_code import shipped_code


def code_for(fingerprint: str) -> TokenCode:
    """Return the code for an encoder of these weights: the one fitted to them, or eight bits."""
    shipped = shipped_code()
    return shipped if fingerprint == shipped.encoder else EightBits()


def code_named(name: str) -> TokenCode:
    """Return the code of a name. Raises `LibraryMismatch`."""
    codes = (EightBits(), shipped_code())
    for code in codes:
        if code.name == name:
            return code
    raise LibraryMismatch(
        f"The vectors of a paper are in the code “{name}”, and this version of Footnote has: "
        f"{', '.join(code.name for code in codes)}. Install the version that wrote them, or "
        "name another folder with --library."
    )
