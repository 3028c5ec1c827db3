"""A run as its folder holds it: what reports and comparisons read.

A run of last year reads as one of today.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import RunError
from qa.evaluation.metrics.bootstrap import Estimate
from qa.evaluation.runs.results import Evaluation, QuestionResult
from qa.evaluation.runs.results_folder import RESULTS, SUMMARY


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A finished run: its figures overall, by kind, style and paper, and its questions.

    `name` says which run it is, for people. `by_style` and `by_paper` are empty where the run
    was not broken down so. The ids of the questions are unique.
    """

    name: str
    metrics: Mapping[str, Estimate]
    by_kind: Mapping[str, Mapping[str, Estimate]]
    by_paper: Mapping[str, Mapping[str, Estimate]]
    questions: tuple[QuestionResult, ...]
    seconds: float
    settings: Mapping[str, object]
    by_style: Mapping[str, Mapping[str, Estimate]] = field(default_factory=dict)

    @property
    def subject(self) -> str:
        """What was evaluated: the name of the QA file, where the settings tell."""
        return Path(str(self.settings.get("qa_file", self.name))).name


def run_of(evaluation: Evaluation, *, name: str) -> StoredRun:
    """Return an evaluation that has just been made as if it had been stored and read."""
    return StoredRun(
        name=name,
        metrics=evaluation.metrics,
        by_kind=evaluation.by_kind,
        by_paper=evaluation.by_paper,
        questions=evaluation.per_question,
        seconds=evaluation.seconds,
        settings=evaluation.settings,
        by_style=evaluation.by_style,
    )


def read_run(folder: Path) -> StoredRun:
    """Read the run in `folder`.

    Raises `RunError` if there is no finished run in it, or a damaged one.
    """
    try:
        summary = json.loads(_read(folder, SUMMARY))
        return _run_from(summary, questions=tuple(_questions(folder)), name=str(folder))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _damaged(folder / SUMMARY, error) from error


def _run_from(
    summary: Mapping[str, object], *, questions: tuple[QuestionResult, ...], name: str
) -> StoredRun:
    return StoredRun(
        name=name,
        metrics=_estimates(summary["metrics"]),
        by_kind=_groups(summary["by_kind"]),
        by_paper=_groups(summary.get("by_paper") or {}),
        questions=questions,
        seconds=float(str(summary["seconds"])),
        settings=dict(_mapping(summary["settings"])),
        by_style=_groups(summary.get("by_style") or {}),
    )


def _questions(folder: Path) -> Iterator[QuestionResult]:
    lines: dict[str, int] = {}
    for number, line in enumerate(_read(folder, RESULTS).split("\n"), start=1):
        if not line.strip():
            continue
        place = f"{folder / RESULTS}, line {number},"
        try:
            question = QuestionResult.from_json(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise _damaged(place, error) from error
        if lines.setdefault(question.id, number) != number:
            raise RunError(
                f'{place} repeats the question "{question.id}" of line {lines[question.id]}. Run '
                "`footnote evaluate` again, with a new folder for --out."
            )
        yield question


def _read(folder: Path, name: str) -> str:
    try:
        return (folder / name).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise RunError(
            f"There is no finished run in {folder}: {_what_is_missing(folder, name)}."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise RunError(
            f"The run in {folder} cannot be read ({error}). Name a folder that "
            "`footnote evaluate --out` wrote and that you may read."
        ) from error


def _what_is_missing(folder: Path, name: str) -> str:
    remedy = "`footnote evaluate QA_FILE --out FOLDER` makes one"
    if not folder.is_dir():
        return f"there is no such folder. {remedy}"
    if name == SUMMARY and (folder / RESULTS).exists():
        return f"it was broken off before {SUMMARY}. Run its evaluation again to finish it"
    return f"the folder has no {name}. {remedy}"


def _damaged(place: object, error: Exception) -> RunError:
    return RunError(
        f"{place} is not what `footnote evaluate --out` writes ({type(error).__name__}: {error}). "
        "The run is damaged or of another version: evaluate again, with a new folder for --out."
    )


def _groups(values: object) -> dict[str, dict[str, Estimate]]:
    return {group: _estimates(metrics) for group, metrics in _mapping(values).items()}


def _estimates(values: object) -> dict[str, Estimate]:
    return {
        name: Estimate(
            float(figure["value"]), float(figure["low"]), float(figure["high"]), int(figure["n"])
        )
        for name, figure in _mapping(values).items()
    }


def _mapping(values: object) -> Mapping[str, Mapping[str, float]]:
    if not isinstance(values, dict):
        raise TypeError(f"an object is wanted, not {values!r:.60}")
    return values
