"""The retriever that reads: the reader decides the head, and the rest stays as it was."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.formats import read_bundled_paper
from corpus.paper import Passage, Span
from index.hits import Hit
from index.library import Library
from index.retriever import Candidate, HybridRetriever
from index.stopwatch import Stopwatch
from qa.reading.ranking import (
    MOST_READ,
    READ_AT_ONCE,
    READING_SCORES,
    WINDOW_WORDS,
    ReadingRetriever,
    read_candidates,
    window_of,
)
from qa.reading.reader import Reader, Reading, Text
from qa.understanding.question import Question
from tests.toy_encoder import ToyEncoder

QUESTION = "Which amendment led the US to withhold F-16 jets from Pakistan?"
WANTED = "India"


class WordReader:
    """A reader that looks for one word, and counts what it is given to read."""

    name = "word"

    def __init__(self, word: str) -> None:
        self._word = word
        self.questions: list[str] = []
        self.texts: list[Text] = []

    def read(self, question: str, passages: Sequence[Text]) -> list[Reading]:
        """Return a passage with the word 5, another -5."""
        self.questions.append(question)
        self.texts += passages
        return [
            Reading(score, score)
            for text in passages
            for score in [5.0 if self._word in text.words else -5.0]
        ]


class UnsureReader(WordReader):
    """A reader that is never sure, so that it is asked again in other words."""

    def __init__(self) -> None:
        super().__init__("")

    def read(self, question: str, passages: Sequence[Text]) -> list[Reading]:
        """Return 0 for each passage."""
        super().read(question, passages)
        return [Reading(0.0, 0.0) for _ in passages]


ALL = float("inf")
"""Reads as many as may be read, however clear the head is."""


@pytest.fixture(scope="module")
def hybrid(tmp_path_factory: pytest.TempPathFactory) -> HybridRetriever:
    """Return the hybrid retriever over the bundled paper."""
    folder: Path = tmp_path_factory.mktemp("ranking")
    library = Library(folder / "library", make_encoder=ToyEncoder)
    library.add([library.encode(read_bundled_paper())])
    snapshot = library.snapshot()
    assert snapshot is not None
    return HybridRetriever(snapshot, library.encoder())


def words_read(candidate: Candidate) -> str:
    """Return the words of a candidate that are read."""
    span = window_of(candidate)
    return candidate.hit.passage.text[span.start : span.end]


def only_the_reader() -> dict[str, float]:
    """Return weights under which the reader alone decides."""
    return {name: float(name == "reader_relevance") for name in READING_SCORES}


def test_without_a_reader_the_order_is_that_of_the_hybrid_retriever(
    hybrid: HybridRetriever,
) -> None:
    """Hit by hit, scores and all."""
    assert ReadingRetriever(hybrid, None).search(QUESTION, k=20) == hybrid.search(QUESTION, k=20)


def test_the_reader_decides_the_head(hybrid: HybridRetriever) -> None:
    """What it prefers among those it read comes first, in the order that they had."""
    before = hybrid.candidates(QUESTION)[:MOST_READ]
    wanted = [candidate.hit.passage for candidate in before if WANTED in words_read(candidate)]
    assert wanted
    assert wanted[0] != before[0].hit.passage
    retriever = ReadingRetriever(hybrid, WordReader(WANTED), weights=only_the_reader(), close=ALL)
    after = retriever.search(QUESTION, k=MOST_READ)
    assert [hit.passage for hit in after[: len(wanted)]] == wanted
    assert {hit.passage for hit in after} == {candidate.hit.passage for candidate in before}


def test_ranks_and_scores_run_on_behind_the_head(hybrid: HybridRetriever) -> None:
    """Ranks count from one and scores never rise, also where the unread ones begin."""
    hits = ReadingRetriever(hybrid, WordReader(WANTED), close=ALL).search(
        QUESTION, k=MOST_READ + 15
    )
    assert len(hits) > MOST_READ
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert all(one.score >= other.score for one, other in itertools.pairwise(hits))
    assert all("reader_relevance" in hit.scores for hit in hits[:MOST_READ])
    assert all("reader_relevance" not in hit.scores for hit in hits[MOST_READ:])


def test_passages_are_read_under_their_heading_and_for_the_subject(
    hybrid: HybridRetriever,
) -> None:
    """The reader sees title and section; what speaks of the paper itself is left out."""
    reader = WordReader(WANTED)
    retriever: ReadingRetriever = ReadingRetriever(hybrid, reader, close=ALL)
    candidates = retriever.candidates(Question.of("According to the paper, who built Gwadar?"))
    assert len(reader.texts) == len(read_candidates(candidates)) == MOST_READ
    assert all("Pakistan" in text.heading for text in reader.texts)
    assert all("According to" not in question for question in reader.questions)


def test_the_clock_is_told_every_stage(hybrid: HybridRetriever) -> None:
    """Encoding, both rankings, late interaction, fusion and the reader, none of them negative."""
    reader: Reader = WordReader(WANTED)
    clock = Stopwatch()
    ReadingRetriever(hybrid, reader).candidates(Question.of(QUESTION), clock=clock)
    stages = {"encode", "dense", "lexical", "late_interaction", "fusion", "reader"}
    assert set(clock.seconds) == stages
    assert all(seconds >= 0 for seconds in clock.seconds.values())
    assert sum(clock.seconds.values()) <= clock.total


def test_a_clear_head_is_read_and_no_more(hybrid: HybridRetriever) -> None:
    """Eight passages, and eight more only while the ninth is close to the first."""
    candidates = hybrid.candidates(QUESTION)
    lead = candidates[0].hit.score - candidates[READ_AT_ONCE].hit.score
    for close, count in ((0.9 * lead, READ_AT_ONCE), (1.1 * lead, 2 * READ_AT_ONCE)):
        reader = WordReader(WANTED)
        ReadingRetriever(hybrid, reader, close=close).candidates(Question.of(QUESTION))
        assert len(reader.texts) >= count
        assert (len(reader.texts) == READ_AT_ONCE) == (count == READ_AT_ONCE)


def test_a_long_passage_is_read_where_it_is_most_like_the_question() -> None:
    """Whole sentences around the likeliest one, up to the limit, and the likelier side first."""
    sentence = "word " * 24 + "end."
    spans = tuple(Span(125 * n, 125 * n + len(sentence)) for n in range(6))
    text = " ".join([sentence] * 6)
    passage = Passage("p", spans, (), None, text)
    late = np.array([0.1, 0.2, 0.9, 0.3, 0.4, 0.1], dtype=np.float32)
    candidate = Candidate(Hit(1, 0.0, {}, passage), late, late)
    span = window_of(candidate)
    assert WINDOW_WORDS // 25 == 3
    assert (span.start, span.end) == (spans[2].start, spans[4].end)
    assert text[span.start : span.end].count("end.") == 3


class SentenceReader(WordReader):
    """A reader that leads by 5 in pieces with its word."""

    def read(self, question: str, passages: Sequence[Text]) -> list[Reading]:
        """Return the leads of the pieces besides."""
        readings = super().read(question, passages)
        return [
            replace(
                reading,
                leads=tuple(
                    5.0 if self._word in text.words[one.start : one.end] else -5.0
                    for one in text.pieces
                ),
            )
            for reading, text in zip(readings, passages, strict=True)
        ]


def test_the_reader_tells_the_sentences_of_a_passage_apart(hybrid: HybridRetriever) -> None:
    """By the places that they have in the passage; those outside of what is read lead nowhere."""
    retriever: ReadingRetriever = ReadingRetriever(hybrid, SentenceReader(WANTED))
    read = read_candidates(retriever.candidates(Question.of(QUESTION)))
    outside = 0
    for candidate in read:
        passage, window = candidate.hit.passage, window_of(candidate)
        assert len(candidate.sentence_leads) == len(passage.sentences)
        for span, lead in zip(passage.sentences, candidate.sentence_leads, strict=True):
            if not window.start <= span.start - passage.start < window.end:
                outside += 1
                assert lead == -math.inf
            else:
                assert lead == (5.0 if WANTED in passage.text_at(span) else -5.0)
    assert outside


def test_words_that_name_the_paper_itself_change_nothing(hybrid: HybridRetriever) -> None:
    """They say nothing of the passage that is sought."""
    retriever = ReadingRetriever(hybrid, None)
    plain = [hit.passage.id for hit in retriever.search("Who signed the agreement?")]
    said = [
        hit.passage.id
        for hit in retriever.search("According to the paper, who signed the agreement?")
    ]
    assert said == plain


def test_abbreviations_are_read_as_what_they_stand_for(hybrid: HybridRetriever) -> None:
    """A passage that only has SEATO is asked about SEATO, which the paper writes out elsewhere."""
    reader = UnsureReader()
    asked = Question.of("Did the Southeast Asia Treaty Organisation alienate Moscow?")
    ReadingRetriever(hybrid, reader).candidates(asked)
    assert any("SEATO" in question for question in reader.questions[1:])
