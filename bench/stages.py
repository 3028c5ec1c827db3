"""Asks questions of a library in one process, and prints the seconds of every stage.

    python -m bench.stages --library FOLDER --questions FILE [--rounds N]

JSON: for each key of an answer's `seconds`, as in `footnote ask --json`, a list with the
value for every question. A first question, which loads the models, is not counted.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path

from bench.rivals.contract import read_rows
from ui.workspace import open_workspace


def main() -> None:
    """Ask, and print."""
    options = build_parser().parse_args()
    workspace = open_workspace(options.library)
    questions = [row["question"] for row in read_rows(options.questions)]
    workspace.answer(questions[0])
    stages: dict[str, list[float]] = defaultdict(list)
    for question in questions * options.rounds:
        for stage, seconds in workspace.answer(question).seconds.items():
            stages[stage].append(seconds)
    print(json.dumps(stages))


def build_parser() -> argparse.ArgumentParser:
    """Build the parser of the command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--library", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--questions", type=Path, required=True, metavar="FILE")
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    return parser


if __name__ == "__main__":
    main()
