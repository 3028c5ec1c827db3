"""Asks questions of a library in one process, and prints the seconds of every stage.

    python -m bench.stages --library FOLDER --questions FILE [--rounds N]

JSON: for each key of an answer's `seconds`, as in `footnote ask --json`, a list with the
value for every question; and under "reader of 24 passages" what the reader takes when it
does not stop early. A first question, which loads the models, is not counted.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Sequence
from math import inf
from pathlib import Path

from bench.rivals.contract import read_rows
from index.library import Library
from index.retriever import HybridRetriever
from index.stopwatch import Stopwatch
from qa.reading.onnx_reader import OnnxReader
from qa.reading.ranking import MOST_READ, ReadingRetriever
from qa.understanding.question import Question
from qa.workspace import open_workspace

READ_ALL = f"reader of {MOST_READ} passages"


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
    stages[READ_ALL] = _seconds_to_read_all(workspace.library, questions * options.rounds)
    print(json.dumps(stages))


def _seconds_to_read_all(library: Library, questions: Sequence[str]) -> list[float]:
    """Return how long the reader takes for as many passages as are read at most."""
    snapshot = library.snapshot()
    assert snapshot is not None
    hybrid = HybridRetriever(snapshot, library.encoder(snapshot))
    retriever = ReadingRetriever(hybrid, OnnxReader(), close=inf)
    retriever.candidates(Question.of(questions[0]))
    seconds = []
    for question in questions:
        clock = Stopwatch()
        retriever.candidates(Question.of(question), clock=clock)
        seconds.append(clock.seconds["reader"])
    return seconds


def build_parser() -> argparse.ArgumentParser:
    """Build the parser of the command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--library", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--questions", type=Path, required=True, metavar="FILE")
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    return parser


if __name__ == "__main__":
    main()
