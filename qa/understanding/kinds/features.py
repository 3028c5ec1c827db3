"""What the form of a question tells of its kind: runs of its form words, counts, noun endings."""

import re
from collections.abc import Iterator, Sequence, Set

_TOKEN = re.compile(r"[^\W_]+|[?!:,;]")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
_FULL_FORMS = {
    "abt": "about",
    "cant": "can not",
    "couldnt": "could not",
    "didnt": "did not",
    "doc": "document",
    "doesnt": "does not",
    "dont": "do not",
    "gimme": "give me",
    "hows": "how is",
    "im": "i am",
    "info": "information",
    "intro": "introduction",
    "isnt": "is not",
    "n": "and",
    "pls": "please",
    "plz": "please",
    "ppl": "people",
    "r": "are",
    "ref": "reference",
    "refs": "references",
    "tho": "though",
    "thx": "thanks",
    "ty": "thanks",
    "u": "you",
    "ur": "your",
    "vs": "versus",
    "w": "with",
    "wanna": "want to",
    "wasnt": "was not",
    "whats": "what is",
    "whens": "when is",
    "wheres": "where is",
    "whos": "who is",
}
"""What people type in a chat, and what stands for it in print."""

_QUESTION_WORDS = frozenset("what which who whom whose when where why how".split())
_AUXILIARIES = frozenset(
    "is was are were be been do does did has have had can could should would will may might "
    "must".split()
)
_LONGEST_RUN = 3
_LONGEST_YEARLESS = 3
"""Digits of a number that is no year."""
_LONGEST_PHRASE = 5
"""Words behind “which” among which the noun is looked for."""
_ENDINGS = (("ing", 5), ("ed", 5), ("er", 5), ("ly", 5))
"""Endings that are told apart, and the letters of the shortest word that counts as having it."""
_PIECE_LENGTHS = (4, 5)


def question_tokens(text: str) -> list[str]:
    """Return the words and marks of a question, in lower case, chat forms written out.

    A number is "#", one of four digits or more "####".
    """
    found: list[str] = _TOKEN.findall(_APOSTROPHE.sub("", text.lower()))
    return [word for token in found for word in _write_out(token)]


def _write_out(token: str) -> list[str]:
    if token.isdigit():
        return ["#" if len(token) <= _LONGEST_YEARLESS else "####"]
    return _FULL_FORMS.get(token, token).split()


def form_features(text: str, form_words: Set[str]) -> set[str]:
    """Return what the form of a question tells, each as a text that names it.

    These are the runs of up to three words, with each word outside `form_words` as its
    ending; how many question words and auxiliaries there are, and whether a second question
    follows; the number of the noun behind “which” or “what”; the length.
    """
    tokens = question_tokens(text)
    return {
        *_runs(_outline(tokens, form_words)),
        *_counts(tokens),
        *_joints(tokens),
        *_asked_number(tokens),
    }


def spelling_features(text: str) -> set[str]:
    """Return the pieces of its words, of four and five letters, each as a text that names it."""
    return {
        f"piece {edged[start : start + length]}"
        for word in question_tokens(text)
        if len(word) >= _PIECE_LENGTHS[0]
        for edged in (f"<{word}>",)
        for length in _PIECE_LENGTHS
        for start in range(len(edged) - length + 1)
    }


def _outline(tokens: Sequence[str], form_words: Set[str]) -> list[str]:
    """Return the form words in order; of other words in a row, the ending of the last."""
    outline = ["^"]
    for token in tokens:
        if token in form_words:
            outline.append(token)
        elif outline[-1].startswith("_"):
            outline[-1] = _ending(token)
        else:
            outline.append(_ending(token))
    return [*outline, "$"]


def _ending(word: str) -> str:
    if is_plural(word):
        return "_s"
    return next(
        (f"_{end}" for end, least in _ENDINGS if len(word) >= least and word.endswith(end)), "_"
    )


def is_plural(word: str) -> bool:
    """Whether a word looks like the plural of a noun."""
    return len(word) > len("gas") and word.endswith("s") and not word.endswith(("ss", "us", "is"))


def _runs(outline: Sequence[str]) -> Iterator[str]:
    for length in range(1, _LONGEST_RUN + 1):
        for start in range(len(outline) - length + 1):
            yield " ".join(outline[start : start + length])


def _counts(tokens: Sequence[str]) -> Iterator[str]:
    words = sum(token.isalnum() for token in tokens)
    yield f"words {next((most for most in (1, 2, 3, 4, 7, 12) if words <= most), 'many')}"
    yield f"question words {min(sum(token in _QUESTION_WORDS for token in tokens), 3)}"
    yield f"auxiliaries {min(sum(token in _AUXILIARIES for token in tokens), 3)}"
    if tokens and tokens[0] in _AUXILIARIES:
        yield "auxiliary first"


def _joints(tokens: Sequence[str]) -> Iterator[str]:
    """Yield where a second question begins, or that “and” joins something else."""
    openers = _QUESTION_WORDS | _AUXILIARIES
    joints = {
        token
        for place, token in enumerate(tokens[:-1])
        if token in {"and", ",", "?", ";"}
        and next((one for one in tokens[place + 1 : place + 3] if one != "and"), "") in openers
        and (tokens[place + 1] in openers or tokens[place + 1] == "and")
    }
    yield from (f"second question behind {joint}" for joint in sorted(joints))
    if joints:
        yield "second question"
    elif "and" in tokens:
        yield "mere and"
    if "?" in tokens[:-1]:
        yield "more behind ?"


def _asked_number(tokens: Sequence[str]) -> Iterator[str]:
    """Yield whether the noun behind the first “which” or “what” is a plural."""
    asked = next((place for place, token in enumerate(tokens) if token in {"what", "which"}), None)
    if asked is None:
        return
    phrase = tokens[asked + 1 : asked + 1 + _LONGEST_PHRASE]
    verb = next((place for place, token in enumerate(phrase) if token in _AUXILIARIES), None)
    if verb:
        yield f"asked noun {_ending(phrase[verb - 1])}"
    elif verb is None and phrase:
        yield f"next to asked {_ending(phrase[0])}"
