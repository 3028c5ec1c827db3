"""What a sentence needs beside it: what it points back to, and what it leads to."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from corpus.paper import Paper, Span
from index.snapshot import Snapshot
from qa.composing.composition import ScoredSentence, sentence_at

MOST_LED_TO = 6
"""Sentences that a lead-in brings at most."""

_POINTS_BACK = re.compile(
    r"(?:also|another|both|consequently|for th(?:is|ese)|hence|in (?:addition|contrast)"
    r"|in th(?:is|ese|at) (?:way|light|context|case|regard|respect|sense)|in the light of this"
    r"|because of th(?:is|ese)|by contrast|due to th(?:is|ese)|likewise"
    r"|on the (?:contrary|other hand)|others?|similarly|such(?! as)"
    r"|the (?:former|latter|others?|same|second|third)|th(?:is|ese|ose)|therefore|thus"
    r"|with this)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:certain|different|few|five|following|four|many|multiple|number of|numerous|several"
    r"|six|some|three|two|various) (?:[\w’'-]++ ){0,3}+(?:[\w’'-]*+(?<=[^siu\W]s))\W?$",
    re.IGNORECASE,
)
_LEADING_WORDS = 20
"""Words of a sentence that only says how many things follow."""
_ITEM = re.compile(
    r"\W{0,3}(?:\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.)]\s"
    r"|(?:first|second|third|fourth|fifth|last|final)(?:ly)?\b"
    r"|another\b|also\b|additionally\b|furthermore\b|in addition\b|moreover\b|next\b"
    r"|one (?:is|was|such|of)\b|the (?:first|second|third|fourth|fifth|last|next|other)\b)",
    re.IGNORECASE,
)
"""How a sentence begins that is one of several things."""


def points_back(text: str) -> bool:
    """Whether a sentence begins with words that point to the one before it: “These are …”."""
    return _POINTS_BACK.match(text) is not None


def leads_in(text: str) -> bool:
    """Whether a sentence announces others: “It has several limitations.”, “The factors are:”."""
    if text.endswith(":"):
        return True
    return len(text.split()) <= _LEADING_WORDS and _COUNTED.search(text) is not None


def with_context(
    sentence: ScoredSentence, snapshot: Snapshot, *, most: int = MOST_LED_TO
) -> list[ScoredSentence]:
    """Return a sentence with what it points back to before it, and what it leads to behind it.

    At most `most` sentences, in the order of the paper.
    """
    paper = snapshot.paper(sentence.passage.paper_id)
    place = _place(paper, sentence)
    needed = [place]
    if points_back(sentence.text) and _beside(paper, place - 1, place):
        needed.insert(0, place - 1)
    if leads_in(sentence.text):
        needed.extend(_led_to(paper, place))
    spans = [paper.sentences[one] for one in needed[:most]]
    return [
        sentence
        if span == sentence.span
        else sentence_at(paper.id, span, snapshot, score=sentence.score, beside=True)
        for span in spans
    ]


def following(sentence: ScoredSentence, snapshot: Snapshot) -> ScoredSentence | None:
    """Return the sentence behind one, under the same heading, if there is any."""
    paper = snapshot.paper(sentence.passage.paper_id)
    place = _place(paper, sentence)
    if not _beside(paper, place, place + 1):
        return None
    return sentence_at(paper.id, paper.sentences[place + 1], snapshot, score=sentence.score)


def _place(paper: Paper, sentence: ScoredSentence) -> int:
    """Return which of its paper's sentences one is."""
    return bisect_left(paper.sentences, sentence.span.start, key=lambda span: span.start)


def _led_to(paper: Paper, place: int) -> Iterator[int]:
    """Return the places of the sentences that a lead-in leads to: its items, or the next one."""
    behind = range(place + 1, min(place + 1 + MOST_LED_TO, len(paper.sentences)))
    beside = [one for one in behind if _beside(paper, place, one)]
    yield from beside[:1]
    for one in beside[1:]:
        if not _ITEM.match(_text(paper, paper.sentences[one])):
            break
        yield one


def _beside(paper: Paper, place: int, other: int) -> bool:
    """Whether two sentences stand under the same heading."""
    if not 0 <= min(place, other) <= max(place, other) < len(paper.sentences):
        return False
    one, two = paper.sentences[place], paper.sentences[other]
    return paper.section_path_at(one.start) == paper.section_path_at(two.start)


def in_order(sentences: Sequence[ScoredSentence], snapshot: Snapshot) -> list[ScoredSentence]:
    """Return sentences in the order of their papers, and of these in that of the library."""
    numbers = {entry.id: number for number, entry in enumerate(snapshot.entries)}
    return sorted(sentences, key=lambda one: (numbers[one.passage.paper_id], one.span.start))


def _text(paper: Paper, span: Span) -> str:
    return paper.text[span.start : span.end]


def with_contexts(
    sentences: Sequence[ScoredSentence], snapshot: Snapshot, *, most: int
) -> list[ScoredSentence]:
    """Return sentences in their order, each once and with its context, `most` altogether.

    No sentence goes for another one's context: that only takes the room that is left.
    """
    room = most - len(sentences)
    told: list[ScoredSentence] = []
    own = {(one.passage.paper_id, one.span) for one in sentences}
    for sentence in sentences:
        for one in with_context(sentence, snapshot):
            place = (one.passage.paper_id, one.span)
            if one.beside:
                if room <= 0 or place in own:
                    continue
                own.add(place)
                room -= 1
            told.append(one)
    return told
