"""Finds again in a paper what stands in the text that it was read from.

Reading mends hyphens and broken lines and leaves running heads out, so offsets differ
while letters and digits mostly do not.
"""

from bisect import bisect_left

from corpus.paper import Span

_AROUND = (60, 20, 0)
"""How many letters on each side must agree, at most and at least, to tell two places apart."""


class AlignedText:
    """A text by its `letters` and digits alone; `places` has the offset of each."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places = [place for place, letter in enumerate(text) if letter.isalnum()]
        self.letters = "".join(text[place] for place in self.places)

    def find(self, piece: str, near: int, *, within: Span) -> Span | None:
        """Return the place of `piece` that begins nearest to the offset `near`, inside `within`.

        None if it is not there. White space and punctuation count for nothing, but a
        piece without letters or digits must stand exactly at `near`.
        """
        letters = _letters_of(piece)
        if not letters:
            return self._find_signs(piece, near, within)
        first, last = (bisect_left(self.places, offset) for offset in (within.start, within.end))
        found = _nearest(self.letters, letters, bisect_left(self.places, near), first, last)
        return None if found is None else self.span_of(found, len(letters))

    def _find_signs(self, piece: str, near: int, within: Span) -> Span | None:
        """Return where signs stand at `near`, which may count the white space before them."""
        signs = piece.strip()
        for start in (near, near + len(piece) - len(piece.lstrip())):
            end = start + len(signs)
            if within.start <= start and end <= within.end and self.text[start:end] == signs:
                return Span(start, end)
        return None

    def find_in(self, other: "AlignedText", span: Span) -> Span | None:
        """Return the place in `other` of what stands at `span` here; None if it was left out."""
        first, last = (bisect_left(self.places, offset) for offset in (span.start, span.end))
        if first == last:
            return self._find_signs_in(other, self.text[span.start : span.end], first)
        for around in _AROUND:
            start = max(0, first - around)
            letters = self.letters[start : last + around]
            found = _nearest(other.letters, letters, start, 0, len(other.letters))
            if found is not None:
                return other.span_of(found + first - start, last - first)
        return None

    def _find_signs_in(self, other: "AlignedText", signs: str, following: int) -> Span | None:
        """Return the place in `other` of signs that stand before the letter `following` here.

        They stand behind the same letter there, and before the next one.
        """
        start, letter = 0, None
        if following:
            letter = self.find_in(other, self.span_of(following - 1, 1))
            if letter is None:
                return None
            start = letter.end
        behind = bisect_left(other.places, start)
        end = other.places[behind] if behind < len(other.places) else len(other.text)
        place = other.text.find(signs, start, end)
        return None if place < 0 else Span(place, place + len(signs))

    def span_of(self, first: int, count: int) -> Span:
        """Return the span of `count` letters: the one numbered `first`, from 0, and more."""
        return Span(self.places[first], self.places[first + count - 1] + 1)


def _letters_of(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def _nearest(text: str, piece: str, near: int, first: int, last: int) -> int | None:
    """Return where `piece` begins in ``text[first:last]``, as near to `near` as it does."""
    before = text.rfind(piece, first, min(last, near + len(piece)))
    after = text.find(piece, max(first, near), last)
    places = [place for place in (before, after) if place >= 0]
    return min(places, key=lambda place: abs(place - near), default=None)
