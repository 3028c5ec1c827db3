"""Cuts the documents of a folder in BEIR's format into the passages that every system gets.

    python -m bench.rivals.passages FOLDER --out FILE [--most N]

Passages are whole sentences, 180 words at most, none over the end of a document.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from pathlib import Path

from bench.rivals.contract import Passage
from corpus.passages import split_into_passages
from qa.evaluation.questions.beir_folder import read_beir


def passages_of(folder: Path) -> Iterator[Passage]:
    """Cut every document, in the order of the corpus. Raises `QAFileError`."""
    for source in read_beir(folder).sources:
        paper = source.read()
        for place, passage in enumerate(split_into_passages(paper)):
            yield Passage(f"{paper.source}:{place}", paper.title, passage.text)


def main() -> None:
    """Write the passages, a JSON object a line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument("--most", type=int, metavar="N", help="the first N passages only")
    options = parser.parse_args()
    with options.out.open("w", encoding="utf-8") as out:
        for passage in islice(passages_of(options.folder), options.most):
            out.write(json.dumps(asdict(passage), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
