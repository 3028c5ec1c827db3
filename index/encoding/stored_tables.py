"""Tables as the file of a paper has them: each cell a list of numbers."""

from collections.abc import Mapping
from typing import Any

from corpus.paper import Cell, Span, Table


def table_to_json(table: Table) -> dict[str, Any]:
    """Return the JSON object of a table: a cell is start, end, row, column, rows, columns."""
    return {
        "rows": [[row.start, row.end] for row in table.rows],
        "cells": [
            [cell.span.start, cell.span.end, cell.row, cell.column, cell.rows, cell.columns]
            for cell in table.cells
        ],
        "head_rows": table.head_rows,
        "head_columns": table.head_columns,
        "titles": list(table.titles),
        "caption": [table.caption.start, table.caption.end] if table.caption else None,
    }


def table_from_json(values: Mapping[str, Any]) -> Table:
    """Read what `table_to_json` gave."""
    return Table(
        rows=tuple(Span(*row) for row in values["rows"]),
        cells=tuple(Cell(Span(start, end), *place) for start, end, *place in values["cells"]),
        head_rows=values["head_rows"],
        head_columns=values["head_columns"],
        titles=tuple(values["titles"]),
        caption=Span(*values["caption"]) if values["caption"] else None,
    )
