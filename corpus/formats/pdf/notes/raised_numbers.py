"""What raised numbers are in a paper: markers of notes, or citations of numbered works."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.formats.pdf.notes.affiliations import lists_names
from corpus.formats.pdf.notes.markers import read_marks, stands_behind_word
from corpus.formats.pdf.values import PrintLine
from corpus.paper import Reference

_FEWEST_WORKS = 3
_LEAST_LABELLED_SHARE, _LEAST_CITED_SHARE = 0.6, 0.5
"""Of the works up to the last number, those with a label; and those that raised numbers cite."""
_MOST_NOTED_SHARE = 0.5
"""Where more of the raised numbers are those of notes, they are markers of notes."""
_LEAST_COUNTED_SHARE = 0.5
"""Of the numbers up to the last, so many are raised if they are markers that count up."""


@dataclass(frozen=True, slots=True)
class RaisedNumbers:
    """How many works raised numbers cite, none where they do not; whether they count up from 1.

    Those that do not are no markers, unless there is a note for them.
    """

    works: int = 0
    count_up: bool = True

    def hold(self, marks: Iterable[str]) -> bool:
        """Whether markers are nothing but numbers of works."""
        numbers = [number for mark in marks for number in numbers_in(mark)]
        return bool(numbers) and all(0 < number <= self.works for number in numbers)


def tell_raised_numbers(
    text: Iterable[PrintLine], references: Sequence[Reference], noted: Iterable[str]
) -> RaisedNumbers:
    """Tell by the whole paper what raised numbers in its text are.

    They cite if most works of a numbered bibliography are cited that way, and the numbers are
    not those of notes, which are `noted`.
    """
    called = {number for line in text if not lists_names(line) for number in _called(line)}
    notes = called & {int(mark) for mark in noted if mark.isdecimal()}
    works = _count_works(references)
    cited = called & set(range(1, works + 1))
    are_cited = works >= _FEWEST_WORKS and len(cited) >= _LEAST_CITED_SHARE * works
    are_noted = bool(called) and len(notes) >= _MOST_NOTED_SHARE * len(called)
    counted = len(called) >= _LEAST_COUNTED_SHARE * max(called, default=0)
    return RaisedNumbers(
        works if are_cited and not are_noted else 0, bool(notes) or (1 in called and counted)
    )


def numbers_in(mark: str) -> Iterator[int]:
    """Return the numbers of a marker: of ``3-5``, those between as well; none of a sign."""
    first, _, last = mark.replace("–", "-").replace("—", "-").partition("-")
    if first.strip().isdecimal():
        start = int(first)
        yield from range(start, int(last) + 1 if last.strip().isdecimal() else start + 1)


def _count_works(references: Sequence[Reference]) -> int:
    """Return the last number of a bibliography, most of whose numbers are labels; or 0."""
    labels = [int(one.label) for one in references if one.label and one.label.isdecimal()]
    last = max(labels, default=0)
    return last if len(labels) >= _LEAST_LABELLED_SHARE * last else 0


def _called(line: PrintLine) -> Iterator[int]:
    """Return the numbers raised behind words."""
    before = ""
    for piece in line.pieces:
        if piece.raised and stands_behind_word(before):
            for mark in read_marks(piece.text):
                yield from numbers_in(mark)
        before += piece.text
