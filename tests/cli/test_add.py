"""`footnote add` and `footnote remove`: every kind of file, and what is said of it."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.listed import sources
from tests.conftest import Footnote

BUNDLED = "b7f84ff497eb"
BEES = "# On Bees\n\nBees dance to share directions.\n"


def test_failures_are_told_together_at_the_end(footnote: Footnote, tmp_path: Path) -> None:
    """Each with its file, behind what was added, so that none is lost among many lines."""
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text("Bees dance at noon.")
    (tmp_path / "c.txt").write_bytes(b"\0")
    outcome = footnote("add", *(tmp_path / f"{name}.txt" for name in "abc"))
    last = [line.split(" ")[0] for line in outcome.errors.splitlines()[-4:]]
    assert last == ["Added", "Failed:", "Failed:", "2"]
    assert f"Failed: {tmp_path / 'a.txt'} is empty" in outcome.errors


def test_a_file_is_added_and_named(footnote: Footnote, tmp_path: Path) -> None:
    """With its title and its id, on standard error; standard output stays empty."""
    (tmp_path / "bees.md").write_text(BEES)
    outcome = footnote("add", tmp_path / "bees.md")
    assert (outcome.status, outcome.output) == (0, "")
    line = outcome.errors.splitlines()[-1]
    assert line.startswith("Added ")
    assert line.endswith(f": On Bees ({tmp_path / 'bees.md'})")
    assert sources(footnote) == ["bees.md"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "There is no file"),
        (b"", "is empty"),
        (b" \n\n ", "is empty"),
        (b"text\0more", "is a binary file"),
        ("Köln".encode("latin-1") * 9, "is not UTF-8 text: byte 1 is 0xf6"),
        (b"Bees dance. " * 4_400_000, "may have 32 MB"),
    ],
)
def test_a_file_that_cannot_become_a_paper_is_explained(
    footnote: Footnote, tmp_path: Path, content: bytes | None, says: str
) -> None:
    """What is wrong with which file, exit status 1, and the library as it was."""
    path = tmp_path / "paper.txt"
    if content is not None:
        path.write_bytes(content)
    outcome = footnote("add", path)
    assert outcome.status == 1
    assert says in outcome.errors
    assert str(path) in outcome.errors
    assert "Traceback" not in outcome.errors
    assert sources(footnote) == []
    report = json.loads(footnote("add", "--json", "--quiet", path).output)
    assert says in report["failed"][0]["error"]


def test_one_bad_file_does_not_keep_the_others_out(footnote: Footnote, tmp_path: Path) -> None:
    """Exit status 1 tells that something failed; all the rest is added."""
    (tmp_path / "a.txt").write_text("Ants carry leaves.")
    (tmp_path / "b.txt").write_bytes(b"\0")
    (tmp_path / "c.txt").write_text("Cats sleep all day.")
    outcome = footnote("add", *(tmp_path / f"{name}.txt" for name in "abc"))
    assert outcome.status == 1
    assert outcome.errors.count("Added") == 2
    assert outcome.errors.endswith("1 of 3 failed; nothing else was held up.\n")
    assert sources(footnote) == ["a.txt", "c.txt"]


def test_of_a_folder_the_readable_kinds_are_taken(footnote: Footnote, tmp_path: Path) -> None:
    """Sorted, from folders inside as well, but nothing hidden, and no other kinds."""
    folder = tmp_path / "papers"
    (folder / "inside" / ".git").mkdir(parents=True)
    (folder / "inside" / "deep.MD").write_text("# Deep\n\nThe sea is deep.\n")
    (folder / "b.txt").write_text("Bees dance at noon.")
    (folder / "a.markdown").write_text("# Ants\n\nAnts carry leaves.\n")
    (folder / "table.csv").write_text("a,b\n1,2\n")
    (folder / "picture.png").write_bytes(b"\x89PNG\0")
    (folder / "inside" / ".git" / "message.txt").write_text("Not a paper at all.")
    (folder / ".notes.txt").write_text("Not a paper either.")
    (folder / "broken.txt").symlink_to(folder / "nowhere.txt")
    report = json.loads(footnote("add", "--json", folder).output)
    assert [line["source"] for line in report["added"]] == [
        str(folder / name) for name in ("a.markdown", "b.txt", "inside/deep.MD")
    ]
    assert (report["skipped"], report["failed"]) == ([], [])
    assert report["left_out"] == [
        {"source": str(folder / name), "reason": reason}
        for name, reason in (
            ("broken.txt", "it is no file, or a link that leads nowhere"),
            ("picture.png", "its name ends in .png, which is not read"),
            ("table.csv", "its name ends in .csv, which is not read"),
        )
    ]


def test_what_a_folder_has_besides_is_told(footnote: Footnote, tmp_path: Path) -> None:
    """A line for each reason, with the first few files; nothing fails by it."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.csv").write_text("a,b\n")
    (folder / "notes").write_text("A note.")
    (folder / "a.txt").write_text("Ants carry leaves.")
    outcome = footnote("add", folder)
    first = ", ".join(str(folder / f"{number}.csv") for number in range(3))
    assert outcome.status == 0
    assert f"Left out (its name ends in .csv, which is not read): {first} and 2 more\n" in (
        outcome.errors
    )
    assert f"named itself, it is read): {folder / 'notes'}\n" in outcome.errors


def test_a_folder_without_readable_files_is_told(footnote: Footnote, tmp_path: Path) -> None:
    """It is a mistake more often than not."""
    (tmp_path / "empty").mkdir()
    outcome = footnote("add", tmp_path / "empty")
    assert outcome.status == 1
    assert f"The folder {tmp_path / 'empty'} has no file whose name ends in " in outcome.errors
    assert ".markdown, .md, " in outcome.errors
    assert outcome.errors.endswith(
        "Name the file itself.\n1 of 1 failed; nothing else was held up.\n"
    )


def test_the_same_file_is_skipped_the_second_time(footnote: Footnote, tmp_path: Path) -> None:
    """In one command and in two, under another name too: its bytes are what counts."""
    first, second = tmp_path / "bees.md", tmp_path / "copy.md"
    first.write_text(BEES)
    second.write_text(BEES)
    report = json.loads(footnote("add", "--json", first, second, first).output)
    (added,) = report["added"]
    assert report["skipped"] == [
        {"id": added["id"], "source": str(second)},
        {"id": added["id"], "source": str(first)},
    ]
    outcome = footnote("add", second)
    assert outcome.status == 0
    short = added["id"][:12]
    assert outcome.errors == f"Skipped ({second}), which the library has as {short}\n"


def test_paths_may_be_relative_and_hold_any_letters(
    footnote: Footnote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Spaces, umlauts, Chinese, even bytes that are no text."""
    monkeypatch.chdir(tmp_path)
    names = ["ein Büchlein.txt", "茶.txt", "-dash.txt", os.fsdecode(b"caf\xe9.txt")]
    for name in names:
        Path(name).write_text(f"Sentence of paper {names.index(name)}.")
    outcome = footnote("add", "--json", "--", *names)
    assert outcome.status == 0
    assert [line["source"] for line in json.loads(outcome.output)["added"]] == names
    *rest, odd = sources(footnote)
    assert rest == names[:-1]
    assert odd.startswith("caf")
    assert footnote("papers").status == 0


def test_a_library_may_be_anywhere(
    footnote: Footnote, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Named before or behind the command, relative, below folders to be made; the last counts."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bees.md").write_text(BEES)
    new = "nicht da/Bücher"
    assert footnote("--library", new, "add", "bees.md").status == 0
    assert footnote("add", "bees.md", "--library", new).errors.startswith("Skipped")
    papers = json.loads(footnote("papers", "--library", tmp_path / new, "--json").output)["papers"]
    assert [paper["source"] for paper in papers] == ["pakistan-russia-us.txt", "bees.md"]
    assert not home.exists()
    other = footnote("--library", new, "papers", "--library", "other", "--json")
    assert len(json.loads(other.output)["papers"]) == 1


def test_a_library_that_is_a_file_is_refused(footnote: Footnote, tmp_path: Path) -> None:
    """The message names it."""
    path = tmp_path / "bees.md"
    path.write_text(BEES)
    for command in (("papers",), ("add", path), ("ask", "Why?"), ("outline", BUNDLED)):
        outcome = footnote(*command, "--library", path)
        assert outcome.status == 1
        assert f"The library {path} cannot be used" in outcome.errors
    assert path.read_text() == BEES
    assert footnote("outline", "--library", path).status == 0


def test_papers_are_removed_by_the_first_letters_of_their_ids(
    footnote: Footnote, tmp_path: Path
) -> None:
    """Several at once, one named twice is removed once, and each is named."""
    (tmp_path / "bees.md").write_text(BEES)
    (added,) = json.loads(footnote("add", "--json", tmp_path / "bees.md").output)["added"]
    outcome = footnote("remove", added["id"][:5], BUNDLED, added["id"])
    assert outcome.status == 0
    assert outcome.output == ""
    assert [line[:20] for line in outcome.errors.splitlines()] == [
        f"Removed {added['id'][:12]}",
        f"Removed {BUNDLED}",
    ]
    assert json.loads(footnote("papers", "--json").output) == {"papers": []}
    assert footnote("papers").output == "The library is empty. `footnote add FILE` adds a paper.\n"


def test_what_a_paper_is_called_can_be_corrected(footnote: Footnote, tmp_path: Path) -> None:
    """The correction stays when the paper is removed and added anew, and adds to one before."""
    (tmp_path / "bees.md").write_text(BEES)
    (added,) = json.loads(footnote("add", "--json", tmp_path / "bees.md").output)["added"]
    corrected = footnote("papers", "set", added["id"][:6], "title=The  Dances", "year=1927")
    assert (corrected.status, corrected.output) == (0, "")
    assert corrected.errors.startswith(f"Corrected {added['id'][:12]} (The Dances).")
    assert f"remove {added['id'][:12]} and add the file again" in corrected.errors
    assert footnote("papers", "set", added["id"], "authors=Ann Lee; Jan Roe").status == 0

    def facts() -> tuple[str, list[str], int]:
        paper = json.loads(footnote("outline", added["id"], "--json").output)["paper"]
        return paper["title"], paper["authors"], paper["year"]

    assert facts() == ("The Dances", ["Ann Lee", "Jan Roe"], 1927)
    titles = [one["title"] for one in json.loads(footnote("papers", "--json").output)["papers"]]
    assert titles[-1] == "The Dances"
    assert footnote("verify").status == 0
    assert footnote("remove", added["id"]).status == 0
    assert footnote("add", tmp_path / "bees.md").status == 0
    assert facts() == ("The Dances", ["Ann Lee", "Jan Roe"], 1927)


@pytest.mark.parametrize("field", ["title=", "name=Bees", "year=soon", "Bees"])
def test_corrections_that_say_nothing(footnote: Footnote, field: str) -> None:
    """Exit status 2, and what may be written."""
    outcome = footnote("papers", "set", BUNDLED, field)
    assert outcome.status == 2
    assert "1999" in outcome.errors or "title=…, authors=…, year=…" in outcome.errors


def test_nothing_is_removed_if_one_id_is_unknown(footnote: Footnote, tmp_path: Path) -> None:
    """The message names it and those there are."""
    (tmp_path / "bees.md").write_text(BEES)
    assert footnote("add", tmp_path / "bees.md").status == 0
    outcome = footnote("remove", BUNDLED, "no-such-paper")
    assert outcome.status == 1
    assert "'no-such-paper' is not in the library" in outcome.errors
    assert f"({BUNDLED}, " in outcome.errors
    assert sources(footnote) == ["bees.md"]


def test_a_damaged_paper_is_named_and_can_be_removed(
    footnote: Footnote, tmp_path: Path, home: Path
) -> None:
    """Searching leaves it out and says so; once it is removed, there is nothing to say."""
    (tmp_path / "bees.md").write_text(BEES)
    assert footnote("add", tmp_path / "bees.md").status == 0
    damaged = next(home.rglob(f"papers/{BUNDLED}*.vectors"))
    damaged.write_bytes(bytes(len(damaged.read_bytes())))
    outcome = footnote("search", "Pressler Amendment")
    assert outcome.status == 0
    assert "Left out, as its files are damaged: “Pakistan’s Growing Relations" in outcome.output
    outline = footnote("outline", damaged.stem)
    assert outline.status == 1
    assert f"{damaged.name} has changed since it was written" in outline.errors
    assert footnote("remove", BUNDLED).status == 0
    assert "Left out" not in footnote("search", "bees").output
    assert "Bees dance" in footnote("search", "bees").output
