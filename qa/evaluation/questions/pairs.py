"""One question of a QA file, and how it is taken from a row."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.errors import QuestionError
from qa.evaluation.questions.rubric import Rubric, Scope
from qa.evaluation.questions.rubric_reader import read_rubric
from qa.evaluation.questions.values import ValueReader
from qa.understanding.question import check_question

DEFAULT_KIND = "other"


@dataclass(frozen=True, slots=True)
class QAPair:
    """A question with what is known about its answer.

    `history` holds the earlier questions of the conversation, oldest first.
    `answers` are strings that a right answer contains: all of them when `kind` is
    ``list``, otherwise any. `evidence` holds verbatim pieces of the paper, any one
    of which suffices. `judgements` grades whole papers, by their ids, for a question
    that is put to the retriever alone; 0 is not relevant. `rubric` has what else an answer is
    measured by. Unless its scope says otherwise, the papers do not answer a question without
    any of these.

    With `history_answers`, the earlier questions count as answered so, and are not asked. `style`
    is a label, such as the way in which the question is worded, to break figures down by.

    `paper` is the id of the paper that the question belongs to and is asked of, unless
    it is asked `across_papers`; None asks all of them.
    """

    id: str
    question: str
    kind: str = DEFAULT_KIND
    history: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    section: str | None = None
    paper: str | None = None
    judgements: Mapping[str, int] = field(default_factory=dict)
    across_papers: bool = False
    style: str | None = None
    history_answers: tuple[str, ...] = ()
    rubric: Rubric = field(default_factory=Rubric)

    @property
    def answerable(self) -> bool:
        """Whether there is an answer to give, from the papers, about them, or in passing."""
        if self.rubric.scope is not None:
            return self.rubric.scope is not Scope.NONE
        return bool(self.answers or self.evidence or self.judgements or self.rubric.has_gold)

    @property
    def papers(self) -> tuple[str, ...]:
        """The papers to ask, as retrievers and answerers take them; empty means all."""
        return (self.paper,) if self.paper and not self.across_papers else ()


class RowReader(ValueReader):
    """Takes a question from one row and collects in `faults` what is wrong with it."""

    def pair(self, *, default_id: str) -> QAPair:
        """Return the row as a pair, which is sound only while `faults` is empty."""
        question = self.text("question")
        if question is None and not self.faults:
            self.faults.append('the question is missing: give it as text under "question"')
        pair = QAPair(
            id=self.identifier("id") or default_id,
            question=question or "",
            kind=self.text("kind") or DEFAULT_KIND,
            history=self.texts("history"),
            answers=self.texts("answers"),
            evidence=self.texts("evidence"),
            section=self.text("section"),
            paper=self.text("paper"),
            style=self.text("style"),
            history_answers=self.texts("history_answers"),
            rubric=read_rubric(self),
        )
        for asked in (*pair.history, *filter(None, [question])):
            self._check_askable(asked)
        if pair.history_answers and len(pair.history_answers) != len(pair.history):
            self.faults.append(
                f'"history_answers" has {len(pair.history_answers)} answers to the '
                f'{len(pair.history)} questions of "history": give one to each, or none'
            )
        return pair

    def _check_askable(self, question: str) -> None:
        try:
            check_question(question)
        except QuestionError as error:
            self.faults.append(f"it cannot be asked: {error}")
