"""The words of a question that point back, replaced by what they mean."""

import re
from collections.abc import Callable, Iterator, Sequence

from qa.understanding.talk.chooser import Choice
from qa.understanding.talk.lacks import Lack
from qa.understanding.talk.phrases import Phrase, find_phrases
from qa.understanding.talk.verbs import is_verb

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
_TREATED = re.compile(
    r"^(?:how|when|where|why|by whom) (?:is|are|was|were) (?P<first>this|that|these|those) "
    r"(?P<verb>\w+)\b",
    re.IGNORECASE,
)
"""“How was that kept out?”: what happens to a thing, unless that something happened is meant."""
_HAPPENED = frozenset("done decided said possible so happening called meant".split())
_ONES = re.compile(r"\bwhich (?:ones|(?P<one>one))\b", re.IGNORECASE)
_THAT_ONE = re.compile(r"\b(?:this|that|the(?: same)?) one\b(?! (?:of|in|that|who))", re.IGNORECASE)
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
    one = _THAT_ONE.search(question) if Lack.ONES in lacks else None
    if one is not None:
        return _THAT_ONE.sub(_by(_thing_of(choices) or one[0]), question)
    pointer = _pointer_in(question) if Lack.THIS in lacks else None
    if pointer is None:
        return question
    group = "first" if pointer["first"] else "last"
    plural = pointer[group].lower() in {"these", "those"}
    # What the last question asked about comes before the names in it.
    for choice in sorted(choices, key=lambda one: not _is_asked_about(one)):
        fits = choice.phrase.is_plural == plural and not choice.phrase.is_person
        likely = _is_asked_about(choice) or choice.probability >= _LEAST_OF_POINTED
        if fits and likely and not choice.phrase.is_date:
            start, end = pointer.span(group)
            return f"{question[:start]}{choice.phrase.as_subject}{question[end:]}"
    return question


def _pointer_in(question: str) -> re.Match[str] | None:
    """Find “that” or the like where a thing of the talk can stand in its place."""
    treated = _TREATED.match(question)
    verb = treated["verb"].lower() if treated is not None else ""
    return treated if verb not in _HAPPENED and is_verb(verb) else _THIS.search(question)


def _is_asked_about(choice: Choice) -> bool:
    return "question0" in choice.facts and choice.phrase.is_common


def _thing_of(choices: Sequence[Choice]) -> str | None:
    """Return the single thing that was asked about last, or else the likeliest one of the talk."""
    single = [
        choice
        for choice in choices
        if not choice.phrase.is_plural and not choice.phrase.is_person and not choice.phrase.is_year
    ]
    asked = [choice for choice in single if {"acts", "told of"} & choice.facts]
    best = next(iter([*asked, *single]), None)
    return best.phrase.as_subject if best is not None else None


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
    actors = acting and any("acts" in choice.facts for choice in agreeing)

    def fitness(choice: Choice) -> float:
        return _fitness(lack, choice, acting=acting, actors=actors)

    best = max(agreeing, key=fitness, default=None)
    return best.phrase if best is not None and fitness(best) >= _LEAST[lack] else None


def _fitness(lack: Lack, choice: Choice, *, acting: bool, actors: bool) -> float:
    """Return how well a phrase fits a pronoun, 0 to 1.

    What was the answer fits better, and so does what the last question was about for “it”, a
    plural for “they” and a whole name for “she”. What was asked for fits “they” where these do
    nothing themselves; where they do, and somebody did in the last question (`actors`), it is
    more likely these. The model learnt from talks whose answers are not marked, about people and
    their works.
    """
    odds = choice.meant / max(1e-6, 1.0 - choice.meant)
    several = choice.phrase.is_plural and choice.phrase.is_common
    if actors:
        several = "acts" in choice.facts or (several and "marked0" in choice.facts)
    if lack is Lack.IT and "told of" in choice.facts:
        odds *= _MARKED
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
    if phrase.is_date or phrase.head in question.lower().split():
        return False
    somebody = phrase.is_person or "of a person" in choice.facts
    kinds = {
        Lack.PERSON: _may_be_person(choice) and _agrees_in_gender(question, phrase),
        Lack.THERE: "place" in choice.facts and not phrase.is_person,
        Lack.THEY: phrase.is_plural
        or (phrase.is_name and not somebody and not _OF_THEM.search(question)),
        Lack.IT: not phrase.is_plural and (not somebody or "title" in choice.facts),
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
        told = any(letter.isalpha() for letter in choice.phrase.text) or choice.phrase.is_year
        if choice.probability >= least and told and new and not _is_known(choice.phrase, taken):
            taken.append(choice.phrase)
            yield choice.phrase


def _is_known(phrase: Phrase, taken: Sequence[Phrase]) -> bool:
    return any(phrase.terms & other.terms for other in taken)
