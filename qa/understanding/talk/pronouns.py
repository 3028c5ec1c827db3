"""The words of a question that point back, replaced by what they mean."""

import re
from collections.abc import Callable, Iterator, Sequence

from qa.understanding.talk.chooser import Choice
from qa.understanding.talk.lacks import Lack
from qa.understanding.talk.phrases import Phrase, find_phrases

_LEAST = {Lack.PERSON: 0.02, Lack.THEY: 0.08, Lack.IT: 0.12, Lack.THERE: 0.06, Lack.THEN: 0.0}
_LEAST_OF_POINTED = 0.25
"""The probability from which a phrase takes the place of a pronoun."""
_SURELY = 0.3
"""The probability from which a phrase is put for its noun alone: “the amendment”."""
_PREPOSITIONS = (
    r"about|after|and|as|at|be|before|but|by|do|during|for|from|have|in|into|like|of|on|or|that|the"
    r"|to|today|what|when|where|who|why|with|without|then|now|first|later"
)
_MARKED = 6.0
_PLURAL = 12.0
"""What the odds of a phrase are multiplied by."""
_POSSESSIVES = {
    Lack.PERSON: re.compile(
        rf"\b(?:his|hers|her)\b(?= (?!(?:{_PREPOSITIONS})\b)\w)", re.IGNORECASE
    ),
    Lack.THEY: re.compile(r"\b(?:their|theirs)\b", re.IGNORECASE),
    Lack.IT: re.compile(r"\bits\b", re.IGNORECASE),
}
_PLAIN = {
    Lack.PERSON: re.compile(r"\b(?:he|she|him|her|his)\b", re.IGNORECASE),
    Lack.THEY: re.compile(r"\b(?:they|them)\b", re.IGNORECASE),
    Lack.IT: re.compile(r"\bit\b", re.IGNORECASE),
}
_THERE = re.compile(r"(?P<to>\b(?:from|near|to|around) )?\bthere\b", re.IGNORECASE)
_THEN = re.compile(
    r"(?<=\w )then\b|\b(?:at|in|during) (?:that|this|the same) "
    r"(?:time|year|period|decade|era|moment|point)\b|\bback then\b",
    re.IGNORECASE,
)
_THIS = re.compile(
    r"^(?:is|are|was|were|did|do|does|has|have|had|can|could|will|would) (?P<first>this|that|these"
    r"|those)\b(?= (?:\w{1,20}er than|true|right|correct|still|good|bad|possible|important|common"
    r"|enough|the|an?|because|why|how|what|in|on|at|of|for|to|as|more|less|work|help|last|happen"
    r"|mean|change|cause|lead|hold|matter)\b)|\b(?:of|for|to|by) (?P<last>these|those)(?=\W*$)",
    re.IGNORECASE,
)
_ONES = re.compile(r"\bwhich (?:ones|(?P<one>one))\b", re.IGNORECASE)
_ACTING = re.compile(r"\b(?:do|did|have|had|can|could|will|would|should) they\b", re.IGNORECASE)
_OF_THEM = re.compile(r"\b(?:of|between|among|each|both|all) them\b", re.IGNORECASE)
_FEMALE = frozenset("mrs ms miss lady queen princess empress madam her she".split())
_MALE = frozenset("mr king sir lord prince emperor pope".split())


def replace_pronouns(question: str, lacks: frozenset[Lack], choices: Sequence[Choice]) -> str:
    """Return a question with its pronouns replaced by the likeliest phrases that agree with them.

    A pronoun that no phrase agrees with stays, and no phrase stands for two of them.
    """
    left = list(choices)
    for lack in (Lack.PERSON, Lack.IT, Lack.THEY, Lack.THERE, Lack.THEN):
        phrase = _meant(lack, question, left) if lack in lacks else None
        if phrase is not None:
            question = _replace(lack, question, phrase)
            left = [choice for choice in left if not choice.phrase.terms & phrase.terms]
    return _replace_pointed(question, lacks, left)


def _replace(lack: Lack, question: str, phrase: Phrase) -> str:
    name = phrase.as_subject
    if lack is Lack.THERE:
        return _THERE.sub(lambda found: f"{found['to'] or 'in '}{name}", question)
    if lack is Lack.THEN:
        return _THEN.sub(_by(f"in {phrase.text}"), question)
    question = _POSSESSIVES[lack].sub(_by(phrase.possessive), question)
    return _PLAIN[lack].sub(_by(name), question)


def name_whole(question: str, choices: Sequence[Choice]) -> str:
    """Put the whole phrase for its noun: “the Pressler Amendment” for “the amendment”."""
    for phrase in find_phrases(question):
        if phrase.article not in {"the", "this", "that", "these", "those"} or phrase.is_name:
            continue
        whole = next((choice for choice in choices if _is_whole(choice, phrase)), None)
        if whole is not None:
            start = question.lower().rindex(phrase.article, 0, phrase.span.start)
            return f"{question[:start]}the {whole.phrase.text}{question[phrase.span.end :]}"
    return question


def _replace_pointed(question: str, lacks: frozenset[Lack], choices: Sequence[Choice]) -> str:
    """Replace “that” by itself, and “ones”."""
    found = _ONES.search(question)
    if Lack.ONES in lacks and found is not None:
        several = next(
            (c.phrase for c in choices if c.phrase.is_plural and c.phrase.is_common), None
        )
        if several is not None:
            name = several.text.lstrip("0123456789., ")
            return _ONES.sub(
                _by(f"which of the {name}" if found["one"] else f"which {name}"), question
            )
    pointer = _THIS.search(question) if Lack.THIS in lacks else None
    if pointer is None:
        return question
    group = "first" if pointer["first"] else "last"
    plural = pointer[group].lower() in {"these", "those"}
    for choice in choices:
        fits = choice.phrase.is_plural == plural and not choice.phrase.is_person
        if fits and not choice.phrase.is_year and choice.probability >= _LEAST_OF_POINTED:
            start, end = pointer.span(group)
            return f"{question[:start]}{choice.phrase.as_subject}{question[end:]}"
    return question


def _is_whole(choice: Choice, phrase: Phrase) -> bool:
    """Whether a choice is a longer phrase with the same noun at its end."""
    longer = choice.phrase
    same = (
        longer.head == phrase.head and phrase.terms < longer.terms and "joined" not in choice.facts
    )
    last = any(fact.endswith("0") for fact in choice.facts)
    return same and (last or longer.is_name or choice.probability >= _SURELY)


def _meant(lack: Lack, question: str, choices: Sequence[Choice]) -> Phrase | None:
    agreeing = [choice for choice in choices if _agrees(lack, question, choice)]
    acting = _ACTING.search(question) is not None

    def fitness(choice: Choice) -> float:
        return _fitness(lack, choice, acting=acting)

    best = max(agreeing, key=fitness, default=None)
    return best.phrase if best is not None and fitness(best) >= _LEAST[lack] else None


def _fitness(lack: Lack, choice: Choice, *, acting: bool) -> float:
    """Return how well a phrase fits a pronoun, 0 to 1.

    What was the answer fits better, and so does a plural for “they” and a whole name for “she”.
    What was asked for fits “they” where these do nothing themselves. The model learnt from talks
    whose answers are not marked, about people and their works.
    """
    odds = choice.meant / max(1e-6, 1.0 - choice.meant)
    several = choice.phrase.is_plural and choice.phrase.is_common
    if "marked0" in choice.facts and (lack is not Lack.THEY or several):
        odds *= _MARKED
    if lack is Lack.PERSON and not choice.phrase.is_person:
        odds /= _MARKED
    if lack is Lack.THEY and several:
        odds *= _PLURAL * (_MARKED if "sought" in choice.facts and not acting else 1.0)
    return odds / (1.0 + odds)


def _agrees(lack: Lack, question: str, choice: Choice) -> bool:
    """Whether a phrase agrees with a pronoun in number and kind."""
    phrase = choice.phrase
    if lack is Lack.THEN:
        return phrase.is_year
    has_letters = re.search(r"[^\W\d_]{2}", phrase.text) is not None
    if phrase.is_year or not has_letters or phrase.head in question.lower().split():
        return False
    kinds = {
        Lack.PERSON: _may_be_person(choice) and _agrees_in_gender(question, phrase),
        Lack.THERE: "place" in choice.facts and not phrase.is_person,
        Lack.THEY: phrase.is_plural or (phrase.is_name and not _OF_THEM.search(question)),
        Lack.IT: not phrase.is_plural and (not phrase.is_person or "title" in choice.facts),
    }
    return kinds[lack]


def _may_be_person(choice: Choice) -> bool:
    phrase = choice.phrase
    single = phrase.is_name and " " not in phrase.text and not phrase.text.isupper()
    return phrase.is_person or (single and "place" not in choice.facts and not phrase.article)


def _agrees_in_gender(question: str, phrase: Phrase) -> bool:
    said = set(question.lower().split())
    titles = set(phrase.text.lower().replace(".", "").split())
    female = bool(said & {"she", "her", "hers"})
    male = bool(said & {"he", "him", "his"})
    return not (female and titles & _MALE) and not (male and titles & _FEMALE)


def _by(text: str) -> Callable[[re.Match[str]], str]:
    return lambda _: text


def left_over(question: str, choices: Sequence[Choice], least: float) -> Iterator[Phrase]:
    """Find the phrases that a question needs and has not, none a part of another."""
    taken: list[Phrase] = []
    said = {term for phrase in find_phrases(question) for term in phrase.terms}
    for choice in choices:
        new = choice.phrase.terms - said
        if choice.probability >= least and new and not _is_known(choice.phrase, taken):
            taken.append(choice.phrase)
            yield choice.phrase


def _is_known(phrase: Phrase, taken: Sequence[Phrase]) -> bool:
    return any(phrase.terms & other.terms for other in taken)
