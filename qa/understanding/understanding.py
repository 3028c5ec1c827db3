"""What people type, made into a question that is understood."""

from collections.abc import Callable, Sequence

from qa.answer import Turn
from qa.understanding.follow_ups import resolve_follow_up
from qa.understanding.question import Question, check_question

Resolve = Callable[[str, Sequence[Turn]], str]
"""Returns a question as it stands without the conversation before it."""


class Understanding:
    """Makes questions of what people type."""

    def understand(
        self, asked: str, history: Sequence[Turn] = (), *, resolve: Resolve = resolve_follow_up
    ) -> Question:
        """Return the question that is meant, behind the turns of `history`, oldest first.

        `resolve` may raise what it will; else only `QuestionError` is raised.
        """
        checked = check_question(asked)
        return Question(checked, resolve(checked, history))
