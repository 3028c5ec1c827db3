"""Every command on a library in an engine, as on one in a folder."""

import json
from pathlib import Path
from typing import Any

from tests.conftest import Footnote, Outcome

QUESTION = "Which amendment led the US to withhold F-16 jets from Pakistan?"


def document(outcome: Outcome, *, status: int = 0) -> Any:  # noqa: ANN401 - it is JSON
    """Read standard output, which must be one JSON document and nothing else."""
    assert outcome.status == status, outcome.errors
    return json.loads(outcome.output)


def test_it_is_filled_asked_searched_evaluated_and_emptied(
    footnote: Footnote, tmp_path: Path
) -> None:
    """The documents are those of a folder, but for the seconds."""
    engine, folder = f"qdrant:{tmp_path}/engine", str(tmp_path / "folder")
    bees = tmp_path / "bees.md"
    bees.write_text("# On Bees\n\nBees dance to share directions. They rest at night.\n")
    rows = tmp_path / "questions.jsonl"
    row = {"id": "1", "question": QUESTION, "answers": ["Pressler Amendment"],
           "evidence": ["in 1990, came the Pressler Amendment"]}  # fmt: skip
    rows.write_text(json.dumps(row) + "\n")
    told = []
    for where in (folder, engine):
        common = ("--library", where, "--reader", "none", "--json")
        added = document(footnote("add", bees, *common))["added"]
        asked = document(footnote("ask", QUESTION, *common))
        asked.pop("seconds")
        run = document(footnote("evaluate", rows, *common))
        told.append(
            [
                added,
                asked,
                document(footnote("search", "bees dance", *common)),
                document(footnote("papers", *common)),
                document(footnote("outline", added[0]["id"], *common)),
                run["metrics"]["evidence_recall@5"],
                run["settings"]["papers_sha256"],
            ]
        )
        assert footnote("remove", added[0]["id"], *common[:2]).status == 0
        assert len(document(footnote("papers", *common))["papers"]) == 1
        assert document(footnote("upgrade", *common))["renamed"] == []
    assert told[0] == told[1]


def test_move_copies_it_and_says_what_is_there(footnote: Footnote, tmp_path: Path) -> None:
    """To an engine and back; what only folders have says what to do instead."""
    engine, folder = f"qdrant:{tmp_path}/engine", tmp_path / "folder"
    assert footnote("papers", "--library", folder).status == 0
    there = document(footnote("move", "--library", folder, "--to", engine, "--json"))
    assert (there["papers"], there["passages"], there["copied"]) == (1, 39, 1)
    assert (there["from"], there["to"]) == (str(folder), engine)
    back = footnote("move", "--library", engine, "--to", tmp_path / "back")
    assert back.status == 0
    assert "1 papers, 39 passages" in back.output
    verify = footnote("verify", "--library", engine)
    assert verify.status == 1
    assert "footnote move" in verify.errors
    refused = footnote("papers", "--library", "qdrant://nowhere")
    assert refused.status == 2
    assert "qdrant://HOST:PORT/COLLECTION" in refused.errors
