"""A question in the words of a passage."""

import pytest

from qa.understanding.lexicon.rewording import in_words_of


@pytest.mark.parametrize(
    ("question", "passage", "reworded"),
    [
        (
            "When did Washington stop its help?",
            "In 1999 the US halted all aid.",
            "When did US halted its aid?",
        ),
        ("Who refuted the story?", "A rebuttal was led by Gao.", "Who rebuttal the story?"),
        ("why were kids ill", "Many children became sick.", "why were children sick"),
        ("Did the Kremlin agree?", "Russia concurred.", "Did the Russia concurred?"),
        ("Did Denmark join?", "The Danish army took part.", "Did Danish join?"),
    ],
)
def test_what_means_the_same_is_put_in_the_words_of_the_passage(
    question: str, passage: str, reworded: str
) -> None:
    """Synonyms, words derived from them, and other names of a country are."""
    assert in_words_of(passage, question) == reworded


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("When did Washington stop its aid?", "Washington stopped aid to the US forces."),
        ("How many Iraqis came?", "Many Iranians came."),
        ("Did the Prime Minister agree?", "The premier agreed."),
        ("What did they tell us?", "The US told them."),
        ("Which year was it?", "It happened in 1999."),
    ],
)
def test_other_words_stay(question: str, passage: str) -> None:
    """What the passage has, other countries, names and pronouns are left alone."""
    assert in_words_of(passage, question) == question
