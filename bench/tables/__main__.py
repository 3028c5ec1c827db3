"""How often the row and the cell that a question asks for are told: `python -m bench.tables`.

Questions are worded from the heads of rows and columns, about tables that are made here, in
every format, and with `--jats FOLDER` about those of articles in JATS. The heads of the gold
come from the files, not from what Footnote reads.
"""

import argparse
import random
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import footnote
from bench.tables.files import write_file
from bench.tables.jats_cells import cells_of_article
from bench.tables.made import MadeTable, make_table
from bench.tables.wordings import word_question

_FILES = ("made.html", "made.docx", "made.md", "ruled-heads.pdf", "ruled-all.pdf", "ruled-none.pdf")
_TABLES_IN_FILE = 6


@dataclass(frozen=True, slots=True)
class CellQuestion:
    """A question, and the row, column and cell that answer it."""

    question: str
    row: str
    column: str
    cell: str
    source: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of a question."""

    asked: CellQuestion
    row: bool
    cell: bool
    wrong: bool
    told: str


def main() -> None:
    """Print the shares, and with `--failed` what failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jats", type=Path, help="a folder of articles in JATS")
    parser.add_argument("--questions", type=int, default=200, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--failed", action="store_true", help="print what failed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        judged = list(_ask_all(Path(folder), options.jats, options.questions, options.seed))
    _print(judged)
    for one in judged:
        if options.failed and not one.cell:
            print(f"{one.asked.source}: {one.asked.question}")
            print(f"    wanted {one.asked.row} | {one.asked.column} | {one.asked.cell}")
            print(f"    told {one.told}")


def _ask_all(folder: Path, jats: Path | None, count: int, seed: int) -> Iterator[Judged]:
    chance = random.Random(seed)
    sources = [*_made(folder, chance), *(_articles(jats) if jats else ())]
    for file, cells in sources:
        wanted = max(1, round(count / len(sources)))
        library = footnote.open(folder / f"library-{file.name}")
        library.add(file)
        for row, column, cell in chance.sample(cells, min(wanted, len(cells))):
            question = word_question(row, column, chance)
            yield _judge(library, CellQuestion(question, row, column, cell, file.name))


def _made(
    folder: Path, chance: random.Random
) -> Iterator[tuple[Path, Sequence[tuple[str, str, str]]]]:
    for name in _FILES:
        tables = [make_table(number, chance) for number in range(_TABLES_IN_FILE)]
        # Of tables that are alike, a question would not tell which is meant.
        tables = tables[:4]
        path = folder / name
        write_file(path, tables)
        yield path, [cell for table in tables for cell in _cells(table)]


def _cells(table: MadeTable) -> Iterator[tuple[str, str, str]]:
    for row in table.rows:
        for column, cell in zip(table.columns, row[1:], strict=True):
            head = " on the ".join(filter(None, (column.head, column.over.lower())))
            yield row[0], head, cell


def _articles(folder: Path) -> Iterator[tuple[Path, Sequence[tuple[str, str, str]]]]:
    for path in sorted(folder.glob("*.xml")):
        if cells := list(cells_of_article(path)):
            yield path, cells


def _judge(library: footnote.Library, asked: CellQuestion) -> Judged:
    answer = library.ask(asked.question)
    cited = answer.citations[0] if answer.citations and not answer.abstained else None
    table = cited.to_dict()["table"] if cited is not None else None
    short = cited.short_answer if cited is not None else None
    row = table is not None and _holds(table, asked)
    right = row and short is not None and _plain(short) == _plain(asked.cell)
    told = f"{answer.to_dict()['decision']} {answer.text[:160]!r} short {short!r}"
    return Judged(asked, row, right, short is not None and not right, told)


def _holds(table: dict[str, Any], asked: CellQuestion) -> bool:
    """Whether a cited row is the one that was asked for."""
    says = _plain(table["row"] + " " + " ".join(table["cells"]))
    return _plain(asked.row) in says and _plain(asked.cell) in map(_plain, table["cells"])


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).lower()
    return "".join(letter for letter in plain if letter.isalnum() or letter in ".%<>")


def _print(judged: Sequence[Judged]) -> None:
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        source = Path(one.asked.source)
        groups[source.suffix if source.suffix == ".xml" else source.name].append(one)
    print("| tables | questions | right row | right cell | wrong short answer |")
    print("|---|---|---|---|---|")
    for name, group in {**groups, "all": list(judged)}.items():
        shares = (sum(getattr(one, key) for one in group) for key in ("row", "cell", "wrong"))
        told = " | ".join(f"{share / len(group):.2f}" for share in shares)
        print(f"| {name} | {len(group)} | {told} |")


if __name__ == "__main__":
    main()
