"""What people type is understood once, behind what was said before."""

import pytest

from qa.answer import Turn
from qa.understanding.understanding import Understanding
from qa.workspace import Workspace

ASKED = "Which prime minister gave further impetus to relations with the USSR?"


@pytest.fixture(scope="module")
def understanding(real_workspace: Workspace) -> Understanding:
    """Return what understands questions to the bundled paper."""
    snapshot = real_workspace.library.snapshot()
    assert snapshot is not None
    return Understanding(snapshot)


@pytest.mark.parametrize("question", ["what is this paper about", "and the conclusion?", "thanks"])
def test_what_is_of_the_whole_paper_needs_nothing_said_before(
    question: str, understanding: Understanding, real_workspace: Workspace
) -> None:
    """Neither does small talk."""
    turn = Turn(ASKED, real_workspace.answer(ASKED))
    assert understanding.understand(question, [turn]).standalone == question


def test_a_few_words_are_asked_of_what_was_said(
    understanding: Understanding, real_workspace: Workspace
) -> None:
    """Though by themselves they look like small talk: so few tell no kind surely."""
    turn = Turn(ASKED, real_workspace.answer(ASKED))
    asked = understanding.understand("and India", [turn])
    assert asked.standalone == (
        "Which Prime Minister gave further impetus to relations with India?"
    )
