"""The characters that a PDF's fonts stand for, where the fonts say it in ways of their own."""

from corpus.formats.source import clean

_REPLACEMENT_CODE = 0xFFFD
_HIGHEST_CODE = 0x10FFFF
_UNASSIGNED_CODES = range(0xD800, 0xF900)
"""Surrogates, which stand for nothing by themselves, and the private area."""
_PLAIN_CODES = frozenset((*range(0x20, 0x7F), 0xAD))
"""Characters that stay as they are; a soft hyphen may end a line."""
_HYPHEN_CODES = frozenset((0x02, 0x2010, 0x2011, 0xFFFE))
"""U+2010 and U+2011 are hyphens in so many words; the others are what PDFium gives for one
that it takes for the end of a broken line."""


def _private_characters() -> dict[int, str]:
    """Map what fonts put into the private area: Symbol's signs and Adobe's expert sets.

    Symbol fonts shift their codes to F0xx. The expert sets have old-style digits at
    F730 and small capitals at F761 (Adobe Glyph List).
    """
    mapping = {0xF000 + code: chr(code) for code in range(0x20, 0x7F)}
    mapping |= {0xF730 + digit: str(digit) for digit in range(10)}
    mapping |= {0xF761 + place: chr(ord("a") + place) for place in range(26)}
    return mapping | dict.fromkeys((0xF0A7, 0xF0A8, 0xF0B7, 0xF06C, 0xF06E, 0xF0D8), "•")


_PRIVATE = _private_characters()


def character_of(code: int) -> str:
    """Return the text of a character code: "" for what is not seen, U+FFFD for what is unknown."""
    if code in _HYPHEN_CODES:
        return "-"
    if code in _PRIVATE:
        return _PRIVATE[code]
    if code in _UNASSIGNED_CODES or code > _HIGHEST_CODE:
        return chr(_REPLACEMENT_CODE)
    # Old TeX fonts have parts of tall braces where a form feed would be.
    return chr(code) if code in _PLAIN_CODES else clean(chr(code)).strip()
