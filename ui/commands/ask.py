"""`footnote ask`: one question, one answer with its footnotes."""

import argparse
from typing import TYPE_CHECKING

from ui.commands.common import add_json_option, add_paper_option, open_library, place, positive
from ui.console import output, print_json

if TYPE_CHECKING:
    from qa.answer import Answer, Citation

SUMMARY = "answer a question, with a footnote to every sentence"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("question", metavar="QUESTION")
    parser.add_argument(
        "-k", type=positive, default=3, metavar="N", help="at most N sentences (default: 3)"
    )
    add_paper_option(parser)
    add_json_option(parser)


def run(options: argparse.Namespace) -> int:
    """Answer the question and print the answer."""
    from qa.question import check_question

    question = check_question(options.question)
    workspace = open_library(options)
    answer = workspace.answer(question, papers=options.paper, limit=options.k)
    if options.json:
        from ui.json_shapes import answer_shape

        print_json(answer_shape(answer, workspace.titles()))
    else:
        _show(answer)
    return 0


def _show(answer: "Answer") -> None:
    console = output()
    console.print(answer.text)
    console.print()
    for citation in answer.citations:
        _show_citation(citation)
    if answer.abstained and answer.nearest:
        console.print("The nearest passages:")
        for hit in answer.nearest:
            console.print(f"  {place(hit.passage.section, hit.passage.page)}")
            console.print(f"    “{hit.passage.text}”", style="dim")
    console.print(f"Confidence that the paper answers this: {answer.confidence:.2f}", style="dim")


def _show_citation(citation: "Citation") -> None:
    console = output()
    console.print(f"[{citation.number}] {citation.title}")
    console.print(f"    {place(citation.section, citation.page)}")
    if citation.answer_span is not None:
        first = citation.answer_span.start - citation.span.start
        last = citation.answer_span.end - citation.span.start
        console.print(f"    In short: {citation.quote[first:last]}")
    for note in citation.notes:
        console.print(f"    Note {note.marker}: {note.text or 'its text is not in this file'}")
