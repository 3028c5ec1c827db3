"""Which rows and columns of a table are heads, where the file marks none."""

import pytest

from corpus.blocks import RowCell
from corpus.paper import Span
from corpus.tables.grid import PlacedCell, place_cells
from corpus.tables.heads import count_head_columns, count_head_rows, find_titles


def _grid(*rows: tuple[str, ...]) -> tuple[list[list[PlacedCell]], str]:
    text = ""
    placed = []
    for row in rows:
        cells = []
        for said in row:
            cells.append((RowCell(1), Span(len(text), len(text) + len(said))))
            text += said + " "
        placed.append(cells)
    return place_cells(placed), text


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        pytest.param((("Site", "Nests"), ("Gull Point", "97")), 1, id="words over numbers"),
        pytest.param((("Country", "2010", "2011"), ("Peru", "4", "5")), 1, id="years"),
        pytest.param((("Mean age", "37.9"), ("Females", "34")), 0, id="a list of figures"),
        pytest.param((("x", "the first"), ("y", "the second")), 0, id="a list of words"),
        pytest.param((("", "Yes", "No"), ("Tea", "A", "B")), 1, id="an empty corner"),
        pytest.param((("Only", "row"),), 0, id="one row"),
    ],
)
def test_head_rows(rows: tuple[tuple[str, ...], ...], count: int) -> None:
    """The first row is a head unless it looks like those below it."""
    grid, text = _grid(*rows)
    assert count_head_rows(grid, text) == count


def test_a_first_column_that_leaves_out_what_it_shares() -> None:
    """The second column heads the rows as well where the first is left to the row above."""
    grid, text = _grid(
        ("Target", "Primer", "Place"),
        ("XMRV", "forward", "411"),
        ("", "reverse", "606"),
        ("MLV", "forward", "279"),
    )
    assert count_head_columns(grid, 1, text) == 2
    grid, text = _grid(("Target", "Primer", "Place"), ("XMRV", "forward", "411"))
    assert count_head_columns(grid, 1, text) == 1


def test_titles_between_rows() -> None:
    """A row with its first cell only heads the rows behind it; the last row heads none."""
    grid, _ = _grid(("A", "B"), ("Men", ""), ("old", "1"), ("Women", ""), ("old", "2"), ("All", ""))
    assert find_titles(grid, 1) == (1, 3)


def test_cells_that_reach_too_far() -> None:
    """No cell reaches below the table; what is beyond a thousand columns is left out."""
    cells = [[(RowCell(1, rows=10**6, columns=10**6), Span(0, 1)), (RowCell(1), Span(1, 2))]] * 2
    placed = place_cells(cells)
    assert [(c.row, c.column, c.rows, c.columns) for row in placed for c in row] == [
        (0, 0, 2, 1000)
    ]
