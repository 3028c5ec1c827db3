"""The retriever that reads: the reader decides the head, and the rest stays as it was."""

import itertools
from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.readers import read_bundled_paper
from index.library import Library
from index.retriever import HybridRetriever
from index.stopwatch import Stopwatch
from qa.ranking import PASSAGES_READ, READING_SCORES, ReadingRetriever, read_candidates
from qa.reader import Reader, Reading, Text
from tests.toy_encoder import ToyEncoder

QUESTION = "Which amendment led the US to withhold F-16 jets from Pakistan?"
WANTED = "Gwadar"


class WordReader:
    """A reader that looks for one word, and counts what it is given to read."""

    name = "word"

    def __init__(self, word: str) -> None:
        self._word = word
        self.questions: list[str] = []
        self.texts: list[Text] = []

    def read(self, question: str, passages: Sequence[Text]) -> list[Reading]:
        """Give a passage with the word 5, another -5."""
        self.questions.append(question)
        self.texts += passages
        return [
            Reading(score, score)
            for text in passages
            for score in [5.0 if self._word in text.words else -5.0]
        ]


@pytest.fixture(scope="module")
def hybrid(tmp_path_factory: pytest.TempPathFactory) -> HybridRetriever:
    """Give the hybrid retriever over the bundled paper."""
    folder: Path = tmp_path_factory.mktemp("ranking")
    library = Library(folder / "library", make_encoder=ToyEncoder)
    library.add([library.encode(read_bundled_paper())])
    snapshot = library.snapshot()
    assert snapshot is not None
    return HybridRetriever(snapshot, library.encoder())


def only_the_reader() -> dict[str, float]:
    """Give weights under which the reader alone decides."""
    return {name: float(name == "reader_relevance") for name in READING_SCORES}


def test_without_a_reader_the_order_is_that_of_the_hybrid_retriever(
    hybrid: HybridRetriever,
) -> None:
    """Hit by hit, scores and all."""
    assert ReadingRetriever(hybrid, None).search(QUESTION, k=20) == hybrid.search(QUESTION, k=20)


def test_the_reader_decides_the_head(hybrid: HybridRetriever) -> None:
    """What it prefers among those it read comes first, in the order that they had."""
    before = hybrid.search(QUESTION, k=PASSAGES_READ)
    wanted = [hit.passage for hit in before if WANTED in hit.passage.text]
    assert wanted
    assert wanted[0] != before[0].passage
    retriever = ReadingRetriever(hybrid, WordReader(WANTED), weights=only_the_reader())
    after = retriever.search(QUESTION, k=PASSAGES_READ)
    assert [hit.passage for hit in after[: len(wanted)]] == wanted
    assert {hit.passage for hit in after} == {hit.passage for hit in before}


def test_ranks_and_scores_run_on_behind_the_head(hybrid: HybridRetriever) -> None:
    """Ranks count from one and scores never rise, also where the unread ones begin."""
    hits = ReadingRetriever(hybrid, WordReader(WANTED)).search(QUESTION, k=PASSAGES_READ + 15)
    assert len(hits) > PASSAGES_READ
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert all(one.score >= other.score for one, other in itertools.pairwise(hits))
    assert all("reader_relevance" in hit.scores for hit in hits[:PASSAGES_READ])
    assert all("reader_relevance" not in hit.scores for hit in hits[PASSAGES_READ:])


def test_passages_are_read_under_their_heading_and_for_the_subject(
    hybrid: HybridRetriever,
) -> None:
    """The reader sees title and section; what speaks of the paper itself is left out."""
    reader = WordReader(WANTED)
    retriever: ReadingRetriever = ReadingRetriever(hybrid, reader)
    candidates = retriever.candidates("According to the paper, who built Gwadar?")
    assert len(reader.texts) == len(read_candidates(candidates)) == PASSAGES_READ
    assert all("Pakistan" in text.heading for text in reader.texts)
    assert all("According to" not in question for question in reader.questions)


def test_the_clock_is_told_every_stage(hybrid: HybridRetriever) -> None:
    """Encoding, both rankings, late interaction, fusion and the reader, none of them negative."""
    reader: Reader = WordReader(WANTED)
    clock = Stopwatch()
    ReadingRetriever(hybrid, reader).candidates(QUESTION, clock=clock)
    stages = {"encode", "dense", "lexical", "late_interaction", "fusion", "reader"}
    assert set(clock.seconds) == stages
    assert all(seconds >= 0 for seconds in clock.seconds.values())
    assert sum(clock.seconds.values()) <= clock.total
