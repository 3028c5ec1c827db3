"""What the documents name is there."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
THREATS = (PROJECT / "docs" / "threats.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::([\w:]+)`")


def rows() -> Iterator[str]:
    """Return the rows of the tables of threats, without their heads."""
    for line in THREATS.split("\n"):
        if line.startswith("| ") and not line.startswith(("| threat ", "| --- ")):
            yield line


def names_of_tests(path: Path) -> set[str]:
    """Return the names of the tests of a file, those of a class behind its name."""
    names = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            names |= {f"{node.name}::{one.name}" for one in node.body if hasattr(one, "name")}
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            names.add(node.name)
    return names


@pytest.mark.parametrize(("file", "name"), sorted(set(NAMED.findall(THREATS))))
def test_each_threat_names_tests_that_are_there(file: str, name: str) -> None:
    """A test that is renamed or taken away is noticed here."""
    assert name in names_of_tests(PROJECT / file)


def test_no_threat_is_without_a_test() -> None:
    """A defence that nobody tries is a hope."""
    assert len(list(rows())) > 40
    assert [row for row in rows() if not NAMED.search(row)] == []
