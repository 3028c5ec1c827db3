"""Where a quote's letters are printed, though signs, markers and other text stand between them.

Only letters and digits count, without case and accents: a hyphen that was mended and a
ligature that was taken apart make no difference then.
"""

import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise

_SEED_LETTERS = 10
"""So many letters in a row are looked up, and followed as far as they agree."""
_MOST_PLACES_COUNT = 50
"""Places at which one seed is followed at most."""
_LONG_RUN_LETTERS = 20
"""A run of so many letters stands for itself; a shorter one must be near such a one."""
_NEAR_LONG_RUN_LETTERS = 400
_INSERTED_LETTERS = 40
"""Letters that may be printed within a quote without being of it, such as note markers."""
_EDGE_LETTERS, _LEAST_EDGE_SHARE = 20, 0.8
"""Letters beyond the first and the last run that are looked for, and how many must be there."""
_GRAM_LETTERS = 8


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a text, folded, and the place in it of the character each comes from."""

    text: str
    places: Sequence[int]

    def between(self, start: int, end: int) -> range:
        """Return which letters come from the characters ``[start, end)``."""
        return range(bisect_left(self.places, start), bisect_left(self.places, end))


@dataclass(frozen=True, slots=True, order=True)
class _Run:
    """Letters that agree: from `sought` on with those from `printed` on."""

    sought: int
    printed: int
    length: int

    @property
    def sought_end(self) -> int:
        """The place behind the last of the letters sought."""
        return self.sought + self.length

    @property
    def printed_end(self) -> int:
        """The place behind the last of the letters printed."""
        return self.printed + self.length


def fold(characters: Iterable[str]) -> Letters:
    """Return the letters and digits of some characters, compatibility forms taken apart."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(characters):
        for letter in _folded(character):
            letters.append(letter)
            places.append(place)
    return Letters("".join(letters), places)


@cache
def _folded(character: str) -> str:
    decomposed = unicodedata.normalize("NFKD", character).casefold()
    return "".join(letter for letter in decomposed if letter.isalnum())


def shared(sought: str, printed: str) -> float:
    """Return which share of the short runs of letters in `sought` are somewhere in `printed`."""
    length = min(_GRAM_LETTERS, len(sought))
    grams = {sought[place : place + length] for place in range(len(sought) - length + 1)}
    return sum(gram in printed for gram in grams) / len(grams)


def align(sought: str, printed: str) -> dict[int, int]:
    """Return where in `printed` letters of `sought` are, by their places; not all need be.

    Long runs are found in whatever order they are printed; what lies between two of
    them is then looked for between their places.
    """
    runs = _near_long_ones(list(_find_runs(sought, printed)))
    runs += [
        run for before, behind in pairwise(runs) for run in _fill(before, behind, sought, printed)
    ]
    if runs:
        runs += _extend(min(runs), max(runs), sought, printed)
    return {run.sought + step: run.printed + step for run in runs for step in range(run.length)}


def _find_runs(sought: str, printed: str) -> Iterator[_Run]:
    seed = max(min(_SEED_LETTERS, len(sought)), 1)
    known: defaultdict[str, list[int]] = defaultdict(list)
    for place in range(len(printed) - seed + 1):
        known[printed[place : place + seed]].append(place)
    place = expected = 0
    while place <= len(sought) - seed:
        candidates = known.get(sought[place : place + seed], [])[:_MOST_PLACES_COUNT]
        runs = [_Run(place, other, _agree(sought, place, printed, other)) for other in candidates]
        if not runs:
            place += 1
            continue
        nearest = expected
        best = max(runs, key=lambda run: (run.length, -abs(run.printed - nearest)))
        yield best
        place, expected = best.sought_end, best.printed_end


def _agree(sought: str, place: int, printed: str, other: int) -> int:
    most = min(len(sought) - place, len(printed) - other)
    return next(
        (step for step in range(most) if sought[place + step] != printed[other + step]), most
    )


def _near_long_ones(runs: list[_Run]) -> list[_Run]:
    long = [run for run in runs if run.length >= _LONG_RUN_LETTERS]
    return [
        run
        for run in runs
        if not long
        or any(
            abs(run.printed - other.printed) < other.length + _NEAR_LONG_RUN_LETTERS
            for other in long
        )
    ]


def _fill(before: _Run, behind: _Run, sought: str, printed: str) -> list[_Run]:
    """Find what lies between two runs."""
    own = range(before.sought_end, behind.sought)
    other = range(before.printed_end, behind.printed)
    return (
        _compare(own, other, sought, printed) if len(other) <= len(own) + _INSERTED_LETTERS else []
    )


def _extend(first: _Run, last: _Run, sought: str, printed: str) -> Iterator[_Run]:
    """Find the few letters in front of the first run and behind the last, if they are there."""
    room = _EDGE_LETTERS + _INSERTED_LETTERS
    for own, other in (
        (
            range(max(first.sought - _EDGE_LETTERS, 0), first.sought),
            range(max(first.printed - room, 0), first.printed),
        ),
        (
            range(last.sought_end, min(last.sought_end + _EDGE_LETTERS, len(sought))),
            range(last.printed_end, min(last.printed_end + room, len(printed))),
        ),
    ):
        runs = _compare(own, other, sought, printed)
        if sum(run.length for run in runs) >= _LEAST_EDGE_SHARE * len(own):
            yield from runs


def _compare(own: range, other: range, sought: str, printed: str) -> list[_Run]:
    here, there = sought[own.start : own.stop], printed[other.start : other.stop]
    matcher = SequenceMatcher(None, here, there, autojunk=False)
    return [
        _Run(own.start + block.a, other.start + block.b, block.size)
        for block in matcher.get_matching_blocks()
        if block.size
    ]
