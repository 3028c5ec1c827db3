"""What the form of a question tells."""

from qa.understanding.kinds.features import (
    form_features,
    is_plural,
    question_tokens,
    spelling_features,
)

FORM_WORDS = frozenset("what is the of which and who".split())


def test_chat_forms_are_written_out() -> None:
    """A question in chat spelling would look like another one."""
    assert question_tokens("whats ur take n why?") == question_tokens("What’s your take and why?")


def test_numbers_are_alike_but_for_years() -> None:
    """Note 7 and note 8 ask for the same kind of thing."""
    assert question_tokens("note 7, 1999") == ["note", "#", ",", "####"]


def test_the_subject_of_a_question_tells_nothing_of_its_kind() -> None:
    """Kinds would be learnt from what the training questions happen to be about."""
    one = form_features("What is the origin of malaria?", FORM_WORDS)
    other = form_features("What is the colour of a sunset?", FORM_WORDS)
    assert "what is the" in one
    assert one == other


def test_a_second_question_is_told_from_a_joined_noun() -> None:
    """“salt and pepper” would be taken for two questions."""
    two = form_features("Who is Bolt and what is he after?", FORM_WORDS)
    one = form_features("Who is the owner of Salt and Pepper?", FORM_WORDS)
    assert {"second question", "second question behind and"} <= two
    assert "mere and" in one
    assert "second question" not in one


def test_the_asked_noun_is_counted() -> None:
    """“which drugs were” asks for a list, “which drug was” does not."""
    assert "asked noun _s" in form_features("Which new drugs were tested?", FORM_WORDS)
    assert "asked noun _" in form_features("Which new drug was tested?", FORM_WORDS)
    assert [is_plural(word) for word in ("laws", "virus", "class", "basis", "gas")] == [
        True,
        False,
        False,
        False,
        False,
    ]


def test_misspelt_words_share_pieces() -> None:
    """Without a vector, a slip of the finger would leave nothing known."""
    assert spelling_features("limitations") & spelling_features("limitaions")


def test_nothing_is_fine() -> None:
    """A text without words would be an error."""
    assert "words 1" in form_features("?!", FORM_WORDS)
    assert spelling_features("") == set()
