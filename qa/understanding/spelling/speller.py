"""Spelling, mended against the words of the papers: a noisy channel (Kernighan et al. 1990)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from index.words.terms import FUNCTION_WORDS, stems
from qa.understanding.spelling.english import (
    commonness,
    is_common,
    is_doubtful,
    is_english,
    is_listed,
    share_root,
)
from qa.understanding.spelling.slips import TWO_SLIPS, words_one_slip_away
from qa.understanding.spelling.vocabulary import Vocabulary, without_accents
from qa.understanding.spelling.wording import cut, reword, set_apostrophes
from qa.understanding.spelling.writing import as_papers_write

_FEWEST_LETTERS = 3
_SHORT, _RATHER_SHORT = 3, 4
"""Letters of words of which many others are alike, and that may be abbreviations."""
_TWO = 2
_TWO_SLIPS_FROM = 7
"""Letters of a word that two slips may be in."""
_ENDING = 3
_SHORTEST_BEGINNING = 4
_LETTERS_LEFT_OUT = 3
"""Letters that a word has at least behind a beginning that stands for it."""
_VERY_LIKELY, _LIKELY, _RATHER_LIKELY, _POSSIBLE, _ANY = 0.8, 0.9, 1.1, 1.5, 9.0
"""Costs of slips, at most."""
_COUNTED, _COMMON, _VERY_COMMON = 2.0, 3.0, 5.0
"""How common words are, as logarithms."""
_COST_WEIGHT = 3.0
_COMMONNESS_WEIGHT = 0.8
_OF_PAPERS = 3.0
"""What a word counts more for being in the papers, in logarithms to the base 10."""
_LITTLE_WORD = 3.5
"""What a function word counts more: questions consist of them."""
_SURE_LETTERS = 6
"""Of longer words, few are like another."""
_SURER = 0.3
"""What a word counts more for each letter beyond these."""
_LEAST_SCORE = -1.0


@dataclass(frozen=True, slots=True)
class Mended:
    """A question as understood; `changed` holds each word that was misspelt, and the right one."""

    text: str
    changed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    word: str
    cost: float
    commonness: float
    score: float
    of_papers: bool


class Speller:
    """Mends questions; words that the papers have win, and words that are known stay."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def mend(self, text: str) -> Mended:
        """Return a question with its words spelt out and spelt right, in their order."""
        worded = reword(text, self._is_of_papers)
        changed = list(worded.changed)
        pieces = list(worded.pieces)
        for place in range(1, len(pieces), 2):
            right = self._right(pieces[place], opens=place == 1)
            if right != pieces[place]:
                changed.append((pieces[place], right))
                pieces[place] = right
        written = as_papers_write(cut("".join(pieces)), self._vocabulary)
        understood = set_apostrophes("".join(written.pieces))
        changed += written.changed
        return Mended(
            understood, tuple((typed, _as_in(understood, right)) for typed, right in changed)
        )

    def _is_of_papers(self, word: str) -> bool:
        return self._vocabulary.count(word) > 0

    def _right(self, typed: str, *, opens: bool) -> str:
        """Return what a word was meant to be, mostly itself."""
        word = typed.lower()
        if not word.isalpha() or len(word) < _FEWEST_LETTERS or word in FUNCTION_WORDS:
            return typed
        if (accented := self._accented(word)) is not None and not (
            typed.islower() and is_common(word)
        ):
            return _with_capitals_of(typed, accented)
        if self._is_of_papers(word) and self._is_spelt_so(word):
            return typed
        known = is_english(word)
        if known and (not is_doubtful(word) or len(word) <= _SHORT):
            return typed
        is_name = not (typed.islower() or (typed.istitle() and opens))
        reach = _VERY_LIKELY if is_name and not typed.istitle() else _ANY
        likely = (
            one
            for one in self._candidates(word)
            if one.cost <= reach
            and not (known and share_root(word, one.word))
            and _is_likely(one, len(word), known=known, is_name=is_name)
            and self._fits_name(one, typed, is_name=is_name)
        )
        best = max(likely, key=lambda one: (one.score, one.word), default=None)
        if best is not None:
            return _with_capitals_of(typed, best.word)
        full = None if known or is_name else self._begun_by(word)
        return typed if full is None else _with_capitals_of(typed, full)

    def _begun_by(self, word: str) -> str | None:
        """Return the word of the papers that one is the beginning of: “toxo” of a disease."""
        if len(word) < _SHORTEST_BEGINNING:
            return None
        begun = (stem for stem in self._vocabulary.stems if stem.startswith(word))
        counts = {
            stem: self._vocabulary.count_stem(stem)
            for stem in begun
            if len(stem) >= len(word) + _LETTERS_LEFT_OUT
        }
        stem = max(counts, key=lambda one: (counts[one], one), default="")
        if not counts.get(stem):
            return None
        forms = self._vocabulary.words_of_stem(stem)
        return max(forms, key=lambda form: (forms[form], form), default=None)

    def _fits_name(self, one: _Candidate, typed: str, *, is_name: bool) -> bool:
        """Whether a word is a name where one was typed, and a name is near what was typed.

        “Imran” is not “Iran”, nor “Herve” “serve”.
        """
        abbreviated = not (typed.islower() or typed.istitle())
        if not one.of_papers or (one.cost <= _VERY_LIKELY and not abbreviated):
            return True
        forms = self._vocabulary.written(one.word)
        if abbreviated:
            return any(not (form.islower() or form.istitle()) for form in forms)
        if not forms or any(form.islower() for form in forms):
            return not is_name or one.cost <= _LIKELY
        return one.cost <= _LIKELY or len(typed) >= _SURE_LETTERS

    def _is_spelt_so(self, word: str) -> bool:
        """Whether a word with a stem of the papers is more than a slip in the ending."""
        forms = self._vocabulary.words_of_stem(*stems([word]))
        return any(share_root(word, form) for form in forms) or is_english(word)

    def _accented(self, word: str) -> str | None:
        """Return how the papers write a word that differs in its accents."""
        if self._is_of_papers(word):
            return None
        plain = without_accents(word)
        if plain != word and self._is_of_papers(plain):
            return plain
        (stem,) = stems([plain])
        accented = self._vocabulary.folded.get(stem)
        if accented is None or not self._vocabulary.count_stem(accented):
            return None
        forms = self._vocabulary.words_of_stem(accented)
        return next((form for form in forms if without_accents(form) == plain), None)

    def _candidates(self, word: str) -> Sequence[_Candidate]:
        """Return what a word may have been meant to be; two slips only where one is unlikely."""
        near = self._one_slip_away(word)
        if len(word) >= _TWO_SLIPS_FROM and not any(one.of_papers for one in near):
            near += self._two_slips_away(word)
        return near

    def _one_slip_away(self, word: str) -> list[_Candidate]:
        known, near = self._vocabulary.stems, words_one_slip_away(word)
        found = []
        for (other, cost), stem in zip(near.items(), stems(list(near)), strict=True):
            passages = self._vocabulary.count_stem(stem) if stem in known else 0
            if is_listed(other) or (passages and self._is_written(other, stem)):
                found.append(self._scored(other, cost, passages))
        return found

    def _is_written(self, word: str, stem: str) -> bool:
        return is_english(word) or word in self._vocabulary.words_of_stem(stem)

    def _two_slips_away(self, word: str) -> list[_Candidate]:
        """Return the words of the papers that two slips turn into `word`."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        near = {
            found[0]
            for form in {word, *stems([word])}
            for found in extract(
                form, self._vocabulary.stems, scorer=OSA.distance, score_cutoff=_TWO, limit=None
            )
        }
        return [
            self._scored(other, TWO_SLIPS, count)
            for stem in near
            if (count := self._vocabulary.count_stem(stem))
            for other in self._vocabulary.words_of_stem(stem)
            if OSA.distance(word, other, score_cutoff=_TWO) <= _TWO
            and not _differs_in_affix(word, other)
        ]

    def _scored(self, word: str, cost: float, passages: int) -> _Candidate:
        common = commonness(word)
        score = _COMMONNESS_WEIGHT * common - _COST_WEIGHT * cost
        score += _SURER * max(0, len(word) - _SURE_LETTERS)
        if word in FUNCTION_WORDS:
            passages = 0
            score += _LITTLE_WORD
        elif passages:
            score += _OF_PAPERS + min(1.0, math.log10(passages))
        return _Candidate(word, cost, common, score, passages > 0)


def _as_in(text: str, words: str) -> str:
    """Return words with the capitals that they have in a text."""
    start = text.lower().find(words.lower())
    return text[start : start + len(words)] if start >= 0 else words


def _is_likely(one: _Candidate, letters: int, *, known: bool, is_name: bool) -> bool:
    """Whether a candidate may rather be meant than a word of so many letters.

    A name that no paper has is still a name, and may be what the question is about; so may a
    short word, which may be an abbreviation, and a word that is `known`.
    """
    if one.word in FUNCTION_WORDS:
        near = one.cost <= (_POSSIBLE if letters > _SHORT else _LIKELY)
        return near and not is_name and one.commonness >= _VERY_COMMON
    if letters <= _SHORT:
        return (
            one.of_papers and not is_name and one.cost <= _VERY_LIKELY and one.commonness >= _COMMON
        )
    if known and (one.cost > _LIKELY or not (one.of_papers or one.commonness >= _COMMON)):
        return False
    if one.of_papers:
        told = letters > _RATHER_SHORT or one.cost <= _VERY_LIKELY or one.commonness >= _COMMON
        return (told or is_name) and not _POSSIBLE < one.cost < TWO_SLIPS
    if letters <= _RATHER_SHORT:
        return not is_name and one.cost <= _RATHER_LIKELY and one.commonness >= _VERY_COMMON
    common = one.commonness >= (_COUNTED if letters > _SURE_LETTERS else _COMMON)
    return not is_name and common and one.score > _LEAST_SCORE


def _differs_in_affix(word: str, other: str) -> bool:
    """Whether the first letter differs or only the ending, as in other words of a family."""
    return word[0] != other[0] or word[:-_ENDING] == other[: len(word) - _ENDING]


def _with_capitals_of(typed: str, word: str) -> str:
    if typed.isupper():
        return word.upper()
    return word[0].upper() + word[1:] if typed[0].isupper() else word
