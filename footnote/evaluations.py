"""Evaluation of a QA file, and comparison of two runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footnote.library import Library, open  # noqa: A004 - Footnote's own
from ui.console import progress
from ui.printed import comparison_table, evaluation_table

if TYPE_CHECKING:
    from qa.evaluation import Estimate, QuestionResult
    from qa.evaluation.comparison import compare as comparing
    from qa.evaluation.comparison.metrics import MetricComparison
    from qa.evaluation.runs import results
    from qa.evaluation.runs.stored_run import StoredRun

_MOST_SHOWN = 3
"""Metrics that a `repr` shows."""


@dataclass(frozen=True, slots=True, repr=False)
class Evaluation:
    """The figures of one run of a QA file, with the results they come from."""

    value: "results.Evaluation"
    name: str

    @property
    def metrics(self) -> "Mapping[str, Estimate]":
        """Each metric's value with the bounds of its 95% interval and its number of questions."""
        return self.value.metrics

    @property
    def per_question(self) -> "tuple[QuestionResult, ...]":
        """What came of each question, in the order of the file."""
        return self.value.per_question

    def to_dict(self) -> dict[str, Any]:
        """Return the document of ``footnote evaluate --json``."""
        return self.value.as_dict()

    def __repr__(self) -> str:
        some = list(self.metrics.items())[:_MOST_SHOWN]
        figures = ", ".join(f"{name} {figure.value:.3f}" for name, figure in some)
        return f"<Evaluation of {self.name}, {len(self.per_question)} questions: {figures}>"

    def __str__(self) -> str:
        return evaluation_table(self.value).as_text()

    def _repr_html_(self) -> str:
        return evaluation_table(self.value).as_html()


@dataclass(frozen=True, slots=True, repr=False)
class Comparison:
    """Two runs of one QA file, question by question: whether the second is better."""

    value: "comparing.Comparison"

    @property
    def metrics(self) -> "Mapping[str, MetricComparison]":
        """Each metric of both runs, their difference with its 95% interval, and its p."""
        return self.value.metrics

    @property
    def won(self) -> tuple[str, ...]:
        """The ids of the questions on which the second run does better."""
        return tuple(one.id for one, _ in self.value.won)

    @property
    def lost(self) -> tuple[str, ...]:
        """The ids of the questions on which the second run does worse."""
        return tuple(one.id for one, _ in self.value.lost)

    def to_dict(self) -> dict[str, Any]:
        """Return the document of ``footnote compare --json``."""
        return self.value.as_dict()

    def __repr__(self) -> str:
        counts = f"{len(self.won)} won, {len(self.lost)} lost"
        return f"<Comparison over {self.value.questions} questions: {counts}>"

    def __str__(self) -> str:
        return comparison_table(self.value).as_text()

    def _repr_html_(self) -> str:
        return comparison_table(self.value).as_html()


def evaluate(
    qa_file: str | PathLike[str],
    *,
    library: Library | None = None,
    out: str | PathLike[str] | None = None,
    workers: int | None = 1,
    quiet: bool = False,
) -> Evaluation:
    """Ask the questions of a QA file of a library, or of the papers that the file brings.

    Without `library`, the user's own is asked. With `out`, the run is kept in that folder with
    its reports, and goes on where it was interrupted. `workers` is the number of processes;
    None stands for as many as pay off. Raises `FootnoteError`.
    """
    from qa.evaluation import load_questions
    from ui.evaluations import make_batch, run_batch

    path = Path(qa_file).expanduser()
    workspace = (library or open()).workspace
    questions = load_questions(path)
    with progress("Indexing", quiet=quiet) as move:
        batch, asked = make_batch(workspace, questions, path, on_progress=move)
    settings = {"qa_file": str(path), "library": asked.name}
    folder = None if out is None else Path(out).expanduser()
    with progress("Asking", quiet=quiet) as move:
        evaluation = run_batch(batch, folder, settings, workers=workers, on_progress=move)
    return Evaluation(evaluation, path.name)


def compare(
    run_a: Evaluation | str | PathLike[str], run_b: Evaluation | str | PathLike[str]
) -> Comparison:
    """Compare run b with run a: evaluations, or the folders that they were kept in.

    Raises `FootnoteError` where a folder has no finished run, or the runs no common question.
    """
    from qa.evaluation.comparison.compare import compare_runs

    return Comparison(compare_runs(_stored(run_a), _stored(run_b)))


def _stored(run: Evaluation | str | PathLike[str]) -> "StoredRun":
    from qa.evaluation.runs.stored_run import read_run, run_of

    if isinstance(run, Evaluation):
        return run_of(run.value, name=run.name)
    return read_run(Path(run).expanduser())
