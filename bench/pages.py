"""How PDFs are read, held against what is known of them: `python -m bench.pages FOLDER`.

Beside `NAME.pdf` lie any of these: `NAME.json` with `title`, `authors` and `notes` (each a
`marker` and a `text`), `NAME.txt` with a line for each text that is to come in this order, and
`NAME.csv` or `NAME.1.csv`, `NAME.2.csv` … with the rows of its tables. What is not there is not
counted. Letters and figures alone are compared.
"""

import argparse
import csv
import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from corpus.errors import FootnoteError
from corpus.formats import read_paper
from corpus.paper import Paper, Span, Table

_BEGINNING_LETTERS = 60
"""So many letters of a line of the order are looked for: the line may go on elsewhere."""


@dataclass(frozen=True, slots=True)
class Score:
    """How much of what is known was found, and of what was found is known; `right` is both."""

    right: int
    known: int
    found: int

    def __add__(self, other: "Score") -> "Score":
        """Sum up two papers."""
        return Score(self.right + other.right, self.known + other.known, self.found + other.found)

    @property
    def recall(self) -> float:
        """The share of what is known that was found."""
        return self.right / self.known if self.known else 0.0

    @property
    def precision(self) -> float:
        """The share of what was found that is known."""
        return self.right / self.found if self.found else 0.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a row for each kind; return 1 where no PDF has anything beside it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--each", action="store_true", help="print a row for each PDF as well")
    options = parser.parse_args(arguments)
    totals: dict[str, Score] = {}
    for pdf in sorted(options.folder.glob("**/*.pdf")):
        scores = score_file(pdf)
        for kind, score in scores.items():
            totals[kind] = totals.get(kind, Score(0, 0, 0)) + score
            if options.each:
                print(f"{pdf.name}: {kind} {score.right} of {score.known}, {score.found} found")
    if not totals:
        print(f"{options.folder} has no PDF with a JSON, TXT or CSV beside it.", file=sys.stderr)
        return 1
    _print(totals)
    return 0


def score_file(pdf: Path) -> dict[str, Score]:
    """Return the scores of a PDF by what is known of it; one that cannot be read has nothing."""
    known = _read_known(pdf)
    if not known:
        return {}
    try:
        paper = read_paper(pdf)
    except FootnoteError as error:
        print(f"{pdf.name}: {error}", file=sys.stderr)
        paper = Paper("", "", pdf.name, "", (), (), ())
    return dict(_scores(paper, known))


def _read_known(pdf: Path) -> dict[str, Any]:
    known: dict[str, Any] = {}
    if (path := pdf.with_suffix(".json")).exists():
        known |= json.loads(path.read_text(encoding="utf-8"))
    if (path := pdf.with_suffix(".txt")).exists():
        known["order"] = path.read_text(encoding="utf-8").splitlines()
    tables = sorted({*pdf.parent.glob(f"{pdf.stem}.csv"), *pdf.parent.glob(f"{pdf.stem}.*.csv")})
    if tables:
        known["tables"] = [_read_rows(path) for path in tables]
    return known


def _read_rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def _scores(paper: Paper, known: Mapping[str, Any]) -> Iterator[tuple[str, Score]]:
    if "title" in known:
        right = _plain(paper.title) == _plain(known["title"])
        yield "titles", Score(int(right), 1, 1)
    if "authors" in known:
        yield "authors", _shared(map(_plain, paper.authors), map(_plain, known["authors"]))
    if "notes" in known:
        notes = [*((n.marker, n.text) for n in paper.notes if n.text is not None)]
        notes += [(note.marker, note.text) for note in paper.loose_notes]
        wanted = ((_plain(note["marker"]), _plain(note["text"])) for note in known["notes"])
        yield "notes", _shared(((_plain(m), _plain(text)) for m, text in notes), wanted)
    if "order" in known:
        yield "order", score_order(paper.text, known["order"])
    if "tables" in known:
        found = (pair for table in paper.tables for pair in _neighbours(_rows_of(paper, table)))
        yield "tables", _shared(found, (p for rows in known["tables"] for p in _neighbours(rows)))


def score_order(text: str, lines: Sequence[str]) -> Score:
    """Count the lines, behind the first, that come in the text right after the line before.

    Lines whose beginning is nowhere in the text count as wrong.
    """
    plain = _plain(text)
    starts = [plain.find(_plain(line)[:_BEGINNING_LETTERS]) for line in lines if _plain(line)]
    order = sorted(start for start in starts if start >= 0)
    following = dict(pairwise(order))
    right = sum(
        before >= 0 and following.get(before) == after for before, after in pairwise(starts)
    )
    return Score(right, max(len(starts) - 1, 0), max(len(order) - 1, 0))


def _shared(found: Iterator[Any], known: Iterator[Any]) -> Score:
    """Count what is in both, each as often as it is."""
    own, gold = Counter(found), Counter(known)
    return Score((own & gold).total(), gold.total(), own.total())


def _rows_of(paper: Paper, table: Table) -> list[list[str]]:
    """Return the texts of a table's cells; one that reaches over several stands in its first."""
    columns = max((cell.column + cell.columns for cell in table.cells), default=0)
    rows = [[""] * columns for _ in table.rows]
    for cell in table.cells:
        rows[cell.row][cell.column] = _text_at(paper, cell.span)
    return rows


def _text_at(paper: Paper, span: Span) -> str:
    return paper.text[span.start : span.end]


def _neighbours(rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, str, str]]:
    """Return the cells that stand next to one another, across and down (Göbel et al. 2012)."""
    for row in rows:
        filled = [text for cell in row if (text := _plain(cell))]
        yield from (("across", left, right) for left, right in pairwise(filled))
    for column in range(max(map(len, rows), default=0)):
        below = [_plain(row[column]) for row in rows if column < len(row)]
        filled = [text for text in below if text]
        yield from (("down", upper, lower) for upper, lower in pairwise(filled))


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


def _print(totals: Mapping[str, Score]) -> None:
    print("| what | known | found | right | recall | precision |")
    print("|---|---|---|---|---|---|")
    for kind, score in totals.items():
        counts = f"{score.known} | {score.found} | {score.right}"
        print(f"| {kind} | {counts} | {score.recall:.3f} | {score.precision:.3f} |")


if __name__ == "__main__":
    sys.exit(main())
