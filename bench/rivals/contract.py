"""What every program here does, so that their figures can be set side by side.

    python -m bench.rivals.PROGRAM COMMAND --model FOLDER --index FOLDER ...

    index --passages FILE    store passages that were cut before; JSON with count and seconds
    index --paper FILE       the same for a text file, cut as the program cuts by default
    ask QUESTION             print the passage that fits best
    warm --questions FILE    every question, after one that is not counted; JSON with seconds
    rank --queries FILE --out FILE    the best ten documents per query, as a TREC run

This module needs the standard library only: each program runs in an environment of its own.
"""

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any, Protocol

SHOWN = 5
"""Passages that a warm question brings: evidence recall is taken at this rank."""
RANKED_DOCUMENTS = 10
RANKED_PASSAGES = 50
"""Passages that a ranking of documents is made of; the first of a document counts."""
WORDS_PER_PASSAGE = 200
"""The length that splitters are asked for, each in its own unit."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that was cut before. Its `id` is ``<document>:<place in the document>``."""

    id: str
    title: str
    text: str

    @property
    def titled_text(self) -> str:
        """What is embedded: the title stands in front, in every system."""
        return f"{self.title}. {self.text}" if self.title else self.text

    @property
    def document(self) -> str:
        """The document that the passage was cut from."""
        return document_of(self.id)


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that a search brought."""

    id: str
    text: str

    @property
    def document(self) -> str:
        """The document that the passage was cut from."""
        return document_of(self.id)


def document_of(passage_id: str) -> str:
    """Return the document's part of a passage's id."""
    return passage_id.rpartition(":")[0]


class System(Protocol):
    """A retrieval system with its model loaded; `folder` is where its index lies."""

    def index_passages(self, passages: Sequence[Passage], folder: Path) -> int:
        """Embed and store passages as they are; give how many there are now."""
        ...

    def index_paper(self, paper: Path, folder: Path) -> int:
        """Cut a text file, embed and store its passages; give how many there are."""
        ...

    def open(self, folder: Path) -> None:
        """Load the stored index."""
        ...

    def search(self, question: str, *, k: int) -> list[Found]:
        """Return the best `k` passages of the open index, best first."""
        ...


MakeSystem = Callable[[Path], System]
"""Loads the model in a folder."""


def main(make_system: MakeSystem, arguments: Sequence[str] | None = None) -> None:
    """Run one command of the contract."""
    options = build_parser().parse_args(arguments)
    result = options.run(make_system, options)
    print(result if isinstance(result, str) else json.dumps(result))


def build_parser() -> argparse.ArgumentParser:
    """Build the parser that all programs share."""
    parser = argparse.ArgumentParser(description="One retrieval system, to be measured.")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    index = _command(commands, "index", _index)
    what = index.add_mutually_exclusive_group(required=True)
    what.add_argument("--passages", type=Path, metavar="FILE")
    what.add_argument("--paper", type=Path, metavar="FILE")
    _command(commands, "ask", _ask).add_argument("question", metavar="QUESTION")
    warm = _command(commands, "warm", _warm)
    warm.add_argument("--questions", type=Path, required=True, metavar="FILE")
    warm.add_argument("--rounds", type=int, default=3, metavar="N")
    rank = _command(commands, "rank", _rank)
    rank.add_argument("--queries", type=Path, required=True, metavar="FILE")
    rank.add_argument("--out", type=Path, required=True, metavar="FILE")
    return parser


def _command(
    commands: Any,  # noqa: ANN401 - argparse keeps the type to itself
    name: str,
    run: Callable[[MakeSystem, argparse.Namespace], object],
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name)
    command.set_defaults(run=run)
    command.add_argument("--model", type=Path, required=True, metavar="FOLDER")
    command.add_argument("--index", type=Path, required=True, metavar="FOLDER")
    return command


def _index(make_system: MakeSystem, options: argparse.Namespace) -> dict[str, object]:
    """Time the embedding and the storing; libraries and model are loaded before."""
    loading = perf_counter()
    system = make_system(options.model)
    start = perf_counter()
    if options.paper:
        count = system.index_paper(options.paper, options.index)
    else:
        count = system.index_passages(read_passages(options.passages), options.index)
    return {
        "passages": count,
        "seconds": perf_counter() - start,
        "model_seconds": start - loading,
    }


def _ask(make_system: MakeSystem, options: argparse.Namespace) -> str:
    system = _opened(make_system, options)
    return system.search(options.question, k=SHOWN)[0].text


def _warm(make_system: MakeSystem, options: argparse.Namespace) -> dict[str, object]:
    questions = {row["id"]: row["question"] for row in read_rows(options.questions)}
    system = _opened(make_system, options)
    system.search(next(iter(questions.values())), k=SHOWN)
    seconds, found = [], {}
    for _ in range(options.rounds):
        for name, question in questions.items():
            start = perf_counter()
            hits = system.search(question, k=SHOWN)
            seconds.append(perf_counter() - start)
            found[name] = [hit.text for hit in hits]
    return {"seconds": seconds, "found": found}


def _rank(make_system: MakeSystem, options: argparse.Namespace) -> dict[str, object]:
    system = _opened(make_system, options)
    start = perf_counter()
    queries = list(read_rows(options.queries))
    with options.out.open("w", encoding="utf-8") as run:
        for query in queries:
            hits = system.search(query["text"], k=RANKED_PASSAGES)
            run.writelines(f"{line}\n" for line in run_lines(query["_id"], hits))
    return {"queries": len(queries), "seconds": perf_counter() - start}


def _opened(make_system: MakeSystem, options: argparse.Namespace) -> System:
    system = make_system(options.model)
    system.open(options.index)
    return system


def run_lines(query: str, hits: Iterable[Found]) -> list[str]:
    """Rank documents by their first passage, and give the lines of a TREC run."""
    documents = list(dict.fromkeys(hit.document for hit in hits))[:RANKED_DOCUMENTS]
    return [
        f"{query} Q0 {document} {rank} {1 / rank:.6f} run"
        for rank, document in enumerate(documents, start=1)
    ]


def read_rows(file: Path) -> Iterator[dict[str, Any]]:
    """Read the objects of a JSONL file."""
    with file.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def read_passages(file: Path) -> list[Passage]:
    """Read passages as `bench.rivals.passages` writes them."""
    return [Passage(**row) for row in read_rows(file)]


def numbered(texts: Iterable[str], paper: Path) -> list[Passage]:
    """Make passages of the texts that a splitter gave."""
    return [
        Passage(id=f"{paper.stem}:{place}", title="", text=text) for place, text in enumerate(texts)
    ]
