"""How long an answer is wished for."""

import pytest

from qa.understanding.lengths import AskedLength, asked_length, without_length


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Summarise it in one line", AskedLength(1)),
        ("the results in 3 bullet points pls", AskedLength(3, bullets=True)),
        ("give me a two-sentence summary", AskedLength(2)),
        ("three sentences max", AskedLength(3)),
        ("sum up the debate in two or three sentences", AskedLength(3)),
        ("condense it to one paragraph", AskedLength(5)),
        ("in no more than 60 words", AskedLength(3)),
        ("write it as bullets", AskedLength(5, bullets=True)),
        ("why did it fail? answer briefly", AskedLength(3)),
        ("tldr", AskedLength(3)),
        ("TL;DR please", AskedLength(3)),
        ("explain the procedure in detail", AskedLength(8)),
        ("in 400 sentences", AskedLength(20)),
        ("in 0 words", AskedLength(1)),
    ],
)
def test_an_asked_length_is_kept(text: str, length: AskedLength) -> None:
    """Who asks for one line would get three sentences."""
    assert asked_length(text) == length


@pytest.mark.parametrize(
    "text",
    [
        "What lines of evidence support the claim?",
        "How many words does the language have for snow?",
        "By how many points did they win?",
        "Is it due to a point mutation?",
        "The judge imposed two sentences of ten years",
        "Which details are missing?",
        "What are the fourteen points?",
        "When was the long war over?",
    ],
)
def test_what_is_asked_about_is_no_length(text: str) -> None:
    """A question about lines or sentences would be cut short."""
    assert asked_length(text) is None


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("what are the main arguments in 3 bullets", "what are the main arguments"),
        ("sum it all up in two sentences please", "sum it all up please"),
        ("in 3 bullets", "in 3 bullets"),
        ("List the three points", "List the three points"),
    ],
)
def test_what_is_asked_is_told_without_the_length(typed: str, left: str) -> None:
    """Where hardly a word would be left, the question stays as it is."""
    assert without_length(typed) == left
