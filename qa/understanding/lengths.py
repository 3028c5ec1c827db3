"""How long an answer is wished for: “in one line”, “in 3 bullet points”, “briefly”."""

import re
from dataclasses import dataclass

_NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
} | {"a": 1, "a single": 1, "single": 1, "couple of": 2, "few": 3}
_NUMBER = (
    r"(?:[0-9]{1,3}|(?:a )?(?:couple of|few|single)"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
)
_UNIT = r"(?P<unit>sentence|line|liner|bullet|point|paragraph|word|tweet)s?\b(?! of (?!text\b))"
_RANGE = rf"(?P<number>{_NUMBER}|a)(?: ?(?:-|to|or) ?(?P<upper>{_NUMBER}))?"
_COUNTED = re.compile(
    r"(?:\b(?:in|within|as|into|to|using|under|me|write|only|just|about|around|exactly|than|most"
    rf"|max|maximum)\s|^){_RANGE}"
    r"(?:[ -](?:short|brief|simple|main|key|quick|concise|important|clear))?[ -]"
    rf"{_UNIT}",
    re.IGNORECASE,
)
_COUNTED_SUMMARY = re.compile(
    rf"\b{_RANGE}[ -]{_UNIT}"
    r"(?= (?:summary|overview|answer|version|explanation|description|abstract|max|please|pls|only"
    r"|tops|long)\b)",
    re.IGNORECASE,
)
_BULLETS = re.compile(r"\b(?:bullet[ -]?points?|bullets|bulleted)\b", re.IGNORECASE)
_SHORT = re.compile(
    r"\b(?:briefly|in brief|in short|in a nutshell|tl ?;? ?dr|quick(?:ly)?(?: summary| overview"
    r"| version)|short(?:er)? (?:summary|answer|version|overview|description)|brief (?:summary"
    r"|answer|overview|description|account)|concise(?:ly)?|keep it (?:short|brief|simple)"
    r"|make it (?:short|brief)|in a few words|in a word|be brief|gist)\b",
    re.IGNORECASE,
)
_LONG = re.compile(
    r"\b(?:in (?:more |great(?:er)? |full |some )?details?|in depth|in-depth|at length|detailed"
    r"|long(?:er)? (?:summary|answer|version|explanation)|thorough(?:ly)?|comprehensive(?:ly)?"
    r"|elaborate(?:ly)?|extensive(?:ly)?|everything (?:about|on)|tell me more|step by step)\b",
    re.IGNORECASE,
)
_SENTENCES_BRIEFLY = 3
_SENTENCES_AT_LENGTH = 8
_SENTENCES_OF_PARAGRAPH = 5
_SENTENCES_OF_BULLETS = 5
"""Where their number is left open."""
_WORDS_OF_SENTENCE = 25
_MOST_SENTENCES = 20
_FEWEST_WORDS_LEFT = 3
"""Without the length that it asks for, a question has as many."""


@dataclass(frozen=True, slots=True)
class AskedLength:
    """How many sentences an answer should have, and whether each as a point of its own."""

    sentences: int
    bullets: bool = False


def asked_length(text: str) -> AskedLength | None:
    """Return how long an answer a question asks for; None if it says nothing of that.

    A bullet point and a line are a sentence each, a paragraph is five, “briefly” three, “in
    detail” eight. Never more than 20.
    """
    bullets = _BULLETS.search(text) is not None
    count = _counted(text)
    if count is not None:
        return AskedLength(min(max(count, 1), _MOST_SENTENCES), bullets)
    if bullets:
        return AskedLength(_SENTENCES_OF_BULLETS, bullets)
    if _SHORT.search(text):
        return AskedLength(_SENTENCES_BRIEFLY)
    return AskedLength(_SENTENCES_AT_LENGTH) if _LONG.search(text) else None


def without_length(text: str) -> str:
    """Return a question without the length that it asks for, where there is more in it.

    “in 3 bullets” says how to answer, and not that a list is asked for.
    """
    rest = " ".join(_COUNTED_SUMMARY.sub("", _COUNTED.sub("", text)).split())
    return rest if len(rest.split()) >= _FEWEST_WORDS_LEFT else text


def _counted(text: str) -> int | None:
    """Return the sentences that are asked for in figures or number words, if any are."""
    match = _COUNTED.search(text) or _COUNTED_SUMMARY.search(text)
    if match is None:
        return None
    unit, number = match["unit"].lower(), (match["upper"] or match["number"]).lower()
    if unit == "point" and number == "a":
        return None
    count = _NUMBERS.get(number.removeprefix("a ")) or int(number)
    if unit == "word":
        return -(-count // _WORDS_OF_SENTENCE)
    return count * _SENTENCES_OF_PARAGRAPH if unit == "paragraph" else count
