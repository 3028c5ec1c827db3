import ast
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import corpus.formats.pdf as reader
from corpus.formats.pdf.values import Piece, PrintLine, Word

_FILES = sorted(Path(reader.__path__[0]).glob("*.py"))


def _nodes() -> Iterator[tuple[str, ast.AST]]:
    for file in _FILES:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            yield file.stem, node


def _sets_label(node: ast.AST) -> bool:
    match node:
        case ast.Assign(targets=targets):
            return any(isinstance(at, ast.Attribute) and at.attr == "label" for at in targets)
        case ast.Call(keywords=keywords):
            return any(keyword.arg == "label" for keyword in keywords)
        case _:
            return False


def test_labels_are_set_in_one_place() -> None:
    """Each search returns what it found; what that makes of a line is said where all are called."""
    assert {stem for stem, node in _nodes() if _sets_label(node)} == {"labelling"}


def test_no_line_is_passed_as_a_number() -> None:
    """An `id` is a number as a position is, and nothing tells the one from the other."""
    calls = [
        stem
        for stem, node in _nodes()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "id"
    ]
    assert calls == []


def test_lines_and_words_that_read_the_same_are_two() -> None:
    """A page may have the same words twice at one place, and one of them taken off."""
    word = Word("12", 10.0, 20.0, 30.0, 10.0, bold=False, italic=False, spaced=False, face=0)
    piece = Piece("12", raised=False, bold=False, italic=False)
    line = PrintLine(0, (word,), (piece,), 30.0, 10.0)
    assert len({word, replace(word)}) == len({line, replace(line)}) == 2


_UNITS = frozenset(
    "sizes leadings points heights pixels times share part lines rows pages words letters"
    " characters bytes code codes index count levels degrees steps seconds numbers notes titles"
    " headings objects mode point".split()
)


def _numbers(tree: ast.Module) -> Iterator[tuple[str, str, bool]]:
    """Return the names of a module's numbers, their values, and whether words follow them."""
    for node, following in pairwise([*tree.body, ast.Pass()]):
        if not isinstance(node, ast.Assign):
            continue
        told = isinstance(following, ast.Expr)
        names, values = node.targets, [node.value]
        if isinstance(names[0], ast.Tuple) and isinstance(node.value, ast.Tuple):
            names, values = names[0].elts, node.value.elts
        for name, value in zip(names, values, strict=True):
            number = value.operand if isinstance(value, ast.UnaryOp) else value
            if isinstance(number, ast.Constant) and isinstance(number.value, int | float):
                yield ast.unparse(name), ast.unparse(value), told


def test_a_number_has_its_unit_and_a_name_of_its_own() -> None:
    """What is “far” in one file is not in another: names tell in what, or words below them."""
    values: dict[str, set[str]] = {}
    for file in _FILES:
        for name, value, told in _numbers(ast.parse(file.read_text("utf-8"))):
            values.setdefault(name, set()).add(value)
            assert told or _UNITS & set(name.lower().split("_")), f"{file.name}: {name}"
    assert values
    assert not {name: found for name, found in values.items() if len(found) > 1}
