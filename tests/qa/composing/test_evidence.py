"""Which sentences are told: what goes on with the best one comes before what does not."""

import math
from typing import cast

import numpy as np
import pytest

from corpus.paper import Paper, Passage, Span
from index.hits import Hit
from index.snapshot import Snapshot
from qa.composing.composition import ScoredSentence
from qa.composing.evidence import CONTINUED_BONUS, _with_rest, choose_sentences
from qa.reading.ranking import ReadCandidate
from qa.reading.reader import Reading
from qa.understanding.question import Question


class OnePaper:
    """A snapshot as far as sentences are chosen from it: one paper, without tables."""

    def paper(self, paper_id: str) -> Paper:
        """Return the paper, whatever it is asked for."""
        return Paper(paper_id, "Bridges", "bridges.txt", " ".join(SENTENCES), (), (), ())


SENTENCES = ("The bridge was old.", "Its piers had sunk.", "Moreover, the road was gone.")


def scored(texts: tuple[str, ...], scores: tuple[float, ...]) -> list[ScoredSentence]:
    """Return the sentences of one passage with their scores, best first."""
    text = " ".join(texts)
    starts = [text.index(sentence) for sentence in texts]
    spans = tuple(
        Span(start, start + len(sentence)) for start, sentence in zip(starts, texts, strict=True)
    )
    passage = Passage(paper_id="a", sentences=spans, section=(), page=None, text=text)
    found = [
        ScoredSentence(score, span, passage) for score, span in zip(scores, spans, strict=True)
    ]
    return sorted(found, key=lambda sentence: -sentence.score)


@pytest.mark.parametrize(
    ("scores", "order"),
    [
        pytest.param((0.5, 1.0, 0.0), (1, 2, 0), id="the best one is gone on with"),
        pytest.param((0.5, 0.0, 1.0), (2, 1, 0), id="the best one goes on"),
        pytest.param((1.0, 0.0, 0.5), (0, 2, 1), id="the best one stands by itself"),
    ],
)
def test_what_goes_on_comes_with_the_best(
    scores: tuple[float, ...], order: tuple[int, ...]
) -> None:
    """Neighbours that the best one goes on with gain; others, and the best itself, do not."""
    ranked = _with_rest(scored(SENTENCES, scores))
    assert [sentence.text for sentence in ranked] == [SENTENCES[place] for place in order]
    gained = {sentence.text: sentence.score for sentence in ranked}
    for text, score in zip(SENTENCES, scores, strict=True):
        assert gained[text] - score in (0.0, CONTINUED_BONUS)
    assert ranked[0].score == max(scores)


def read_candidate(leads: tuple[float, ...], texts: tuple[str, ...] = SENTENCES) -> ReadCandidate:
    """Return a passage of sentences, all alike to the question, with the reader's leads."""
    passage = scored(texts, (0.0,) * len(texts))[0].passage
    alike = np.zeros(len(texts), dtype=np.float32)
    hit = Hit(1, 0.0, {}, passage)
    return ReadCandidate(hit, alike, alike, Reading(1.0, 1.0, Span(0, 3), 1.0, leads=leads))


@pytest.mark.parametrize(
    ("leads", "told"),
    [
        pytest.param((-9.0, 4.0, -9.0), (1,), id="one that answers"),
        pytest.param((3.0, 4.0, -9.0), (1, 0), id="two that may"),
        pytest.param((3.0, 4.0, 3.5), (1, 2, 0), id="all may"),
        pytest.param((-9.0, -9.0, -math.inf), (2, 0, 1), id="what was read answers less than not"),
    ],
)
def test_as_many_are_told_as_the_reader_takes_for_likely(
    leads: tuple[float, ...], told: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The most likely one first; one that was not read is neither likely nor unlikely."""
    monkeypatch.setattr("qa.composing.sentence_ranking.LEAD_WEIGHT", 1.0)
    question = Question.of("Tell me of the bridge.")
    ranked = choose_sentences(
        question, [read_candidate(leads)], cast(Snapshot, OnePaper()), limit=3
    )
    assert [one.text for one in ranked] == [SENTENCES[place] for place in told]


def test_a_single_word_is_told_only_where_there_is_nothing_else() -> None:
    """It is a heading that runs into its paragraph; Chinese has no spaces between words."""
    question, paper = Question.of("Which baselines are there?"), cast(Snapshot, OnePaper())

    def told(*texts: str) -> list[str]:
        candidate = read_candidate((9.0, 1.0)[: len(texts)], texts)
        return [one.text for one in choose_sentences(question, [candidate], paper, limit=3)]

    assert told("Baselines.", "There are two.") == ["There are two."]
    assert told("Baselines.") == ["Baselines."]
    assert told("它们有两个。", "There are two.")[0] == "它们有两个。"
