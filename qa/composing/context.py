"""What a sentence needs beside it: what it points back to, and what it leads to."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from corpus.paper import Paper, Span
from index.snapshot import Snapshot
from qa.composing.composition import ScoredSentence, sentence_at
from qa.composing.enumerations import led_to

_POINTS_BACK = re.compile(
    r"(?:also|another|both|consequently|for th(?:is|ese)|hence|in (?:addition|contrast)"
    r"|in th(?:is|ese|at) (?:way|light|context|case|regard|respect|sense)|in the light of this"
    r"|because of th(?:is|ese)|by contrast|due to th(?:is|ese)|likewise"
    r"|on the (?:contrary|other hand)|others?|similarly|such(?! as)"
    r"|the (?:former|latter|others?|same|second|third)|th(?:is|ese|ose)|therefore|thus"
    r"|with this)\b",
    re.IGNORECASE,
)


def points_back(text: str) -> bool:
    """Whether a sentence begins with words that point to the one before it: “These are …”."""
    return _POINTS_BACK.match(text) is not None


def with_context(sentence: ScoredSentence, snapshot: Snapshot) -> list[ScoredSentence]:
    """Return a sentence with what it points back to before it, and what it leads to behind it.

    In the order of the paper.
    """
    paper = snapshot.paper(sentence.passage.paper_id)
    place = place_of(sentence, paper)
    needed = [place, *led_to(paper, place)]
    if points_back(sentence.text) and _beside(paper, place - 1, place):
        needed.insert(0, place - 1)
    spans = [paper.sentences[one] for one in needed]
    return [
        sentence
        if span == sentence.span
        else sentence_at(paper.id, span, snapshot, score=sentence.score, beside=True)
        for span in spans
    ]


def following(sentence: ScoredSentence, snapshot: Snapshot) -> ScoredSentence | None:
    """Return the sentence behind one, under the same heading, if there is any."""
    paper = snapshot.paper(sentence.passage.paper_id)
    place = place_of(sentence, paper)
    if not _beside(paper, place, place + 1):
        return None
    return sentence_at(paper.id, paper.sentences[place + 1], snapshot, score=sentence.score)


def place_of(sentence: ScoredSentence, paper: Paper) -> int:
    """Return which of its paper's sentences one is."""
    return bisect_left(paper.sentences, sentence.span.start, key=lambda span: span.start)


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


def with_contexts(
    sentences: Sequence[ScoredSentence], snapshot: Snapshot, *, plain: int, most: int
) -> list[ScoredSentence]:
    """Return sentences, each once and with its context, `most` altogether, neighbours in a row.

    No sentence goes for another one's context: that only takes the room that is left. But a list
    that one of them leads in is an answer by itself: others only make it `plain` sentences long.
    """
    chosen = _without_beside_lists(sentences, snapshot, plain=plain)
    room = most - len(chosen)
    told: list[ScoredSentence] = []
    own = {(one.passage.paper_id, one.span) for one in chosen}
    for sentence in chosen:
        for one in with_context(sentence, snapshot):
            place = (one.passage.paper_id, one.span)
            if one.beside:
                if room <= 0 or place in own:
                    continue
                own.add(place)
                room -= 1
            told.append(one)
    return neighbours_together(told, snapshot)


def _without_beside_lists(
    sentences: Sequence[ScoredSentence], snapshot: Snapshot, *, plain: int
) -> list[ScoredSentence]:
    """Return lead-ins, items, the best sentence, and of others what there is room for."""
    lists = [(one, _items_of(one, snapshot)) for one in sentences]
    listed = {(one.passage.paper_id, one.span) for one, items in lists if items}
    listed.update(*(items for _, items in lists))
    room = plain - len(listed)
    kept: list[ScoredSentence] = []
    for sentence in sentences:
        if (sentence.passage.paper_id, sentence.span) not in listed:
            if listed and kept and room <= 0:
                continue
            room -= 1
        kept.append(sentence)
    return kept


def _items_of(sentence: ScoredSentence, snapshot: Snapshot) -> set[tuple[str, Span]]:
    paper = snapshot.paper(sentence.passage.paper_id)
    items = led_to(paper, place_of(sentence, paper))
    return {(paper.id, paper.sentences[item]) for item in items}


def neighbours_together(
    sentences: Sequence[ScoredSentence], snapshot: Snapshot
) -> list[ScoredSentence]:
    """Return sentences with those that follow one another in a paper in a row, as they stand there.

    A row comes where its first sentence came.
    """
    by_place = {
        (one.passage.paper_id, place_of(one, snapshot.paper(one.passage.paper_id))): one
        for one in sentences
    }
    told: dict[tuple[str, int], ScoredSentence] = {}
    for paper_id, place in by_place:
        first = place
        while (paper_id, first - 1) in by_place:
            first -= 1
        while (paper_id, first) in by_place:
            told.setdefault((paper_id, first), by_place[paper_id, first])
            first += 1
    return list(told.values())
