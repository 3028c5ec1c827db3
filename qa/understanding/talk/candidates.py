"""Phrases of the talk that a later question may mean, and where each of them stood."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index.words.terms import FUNCTION_WORDS, terms
from qa.answer import AnswerSentence, Turn, Voice
from qa.understanding.talk.phrases import Phrase, find_phrases, whole_phrase

_TURNS = 4
"""Turns that are looked at, the last ones."""
_SENTENCES = 3
"""Sentences of an answer that are looked at."""
_FEW_WORDS = 6
"""A sentence of no more is an answer in a few words, whether some are marked or not."""
_PARTICLES = frozenset("of the and de del der la al bin ul von van & i".split())
_LONGEST_TOPIC = 5
"""Words of a title that is taken for a name."""
_ARTICLE = re.compile(r"^The ")
_OPENING_BRACKET = re.compile(r"\(")
_CLOSING_BRACKET = re.compile(r"\)")
_PLACES = frozenset(
    f"{source}{age}" for source in ("question", "asked", "answer", "marked") for age in range(3)
)
_PLACE_WORDS = frozenset("in at to from into near".split())
_DO = frozenset("do does did has have had can could should would will may might must".split())
_BE = frozenset("is are was were".split())


@dataclass
class Candidate:
    """A phrase of the talk with what is true of it: where it stood, and of what form it is."""

    phrase: Phrase
    facts: set[str] = field(default_factory=set)
    mentions: int = 0

    def see(self, phrase: Phrase, source: str) -> None:
        """Take note of another place where the phrase stood."""
        self.mentions += 1
        self.facts.add(source)
        if phrase.before in _PLACE_WORDS and phrase.is_name:
            self.facts.add("place")
        if phrase.is_asked and source == "question0":
            self.facts.add("sought")
        if source == "question0" and phrase.before in _DO:
            self.facts.add("acts")
        if source == "question0" and phrase.before in _BE:
            self.facts.add("told of")
        if phrase.opens and source.startswith("answer"):
            self.facts.add("opens")


def gather_candidates(history: Sequence[Turn]) -> list[Candidate]:
    """Return the phrases of the last turns, the newest first, each once.

    A shorter form of a name counts for the longer one besides: “Zappa” for “Frank Zappa”. What
    is said of having no answer is none of the papers' and is left out.
    """
    found: dict[frozenset[str], Candidate] = {}
    for phrase, source in _sighted(history):
        if phrase.terms:
            candidate = found.setdefault(phrase.terms, Candidate(phrase))
            if phrase.is_name and not phrase.opens and not candidate.phrase.is_name:
                candidate.phrase = phrase
            candidate.see(phrase, source)
    candidates = list(found.values())
    asked = [candidate for candidate in candidates if "question0" in candidate.facts]
    if len(asked) == 1:
        asked[0].facts.add("told of")
    for candidate in candidates:
        candidate.facts.update(_form(candidate.phrase))
        _count_short_forms(candidate, candidates)
    return candidates


def topic_of(history: Sequence[Turn]) -> str | None:
    """Return the title of the paper cited last, without what stands in brackets, if it is a name.

    Titles of articles about somebody or something are: a few words with capitals. Titles
    that tell what was found are not.
    """
    cited = (citation for turn in reversed(history) for citation in turn.answer.citations[:1])
    citation = next(cited, None)
    title = citation.title if citation is not None else ""
    title = " ".join(_without(title, _OPENING_BRACKET, _CLOSING_BRACKET).split())
    parts = _ARTICLE.sub("", title).split()
    named = all(part.lower() in _PARTICLES or not part[0].islower() for part in parts)
    telling = (FUNCTION_WORDS - _PARTICLES) & {part.lower() for part in parts}
    return title if parts and len(parts) <= _LONGEST_TOPIC and named and not telling else None


def answering_phrase(turn: Turn) -> Phrase | None:
    """Return the few words that a turn was answered by: those that its first citation marks.

    None of a turn that was declined, and of one whose answer is not said in a few words.
    """
    told = told_by_paper(turn)
    if not told:
        return None
    citation = next(iter(turn.answer.citations), None)
    marked = citation and (citation.answer_span or citation.likely_span)
    if citation is not None and marked:
        ahead = citation.quote[: marked.start - citation.span.start].split(" ")[-2:-1]
        return whole_phrase(citation.likely_words or "", after="".join(ahead))
    return whole_phrase(told[0].text) if len(told[0].text.split()) <= _FEW_WORDS else None


def told_by_paper(turn: Turn) -> list[AnswerSentence]:
    """Return the sentences of an answer that tell something, be it only the closest there is.

    Labels tell nothing, and neither does what is said of having no answer.
    """
    answer = turn.answer
    return [
        sentence
        for sentence in answer.sentences
        if sentence.citations or (sentence.voice is not Voice.LABEL and not answer.abstained)
    ]


def _sighted(history: Sequence[Turn]) -> Iterator[tuple[Phrase, str]]:
    """Find all phrases with the name of the place where each stood, the newest turn first."""
    topic = topic_of(history)
    if topic is not None and (whole := whole_phrase(topic)) is not None:
        yield whole, "title"
    for age, turn in enumerate(reversed(history[-_TURNS:])):
        when = str(min(age, 2))
        whole = answering_phrase(turn)
        if whole is not None:
            yield whole, f"marked{when}"
        for phrase in find_phrases(turn.answer.standalone_question):
            yield _answered(phrase, whole), f"question{when}"
        for phrase in find_phrases(turn.question):
            yield _answered(phrase, whole), f"asked{when}"
        for place, sentence in enumerate(told_by_paper(turn)[:_SENTENCES]):
            for phrase in find_phrases(sentence.text):
                yield phrase, f"answer{when}" if place == 0 else f"further{when}"


def _answered(phrase: Phrase, answer: Phrase | None) -> Phrase:
    """Return the answer for the noun behind “which”: what was asked for is known by then."""
    known = answer is not None and phrase.is_asked and not phrase.is_plural
    return answer if known and answer is not None else phrase


def _form(phrase: Phrase) -> Iterator[str]:
    if phrase.is_name:
        yield "name"
    if phrase.is_person:
        yield "person"
    if phrase.is_year:
        yield "year"
    elif any(letter.isdigit() for letter in phrase.text):
        yield "digits"
    if phrase.is_plural:
        yield "plural"
    if phrase.article:
        yield "article"
    if " of " in phrase.text or " and " in phrase.text:
        yield "joined"
    if " " not in phrase.text:
        yield "single"


def _count_short_forms(candidate: Candidate, others: Sequence[Candidate]) -> None:
    """Let the short forms of a name count for it, and mark it as short where a longer one is."""
    own = candidate.phrase
    if not own.is_name:
        return
    for other in others:
        if other is candidate or not other.phrase.is_name or "joined" in other.facts:
            continue
        if other.phrase.terms < own.terms and "joined" not in candidate.facts:
            candidate.mentions += other.mentions
            candidate.facts.update(f"short {fact}" for fact in other.facts if fact in _PLACES)
            other.facts.add("shortened")
            if own.is_person:
                other.facts.add("of a person")


def _without(text: str, first: re.Pattern[str], last: re.Pattern[str]) -> str:
    """Take out each part of a text from what `first` finds up to what `last` finds behind it.

    In one pattern, each start without an end would be followed to the end of the text.
    """
    kept = []
    place = 0
    while (start := first.search(text, place)) and (end := last.search(text, start.end())):
        kept.append(text[place : start.start()])
        place = end.end()
    return "".join((*kept, text[place:]))


def share_in(phrase: Phrase, text: str) -> float:
    """Return the share of a phrase's terms that a text has, 0 to 1."""
    return len(phrase.terms & set(terms(text))) / max(1, len(phrase.terms))
