"""Which file a paper came from: ids, what they are compared with, and those of older libraries."""

import hashlib
import json
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from corpus.errors import UnknownPaper
from corpus.formats import BUNDLED_PATH, read_bundled_paper, read_paper
from corpus.identity import paper_id, short_id
from index.folder_snapshot import FolderSnapshot
from index.library import Library
from index.storage.originals import OriginalStore
from qa.workspace import Workspace
from tests.conftest import Footnote
from tests.old_library import write_old_library
from tests.pdf_pages import Pdf
from tests.toy_encoder import ToyEncoder
from ui.web.library.list import PaperList
from ui.web.paper.papers import reading_of

BUNDLED = paper_id(BUNDLED_PATH.read_bytes())


def write(folder: Path, name: str, text: str) -> Path:
    """Write a file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def draw(folder: Path, name: str, sentence: str) -> Path:
    """Write a PDF of a sentence."""
    pdf = Pdf()
    pdf.lines([sentence])
    path = folder / name
    path.write_bytes(pdf.finish())
    return path


def alike(folder: Path) -> tuple[Path, Path]:
    """Write two files of another text whose ids begin with the same two digits."""
    first = write(folder, "a.md", "# Trial\n\nThe cure helped 97 of 100 people.\n")
    start = paper_id(first.read_bytes())[:2]
    for number in count():
        second = write(folder, "b.md", f"# Trial\n\nThe cure helped 12 of 100 people.\n{number}\n")
        if paper_id(second.read_bytes()).startswith(start):
            return first, second
    raise AssertionError


def listed(footnote: Footnote) -> dict[str, str]:
    """Return the ids of the papers by their sources."""
    papers = json.loads(footnote("papers", "--json").output)["papers"]
    return {paper["source"]: paper["id"] for paper in papers}


def opened(library: Library) -> FolderSnapshot:
    """Open a library that is there."""
    snapshot = library.snapshot()
    assert isinstance(snapshot, FolderSnapshot)
    return snapshot


# Ids of today


def test_papers_are_listed_by_short_ids_and_told_whole_to_programs(
    footnote: Footnote, tmp_path: Path
) -> None:
    """Twelve digits for people, in every message; both are taken where an id is typed."""
    path = write(tmp_path, "bees.md", "# On Bees\n\nBees dance to share directions.\n")
    whole = paper_id(path.read_bytes())
    assert len(whole) == 32
    short = whole[:12]
    assert f"Added {short}: On Bees" in footnote("add", path).errors
    assert f"which the library has as {short}\n" in footnote("add", path).errors
    assert f"{short}  On Bees\n" in footnote("papers").output
    assert listed(footnote)["bees.md"] == whole
    for typed in (whole, short, whole[:4]):
        outline = footnote("outline", typed)
        assert f"id {short}: " in outline.output
        assert json.loads(footnote("outline", typed, "--json").output)["paper"]["id"] == whole
    assert f"Removed {short} (On Bees)" in footnote("remove", short).errors


def test_papers_whose_short_ids_agree_are_two_papers(
    footnote: Footnote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are listed whole, each is found, and what fits both is refused with both."""
    monkeypatch.setattr("corpus.identity.SHORT_LENGTH", 2)
    first, second = alike(tmp_path)
    assert footnote("add", first).status == 0
    report = json.loads(footnote("add", second, "--json").output)
    assert (len(report["added"]), report["skipped"]) == (1, [])
    ids = listed(footnote)
    assert ids["a.md"][:2] == ids["b.md"][:2]
    assert ids["a.md"] != ids["b.md"]
    papers = footnote("papers").output
    assert f"{ids['a.md']}  Trial" in papers
    assert f"{ids['b.md']}  Trial" in papers
    outcome = footnote("ask", "How many people did the cure help?", "--paper", ids["a.md"][:2])
    assert outcome.status == 1
    assert "fits several papers of the library" in outcome.errors
    assert f"({ids['a.md']}, {ids['b.md']})" in outcome.errors
    assert "12 of 100" in footnote("outline", ids["b.md"], "--text").output


@pytest.mark.parametrize("together", [True, False])
def test_another_file_with_the_same_id_is_never_skipped(
    footnote: Footnote,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    together: bool,  # noqa: FBT001 - pytest gives it by position
) -> None:
    """It fails with a message: the bytes are compared, however short the ids are."""
    monkeypatch.setattr("corpus.identity.ID_LENGTH", 2)
    first, second = alike(tmp_path)
    if not together:
        footnote("add", first)
    outcome = footnote("add", "--json", *([first] if together else []), second, first)
    report = json.loads(outcome.output)
    assert outcome.status == 1
    assert [line["source"] for line in report["failed"]] == [str(second)]
    assert "of another paper of the library, though not its bytes" in outcome.errors
    assert [line["source"] for line in report["skipped"]] == [str(first)]
    assert "97 of 100" in footnote("outline", listed(footnote)["a.md"], "--text").output


def test_a_paper_without_a_copy_is_said_to_be_known_by_its_id(
    footnote: Footnote, tmp_path: Path
) -> None:
    """Nothing can be compared then; the copy is kept from then on."""
    path = write(tmp_path, "bees.md", "# On Bees\n\nBees dance to share directions.\n")
    footnote("add", "--originals", "none", path)
    again = footnote("add", path)
    assert "by its id; it kept no copy to compare with" in again.errors
    assert "no copy" not in footnote("add", path).errors


# Libraries of an older version


@pytest.fixture
def bees(tmp_path: Path) -> Path:
    """Return a file of Markdown, of which older versions kept no copy."""
    return write(tmp_path, "bees.md", "# On Bees\n\nBees dance to share directions.\n")


@pytest.fixture
def wasps(tmp_path: Path) -> Path:
    """Return a PDF, of which older versions kept a copy."""
    return draw(tmp_path, "wasps.pdf", "Wasps build their nests of paper in spring.")


@pytest.fixture
def old(home: Path, bees: Path, wasps: Path) -> Library:
    """Return a library of an older version: the bundled paper, Markdown, and a PDF."""
    papers = [read_bundled_paper(), read_paper(bees), read_paper(wasps)]
    library = write_old_library(home / "library", papers)
    originals = library.folder / "originals"
    originals.mkdir()
    (originals / f"{short(wasps)}.pdf").write_bytes(wasps.read_bytes())
    return library


def short(path: Path) -> str:
    """Return the id that older versions gave a file."""
    return paper_id(path.read_bytes())[:12]


def whole(path: Path) -> str:
    """Return the id of a file."""
    return paper_id(path.read_bytes())


def test_an_old_library_is_read_as_it_is(
    footnote: Footnote, old: Library, bees: Path, wasps: Path
) -> None:
    """Nothing is written, and ids of both lengths fit."""
    assert listed(footnote) == {
        "pakistan-russia-us.txt": BUNDLED[:12],
        "bees.md": short(bees),
        "wasps.pdf": short(wasps),
    }
    for path in (bees, wasps):
        for typed in (whole(path), short(path), short(path)[:5]):
            found = json.loads(footnote("search", "build", "--paper", typed, "--json").output)
            assert {hit["paper_id"] for hit in found["hits"]} == {short(path)}
    assert opened(old).generation.version == 3
    assert opened(old).generation.number == 1


def test_an_old_library_is_upgraded(
    footnote: Footnote, old: Library, bees: Path, wasps: Path
) -> None:
    """Papers get whole ids where the bytes are there; the document says which did not."""
    before = footnote("search", "paper", "--json").output
    outcome = footnote("upgrade", "--json")
    assert outcome.status == 0
    assert json.loads(outcome.output) == {
        "format": {"before": 3, "now": 6},
        "renamed": [
            {"before": BUNDLED[:12], "now": BUNDLED},
            {"before": short(wasps), "now": whole(wasps)},
        ],
        "short": [{"id": short(bees), "title": "On Bees", "source": "bees.md"}],
        "unpaged": [{"id": short(wasps), "title": "wasps", "source": "wasps.pdf"}],
        "recoded": 0,
    }
    assert listed(footnote) == {
        "pakistan-russia-us.txt": BUNDLED,
        "bees.md": short(bees),
        "wasps.pdf": whole(wasps),
    }
    snapshot = opened(old)
    snapshot.generation.verify()
    assert snapshot.paper(short(wasps)).id == whole(wasps)
    assert snapshot.paper(whole(bees)).id == short(bees)
    assert snapshot.paper(BUNDLED[:12]) == read_bundled_paper()
    assert [path.name for path in (old.folder / "originals").iterdir()] == [f"{whole(wasps)}.pdf"]
    after = json.loads(footnote("search", "paper", "--json").output)
    assert [hit["text"] for hit in after["hits"]] == [
        hit["text"] for hit in json.loads(before)["hits"]
    ]
    assert {hit["passage_id"].partition(":")[0] for hit in after["hits"]} <= {
        hit["paper_id"] for hit in after["hits"]
    }


def test_an_upgrade_is_told_to_people_and_done_once(
    footnote: Footnote, old: Library, bees: Path, wasps: Path
) -> None:
    """The second time there is nothing to do, and no new generation."""
    first = footnote("upgrade").output
    assert "The library had format 3, and has format 6." in first
    assert "Papers that got whole ids: 2." in first
    assert f"{short(bees)}  On Bees (bees.md)" in first
    assert first.endswith(f"add their files again:\n  {short(wasps)}  wasps (wasps.pdf)\n")
    number = opened(old).generation.number
    again = footnote("upgrade").output
    assert "The library has format 6, that of this version." in again
    assert "got whole ids" not in again
    assert opened(old).generation.number == number


def test_a_change_upgrades_as_well(
    footnote: Footnote, old: Library, tmp_path: Path, bees: Path, wasps: Path
) -> None:
    """Adding to an old library writes whole ids, and so does removing from it."""
    ants = write(tmp_path, "ants.md", "# On Ants\n\nAnts carry leaves.\n")
    assert footnote("add", ants).status == 0
    assert listed(footnote) == {
        "pakistan-russia-us.txt": BUNDLED,
        "bees.md": short(bees),
        "wasps.pdf": whole(wasps),
        "ants.md": whole(ants),
    }
    opened(old).generation.verify()
    assert footnote("remove", short(wasps)).status == 0
    assert [path.suffix for path in (old.folder / "originals").iterdir()] == [".md"]


def test_removing_from_an_old_library_upgrades_the_rest(
    footnote: Footnote, old: Library, bees: Path, wasps: Path
) -> None:
    """The removed paper is named as it was."""
    assert f"Removed {short(bees)} (" in footnote("remove", short(bees)).errors
    assert listed(footnote) == {"pakistan-russia-us.txt": BUNDLED, "wasps.pdf": whole(wasps)}
    opened(old).generation.verify()


@pytest.mark.usefixtures("old")
def test_files_of_an_old_library_are_known_in_it(
    footnote: Footnote, bees: Path, wasps: Path
) -> None:
    """By the bytes where they are kept, else by the text; then these get whole ids as well."""
    outcome = footnote("add", bees, wasps, "--json")
    report = json.loads(outcome.output)
    assert (report["added"], report["failed"]) == ([], [])
    assert [line["id"] for line in report["skipped"]] == [short(bees), short(wasps)]
    assert outcome.errors.count("no copy to compare with") == 1
    assert json.loads(footnote("upgrade", "--json").output)["short"] == []
    assert listed(footnote)["bees.md"] == whole(bees)
    report = json.loads(footnote("add", bees, wasps, "--json").output)
    assert [line["id"] for line in report["skipped"]] == [whole(bees), whole(wasps)]


def test_half_an_id_does_not_make_another_text_known(
    footnote: Footnote, home: Path, tmp_path: Path, bees: Path
) -> None:
    """A file whose id begins as that of an old paper without a copy is a paper of its own."""
    ants = read_paper(write(tmp_path, "ants.md", "# On Ants\n\nAnts carry leaves.\n"))
    write_old_library(home / "library", [replace(ants, id=whole(bees))])
    assert listed(footnote) == {"ants.md": short(bees)}
    report = json.loads(footnote("add", bees, "--json").output)
    assert [line["id"] for line in report["added"]] == [whole(bees)]
    assert listed(footnote) == {"ants.md": short(bees), "bees.md": whole(bees)}
    assert "Ants carry" in footnote("outline", short(bees), "--text").output
    assert "Bees dance" in footnote("outline", whole(bees), "--text").output
    report = json.loads(footnote("add", bees, "--json").output)
    assert [line["id"] for line in report["skipped"]] == [whole(bees)]


def test_half_an_id_does_not_make_another_file_known(
    footnote: Footnote, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor where the old paper has a copy: the bytes are compared, and both copies stay."""
    monkeypatch.setattr("corpus.identity.SHORT_LENGTH", 2)
    first, second = alike(tmp_path)
    old = write_old_library(home / "library", [read_paper(first)])
    originals = old.folder / "originals"
    originals.mkdir()
    (originals / f"{short_id(whole(first))}.md").write_bytes(first.read_bytes())
    report = json.loads(footnote("add", second, first, "--json").output)
    assert [line["source"] for line in report["added"]] == [str(second)]
    assert [line["source"] for line in report["skipped"]] == [str(first)]
    assert listed(footnote) == {"a.md": whole(first), "b.md": whole(second)}
    for path in (first, second):
        assert (originals / f"{whole(path)}.md").read_bytes() == path.read_bytes()
    assert len(list(originals.iterdir())) == 2


def test_damage_does_not_keep_an_old_library_from_being_upgraded(
    footnote: Footnote, old: Library, wasps: Path, bees: Path
) -> None:
    """The damaged paper keeps its id and its damage; a damaged copy tells no id."""
    generation = opened(old).generation
    file = generation.folder / "papers" / f"{BUNDLED[:12]}.json"
    file.write_bytes(b"\0" + file.read_bytes()[1:])
    (old.folder / "originals" / f"{short(wasps)}.pdf").write_bytes(b"%PDF-1.4 cut")
    upgrade = json.loads(footnote("upgrade", "--json").output)
    assert (upgrade["format"], upgrade["renamed"]) == ({"before": 3, "now": 6}, [])
    assert [line["id"] for line in upgrade["short"]] == [BUNDLED[:12], short(bees), short(wasps)]
    assert opened(old).paper(whole(wasps)).id == short(wasps)
    assert footnote("add", wasps).status == 0
    footnote("upgrade")
    assert listed(footnote)["wasps.pdf"] == whole(wasps)


def test_a_kept_copy_is_found_before_it_is_renamed(footnote: Footnote, old: Library) -> None:
    """A crash between the new generation and the new name costs nothing."""
    old.upgrade()
    assert footnote("papers").status == 0
    wasps = next(entry for entry in opened(old).entries if entry.source == "wasps.pdf")
    store = OriginalStore(old.folder)
    assert store.has_pages(wasps.id)
    assert paper_id(store.read(wasps.id) or b"") == wasps.id
    store.sweep(lambda: [entry.id for entry in opened(old).entries])
    assert paper_id(store.read(wasps.id) or b"") == wasps.id


def test_what_was_written_down_with_old_ids_goes_on_fitting(
    footnote: Footnote, old: Library, tmp_path: Path, wasps: Path
) -> None:
    """QA files and kept conversations name papers by the ids they had."""
    footnote("upgrade")
    questions = tmp_path / "qa.jsonl"
    row = {
        "id": "a",
        "question": "What do wasps build?",
        "answers": ["nests of paper"],
        "evidence": ["build their nests of paper"],
        "paper": short(wasps),
    }
    questions.write_text(json.dumps(row) + "\n")
    assert json.loads(footnote("questions", "check", questions, "--json").output)["findings"] == []
    run = json.loads(footnote("evaluate", questions, "--json").output)
    hits = run["per_question"][0]["retrieved"]
    assert {hit["paper_id"] for hit in hits} == {whole(wasps)}
    workspace = Workspace(old)
    assert f'data-paper="{whole(wasps)}"' in reading_of(workspace, short(wasps))
    assert f'data-paper="{whole(wasps)}"' in PaperList(workspace).show()


def test_an_id_that_fits_an_old_and_a_new_paper_is_the_old_ones(home: Path, tmp_path: Path) -> None:
    """A whole id is never taken for the beginning of another."""
    ants = read_paper(write(tmp_path, "ants.md", "# On Ants\n\nAnts carry leaves.\n"))
    library = Library(home / "library", make_encoder=lambda _: ToyEncoder())
    both = [ants, replace(ants, id=short_id(ants.id), title="Old")]
    library.add([library.encode(paper) for paper in both])
    assert opened(library).paper(short_id(ants.id)).title == "Old"
    assert opened(library).paper(ants.id).title == "On Ants"
    with pytest.raises(UnknownPaper, match="fits several papers"):
        opened(library).paper(ants.id[:6])


def test_a_library_newer_than_this_version_is_left_alone(footnote: Footnote, old: Library) -> None:
    """The formats that can be read are named."""
    manifest = opened(old).generation.folder / "manifest.json"
    data = manifest.read_bytes().replace(b'"format_version": 3', b'"format_version": 7')
    manifest.write_bytes(data)
    (old.folder / "CURRENT").write_text(f"000001 {hashlib.sha256(data).hexdigest()}\n")
    outcome = footnote("upgrade")
    assert outcome.status == 1
    assert "has format version 7; this version of Footnote reads" in outcome.errors
    assert "format versions 3, 4, 5 and 6" in outcome.errors
