import csv
import io
import re
from typing import Any

import pytest

from qa.evaluation.reports.pull_request import LONGEST, in_html, plain, pull_request_report
from qa.evaluation.reports.table import results_table
from tests.stored_runs import abstained, answered, questions, stored, wrong


def rows(*lines: dict[str, object]) -> list[dict[str, str]]:
    """Return the table as a reader of CSV has it."""
    return list(csv.DictReader(io.StringIO(results_table(questions(*lines)), newline="")))


def test_the_table_has_a_row_per_question_and_a_column_per_score() -> None:
    """A score that does not apply is an empty cell."""
    first, second = rows(wrong("q1", kind="list"), abstained("q2"))
    assert first["id"] == "q1"
    assert first["failures"] == "Wrong answer; Wrong citation; Retrieval miss"
    assert (first["answerable"], first["abstained"]) == ("yes", "no")
    assert float(first["answer_recall"]) == 0.0
    assert first["rank"] == ""
    assert second["answer_recall"] == ""
    assert "ndcg@10" not in second


def test_the_table_tells_style_decision_and_verdict() -> None:
    """Runs that have none of them leave the cells empty, but for the decision."""
    told: dict[str, Any] = {"style": "chat", "verdict": "no", "decision": "answered"}
    first, second = rows(answered("q1", **told), abstained("q2"))
    assert [first[name] for name in told] == ["chat", "no", "answered"]
    assert [second[name] for name in told] == ["", "", "declined"]


@pytest.mark.parametrize(
    "text",
    [
        *('=HYPERLINK("x")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"),
        *('\uff1dHYPERLINK("x")', "\uff0b1", "\uff0d1", "\uff20SUM(A1)"),  # of full width
    ],
)
def test_no_cell_is_a_formula(text: str) -> None:
    """A quotation mark in front makes a text of what a spreadsheet would run."""
    line = answered(text, question=text, answer=text, kind=text, paper=text, gold_answers=[text])
    (row,) = rows(line)
    for name in ("id", "question", "answer", "kind", "paper", "gold_answers"):
        assert row[name] == f"'{text}"


def test_the_comment_has_figures_by_style_and_the_finer_gold() -> None:
    """With what was decided and said."""
    rubric: dict[str, object] = {
        "scope": None,
        "need": 1,
        "within": None,
        "shown": [],
        "denial": [],
    }
    nuggets = [{"text": "Honey keeps", "also": [], "side": "hon|ey"}]
    gold = rubric | {"nuggets": nuggets, "verdicts": ["no"]}
    lines = [
        wrong("q1", style="chat", rubric=gold, verdict="yes", decision="answered"),
        answered("q2", style="plain"),
    ]
    report = pull_request_report(stored(*lines))
    assert "<details><summary>By style</summary>\n\n| style |" in report
    assert "- Nugget (hon\\|ey): “Honey keeps”\n- Verdict: no\n" in report
    assert "- Answer (answered, yes, confidence 0.90): " in report


def test_commas_quotes_and_lines_stay_in_their_cell() -> None:
    """As the format has it; a minus inside a text is left alone."""
    text = 'One, "two" - three\nfour'
    (row,) = rows(answered("q1", answer=text))
    assert row["answer"] == text


def test_the_comment_has_figures_and_failures() -> None:
    """A table that shows at once, the rest to fold out."""
    report = pull_request_report(stored(wrong("q1"), answered("q2"), abstained("q3")))
    assert report.startswith("## Evaluation of honey\\.jsonl\n\n3 questions, 1 with something")
    assert re.search(
        r"^\| `answer_recall` \| 0\.500 \| 0\.\d{3} – 1\.000 \| 2 \|$", report, re.MULTILINE
    )
    assert "<details><summary>By kind</summary>\n\n| kind |" in report
    assert "<b>q1</b> How long does honey of kind q1 keep? <i>wrong answer, wrong" in report
    assert "- Gold: **years**\n- Evidence: “Honey keeps for years”\n" in report
    assert "- Retrieved: the evidence not found\n" in report
    assert report.count("<details>") == report.count("</details>") == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@user see #12", "&#64;user see &#35;12"),
        ("a|b", r"a\|b"),
        ("<b>&", "&lt;b&gt;&amp;"),
        ("*x* _y_ `z`", r"\*x\* \_y\_ \`z\`"),
        ("one\n\n# two", "one &#35; two"),
        ("![x](http://y)", r"\!\[x\]\(http\://y\)"),
    ],
)
def test_markdown_in_a_text_means_nothing(text: str, expected: str) -> None:
    """Nobody is notified, nothing is linked, no table breaks."""
    assert plain(text) == expected


def test_a_summary_is_html_and_not_markdown() -> None:
    """Where Markdown is not read, a backslash would show."""
    assert in_html("F-16 <b> @x") == "F-16 &lt;b&gt; &#64;x"
    report = pull_request_report(stored(wrong("q1", question="Why @you <i>not</i> F-16?")))
    assert "Why &#64;you &lt;i&gt;not&lt;/i&gt; F-16? <i>wrong answer" in report


def test_the_comment_is_never_too_long() -> None:
    """What does not fit is counted."""
    lines = [wrong(f"q{number}", answer="word " * 5000) for number in range(100)]
    report = pull_request_report(stored(*lines))
    assert len(report) < LONGEST + 100
    left_out = int(re.findall(r"… and (\d+) more in `report\.html`", report)[0])
    assert report.count("<b>q") + left_out == 100
    assert left_out > 0
