"""Questions as people type them: slips of the finger, chat forms, another order of words."""

import random
import re

FROM_LETTERS = 5
"""Letters that a word has at least, for a finger to slip in it."""
_SLIPS = 0.12
"""The share of words in which a finger slips, in questions where any does."""
_SLIPPED, _CHATTED, _MOVED = 0.5, 0.6, 0.25
"""The shares of changed questions that have slips, a chat form, and their last phrase first."""
_NEIGHBOURS = {
    letter: row[max(0, place - 1) : place] + row[place + 1 : place + 2]
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    for place, letter in enumerate(row)
}
_SHORT_FORMS = {
    "what is": "whats",
    "who is": "whos",
    "where is": "wheres",
    "how is": "hows",
    "when is": "whens",
    "because": "bc",
    "and": "&",
    "with": "w/",
    "about": "abt",
    "people": "ppl",
    "you": "u",
    "are": "r",
    "through": "thru",
    "without": "w/o",
}
_OPENINGS = (
    "hey, ",
    "so ",
    "ok so ",
    "pls tell me ",
    "can you tell me ",
    "quick question: ",
    "um ",
)
_CLOSINGS = ("", "", "", "?", "??", " pls", " thx")
_ARTICLE = re.compile(r"\b(?:the|a|an) (?=\w)", re.IGNORECASE)
_DO = re.compile(r"\b(?:do|does|did) (?!not\b)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_LAST_PHRASE = re.compile(r" ((?:in|during|after|before|since|until|at|by|for) [^,?]{3,40})\?$")


def as_typed(question: str, chance: random.Random) -> str:
    """Put a question as someone in a hurry might: it asks for the same."""
    if chance.random() < _MOVED:
        question = with_last_phrase_first(question)
    if chance.random() < _CHATTED:
        question = chatted(question, chance)
    if chance.random() < _SLIPPED:
        question = with_slips(question, chance)
    return question


def chatted(question: str, chance: random.Random) -> str:
    """Leave out marks, capitals, some articles and auxiliaries, and write some words short."""
    text = question.rstrip("?. ")
    for long, short in _SHORT_FORMS.items():
        if chance.random() < 0.5:  # noqa: PLR2004
            text = re.sub(rf"\b{long}\b", short, text, flags=re.IGNORECASE)
    for pattern, share in ((_ARTICLE, 0.5), (_DO, 0.3)):
        if chance.random() < share:
            text = pattern.sub("", text)
    text = text.replace("'s", "s") if chance.random() < 0.5 else text  # noqa: PLR2004
    opening = chance.choice(_OPENINGS) if chance.random() < 0.2 else ""  # noqa: PLR2004
    return f"{opening}{text.lower()}{chance.choice(_CLOSINGS)}"


def with_slips(question: str, chance: random.Random) -> str:
    """Let a finger slip in one word at least, if any is long enough."""
    words = [match for match in _WORD.finditer(question) if len(match[0]) >= FROM_LETTERS]
    if not words:
        return question
    count = max(1, round(_SLIPS * len(question.split())))
    chosen = sorted(chance.sample(words, min(count, len(words))), key=lambda match: -match.start())
    for match in chosen:
        slipped = _slip(match[0], chance)
        question = question[: match.start()] + slipped + question[match.end() :]
    return question


def _slip(word: str, chance: random.Random) -> str:
    """Swap, leave out, double or miss one letter behind the first."""
    place = chance.randrange(1, len(word) - 1)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    beside = _NEIGHBOURS.get(letter.lower(), "") or letter
    return chance.choice(
        (
            f"{before}{after[0]}{letter}{after[1:]}",
            f"{before}{after}",
            f"{before}{letter}{letter}{after}",
            f"{before}{chance.choice(beside)}{after}",
        )
    )


def with_last_phrase_first(question: str) -> str:
    """Put the phrase of time or place that ends a question in front of it."""
    match = _LAST_PHRASE.search(question)
    if match is None:
        return question
    rest = question[: match.start()]
    return f"{match[1][:1].upper()}{match[1][1:]}, {rest[:1].lower()}{rest[1:]}?"
