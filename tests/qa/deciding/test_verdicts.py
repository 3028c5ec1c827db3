"""Yes and no, said only where a sentence is plain."""

import pytest

from qa.answer import Verdict
from qa.deciding.verdicts import verdict_model


@pytest.mark.parametrize(
    ("question", "sentence", "verdict"),
    [
        (
            "Will the town abandon the harbour?",
            "The town will not abandon the harbour.",
            Verdict.NO,
        ),
        ("Did Hale build the lighthouse?", "Hale did not build the lighthouse.", Verdict.NO),
        ("Did Hale visit the lighthouse?", "Hale visited the lighthouse in 1871.", Verdict.YES),
        ("Did Hale build the lighthouse?", "The weather was fine that year.", None),
    ],
)
def test_a_verdict_follows_what_is_said_and_denied(
    question: str, sentence: str, verdict: Verdict | None
) -> None:
    """A wrong yes is worse than none, and what speaks of something else says neither."""
    assert verdict_model().verdict(question, sentence) is verdict
