"""``report.md``: a run as a comment on a pull request."""

import re
from collections.abc import Iterator, Sequence
from html import escape

from qa.evaluation.metrics.figures import BY_GROUP
from qa.evaluation.reports.failures import Failure, failures_of
from qa.evaluation.reports.markup import printable
from qa.evaluation.reports.pages import describe_place
from qa.evaluation.runs.results import QuestionResult
from qa.evaluation.runs.stored_run import StoredRun

# GitHub takes comments of up to 65,536 characters; this leaves room for what goes around it.
LONGEST = 60_000
_LONGEST_TEXT = 600

# What Markdown, or a site that shows it, would make something of. A backslash does not
# keep # and @ from linking and notifying, so those become character references.
_MEANINGFUL = re.compile(r"([\\`*_{}\[\]()+\-.!|~^$:])")
_NOTIFYING = {ord("#"): "&#35;", ord("@"): "&#64;"}

Failing = tuple[QuestionResult, tuple[Failure, ...]]


def pull_request_report(run: StoredRun) -> str:
    """Return the figures with intervals, and what failed with details to fold out.

    Questions for which a comment has no more room are counted instead.
    """
    failing = [(question, found) for question in run.questions if (found := failures_of(question))]
    report = (
        f"## Evaluation of {plain(run.subject)}\n\n"
        f"{len(run.questions)} questions, {len(failing)} with something to look at.\n\n"
        f"{_metrics(run)}\n{_by_kind(run)}"
    )
    if not failing:
        return report
    return report + "### To look at\n\n" + _as_many(failing, room=LONGEST - len(report))


def plain(text: str) -> str:
    """Return one line of Markdown that shows `text`, up to a limit, and does nothing else."""
    return _MEANINGFUL.sub(r"\\\1", in_html(text))


def in_html(text: str) -> str:
    """Return one line of HTML that shows `text`, up to a limit; in a summary Markdown is none."""
    line = " ".join(printable(text).split())
    if len(line) > _LONGEST_TEXT:
        line = line[:_LONGEST_TEXT] + " …"
    return escape(line, quote=False).translate(_NOTIFYING)


def _metrics(run: StoredRun) -> str:
    rows = [
        [f"`{name}`", f"{found.value:.3f}", f"{found.low:.3f} – {found.high:.3f}", str(found.n)]
        for name, found in run.metrics.items()
    ]
    return _table(["metric", "value", "95% interval", "questions"], rows)


def _by_kind(run: StoredRun) -> str:
    if len(run.by_kind) < 2:  # noqa: PLR2004 - a single kind is the table above
        return ""
    names = [name for name in BY_GROUP if name in run.metrics]
    rows = [
        [plain(kind), *(f"{found[name].value:.3f}" if name in found else "" for name in names)]
        for kind, found in run.by_kind.items()
    ]
    return _folded("By kind", _table(["kind", *(f"`{name}`" for name in names)], rows))


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    ruler = ["---", *("---:" for _ in columns[1:])]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in [columns, ruler, *rows])


def _folded(summary: str, content: str) -> str:
    return f"<details><summary>{summary}</summary>\n\n{content}\n</details>\n\n"


def _as_many(failing: Sequence[Failing], *, room: int) -> str:
    written: list[str] = []
    for question, failures in failing:
        what = ", ".join(failure.title.lower() for failure in failures)
        summary = f"<b>{in_html(question.id)}</b> {in_html(question.question)} <i>{what}</i>"
        written.append(_folded(summary, "\n".join(_details(question))))
        room -= len(written[-1])
        if room < 0:
            written[-1] = f"… and {len(failing) - len(written) + 1} more in `report.html`.\n"
            break
    return "".join(written)


def _details(question: QuestionResult) -> Iterator[str]:
    for earlier in question.history:
        yield f"- After: {plain(earlier)}"
    if not question.answerable:
        yield "- Gold: the papers do not answer this"
    for gold in question.gold_answers:
        yield f"- Gold: **{plain(gold)}**"
    for piece in question.gold_evidence:
        yield f"- Evidence: “{plain(piece)}”"
    if "mrr" in question.scores:
        sought = "the evidence" if question.gold_evidence else "a relevant paper"
        place_found = f"at rank {question.rank}" if question.rank else "not found"
        yield f"- Retrieved: {sought} {place_found}"
    if question.answer:
        yield f"- Answer (confidence {question.confidence:.2f}): {plain(question.answer)}"
    for citation in question.citations:
        yield f"- Cited: “{plain(citation.quote)}” ({plain(describe_place(citation))})"
