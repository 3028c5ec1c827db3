"""Lists in a text: the sentence that leads in, and its items, sentences or paragraphs."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from corpus.paper import Paper

MOST_ITEMS = 10
FEWEST_ITEMS = 2

_NUMBERS = {
    word: number
    for number, word in enumerate("two three four five six seven eight nine ten".split(), start=2)
}
_ANNOUNCES = re.compile(
    r"(?<!\bthe )(?<!\bthese )(?<!\bthose )(?<!\ball )(?<!\bour )(?<!\btheir )(?<!\bits )"
    rf"\b(?P<count>certain|different|few|following|many|multiple|number of|numerous|several|some"
    rf"|various|{'|'.join(_NUMBERS)}) ",
    re.IGNORECASE,
)
"""How things are announced; “these three” were told before."""
_PREPOSITIONS = frozenset(
    "about against among as at behind between by for from in into of on that to under which "
    "with within".split()
)
_PLURAL = re.compile(r"[\w’'-]*[^siu\W]s$", re.IGNORECASE)
_WORDS_OF_PHRASE = 4
"""Words behind the number among which the noun is: “two of the main reasons”."""
_LEADING_WORDS = 20
"""Words of a sentence that only says how many things follow."""
_ITEM = re.compile(
    r"\W{0,3}(?:\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.)]\s"
    r"|(?:first|second|third|fourth|fifth|last|final)(?:ly)?\b"
    r"|another\b|also\b|additionally\b|furthermore\b|in addition\b|moreover\b|next\b"
    r"|one (?:is|was|such|of)\b|the (?:first|second|third|fourth|fifth|last|next|other)\b)",
    re.IGNORECASE,
)
"""How a sentence begins that is one of several things."""
_BULLET = re.compile(r"(?:[•·▪◦*–—-]|\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.)])\s", re.IGNORECASE)
_LABEL = re.compile(r"\W?[A-Z][^.:;!?\n]{1,60}[:;]\s?\w")
"""How a paragraph begins that is headed by what it is about: “Spelling: …”."""
_MOST_WORDS = 45
"""Words of a paragraph that may be an item without a mark of one."""
_ASIDE = 1
"""Sentences between two items that belong to the first one."""


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A list in a paper: the places, among `paper.sentences`, of its lead-in and of its items."""

    lead: int
    items: tuple[int, ...]

    def has(self, place: int) -> bool:
        """Whether a sentence leads in or is an item."""
        return place == self.lead or place in self.items


def leads_in(text: str) -> bool:
    """Whether a sentence announces others: “It has several limitations.”, “The factors are:”."""
    return text.endswith(":") or (
        len(text.split()) <= _LEADING_WORDS and _announced(text) is not None
    )


def find_enumerations(paper: Paper) -> list[Enumeration]:
    """Return the lists of a paper that have a lead-in and two items and more."""
    found = (Enumeration(place, led_to(paper, place)) for place in range(len(paper.sentences)))
    return [one for one in found if len(one.items) >= FEWEST_ITEMS]


def led_to(paper: Paper, place: int) -> tuple[int, ...]:
    """Return the places of the sentences that a lead-in leads to, none behind another sentence.

    They are the items under the same heading: sentences that begin as items do, or the first
    sentences of the paragraphs behind. Without such, the next sentence where it must follow.
    """
    text = _text(paper, place)
    if not leads_in(text) or _is_in_table(paper, place):
        return ()
    behind = list(_under_same_heading(paper, place))
    opening = [one for one in behind if _opens_paragraph(paper, one)]
    follows = text.endswith(":") or _announces_at_end(text)
    if behind and behind[0] in opening[:1]:
        items = _paragraphs(paper, opening, _announced(text), colon=text.endswith(":"))
    else:
        items = _sentences(paper, behind, first=follows)
    return tuple((items or (behind[:1] if follows else []))[:MOST_ITEMS])


def _announced(text: str) -> int | None:
    """Return how many things a sentence announces, 0 for several; None where it does not."""
    for match in _ANNOUNCES.finditer(text):
        phrase = text[match.end() :].split(maxsplit=_WORDS_OF_PHRASE + 1)[: _WORDS_OF_PHRASE + 1]
        for word, behind in zip(phrase, [*phrase[1:], ""], strict=True):
            bare = word.rstrip(".:")
            ends = not behind or bare != word or behind.lower() in _PREPOSITIONS
            if ends and _PLURAL.match(bare):
                return _NUMBERS.get(match["count"].lower(), 0)
    return None


def _announces_at_end(text: str) -> bool:
    last = text.rstrip(".:").rsplit(maxsplit=1)[-1:]
    return bool(last) and _PLURAL.match(last[0]) is not None and _announced(text) is not None


def _paragraphs(
    paper: Paper, opening: Sequence[int], count: int | None, *, colon: bool
) -> list[int]:
    """Return the places of the first sentences of the paragraphs that are items."""
    if count and count <= len(opening):
        return list(opening[:count])
    for form in (_BULLET, _ITEM, _LABEL):
        formed = list(takewhile(lambda one: form.match(_text(paper, one)), opening))  # noqa: B023
        if len(formed) >= FEWEST_ITEMS:
            return formed
    if not colon:
        return []
    short = list(takewhile(lambda one: _is_short(_text(paper, one)), opening))
    unfinished = [one for one in short if not _text(paper, one).endswith((".", "!", "?"))]
    # The last of a row of items closes the sentence that the lead-in opens.
    return short[: short.index(unfinished[-1]) + 2] if unfinished else short


def _is_short(text: str) -> bool:
    return len(text.split()) <= _MOST_WORDS and not text.endswith(":")


def _sentences(paper: Paper, behind: Sequence[int], *, first: bool) -> list[int]:
    """Return the places of the sentences behind that are items; the `first` one is anyway."""
    items = list(behind[:1]) if first else []
    for number, one in enumerate(behind):
        if one not in items and _ITEM.match(_text(paper, one)):
            items.append(one)
        elif number - len(items) > _ASIDE:
            break
    return items if len(items) >= FEWEST_ITEMS else []


def _under_same_heading(paper: Paper, place: int) -> Iterator[int]:
    heading = paper.section_path_at(paper.sentences[place].start)
    for one in range(place + 1, len(paper.sentences)):
        if paper.section_path_at(paper.sentences[one].start) != heading:
            return
        if not _is_in_table(paper, one):
            yield one


def _is_in_table(paper: Paper, place: int) -> bool:
    return paper.table_at(paper.sentences[place].start) is not None


def _opens_paragraph(paper: Paper, place: int) -> bool:
    start = paper.sentences[place].start
    number = bisect_left(paper.paragraphs, start, key=lambda span: span.start)
    return number < len(paper.paragraphs) and paper.paragraphs[number].start == start


def _text(paper: Paper, place: int) -> str:
    span = paper.sentences[place]
    return paper.text[span.start : span.end]
