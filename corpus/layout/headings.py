"""Headings of plain text: which lines are headings, and on which level."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_LONGEST_HEADING = 120
_MOST_WORDS = 16
_SENTENCE_END = re.compile(r"[.!?][”’\"')\]]*$")
_NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)[.)]?\s+\S|^([IVX]{1,5})\.\s+\S")
_WORD = re.compile(r"[^\W\d_]+")
_COMMON_TITLES = frozenset(
    "abstract acknowledgements acknowledgments appendix background bibliography conclusion "
    "conclusions discussion introduction keywords limitations methodology methods notes "
    "references results summary".split()
)
_SMALL_WORDS = frozenset(
    "a an and as at between but by for from in into nor of off on or over per since than the "
    "to towards under until up via vs with within without during after before".split()
)


def ends_sentence(text: str) -> bool:
    """Tell whether `text` closes with a sentence's punctuation, quotes aside."""
    return _SENTENCE_END.search(text) is not None


def is_common_title(text: str) -> bool:
    """Tell whether `text` names a section that most papers have."""
    return text.rstrip(":").lower() in _COMMON_TITLES


def is_heading_like(text: str) -> bool:
    """Tell whether a line that stands alone has the form of a heading."""
    words = _WORD.findall(text)
    if not words or len(text) > _LONGEST_HEADING or len(text.split()) > _MOST_WORDS:
        return False
    if is_common_title(text):
        return True
    if ends_sentence(text) and not text.endswith("?"):
        return False
    if ";" in text or text.endswith((",", ":", "-")) or not (text[0].isupper() or text[0].isdigit()):
        return False
    return _NUMBERED.match(text) is not None or text.isupper() or _is_title_case(words)


def _is_title_case(words: Sequence[str]) -> bool:
    telling = [word for word in words if len(word) > 1 and word.lower() not in _SMALL_WORDS]
    capitals = sum(word[0].isupper() for word in telling)
    return bool(telling) and capitals >= 0.7 * len(telling)  # noqa: PLR2004 - "in vitro" and the like


@dataclass(frozen=True, slots=True)
class FoundHeading:
    """A heading in reading order; `leads` says that another heading follows at once."""

    title: str
    leads: bool


def infer_levels(headings: Sequence[FoundHeading]) -> list[int]:
    """Give each heading its level, 1 for the outermost.

    Numbers decide where there are any. Otherwise a heading with another one right
    under it opens a group; the headings behind it belong to the group while they
    resemble its members at least as much as the top-level headings. A group of one
    is unusual, so the second heading always joins.
    """
    numbered = [_NUMBERED.match(heading.title) for heading in headings]
    if sum(match is not None and match[1] is not None for match in numbered) * 2 > len(headings):
        return [
            match[1].count(".") + 1 if match is not None and match[1] else 1 for match in numbered
        ]
    levels: list[int] = []
    top: list[set[str]] = []
    group: list[set[str]] | None = None
    for heading in headings:
        words = _telling_words(heading.title)
        is_common = is_common_title(heading.title)
        if is_common or heading.leads or group is None or not _joins(words, group, top):
            levels.append(1)
            top.append(words)
            group = [] if heading.leads and not is_common else None
        else:
            levels.append(2)
            group.append(words)
    return levels


def _joins(words: set[str], group: list[set[str]], top: list[set[str]]) -> bool:
    smallest_group = 2
    if len(group) < smallest_group:
        return True
    return _resemblance(words, group) >= _resemblance(words, top)


def _resemblance(words: set[str], others: Sequence[set[str]]) -> float:
    """Give the largest Jaccard index of `words` with one of `others`."""
    return max(len(words & other) / max(1, len(words | other)) for other in others)


def _telling_words(title: str) -> set[str]:
    from Stemmer import Stemmer

    stem = Stemmer("english").stemWord
    words = (word.lower() for word in _WORD.findall(title))
    return {stem(word) for word in words if word not in _SMALL_WORDS and len(word) > 1}
