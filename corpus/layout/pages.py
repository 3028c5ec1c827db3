"""Where pages start in a plain-text file, and which numbers they bear."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from corpus.layout.furniture import BodyLine


def find_page_starts(body: Sequence[BodyLine]) -> dict[int, str | None]:
    """Give the positions in `body` at which pages start, with their numbers where known.

    A form feed, notes at a page foot and a running head are sure signs. Converters
    that drop the form feed leave the first line of a page tight and indented; such a
    line counts where it leaves pages of even length. Numbers are counted on from the
    printed ones, and only while all printed ones agree.
    """
    sure = {position for position, line in enumerate(body) if line.new_page}
    likely = {
        position
        for position, line in enumerate(body)
        if line.line.tight and line.line.indented and not line.after_marker
    }
    if not sure and not likely:
        return {}
    starts = _drop_uneven(sorted(sure | likely | {0}), sure | {0}, body)
    return dict(zip(starts, _number(starts, body), strict=True))


def _drop_uneven(starts: list[int], sure: set[int], body: Sequence[BodyLine]) -> list[int]:
    """Drop likely starts that leave a page of less than half the usual length."""

    def lengths(positions: list[int]) -> list[int]:
        return [body[b].index - body[a].index for a, b in pairwise(positions)]

    kept = list(starts)
    while len(kept) > 3:  # noqa: PLR2004 - the median of fewer pages says nothing
        usual = median(lengths(kept))
        short = [place for place, length in enumerate(lengths(kept)) if length < 0.5 * usual]
        removable = [
            kept[place]
            for first in short
            for place in (first, first + 1)
            if kept[place] not in sure
        ]
        if not removable:
            break

        def unevenness(start: int, usual: float = usual) -> float:
            rest = lengths([position for position in kept if position != start])
            return sum((length - usual) ** 2 for length in rest)

        kept.remove(min(removable, key=unevenness))
    return kept


def _number(starts: list[int], body: Sequence[BodyLine]) -> list[str | None]:
    printed = {
        place: int(number)
        for place, start in enumerate(starts)
        if (number := body[start].page_number) is not None
    }
    firsts = {number - place for place, number in printed.items()}
    if len(firsts) == 1 and (first := firsts.pop()) > 0:
        return [str(first + place) for place in range(len(starts))]
    return [str(printed[place]) if place in printed else None for place in range(len(starts))]
