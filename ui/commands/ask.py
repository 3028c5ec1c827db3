"""`footnote ask`: one question, one answer with its footnotes."""

import argparse
from textwrap import shorten
from typing import TYPE_CHECKING

from ui.commands.common import (
    add_json_option,
    add_llm_options,
    add_paper_option,
    llm_of,
    open_library,
    place,
    positive,
)
from ui.console import print_json, show

if TYPE_CHECKING:
    from qa.answer import Answer, Citation

_SHOWN_OF_NEAREST = 160

SUMMARY = "answer a question, with a footnote to every sentence"
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
        "-k", type=positive, default=3, metavar="N", help="at most N sentences (default: 3)"
    )
    add_paper_option(parser)
    add_json_option(parser)
    add_llm_options(parser)


def run(options: argparse.Namespace) -> int:
    """Answer the question and print the answer."""
    from qa.question import check_question

    question = check_question(options.question)
    workspace = open_library(options, llm=llm_of(options))
    answer = workspace.answer(question, papers=options.paper, limit=options.k)
    if options.json:
        from ui.json_shapes import answer_shape

        print_json(answer_shape(answer, workspace.titles()))
    else:
        _show(answer)
    return 0


def _show(answer: "Answer") -> None:
    show(answer.text + "\n")
    if answer.notice is not None:
        show(f"{answer.notice}\n")
    for citation in answer.citations:
        _show_citation(citation)
    if answer.abstained and answer.nearest:
        show("The nearest passages:")
        for hit in answer.nearest:
            show(place(hit.passage.section, hit.passage.page), indent=2)
            show(f"“{_beginning(hit.passage.text)}”", indent=4, style="dim")
    show(f"Confidence that the paper answers this: {answer.confidence:.2f}", style="dim")


def _beginning(text: str) -> str:
    """Give the first words of a passage that is only pointed to."""
    return shorten(text, width=_SHOWN_OF_NEAREST, placeholder=" …")


def _show_citation(citation: "Citation") -> None:
    show(f"[{citation.number}] {citation.title}")
    show(place(citation.section, citation.page), indent=4)
    if citation.answering_words is not None:
        show(f"In short: {citation.answering_words}", indent=4)
    for note in citation.notes:
        show(f"Note {note.marker}: {note.text or 'its text is not in this file'}", indent=4)
    for reference in citation.references:
        show(f"Cites {reference.line}", indent=4)
