"""Medians, ratios and tables of the benchmarks."""

from pathlib import Path

import pytest

from bench.figures import (
    Figure,
    Measure,
    advantage,
    figure_list,
    figure_table,
    percentile,
    ratio_table,
)
from bench.report import without_folders, write_section

COLD = Measure("cold", "cold, s")
RATE = Measure("rate", "rate", digits=0, higher_is_better=True)
MEMORY = Measure("memory", "memory, MiB", scale=2**-20, digits=0)


def test_a_figure_is_the_median_of_its_runs_with_their_range() -> None:
    """One slow run moves the range and not the figure."""
    assert Figure.of([3.0, 1.0, 90.0]) == Figure(value=3.0, low=1.0, high=90.0)
    assert Figure.of([1.0, 2.0]).value == 1.5


def test_a_percentile_is_one_of_the_values() -> None:
    """The nearest rank: no value between two that were measured."""
    values = [float(number) for number in range(20, 0, -1)]
    assert percentile(values, 0.50) == 10.0
    assert percentile(values, 0.95) == 19.0
    assert percentile([7.0], 0.95) == 7.0


def test_an_advantage_is_above_one_where_the_own_figure_is_better() -> None:
    """Whichever direction is the better one."""
    assert advantage(COLD, Figure.of([0.5]), Figure.of([4.0])) == 8.0
    assert advantage(RATE, Figure.of([60.0]), Figure.of([120.0])) == 0.5


def test_there_is_no_ratio_to_nothing() -> None:
    """A recall of zero, or a figure that was not taken, has none."""
    assert advantage(RATE, Figure.of([1.0]), Figure.of([0.0])) is None
    own, rivals = {"cold": Figure.of([1.0])}, {"rival": {"rate": Figure.of([2.0])}}
    assert ratio_table([COLD, RATE], own, rivals).splitlines()[-1] == "| rival | – | – |"


def test_a_table_shows_scaled_figures_and_ranges() -> None:
    """The range stands only where there were runs that differ."""
    rows = {"own": {"cold": Figure.of([1.0, 2.0, 4.0]), "memory": Figure.of([3 * 2**20])}}
    assert figure_table([COLD, MEMORY], rows).splitlines() == [
        "|  | cold, s | memory, MiB |",
        "| --- | ---: | ---: |",
        "| own | 2.00 (1.00–4.00) | 3 |",
    ]


def test_ratios_compare_a_row_with_the_others() -> None:
    """A row for each of the others, in their order."""
    others = {"one": {"cold": Figure.of([1.0])}, "two": {"cold": Figure.of([0.25])}}
    lines = ratio_table([COLD], {"cold": Figure.of([0.5])}, others).splitlines()
    assert lines[2:] == ["| one | 2.00× |", "| two | 0.50× |"]


def test_a_list_shows_figures_of_the_same_title() -> None:
    """Two columns of memory are two figures."""
    other = Measure("other", MEMORY.title, scale=2**-20, digits=0)
    figures = {"memory": Figure.of([2.0**20]), "other": Figure.of([2.0**21])}
    assert figure_list([MEMORY, other], figures).splitlines()[2:] == [
        "| memory, MiB | 1 |",
        "| memory, MiB | 2 |",
    ]


def test_a_section_is_replaced_and_the_rest_of_the_page_stays(tmp_path: Path) -> None:
    """Also the second time, and with signs that a pattern would take for its own."""
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- one: begin -->\nold\n<!-- one: end -->\nafter\n", "utf-8")
    for content in ("first", r"second \1"):
        write_section(page, "one", content)
    assert page.read_text("utf-8") == (
        "before\n<!-- one: begin -->\nsecond \\1\n<!-- one: end -->\nafter\n"
    )


def test_a_page_without_the_marks_is_left_alone(tmp_path: Path) -> None:
    """The message says which lines are missing."""
    page = tmp_path / "page.md"
    page.write_text("before\n", "utf-8")
    with pytest.raises(SystemExit, match="<!-- one: begin -->"):
        write_section(page, "one", "table")
    assert page.read_text("utf-8") == "before\n"


def test_a_command_is_shown_without_the_folders_of_its_data(tmp_path: Path) -> None:
    """What is no path, or inside the checkout, stays as it is."""
    (tmp_path / "corpus-of-tests").mkdir()
    shown = [
        without_folders(argument)
        for argument in ("--full", str(tmp_path / "corpus-of-tests"), "docs/benchmarks.md", "5")
    ]
    assert shown == ["--full", "corpus-of-tests", "docs/benchmarks.md", "5"]


def test_the_page_of_figures_has_a_place_for_every_table() -> None:
    """What the programs write finds its marks."""
    from bench import compare, own

    page = (Path(__file__).parents[2] / "docs" / "benchmarks.md").read_text("utf-8")
    for section in (compare.SECTION, own.SECTION):
        assert f"<!-- {section}: begin -->\n" in page
        assert f"<!-- {section}: end -->\n" in page
