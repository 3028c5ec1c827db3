"""A whole QA file put to a library, in one process or several, at once or in parts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from time import perf_counter

from corpus.errors import LibraryError, UnknownPaper
from index.encoding import encoders
from index.encoding.encoder import Encoder
from index.library import Library
from index.snapshot import Snapshot
from qa.evaluation.questions.pairs import QAPair
from qa.evaluation.questions.question_set import QuestionSet
from qa.evaluation.questions.rows import Fault
from qa.evaluation.runs.description import describe
from qa.evaluation.runs.results import Evaluation, QuestionResult
from qa.evaluation.runs.run import sum_up
from qa.evaluation.runs.system import LibrarySystem, System
from qa.evaluation.runs.workers import ask_all, worker_count
from qa.llm.settings import LLMSettings
from qa.settings import Settings


class Batch:
    """Questions about the papers of a library as it is now.

    `settings` of the batch say what decides its figures. Raises `LibraryError` if the
    library has no papers.
    """

    def __init__(
        self,
        pairs: Sequence[QAPair],
        library: Library,
        *,
        make_encoder: Callable[[str], Encoder] | None = None,
        settings: Settings | None = None,
        llm: LLMSettings | None = None,
    ) -> None:
        self._pairs = pairs
        self._library = library
        self._snapshot = open_snapshot(library)
        self._system = LibrarySystem(
            library.where,
            self._snapshot.number,
            make_encoder or encoders.make_encoder,
            settings or Settings(),
            llm,
        )
        described = describe(pairs, self._snapshot, settings=self._system.settings)
        self.settings = {**described, "llm": asdict(llm) if llm is not None else None}

    def run(
        self,
        *,
        done: Mapping[str, QuestionResult] | None = None,
        workers: int | None = None,
        on_result: Callable[[QuestionResult], None] | None = None,
        on_progress: Callable[[int, int], None] | None = None,
        settings: Mapping[str, object] | None = None,
    ) -> Evaluation:
        """Ask what is not `done` yet, by the ids, and sum up over all questions.

        `on_result` gets each result as it comes, in any order; the evaluation has them
        in the order of the questions. `workers` is the number of processes, as many as
        pay off if it is not given. `settings` are told along with those of the batch.
        """
        results = dict(done or {})
        missing = [pair for pair in self._pairs if pair.id not in results]
        start = perf_counter()
        usual = worker_count(len(missing)) if self._library.shared else 1
        for result in self._ask(missing, workers or usual):
            results[result.id] = result
            if on_result is not None:
                on_result(result)
            if on_progress is not None:
                on_progress(len(results), len(self._pairs))
        return sum_up(
            [results[pair.id] for pair in self._pairs],
            seconds=perf_counter() - start,
            settings={**(settings or {}), **self.settings},
        )

    def _ask(self, pairs: Sequence[QAPair], workers: int) -> Iterator[QuestionResult]:
        # This process may have the model loaded already, and another one must load it.
        return ask_all(pairs, self._open_here if workers == 1 else self._system, workers=workers)

    def _open_here(self) -> System:
        return self._system.over(self._snapshot, self._library.encoder(self._snapshot))


def open_snapshot(library: Library) -> Snapshot:
    """Open a library that has papers. Raises `LibraryError`."""
    snapshot = library.snapshot()
    if snapshot is None or not snapshot.passage_count:
        raise LibraryError(
            f"The library {library.name} has no papers to ask. Add some with `footnote add`."
        )
    return snapshot


def match_papers(questions: QuestionSet, snapshot: Snapshot) -> QuestionSet:
    """Return the questions with the full ids of their papers; unknown papers become faults."""
    pairs: list[QAPair] = []
    faults = list(questions.faults)
    for pair in questions.pairs:
        try:
            full_id = snapshot.entry(pair.paper).id if pair.paper else None
        except UnknownPaper as error:
            faults.append(Fault(0, str(error), place=f'question "{pair.id}"'))
        else:
            pairs.append(replace(pair, paper=full_id))
    return replace(questions, pairs=tuple(pairs), faults=tuple(faults))
