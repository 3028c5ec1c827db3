"""One question of a QA file, and how it is taken from a row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from corpus.errors import QuestionError
from qa.understanding.question import check_question

TEXT_FIELDS = ("id", "kind", "question", "section", "paper")
LIST_FIELDS = ("history", "answers", "evidence")
FIELDS = (*TEXT_FIELDS, *LIST_FIELDS)
DEFAULT_KIND = "other"

# "answer" for "answers" is caught, while "answer_start" is somebody's own column.
_MISSPELLING = 0.85


@dataclass(frozen=True, slots=True)
class QAPair:
    """A question with what is known about its answer.

    `history` holds the earlier questions of the conversation, oldest first.
    `answers` are strings that a right answer contains: all of them when `kind` is
    ``list``, otherwise any. `evidence` holds verbatim pieces of the paper, any one
    of which suffices. `judgements` grades whole papers, by their ids, for a question
    that is put to the retriever alone; 0 is not relevant. Without answers, evidence and
    judgements, the papers do not answer the question.

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

    @property
    def answerable(self) -> bool:
        """Whether the papers answer the question."""
        return bool(self.answers or self.evidence or self.judgements)

    @property
    def papers(self) -> tuple[str, ...]:
        """The papers to ask, as retrievers and answerers take them; empty means all."""
        return (self.paper,) if self.paper and not self.across_papers else ()


class RowReader:
    """Takes typed values from one row and collects in `faults` what is wrong with it."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = values
        self.faults: list[str] = []

    def pair(self, *, default_id: str) -> QAPair:
        """Return the row as a pair, which is sound only while `faults` is empty."""
        question = self._text("question")
        if question is None and not self.faults:
            self.faults.append('the question is missing: give it as text under "question"')
        pair = QAPair(
            id=self._id() or default_id,
            question=question or "",
            kind=self._text("kind") or DEFAULT_KIND,
            history=self._texts("history"),
            answers=self._texts("answers"),
            evidence=self._texts("evidence"),
            section=self._text("section"),
            paper=self._text("paper"),
        )
        for asked in (*pair.history, *filter(None, [question])):
            self._check_askable(asked)
        return pair

    def _id(self) -> str | None:
        value = self._values.get("id")
        # type() and not isinstance(): True is an int, but no id.
        return str(value) if type(value) is int else self._text("id")

    def _text(self, name: str) -> str | None:
        value = self._values.get(name)
        if value is None:
            return None
        if not isinstance(value, str):
            self.faults.append(f'"{name}" must be text, not {_type_name(value)}')
            return None
        self._check_characters(name, value)
        return value.strip() or None

    def _texts(self, name: str) -> tuple[str, ...]:
        value = self._values.get(name)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.faults.append(f'"{name}" must be a list of texts, not {_type_name(value)}')
            return ()
        texts = []
        for number, item in enumerate(value, start=1):
            if isinstance(item, str) and item.strip():
                self._check_characters(name, item)
                texts.append(item.strip())
            else:
                found = "empty text" if isinstance(item, str) else _type_name(item)
                self.faults.append(f'item {number} of "{name}" must be text, not {found}')
        return tuple(texts)

    def _check_askable(self, question: str) -> None:
        try:
            check_question(question)
        except QuestionError as error:
            self.faults.append(f"it cannot be asked: {error}")

    def _check_characters(self, name: str, value: str) -> None:
        if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
            self.faults.append(f'"{name}" holds half of a surrogate pair: write the character out')


def misspelt_fields(names: Iterable[str]) -> list[str]:
    """Say which of the `names` look like a field misspelt; other unknown names are fine.

    A field that is merely ignored would do harm unseen: without its answers, a
    question counts as one that the papers do not answer.
    """
    present = set(names)
    faults = []
    for name in sorted(present.difference(FIELDS)):
        close = get_close_matches(name.strip().lower(), FIELDS, n=1, cutoff=_MISSPELLING)
        if close and close[0] not in present:
            faults.append(f'there is no field "{name}": did you mean "{close[0]}"?')
    return faults


def _type_name(value: object) -> str:
    names = {bool: "true or false", dict: "an object", list: "a list", str: "a single text"}
    return names.get(type(value), "nothing" if value is None else f"the number {value}")
