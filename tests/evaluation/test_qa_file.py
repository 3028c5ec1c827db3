import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import QAFileError
from qa.evaluation import QAPair, load_qa_file, load_questions
from qa.evaluation.questions.fields import FIELDS
from qa.evaluation.questions.pairs import RowReader


def write(folder: Path, name: str, content: str) -> Path:
    """Make a file with exactly this content."""
    path = folder / name
    path.write_text(content, encoding="utf-8", newline="")
    return path


def faults_of(path: Path) -> str:
    """Return the message with which the file is refused."""
    with pytest.raises(QAFileError) as caught:
        load_qa_file(path)
    return str(caught.value)


def test_every_field_of_a_json_line_is_read(tmp_path: Path) -> None:
    """Lists become tuples, null and a missing field are the same."""
    row = {
        "id": "a",
        "kind": "list",
        "question": "Which two?",
        "history": ["Who?"],
        "answers": ["one", "two"],
        "evidence": ["one and two"],
        "section": "Results",
        "paper": "p1",
        "difficulty": 3,
    }
    bare = {"question": "What else?", "section": None, "history": None}
    path = write(tmp_path, "qa.jsonl", json.dumps(row) + "\n\n" + json.dumps(bare))
    assert load_qa_file(path) == (
        QAPair(
            id="a",
            question="Which two?",
            kind="list",
            history=("Who?",),
            answers=("one", "two"),
            evidence=("one and two",),
            section="Results",
            paper="p1",
        ),
        QAPair(id="q2", question="What else?"),
    )


def test_a_question_without_answers_and_evidence_is_unanswerable() -> None:
    """Either of the two makes a question answerable."""
    assert not QAPair(id="a", question="Why?").answerable
    assert QAPair(id="a", question="Why?", answers=("so",)).answerable
    assert QAPair(id="a", question="Why?", evidence=("It is so.",)).answerable


def test_only_the_named_paper_is_asked() -> None:
    """No paper named means all papers, which retrievers take as none."""
    assert QAPair(id="a", question="Why?", paper="p1").papers == ("p1",)
    assert QAPair(id="a", question="Why?").papers == ()


def test_csv_lists_are_json_or_parted_by_bars(tmp_path: Path) -> None:
    """A cell in brackets that is no JSON list is ordinary text; the header's case is free."""
    content = (
        "\ufeffQuestion,answers,evidence,remarks\r\n"
        '"Who, and when?","[""Ann"", ""Bob""]",Ann came | Bob left,easy\r\n'
        "\r\n"
        '"Two\nlines?",[sic] said,,\r\n'
    )
    assert load_qa_file(write(tmp_path, "qa.csv", content)) == (
        QAPair(
            id="q1",
            question="Who, and when?",
            answers=("Ann", "Bob"),
            evidence=("Ann came", "Bob left"),
        ),
        QAPair(id="q2", question="Two\nlines?", answers=("[sic] said",)),
    )


def test_a_line_separator_inside_a_string_does_not_end_the_row(tmp_path: Path) -> None:
    """JSON allows U+2028 in strings, so only a line feed ends a row."""
    path = write(tmp_path, "qa.jsonl", '{"question": "One\u2028two?"}\r\n')
    assert load_qa_file(path)[0].question == "One\u2028two?"


def test_all_faults_of_a_json_lines_file_are_listed_with_their_lines(tmp_path: Path) -> None:
    """One error names the file and every line that cannot be used."""
    lines = [
        '{"id": "a", "question": "Fine?"}',
        '{"id": "b", "question": "Broken?"',
        '{"id": "c"}',
        '{"id": "d", "question": 5}',
        '{"id": "e", "question": "List?", "answers": "one", "evidence": ["", 7]}',
        '{"id": "a", "question": "Again?"}',
        '["question"]',
        '{"question": "Typo?", "answer": ["x"]}',
        '{"id": true, "question": "Id?", "history": {"a": 1}}',
        "[" * 100_000,
        '{"question": "Half \\ud83d?"}',
    ]
    message = faults_of(write(tmp_path, "qa.jsonl", "\n".join(lines)))
    assert message.splitlines() == [
        f"{tmp_path / 'qa.jsonl'} has 13 faults, and nothing was evaluated:",
        "  line 2: not JSON at column 34 (Expecting ',' delimiter): mend the object",
        '  line 3: the question is missing: give it as text under "question"',
        '  line 4: "question" must be text, not the number 5',
        '  line 5: "answers" must be a list of texts, not a single text',
        '  line 5: item 1 of "evidence" must be text, not empty text',
        '  line 5: item 2 of "evidence" must be text, not the number 7',
        '  line 6: the id "a" is that of line 1: make it unique',
        '  line 7: not a JSON object: write {"question": …, "answers": […]}',
        '  line 8: there is no field "answer": did you mean "answers"?',
        '  line 9: "id" must be text, not true or false',
        '  line 9: "history" must be a list of texts, not an object',
        "  line 10: JSON too deep or with too long a number: give a plain object",
        '  line 11: "question" holds half of a surrogate pair: write the character out',
        "Correct it and run it again, or go on without what is at fault with --skip-bad.",
    ]


def test_all_faults_of_a_csv_file_are_listed_with_their_lines(tmp_path: Path) -> None:
    """A row that runs over lines is named by its first one."""
    content = (
        "id,question,answers,evidences\n"
        'a,"Two\nlines?",x,\n'
        ",,y,\n"
        "b,Too many,x,y,z\n"
        'a,Again,"[""x"", ""y",\n'
        'c,"Open,x\n'
    )
    message = faults_of(write(tmp_path, "qa.csv", content))
    assert message.splitlines()[1:-1] == [
        '  line 1: there is no field "evidences": did you mean "evidence"?',
        '  line 4: the question is missing: give it as text under "question"',
        "  line 5: 5 cells for 4 columns: quote the commas",
        '  line 6: "answers" must be a list of texts, not a single text',
        '  line 6: the id "a" is that of line 2: make it unique',
        "  line 7: not CSV (unexpected end of data): check the quotes of this row",
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("frage,answers\nWho?,x\n", 'no column is called "question" (there is frage, answers)'),
        ("question,id,id\nWho?,x,y\n", 'two columns are called "id"'),
    ],
)
def test_a_csv_header_that_cannot_be_used_is_refused(
    tmp_path: Path, content: str, expected: str
) -> None:
    """The columns must have names, and each its own."""
    assert f"line 1: {expected}" in faults_of(write(tmp_path, "qa.csv", content))


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("qa.jsonl", b"", "holds no questions"),
        ("qa.jsonl", b"\xef\xbb\xbf \n\n", "holds no questions"),
        ("qa.csv", b"question,answers\n", "holds no questions"),
        ("qa.jsonl", b'{"question": "\x00"}', "is binary"),
        ("qa.jsonl", b'{"question": "Fine?"}\n{"question": "caf\xe9"}', "not UTF-8 at line 2"),
        ("qa.xlsx", b"question", "Give a file that ends in .jsonl, .csv, .tsv or .json"),
    ],
)
def test_a_file_that_is_no_qa_file_is_refused_whole(
    tmp_path: Path, name: str, content: bytes, expected: str
) -> None:
    """The message says what the file is instead."""
    path = tmp_path / name
    path.write_bytes(content)
    message = faults_of(path)
    assert expected in message
    assert str(path) in message


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    """Both are told apart."""
    assert "There is no QA file" in faults_of(tmp_path / "none.jsonl")
    assert "There is no QA file" in faults_of(tmp_path / "none.tsv")
    assert "it has no corpus.jsonl" in faults_of(tmp_path)


def test_rows_at_fault_may_be_left_out(tmp_path: Path) -> None:
    """The others are kept, in their order, and what was left out is told."""
    rows = ['{"question": "One?"}', '{"question": 2}', "{", '{"question": "Four?"}']
    questions = load_questions(write(tmp_path, "qa.jsonl", "\n".join(rows)), skip_bad=True)
    assert [(pair.id, pair.question) for pair in questions.pairs] == [
        ("q1", "One?"),
        ("q4", "Four?"),
    ]
    assert [line.split(":")[0] for line in questions.fault_lines()] == ["line 2", "line 3"]
    with pytest.raises(QAFileError, match="holds no questions"):
        load_questions(write(tmp_path, "none.jsonl", '{"question": 2}'), skip_bad=True)


def test_a_question_that_cannot_be_asked_is_a_fault_of_its_row(tmp_path: Path) -> None:
    """Before anything is asked: without words, or too long, also in the history."""
    rows = [
        '{"question": "?!"}',
        json.dumps({"question": "Why? " * 500}),
        '{"question": "Fine?", "history": ["..."]}',
    ]
    message = faults_of(write(tmp_path, "qa.jsonl", "\n".join(rows)))
    assert [line.split(": ")[:2] for line in message.splitlines()[1:-1]] == [
        [f"  line {number}", "it cannot be asked"] for number in (1, 2, 3)
    ]


def test_a_sample_is_drawn_again_by_its_seed(tmp_path: Path) -> None:
    """It keeps the order of the file, and a larger one is the whole file."""
    rows = "\n".join(json.dumps({"question": f"Number {number}?"}) for number in range(50))
    questions = load_questions(write(tmp_path, "qa.jsonl", rows))
    drawn = questions.sample(10)
    numbers = [int(pair.id[1:]) for pair in drawn.pairs]
    assert len(set(numbers)) == 10
    assert numbers == sorted(numbers)
    assert questions.sample(10) == drawn
    assert questions.sample(10, seed=1) != drawn
    assert questions.sample(50) == questions.sample(80) == questions


def test_a_whole_number_is_an_id(tmp_path: Path) -> None:
    """Numbered questions are common."""
    assert load_qa_file(write(tmp_path, "qa.jsonl", '{"id": 7, "question": "W?"}'))[0].id == "7"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(FIELDS), JSON))
def test_a_row_of_any_values_is_a_pair_or_has_faults(values: dict[str, object]) -> None:
    """Whatever a row holds, it never fails otherwise, and a sound pair asks something."""
    reader = RowReader(values)
    pair = reader.pair(default_id="q1")
    assert reader.faults or (pair.question and pair.id and pair.kind)
