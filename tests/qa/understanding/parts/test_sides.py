"""The sides of a comparison, found in the question’s words."""

import pytest

from qa.understanding.parts.sides import find_sides


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What is the difference between cats and dogs?", ("cats", "dogs")),
        ("Compare the Hale Act with the Otter Act.", ("the Hale Act", "the Otter Act")),
        (
            "What is the difference between the Hale and the Otter Act?",
            ("the Hale Act", "the Otter Act"),
        ),
        ("trams vs buses whats the diff", ("trams", "buses")),
        ("How does the tram differ from the bus in price?", ("the tram", "the bus in price")),
        ("How do trams and buses differ?", ("trams", "buses")),
        (
            "Compare fares in the 1950s with those in the 1990s.",
            ("fares in the 1950s", "fares in the 1990s"),
        ),
        (
            "How did relations with Peru in the fifties differ from those in the nineties?",
            ("relations with Peru in the fifties", "relations with Peru in the nineties"),
        ),
        (
            "Compare the number of calls of boats in Tor and in Mix.",
            ("the number of calls of boats in Tor", "the number of calls of boats in Mix"),
        ),
        ("Compare mice with and without the drug.", ("with the drug", "without the drug")),
        ("How was trade before and after 1979?", ("before 1979", "after 1979")),
        ("Is the tram faster than the bus?", ("the tram", "the bus")),
        (
            "mice w the drug vs without, how many died",
            ("mice with the drug", "mice without the drug"),
        ),
        ("Was it worse in the countryside than in cities?", ("in the countryside", "in cities")),
        ("Which is faster, the tram or the bus?", ("the tram", "the bus")),
    ],
)
def test_two_sides_are_found(question: str, names: tuple[str, str]) -> None:
    """What is said but once of both sides completes each of them."""
    sides = find_sides(question)
    assert sides is not None
    assert (sides[0].name, sides[1].name) == names


@pytest.mark.parametrize(
    "question",
    ["What is the boiling point of water?", "Why did it rain?", "?", "vs", "compare and"],
)
def test_what_compares_nothing_has_no_sides(question: str) -> None:
    """Such a question is answered plainly."""
    assert find_sides(question) is None


def test_each_side_is_told_from_the_other() -> None:
    """Only what one side has for itself tells whether a sentence speaks of it."""
    sides = find_sides("Compare the aid of Norway and of Peru to farmers.")
    assert sides is not None
    assert [side.own for side in sides] == [{"norway"}, {"peru"}]
    assert [side.sought for side in sides] == [
        "aid of Norway to farmers",
        "aid of Peru to farmers",
    ]
