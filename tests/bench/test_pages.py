"""PDFs held against what is known of them."""

import json
from pathlib import Path

import pytest

from bench.pages import Score, main, score_file, score_order
from tests.pdf.drawn import BRIDGES, MILLS, NOTE, foot, paragraph
from tests.pdf_pages import HEIGHT, LEFT, RIGHT, Pdf

ROWS = [("Mill", "Wheels", "Dues"), ("Upper", "2", "14"), ("Lower", "3", "21"), ("New", "1", "7")]


def draw(path: Path) -> None:
    """Draw a paper with a title, an author, a note and a table."""
    pdf = Pdf()
    pdf.centre(HEIGHT - 70, "The Water of the Province", size=16)
    pdf.centre(HEIGHT - 95, "Anna Berg")
    pdf.y = HEIGHT - 130
    paragraph(pdf, MILLS.replace("by. None", "by.^1^ None"))
    paragraph(pdf, BRIDGES)
    pdf.y -= 12
    pdf.put(LEFT, pdf.y, "Table 1. Dues of the mills.")
    pdf.rule(pdf.y - 5, right=RIGHT)
    for number, row in enumerate(ROWS):
        pdf.y -= 14
        for place, cell in zip((0, 120, 200), row, strict=True):
            pdf.put(LEFT + place, pdf.y, cell)
        if number in {0, len(ROWS) - 1}:
            pdf.rule(pdf.y - 4, right=RIGHT)
    foot(pdf, f"^1^ {NOTE}")
    path.write_bytes(pdf.finish())


def know(folder: Path, *, note: str = NOTE, title: str = "The Water of the Province") -> None:
    """Write down what the paper has."""
    notes = [{"marker": "1", "text": note}]
    known = {"title": title, "authors": ["Anna Berg"], "notes": notes}
    (folder / "mills.json").write_text(json.dumps(known), encoding="utf-8")
    (folder / "mills.txt").write_text(f"{MILLS}\n{BRIDGES}\nTable 1.\n", encoding="utf-8")
    rows = "\n".join(",".join(row) for row in ROWS)
    (folder / "mills.csv").write_text(rows, encoding="utf-8")


def test_all_that_is_known_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each kind has a row, with all of it right."""
    draw(tmp_path / "mills.pdf")
    know(tmp_path)
    assert main([str(tmp_path)]) == 0
    rows = [line.split("|")[1:-1] for line in capsys.readouterr().out.splitlines()[2:]]
    told = {row[0].strip(): [cell.strip() for cell in row[1:]] for row in rows}
    assert told == {
        "titles": ["1", "1", "1", "1.000", "1.000"],
        "authors": ["1", "1", "1", "1.000", "1.000"],
        "notes": ["1", "1", "1", "1.000", "1.000"],
        "order": ["2", "2", "2", "1.000", "1.000"],
        "tables": ["17", "17", "17", "1.000", "1.000"],
    }


def test_what_is_wrong_is_not_right(tmp_path: Path) -> None:
    """Another title, another text of a note, and a cell that is not there count against it."""
    draw(tmp_path / "mills.pdf")
    know(tmp_path, note="Another text.", title="The Water of the Town")
    (tmp_path / "mills.csv").write_text("Mill,Wheels\nUpper,9\n", encoding="utf-8")
    scores = score_file(tmp_path / "mills.pdf")
    assert scores["titles"] == Score(0, 1, 1)
    assert scores["notes"] == Score(0, 1, 1)
    assert scores["tables"].right == 2
    assert scores["tables"].known == 4


def test_lines_in_another_order() -> None:
    """Only those count that follow the line before at once."""
    text = "First comes this. Then comes that. At last there is more."
    lines = ["First comes this.", "At last there is", "Then comes that."]
    assert score_order(text, lines) == Score(0, 2, 2)
    assert score_order(text, ["First comes", "Then comes", "Never said"]) == Score(1, 2, 1)


def test_a_folder_in_which_nothing_is_known(tmp_path: Path) -> None:
    """It is told, and the exit status is 1."""
    draw(tmp_path / "mills.pdf")
    assert main([str(tmp_path)]) == 1
