"""The words that answer, found by their form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.paper import Span
from qa.composing.spans import find_answer_span, with_whole_brackets
from qa.understanding.names import find_names, looks_like_person
from qa.understanding.question import Question


def marked(question: str, sentence: str) -> str | None:
    """Return the marked words of a sentence."""
    span = find_answer_span(Question(question, question), sentence)
    return None if span is None else sentence[span.start : span.end]


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        (
            "In what year did the treaty come into force?",
            "Meanwhile, so, in 1990, came the treaty.",
            "1990",
        ),
        ("When did they meet?", "They met on 17 May 1998 in a hotel.", "17 May 1998"),
        (
            "How much money did the Union give for machinery?",
            "In 1961, the Union provided US$519 million for the purchase of machinery.",
            "US$519 million",
        ),
        ("How many patients were enrolled?", "We enrolled 120 patients in 2019.", "120 patients"),
        (
            "Who was removed from power by the general?",
            "Relations soured after the ousting of Zulfiqar Ali Bhutto from power by the general.",
            "Zulfiqar Ali Bhutto",
        ),
        (
            "What agreement did the Union help to sign?",
            "The Union played the role of a mediator to sign the Tashkent Agreement in Asia.",
            "Tashkent Agreement",
        ),
        ("Where was the base?", "With the base in Badaber, they could look on.", "Badaber"),
        (
            "Which alliances did Pakistan join?",
            "Its participation in SEATO and Central Treaty Organisation (CENTO) had a price.",
            "SEATO and Central Treaty Organisation (CENTO)",
        ),
        (
            "With which countries should it trade?",
            "The best course is to trade with Russia, China and Iran in order to grow.",
            "Russia, China and Iran",
        ),
        ("Why did it fail?", "It failed because of the heavy rain.", "the heavy rain"),
        ("Why did it fail?", "It failed in the rain.", None),
        ("What happened then?", "In 1990 John Smith paid US$5.", None),
        ("When did it happen?", "It never happened.", None),
    ],
)
def test_the_answering_words_are_marked(question: str, sentence: str, answer: str | None) -> None:
    """What has the form asked for is marked, and nothing where the form cannot tell."""
    assert marked(question, sentence) == answer


def test_words_of_the_question_are_no_answer() -> None:
    """A name that the question gives itself is never marked."""
    assert marked("Who did Bill Clinton sanction?", "President Bill Clinton imposed it.") is None


@given(question=st.text(max_size=80), sentence=st.text(max_size=200))
def test_a_span_lies_inside_its_sentence(question: str, sentence: str) -> None:
    """Whatever is asked of whatever sentence, the span recovers words of it."""
    span = find_answer_span(Question(question, question), sentence)
    if span is not None:
        assert 0 <= span.start < span.end <= len(sentence)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "After Pakistan’s May 1998 tests, President Bill Clinton acted.",
            ["Pakistan", "President Bill Clinton"],
        ),
        ("Recently, Russia’s President Putin spoke.", ["Russia", "President Putin"]),
        ("In the end it was good.", []),
        ("The Union of Soviet Republics and China met.", ["Union of Soviet Republics", "China"]),
    ],
)
def test_names_are_runs_of_capitals(text: str, names: list[str]) -> None:
    """Opening words, months and possessive endings are left out."""
    assert [text[span.start : span.end] for span in find_names(text)] == names


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("President Putin", True),
        ("Zulfiqar Ali Bhutto", True),
        ("Tashkent Agreement", False),
        ("Soviet Union", False),
        ("NATO", False),
        ("Pakistan", False),
    ],
)
def test_persons_are_told_from_things(name: str, *, person: bool) -> None:
    """A title, or several plain words of which none names a thing."""
    assert looks_like_person(name) is person


@pytest.mark.parametrize(
    ("text", "words", "whole"),
    [
        ("penalized least squares (PLS) problem", "PLS)", "PLS"),
        ("penalized least squares (PLS) problem", "(PLS", "PLS"),
        ("penalized least squares (PLS) problem", "least squares (PLS", "least squares (PLS)"),
        ("penalized least squares (PLS) problem", "(PLS)", "(PLS)"),
        ("it is optim(f(x)) here", "optim(f(x", "optim(f(x))"),
        ("it is optim(f(x)) here", "f(x))", "f(x)"),
        ("seen in [3, 4) of it", "[3, 4)", "3, 4"),
        ("two (of them and more", "(of them", "of them"),
        ("one (", "(", ""),
    ],
)
def test_marked_words_keep_brackets_only_whole(text: str, words: str, whole: str) -> None:
    """A bracket at an edge without a partner goes; one inside takes its partner in."""
    start = text.index(words)
    span = with_whole_brackets(text, Span(start, start + len(words)))
    assert text[span.start : span.end] == whole
