"""``report.html``: a run on one page that needs neither a network nor a script."""

import json
from collections.abc import Mapping

from qa.evaluation.metrics.bootstrap import Estimate
from qa.evaluation.metrics.figures import BY_GROUP, MEANINGS, UNBOUNDED
from qa.evaluation.reports.failures import FAILURES, failures_of
from qa.evaluation.reports.pages import render
from qa.evaluation.reports.plots import figures
from qa.evaluation.runs.stored_run import StoredRun


def report_page(run: StoredRun) -> str:
    """Return the page: figures with intervals, plots, and every failing question."""
    failing = [(question, found) for question in run.questions if (found := failures_of(question))]
    titles = _titles(run)
    return render(
        "report.html",
        title=f"Evaluation of {run.subject}",
        run=run,
        meanings=MEANINGS,
        unbounded=UNBOUNDED,
        figures=figures(run.questions),
        group_metrics=[name for name in BY_GROUP if name in run.metrics],
        groups=_groups(run, titles),
        titles=titles,
        failing=failing,
        failures=[(failure, sum(failure in found for _, found in failing)) for failure in FAILURES],
        settings=settings_rows(run.settings),
    )


def settings_rows(settings: Mapping[str, object]) -> list[tuple[str, str]]:
    """Return each setting as text, one in a group behind the name of its group."""
    rows: list[tuple[str, str]] = []
    for name, value in settings.items():
        if isinstance(value, dict):
            rows.extend((f"{name}: {part}", text) for part, text in settings_rows(value))
        else:
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            rows.append((name, text))
    return rows


def _groups(
    run: StoredRun, titles: Mapping[str, str]
) -> list[tuple[str, list[tuple[str, Mapping[str, Estimate]]]]]:
    """Return the rows of the table by kind and of the one by paper, each under its heading."""
    kinds = list(run.by_kind.items())
    papers = [(titles.get(paper, paper), metrics) for paper, metrics in run.by_paper.items()]
    return [(heading, rows) for heading, rows in (("By kind", kinds), ("By paper", papers)) if rows]


def _titles(run: StoredRun) -> dict[str, str]:
    """Return the titles of the papers that were retrieved or cited, by their ids."""
    titles: dict[str, str] = {}
    for question in run.questions:
        titles |= {passage.paper_id: passage.title for passage in question.retrieved}
        titles |= {citation.paper_id: citation.title for citation in question.citations}
    return {paper: title or paper for paper, title in titles.items()}
