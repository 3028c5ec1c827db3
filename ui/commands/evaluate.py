"""`footnote evaluate`: a file of questions with their answers, and how well they were met."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ui.commands.common import add_json_option, add_llm_options, llm_of, positive, settings_of
from ui.commands.qa_files import add_question_options, open_questions
from ui.console import print_json, progress, say, show_table
from ui.printed import evaluation_table

if TYPE_CHECKING:
    from qa.evaluation import Evaluation

DESCRIPTION = (
    "Asks the questions of a file and compares with the answers and the evidence it gives: "
    "retrieval, answers, citations, abstention and times, each with its 95% bootstrap interval. "
    "QA_FILE is JSON Lines (.jsonl) or a table (.csv, .tsv) of questions about the papers of the "
    "library, a file in SQuAD's format (.json), or a folder in BEIR's; these two bring their own "
    "papers, which are indexed apart from the library, once."
)
BELOW_THRESHOLD = 3


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_question_options(parser)
    parser.add_argument(
        "--out",
        type=Path,
        metavar="FOLDER",
        help="keep settings, results and summary there; the same command goes on with a run "
        "that was interrupted",
    )
    parser.add_argument(
        "--restart", action="store_true", help="with --out: remove the run that is there, and begin"
    )
    parser.add_argument(
        "--fail-under",
        action="append",
        default=[],
        metavar="METRIC=VALUE",
        help=f"exit with {BELOW_THRESHOLD} where a metric is below a value",
    )
    parser.add_argument(
        "--workers",
        type=positive,
        metavar="N",
        help="ask in N processes (default: as many as pay off)",
    )
    add_json_option(parser)
    add_llm_options(parser)


def run(options: argparse.Namespace) -> int:
    """Ask the questions, measure, print, and compare with the thresholds."""
    from qa.evaluation import missed_thresholds, parse_thresholds
    from ui.commands.usage import UsageError

    try:
        thresholds = parse_thresholds(options.fail_under)
    except ValueError as error:
        raise UsageError(str(error)) from error
    if options.restart and options.out is None:
        raise UsageError("--restart is about the run in the folder that --out names: give both")
    evaluation = _evaluate(options)
    if options.json:
        print_json(evaluation.as_dict())
    else:
        show_table(evaluation_table(evaluation))
    missed = missed_thresholds(evaluation, thresholds)
    for message in missed:
        say(message)
    return BELOW_THRESHOLD if missed else 0


def _evaluate(options: argparse.Namespace) -> "Evaluation":
    from qa.evaluation import Batch
    from ui.evaluations import run_batch

    llm = llm_of(options)
    questions, library = open_questions(options)
    batch = Batch(
        questions.pairs,
        library,
        settings=settings_of(options),
        llm=llm,
    )
    settings = {"qa_file": str(options.qa_file), "library": library.name}

    def tell_resumed(done: int) -> None:
        if not options.quiet:
            say(f"{done} of {len(questions.pairs)} questions were answered before.")

    with progress("Asking", quiet=options.quiet) as move:
        return run_batch(
            batch,
            options.out,
            settings,
            workers=options.workers,
            restart=options.restart,
            on_resume=tell_resumed,
            on_progress=move,
        )
