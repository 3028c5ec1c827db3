"""QA files: questions with their gold answers, as JSON Lines or CSV.

A file is checked whole before any work starts, and all its faults are told at once.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.errors import QAFileError
from qa.evaluation.pairs import QAPair, RowReader, misspelt_fields
from qa.evaluation.qa_rows import ROW_READERS, Fault, Row


def load_qa_file(path: Path) -> tuple[QAPair, ...]:
    """Give the questions of `path`, in the order of the file.

    Questions without an id are called q1, q2, and so on, by their place in the file.
    Raises `QAFileError` that lists every fault with its line.
    """
    pairs, faults = check_rows(read_rows(path))
    if faults:
        lines = "\n".join(f"  line {fault.line}: {fault.message}" for fault in faults)
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        raise QAFileError(
            f"{path} has {count}, and nothing was evaluated:\n{lines}\nCorrect it and run it again."
        )
    if not pairs:
        raise QAFileError(f"{path} holds no questions. Give it one question per row.")
    return pairs


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
    text = _read_text(path)
    reader = ROW_READERS.get(path.suffix.lower())
    if reader is None:
        raise QAFileError(
            f"{path} is not a kind of QA file that Footnote knows by its name. "
            f"Give a file that ends in {' or '.join(ROW_READERS)}."
        )
    return reader(text)


def _read_text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise QAFileError(f"There is no QA file {path}. Check the path.") from error
    except OSError as error:
        raise QAFileError(
            f"The QA file {path} cannot be read: {error.strerror}. Give a file you may read."
        ) from error
    if b"\0" in content:
        raise QAFileError(f"{path} is binary, not text. Save it as UTF-8 text.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise QAFileError(f"{path} is not UTF-8 at line {line}. Save it as UTF-8 text.") from error
