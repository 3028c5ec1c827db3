"""What a language model wrote, read leniently: sentences, and the passages they name."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.paper import Span
from corpus.sentences import split_into_sentences
from index.words.terms import words
from qa.llm.prompt import LONGEST_SENTENCE, NO_ANSWER

_CUT = 120
"""Characters from which a reply without an end is a sentence that broke off."""
_LIST = r"\d{1,4}(?:\s*(?:[,;&–-]|\band\b|\bto\b)\s*(?:(?:passages?|p\.)\s*)?\d{1,4})*"
_NOUN = r"(?:passages?|sources?)\s*"
_BRACKETED = re.compile(rf"[\[【]\^?\s*(?:{_NOUN})?({_LIST})\s*[\]】]", re.IGNORECASE)
_IN_PARENTHESES = re.compile(
    rf"\(\s*(?:(?:see|in)\s+)?({_NOUN})?({_LIST})\s*\)(\s*+[.!?]*+\s*+)$", re.IGNORECASE
)
_OPENING = re.compile(
    r"^(?:according to|as (?:stated|noted|mentioned|said) in|in|from)?\s*"
    r"(?:the\s+)?passages?\s+(\d{1,3})[\s,:]*(?:(?:says|states|notes|mentions)\s+(?:that\s+)?)?",
    re.IGNORECASE,
)
_REPORTING = re.compile(
    r"^the (?:passages?|texts?) (?:also )?(?:says?|states?|notes?|mentions?) that ", re.IGNORECASE
)
_STOPPED = re.compile(r"[.!?…][”\"’')]*$")
_ENDED = re.compile(r"(?:[.!?…\]】]|(?<![”\"’')])[”\"’']*+\))[”\"’')]*$")
_PART = re.compile(r"(\d+)(?:\s*(?:[–-]|\bto\b)\s*(\d+))?")
_MARKS_BEHIND_STOP = re.compile(
    rf"(?<![.!?])([.!?]++[”\"’')]*+)((?:\s*+[\[【(]\^?\s*(?:{_NOUN})?{_LIST}\s*[\]】)])+)",
    re.IGNORECASE,
)
_BULLET = re.compile(
    r"^\s*(?:[-*•–]+|\d{1,2}[.)])\s+|^\s*#+\s*|^\s*(?:answer|a)\s*:\s*", re.IGNORECASE
)
_THOUGHTS = re.compile(r"<think>.*?(?:</think>|$)", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r"```\w*")
_TAG_START = re.compile(r"</?[a-zA-Z!]")
_LINK = re.compile(r"https?://|www\.|\]\(|data:\w+/", re.IGNORECASE)
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")


@dataclass(frozen=True, slots=True)
class WrittenSentence:
    """A sentence without its marks, and the numbers it names, each once, from 1 on."""

    text: str
    numbers: tuple[int, ...]


def read_reply(reply: str, *, passages: int, finished: bool = True) -> tuple[WrittenSentence, ...]:
    """Return the sentences of a reply, in prose or in JSON, each once.

    Numbers beyond `passages` are dropped, ranges and lists are resolved. What holds markup
    or a link is left out, and so is, unless the reply is `finished`, what may still go on.
    """
    plain = _FENCE.sub("", _THOUGHTS.sub("", reply)).strip()
    ended = finished or reply.endswith("\n")
    found = _in_json(plain) if re.match(r"\{|\[\s*\{", plain) else _in_prose(plain, ended=ended)
    told: set[tuple[str, ...]] = set()
    sentences = []
    for raw, named in found:
        text, numbers = _without_marks(raw, passages)
        key = tuple(words(text))
        if not _is_acceptable(text) or not key or key in told:
            continue
        told.add(key)
        in_range = [number for number in named if 1 <= number <= passages]
        once = tuple(dict.fromkeys([*in_range, *numbers]))
        sentences.append(WrittenSentence(_as_sentence(text), once))
    return tuple(sentences)


def _in_json(reply: str) -> Iterator[tuple[str, list[int]]]:
    """Read the sentences that are complete, whether the document is or not."""
    start = reply.find("[")
    decoder = json.JSONDecoder()
    while start >= 0 and (start := reply.find("{", start)) >= 0:
        try:
            item, start = decoder.raw_decode(reply, start)
        except ValueError:
            return
        text, numbers = item.get("text"), item.get("passages")
        if isinstance(text, str):
            listed = numbers if isinstance(numbers, list) else [numbers]
            yield text, [number for number in listed if type(number) is int]


def _in_prose(reply: str, *, ended: bool) -> Iterator[tuple[str, list[int]]]:
    pieces: list[str] = []
    for line in reply.splitlines():
        if _LINK.search(line):
            continue
        plain = _BULLET.sub("", line).strip()
        # The marks go before the stop, so that they stay with their sentence.
        plain = _MARKS_BEHIND_STOP.sub(r"\2\1", plain)
        spans = split_into_sentences(plain, Span(0, len(plain)))
        pieces += [plain[span.start : span.end] for span in spans]
    if pieces and (not ended or _breaks_off(pieces)):
        pieces.pop()
    for piece in pieces:
        yield piece, []


def _breaks_off(pieces: Sequence[str]) -> bool:
    """Whether there was no room for the rest of the last piece; a few words may be all."""
    last = pieces[-1]
    return not _ENDED.search(last) and (len(pieces) > 1 or len(last) > _CUT)


def _without_marks(text: str, passages: int) -> tuple[str, list[int]]:
    """Take the marks out of a sentence, and give the numbers that there are passages for."""
    numbers: list[int] = []

    def take(match: re.Match[str]) -> str:
        numbers.extend(_resolve(match[1], passages))
        return ""

    def take_last(match: re.Match[str]) -> str:
        found = _resolve(match[2], passages)
        numbers.extend(found)
        # A number in parentheses that is no passage's may be a year.
        return match[3] if found or match[1] else match[0]

    plain = _BRACKETED.sub(take, text)
    plain = _IN_PARENTHESES.sub(take_last, plain)
    plain = _REPORTING.sub("", _OPENING.sub(take, plain))
    plain = re.sub(r"(?<!\s)\s++(?=[.,;:!?])", "", " ".join(_EMPHASIS.sub("", plain).split()))
    return plain, numbers


def _resolve(listed: str, passages: int) -> list[int]:
    """Return the numbers of “1, 3” and “1-3” that are passages’."""
    return [
        number
        for part in _PART.finditer(listed)
        for number in range(int(part[1]), min(int(part[2] or part[1]), passages) + 1)
        if 1 <= number <= passages
    ]


def _is_acceptable(text: str) -> bool:
    return (
        len(text) <= LONGEST_SENTENCE
        and text.strip(" .:!\"'") != NO_ANSWER
        and not _has_tag(text)
        and not _LINK.search(text)
        and "�" not in text
    )


def _has_tag(text: str) -> bool:
    start = _TAG_START.search(text)
    return start is not None and ">" in text[start.end() :]


def _as_sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if _STOPPED.search(text) else f"{text.rstrip(' ,;:–-')}."
