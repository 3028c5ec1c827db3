"""What people say of answers is kept on their machine, and becomes a QA file."""

import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.encoding import encodable
from corpus.errors import FeedbackError
from qa.answer import Turn
from qa.evaluation import load_qa_file
from qa.workspace import Workspace
from tests.conftest import Footnote
from tests.conversation_samples import ABSTAINED
from ui.feedback import Feedback, default_feedback_file

STEEL = "When did the Soviet Union begin to build steel mills in Pakistan?"
STEEL_MILLS = (
    "In 1956, the Soviet Union also took the initiative of constructing Steel Mills in Pakistan."
)
WATER = "What is the boiling point of water?"


def asked(workspace: Workspace, *questions: str) -> list[Turn]:
    """Ask questions as one conversation."""
    turns: list[Turn] = []
    for question in questions:
        turns.append(Turn(question, workspace.answer(question, history=turns)))
    return turns


def test_a_helpful_answer_becomes_a_question_with_its_quotes(
    real_workspace: Workspace, tmp_path: Path
) -> None:
    """Marked words are the answer, quotes the evidence, earlier questions the history."""
    feedback = Feedback(tmp_path / "new" / "feedback.jsonl")
    feedback.keep(asked(real_workspace, WATER, STEEL), helpful=True)
    assert feedback.questions() == [
        {
            "id": "feedback-1",
            "kind": "feedback",
            "question": STEEL,
            "history": [WATER],
            "answers": ["1956"],
            "evidence": [STEEL_MILLS],
        }
    ]


def test_a_complaint_leaves_the_answer_to_be_filled_in(
    real_workspace: Workspace, tmp_path: Path
) -> None:
    """What was wrong is no evidence; the later of two verdicts counts."""
    feedback = Feedback(tmp_path / "feedback.jsonl")
    turns = asked(real_workspace, STEEL)
    feedback.keep(turns, helpful=True)
    feedback.keep(turns, helpful=False)
    (row,) = feedback.questions()
    assert row["answers"] == ["TODO: what a right answer contains"]
    assert row["evidence"] == []


def test_a_comment_is_kept_with_the_verdict(real_workspace: Workspace, tmp_path: Path) -> None:
    """It comes with the exported question, and a question without one has no such field."""
    feedback = Feedback(tmp_path / "feedback.jsonl")
    feedback.keep(asked(real_workspace, WATER), helpful=True)
    feedback.keep(asked(real_workspace, STEEL), helpful=False, comment=" Wrong page. ")
    first, second = feedback.questions()
    assert "comment" not in first
    assert second["comment"] == "Wrong page."


@pytest.mark.parametrize(
    "text", ["a\u2028b", "a\u2029b", "a\x85b", "a\x0b\x0c\x1c\x1d\x1eb", "a\rb"]
)
def test_what_ends_a_line_of_text_elsewhere_ends_none_here(tmp_path: Path, text: str) -> None:
    """In a comment and in a question; what was said before and later is exported too."""
    feedback = Feedback(tmp_path / "feedback.jsonl")
    for question, comment in (("First?", "first"), (f"What {text}?", text), ("Last?", "last")):
        turn = Turn(question, replace(ABSTAINED.answer, question=question))
        feedback.keep([turn], helpful=True, comment=comment)
    assert [row["comment"] for row in feedback.questions()] == ["first", text, "last"]
    assert feedback.questions()[1]["question"] == f"What {text}?"


@given(st.text(st.characters(codec=None), max_size=20))
def test_any_comment_is_kept_and_exported(text: str) -> None:
    """What is no character is replaced where it comes in; the file stays readable."""
    with TemporaryDirectory() as folder:
        feedback = Feedback(Path(folder) / "feedback.jsonl")
        feedback.keep([Turn(text, ABSTAINED.answer)], helpful=False, comment=f"<{text}>")
        feedback.keep([Turn("Next?", ABSTAINED.answer)], helpful=False)
        row, following = feedback.questions()
    assert row["comment"] == f"<{encodable(text)}>"
    assert row["question"] == encodable(text)
    assert following["question"] == "Next?"


def test_a_line_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    """With its number, as any other that is damaged."""
    feedback = Feedback(tmp_path / "feedback.jsonl")
    feedback.path.write_bytes(b'{"helpful": true, "question": "caf\xe9"}\n')
    with pytest.raises(FeedbackError, match=r"Line 1 of .*feedback\.jsonl is damaged"):
        feedback.questions()


def test_to_decline_can_be_helpful(real_workspace: Workspace, tmp_path: Path) -> None:
    """A question rightly declined is an unanswerable one."""
    feedback = Feedback(tmp_path / "feedback.jsonl")
    feedback.keep(asked(real_workspace, WATER), helpful=True)
    (row,) = feedback.questions()
    assert (row["kind"], row["answers"], row["evidence"]) == ("unanswerable", [], [])


def test_feedback_that_cannot_be_kept_or_read_is_told(
    real_workspace: Workspace, tmp_path: Path
) -> None:
    """The message names the file and the remedy."""
    (tmp_path / "file").write_text("")
    turns = asked(real_workspace, WATER)
    with pytest.raises(FeedbackError, match="FOOTNOTE_HOME"):
        Feedback(tmp_path / "file" / "feedback.jsonl").keep(turns, helpful=True)
    (tmp_path / "torn.jsonl").write_text('{"helpful": tr')
    with pytest.raises(FeedbackError, match=r"Line 1 of .*torn\.jsonl is damaged"):
        Feedback(tmp_path / "torn.jsonl").questions()


def test_the_export_is_a_qa_file(
    real_workspace: Workspace, real_footnote: Footnote, tmp_path: Path
) -> None:
    """It can be evaluated as it is, and is not written over another file unasked."""
    target = tmp_path / "questions.jsonl"
    assert "no feedback" in real_footnote("questions", "export", str(target)).errors
    Feedback(default_feedback_file()).keep(asked(real_workspace, STEEL), helpful=True)
    outcome = real_footnote("questions", "export", str(target))
    assert (outcome.status, outcome.output) == (0, "")
    (pair,) = load_qa_file(target)
    assert pair.question == STEEL
    assert json.loads(real_footnote("questions", "check", str(target), "--json").output) == {
        "questions": 1,
        "must_mend": 0,
        "findings": [],
    }
    assert real_footnote("questions", "export", str(target)).status == 1
    assert real_footnote("questions", "export", str(target), "--force").status == 0
