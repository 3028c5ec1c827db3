"""A bar for each kind of question, parted by what came of its questions."""

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from qa.evaluation.reports.failures import FAILURES, failures_of
from qa.evaluation.reports.markup import element
from qa.evaluation.reports.svg import WIDTH, drawing, label
from qa.evaluation.runs.results import QuestionResult

RIGHT_OUTCOME = ("right", "Right")
OUTCOMES = (RIGHT_OUTCOME, *((failure.key, failure.title) for failure in FAILURES))

# Behind the bars there is room for “12345 of 67890”.
_BARS_FROM, _BARS_WIDTH = 104, 134
_ROW, _BAR = 24, 14
_LEGEND_ROW, _LEGEND_COLUMNS = 18, 2
_LONGEST_NAME = 14


def draw_outcomes(questions: Sequence[QuestionResult], *, title: str) -> Markup:
    """Draw the bars, kinds in order of first appearance, with a legend above them."""
    kinds: dict[str, Counter[str]] = {}
    for question in questions:
        kinds.setdefault(question.kind, Counter())[outcome_of(question)] += 1
    present = [
        outcome for outcome in OUTCOMES if any(outcome[0] in count for count in kinds.values())
    ]
    top = _LEGEND_ROW * -(-len(present) // _LEGEND_COLUMNS) + 10
    rows = [
        _bar(kind, count, down=top + _ROW * number)
        for number, (kind, count) in enumerate(kinds.items())
    ]
    return drawing(title, _legend(present), *rows, height=top + _ROW * len(kinds) + 4)


def outcome_of(question: QuestionResult) -> str:
    """Return the key of a question's outcome, one of `OUTCOMES`."""
    failures = failures_of(question)
    return failures[0].key if failures else RIGHT_OUTCOME[0]


def _legend(outcomes: Sequence[tuple[str, str]]) -> Markup:
    marks = []
    for number, (key, name) in enumerate(outcomes):
        row, column = divmod(number, _LEGEND_COLUMNS)
        across, down = 2 + column * WIDTH / _LEGEND_COLUMNS, 4 + row * _LEGEND_ROW
        marks.append(element("rect", x=across, y=down, width=10, height=10, class_=f"o-{key}"))
        marks.append(label(across + 16, down + 9, name))
    return Markup("").join(marks)


def _bar(kind: str, count: Counter[str], *, down: float) -> Markup:
    total = count.total()
    name = kind if len(kind) <= _LONGEST_NAME else kind[: _LONGEST_NAME - 1] + "…"
    marks = [label(_BARS_FROM - 8, down + 11, name, anchor="end")]
    done = 0
    for key, title in OUTCOMES:
        if not count[key]:
            continue
        across, width = _BARS_FROM + _BARS_WIDTH * done / total, _BARS_WIDTH * count[key] / total
        tip = element("title", f"{kind}: {title.lower()}, {count[key]} of {total}")
        marks.append(
            element("rect", tip, x=across, y=down, width=width, height=_BAR, class_=f"o-{key}")
        )
        done += count[key]
    right = f"{count[RIGHT_OUTCOME[0]]} of {total}"
    marks.append(label(_BARS_FROM + _BARS_WIDTH + 8, down + 11, right))
    return Markup("").join(marks)
