"""What a question wants listed."""

import pytest

from qa.understanding.parts.listed import Items, find_listed
from qa.understanding.question import Question


@pytest.mark.parametrize(
    ("question", "nouns", "kinds"),
    [
        ("Which acts and amendments were passed?", ("acts", "amendments"), {Items.ANY}),
        ("Which leaders of Peru does it name?", ("leaders",), {Items.TITLED}),
        ("List the sums that were paid.", ("sums",), {Items.AMOUNTS}),
        ("Name all authors.", ("authors",), {Items.PEOPLE}),
        ("What are the main limitations?", ("limitations",), {Items.ANY}),
        ("Why did it rain?", (), set()),
    ],
)
def test_the_nouns_tell_what_is_listed(
    question: str, nouns: tuple[str, ...], kinds: set[Items]
) -> None:
    """A list of leaders holds people, and one of sums amounts."""
    listed = find_listed(Question.of(question))
    assert listed.nouns == nouns
    assert listed.kinds == frozenset(kinds)
