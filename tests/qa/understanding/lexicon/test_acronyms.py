"""Abbreviations that a paper defines."""

import pytest

from qa.understanding.lexicon.acronyms import as_abbreviated_in, find_acronyms

TEXT = (
    "The Fishery Board of Otter Bay (FBOB) met in spring. Nets of non-woven cotton yarn (NWCY; see "
    "below) were banned. It was cold (very cold) in May (Roe 1999). Some catch-and-release zones "
    "(CRZs) were left. The harbour (HPQ) was closed. CRZs are small. Non-woven cotton yarn is soft."
)


def test_what_stands_in_front_of_brackets_is_the_long_form() -> None:
    """Letters are found from the last to the first, which opens a word; all else is left out."""
    assert find_acronyms(TEXT) == {
        "FBOB": "Fishery Board of Otter Bay",
        "NWCY": "non-woven cotton yarn",
        "CRZ": "catch-and-release zones",
    }


@pytest.mark.parametrize(
    ("question", "passage", "asked"),
    [
        (
            "what did the fishery board of otter bay ban",
            "The FBOB banned nets.",
            "what did the FBOB ban",
        ),
        (
            "How many CRZs are left?",
            "Catch and release zones.",
            "How many catch-and-release zones are left?",
        ),
        ("Is FBOB old?", "The Fishery Board of Otter Bay (FBOB) is.", "Is FBOB old?"),
        ("Is fbob old?", "The Fishery Board of Otter Bay is.", "Is fbob old?"),
        ("Is FBOB old?", "The pier is old.", "Is FBOB old?"),
    ],
)
def test_a_question_takes_the_form_that_a_passage_has(
    question: str, passage: str, asked: str
) -> None:
    """A reader does not know what a paper abbreviates."""
    assert as_abbreviated_in(passage, question, find_acronyms(TEXT)) == asked
