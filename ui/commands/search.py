"""`footnote search`: the passages that fit a query, without an answer."""

import argparse

from ui.commands.common import add_json_option, add_paper_option, open_library, place, positive
from ui.console import output, print_json

SUMMARY = "list the passages that fit a query, best first"


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
    from qa.question import check_question

    query = check_question(options.query)
    workspace = open_library(options)
    hits = workspace.search(query, k=options.k, papers=options.paper)
    titles = workspace.titles()
    if options.json:
        from ui.json_shapes import hit_shape

        print_json({"query": query, "hits": [hit_shape(hit, titles) for hit in hits]})
        return 0
    console = output()
    for hit in hits:
        console.print(f"{hit.rank}. {titles[hit.passage.paper_id]}", style="bold")
        console.print(f"   {place(hit.passage.section, hit.passage.page)}  (score {hit.score:.2f})")
        console.print(f"   {hit.passage.text}\n")
    return 0
