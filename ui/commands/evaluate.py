"""`footnote evaluate`: a file of questions with their answers, and how well they were met."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ui.commands.common import add_json_option, open_library
from ui.console import output, print_json, progress, say

if TYPE_CHECKING:
    from qa.evaluation import Evaluation

SUMMARY = "measure retrieval, answers, citations and abstention on a QA file"
BELOW_THRESHOLD = 3


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("qa_file", type=Path, metavar="QA_FILE", help="JSONL or CSV")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="write the results there")
    parser.add_argument(
        "--fail-under",
        action="append",
        default=[],
        metavar="METRIC=VALUE",
        help=f"exit with {BELOW_THRESHOLD} where a metric is below a value",
    )
    add_json_option(parser)


def run(options: argparse.Namespace) -> int:
    """Ask the questions, measure, print, and compare with the thresholds."""
    from qa.evaluation import (
        evaluate,
        load_qa_file,
        missed_thresholds,
        parse_thresholds,
        write_results,
    )
    from ui.commands.usage import UsageError

    try:
        thresholds = parse_thresholds(options.fail_under)
    except ValueError as error:
        raise UsageError(str(error)) from error
    pairs = load_qa_file(options.qa_file)
    workspace = open_library(options)
    with progress("Asking", quiet=options.quiet) as move:
        evaluation = evaluate(
            pairs,
            answerer=workspace,
            retriever=workspace,
            paper_text=lambda paper_id: workspace.paper(paper_id).text,
            on_progress=move,
            settings={"qa_file": str(options.qa_file), "model": workspace.model()},
        )
    if options.out is not None:
        write_results(evaluation, options.out)
    if options.json:
        print_json(evaluation.as_dict())
    else:
        _show(evaluation)
    missed = missed_thresholds(evaluation, thresholds)
    for message in missed:
        say(message)
    return BELOW_THRESHOLD if missed else 0


def _show(evaluation: "Evaluation") -> None:
    from rich.table import Table

    table = Table("metric", "value", "95% interval", "questions", box=None, pad_edge=False)
    for name, figure in evaluation.metrics.items():
        table.add_row(
            name, f"{figure.value:.3f}", f"{figure.low:.3f} to {figure.high:.3f}", str(figure.n)
        )
    output().print(table)
