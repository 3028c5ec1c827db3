"""Which phrases of the talk a question needs, by a small model fitted on people's rewrites.

Query resolution as the classification of terms: Voskarides et al. 2020 (QuReTeC). Here with
features of phrases and logistic regressions instead of a transformer: whether a question needs
the talk at all, which phrases of the talk it needs, and which of them its pronoun means.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from index.words.terms import terms, words
from qa.logistic import shipped
from qa.understanding.talk.candidates import Candidate, share_in
from qa.understanding.talk.lacks import POINTING, Lack, asks_what_is, find_lacks, without_joining
from qa.understanding.talk.phrases import Phrase, find_phrases

_MANY = 6
"""Terms from which on a question counts as long."""
_DEFINITE = re.compile(r"\bthe (?P<noun>\w+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Choice:
    """A phrase of the talk that a question may need.

    `probability` is how likely the question needs it, and `meant` how likely its pronoun means
    it, both 0 to 1.
    """

    phrase: Phrase
    probability: float
    meant: float
    facts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sparse:
    """A logistic regression over features that are mostly absent."""

    weights: Mapping[str, float]
    bias: float
    threshold: float

    def probability(self, measures: Mapping[str, float]) -> float:
        """Return a probability, 0 to 1."""
        logit = self.bias + sum(self.weights.get(name, 0.0) * n for name, n in measures.items())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))


@dataclass(frozen=True, slots=True)
class Chooser:
    """What a question needs of the talk before it."""

    need: Sparse
    phrases: Sparse
    pronouns: Sparse

    def needs_talk(self, question: str, candidates: Sequence[Candidate]) -> bool:
        """Whether a question leaves out something that was said before.

        One that asks what a thing is names all that it asks for.
        """
        if asks_what_is(question):
            return False
        return self.need.probability(need_features(question, candidates)) >= self.need.threshold

    def choose(self, question: str, candidates: Sequence[Candidate]) -> list[Choice]:
        """Return the phrases that the question does not have yet, likeliest first."""
        lacks = find_lacks(question)
        choices = [
            self._judge(candidate, question, lacks)
            for candidate in candidates
            if share_in(candidate.phrase, question) < 1.0
        ]
        return sorted(choices, key=lambda choice: -choice.probability)

    def _judge(self, candidate: Candidate, question: str, lacks: frozenset[Lack]) -> Choice:
        return Choice(
            candidate.phrase,
            self.phrases.probability(phrase_features(candidate, question, lacks)),
            self.pronouns.probability(phrase_features(candidate, question, lacks & POINTING)),
            frozenset(candidate.facts),
        )


@cache
def shipped_chooser() -> Chooser:
    """Return the chooser that comes with Footnote, made by training/fit_follow_ups.py."""
    content = shipped("follow_ups.json")
    return Chooser(*(Sparse(**content[name]) for name in ("need", "phrases", "pronouns")))


def need_features(question: str, candidates: Sequence[Candidate]) -> dict[str, float]:
    """Return what tells whether a question needs the talk that has these candidates."""
    lacks = find_lacks(question)
    own = find_phrases(question)
    asked = terms(without_joining(question))
    names = sum(phrase.is_name or phrase.is_year for phrase in own)
    heads = {candidate.phrase.head for candidate in candidates if _is_longer(candidate, question)}
    nouns = {noun.lower() for noun in _DEFINITE.findall(question)}
    short = {p.text.lower() for p in own if p.is_name and " " not in p.text}
    features = {f"lacks {lack}": 1.0 for lack in lacks}
    features |= {
        f"terms {min(len(asked), _MANY)}": 1.0,
        f"names {min(names, 3)}": 1.0,
        "definite noun": float(bool(nouns)),
        "noun of the talk": float(bool(nouns & heads)),
        "short name": float(bool(short & _parts_of_names(candidates))),
        "years": float(any(phrase.is_year for phrase in own)),
        "verbless": float(not own),
    }
    if names:
        features |= {f"named, lacks {lack}": 1.0 for lack in lacks}
    return features


def phrase_features(
    candidate: Candidate, question: str, lacks: frozenset[Lack]
) -> dict[str, float]:
    """Return what tells whether a question with these lacks means a phrase of the talk."""
    facts = set(candidate.facts) | set(_relations(candidate, question))
    features = dict.fromkeys(facts, 1.0)
    kinds = [str(lack) for lack in lacks] or ["nothing"]
    features |= {f"{kind} × {fact}": 1.0 for kind in kinds for fact in facts}
    pairs = sorted(fact for fact in facts if fact in _FORMS)
    places = sorted(fact for fact in facts if fact[-1].isdigit() or fact == "title")
    features |= {f"{form} & {place}": 1.0 for form in pairs for place in places}
    features["mentions"] = math.log1p(candidate.mentions)
    features["words"] = float(len(candidate.phrase.text.split()))
    features |= {f"has {kind}": 1.0 for kind in kinds}
    return features


_FORMS = frozenset("name person year digits plural joined single".split())


def _relations(candidate: Candidate, question: str) -> Iterator[str]:
    phrase = candidate.phrase
    share = share_in(phrase, question)
    if share > 0:
        yield "partly asked"
    said = words(question)
    if phrase.head in said and share < 1:
        yield "head asked"
    if phrase.is_name and share > 0:
        yield "name partly asked"


def _is_longer(candidate: Candidate, question: str) -> bool:
    """Whether a phrase tells more than its head that a question has."""
    return " " in candidate.phrase.text and share_in(candidate.phrase, question) < 1.0


def _parts_of_names(candidates: Sequence[Candidate]) -> set[str]:
    return {
        part.lower()
        for candidate in candidates
        if candidate.phrase.is_person and "joined" not in candidate.facts
        for part in candidate.phrase.text.split(" ")
    }
