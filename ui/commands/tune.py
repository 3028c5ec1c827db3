"""`footnote tune`: weights and threshold fitted to a file of questions."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from ui.commands.common import add_json_option, settings_of
from ui.commands.qa_files import add_question_options, open_questions
from ui.console import print_json, progress, say, show, show_table
from ui.printed import Table

if TYPE_CHECKING:
    from qa.tuning.tuning import Tuning

DESCRIPTION = (
    "Fits how much each score counts when passages are ranked, and the confidence from which a "
    "question is answered, by cross-validation over papers, or over questions where there are few "
    "papers. The figures are of questions that the fit did not see. QA_FILE is what `footnote "
    "evaluate` takes; the other commands take the result with --settings."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_question_options(parser)
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the settings there")
    add_json_option(parser)


def run(options: argparse.Namespace) -> int:
    """Ask the questions, fit, print the held-out figures, write the settings."""
    from qa.evaluation import open_snapshot
    from qa.tuning.cases import gather_cases
    from qa.tuning.tuning import tune

    questions, library = open_questions(options)
    snapshot = open_snapshot(library)
    settings = settings_of(options)
    with progress("Asking", quiet=options.quiet) as move:
        cases = gather_cases(
            questions.pairs, snapshot, library.encoder(snapshot), settings, on_progress=move
        )
    with progress("Fitting", quiet=options.quiet) as move:
        tuning = tune(cases, settings, on_progress=move)
    if options.out is not None:
        tuning.settings.save(options.out)
    if options.json:
        print_json(_document(tuning, len(cases)))
    else:
        _show(tuning)
        if options.out is not None and not options.quiet:
            say(f"Written to {options.out}: the other commands take it with --settings.")
    return 0


def _document(tuning: "Tuning", questions: int) -> dict[str, object]:
    return {
        "settings": asdict(tuning.settings),
        "questions": questions,
        "folds": tuning.folds,
        "held_out": {"before": asdict(tuning.before), "after": asdict(tuning.after)},
    }


def _show(tuning: "Tuning") -> None:
    before, after = asdict(tuning.before), asdict(tuning.after)
    show(f"On questions that the fit did not see ({tuning.folds} folds):")
    figures = tuple((name, f"{before[name]:.3f}", f"{after[name]:.3f}") for name in before)
    show_table(Table(("", "before", "after"), figures))
    show("")
    weights = tuning.settings.relevance_weights.items()
    fitted = (*weights, ("threshold", tuning.settings.threshold or 0.0))
    show_table(Table(("setting", "value"), tuple((name, f"{v:.3f}") for name, v in fitted)))
