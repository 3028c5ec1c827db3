"""What the documents name is there."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.evaluation.metrics.figures import METRICS

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


METRIC_ROW = re.compile(r"^\| (`.+?) \| .+ \| (.+) \|$", re.MULTILINE)
METRIC_NAME = re.compile(r"`([\w@]+)`")


def test_each_metric_is_described_with_the_questions_it_counts_for() -> None:
    """In docs/metrics.md, where `@3` behind `evidence_recall@1` is short for the whole name."""
    described = {}
    text = (PROJECT / "docs" / "metrics.md").read_text(encoding="utf-8")
    for names, over in METRIC_ROW.findall(text):
        whole = ""
        for name in METRIC_NAME.findall(names):
            whole = whole.partition("@")[0] + name if name.startswith("@") else name
            described[whole] = over
    assert described == {name: metric.over for name, metric in METRICS.items()}


MAP = re.compile(r"^\| `([\w/.]+)` \| (.+) \|$", re.MULTILINE)
PACKAGES = ("corpus", "footnote", "index", "qa", "ui")


def first_line(path: Path) -> str:
    """Return the first paragraph of a module's docstring, as one line."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(text.split("\n\n")[0].split())


def test_the_map_has_every_folder_and_what_lies_beside_them() -> None:
    """The folders of each package, and the files that are in none, with what they say they do."""
    there: dict[str, str] = {}
    for package in PACKAGES:
        root = PROJECT / package
        files = [file for file in root.glob("*.py") if file.name != "__init__.py"]
        folders = [file.parent for file in root.rglob("__init__.py") if file.parent != root]
        there |= {str(file.relative_to(PROJECT)): first_line(file) for file in files}
        for folder in folders:
            there[f"{folder.relative_to(PROJECT)}/"] = first_line(folder / "__init__.py")
    text = (PROJECT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert dict(MAP.findall(text)) == there
