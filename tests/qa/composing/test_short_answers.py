"""Short answers: right, or none."""

import pytest

from corpus.paper import Passage, Span
from qa.composing.composition import ScoredSentence
from qa.composing.short_answers import find_answering_words
from qa.understanding.question import Question


def words_of(
    question: str, text: str, *, marked: str | None = None, lead: float | None = None
) -> str | None:
    """Return the short answer in a sentence of which a reader marked words, if any."""
    span = Span(0, len(text))
    passage = Passage(paper_id="a", sentences=(span,), section=(), page=None, text=text)
    start = text.index(marked) if marked else 0
    read = Span(start, start + len(marked)) if marked else None
    found = find_answering_words(
        ScoredSentence(1.0, span, passage, read, lead), Question.of(question)
    )
    return None if found is None else text[found.start : found.end]


BUILT = "The tower was built by Thomas Hale in 1871."


@pytest.mark.parametrize(
    ("lead", "answer"),
    [(9.0, "Thomas Hale"), (1.0, None), (None, "Thomas Hale")],
)
def test_a_reader_must_be_sure(lead: float | None, answer: str | None) -> None:
    """Without a reader form decides alone; with one, what it doubts is not told as the answer."""
    marked = None if lead is None else "Thomas Hale"
    assert words_of("Who built the tower?", BUILT, marked=marked, lead=lead) == answer


def test_form_and_reader_must_agree() -> None:
    """A name somewhere else in the sentence is no answer because it is a name."""
    asked = "Who built the tower?"
    assert words_of(asked, BUILT, marked="1871", lead=9.0) is None


def test_a_year_is_sure_sooner() -> None:
    """Years are rarely wrong where the reader marks one."""
    assert words_of("When was the tower built?", BUILT, marked="1871", lead=1.0) == "1871"


def test_a_denied_sentence_has_no_short_answer() -> None:
    """Who did not build the tower is not who built it."""
    denied = "The tower was not built by Thomas Hale."
    assert words_of("Who built the tower?", denied) is None
    assert words_of("Who built the tower?", denied, marked="Thomas Hale", lead=9.0) is None


@pytest.mark.parametrize(
    "text",
    [
        "Neither the council nor Thomas Hale built the tower.",
        "Thomas Hale did not build the tower.",
    ],
)
def test_what_is_denied_gives_no_words(text: str) -> None:
    """However it is denied, whoever is named in it did not."""
    assert words_of("Who built the tower?", text, marked="Thomas Hale", lead=9.0) is None
