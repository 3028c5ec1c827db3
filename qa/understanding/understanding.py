"""What people type, made into a question that is understood."""

from collections.abc import Callable, Sequence

from index.snapshot import Snapshot
from qa.answer import Turn
from qa.understanding.follow_ups import resolve_follow_up
from qa.understanding.question import Question, check_question
from qa.understanding.spelling import Speller
from qa.understanding.vocabulary import Vocabulary

Resolve = Callable[[str, Sequence[Turn]], str]
"""Returns a question as it stands without the conversation before it."""


class Understanding:
    """Makes questions of what people type, by the words of the papers that they ask."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def understand(
        self,
        asked: str,
        history: Sequence[Turn] = (),
        *,
        papers: Sequence[str] = (),
        resolve: Resolve = resolve_follow_up,
    ) -> Question:
        """Return the question that is meant, behind the turns of `history`, oldest first.

        `papers` (ids) are asked, all without any. Raises `QuestionError`, `UnknownPaper`, and what
        `resolve` raises.
        """
        checked = check_question(asked)
        mended = Speller(Vocabulary(self._snapshot, papers)).mend(checked)
        return Question(
            checked,
            resolve(mended.text, history),
            understood=mended.text if mended.changed else None,
        )
