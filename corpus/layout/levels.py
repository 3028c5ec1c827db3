"""The levels of plain-text headings, which have neither size nor weight."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.layout.headings import is_common_title, is_in_capitals, number_of, telling_words

_SEVERAL = 2
_COMPARED = 50
"""How many of the last headings a further one is compared with, in files of thousands."""


@dataclass(frozen=True, slots=True)
class FoundHeading:
    """A heading in reading order; `leads` says that another heading follows at once."""

    title: str
    leads: bool


def infer_levels(headings: Sequence[FoundHeading]) -> list[int]:
    """Return the level of each heading, 1 for the outermost: by number, capitals, or words."""
    titles = [heading.title for heading in headings]
    depths = [len(number_of(title)) for title in titles]
    if sum(depth > 0 for depth in depths) >= _SEVERAL:
        return _levels_by_number(titles, depths)
    capitals = [is_in_capitals(title) for title in titles]
    if _SEVERAL <= sum(capitals) < len(titles):
        return _levels_by_capitals(titles, capitals)
    return _levels_by_words(headings)


def _levels_by_number(titles: Sequence[str], depths: Sequence[int]) -> list[int]:
    """Put what has no number under the number before it, unless it is front or back matter."""
    numbered = [place for place, depth in enumerate(depths) if depth]
    levels: list[int] = []
    last_depth = 0
    for place, (title, depth) in enumerate(zip(titles, depths, strict=True)):
        last_depth = depth or last_depth
        inside = numbered[0] < place < numbered[-1] and not is_common_title(title)
        levels.append(depth or (last_depth + 1 if inside else 1))
    return levels


def _levels_by_capitals(titles: Sequence[str], capitals: Sequence[bool]) -> list[int]:
    """Put headings in small letters under those in capitals, once there has been one."""
    first = capitals.index(True)
    return [
        1 if place < first or capitals[place] or is_common_title(title) else 2
        for place, title in enumerate(titles)
    ]


def _levels_by_words(headings: Sequence[FoundHeading]) -> list[int]:
    """Find groups by what their titles have in common.

    A heading with another one right under it opens a group; the headings behind it
    belong to the group while they resemble its members at least as much as the
    top-level headings. A group of one is unusual, so the second heading always joins.
    """
    levels: list[int] = []
    top: list[set[str]] = []
    group: list[set[str]] | None = None
    for heading, words in zip(headings, _stems([h.title for h in headings]), strict=True):
        is_common = is_common_title(heading.title)
        if is_common or heading.leads or group is None or not _joins(words, group, top):
            levels.append(1)
            top.append(words)
            group = [] if heading.leads and not is_common else None
        else:
            levels.append(2)
            group.append(words)
    return levels


def _joins(words: set[str], group: Sequence[set[str]], top: Sequence[set[str]]) -> bool:
    if len(group) < _SEVERAL:
        return True
    return _resemblance(words, group) >= _resemblance(words, top)


def _resemblance(words: set[str], others: Sequence[set[str]]) -> float:
    """Return the largest Jaccard index of `words` with one of `others`."""
    return max(len(words & other) / max(1, len(words | other)) for other in others[-_COMPARED:])


def _stems(titles: Sequence[str]) -> list[set[str]]:
    from Stemmer import Stemmer

    stem = Stemmer("english").stemWords
    return [set(stem([word.lower() for word in telling_words(title)])) for title in titles]
