"""`footnote search`: the passages that fit a query, without an answer."""

import argparse

from ui.commands.common import add_json_option, add_paper_option, open_library, positive
from ui.console import print_json, show_lines
from ui.printed import search_lines

DESCRIPTION = (
    "Lists the passages that fit a query, best first, whether or not they answer anything. "
    "Scores compare the passages of one query, not of two."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("query", metavar="QUERY")
    parser.add_argument(
        "-k", type=positive, default=10, metavar="N", help="at most N passages (default: 10)"
    )
    add_paper_option(parser)
    add_json_option(parser)


def run(options: argparse.Namespace) -> int:
    """Search and print the hits."""
    from qa.understanding.question import check_question

    query = check_question(options.query)
    workspace = open_library(options)
    hits = workspace.search(query, k=options.k, papers=options.paper)
    titles, notice = workspace.titles(), workspace.left_out_notice(options.paper)
    if options.json:
        from ui.json_shapes import search_shape

        print_json(search_shape(query, hits, titles, notice=notice))
    else:
        show_lines(search_lines(hits, titles, notice=notice))
    return 0
