"""The cells of the tables in a JATS article with their heads, read without Footnote."""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

_WORD = re.compile(r"[^\W\d_]{3,}|^\d+$")
_MOST = 60
"""Characters of a head or a cell at most: nobody asks by a longer one."""


def cells_of_article(path: Path) -> Iterator[tuple[str, str, str]]:
    """Return head of the row, head of the column and cell; where one is empty, none."""
    for table in etree.parse(path).iter("table"):
        heads = _grid(table, "thead/tr")
        body = _grid(table, "tbody/tr")
        if not heads or not body:
            continue
        labels = _labels(body)
        width = max(max(row) for row in (*heads, *body)) + 1
        over = [
            ", ".join(dict.fromkeys(head[column] for head in heads if head.get(column)))
            for column in range(width)
        ]
        for label, row in zip(labels, body, strict=True):
            # What two rows share is the head of neither.
            if labels.count(label) > 1 or not _WORD.search(label):
                continue
            for column in range(2 if label != row.get(0) else 1, max(row) + 1):
                told = (label, over[column], row.get(column, ""))
                if over.count(told[1]) == 1 and all(
                    0 < len(one) <= _MOST and any(map(str.isalnum, one)) for one in told
                ):
                    yield told


def _labels(body: list[dict[int, str]]) -> list[str]:
    """Return what heads the rows: the first column, filled down, with the second if it has gaps."""
    has_gaps = any(not row.get(0) for row in body)
    labels, above = [], ""
    for row in body:
        above = row.get(0) or above
        beside = row.get(1, "") if has_gaps else ""
        labels.append(f"{above} {beside}" if beside else above)
    return labels


def _grid(table: etree._Element, path: str) -> list[dict[int, str]]:
    taken: dict[tuple[int, int], str] = {}
    rows = table.findall(path)
    for number, row in enumerate(rows):
        column = 0
        for cell in row.iterchildren("td", "th"):
            while (number, column) in taken:
                column += 1
            for down in range(int(cell.get("rowspan", "1"))):
                for right in range(int(cell.get("colspan", "1"))):
                    taken[number + down, column + right] = _text(cell)
            column += 1
    return [
        {column: text for (at, column), text in taken.items() if at == number}
        for number in range(len(rows))
    ]


def _text(cell: etree._Element) -> str:
    """Return the words of a cell, without marks of notes and what is written for machines."""
    marks = {*cell.iter("xref"), *cell.iter("tex-math"), *cell.iter("annotation")}
    parts = (
        text
        for part in cell.iter()
        for text in (
            *([part.text] if part not in marks else []),
            *([part.tail] if part is not cell else []),
        )
        if text
    )
    return " ".join("".join(parts).split())
