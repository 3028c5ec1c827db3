"""What a QA file gives: questions, the papers it brings along, and what is wrong with it."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import QAFileError
from corpus.paper import Paper
from qa.evaluation.questions.pairs import QAPair
from qa.evaluation.questions.rows import Fault


@dataclass(frozen=True, slots=True)
class PaperSource:
    """A paper that comes with a QA file. `read` may take a moment each time."""

    id: str
    read: Callable[[], Paper]


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """The questions of a QA file, in its order.

    `sources` holds the papers that come with the file; without any, the questions are
    about the papers of a library. `faults` tells of the rows that were left out.
    """

    pairs: tuple[QAPair, ...]
    sources: tuple[PaperSource, ...] = ()
    faults: tuple[Fault, ...] = ()

    def sample(self, size: int, *, seed: int = 0) -> "QuestionSet":
        """Draw `size` questions at random, which stay in their order."""
        if size >= len(self.pairs):
            return self
        chosen = sorted(random.Random(seed).sample(range(len(self.pairs)), size))  # noqa: S311 - a sample that can be drawn again
        return replace(self, pairs=tuple(self.pairs[place] for place in chosen))

    def across_papers(self) -> "QuestionSet":
        """Ask every question of all papers, not only of the one that it belongs to."""
        return replace(self, pairs=tuple(replace(pair, across_papers=True) for pair in self.pairs))

    def check(self, path: Path, *, skip_bad: bool) -> "QuestionSet":
        """Return the set itself, unless the file at `path` has faults or nothing to ask.

        Raises `QAFileError` that lists every fault with its place; with `skip_bad`, the
        set does without what is at fault.
        """
        if self.faults and not skip_bad:
            lines = "\n".join(f"  {line}" for line in self.fault_lines())
            count = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
            raise QAFileError(
                f"{path} has {count}, and nothing was evaluated:\n{lines}\nCorrect it and run it "
                "again, or go on without what is at fault with --skip-bad."
            )
        if not self.pairs:
            raise QAFileError(f"{path} holds no questions. Give it one question per row.")
        return self

    def fault_lines(self) -> list[str]:
        """Say of each fault where it is and what it is."""
        return [f"{fault.where}: {fault.message}" for fault in self.faults]
