"""Words that say the opposite of each other, and words that are denied."""

import re
from functools import cache

from index.words.terms import FUNCTION_WORDS, terms, words

_OPPOSITES = """
withhold withheld withholding withholds | deliver delivered delivering delivers delivery provide
withhold withheld withholding withholds | release released grant granted supply supplied give gave
increase increased grow grew grown rise rose risen raise raised growth | decrease decreased decline
increase increased grow grew grown rise rose risen raise raised growth | fall fell fallen drop
increase increased grow grew grown rise rose risen raise raised growth | reduce reduced
more | less fewer
most | least fewest
majority | minority
higher | lower
highest | lowest
larger bigger greater | smaller
largest biggest greatest | smallest
longer | shorter
older | younger
oldest | youngest
faster | slower
stronger | weaker
better | worse
best | worst
before | after
earlier | later
first | last
early | late
above | below
over | under
up | down
inside | outside
northern north | southern south
eastern east | western west
improve improved improving | worsen worsened deteriorate deteriorated
strengthen strengthened | weaken weakened
support supported supports | oppose opposed opposes
accept accepted accepts agree agreed | reject rejected rejects refuse refused
allow allowed allows permit permitted | forbid forbade forbidden ban banned prohibit prohibited
win won winning | lose lost losing
succeed succeeded success successful | fail failed failure unsuccessful
open opened | close closed
begin began begun start started | end ended stop stopped cease ceased
impose imposed | lift lifted remove removed
join joined enter entered | leave left withdraw withdrew withdrawn
import imported imports | export exported exports
buy bought purchase purchased | sell sold
present | absent
alive | dead
true | false
same | different
positive positively | negative negatively
legal | illegal
possible | impossible
likely | unlikely
able | unable
always | never
all | none
public | private
major | minor
victory | defeat
ally allies friend | enemy enemies rival
male men man | female women woman
include included includes | exclude excluded excludes
"""
_NEGATION = re.compile(
    r"\b(?:not|never|no|nor|without|neither|none|cannot|failed to|fails to|refused to|refuses to|"
    r"unable to|allegedly|supposedly|falsely)\b|\b\w+n[’']t\b"
    r"|\b(?:den(?:y|ies|ied|ying)|doubt(?:s|ed)?|disput(?:e|es|ed)|reject(?:s|ed)?|refut(?:e|es|ed)"
    r"|false)(?: the (?:claim|idea|notion|view))?(?= that\b)",
    re.IGNORECASE,
)
_CONTENT_OF = re.compile(r"\bthat\b", re.IGNORECASE)
_NO_DENIAL = re.compile(
    r"\bnot (?:only|just|merely|simply|least)\b|\bno (?:longer|later|more than|less than|one)\b"
    r"|\bno\. ?\d",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[.;:,()?!]|\b(?:but|although|though|while|whereas)\b", re.IGNORECASE)


def opposites_between(sentence: str, quote: str) -> tuple[str, str] | None:
    """Return a word of the sentence and one of the quote that says its opposite, if any.

    A pair counts if neither text has words of both sides.
    """
    said, quoted = _by_stem(sentence), _by_stem(quote)
    for one, other in _opposed_stems():
        for here, there in ((one, other), (other, one)):
            opposed = said.keys() & here and quoted.keys() & there
            if opposed and here.isdisjoint(quoted) and there.isdisjoint(said):
                return _first(said, here), _first(quoted, there)
    return None


def denied_terms(text: str) -> set[str]:
    """Return the terms that a negation stands before: “deliver” in “did not deliver the jets”.

    In “no evidence that jets came”, both “evidence” and “jets” are.
    """
    text = _NO_DENIAL.sub(" ", text)
    denied: set[str] = set()
    for match in _NEGATION.finditer(text):
        clause = _CLAUSE_END.split(text[match.end() :], maxsplit=1)[0]
        denied.update(term for part in _CONTENT_OF.split(clause) for term in terms(part)[:1])
    return denied


@cache
def _opposed_stems() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    pairs = (line.split("|") for line in _OPPOSITES.strip().splitlines())
    return tuple((frozenset(_by_stem(one)), frozenset(_by_stem(other))) for one, other in pairs)


def _by_stem(text: str) -> dict[str, str]:
    """Return the words of a text by their stems; function words stay as they are."""
    return {
        word if word in FUNCTION_WORDS else terms(word)[0]: word
        for word in words(text)
        if word in FUNCTION_WORDS or terms(word)
    }


def _first(words_by_stem: dict[str, str], stems: frozenset[str]) -> str:
    return next(word for stem, word in words_by_stem.items() if stem in stems)
