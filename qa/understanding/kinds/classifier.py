"""What a question asks for: its kind, by a small model over its vector and its form."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from qa.understanding.kinds.features import form_features, question_tokens, spelling_features
from qa.understanding.kinds.model import KindModel, load_model, open_shipped, read_lines
from qa.understanding.talk.small_talk import has_small_talk, is_small_talk


class Kind(StrEnum):
    """What a question asks for."""

    FACT = "fact"
    PERSON = "person"
    PLACE = "place"
    TIME = "time"
    QUANTITY = "quantity"
    DEFINITION = "definition"
    YES_NO = "yes_no"
    WHY_HOW = "why_how"
    LIST = "list"
    COMPARE = "compare"
    TIMELINE = "timeline"
    OVERVIEW = "overview"
    SECTION_SUMMARY = "section_summary"
    STANCE = "stance"
    RECOMMENDATION = "recommendation"
    LIMITATION = "limitation"
    METHOD = "method"
    CONTRIBUTION = "contribution"
    METADATA = "metadata"
    PAGE = "page"
    QUOTE = "quote"
    NOTE = "note"
    TOTAL = "total"
    SEVERAL = "several"
    SMALL_TALK = "small_talk"
    ABOUT_TOOL = "about_tool"


PLAIN_KINDS = frozenset(
    {
        Kind.FACT,
        Kind.PERSON,
        Kind.PLACE,
        Kind.TIME,
        Kind.QUANTITY,
        Kind.DEFINITION,
        Kind.YES_NO,
        Kind.WHY_HOW,
    }
)
"""What a sentence or two answer, found by what they say."""

DIMENSIONS = 384
"""Of a vector of the default encoder."""
_MARKS = frozenset("?!:,;")
_NAMES_SECTION = re.compile(
    r"(?:please |pls )?(?:sum up|summari[sz]e)[^“”\"]{0,30}[“”\"]", re.IGNORECASE
)
"""What is put in quotation marks there is a heading."""
_SPEAKS_OF_TOOL = re.compile(
    r"\b(?:you|your|yours|yourself|ur|u|this|that|here|it|i|my|me|we|tools?|apps?|bot|ai|footnotes?"
    r"|help|manual|tutorials?|\w{0,20}chat\w{0,20}|\w{0,10}gpt\w{0,10}|llms?|models?|machine|site|page|mode"
    r"|mobile|versions?|system|software|program|commands?|questions?|ask|answers?|quotes?"
    r"|confidence|files?|pdfs?|docx?|papers?|documents?|articles?|library|add|upload|delete|remove|export"
    r"|save|privacy|private|data|offline|internet|cloud|online|languages?|citations?|trust"
    r"|settings?|browser|server|api)\b",
    re.IGNORECASE,
)
"""What is said by whoever asks about the tool: it, its parts, or who asks."""
_SURE = 0.97
"""The probability of a kind whose form is plain."""
_NOTES = frozenset("note footnote endnote fn".split())
_NUMBER_WORDS = frozenset("number no nr".split())
_PAGES = frozenset("page pages pg".split())


@dataclass(frozen=True, slots=True)
class KindReading:
    """The kind of a question, and how probable each kind is."""

    kind: Kind
    probability: float
    probabilities: Mapping[Kind, float]


@dataclass(frozen=True, slots=True)
class KindClassifier:
    """Tells the kind of a question; made by training/fit_kinds.py.

    One model goes by form and vector, one by form and spelling alone. From what
    probability of all special kinds together one of them is told, `threshold` says.
    `columns` are the kinds in the order of the models, which are loaded when first needed.
    """

    form_words: frozenset[str]
    with_vector: Callable[[], KindModel]
    without: Callable[[], KindModel]
    threshold: float
    columns: tuple[Kind, ...]

    @classmethod
    def shipped(cls) -> "KindClassifier":
        """Return the classifier that comes with Footnote, loaded once."""
        return _load_shipped()

    def read(self, text: str, vector: NDArray[np.float32] | None) -> KindReading:
        """Return the kind of a question.

        `vector` is what the default encoder makes of the text, of unit length; None where
        another encoder is used. One of another length is passed over.
        """
        certain = plain_form(text)
        if _NAMES_SECTION.match(text):
            certain = Kind.SECTION_SUMMARY
        if certain is not None:
            return _certain(certain)
        features = form_features(text, self.form_words)
        if vector is None or len(vector) != DIMENSIONS:
            values = self.without().probabilities(features | spelling_features(text), None)
        else:
            values = self.with_vector().probabilities(features, vector)
        chances = dict(zip(self.columns, values.tolist(), strict=True))
        if not (_SPEAKS_OF_TOOL.search(text) or has_small_talk(text)):
            chances = _without_talk(chances)
        return choose_kind(chances, self.threshold)


def choose_kind(probabilities: Mapping[Kind, float], threshold: float) -> KindReading:
    """Return the most probable kind: a special one if these have `threshold` between them.

    Else it is the most probable of the plain kinds: what is special about an answer costs
    much where nobody asked for it.
    """
    special = sum(chance for kind, chance in probabilities.items() if kind not in PLAIN_KINDS)
    chosen = {kind for kind in Kind if special >= threshold or kind in PLAIN_KINDS}
    best = max(sorted(chosen), key=lambda kind: probabilities[kind])
    return KindReading(best, probabilities[best], probabilities)


def _without_talk(probabilities: Mapping[Kind, float]) -> dict[Kind, float]:
    """Return the probabilities of kinds where it is known that nobody speaks to the tool."""
    talk = {Kind.ABOUT_TOOL: 0.0, Kind.SMALL_TALK: 0.0}
    left = 1.0 - sum(probabilities[kind] for kind in talk)
    if left <= 0.0:
        return dict(probabilities)
    return {kind: chance / left for kind, chance in probabilities.items()} | talk


def plain_form(text: str) -> Kind | None:
    """Return the kind that the words leave no doubt of: greetings, “note 7”, “which page”."""
    if is_small_talk(text):
        return Kind.SMALL_TALK
    words = [token for token in question_tokens(text) if token not in _MARKS]
    if any(first in {"what", "which"} and second in _PAGES for first, second in pairwise(words)):
        return Kind.PAGE
    numbered = pairwise(word for word in words if word not in _NUMBER_WORDS)
    if any(first in _NOTES and second == "#" for first, second in numbered):
        return Kind.NOTE
    return None


def _certain(kind: Kind) -> KindReading:
    rest = (1 - _SURE) / (len(Kind) - 1)
    return KindReading(kind, _SURE, {one: _SURE if one is kind else rest for one in Kind})


@cache
def _load_shipped() -> KindClassifier:
    with open_shipped() as stored:
        return KindClassifier(
            form_words=frozenset(read_lines(stored["form_words"])),
            with_vector=partial(load_model, "with_vector"),
            without=partial(load_model, "without"),
            threshold=float(stored["threshold"]),
            columns=tuple(map(Kind, read_lines(stored["columns"]))),
        )
