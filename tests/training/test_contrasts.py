"""The contrast sets that the reader is trained on: one pair of each answers, the other does not."""

import random
from pathlib import Path

import numpy as np
import pytest
from reader.contrasts import Vocabulary, contrast_set, negated_set, read_edits
from reader.lists import Pair

from corpus.paper import Span

TEXT = (
    "President Eliot opened the curriculum of the college in 1869. Old Channing wrote it in 1819."
)
WORDS = ("curriculum", "college", "gravel")
ALIKE = 0.5
NO_WORDS = Vocabulary(np.zeros((0, 2), dtype=np.float32), {})


def contrast(
    question: str, answer: str, *, seed: int, vocabulary: Vocabulary = NO_WORDS
) -> tuple[Pair, ...]:
    """Make the set of a question and the text, which answers it by `answer`."""
    start = TEXT.index(answer)
    pair = Pair(question, "", TEXT, Span(start, start + len(answer)))
    made = contrast_set(pair, vocabulary, random.Random(seed))  # noqa: S311 - to be repeated
    return made.pairs if made else ()


def vocabulary() -> Vocabulary:
    """A college is like a curriculum, and gravel like neither."""
    vectors = [[1.0, 0.0], [ALIKE, (1 - ALIKE**2) ** 0.5], [0.0, -1.0]]
    places = {word: place for place, word in enumerate(WORDS)}
    return Vocabulary(np.array(vectors, dtype=np.float32), places)


@pytest.mark.parametrize("seed", range(20))
def test_one_pair_answers_with_the_same_words(seed: int) -> None:
    """The answer's words are untouched, wherever an exchange has moved them."""
    pairs = contrast("What did Eliot open?", "the curriculum", seed=seed)
    assert len(pairs) == 2
    (one,) = (pair for pair in pairs if pair.answer is not None)
    assert one.answer is not None
    assert one.text[one.answer.start : one.answer.end] == "the curriculum"
    asked_of = "Channing" if "Channing" in one.question else "Eliot"
    assert f"{asked_of} opened the curriculum" in one.text


@pytest.mark.parametrize("seed", range(20))
def test_the_other_pair_tells_it_of_another_name(seed: int) -> None:
    """The question names one person, and the text says it of the other; both occur in it."""
    pairs = contrast("What did Eliot open?", "the curriculum", seed=seed)
    (other,) = (pair for pair in pairs if pair.answer is None)
    names = {"Eliot", "Channing"}
    (asked,) = (name for name in names if name in other.question)
    (told,) = names - {asked}
    assert f"{told} opened the curriculum" in other.text
    assert asked in other.text


def test_numbers_trade_places_with_numbers() -> None:
    """A year stands for another year, not for a name."""
    questions = {
        pair.question
        for seed in range(20)
        for pair in contrast("Who wrote in 1819?", "Channing", seed=seed)
    }
    assert questions == {"Who wrote in 1819?", "Who wrote in 1869?"}


def test_other_words_trade_places_with_those_like_them() -> None:
    """By their vectors: neither the same, nor of another kind."""
    questions = {
        pair.question
        for seed in range(20)
        for pair in contrast(
            "Who opened a curriculum?", "President Eliot", seed=seed, vocabulary=vocabulary()
        )
    }
    assert questions == {"Who opened a curriculum?", "Who opened a college?"}


def test_nothing_to_exchange() -> None:
    """A question that shares no word with the text gives no set."""
    assert contrast("Where to?", "the college", seed=0) == ()


def denials(question: str, answer: str) -> list[Pair]:
    """Make the sets of a question and the text by negation, with many seeds."""
    start = TEXT.index(answer)
    pair = Pair(question, "", TEXT, Span(start, start + len(answer)))
    sets = [negated_set(pair, random.Random(seed)) for seed in range(30)]  # noqa: S311
    return [made for one in sets if one for made in one.pairs]


def test_denied_in_both_it_answers() -> None:
    """A question is not impossible because it denies something: the text may deny it too."""
    pairs = denials("Who had opened the curriculum?", "President Eliot")
    assert {(denies(pair.question), denies(pair.text), pair.answers) for pair in pairs} == {
        (False, False, True),
        (True, True, True),
        (True, False, False),
        (False, True, False),
    }


def test_what_to_deny_must_be_plain() -> None:
    """A question without an auxiliary, or a text that says it otherwise, gives no set."""
    assert denials("Who opened the curriculum?", "President Eliot") == []
    assert denials("Who had founded it?", "President Eliot") == []


def denies(text: str) -> bool:
    """Whether a text says that something is not so."""
    return any(word in text for word in ("n't", " not ", "never"))


def test_the_answer_keeps_its_place_behind_a_denial() -> None:
    """What is marked is the answer's words, wherever the denial has moved them."""
    for pair in denials("When had Eliot opened the college?", "1869"):
        if pair.answer is not None:
            assert pair.text[pair.answer.start : pair.answer.end] == "1869"


def test_words_that_people_exchanged_trade_places(tmp_path: Path) -> None:
    """Those that people put to make a question impossible, either way round."""
    path = tmp_path / "edits.json"
    path.write_text('[[["opened", "closed"], 3], [["the", "no"], 2], [["1", "2"], 1]]', "utf-8")
    edits = read_edits(path)
    assert edits == {"opened": ("closed",), "closed": ("opened",)}
    start = TEXT.index("President Eliot")
    pair = Pair("Who opened it?", "", TEXT, Span(start, start + len("President Eliot")))
    sets = [
        contrast_set(pair, NO_WORDS, random.Random(seed), edits)  # noqa: S311 - to be repeated
        for seed in range(20)
    ]
    questions = {made.question for one in sets if one for made in one.pairs}
    assert questions == {"Who opened it?", "Who closed it?"}
