"""What people say of answers: kept in a file of their own, and exported as questions."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus.encoding import encodable
from corpus.errors import FeedbackError
from index.storage.disk import make_folder
from index.storage.whole_files import append_line
from qa.answer import Answer, Turn
from qa.evaluation.questions.template import PLACEHOLDER
from qa.workspace import default_library

_FIELDS = ("kind", "question", "history", "answers", "evidence")
LONGEST_COMMENT = 2000
"""Characters of a comment that are kept."""


def default_feedback_file() -> Path:
    """Return the file beside the person's library; nothing of it is sent anywhere."""
    return default_library().with_name("feedback.jsonl")


class Feedback:
    """Verdicts on answers, a line each, oldest first. Raises `FeedbackError`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def keep(
        self, turns: Sequence[Turn], *, helpful: bool, comment: str = "", person: str = ""
    ) -> None:
        """Append the verdict on the last of some turns, with what there is to say about it.

        `person` tells whose it is, where several judge; each has a verdict of their own.
        """
        said: dict[str, Any] = {"helpful": helpful, "comment": comment.strip()[:LONGEST_COMMENT]}
        if person:
            said["person"] = person
        line = json.dumps({**said, **_row(turns, helpful=helpful)}, ensure_ascii=False)
        try:
            make_folder(self.path.parent)
            append_line(self.path, encodable(line))
        except OSError as error:
            raise FeedbackError(
                f"What you said cannot be kept in {self.path}: {error.strerror}. Set FOOTNOTE_HOME "
                "to a folder that may be written to."
            ) from error

    def questions(self) -> list[dict[str, Any]]:
        """Return the rows of a QA file; of a question that one person judged twice, the later one.

        Whose they are is not told.
        """
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise FeedbackError(f"{self.path} cannot be read: {error.strerror}.") from error
        # Lines of bytes: those of text would end at U+2028 too, which JSON allows in a string.
        lines = content.splitlines()
        latest: dict[tuple[str, ...], dict[str, Any]] = {}
        for number, line in enumerate(lines, start=1):
            person, row = self._read(line, number)
            latest[(person, *row["history"], row["question"])] = row
        return [
            {"id": f"feedback-{number}", **row} for number, row in enumerate(latest.values(), 1)
        ]

    def _read(self, line: bytes, number: int) -> tuple[str, dict[str, Any]]:
        try:
            row = json.loads(line)
            del row["helpful"]
            comment = {"comment": row["comment"]} if row.get("comment") else {}
            kept = {**{name: row[name] for name in _FIELDS}, **comment}
            return str(row.get("person", "")), kept
        except (ValueError, KeyError, TypeError) as error:
            raise FeedbackError(
                f"Line {number} of {self.path} is damaged. Remove that line, and try again."
            ) from error


def _row(turns: Sequence[Turn], *, helpful: bool) -> dict[str, Any]:
    """Return the question with what its answer tells: a complaint leaves that to be filled in."""
    *earlier, last = turns
    answers = _marked(last.answer) if helpful else [f"{PLACEHOLDER} what a right answer contains"]
    quotes = [citation.quote for citation in last.answer.citations]
    return {
        "kind": "unanswerable" if helpful and last.answer.abstained else "feedback",
        "question": last.question,
        "history": [turn.question for turn in earlier],
        "answers": answers,
        "evidence": quotes if helpful else [],
    }


def _marked(answer: Answer) -> list[str]:
    """Return the answering words, where the first citation marks some."""
    words = (citation.answering_words for citation in answer.citations[:1])
    return [marked for marked in words if marked is not None]
