"""The rows of a QA file, as JSON Lines or a table; a row that is no row comes as a fault."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from qa.evaluation.questions.fields import (
    FIELDS,
    LIST_FIELDS,
    NUMBER_FIELDS,
    OBJECT_FIELDS,
    misspelt_fields,
)

LIST_SEPARATOR = " | "
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
"""What parts the cells of a table, with its name; spreadsheets take their language's."""
# The first line with which spreadsheets are told of a separator.
_SEPARATOR_LINE = re.compile(r'"?sep=([^\w"\r\n])"?[ ]*(?:[\r\n]|\Z)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """The values of one question and the line, counted from 1, on which it starts."""

    line: int
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong on a line of a QA file, or at a `place` that is told otherwise."""

    line: int
    message: str
    place: str = ""

    @property
    def where(self) -> str:
        """The place, in words."""
        return self.place or f"line {self.line}"


def jsonl_rows(text: str) -> Iterator[Row | Fault]:
    """Read one JSON object per line; blank lines are passed over."""
    # Not splitlines(): it would cut at U+2028, which JSON allows inside a string.
    for line, content in enumerate(text.split("\n"), start=1):
        if not content.strip():
            continue
        try:
            values = json.loads(content)
        except json.JSONDecodeError as error:
            yield Fault(line, f"not JSON at column {error.colno} ({error.msg}): mend the object")
        except (ValueError, RecursionError):
            yield Fault(line, "JSON too deep or with too long a number: give a plain object")
        else:
            if isinstance(values, dict):
                yield Row(line, values)
            else:
                yield Fault(line, 'not a JSON object: write {"question": …, "answers": […]}')


def csv_rows(text: str, *, separator: str | None = None) -> Iterator[Row | Fault]:
    """Read separated values under a header with the names of the fields.

    The cells are parted by what a first line such as ``sep=;`` names, or else by `separator`;
    without either, by the comma, semicolon or tab under which the header has most of the fields.
    A cell of a list field holds a JSON list, or texts parted by ``LIST_SEPARATOR``; one of objects
    holds them as a JSON list.
    """
    named = _SEPARATOR_LINE.match(text)
    if named:
        return _table_rows(text, named[1], begin=1)
    return _table_rows(text, separator or _separator_of(text), begin=0)


def _table_rows(text: str, separator: str, *, begin: int) -> Iterator[Row | Fault]:
    """Read the rows behind the first `begin` lines."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    header: list[str] = []
    line = 1
    try:
        for cells in reader:
            if line <= begin or not any(cell.strip() for cell in cells):
                pass
            elif not header:
                header = [cell.strip().lower() for cell in cells]
                yield from (Fault(line, message) for message in _header_faults(header, separator))
                if "question" not in header:
                    return
            elif len(cells) > len(header):
                yield Fault(line, _too_many(len(cells), len(header), separator))
            else:
                yield Row(line, _csv_values(header, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        yield Fault(line, f"not CSV ({error}): check the quotes of this row")


def _separator_of(text: str) -> str:
    """Return the separator under which the header has most of the fields."""
    return max(SEPARATORS, key=lambda separator: len({*FIELDS} & {*_header(text, separator)}))


def _header(text: str, separator: str) -> list[str]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        cells = next((cells for cells in reader if any(map(str.strip, cells))), [])
    except csv.Error:
        return []
    return [cell.strip().lower() for cell in cells]


def _header_faults(header: list[str], separator: str) -> Iterator[str]:
    yield from misspelt_fields(header)
    yield from (f'two columns are called "{name}"' for name in FIELDS if header.count(name) > 1)
    if "question" not in header:
        yield (
            f'no column is called "question" (there is {", ".join(header)}): name the columns. '
            f"Cells are parted by {_name_of(separator)} here; a first line such as sep=| names "
            "another separator. Judgements in BEIR's format belong beside their corpus.jsonl"
        )


def _too_many(cells: int, columns: int, separator: str) -> str:
    counted = f"{columns} columns" if columns > 1 else "1 column"
    return f"{cells} cells for {counted}: quote the {_name_of(separator)}"


def _name_of(separator: str) -> str:
    return SEPARATORS.get(separator, f"signs “{separator}”")


def _csv_values(header: list[str], cells: list[str]) -> dict[str, object]:
    return {
        name: _cell_value(name, cell)
        for name, cell in zip(header, cells, strict=False)
        if name in FIELDS and cell.strip()
    }


def _cell_value(name: str, cell: str) -> object:
    if name in LIST_FIELDS:
        return _list_cell(cell)
    if name in OBJECT_FIELDS or name in NUMBER_FIELDS:
        return _json_cell(cell)
    return cell


def _json_cell(cell: str) -> object:
    """Read JSON; what is none stays one text, and is refused as such."""
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        return cell


def _list_cell(cell: str) -> object:
    """Read a JSON list, or texts between bars. A text may begin with a bracket: [sic]."""
    try:
        values = json.loads(cell)
    except (ValueError, RecursionError):
        # A list with a mistake in it stays one text, and is refused as such.
        return cell if cell.lstrip().startswith('["') else cell.split(LIST_SEPARATOR)
    return values if isinstance(values, list) else cell.split(LIST_SEPARATOR)


ROW_READERS: Mapping[str, Callable[[str], Iterator[Row | Fault]]] = {
    ".jsonl": jsonl_rows,
    ".csv": csv_rows,
    ".tsv": partial(csv_rows, separator="\t"),
}
