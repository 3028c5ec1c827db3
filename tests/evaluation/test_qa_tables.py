"""QA files as spreadsheets write them, in every country and on every system."""

import codecs
import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import QAFileError
from qa.evaluation import QAPair, load_qa_file
from qa.evaluation.questions.rows import Fault, Row, csv_rows
from tests.conftest import Footnote

ROWS = [
    ["id", "question", "answers", "evidence"],
    ["tern", "When do terns, say, leave; in June?", "June", "Terns leave in June"],
    ["pike", 'What is "Pike"?', "a ship", "The Pike | a ship"],
]
PAIRS = (
    QAPair(
        id="tern",
        question="When do terns, say, leave; in June?",
        answers=("June",),
        evidence=("Terns leave in June",),
    ),
    QAPair(
        id="pike", question='What is "Pike"?', answers=("a ship",), evidence=("The Pike", "a ship")
    ),
)
MARKS = {
    "utf-8": b"",
    "utf-8-sig": b"",
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
}


def table(
    separator: str, *, rows: list[list[str]] = ROWS, end: str = "\r\n", quoted: bool = False
) -> str:
    """Write rows as a spreadsheet does, every cell in quotes or those that need them."""
    text = io.StringIO(newline="")
    writer = csv.writer(
        text,
        delimiter=separator,
        lineterminator=end,
        quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL,
    )
    writer.writerows(rows)
    return text.getvalue()


def load(folder: Path, content: str | bytes, name: str = "qa.csv") -> tuple[QAPair, ...]:
    """Write a QA file and load it."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return load_qa_file(path)


def refusal(folder: Path, content: str, name: str = "qa.csv") -> str:
    """Return the message with which a file is refused."""
    with pytest.raises(QAFileError) as caught:
        load(folder, content, name)
    return str(caught.value)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", MARKS)
@pytest.mark.parametrize("quoted", [False, True])
def test_the_separator_is_told_by_the_header(
    tmp_path: Path, separator: str, end: str, encoding: str, *, quoted: bool
) -> None:
    """Whatever ends the lines, whether or not every cell is quoted, and in each encoding."""
    content = table(separator, end=end, quoted=quoted).encode(encoding)
    assert load(tmp_path, MARKS[encoding] + content) == PAIRS


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", ":", "^"])
@pytest.mark.parametrize("line", ["sep={}\r\n", '"sep={}"\n', "SEP={}\r"])
@pytest.mark.parametrize("name", ["qa.csv", "qa.tsv"])
def test_a_first_line_names_the_separator(
    tmp_path: Path, separator: str, line: str, name: str
) -> None:
    """As spreadsheets write it for one another; lines are counted from it on."""
    first = "\ufeff" + line.format(separator)
    assert load(tmp_path, first + table(separator), name) == PAIRS
    twice = table(separator, rows=[*ROWS, ROWS[1]])
    assert 'line 4: the id "tern" is that of line 2' in refusal(tmp_path, twice, "qa.csv") or (
        separator not in ",;\t"
    )
    message = refusal(tmp_path, first + twice, name)
    assert 'line 5: the id "tern" is that of line 3' in message


def test_a_tsv_file_is_a_table_and_no_folder(tmp_path: Path) -> None:
    """Unless a corpus in BEIR's format lies beside or above it."""
    assert load(tmp_path, table("\t"), "qa.tsv") == PAIRS
    assert load(tmp_path, table("\t"), "QA.TSV") == PAIRS
    message = refusal(tmp_path, "query-id\tcorpus-id\tscore\nq1\td1\t1\n", "qrels.tsv")
    assert 'no column is called "question" (there is query-id, corpus-id, score)' in message
    assert "beside their corpus.jsonl" in message
    assert "folder" not in message


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("id|question|answers\na|Why?|so\n", "commas"),
        ("number;frage\n1;Warum?\n", "commas"),
        ("id,question\na,Why?\n", "tabs"),
    ],
)
def test_what_cannot_be_told_is_named(tmp_path: Path, content: str, name: str) -> None:
    """The message says by what cells were parted, and how another separator is named."""
    message = refusal(tmp_path, content, "qa.tsv" if name == "tabs" else "qa.csv")
    assert f"Cells are parted by {name} here; a first line such as sep=| names another" in message


@pytest.mark.parametrize(
    ("separator", "name"),
    [(",", "commas"), (";", "semicolons"), ("\t", "tabs"), ("|", "signs “|”")],
)
def test_a_row_with_too_many_cells_names_what_to_quote(
    tmp_path: Path, separator: str, name: str
) -> None:
    """It is the separator of this file."""
    header, row = separator.join(["id", "question"]), separator.join("abc")
    first = f"sep={separator}\n" if separator == "|" else ""
    message = refusal(tmp_path, f"{first}{header}\n{row}\n")
    assert f"3 cells for 2 columns: quote the {name}" in message


def test_a_file_of_one_column_is_read(tmp_path: Path) -> None:
    """A comma in a question must be quoted there as well; a semicolon is one of the text."""
    pairs = load(tmp_path, 'question\nWhy?\n\n"Who, and when?"\nWhere; or not?\n')
    assert [pair.question for pair in pairs] == ["Why?", "Who, and when?", "Where; or not?"]
    assert "2 cells for 1 column: quote the commas" in refusal(tmp_path, "question\nWho, me?\n")


def test_empty_lines_and_rows_are_passed_over(tmp_path: Path) -> None:
    """Also before the header, and rows of nothing but separators."""
    content = "\n;;\r\n\r\n" + table(";").replace("\r\n", "\r\n;;;\r\n\r\n")
    assert load(tmp_path, content) == PAIRS


def test_a_spreadsheet_in_the_encoding_of_its_country_is_refused(tmp_path: Path) -> None:
    """With the line, and what the spreadsheet calls the encoding that is read."""
    with pytest.raises(QAFileError, match=r"not UTF-8 at line 2\..*“CSV UTF-8”"):
        load(tmp_path, "question;answers\nWo?;Köln\n".encode("cp1252"))
    with pytest.raises(QAFileError, match="not UTF-16-LE at line 1"):
        load(tmp_path, b"\xff\xfeq\0\x00\xd8u\0")


CELLS = st.text(st.sampled_from('ab,;\t"\n\r |=\u2028\x85'), max_size=8)


@given(
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.lists(st.tuples(CELLS, CELLS), max_size=5),
)
def test_what_a_spreadsheet_writes_is_read_again(
    separator: str, end: str, cells: list[tuple[str, str]]
) -> None:
    """Any cells under any separator come back, and lines of Unicode end no row."""
    rows = [["question", "section"], *([f"W{first}", second] for first, second in cells)]
    read = list(csv_rows(table(separator, rows=rows, end=end, quoted=True)))
    assert [dict(row.values) for row in read if isinstance(row, Row)] == [
        {name: cell for name, cell in zip(rows[0], row, strict=True) if cell.strip()}
        for row in rows[1:]
    ]


@given(st.text(st.sampled_from('sep=,;\t"\n\r |questionidaw\ufeff'), max_size=60))
def test_any_text_gives_rows_or_faults(text: str) -> None:
    """And nothing else, whatever it looks like."""
    assert all(isinstance(row, Row | Fault) for row in csv_rows(text))


def test_a_table_with_semicolons_is_evaluated_and_checked(
    real_footnote: Footnote, tmp_path: Path
) -> None:
    """By the commands, as one with commas."""
    question = "When did the Soviet Union begin to build steel mills in Pakistan?"
    evidence = "the initiative of constructing Steel Mills"
    for name, separator in (("qa.csv", ";"), ("qa.tsv", "\t")):
        rows = [["question", "answers", "evidence"], [question, "1956", evidence]]
        (tmp_path / name).write_text(table(separator, rows=rows), newline="")
        outcome = real_footnote("evaluate", tmp_path / name)
        assert outcome.status == 0, outcome.errors
        outcome = real_footnote("questions", "check", tmp_path / name)
        assert "1 questions, 0 to mend" in outcome.output
