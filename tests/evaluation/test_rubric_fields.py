"""The finer gold of a QA file: nuggets, verdicts, what is shown, and what else rows may have."""

import csv
import json
from pathlib import Path

import pytest

from corpus.errors import QAFileError
from qa.answer import Verdict
from qa.evaluation import QAPair, load_qa_file
from qa.evaluation.questions.rubric import Nugget, Rubric, Scope

ROW: dict[str, object] = {
    "id": "a",
    "question": "How do bees and wasps differ?",
    "history": ["What are bees?", "And wasps?"],
    "history_answers": ["Insects.", "Insects too."],
    "style": "chat",
    "scope": "text",
    "nuggets": [
        {"text": "Bees dance", "also": ["They dance"], "side": "bees"},
        {"text": "Wasps do not", "also": None},
    ],
    "need": 2,
    "within": "Dances",
    "verdict": "Yes",
    "verdict_also": ["mixed"],
    "shown": ["7", "Frisch"],
    "denial": [],
}
PAIR = QAPair(
    id="a",
    question="How do bees and wasps differ?",
    history=("What are bees?", "And wasps?"),
    history_answers=("Insects.", "Insects too."),
    style="chat",
    rubric=Rubric(
        scope=Scope.TEXT,
        nuggets=(Nugget("Bees dance", ("They dance",), "bees"), Nugget("Wasps do not")),
        need=2,
        within="Dances",
        verdicts=(Verdict.YES, Verdict.MIXED),
        shown=("7", "Frisch"),
    ),
)


def load(folder: Path, *rows: dict[str, object]) -> tuple[QAPair, ...]:
    """Write rows as JSON Lines, and load them."""
    path = folder / "qa.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return load_qa_file(path)


def faults(folder: Path, **changes: object) -> list[str]:
    """Return what is wrong with a bare row that has these fields besides."""
    with pytest.raises(QAFileError) as caught:
        load(folder, {"question": "Why?", **changes})
    return [line.partition(": ")[2] for line in str(caught.value).splitlines()[1:-1]]


def test_every_field_is_read(tmp_path: Path) -> None:
    """Of a JSON line; an empty field is the same as none."""
    empty = dict.fromkeys(ROW) | {"question": "Why?"}
    assert load(tmp_path, ROW, empty) == (PAIR, QAPair("q2", "Why?"))


@pytest.mark.parametrize("suffix", ["csv", "tsv"])
def test_a_cell_of_a_table_holds_objects_as_json(tmp_path: Path, suffix: str) -> None:
    """A list may be parted by bars, as ever, and a number is a number."""
    path = tmp_path / f"qa.{suffix}"
    cells = {
        name: value if isinstance(value, str) else json.dumps(value) for name, value in ROW.items()
    }
    cells |= {"shown": "7 | Frisch", "denial": ""}
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, delimiter="," if suffix == "csv" else "\t")
        writer.writerows([cells.keys(), cells.values()])
    assert load_qa_file(path) == (PAIR,)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"nuggets": "Bees"}, ['"nuggets" must be a list of objects, not a single text']),
        ({"nuggets": ["Bees"]}, ['item 1 of "nuggets" must be an object, not a single text']),
        (
            {"nuggets": [{"text": "Bees"}, {"also": ["Bees"]}]},
            ['item 2 of "nuggets" needs text under "text"'],
        ),
        (
            {"nuggets": [{"text": 5, "also": "Bees", "side": ["a"]}]},
            [
                '"text" in item 1 of "nuggets" must be text, not the number 5',
                '"also" in item 1 of "nuggets" must be a list of texts, not a single text',
                '"side" in item 1 of "nuggets" must be text, not a list',
            ],
        ),
        (
            {"nuggets": [{"text": "Bees", "alos": []}]},
            ['item 1 of "nuggets" has no field "alos": it may have text, also, side'],
        ),
        ({"need": 0}, ['"need" must be a whole number from 1, not the number 0']),
        ({"need": True}, ['"need" must be a whole number from 1, not true or false']),
        ({"need": "two"}, ['"need" must be a whole number from 1, not a single text']),
        (
            {"need": 2, "nuggets": [{"text": "Bees"}]},
            ['"need" asks for 2 of 1 nuggets: give more, or less'],
        ),
        ({"verdict": "maybe"}, ['"verdict" must be one of yes, no, mixed, not “maybe”']),
        (
            {"verdict": "yes", "verdict_also": ["no", "so"]},
            ['"verdict_also" must be one of yes, no, mixed, not “so”'],
        ),
        (
            {"verdict_also": ["no"]},
            ['"verdict_also" has others to accept beside "verdict": give that too'],
        ),
        (
            {"scope": "notes"},
            ['"scope" must be one of text, none, metadata, smalltalk, not “notes”'],
        ),
        ({"style": 3}, ['"style" must be text, not the number 3']),
        ({"shown": [7]}, ['item 1 of "shown" must be text, not the number 7']),
        (
            {"scope": "none", "evidence": ["Bees dance"]},
            ['its "scope" is none, and it has gold: the papers answer it, or drop the gold'],
        ),
        (
            {"denial": ["Bees dance"], "answers": ["bees"]},
            ['"denial" belongs to a question that the papers do not answer: use "evidence"'],
        ),
        (
            {"history": ["What?"], "history_answers": ["This.", "That."]},
            [
                (
                    '"history_answers" has 2 answers to the 1 questions of "history": give one to '
                    "each, or none"
                )
            ],
        ),
        ({"nugget": []}, ['there is no field "nugget": did you mean "nuggets"?']),
    ],
)
def test_what_is_wrong_is_told_with_the_remedy(
    tmp_path: Path, changes: dict[str, object], expected: list[str]
) -> None:
    """A gold that is misread would make every figure wrong unseen."""
    assert faults(tmp_path, **changes) == expected


def test_a_cell_that_is_no_json_is_refused(tmp_path: Path) -> None:
    """Its line is told."""
    path = tmp_path / "qa.csv"
    path.write_text("question,nuggets,need\nWhy?,[{text: Bees}],two\n", encoding="utf-8")
    with pytest.raises(QAFileError) as caught:
        load_qa_file(path)
    assert '  line 2: "nuggets" must be a list of objects, not a single text' in str(caught.value)
    assert '  line 2: "need" must be a whole number from 1, not a single text' in str(caught.value)
