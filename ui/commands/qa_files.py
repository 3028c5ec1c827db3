"""The options of commands that take a QA file, and opening it with its papers."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ui.commands.common import open_library, positive
from ui.console import progress, say

if TYPE_CHECKING:
    from index.library import Library
    from qa.evaluation import QuestionSet


def add_question_options(parser: argparse.ArgumentParser) -> None:
    """Add the QA file, and what may be left out of it."""
    parser.add_argument("qa_file", type=Path, metavar="QA_FILE", help="the questions")
    parser.add_argument(
        "--skip-bad", action="store_true", help="leave out rows that are at fault, and say which"
    )
    parser.add_argument(
        "--across-papers",
        action="store_true",
        help="ask every question of all papers, not of the one that it belongs to",
    )
    parser.add_argument(
        "--sample", type=positive, metavar="N", help="ask only N questions, drawn at random"
    )


def open_questions(options: argparse.Namespace) -> "tuple[QuestionSet, Library]":
    """Read the questions, and open the library of the papers that they are about."""
    from qa.evaluation import load_questions, match_papers, open_snapshot

    questions = load_questions(options.qa_file, skip_bad=options.skip_bad)
    library = _library_of(questions, options)
    questions = match_papers(questions, open_snapshot(library)).check(
        options.qa_file, skip_bad=options.skip_bad
    )
    if questions.faults and not options.quiet:
        say(f"Left out of {options.qa_file}:")
        for line in questions.fault_lines():
            say(f"  {line}")
    if options.across_papers:
        questions = questions.across_papers()
    return questions.sample(options.sample) if options.sample else questions, library


def _library_of(questions: "QuestionSet", options: argparse.Namespace) -> "Library":
    if not questions.sources:
        return open_library(options).library
    from index.encoding import encoders
    from index.encoding.models import DEFAULT_MODEL, full_name
    from index.library import Library
    from qa.evaluation import fill_library
    from ui.evaluations import own_library_folder

    encoder = encoders.make_encoder(full_name(options.model or DEFAULT_MODEL))
    folder = options.library or own_library_folder(options.qa_file, questions, encoder)
    library = Library(
        folder,
        make_encoder=lambda name: encoder if name == encoder.name else encoders.make_encoder(name),
        model=options.model,
    )
    if not options.quiet:
        say(f"The papers of {options.qa_file} are in {folder}.")
    with progress("Indexing", quiet=options.quiet) as move:
        fill_library(library, questions.sources, on_progress=move)
    return library
