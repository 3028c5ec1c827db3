"""Sentences gathered from several places: near the top, and not the same thing twice."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from index.retriever import Candidate
from index.snapshot import Snapshot
from index.words.terms import terms
from qa.composing.composition import Piece, ScoredSentence, Words
from qa.composing.context import in_order, with_context
from qa.composing.documents.material import is_back_matter
from qa.composing.request import Request
from qa.composing.sentence_ranking import leads_of, rank_sentences
from qa.understanding.question import Question

NOVELTY = 0.3
"""How much the likeness to what is told already counts against a sentence."""
SAME = 0.75
"""The share of its terms, the question's left out, that makes a sentence a repetition."""
PASSAGES_GATHERED_FROM = 24

_NOTHING: frozenset[Hashable] = frozenset()

Things = frozenset[Hashable]
"""What a sentence tells of, by which repetitions are known."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Sentences, best first; `more` tells whether there were more than could be told."""

    sentences: tuple[ScoredSentence, ...]
    more: bool = False


def rank_widely(
    request: Request,
    question: Question | None = None,
    candidates: Sequence[Candidate] | None = None,
) -> list[ScoredSentence]:
    """Rank the sentences of more passages than a plain answer draws on, best first.

    Of the request's question, or of another one with the `candidates` found for it; without what
    tells of the paper only, such as who wrote it. Scores are relative: 1 is that of the best
    sentence, 0 that of the one in the middle.
    """
    found = request.candidates if candidates is None else candidates
    ranked = rank_sentences(
        question or request.question,
        found,
        request.snapshot,
        passages=PASSAGES_GATHERED_FROM,
        by_leads=any(map(leads_of, found)),
    )
    return relative([one for one in ranked if not is_back_matter(one.passage.section)])


def relative(ranked: Sequence[ScoredSentence]) -> list[ScoredSentence]:
    """Return ranked sentences with scores from 1, the best, down to 0 in the middle, and below."""
    if not ranked:
        return []
    best, middle = ranked[0].score, median(sentence.score for sentence in ranked)
    reach = (best - middle) or 1.0
    return [replace(one, score=(one.score - middle) / reach) for one in ranked]


def gather(
    question: Question,
    ranked: Sequence[ScoredSentence],
    *,
    floor: float,
    most: int,
    things: Mapping[ScoredSentence, Things] | None = None,
) -> Gathered:
    """Choose sentences by score and novelty: maximal marginal relevance.

    `ranked` has relative scores; those below `floor` are left out, and so are repetitions: of
    the terms of another sentence, or of `things` in it that were all told before.
    Carbonell and Goldstein 1998.
    """
    asked = set(question.terms)
    left = {one: set(terms(one.text)) - asked for one in ranked if one.score >= floor}
    likeness = dict.fromkeys(left, 0.0)
    chosen: list[ScoredSentence] = []
    told: set[Hashable] = set()
    while left:
        best = max(left, key=lambda one: (1 - NOVELTY) * one.score - NOVELTY * likeness[one])
        said = left.pop(best)
        new = (things or {}).get(best, _NOTHING)
        if new <= told if new else likeness[best] >= SAME:
            continue
        if len(chosen) == most:
            return Gathered(tuple(chosen), more=True)
        chosen.append(best)
        told |= new
        likeness = {one: max(likeness[one], _overlap(left[one], said)) for one in left}
    return Gathered(tuple(chosen))


def _overlap(one: set[str], other: set[str]) -> float:
    """Return the share of the shorter text's terms that the other has."""
    return len(one & other) / max(1, min(len(one), len(other)))


def enumerated(
    gathered: Sequence[ScoredSentence], snapshot: Snapshot, *, limit: int | None = None
) -> tuple[Piece, ...]:
    """Return sentences in the order of their papers, numbered where there are several.

    What they point back to or lead to stands with them; of several papers, each is named.
    """
    groups = _without_repeats([with_context(one, snapshot) for one in in_order(gathered, snapshot)])
    groups = _within(groups, limit)
    pieces: list[Piece] = []
    paper: str | None = None
    several = len({group[0].passage.paper_id for group in groups}) > 1
    for number, group in enumerate(groups, start=1):
        named = several and group[0].passage.paper_id != paper
        paper = group[0].passage.paper_id
        if named:
            pieces.append(Words(f"{number}. In “{snapshot.entry(paper).title}”:"))
        elif len(groups) > 1:
            pieces.append(Words(f"{number}."))
        pieces.extend(group)
    return tuple(pieces)


def _without_repeats(groups: Sequence[Sequence[ScoredSentence]]) -> list[list[ScoredSentence]]:
    """Leave out of each group what an earlier one has."""
    told: set[tuple[str, int]] = set()
    kept: list[list[ScoredSentence]] = []
    for group in groups:
        new = [one for one in group if (one.passage.paper_id, one.span.start) not in told]
        told.update((one.passage.paper_id, one.span.start) for one in group)
        if new:
            kept.append(new)
    return kept


def _within(
    groups: Sequence[list[ScoredSentence]], limit: int | None
) -> list[list[ScoredSentence]]:
    """Return as many groups, and of the last one as much, as `limit` sentences allow."""
    kept: list[list[ScoredSentence]] = []
    left = limit if limit is not None else sum(map(len, groups))
    for group in groups:
        if left <= 0:
            break
        kept.append(group[:left])
        left -= len(group)
    return kept
