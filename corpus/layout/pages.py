"""Where pages start in a plain-text file, and which numbers they bear."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from corpus.layout.furniture import BodyLine


def find_page_starts(body: Sequence[BodyLine]) -> dict[int, str | None]:
    """Return the positions in `body` at which pages start, with their numbers where known.

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
    sure.add(0)
    starts = _drop_uneven(sorted(sure | likely), sure, body)
    return dict(zip(starts, _number(starts, body), strict=True))


def _drop_uneven(starts: Sequence[int], sure: set[int], body: Sequence[BodyLine]) -> list[int]:
    """Drop likely starts that leave a page of less than half the usual length.

    Of the two ends of such a page, the one goes that has the shorter page beyond it.
    """
    if len(starts) <= 3:  # noqa: PLR2004 - the median of fewer pages says nothing
        return list(starts)
    places = [body[start].index for start in starts]
    usual = median(end - start for start, end in pairwise(places))
    # How much the last page lacks to a whole one is not known.
    places.append(max(body[-1].index + 1, places[-1] + round(usual)))
    kept = [0]
    for number in range(1, len(starts)):
        droppable = {end for end in (kept[-1], number) if starts[end] not in sure}
        if places[number] - places[kept[-1]] >= 0.5 * usual or not droppable:
            kept.append(number)
            continue
        before = places[kept[-1]] - places[kept[-2]] if len(kept) > 1 else 0
        beyond = {kept[-1]: before, number: places[number + 1] - places[number]}
        if min(droppable, key=beyond.__getitem__) == kept[-1]:
            kept[-1] = number
    return [starts[number] for number in kept]


def _number(starts: Sequence[int], body: Sequence[BodyLine]) -> list[str | None]:
    printed = {
        place: int(number)
        for place, start in enumerate(starts)
        if (number := body[start].page_number) is not None
    }
    firsts = {number - place for place, number in printed.items()}
    if len(firsts) == 1 and (first := firsts.pop()) > 0:
        return [str(first + place) for place in range(len(starts))]
    return [str(printed[place]) if place in printed else None for place in range(len(starts))]
