"""Runs of text and the marks between them: what is written as text, and what is taken out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

_SUPERSCRIPTS = str.maketrans("0123456789+-−–=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ")
_RAISABLE = re.compile(r"[0-9+\-−–=()n\s]+")
_BETWEEN_MARKS = re.compile(r"[\s,;–—-]*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, or a mark without text: a note, works cited, the start of a page."""

    text: str = ""
    cites: tuple[str, ...] = ()
    note: tuple[str, str | None] | None = None
    page: str | None = None
    is_raised: bool = False


def join_runs(pieces: Sequence[Piece]) -> list[Piece]:
    """Join runs of text that nothing parts."""
    joined: list[Piece] = []
    for (is_plain, is_raised), run in groupby(pieces, key=_kind):
        if is_plain:
            joined.append(Piece("".join(piece.text for piece in run), is_raised=is_raised))
        else:
            joined += run
    return joined


def _kind(piece: Piece) -> tuple[bool, bool]:
    return not (piece.cites or piece.note or piece.page is not None), piece.is_raised


def take_out_marks(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Drop the text of superscripts that only cite; write other superscripts in Unicode's.

    Commas between two marks go with them.
    """
    held: Piece | None = None
    is_behind_mark = False
    for is_raised, run in groupby(pieces, key=lambda piece: piece.is_raised):
        group = list(run)
        is_mark = is_raised and _only_cites(group)
        if held and not is_mark:
            yield held
        held = None
        if is_mark:
            yield from (piece for piece in group if piece.cites or piece.note)
        elif is_raised:
            yield from (piece if piece.note else _raise(piece) for piece in group)
        elif is_behind_mark and [_kind(piece)[0] for piece in group] == [True]:
            held = group[0]
            if not _BETWEEN_MARKS.fullmatch(held.text):
                yield held
                held = None
        else:
            yield from group
        is_behind_mark = is_mark
    if held:
        yield held


def _only_cites(group: Sequence[Piece]) -> bool:
    plain = "".join(piece.text for piece in group if _kind(piece)[0])
    return any(not _kind(piece)[0] for piece in group) and not re.search(r"\w", plain)


def _raise(piece: Piece) -> Piece:
    """Write a superscript so that it is told from its base, where Unicode can."""
    text = piece.text
    if _RAISABLE.fullmatch(text):
        text = text.translate(_SUPERSCRIPTS)
    return Piece(text, piece.cites, page=piece.page)
