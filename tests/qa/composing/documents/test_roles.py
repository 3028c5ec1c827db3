"""What sentences do in their paper, told by their cues."""

import pytest

from qa.composing.documents.roles import (
    AIM,
    CONTRIBUTION,
    FINDING,
    LIMITATION,
    METHOD,
    RECOMMENDATION,
    STATED,
    Role,
)


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        (AIM, "This paper examines how bees find their way home."),
        (AIM, "The aim of the study was to weigh comets."),
        (AIM, "Here we ask whether tariffs raise wages."),
        (FINDING, "Our results show that the bees were lost."),
        (FINDING, "In conclusion, tariffs did not raise wages."),
        (CONTRIBUTION, "We propose a parser that needs no grammar."),
        (CONTRIBUTION, "This is the first study of the northern dialect."),
        (LIMITATION, "One limitation is that only two hives were seen."),
        (LIMITATION, "The survey may have been biased by those who stayed away."),
        (LIMITATION, "We cannot rule out that the clocks were slow."),
        (RECOMMENDATION, "Governments should plant more trees."),
        (RECOMMENDATION, "It is essential that harbours are dredged."),
        (METHOD, "Samples were collected at four stations."),
        (METHOD, "We fitted a regression to the yearly counts."),
    ],
)
def test_a_cue_tells_what_a_sentence_does(role: Role, sentence: str) -> None:
    """Whoever asks for limitations gets the sentences that state some."""
    assert role.strength(sentence) >= STATED


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        (AIM, "A first draft of this paper considered other bees."),
        (CONTRIBUTION, "The fishermen went out at night."),
        (LIMITATION, "The harbour has three piers."),
        (LIMITATION, "The minister has biases of his own."),
        (RECOMMENDATION, "This study asks how governments should plant trees."),
        (RECOMMENDATION, "The ship needed repairs after the storm."),
        (METHOD, "The king died in winter."),
    ],
)
def test_a_sentence_without_a_cue_does_not(role: Role, sentence: str) -> None:
    """Nothing is told as a recommendation that is none."""
    assert role.strength(sentence) < STATED


def test_a_section_of_limitations_needs_no_cues() -> None:
    """What stands under that heading is one."""
    assert LIMITATION.strength("Two hives were far from the road.", ("Limitations",)) >= STATED
    assert RECOMMENDATION.strength("Two hives were far from the road.", ("Conclusion",)) == 0.0
