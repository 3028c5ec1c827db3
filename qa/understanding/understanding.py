"""What people type, made into a question that is understood."""

import re
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.snapshot import Snapshot
from qa.answer import Turn
from qa.understanding.kinds.classifier import Kind, KindClassifier, KindReading
from qa.understanding.lengths import without_length
from qa.understanding.question import Question, check_question
from qa.understanding.spelling.speller import Speller
from qa.understanding.spelling.vocabulary import Vocabulary

Rewrite = Callable[[str, Sequence[Turn]], str]
"""Returns a question as it stands without the conversation before it."""
Vectorise = Callable[[str], NDArray[np.float32]]
"""Returns what the default encoder makes of a text, of unit length."""


OF_WHOLE = frozenset(
    {
        *(Kind.OVERVIEW, Kind.SECTION_SUMMARY, Kind.METADATA, Kind.CONTRIBUTION, Kind.LIMITATION),
        *(Kind.SMALL_TALK, Kind.ABOUT_TOOL),
    }
)
"""Kinds of questions that need nothing of the talk before: they are of the paper as a whole."""
SURELY_OF_WHOLE = 0.8
"""The probability of such a kind from which the talk before is let go."""
_PARTS = re.compile(
    r"\b(?:abstract|acknowledge?ments?|appendix|authors?|background|conclusions?|discussion"
    r"|intro(?:duction)?|journal|limitations?|methods?|methodology|references|results?|sections?"
    r"|summary|title)\W*+$",
    re.IGNORECASE,
)
"""What every paper has: “and the conclusion?” is of the paper, whatever was asked before."""


class Understanding:
    """Makes questions of what people type, by the words of the papers that they ask.

    `vectorise` is None where the library has another encoder than the default one: what is
    asked for is then told by the words alone.
    """

    def __init__(self, snapshot: Snapshot, vectorise: Vectorise | None = None) -> None:
        self._snapshot = snapshot
        self._vectorise = vectorise

    def understand(
        self,
        asked: str,
        history: Sequence[Turn] = (),
        *,
        papers: Sequence[str] = (),
        rewrite: Rewrite | None = None,
    ) -> Question:
        """Return the question that is meant, behind the turns of `history`, oldest first.

        `papers` (ids) are asked, all without any. `rewrite` resolves follow-ups in place of our
        own rules, but for those about the last answer itself. Raises `QuestionError`,
        `UnknownPaper`, and what `rewrite` raises.
        """
        checked = check_question(asked)
        mended = Speller(Vocabulary(self._snapshot, papers)).mend(checked)
        understood = mended.text if mended.changed else None
        reading = self._read(mended.text)
        kind = reading.kind
        if not history:
            return Question(checked, mended.text, understood, kind)
        from qa.understanding.follow_ups import resolve

        resolved = resolve(mended.text, history)
        if resolved.about_last_answer:
            cited = history[-1].answer.citations
            return Question(checked, resolved.standalone, understood, kind, cited)
        if _is_of_whole(mended.text, reading):
            return Question(checked, mended.text, understood, kind)
        rewritten = rewrite(mended.text, history) if rewrite is not None else resolved.standalone
        if rewritten != mended.text:
            kind = self.kind_of(rewritten)
        return Question(checked, rewritten, understood, kind)

    def classify(self, text: str) -> Question:
        """Return a question in words that are understood already, with its kind."""
        return Question(text, text, kind=self.kind_of(text))

    def kind_of(self, text: str) -> Kind:
        """Return what a question asks for."""
        return self._read(text).kind

    def _read(self, text: str) -> KindReading:
        worded = without_length(text)
        vector = self._vectorise(worded) if self._vectorise is not None else None
        return KindClassifier.shipped().read(worded, vector)


def _is_of_whole(text: str, reading: KindReading) -> bool:
    """Whether a question is of the paper as a whole, and of nothing that was said before."""
    sure = reading.probability >= SURELY_OF_WHOLE or _PARTS.search(text) is not None
    return reading.kind in OF_WHOLE and sure
