import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import corpus.readers.pdf as reader
from corpus.readers.pdf.values import Piece, PrintLine, Word

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
