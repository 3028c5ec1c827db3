"""Folders in the format of BEIR: documents, queries, and judgements of documents.

    corpus.jsonl    {"_id", "title", "text"}, or a list under "sentences" for the text
    queries*.jsonl  {"_id", "text"}
    qrels*.tsv      query, document, grade; also as qrels/*.tsv

Thakur et al., "BEIR: A Heterogeneous Benchmark for Zero-shot Evaluation of Information
Retrieval Models", NeurIPS 2021.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from corpus.errors import QAFileError
from qa.evaluation.questions.beir_documents import Document
from qa.evaluation.questions.pairs import QAPair, RowReader
from qa.evaluation.questions.question_set import QuestionSet
from qa.evaluation.questions.rows import Fault, Row, jsonl_rows
from qa.evaluation.questions.text_files import read_text_file

CORPUS = "corpus.jsonl"
KIND = "query"
_COLUMNS = 3
_LINE_END = re.compile("\r\n?|\n")

Item = TypeVar("Item")


def read_beir(path: Path) -> QuestionSet:
    """Read a folder in BEIR's format, or the judgements of one, if `path` is their file.

    Queries without judgements are passed over, as BEIR does. Raises `QAFileError` if a
    file is missing or there is more than one file of judgements to choose from.
    """
    folder, judgements = _files(path)
    faults: list[Fault] = []
    documents = _by_id(folder / CORPUS, Document.from_row, faults)
    queries: dict[str, str] = {}
    for file in sorted(folder.glob("queries*.jsonl")):
        queries |= _by_id(file, _query, faults)
    graded = _Grades(queries, documents)
    for line, columns in _table(judgements):
        message = graded.add(columns, first=line == 1)
        if message is not None:
            faults.append(Fault(line, message, place=f"{judgements.name} line {line}"))
    pairs = tuple(
        QAPair(id=name, question=queries[name], kind=KIND, judgements=grades)
        for name, grades in graded.by_query.items()
    )
    return QuestionSet(pairs, tuple(map(Document.source, documents.values())), tuple(faults))


def is_judgements(path: Path) -> bool:
    """Whether a file is named as judgements are, and lies where BEIR's format has them."""
    return path.suffix.lower() == ".tsv" and _folder_of(path) is not None


def _folder_of(judgements: Path) -> Path | None:
    """Return the folder that has the corpus for a file of judgements."""
    above = (judgements.parent, judgements.parent.parent)
    return next((folder for folder in above if (folder / CORPUS).is_file()), None)


def _files(path: Path) -> tuple[Path, Path]:
    """Return the folder, and the file with the judgements."""
    if path.is_dir():
        folder, found = path, [*path.glob("qrels*.tsv"), *path.glob("qrels/*.tsv")]
    elif not path.exists():
        raise QAFileError(f"There is no QA file {path}. Check the path.")
    else:
        folder, found = _folder_of(path) or path.parent, [path]
    for name, present in (
        (CORPUS, (folder / CORPUS).is_file()),
        ("queries.jsonl", any(folder.glob("queries*.jsonl"))),
        ("qrels.tsv", bool(found)),
    ):
        if not present:
            raise QAFileError(
                f"The folder {folder} is not in BEIR's format: it has no {name}. It needs "
                f"{CORPUS}, queries.jsonl and qrels.tsv."
            )
    if len(found) > 1:
        names = ", ".join(str(file) for file in sorted(found))
        raise QAFileError(
            f"The folder {folder} has several files of judgements. Name the one to use in place "
            f"of the folder: {names}."
        )
    return folder, found[0]


def _by_id(
    file: Path, read: Callable[[Row], tuple[str, Item] | str], faults: list[Fault]
) -> dict[str, Item]:
    """Read the rows of a file; `read` gives an id and an item, or says what is wrong."""
    items: dict[str, Item] = {}
    for row in jsonl_rows(read_text_file(file)):
        outcome = row.message if isinstance(row, Fault) else read(row)
        if isinstance(outcome, tuple) and outcome[0] in items:
            outcome = f'the id "{outcome[0]}" is not unique'
        if isinstance(outcome, str):
            faults.append(Fault(row.line, outcome, place=f"{file.name} line {row.line}"))
        else:
            items[outcome[0]] = outcome[1]
    return items


def _query(row: Row) -> tuple[str, str] | str:
    reader = RowReader({"id": row.values.get("_id"), "question": row.values.get("text")})
    pair = reader.pair(default_id="")
    if not pair.id:
        reader.faults.append('no "_id"')
    return "; ".join(reader.faults) or (pair.id, pair.question)


def _table(file: Path) -> Iterator[tuple[int, list[str]]]:
    for line, content in enumerate(_LINE_END.split(read_text_file(file)), start=1):
        if content.strip():
            yield line, [cell.strip() for cell in content.split("\t")]


@dataclass
class _Grades:
    """Judgements by query, of papers by their ids."""

    queries: Mapping[str, str]
    documents: Mapping[str, Document]

    def __post_init__(self) -> None:
        self.by_query: dict[str, dict[str, int]] = {}

    def add(self, columns: list[str], *, first: bool) -> str | None:
        """Take a row; give what is wrong with it. The first row may be a header."""
        if len(columns) != _COLUMNS:
            return f"{len(columns)} columns, and not query, document and grade parted by tabs"
        query, document, grade = columns
        if not grade.removeprefix("-").isdecimal():
            return None if first else f'the grade "{grade}" is no whole number'
        if query not in self.queries:
            return f'there is no query "{query}"'
        if document not in self.documents:
            return f'there is no document "{document}" in {CORPUS}'
        grades = self.by_query.setdefault(query, {})
        grades[self.documents[document].paper_id] = int(grade)
        return None
