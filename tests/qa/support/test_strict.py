"""What a sentence says otherwise than its quote is found, and told so that one understands."""

import pytest

from qa.support.strict import find_conflict


@pytest.mark.parametrize(
    ("sentence", "quote", "reason"),
    [
        (
            "The talks were held in 1976.",
            "The talks were held in 1979.",
            "The quote says 1979, the sentence 1976",
        ),
        (
            "They agreed on US$7 billion.",
            "They agreed to increase trade up to US$7 million.",
            "The quote says $7 million, the sentence $7 billion",
        ),
        ("It took 7 km.", "It took 7 miles.", "The quote says 7 miles, the sentence 7 km"),
        (
            "Forty people came in 2001.",
            "People came in 2001.",
            "The quote does not say Forty",
        ),
        (
            "They met in May 1998.",
            "They met in June 1998.",
            "The quote says June, the sentence May",
        ),
        (
            "Exports to China rose.",
            "Exports to Russia rose.",
            "The quote does not name China",
        ),
        (
            "China withheld the jets.",
            "The US withheld the jets.",
            "The quote does not name China",
        ),
        (
            "The Glenn Amendment stopped the jets.",
            "In light of the amendment, the jets were stopped.",
            "The quote does not name Glenn Amendment",
        ),
        (
            "The US delivered the jets.",
            "The US withheld the jets from Pakistan.",
            "The quote says “withheld”, the sentence “delivered”",
        ),
        (
            "More people came than in spring.",
            "Fewer people came than in spring.",
            "The quote says “fewer”, the sentence “more”",
        ),
        (
            "The US did not deliver the jets.",
            "The US delivered the jets.",
            "The sentence denies what the quote says",
        ),
        (
            "The US delivered the jets.",
            "The US never delivered the jets.",
            "The quote denies what the sentence says",
        ),
    ],
)
def test_a_conflict_is_told(sentence: str, quote: str, reason: str) -> None:
    """The reason names what the quote says and what the sentence says."""
    assert find_conflict(sentence, [quote]) == reason


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Twelve men came.", "12 men came."),
        ("About 7 percent of it was trade.", "Trade was 7.2 per cent of all."),
        ("The United States gave aid.", "The U.S. gave aid."),
        ("Pakistani troops left.", "Pakistan’s troops left."),
        ("China gave aid.", "It gave aid."),
        ("The US did not deliver the jets.", "The US never delivered the jets."),
        ("The jets were not only sold.", "The jets were sold."),
        ("Trade rose and then fell.", "Trade fell after it had risen."),
        ("The season of 2018–19 was long.", "The season of 2018-2019 was long."),
    ],
)
def test_what_says_the_same_is_no_conflict(sentence: str, quote: str) -> None:
    """Other forms of a number or a name, “about”, pronouns and double negatives pass."""
    assert find_conflict(sentence, [quote]) is None


def test_quotes_are_taken_together() -> None:
    """A number that one quote lacks may stand in the other."""
    quotes = ["The jets were ordered.", "They were paid for in 1990."]
    assert find_conflict("The jets were paid for in 1990.", quotes[:1]) is not None
    assert find_conflict("The jets were paid for in 1990.", quotes) is None
