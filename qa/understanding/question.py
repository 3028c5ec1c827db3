"""Questions: what is accepted as one, and what kind of answer it asks for."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import NewType

from corpus.encoding import encodable
from corpus.errors import QuestionError
from corpus.paper import Span
from index.words.terms import FUNCTION_WORDS, terms, words
from qa.answer import Citation
from qa.understanding.dates import Date, asked_period
from qa.understanding.kinds.classifier import Kind
from qa.understanding.names import find_names, find_years
from qa.understanding.subject import subject_of

MOST_WORDS = 400
MOST_CHARACTERS = 8_000
"""A longer question is refused: no encoder reads that far."""

CheckedQuestion = NewType("CheckedQuestion", str)
"""A question that `check_question` let through, where it came in."""


class Expects(Enum):
    """What a question asks for, as far as its words tell."""

    PERSON = "person"
    PLACE = "place"
    TIME = "time"
    QUANTITY = "quantity"
    NAMED_THING = "named thing"
    SEVERAL = "several things"
    REASON = "reason"
    SUMMARY = "summary"
    SOURCE = "source"
    TEXT = "text"


_SOURCE = (
    r"\b(?:cit(?:e[sd]?|ing|ations?)|footnotes?|endnotes?|bibliograph\w*)\b|\bnote\s+\d+\b"
    r"|\b(?:which|what) (?:sources?|references?|publications?)\b"
)
_SUMMARY = (
    r"\b(?:summar\w+|conclusions?|main (?:point|idea|argument|claim|finding|message|result)s?"
    r"|(?:aims?|purposes?|objectives?|goals?|topic|thesis) of (?:the|this) (?:paper|article|study"
    r"|research|work|authors?))\b|\bwhat is (?:the|this) (?:paper|article|study) about\b"
    r"|\bwhat (?:does|do|did) (?:the|this) (?:paper|article|study|authors?) "
    r"(?:conclude|argue|recommend|propose|find|show)s?\W*$"
)
_REASON = (
    r"\bwhy\b|\bhow come\b|\bwhat (?:made|makes|caused|causes|explains|led)\b"
    r"|\bwhat (?:is|was|are|were) the (?:reasons?|causes?)\b"
)
_QUANTITY = (
    r"\bhow (?:much|many|large|big|long|far|high|old|often)\b"
    r"|\bwhat (?:is|was) the (?:amount|number|size|percentage|share|value|sum)\b"
)
_PATTERNS = (
    (Expects.SOURCE, _SOURCE),
    (Expects.SUMMARY, _SUMMARY),
    (Expects.REASON, _REASON),
    (Expects.TIME, r"\bwhen\b"),
    (Expects.QUANTITY, _QUANTITY),
    (Expects.PERSON, r"\bwho(?:m|se)?\b"),
    (Expects.PLACE, r"\bwhere\b"),
)
_HEADS = {
    Expects.TIME: frozenset("year date decade month century day time".split()),
    Expects.PLACE: frozenset(
        "country city place region port province state town continent area location".split()
    ),
    Expects.PERSON: frozenset(
        "person president minister leader author scholar king queen general politician "
        "ambassador prime scientist writer researcher".split()
    ),
}
_ASKED = re.compile(r"\b(?:which|what)\s+(?P<phrase>\w[\w\s’'-]*)", re.IGNORECASE)
_AUXILIARIES = frozenset(
    "is was are were be been do does did has have had can could should would will may might "
    "must".split()
)
_LONGEST_PHRASE = 4
_PAPER_WORDS = frozenset(
    "aim aims argue argues argument article author authors central claim claims conclude "
    "concludes conclusion conclusions find finding findings gist give goal goals idea ideas "
    "key main message objective objectives overall paper please point points purpose purposes "
    "recommend recommendations recommends research result results short study summarise "
    "summarize summary thesis topic work".split()
)


@dataclass(frozen=True)
class Question:
    """A question, understood once, where it comes in; what follows from its words is cached.

    `asked` is as typed but for superfluous white space, `standalone` as it stands without the
    conversation before it. `understood` is `asked` with its spelling mended, None where nothing
    was to be mended. `kind` tells what it asks for. A question about the last answer itself
    (“which page is this from?”) is `about` the citations of that answer.
    """

    asked: str
    standalone: str
    understood: str | None = None
    kind: Kind = Kind.FACT
    about: tuple[Citation, ...] = ()

    @classmethod
    def of(cls, text: str) -> "Question":
        """Return a question that stands by itself, or in a conversation not resolved yet.

        Raises `QuestionError`.
        """
        checked = check_question(text)
        return cls(checked, checked)

    @cached_property
    def subject(self) -> str:
        """What is searched for: the question without what speaks of the paper itself."""
        return subject_of(self.standalone)

    @cached_property
    def expects(self) -> Expects:
        """What the question asks for, as far as its words tell."""
        return expected_answer(self.standalone)

    @cached_property
    def noun(self) -> str | None:
        """The noun behind “which” or “what”, if there is one."""
        return asked_noun(self.standalone)

    @cached_property
    def asks_for_gist(self) -> bool:
        """Whether the gist of the paper is asked for, and nothing besides."""
        return self.expects is Expects.SUMMARY and not (
            {word for word in words(self.standalone) if word not in FUNCTION_WORDS} - _PAPER_WORDS
        )

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """The stems of all its words, function words left out, in order."""
        return tuple(terms(self.standalone))

    @cached_property
    def subject_terms(self) -> tuple[str, ...]:
        """The stems of the words of its subject, each once, in order."""
        return tuple(dict.fromkeys(terms(self.subject)))

    @cached_property
    def named(self) -> tuple[str, ...]:
        """The names and years in it, each once, in order; no capital that opens it is a name."""
        text = self.standalone
        names = [one for one in find_names(text) if one.start and not text[one.start - 1].isalnum()]
        years = [one for one in find_years(text) if not any(name.holds(one) for name in names)]
        spans = sorted([*names, *years], key=lambda span: span.start)
        return tuple(dict.fromkeys(_text(text, span) for span in spans))

    @cached_property
    def period(self) -> Date | None:
        """The time that it confines itself to, None where it names none."""
        return asked_period(self.standalone)

    @cached_property
    def marked_words(self) -> tuple[str, ...]:
        """The words of its subject with a capital or a digit, the first only for its digits."""
        found = re.findall(r"[^\W_]+(?:[’'][^\W_]+)*", self.subject)
        return tuple(
            word
            for place, word in enumerate(found)
            if any(letter.isdigit() for letter in word) or (place > 0 and word[0].isupper())
        )


def _text(text: str, span: Span) -> str:
    return text[span.start : span.end]


def check_question(question: object) -> CheckedQuestion:
    """Return a question without superfluous white space, in characters that UTF-8 has.

    Raises `QuestionError` for what is no text, and for text that asks nothing or too much.
    """
    if not isinstance(question, str):
        raise QuestionError(
            f"The question is no text but a value of the type {type(question).__name__}. Ask in "
            "words, as one text."
        )
    stripped = " ".join(encodable(question).split())
    if not re.search(r"\w", stripped):
        raise QuestionError("The question is empty. Ask something that a paper could answer.")
    count = len(stripped.split(" "))
    if count > MOST_WORDS or len(stripped) > MOST_CHARACTERS:
        raise QuestionError(
            f"The question has {count:,} words and {len(stripped):,} characters; it may have "
            f"{MOST_WORDS:,} words and {MOST_CHARACTERS:,} characters. Shorten it to what you "
            "want to know."
        )
    return CheckedQuestion(stripped)


def expected_answer(question: str) -> Expects:
    """Return what a question asks for, by its question words and the noun behind them."""
    for kind, pattern in _PATTERNS:
        if re.search(pattern, question, re.IGNORECASE):
            return kind
    noun = asked_noun(question)
    if noun is None:
        return Expects.TEXT
    for kind, heads in _HEADS.items():
        if noun in heads:
            return kind
    return Expects.SEVERAL if re.search(r"[^siu]s$", noun) else Expects.NAMED_THING


def asked_noun(question: str) -> str | None:
    """Return the noun behind “which” or “what”: “alliances” in “which military alliances did”.

    It is the word before the verb where an auxiliary follows soon, else the first word.
    None where a verb follows at once: “what is”.
    """
    match = _ASKED.search(question)
    if match is None:
        return None
    words = [word.lower() for word in match["phrase"].split()[: _LONGEST_PHRASE + 1]]
    if not words or words[0] in _AUXILIARIES or words[0] in {"the", "a", "of"}:
        return None
    verb = next((place for place, word in enumerate(words) if word in _AUXILIARIES), None)
    return words[verb - 1] if verb else words[0]
