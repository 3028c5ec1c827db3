"""Marks that cite by name and year: ``(Smith, 2019; Lee et al., 2020a)``, ``Smith (2019: 45)``.

Years are looked for first, and only those of the bibliography; then the words before
each one are read backwards, as far as they are names.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.paper import Reference, ReferenceLink, Span
from corpus.references.names import PARTICLES, acronym, is_corporate, name_key

_YEAR = re.compile(
    r"(?<![\w.–-])((?:1[5-9]|20)[0-9]{2})(?:([a-z])((?:,\s?[a-z](?![\w.]))*))?(?![\w–-])"
)
_REACH = 160
"""How many characters before a year are looked at for names."""
_FAR = 600
"""How far back the parenthesis around a year may open."""
_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’‐‑][^\W\d_]+)*|[0-9]+|[^\w\s]")  # noqa: RUF001
_LOCATOR = r"(?:[:,]\s?(?:pp?\.\s?)?[0-9]{1,4}(?:[-–][0-9]{1,4})?)?"
_BETWEEN_YEARS = re.compile(_LOCATOR + r"[,;]?\s?(?:(?:and|und|et|&)\s)?")
_CLOSING = re.compile(_LOCATOR + r"[)\]]")
_CONNECTIVES = frozenset("and & und et y e en".split())
_OTHERS = frozenset("al others colleagues coworkers co-workers".split())
_INNER_WORDS = frozenset("of for the".split())
_SENTENCE_ENDS = frozenset(("", *'.!?:;—–”"'))
_WORD = re.compile(r"[^\W\d_]+")
_POSSESSIVE = re.compile(r"['’]s$")
_MOST_WORDS = 7
_MOST_NAMES = 8
_MOST_TARGETS = 4

_Words = tuple[re.Match[str], ...]


@dataclass(frozen=True, slots=True)
class _Named:
    """The names before a year, each as words of which the first ones may be no part of it.

    `opens` says that a parenthesis opens between the names and the year, `is_led_in` that the
    first name is the first word of a sentence, and a comma behind it: “However, Ames and Bell”.
    """

    names: tuple[_Words, ...]
    has_others: bool
    opens: bool
    is_led_in: bool


def links_by_author_year(text: str, references: Sequence[Reference]) -> list[ReferenceLink]:
    """Find the marks that cite by names and year. What fits several entries cites them all."""
    return list(_Finder(references).find(text))


class _Finder:
    """Knows the entries by their first author and their year."""

    def __init__(self, references: Sequence[Reference]) -> None:
        self._keys = [[name_key(name) for name in reference.authors] for reference in references]
        self._years = [reference.year or "" for reference in references]
        self._places: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, reference in enumerate(references):
            if reference.authors and reference.year:
                for key in _keys_of(reference.authors[0]):
                    self._places[key, reference.year[:4]].append(place)

    def find(self, text: str) -> Iterator[ReferenceLink]:
        years = {year for _, year in self._places}
        words = frozenset(_WORD.findall(text))
        link: ReferenceLink | None = None
        named: _Named | None = None
        last_end = 0
        for match in _YEAR.finditer(text):
            if match[1] not in years:
                continue
            if named is None or not _BETWEEN_YEARS.fullmatch(text, last_end, match.start()):
                named = _names_before(text, match.start())
                if link is not None:
                    yield link
                link = None
            last_end = match.end()
            start, targets = self._cited(named, match) if named else (0, ())
            if named and not targets and _is_no_name(named, words):
                start, targets = self._cited(replace(named, names=named.names[1:]), match)
            if named is None or not targets:
                continue
            end = last_end
            if named.opens and (closing := _CLOSING.match(text, end)):
                end = closing.end()
            earlier = link.targets if link is not None else ()
            start = link.span.start if link is not None else start
            link = ReferenceLink(Span(start, end), tuple(dict.fromkeys((*earlier, *targets))))
        if link is not None:
            yield link

    def _cited(self, named: _Named, year: re.Match[str]) -> tuple[int, tuple[int, ...]]:
        """Return where the first author's name begins, and the entries that are cited."""
        suffixes = [year[2] or "", *re.findall("[a-z]", year[3] or "")]
        for first in range(len(named.names[0])):
            words = named.names[0][first:]
            known = self._places.get((_key(words), year[1]), [])
            if not known:
                continue
            fitting = self._fitting(known, named)
            targets = [
                place
                for suffix in suffixes
                for place in fitting
                if not suffix or self._years[place] == year[1] + suffix
            ]
            return words[0].start(), tuple(targets) if len(targets) <= _MOST_TARGETS else ()
        return 0, ()

    def _fitting(self, places: Sequence[int], named: _Named) -> Sequence[int]:
        """Keep the entries whose other authors are as the mark says."""
        count = len(named.names)
        if count > 1:
            places = [place for place in places if self._has_second(place, named.names[1])]
        if named.has_others:
            better = [place for place in places if len(self._keys[place]) > count]
        else:
            better = [place for place in places if len(self._keys[place]) == count]
        return better or places

    def _has_second(self, place: int, words: _Words) -> bool:
        keys = self._keys[place]
        return len(keys) > 1 and any(_key(words[first:]) == keys[1] for first in range(len(words)))


def _keys_of(author: str) -> set[str]:
    keys = {name_key(author)}
    return keys | {name_key(acronym(author))} if is_corporate(author) else keys


def _key(words: _Words) -> str:
    return name_key(" ".join(_POSSESSIVE.sub("", word[0]) for word in words))


def _names_before(text: str, year: int) -> _Named | None:
    """Read backwards from a year; None unless names stand there as they do in a citation."""
    tokens = list(_TOKEN.finditer(text, max(0, year - _REACH), year))
    opens = bool(tokens) and tokens[-1][0] in "(["
    while tokens and tokens[-1][0] in "([,":
        tokens.pop()
    has_others = _take_others(tokens)
    names: list[_Words] = []
    is_joined = False
    while len(names) < _MOST_NAMES and (words := _take_name(tokens)):
        names.insert(0, words)
        if tokens and tokens[-1][0] in _CONNECTIVES:
            tokens.pop()
            is_joined = True
        elif not (tokens and tokens[-1][0] == "," and (is_joined or has_others)):
            break
        if tokens and tokens[-1][0] == ",":
            tokens.pop()
    is_cited = opens or has_others or len(names) > 1 or _is_inside_parentheses(text, year)
    if not names or not is_cited:
        return None
    before = text[: names[0][0].start()].rstrip()
    is_led_in = (
        len(names) > 1
        and len(names[0]) == 1
        and text[names[0][0].end()] == ","
        and before[-1:] in _SENTENCE_ENDS
    )
    return _Named(tuple(names), has_others, opens, is_led_in)


def _is_no_name(named: _Named, words: frozenset[str]) -> bool:
    """Whether the first name only begins the sentence: its word is in small letters too."""
    return named.is_led_in and named.names[0][0][0].lower() in words


def _take_others(tokens: list[re.Match[str]]) -> bool:
    """Take “et al.” and the like off the end of `tokens`."""
    end = len(tokens) - (bool(tokens) and tokens[-1][0] == ".")
    if end < 2 or tokens[end - 1][0].lower() not in _OTHERS:  # noqa: PLR2004 - “et” and “al”
        return False
    if tokens[end - 2][0] not in _CONNECTIVES:
        return False
    del tokens[end - 2 :]
    if tokens and tokens[-1][0] == ",":
        tokens.pop()
    return True


def _take_name(tokens: list[re.Match[str]]) -> _Words:
    """Take the words of a name off the end of `tokens`, and the initials before it."""
    words: list[re.Match[str]] = []
    while (
        tokens and len(words) < _MOST_WORDS and _belongs_to_name(tokens[-1][0], inside=bool(words))
    ):
        words.insert(0, tokens.pop())
    while words and words[0][0] in _INNER_WORDS:
        words.pop(0)
    while len(tokens) > 1 and tokens[-1][0] == "." and _is_initial(tokens[-2][0]):
        del tokens[-2:]
    return tuple(words)


def _belongs_to_name(word: str, *, inside: bool) -> bool:
    if word[0].isupper():
        return True
    return inside and (word in _INNER_WORDS or (word in PARTICLES and word not in _CONNECTIVES))


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.isupper()


def _is_inside_parentheses(text: str, offset: int) -> bool:
    start = max(0, offset - _FAR)
    opened = max(text.rfind("(", start, offset), text.rfind("[", start, offset))
    return opened > max(text.rfind(")", start, offset), text.rfind("]", start, offset))
