"""What language models write, read leniently."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.llm.reply import read_reply


def read(reply: str, *, passages: int = 4, finished: bool = True) -> list[tuple[str, list[int]]]:
    """Return the sentences of a reply with the numbers that they name."""
    sentences = read_reply(reply, passages=passages, finished=finished)
    return [(sentence.text, list(sentence.numbers)) for sentence in sentences]


@pytest.mark.parametrize(
    ("mark", "numbers"),
    [
        ("[1]", [1]),
        ("[1][3]", [1, 3]),
        ("[1, 3]", [1, 3]),
        ("[1-3]", [1, 2, 3]),
        ("[1–3]", [1, 2, 3]),
        ("[2 and 3]", [2, 3]),
        ("[3, 3] [3]", [3]),
        ("(2)", [2]),
        ("(Passage 2)", [2]),
        ("[Passage 2, passage 4]", [2, 4]),
        ("[^2]", [2]),
        ("【2】", [2]),
        ("[7]", []),
        ("[0]", []),
        ("[2, 99]", [2]),
        ("[3-999]", [3, 4]),
        ("(Passage 9)", []),
        ("", []),
    ],
)
def test_marks_of_every_kind_become_numbers_of_passages(mark: str, numbers: list[int]) -> None:
    """Before the full stop or behind it; those that there is no passage for are dropped."""
    for reply in (f"The jets were withheld {mark}.", f"The jets were withheld. {mark}"):
        assert read(reply) == [("The jets were withheld.", numbers)]


def test_numbers_that_are_no_marks_stay_in_their_sentence() -> None:
    """A year in parentheses, and a list in the middle of a sentence."""
    assert read("It came into force in the next year (1990). [1]") == [
        ("It came into force in the next year (1990).", [1])
    ]
    assert read("It has two aims: (1) peace and (2) trade [3].") == [
        ("It has two aims: (1) peace and (2) trade.", [3])
    ]


def test_each_sentence_of_a_line_keeps_its_own_marks() -> None:
    """Marks behind a full stop belong to the sentence before it."""
    assert read("He went to Moscow. [1] She stayed at home [2]. They met in May. [3][4]") == [
        ("He went to Moscow.", [1]),
        ("She stayed at home.", [2]),
        ("They met in May.", [3, 4]),
    ]


def test_lists_headings_and_emphasis_are_only_dress() -> None:
    """What is left is the sentences."""
    reply = "## Answer: \n1. **Russia** sold arms [1]\n- *Pakistan* bought them [2]\n```\n"
    assert read(reply)[-2:] == [("Russia sold arms.", [1]), ("Pakistan bought them.", [2])]


def test_a_sentence_is_told_once() -> None:
    """Small models repeat themselves."""
    assert read("It was cold [1]. It was cold. [2] It was COLD! [1]") == [("It was cold.", [1])]


def test_a_passage_named_in_words_is_a_mark() -> None:
    """“According to passage 2” says where the sentence is from, and is no part of it."""
    assert read("According to passage 2, the jets were withheld.") == [
        ("The jets were withheld.", [2])
    ]
    assert read("The passage also mentions that snow fell [1].") == [("Snow fell.", [1])]


def test_json_is_read_as_well() -> None:
    """With a fence around it, and numbers out of range in it."""
    document = {"sentences": [{"text": "It was cold [2]", "passages": [1, 9]}]}
    assert read(f"```json\n{json.dumps(document, indent=1)}\n```") == [("It was cold.", [1, 2])]


def test_of_half_a_document_the_whole_sentences_are_read() -> None:
    """As it comes in, piece by piece."""
    document = json.dumps(
        {"sentences": [{"text": "One stays.", "passages": [1]}, {"text": "Two go.", "passages": 2}]}
    )
    assert read(document) == [("One stays.", [1]), ("Two go.", [2])]
    assert read(document[: document.index("Two")], finished=False) == [("One stays.", [1])]


def test_what_may_still_go_on_is_not_read_yet() -> None:
    """Of prose, the last sentence; the end of a line ends it."""
    assert read("It was cold [1]. It was da", finished=False) == [("It was cold.", [1])]
    assert read("It was cold [1]\n", finished=False) == [("It was cold.", [1])]


def test_a_sentence_that_breaks_off_behind_others_is_dropped() -> None:
    """The reply had no more room."""
    assert read("It was cold [1]. It was da") == [("It was cold.", [1])]


@pytest.mark.parametrize(
    "reply",
    [
        "",
        " \n ",
        "NONE",
        "None.".upper(),
        "[1][2]",
        "<html><body>502 Bad Gateway</body></html>",
        "See https://example.org/log?q=secret [1].",
        "![x](http://example.org) [1]",
        '{"error": "nothing here"}',
        '{"sentences": "none"}',
        '{"sentences": [{"words": 3}]}',
        "word " * 400,
        "<think>The jets were withheld [1].</think>",
    ],
)
def test_what_is_no_sentence_is_none(reply: str) -> None:
    """Markup, links, refusals, thoughts and endless runs of words are left out."""
    assert read(reply) == []


@given(st.text(max_size=300), st.integers(1, 6))
def test_whatever_is_written_every_number_has_a_passage(reply: str, passages: int) -> None:
    """And nothing is raised."""
    for sentence in read_reply(reply, passages=passages):
        assert set(sentence.numbers) <= set(range(1, passages + 1))
        assert sentence.text.strip()
