"""What is said around a question in a chat is not looked for."""

import pytest

from qa.understanding.fillers import without_fillers


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("so when did the lake freeze though", "when did the lake freeze"),
        ("hey, can you tell me when the lake froze please?", "when the lake froze?"),
        ("could you explain to me why the lake froze", "why the lake froze"),
        ("do you know when the lake froze?", "when the lake froze?"),
        ("I was wondering whether the lake froze", "whether the lake froze"),
        ("quick question: how deep is the lake", "how deep is the lake"),
        ("what is the deal with the lake", "what is the lake"),
        ("how come the lake froze?", "why the lake froze?"),
        ("why do they reckon the lake froze", "why the lake froze"),
        ("what is this ice core thing?", "what is this ice core?"),
        ("what makes trout, pike etc so rare", "what makes trout, pike so rare"),
        ("did the lake actually freeze or what", "did the lake freeze"),
    ],
)
def test_fillers_are_taken_off(typed: str, left: str) -> None:
    """Openings, closings and words in between that ask nothing go, whichever there are."""
    assert without_fillers(typed) == left


@pytest.mark.parametrize(
    "typed",
    [
        "When did the lake freeze?",
        "Tell me about the lake",
        "What do they think of the lake?",
        "What kind of lake is it?",
        "How do the authors explain the ice?",
        "How did they come to that?",
        "what is the thing that froze",
        "so what",
        "please",
    ],
)
def test_what_asks_for_something_stays(typed: str) -> None:
    """A question without fillers is not touched, nor one of hardly anything else."""
    assert without_fillers(typed) == typed
