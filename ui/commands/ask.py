"""`footnote ask`: one question, one answer with its footnotes."""

import argparse

from ui.commands.common import (
    add_json_option,
    add_llm_options,
    add_paper_option,
    llm_of,
    open_library,
    positive,
)
from ui.console import print_json, show_lines
from ui.printed import answer_lines

DESCRIPTION = (
    "Answers a question in the papers' own sentences, the best one first. Each has a footnote "
    "with the section and the page it stands on, the paper's own notes to it and the works "
    "it cites. Where the papers do not answer, it says so and shows the nearest passages. With "
    "--llm, a language model writes the answer."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("question", metavar="QUESTION")
    parser.add_argument(
        "-k",
        type=positive,
        metavar="N",
        help="at most N sentences (default: as many as the question calls for)",
    )
    add_paper_option(parser)
    add_json_option(parser)
    add_llm_options(parser)


def run(options: argparse.Namespace) -> int:
    """Answer the question and print the answer."""
    from qa.understanding.question import check_question

    question = check_question(options.question)
    workspace = open_library(options, llm=llm_of(options))
    answer = workspace.answer(question, papers=options.paper, limit=options.k)
    if options.json:
        from ui.json_shapes import answer_shape

        print_json(answer_shape(answer, workspace.titles()))
    else:
        show_lines(answer_lines(answer))
    return 0
