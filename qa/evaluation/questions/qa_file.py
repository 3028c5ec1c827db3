"""QA files: questions with their gold answers, in any of the formats that are read.

A file is checked whole before any work starts, and all its faults are told at once.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from corpus.errors import QAFileError
from corpus.formats.child_process import read_in_child
from qa.evaluation.questions.beir_folder import is_judgements, read_beir
from qa.evaluation.questions.fields import misspelt_fields
from qa.evaluation.questions.pairs import QAPair, RowReader
from qa.evaluation.questions.question_set import QuestionSet
from qa.evaluation.questions.rows import ROW_READERS, Fault, Row
from qa.evaluation.questions.squad_file import read_squad
from qa.evaluation.questions.text_files import read_text_file

_MOST_SECONDS = 240
"""Of a processor, for a file that strangers give: several times what 200 MB take."""


def load_questions(path: Path, *, skip_bad: bool = False) -> QuestionSet:
    """Read the questions of `path` in the order of the file, and the papers it brings.

    A file that ends in .jsonl, .csv or .tsv has a question per row, one in .json is in SQuAD's
    format, and a folder in BEIR's; so is a .tsv in such a folder. Raises `QAFileError` that lists
    every fault with its place; with `skip_bad`, what is at fault is left out, and the set tells.
    """
    return _read(path).check(path, skip_bad=skip_bad)


def load_questions_apart(path: Path, *, on_wait: Callable[[], object]) -> QuestionSet:
    """Read the questions as `load_questions` does, in a process of its own.

    `on_wait` is called several times a second; what it raises ends the reading at once.
    Raises `UnsupportedContent` if it takes too long or too much memory.
    """
    return read_in_child(_load, b"", path, seconds=_MOST_SECONDS, on_wait=on_wait)


def _load(data: bytes, path: Path) -> QuestionSet:  # noqa: ARG001 - what is read apart has them
    return load_questions(path)


def load_qa_file(path: Path) -> tuple[QAPair, ...]:
    """Return the questions of a file; see `load_questions`."""
    return load_questions(path).pairs


def _read(path: Path) -> QuestionSet:
    if path.is_dir() or is_judgements(path):
        return read_beir(path)
    if path.suffix.lower() == ".json":
        return read_squad(read_text_file(path), name=path.stem)
    pairs, faults = check_rows(read_rows(path))
    return QuestionSet(pairs, faults=faults)


def check_rows(rows: Iterable[Row | Fault]) -> tuple[tuple[QAPair, ...], tuple[Fault, ...]]:
    """Part the rows into sound pairs and faults, both in the order of the file."""
    pairs: list[QAPair] = []
    faults: list[Fault] = []
    lines: dict[str, int] = {}
    for number, row in enumerate(rows, start=1):
        if isinstance(row, Fault):
            faults.append(row)
            continue
        reader = RowReader(row.values)
        pair = reader.pair(default_id=f"q{number}")
        problems = [*misspelt_fields(row.values), *reader.faults]
        first_line = lines.setdefault(pair.id, row.line)
        if first_line != row.line:
            problems.append(f'the id "{pair.id}" is that of line {first_line}: make it unique')
        faults.extend(Fault(row.line, problem) for problem in problems)
        if not problems:
            pairs.append(pair)
    return tuple(pairs), tuple(faults)


def read_rows(path: Path) -> Iterator[Row | Fault]:
    """Read the rows of `path` by its suffix; a row that is no row comes as a `Fault`.

    Raises `QAFileError` if the file as a whole cannot be read.
    """
    text = read_text_file(path)
    reader = ROW_READERS.get(path.suffix.lower())
    if reader is None:
        raise QAFileError(
            f"{path} is not a kind of QA file that Footnote knows by its name. "
            f"Give a file that ends in {', '.join(ROW_READERS)} or .json, or a folder in BEIR's "
            "format."
        )
    return reader(text)
