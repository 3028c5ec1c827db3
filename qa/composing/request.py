"""A question on its way to an answer, with what there is to answer it from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from corpus.paper import Paper
from index.retriever import Candidate
from index.snapshot import Snapshot
from index.stopwatch import Stopwatch
from qa.deciding.abstention import abstention_features
from qa.deciding.decision import threshold_for
from qa.logistic import LogisticModel
from qa.reading.ranking import READ_AT_ONCE, ReadingRetriever
from qa.understanding.question import Question


@dataclass(frozen=True)
class Request:
    """A question to `papers` (ids), to all where there are none, in at most `limit` sentences.

    `classify` makes a question, with its kind, of a part of this one. `at_once` tells how many
    passages are read at least.
    Passages are looked for when a composer first asks for them: not every answer needs any.
    """

    question: Question
    retriever: ReadingRetriever
    abstention: LogisticModel
    papers: tuple[str, ...] = ()
    limit: int | None = None
    classify: Callable[[str], Question] = Question.of
    at_once: int = READ_AT_ONCE
    clock: Stopwatch = field(default_factory=Stopwatch)

    @property
    def snapshot(self) -> Snapshot:
        """The papers that are asked."""
        return self.retriever.snapshot

    @cached_property
    def candidates(self) -> list[Candidate]:
        """The passages found for the question, best first."""
        return self.find(self.question)

    @cached_property
    def unread(self) -> list[Candidate]:
        """The same without the reader, which takes most of the time."""
        return self.find(self.question, read=False)

    def find(self, question: Question, *, read: bool = True) -> list[Candidate]:
        """Find passages for another question, such as one side of a comparison.

        Without `read`, the reader is left out, which takes most of the time.
        """
        return self.retriever.candidates(
            question, papers=self.papers, read=read, at_once=self.at_once, clock=self.clock
        )

    @property
    def found(self) -> list[Candidate]:
        """The passages found for the question, if any were looked for."""
        found: list[Candidate] = self.__dict__.get("candidates", [])
        return found

    @property
    def threshold(self) -> float:
        """The confidence from which a question of this kind is answered."""
        return threshold_for(self.question, self.abstention)

    @cached_property
    def confidence(self) -> float:
        """The probability, 0 to 1, that the passages found answer the question."""
        return self.confidence_in(self.question, self.candidates)

    def confidence_in(self, question: Question, candidates: Sequence[Candidate]) -> float:
        """Return the probability, 0 to 1, that candidates answer a question."""
        if not candidates:
            return 0.0
        features = abstention_features(question, candidates, self.snapshot, papers=self.papers)
        return self.abstention.probability(features)

    @cached_property
    def paper_ids(self) -> tuple[str, ...]:
        """The ids of the papers that are asked, whole, in the order of the library."""
        asked = {self.snapshot.entry(paper).id for paper in self.papers}
        return tuple(one.id for one in self.snapshot.entries if not asked or one.id in asked)

    @cached_property
    def paper(self) -> Paper | None:
        """The paper that is meant: the one asked, or the one that the best passage is of."""
        if len(self.paper_ids) == 1:
            return self.snapshot.paper(self.paper_ids[0])
        if not self.candidates:
            return None
        return self.snapshot.paper(self.candidates[0].hit.passage.paper_id)
