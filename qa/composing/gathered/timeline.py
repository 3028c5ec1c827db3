"""Timelines: dated sentences on a subject, in the order of their dates."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from index.snapshot import Snapshot
from index.words.terms import terms
from qa.composing.composition import Composition, Piece, ScoredSentence, Words
from qa.composing.documents.finding import share_of, weigh_terms
from qa.composing.documents.material import is_back_matter
from qa.composing.gathered.gathering import gather, relative
from qa.composing.request import Request
from qa.composing.sentence_ranking import rank_sentences
from qa.understanding.dates import Date, find_dates
from qa.understanding.kinds.classifier import Kind
from qa.understanding.lexicon.countries import same_country
from qa.understanding.question import Question

MOST_SENTENCES = 10
FEWEST = 2
"""Dates that make a timeline."""
FLOOR = 0.45
"""How high, from the middle sentence, 0, to the best, 1, a dated sentence must score."""
FLOOR_OF_ALL = 0.2
"""The same where a timeline is asked for, and not only how something changed."""
FLOOR_IN_PERIOD = 0.0
"""The same where the question names a time, inside it."""
EVENT_BONUS = 0.3
"""For a sentence that begins with its date: “In 1959, …”."""
NAMING = 0.2
"""What a sentence loses whose year only names something: “the 2009 pandemic”."""
VAGUE = 0.2
"""What a sentence loses whose date is longer than a year."""
SUBJECT_BONUS = 0.5
"""For a sentence that has, with the headings over it, all that the question is about."""
ENOUGH = 0.7
"""The share of the confidence otherwise asked for: dates found in the time asked are evidence."""

_SAME_TIME = re.compile(
    r"(?:in|during|by) (?:the same|that|this) (?:very )?(?:year|month|period|decade)\b",
    re.IGNORECASE,
)
_NAMES = re.compile(r"\bthe $", re.IGNORECASE)
_SENTENCES_FAR = 40
"""How far a year is looked for that a day and a month are of."""
_ASKING = frozenset(
    terms(
        "timeline time line chronology chronological chronologically order happen happened happens "
        "develop developed development change changed changes evolve evolved history course event "
        "events year years decade decades date dates dated period give list tell walk show through "
        "go went going become became ups downs like mention lately"
    )
)
"""Stems of what asks for a timeline, and is told in none."""
_LONG_YEARS = 9
_OPENING = 30
"""Characters that begin a sentence."""


@dataclass(frozen=True, slots=True)
class _Dated:
    sentence: ScoredSentence
    date: Date


def compose_timeline(request: Request) -> Composition | None:
    """Tell dated sentences under their dates, earliest first; of a time asked for only those in it.

    None where fewer than two are found.
    """
    if request.confidence < ENOUGH * request.threshold:
        return None
    period = request.question.period
    dated = list(_dated_sentences(request, period))
    most = min(MOST_SENTENCES, request.limit or MOST_SENTENCES)
    floor = FLOOR_OF_ALL if request.question.kind is Kind.TIMELINE else FLOOR
    floor = floor if period is None else FLOOR_IN_PERIOD
    dates = {one.sentence: one.date for one in dated}
    chosen = gather(
        request.question,
        [one.sentence for one in dated],
        floor=floor,
        most=most,
        things={one: frozenset({date.first}) for one, date in dates.items()},
    ).sentences
    if len({dates[one].first for one in chosen}) < FEWEST:
        return None
    order = sorted(chosen, key=lambda one: (dates[one].first, dates[one].last, one.span.start))
    return Composition(tuple(_pieces(order, dates, request)), request.confidence)


def _dated_sentences(request: Request, period: Date | None) -> Iterator[_Dated]:
    """Return the sentences with a date, best first; where a time is asked for, with one in it."""
    candidates, snapshot = request.candidates, request.snapshot
    ranked = relative(
        rank_sentences(request.question, candidates, snapshot, passages=len(candidates))
    )
    weights = weigh_terms(_subject_of(request.question), [one.text for one in ranked])
    found = []
    for one in ranked:
        if is_back_matter(one.passage.section):
            continue
        dates = [date for date in dates_of(one, snapshot) if period is None or _is_in(date, period)]
        if dates:
            share = share_of(weights, _told_by(one, weights))
            if not share:
                continue
            weighed = SUBJECT_BONUS * (share - 1) + _eventfulness(dates[0], one.text)
            found.append(_Dated(replace(one, score=one.score + weighed), dates[0]))
    yield from sorted(found, key=lambda one: -one.sentence.score)


def _subject_of(question: Question) -> set[str]:
    """Return the stems of what a timeline is asked of, without those that ask for one."""
    return {
        term
        for term in question.subject_terms
        if term not in _ASKING and not term.rstrip("s").isdigit()
    }


def _told_by(sentence: ScoredSentence, weights: Mapping[str, float]) -> set[str]:
    """Return which terms a sentence has, with the headings over it; a country by any name."""
    told = set(terms(" ".join([sentence.text, *sentence.passage.section])))
    return {term for term in weights if term in told or any(same_country(term, o) for o in told)}


def _is_in(date: Date, period: Date) -> bool:
    """Whether a date meets a time asked for, and is no century or decade that began before."""
    began_before = date.first < period.first and date.last[0] - date.first[0] >= _LONG_YEARS
    return date.meets(period) and not began_before


def _eventfulness(date: Date, text: str) -> float:
    """Return what it counts how a sentence is dated."""
    vague = date.last[0] > date.first[0]
    names = _NAMES.search(text, max(0, date.span.start - 4), date.span.start) is not None
    opens = date.span.start <= _OPENING and not names
    return EVENT_BONUS * opens - VAGUE * vague - NAMING * names


def dates_of(sentence: ScoredSentence, snapshot: Snapshot) -> list[Date]:
    """Return the dates of a sentence; “in the same year” and days take theirs from before it."""
    dates = find_dates(sentence.text)
    bare = [date for date in dates if not date.has_year]
    same = not dates and _SAME_TIME.match(sentence.text)
    if not bare and not same:
        return dates
    own = [date for date in dates if date.has_year]
    before = own[0] if own else _last_year_before(sentence, snapshot)
    if before is None:
        return dates
    if same:
        return [before]
    return [date if date.has_year else date.in_year(before.first[0]) for date in dates]


def _last_year_before(sentence: ScoredSentence, snapshot: Snapshot) -> Date | None:
    """Return the date of the sentences before one, or else the nearest one of its paper."""
    paper = snapshot.paper(sentence.passage.paper_id)
    spans = paper.sentences
    place = bisect_left(spans, sentence.span.start, key=lambda span: span.start)
    near = chain(reversed(spans[max(0, place - _SENTENCES_FAR) : place]), spans[place + 1 :])
    for span in islice(near, 2 * _SENTENCES_FAR):
        years = [date for date in find_dates(paper.text[span.start : span.end]) if date.has_year]
        if years:
            return years[-1]
    return None


def _pieces(
    order: Sequence[ScoredSentence], dates: dict[ScoredSentence, Date], request: Request
) -> Iterator[Piece]:
    """Label sentences by their dates, and by their papers where there are several."""
    several = len({one.passage.paper_id for one in order}) > 1
    label: str | None = None
    for one in order:
        title = request.snapshot.entry(one.passage.paper_id).title
        before, label = label, dates[one].label + (f" (“{title}”):" if several else ":")
        if label != before:
            yield Words(label)
        yield one
