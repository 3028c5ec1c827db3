"""When one text counts as holding another."""

import re
from collections.abc import Iterable

from corpus.paper import Span

_STRAIGHT_QUOTES = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u2032", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f", '"')
)


def collapse_space(text: str) -> str:
    """Put one blank for every run of white space, and none at the ends."""
    return " ".join(text.split())


def normalise(text: str) -> str:
    """Make case, white space and the shape of quotation marks count for nothing."""
    return collapse_space(text.translate(_STRAIGHT_QUOTES)).casefold()


def holds_evidence(text: str, evidence: Iterable[str]) -> bool:
    """Tell whether `text` holds one of the pieces whole, white space apart."""
    haystack = collapse_space(text)
    return any(piece and piece in haystack for piece in map(collapse_space, evidence))


def holds_answer(text: str, gold: str) -> bool:
    """Tell whether `text` holds `gold` after `normalise`; "5" is not held by "1985"."""
    needle = normalise(gold)
    if not needle:
        return False
    before = r"(?<!\d)" if needle[0].isdigit() else ""
    after = r"(?!\d)" if needle[-1].isdigit() else ""
    return re.search(before + re.escape(needle) + after, normalise(text)) is not None


def find_evidence(text: str, piece: str) -> tuple[Span, ...]:
    """Give every place of `text` where `piece` stands, white space apart."""
    words = piece.split()
    if not words:
        return ()
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    return tuple(Span(match.start(), match.end()) for match in pattern.finditer(text))
