"""What a text denies: the terms behind a negation or a refusal, as far as its clause goes."""

import re
from collections.abc import Collection
from enum import Enum

from index.words.terms import terms

_NEGATION = r"not|never|no|nor|neither|none|nobody|nothing|nowhere|cannot|without|(?:\w+n[’']t)"
_REFUSAL = (
    r"abandon\w*|absen(?:t|ce)|against|avoid\w*|ban(?:s|ned)?|cancel\w*|cease\w*|declin(?:e[sd]?|ing)"
    r"|den(?:y|ies|ied|ials?|ying)|disput\w+|doubt\w*|except\w*|fail\w*|false(?:ly)?|far from"
    r"|forb[ai]d\w*|hardly|impossible|instead of|insufficient\w*|lack\w*|myth|oppos(?:e[sd]?|ing)"
    r"|prevent\w*|prohibit\w*|rarely|rather than|refus\w+|refut\w+|reject\w*|scarcely|seldom"
    r"|stop(?:s|ped|ping)?|turn(?:s|ed|ing)? down|unable|unclear|unknown|unlikely|withdr[ae]w\w*"
)
_NO_DENIAL = re.compile(
    r"\bnot (?:only|just|merely|simply|least)\b|\bno (?:longer|later|more than|less than|one)\b"
    r"|\bno\. ?\d|\bor not\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(
    r"[.;:,()?!—–]|\b(?:although|because|but|however|since|though|whereas|which|while|who)\b",
    re.IGNORECASE,
)


class Cues(Enum):
    """What denies: a negation, or a word that refuses or lacks as well."""

    NEGATION = re.compile(rf"\b(?:{_NEGATION})\b", re.IGNORECASE)
    REFUSAL = re.compile(rf"\b(?:{_NEGATION}|{_REFUSAL})\b", re.IGNORECASE)

    def are_in(self, text: str) -> bool:
        """Whether a text has such a word."""
        return self.value.search(_NO_DENIAL.sub(" ", text)) is not None

    def deny_of(self, asked: Collection[str], text: str) -> float:
        """Return the share of some terms that a text has behind such a word, in its clause.

        “Khan declined the offer” has “offer” behind a refusal.
        """
        behind = self.terms_denied(text)
        return sum(term in behind for term in asked) / max(1, len(asked))

    def terms_denied(self, text: str) -> set[str]:
        """Return the terms that a text has behind such a word, in its clause."""
        return {
            term
            for clause in _clauses_of(text)
            if (cue := self.value.search(clause)) is not None
            for term in terms(clause[cue.end() :])
        }

    def stand_with(self, asked: Collection[str], text: str) -> bool:
        """Whether such a word is in the clause of a text that has most of some terms."""
        nearest = max(
            _clauses_of(text), key=lambda clause: len(set(terms(clause)) & set(asked)), default=""
        )
        return self.value.search(nearest) is not None


def _clauses_of(text: str) -> list[str]:
    """Return the clauses of a text, without what only looks like a negation."""
    return [part for part in _CLAUSE_END.split(_NO_DENIAL.sub(" ", text)) if part.strip()]
