"""What the checks of a QA file take and give."""

from dataclasses import dataclass

from qa.evaluation.checks.closest_text import ClosestText
from qa.evaluation.questions.pairs import QAPair


@dataclass(frozen=True, slots=True)
class NumberedPair:
    """A question and the line of its file on which it stands, from 1."""

    line: int
    pair: QAPair


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at. What one `must_mend` makes the figures of a run wrong.

    `id` is None where the row is so broken that it has none.
    """

    line: int
    id: str | None
    must_mend: bool
    message: str
    closest: ClosestText | None = None

    def as_dict(self) -> dict[str, object]:
        """Return the finding as JSON holds it."""
        return {
            "line": self.line,
            "id": self.id,
            "must_mend": self.must_mend,
            "message": self.message,
            "closest": self.closest.as_dict() if self.closest else None,
        }
