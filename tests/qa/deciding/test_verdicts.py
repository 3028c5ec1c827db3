"""Yes and no, said only where a sentence is plain."""

import pytest

from qa.answer import Verdict
from qa.deciding.verdicts import Evidence, say_verdict, verdict_features, verdict_models
from qa.reading.reader import Reading


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
    assert say_verdict(question, Evidence(sentence, sentence)) is verdict


@pytest.mark.parametrize(
    ("question", "sentence", "reading", "verdict"),
    [
        ("Was the tower built by Hale?", "The tower was built by Hale.", 3.0, Verdict.YES),
        ("Was the tower built by Hale?", "The tower was not built by Hale.", 1.0, Verdict.NO),
        ("Was the tower built by Hale?", "Some have alleged that Hale built it.", 1.0, None),
    ],
)
def test_a_denial_counts_whatever_a_reader_makes_of_it(
    question: str, sentence: str, reading: float, verdict: Verdict | None
) -> None:
    """A small reader overlooks “not”, and takes for true what is only alleged."""
    read = Reading(2.0, 2.0, verdict=reading, says_either=2.0)
    assert say_verdict(question, Evidence(sentence, sentence, read)) is verdict


@pytest.mark.parametrize(("reading", "verdict"), [(0.2, None), (-2.5, Verdict.NO)])
def test_no_is_not_said_for_what_only_stands_beside(
    reading: float, verdict: Verdict | None
) -> None:
    """The sentence that is quoted denies nothing, so its reader must; what does is not shown."""
    sentence = "Hale has always liked it."
    around = f"Hale never owned the old mill. {sentence}"
    read = Reading(3.0, 3.0, verdict=reading, says_either=2.5)
    question = "Does Hale own the old mill?"
    no = verdict_models()["read"].no
    assert (
        no.probability(verdict_features(question, Evidence(sentence, around, read))) > no.threshold
    )
    assert say_verdict(question, Evidence(sentence, around, read)) is verdict


def test_what_no_reader_read_has_features_of_words_only() -> None:
    """A reader without verdicts is none, and the model for such evidence needs nothing of it."""
    without = Reading(1.0, 1.0)
    names = set(verdict_features("Is it so?", Evidence("It is.", "It is.", without)))
    assert names == set(verdict_models()["unread"].yes.weights)
    read = Reading(1.0, 1.0, verdict=0.5, says_either=0.5)
    names = set(verdict_features("Is it so?", Evidence("It is.", "It is.", read)))
    assert names == set(verdict_models()["read"].no.weights)
