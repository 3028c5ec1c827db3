"""Answers about a paper itself: its authors, its pages, its notes, its sections."""

from dataclasses import replace

import pytest

from corpus.paper import Note, Page, Paper, Reference, ReferenceLink, Span
from index.library import Library
from qa.understanding.kinds.classifier import Kind
from tests.corpus_reading import markdown
from tests.documents_asked import ask, fill, labels, ours, quoted

TEXT = """---
title: The Iron Bridge
author: Ann Lee and Bob Roe
date: 1987-05-01
---

## Abstract

The bridge was built of iron. It carried the railway over the river.

## History

The first stone was laid in spring. Divers found old coins under the pier. The coins were sent to
the museum.

## Conclusion

The bridge should be kept.
"""


def bridge() -> Paper:
    """Return a paper with two pages, two notes and a reference."""
    paper = markdown(TEXT)
    coins = paper.text.index("coins under the pier.") + len("coins under the pier.")
    museum = paper.text.index("the museum.") + len("the museum.")
    return replace(
        paper,
        pages=(Page("41", 0), Page("42", paper.text.index("Divers"))),
        notes=(Note("1", coins, "Hale, Coins of the River, p. 3."), Note("2", museum, None)),
        references=(Reference("7", "Stone M. Railways over rivers. 1950."),),
        reference_links=(ReferenceLink(Span(museum, museum), (0,)),),
    )


@pytest.fixture
def library_of_one(library: Library) -> Library:
    """Return a library with the paper of the bridge."""
    return fill(library, bridge())


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("who wrote this", "The paper is by Ann Lee and Bob Roe."),
        ("Who is the author?", "The paper is by Ann Lee and Bob Roe."),
        ("when was it published", "The paper is from 1987."),
        ("what is the title", "The title is “The Iron Bridge”."),
        ("how long is it", "The paper has 2 pages (from 41 to 42) and 42 words."),
        ("how many notes are there", "The paper has 2 notes; the file has the text of 1 of them."),
        ("how many references does it have", "The paper lists 1 reference."),
        ("what language is it in", "The paper is in English."),
        (
            "who wrote it and when?",
            "The paper is by Ann Lee and Bob Roe. The paper is from 1987.",
        ),
    ],
)
def test_what_the_file_tells_of_itself_is_told(
    library_of_one: Library, question: str, told: str
) -> None:
    """No sentence of a paper says how long it is; the library knows."""
    answer = ask(library_of_one, Kind.METADATA, question)
    assert ours(answer) == told
    assert not answer.abstained
    assert answer.confidence >= 0.9


def test_the_sections_are_listed_with_numbers_and_pages(library_of_one: Library) -> None:
    """The outline is what one looks at first."""
    answer = ask(library_of_one, Kind.METADATA, "list the sections")
    assert labels(answer) == ["Abstract (p. 41)", "1. History (p. 41)", "2. Conclusion (p. 42)"]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("who wrote this", "The file does not name the author."),
        ("when was it published", "The file does not tell when the paper was published."),
    ],
)
def test_what_the_file_does_not_tell_is_declined_with_the_reason(
    library: Library, question: str, told: str
) -> None:
    """A name from somewhere in the text would be a wrong answer."""
    fill(library, markdown("# Tides\n\nTom Hale watched the tides in 1950."))
    answer = ask(library, Kind.METADATA, question)
    assert answer.abstained
    assert ours(answer) == told
    assert answer.citations == ()


def test_a_line_of_the_text_that_tells_it_is_quoted(library: Library) -> None:
    """What is not kept of a file may stand in its text."""
    fill(library, markdown("# Tides\n\nJournal of Tides, vol. 3.\n\nTides rise twice a day."))
    answer = ask(library, Kind.METADATA, "in which journal did it appear?")
    assert quoted(answer) == ["Journal of Tides, vol. 3."]
    assert not answer.abstained


def test_each_of_several_papers_is_told_and_one_where_it_is_named(library_of_one: Library) -> None:
    """Facts are of one paper; which one must be told."""
    fill(library_of_one, replace(markdown("# Tides of the Sound\n\nTides rise."), id="c" * 32))
    answer = ask(library_of_one, Kind.METADATA, "who wrote these papers?")
    assert labels(answer) == ["“The Iron Bridge”:", "“Tides of the Sound”:"]
    assert not answer.abstained
    answer = ask(library_of_one, Kind.METADATA, "who wrote the iron bridge")
    assert ours(answer) == "The paper is by Ann Lee and Bob Roe."
    answer = ask(library_of_one, Kind.METADATA, "which papers are there")
    assert labels(answer) == ["1. The Iron Bridge", "2. Tides of the Sound"]


@pytest.mark.parametrize(
    "question",
    ["On which page does it speak of coins?", "where are the coins mentioned", "coins page?"],
)
def test_a_page_is_told_with_the_sentence_that_stands_on_it(
    library_of_one: Library, question: str
) -> None:
    """A page alone cannot be checked at a glance; the sentence can."""
    answer = ask(library_of_one, Kind.PAGE, question)
    assert labels(answer) == ["Page 42:"]
    assert "Divers found old coins under the pier." in quoted(answer)
    assert all(citation.answer_span is None for citation in answer.citations)


def test_a_file_without_pages_is_said_to_have_none(library: Library) -> None:
    """The section is named instead; no page is made up."""
    fill(library, replace(bridge(), pages=()))
    answer = ask(library, Kind.PAGE, "On which page does it speak of divers?")
    assert ours(answer) == "The file has no page numbers; this is where it stands."
    assert labels(answer) == ["Section “History”:"]
    assert answer.abstained


def test_a_section_begins_on_a_page_and_a_page_has_sentences(library_of_one: Library) -> None:
    """Both ways are asked: from the section to its page, and from a page to what it says."""
    answer = ask(library_of_one, Kind.PAGE, "on which page does the conclusion begin")
    assert ours(answer) == "“Conclusion” begins on page 42."
    answer = ask(library_of_one, Kind.PAGE, "what is on page 42?")
    assert labels(answer) == ["Page 42:"]
    assert {citation.page for citation in answer.citations} == {"42"}
    answer = ask(library_of_one, Kind.PAGE, "what is on page 7?")
    assert answer.abstained
    assert ours(answer) == "There is no page 7: the paper runs from page 41 to 42."


def test_what_is_spoken_of_nowhere_has_no_page(library_of_one: Library) -> None:
    """No page is named for what the paper does not mention."""
    question = "On which page does it speak of zebras in Iceland?"
    assert ask(library_of_one, Kind.PAGE, question, threshold=0.5).citations == ()


def test_a_quote_is_the_one_sentence_that_is_meant(library_of_one: Library) -> None:
    """Whoever wants to quote wants the sentence, whole and alone."""
    answer = ask(library_of_one, Kind.QUOTE, "Quote the sentence about the old coins")
    assert quoted(answer) == ["Divers found old coins under the pier."]


@pytest.mark.parametrize("question", ["What does note 1 say?", "what's in footnote 1"])
def test_a_note_is_told_by_its_number(library_of_one: Library, question: str) -> None:
    """Behind the sentence that it stands at, under that sentence's number, and once."""
    answer = ask(library_of_one, Kind.NOTE, question)
    assert answer.text == (
        "Divers found old coins under the pier. [1] Note 1: Hale, Coins of the River, p. 3. [1]"
    )


def test_a_note_without_text_or_that_is_not_there_is_said_to_be_so(library_of_one: Library) -> None:
    """The number alone must not pass for an answer."""
    answer = ask(library_of_one, Kind.NOTE, "what does note 2 say")
    assert "Note 2 stands here; its text is not in this file. [1]" in answer.text
    answer = ask(library_of_one, Kind.NOTE, "what does note 9 say")
    assert answer.abstained
    assert ours(answer) == "There is no note 9: the notes run from 1 to 2."


@pytest.mark.parametrize("question", ["what is reference 7", "what is [7]?"])
def test_a_reference_is_told_by_its_label(library_of_one: Library, question: str) -> None:
    """With the sentence that cites it."""
    answer = ask(library_of_one, Kind.NOTE, question)
    assert quoted(answer) == ["The coins were sent to the museum."]
    assert answer.text.endswith("Reference 7: Stone M. Railways over rivers. 1950. [1]")


@pytest.mark.parametrize(
    "question", ["Which source is cited for the old coins?", "who is cited on coins of the river"]
)
def test_what_is_cited_for_something_is_found(library_of_one: Library, question: str) -> None:
    """By the sentence that cites, and by the note's own words."""
    assert "Hale, Coins of the River" in ask(library_of_one, Kind.NOTE, question).text


def test_the_references_are_listed(library_of_one: Library) -> None:
    """Whoever asks for all of them gets them, or the notes where there are none."""
    answer = ask(library_of_one, Kind.NOTE, "list the references")
    assert labels(answer) == ["Reference 7: Stone M. Railways over rivers. 1950."]
