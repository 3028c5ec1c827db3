"""What people type, made into a question that is understood."""

from collections.abc import Sequence

from qa.answer import Turn
from qa.understanding.follow_ups import resolve_follow_up
from qa.understanding.question import Question, check_question


class Understanding:
    """Makes questions of what people type."""

    def understand(self, asked: str, history: Sequence[Turn] = ()) -> Question:
        """Return the question that is meant, behind the turns of `history`, oldest first.

        Raises `QuestionError`.
        """
        checked = check_question(asked)
        return Question(checked, resolve_follow_up(checked, history))
