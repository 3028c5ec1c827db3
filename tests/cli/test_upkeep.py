"""`footnote doctor` and `footnote config`: what is in order, and what is set."""

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Footnote
from ui.upkeep.findings import State
from ui.upkeep.installation import examine_packages, examine_tesseract


@pytest.fixture
def added(footnote: Footnote, tmp_path: Path) -> Path:
    """Return the library after a paper was added to it."""
    paper = tmp_path / "lakes.md"
    paper.write_text("# On Lakes\n\nLakes are deep. The deepest lake is Baikal.\n")
    assert footnote("add", paper).status == 0
    return tmp_path / "home" / "library"


def checks(footnote: Footnote, *arguments: object) -> tuple[int, dict[str, Any]]:
    """Return the status of `footnote doctor`, and what it found by its names."""
    outcome = footnote("doctor", "--json", *arguments)
    document = json.loads(outcome.output)
    assert document["sound"] == (outcome.status == 0)
    return outcome.status, {one["name"]: one for one in document["checks"]}


def test_a_sound_installation_is_told_so(footnote: Footnote, added: Path) -> None:
    """With the papers counted, and every file read."""
    status, found = checks(footnote)
    assert status == 0
    assert f"{added} has 2 papers" in found["library"]["fact"]
    for name in ("packages", "home", "encoder", "reader", "files"):
        assert found[name]["state"] == "sound", found[name]
    told = footnote("doctor")
    assert told.status == 0
    assert told.output.endswith("All that is needed is in order.\n")


def test_without_a_library_there_is_nothing_wrong(footnote: Footnote, home: Path) -> None:
    """And none is made."""
    status, found = checks(footnote)
    assert status == 0
    assert "the first question makes it" in found["library"]["fact"]
    assert not (home / "library").exists()


def test_damage_is_found_and_comes_with_its_remedy(footnote: Footnote, added: Path) -> None:
    """Of one file, and of what every question needs."""
    (kept,) = (added / "originals").glob("*.md")
    kept.write_text("other")
    status, found = checks(footnote)
    assert status == 1
    assert kept.name in found["files"]["fact"]
    assert "footnote repair" in found["files"]["remedy"]
    (added / "CURRENT").write_text("nothing")
    status, found = checks(footnote)
    assert status == 1
    assert found["library"]["state"] == "wrong"
    assert "WRONG library" in footnote("doctor").output


def test_variables_that_are_wrong_are_found(
    footnote: Footnote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each by itself; the others are told all the same."""
    monkeypatch.setenv("FOOTNOTE_ORIGINALS", "some")
    monkeypatch.setenv("FOOTNOTE_USERS", str(tmp_path / "nobody"))
    monkeypatch.setenv("FOOTNOTE_READER", str(tmp_path / "no-reader"))
    status, found = checks(footnote)
    assert status == 1
    for name in ("originals", "users", "reader"):
        assert found[name]["state"] == "wrong"
    assert found["packages"]["state"] == "sound"


def test_a_home_that_cannot_be_written_to_is_found(
    footnote: Footnote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As what is in its place is a file."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    status, found = checks(footnote, "--library", tmp_path / "other")
    assert status == 1
    assert "Permission denied" in found["home"]["fact"]
    assert "FOOTNOTE_HOME" in found["home"]["remedy"]


def test_packages_that_do_not_fit_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is missing, one that is too old, and an optional one with its command."""
    monkeypatch.setattr(
        "ui.upkeep.installation.requires",
        lambda _: [
            "numpy>=999",
            "no-such-package>=1",
            "pytest>=1",
            'no-such-tool>=1; extra == "mcp"',
            'no-such-test>=1; extra == "dev"',
        ],
    )
    found = {one.name: one for one in examine_packages()}
    assert found["packages"].state is State.WRONG
    assert "numpy is " in found["packages"].fact
    assert "no-such-package is missing" in found["packages"].fact
    assert "pytest" not in found["packages"].fact
    assert found["mcp"].state is State.ADVICE
    assert "no-such-tool" in found["mcp"].fact
    assert "[mcp]" in (found["mcp"].remedy or "")
    assert found["llm"].state is State.SOUND
    assert "dev" not in found


def test_tesseract_is_advised_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is needed for scans alone, so that nothing is wrong."""
    monkeypatch.setattr("shutil.which", lambda _: None)
    (found,) = examine_tesseract()
    assert found.state is State.ADVICE
    assert "apt install tesseract-ocr" in (found.remedy or "")


def test_what_is_set_is_told_with_its_source(
    footnote: Footnote, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An option counts more than a variable, and that more than nothing; no secret is told."""
    monkeypatch.setenv("FOOTNOTE_AUTH", "ada:lovelace")
    monkeypatch.setenv("FOOTNOTE_LLM_KEY", "key-of-somebody")
    text = footnote("config", "--json").output
    document = json.loads(text)
    settings = document["settings"]
    assert settings["library"] == {"value": str(home / "library"), "source": "FOOTNOTE_HOME"}
    assert settings["model"] == {"value": "all-MiniLM-L6-v2", "source": "default"}
    assert settings["reader"] == {"value": "none", "source": "FOOTNOTE_READER"}
    assert document["environment"]["FOOTNOTE_AUTH"] == "(set)"
    assert document["versions"]["footnote-qa"] == version("footnote-qa")
    for told in (text, footnote("config").output):
        assert "lovelace" not in told
        assert "key-of-somebody" not in told
    options = ("--library", tmp_path / "x", "--reader", "footnote-reader", "--model", "m")
    settings = json.loads(footnote("config", "--json", *options).output)["settings"]
    assert settings["library"] == {"value": str(tmp_path / "x"), "source": "--library"}
    assert settings["reader"] == {"value": "footnote-reader", "source": "--reader"}
    assert settings["model"] == {"value": "m", "source": "--model"}
    assert not (tmp_path / "x").exists()


def test_the_model_of_a_library_is_its_own(footnote: Footnote, added: Path) -> None:
    """Whatever is asked for: it was built with that one."""
    settings = json.loads(footnote("config", "--json", "--library", added).output)["settings"]
    assert settings["model"]["source"] == "the library"
