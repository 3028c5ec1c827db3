"""What a question takes for granted, and the paper denies."""

import pytest

from qa.composing.premises import says_otherwise
from qa.understanding.question import Question


@pytest.mark.parametrize(
    ("question", "sentence", "otherwise"),
    [
        ("Why did Peru join the pact?", "Peru did not join the pact.", True),
        ("why did peru join the pact", "Peru never joined the pact.", True),
        ("When did Peru join the pact?", "Peru did not join the pact.", True),
        ("How did Peru join the pact?", "There is no evidence that Peru joined the pact.", True),
        ("Who were the members of the pact?", "The pact had no members.", True),
        ("why are pacts alone enough in war", "Pacts alone may not suffice in war.", True),
        ("why is the pact still in force", "The pact is no longer in force.", True),
        ("When was the pact in force?", "The pact is no longer in force.", False),
        ("who made the army of peru", "It seems that Peru does not have an army.", True),
        ("How many pacts has Peru?", "Peru does not speak of pacts.", False),
        ("Why does Peru support the pact?", "Peru strongly opposes the pact.", True),
        ("Why did Peru join the pact?", "Peru joined the pact for its own safety.", False),
        ("Why did Peru join the pact?", "Peru did not join the pact until it was paid.", False),
        ("Why did Peru join the pact?", "The pact was not popular.", False),
        ("Why did Peru not join the pact?", "Peru did not join the pact.", False),
        ("When did Peru join the pact?", "Peru did not join the pact in 1954.", False),
        ("Who built the tower?", "The tower was not built by Thomas Hale.", False),
        ("Did Peru join the pact?", "Peru did not join the pact.", False),
    ],
)
def test_a_false_premise_is_told(question: str, sentence: str, *, otherwise: bool) -> None:
    """“When did Peru join?” is answered by what says that it did not, and marked as that.

    What has the time or the person that is asked for denies only that it was this one.
    """
    assert says_otherwise(sentence, Question.of(question)) is otherwise
