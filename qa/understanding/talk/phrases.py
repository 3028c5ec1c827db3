"""Phrases of a text that a later question may mean: names, years, and nouns with what goes before.

Without a tagger: a phrase is a run of words that are neither function words nor verbs, an
“of” between two of them included.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.paper import Span
from index.words.terms import FUNCTION_WORDS, terms
from qa.understanding.names import MONTHS, TITLES, looks_like_person
from qa.understanding.talk.verbs import is_verb

_WORD = re.compile(r"[^\W_]+(?>(?:(?:[-'’./&]|(?<=\d),(?=\d))[^\W_]+)*)(?>(?:[’'](?=\s))?)")
_POSSESSIVE = re.compile(r"[’']s?$")
_YEAR = re.compile(r"(?:in )?(?:1[5-9]|20)\d\ds?", re.IGNORECASE)
_ARTICLES = frozenset("the a an this that these those its their his her our my your".split())
_EMPTY = frozenset(
    "anything something someone anyone everything nothing interesting important significant "
    "notable noteworthy article aspect aspects fact facts information thing things kind kinds type "
    "types sort sorts many much several few various lot lots name names else ever even just still "
    "not yet never always often again together instead however although though thus therefore "
    "hence moreover furthermore later soon now then today ago back away made way well one ones "
    "more less least own same different able according due page section paper don didn doesn isn "
    "wasn tho okay please pls also like maybe really actually exactly good great "
    "another neither none certain "
    "whose whom across along among around behind below beneath beside between beyond despite down "
    "except near off onto since toward towards unlike via per against above onto onwards".split()
)
_ADJECTIVES = frozenset(
    "main major minor key first second third last next new old recent early late high low long "
    "short large small big good bad strong weak full direct joint common whole present past".split()
)
_NOUN_FOLLOWS = _ARTICLES | {"of", "which", "what", "many"}
_PLURALS = frozenset("people women men children data police media criteria".split())
_TITLED = frozenset(f"{title}." for title in TITLES) | {"st."}
_PARTICLES = frozenset("de la al bin ul von van der del".split())
_BEHIND_NOUN = re.compile(r" (?:of|in|on|at|for|with|from|to|by|against|between|that|which|who) ")
_COUNT = re.compile(r"^[\d.,]+%? (?=\S)")
_APART = re.compile(r"[,;:()\[\]\n]|[.!?] ")
_LONGEST = 8


@dataclass(frozen=True)
class Phrase:
    """Some words of a text, without the article before them.

    `before` is the word before phrase and article, in small letters, and `article` the article
    or what stands in its place. `opens` says whether a sentence begins with the phrase.
    """

    text: str
    span: Span
    article: str
    before: str
    opens: bool

    @cached_property
    def terms(self) -> frozenset[str]:
        """The stems of its words."""
        return frozenset(terms(self.text))

    @cached_property
    def head(self) -> str:
        """Its noun in small letters: the last word before an “of” or the like."""
        return _BEHIND_NOUN.split(self.text)[0].split(" ")[-1].lower()

    @cached_property
    def is_year(self) -> bool:
        """Whether it is a year or a decade."""
        return _YEAR.fullmatch(self.text) is not None

    @cached_property
    def is_date(self) -> bool:
        """Whether it is a time or a number and nothing besides: “3 May 1926”, “2010s”, “47”."""
        said = re.findall(r"[^\W\d_]{2,}", self.text.lower())
        return all(word in MONTHS or word == "and" for word in said) or self.is_year

    @cached_property
    def is_name(self) -> bool:
        """Whether it has a capital, other than the one that every sentence begins with."""
        capitals = [word for word in self.text.split(" ") if word[:1].isupper()]
        if self.opens and len(capitals) == 1 and self.text[:1].isupper():
            return not self.is_plural and (self.text.isupper() or not self.article)
        return bool(capitals)

    @cached_property
    def is_plural(self) -> bool:
        """Whether it speaks of several, as far as its ending tells."""
        if " and " in self.text or self.head in _PLURALS:
            return True
        plain = self.head.endswith("s") and not self.head.endswith(("ss", "us", "is"))
        return plain and len(self.head) > 3 and not self.is_year  # noqa: PLR2004  # “gas”, “was”

    @cached_property
    def is_person(self) -> bool:
        """Whether it is likely a person's name."""
        if self.article or not self.is_name or not looks_like_person(self.text):
            return False
        return all(word[0].isupper() or word in _PARTICLES for word in self.text.split(" "))

    @property
    def is_asked(self) -> bool:
        """Whether it stands behind “which” or “what”: it is what is sought."""
        return self.before in {"which", "what"} and not self.article

    @property
    def as_subject(self) -> str:
        """The phrase as one that is known: “the” where it had an article."""
        counted = self.is_plural and _COUNT.match(self.text) is not None
        known = counted or self.article or self.before in {"which", "what", "many", "much"}
        return f"the {_COUNT.sub('', self.text)}" if known else self.text

    @property
    def is_common(self) -> bool:
        """Whether its last word has no capital: “F-16 jets”, not “Pressler Amendment”."""
        return not self.text.split(" ")[-1][:1].isupper()

    @property
    def possessive(self) -> str:
        """What the phrase is as an owner: “the miners’”, “Russia’s”."""
        plural = self.is_plural and self.text.endswith("s")
        return f"{self.as_subject}’" if plural else f"{self.as_subject}’s"


def find_phrases(text: str) -> list[Phrase]:
    """Return the phrases of a text: runs of words, and runs that “of” or “and” joins besides."""
    runs = list(_find_runs(text))
    return [*(_phrase(text, run) for run in runs), *_find_joined(text, runs)]


def whole_phrase(text: str, *, after: str = "") -> Phrase | None:
    """Return a short text behind a word as one phrase, without its article.

    None of a long text, and of one that is no phrase.
    """
    stripped = text.strip(' .,;:!?"“”()')
    article, _, rest = stripped.partition(" ")
    if article.lower() not in _ARTICLES or not rest:
        article, rest = (after if after.lower() in _ARTICLES else ""), stripped
    first = rest.split(" ")[0]
    few = 0 < len(rest.split(" ")) <= _LONGEST and not _APART.search(rest)
    opens = first.lower() not in FUNCTION_WORDS | _EMPTY and not (is_verb(first) and not article)
    if not few or not opens or not terms(rest):
        return None
    return Phrase(rest, Span(0, len(rest)), article.lower(), "", opens=False)


def _find_runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Find the longest runs of words that stand side by side and may belong to a phrase."""
    run: list[re.Match[str]] = []
    last: re.Match[str] | None = None
    for word in _WORD.finditer(text):
        apart = last is not None and not _stand_together(text, last, word)
        content = _is_content(word[0], run, last, text)
        if run and (apart or not content):
            yield run
            run = []
            content = _is_content(word[0], run, None if apart else last, text)
        if content:
            run.append(word)
        last = word
        if run and _POSSESSIVE.search(word[0]):
            yield run
            run = []
    if run:
        yield run


def _stand_together(text: str, word: re.Match[str], following: re.Match[str]) -> bool:
    between = text[word.end() : following.start()]
    if between == ". ":
        short = len(word[0]) == 1 or "." in word[0]
        return f"{word[0].lower()}." in _TITLED or (short and word[0][0].isupper())
    return between in {" ", "\n"}


def _is_content(
    word: str, run: Sequence[re.Match[str]], last: re.Match[str] | None, text: str
) -> bool:
    small = _POSSESSIVE.sub("", word).lower()
    if len(word) > 1 and word.isupper() and not text.isupper():
        return True
    if small in FUNCTION_WORDS or small in _EMPTY or small in _ARTICLES:
        return False
    if word[0].isupper() and (run or last is not None):
        return True
    if small.endswith("ly") and len(small) > 4:  # noqa: PLR2004  # not “ally”
        return False
    behind = last is not None and last[0].lower() in _NOUN_FOLLOWS
    described = bool(run) and not small.endswith(("ed", "ing")) and _is_described(run)
    return not is_verb(small, after_article=behind or described)


def _is_described(run: Sequence[re.Match[str]]) -> bool:
    """Whether what was read of a run lets a noun be expected: “foreign aid”."""
    last = run[-1][0].lower()
    return last in _ADJECTIVES or last.endswith(("al", "ic", "ive", "ous", "ary", "ign", "ear"))


def _phrase(text: str, run: Sequence[re.Match[str]]) -> Phrase:
    start, end = run[0].start(), run[-1].end()
    end -= len(text[start:end]) - len(_POSSESSIVE.sub("", text[start:end]))
    ahead = text[:start].split()[-2:]
    article = ahead.pop().lower() if ahead and ahead[-1].lower() in _ARTICLES else ""
    before = ahead[-1] if ahead else ""
    opens = not before or before[-1:] in ".?!"
    return Phrase(text[start:end], Span(start, end), article, before.lower(), opens)


def _find_joined(text: str, runs: Sequence[Sequence[re.Match[str]]]) -> Iterator[Phrase]:
    """Find the runs that an “of” joins, and names that an “and” joins."""
    for place, run in enumerate(runs[:-1]):
        reach = list(run)
        for following in runs[place + 1 :]:
            between = text[reach[-1].end() : following[0].start()]
            if not _joins(between, reach, following):
                break
            reach += following
            if len(text[reach[0].start() : reach[-1].end()].split()) <= _LONGEST:
                yield _phrase(text, reach)


def _joins(between: str, run: Sequence[re.Match[str]], other: Sequence[re.Match[str]]) -> bool:
    if between in {" of ", " of the ", " of a "}:
        return True
    capitals = run[-1][0][:1].isupper() and other[0][0][:1].isupper()
    return capitals and between in {" and ", " and the ", " & "}
