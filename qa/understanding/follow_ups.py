"""Follow-up questions, resolved against the conversation without a language model."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa.answer import Turn
from qa.understanding.talk.candidates import gather_candidates
from qa.understanding.talk.chooser import Chooser, shipped_chooser
from qa.understanding.talk.fragments import fragment_of
from qa.understanding.talk.lacks import Lack, find_lacks, without_joining
from qa.understanding.talk.phrases import Phrase, find_phrases
from qa.understanding.talk.pronouns import left_over, name_whole, replace_pronouns
from qa.understanding.talk.short_questions import ask_on, is_about_answer, put_behind
from qa.understanding.talk.small_talk import is_small_talk

_MOST_CARRIED = 3
_PLACES_AND_THINGS = frozenset({Lack.IT, Lack.THERE, Lack.THIS, Lack.THEN})
"""What a question may still point at when a person in it is named; “they” is often anybody."""
_LIKELIEST = 0.1
"""The probability that a phrase must have to stand behind a question that has nothing else."""
_SURELY = 0.6
"""The probability that a phrase must have to stand behind a question that is mended already."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """A question as it stands without the conversation before it.

    `about_last_answer` says that it asks nothing new but speaks of the last answer: “explain
    more”, “which page is this from?”.
    """

    standalone: str
    about_last_answer: bool = False


def resolve_follow_up(
    question: str, history: Sequence[Turn], *, chooser: Chooser | None = None
) -> str:
    """Return the question as one that stands without the conversation before it."""
    return resolve(question, history, chooser=chooser).standalone


def resolve(
    question: str, history: Sequence[Turn], *, chooser: Chooser | None = None
) -> Resolution:
    """Return the question as one that stands without the conversation before it.

    A fragment (“and in 1979?”) is put into the question before, a bare question word (“why?”)
    asks anew of what that said, pronouns are replaced by what they mean, and what a question
    needs besides stands in brackets behind it. Which phrases of the talk those are is chosen by
    a fitted model, the one that comes with Footnote if none is given. A question that needs
    nothing stays as it is, and so does small talk, which is nothing to go back to either. A turn
    that was declined is remembered by its question alone.
    """
    turns = [turn for turn in history if not is_small_talk(turn.question)]
    if not turns or is_small_talk(question):
        return Resolution(question)
    if is_about_answer(question):
        last = turns[-1]
        return Resolution(_capital(put_behind(question, last)), bool(last.answer.citations))
    return Resolution(_resolved(question, turns, chooser or shipped_chooser()))


def is_follow_up(question: str, history: Sequence[Turn] = ()) -> bool:
    """Whether a question leaves something out that was said before."""
    if is_small_talk(question):
        return False
    if is_about_answer(question) or fragment_of(question) is not None:
        return True
    return shipped_chooser().needs_talk(question, gather_candidates(history))


def _resolved(question: str, turns: Sequence[Turn], chooser: Chooser) -> str:
    candidates = gather_candidates(turns)
    asked_on = ask_on(question, turns[-1], candidates)
    if asked_on is not None:
        return _capital(asked_on)
    if not chooser.needs_talk(question, candidates):
        return question
    choices, lacks = chooser.choose(question, candidates), find_lacks(question)
    plain = without_joining(question)
    named = replace_pronouns(name_whole(plain, choices), lacks, choices)
    if named == plain and _says_little(plain, lacks):
        return _capital(put_behind(question, turns[-1]))
    if named != plain and _points_at_all(named):
        return _capital(put_behind(named, turns[-1]))
    if named != plain != question and fragment_of(named) is not None:
        return _capital(put_behind(named, turns[-1]))
    still_points = named != plain and bool(find_lacks(named) & _PLACES_AND_THINGS)
    most = _MOST_CARRIED if named == plain else 1
    least = chooser.phrases.threshold if named == plain or still_points else _SURELY
    carried = list(left_over(named, choices, least))[:most]
    if not carried and (named == plain or still_points):
        carried = list(left_over(named, choices, _LIKELIEST))[:most]
    return _capital(_with_carried(named, carried))


def _says_little(question: str, lacks: frozenset[Lack]) -> bool:
    """Whether hardly anything could be found by a question's own words."""
    named = any(phrase.is_name or phrase.is_year for phrase in find_phrases(question))
    return not named and (Lack.BARE in lacks or lacks >= {Lack.FEW, Lack.THIS})


def _points_at_all(question: str) -> bool:
    """Whether a question of few words still points at what was said: “did the authors do that?”."""
    return find_lacks(question) >= {Lack.FEW, Lack.THIS}


def _with_carried(question: str, carried: Sequence[Phrase]) -> str:
    """Put what the question does not name behind it, in brackets."""
    if not carried:
        return question
    names = ", ".join(phrase.text for phrase in carried)
    return f"{question.rstrip('?. ')} ({names})?"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
