"""`footnote compare`: two runs of one QA file, and whether the second is better."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ui.commands.common import add_json_option
from ui.console import print_json, progress, say, show_table
from ui.printed import comparison_table

if TYPE_CHECKING:
    from qa.evaluation.comparison.compare import Comparison

DESCRIPTION = (
    "Compares run B with run A by the questions that are in both: for each metric the difference "
    "B - A with its 95% bootstrap interval and the p of a paired randomisation test, and which "
    "questions B won and lost. Runs are folders that `footnote evaluate --out` wrote."
)
WORSE = 3
_A_FEW = 5


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("run_a", type=Path, metavar="RUN_A", help="the run to compare with")
    parser.add_argument("run_b", type=Path, metavar="RUN_B", help="the run that may be better")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write the comparison as a page")
    parser.add_argument(
        "--guard",
        action="append",
        default=[],
        metavar="METRIC",
        help=f"exit with {WORSE} where B is significantly worse (p < 0.05) on this metric",
    )
    add_json_option(parser)


def run(options: argparse.Namespace) -> int:
    """Compare, print, and stand guard."""
    from qa.evaluation.comparison.compare import compare_runs, losses_on
    from qa.evaluation.runs.stored_run import read_run

    _check_names(options.guard)
    a, b = read_run(options.run_a), read_run(options.run_b)
    with progress("Comparing", quiet=options.quiet) as move:
        comparison = compare_runs(a, b, on_progress=move)
    if options.html is not None:
        from qa.evaluation.reports import comparison_page, write_report

        write_report(options.html, comparison_page(comparison))
    if not options.quiet:
        _warn(comparison)
    losses = losses_on(comparison, options.guard)
    if options.json:
        print_json(comparison.as_dict())
    else:
        show_table(comparison_table(comparison))
    for loss in losses:
        say(loss)
    return WORSE if losses else 0


def _check_names(names: list[str]) -> None:
    from qa.evaluation.metrics.figures import METRIC_NAMES
    from ui.commands.usage import UsageError

    unknown = [name for name in names if name not in METRIC_NAMES]
    if unknown:
        raise UsageError(
            f'There is no metric "{unknown[0]}" for --guard. Name one of: '
            f"{', '.join(METRIC_NAMES)}."
        )


def _warn(comparison: "Comparison") -> None:
    """Say which questions do not count, and why."""
    only_in_one = (
        ("only RUN_A has them", comparison.only_in_a),
        ("only RUN_B has them", comparison.only_in_b),
        ("the runs have another question or other gold under the id", comparison.changed),
    )
    for what, ids in only_in_one:
        if ids:
            some = ", ".join(ids[:_A_FEW]) + (", …" if len(ids) > _A_FEW else "")
            say(f"Left out, as {what}: {len(ids)} questions ({some}). Is it the same QA file?")
