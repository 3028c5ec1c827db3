"""What a text denies, as far as a clause goes."""

import pytest

from index.words.terms import terms
from qa.deciding.denials import Cues


@pytest.mark.parametrize(
    ("text", "cues", "share"),
    [
        ("The jets were not delivered.", Cues.NEGATION, 0.5),
        ("There is no evidence that jets were delivered.", Cues.NEGATION, 1.0),
        ("The jets weren’t delivered.", Cues.NEGATION, 0.5),
        ("They declined to see the jets delivered.", Cues.NEGATION, 0.0),
        ("They declined to see the jets delivered.", Cues.REFUSAL, 1.0),
        ("Without them, the jets were delivered.", Cues.REFUSAL, 0.0),
        ("Not only were the jets delivered.", Cues.REFUSAL, 0.0),
    ],
)
def test_what_stands_behind_a_cue_in_its_clause_is_denied(
    text: str, cues: Cues, share: float
) -> None:
    """A clause ends what is denied; “not only” denies nothing."""
    assert cues.deny_of(terms("delivered jets"), text) == share


def test_a_cue_counts_in_the_clause_that_is_asked_about() -> None:
    """A denial of something else stands elsewhere."""
    asked = terms("Were the jets paid for?")
    assert not Cues.NEGATION.stand_with(asked, "The jets were paid for, but not delivered.")
    assert Cues.NEGATION.stand_with(asked, "The jets were not paid for, but delivered.")
