"""Every file of a library damaged in every way: never a wrong answer, told, and mended."""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from errno import EIO
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from corpus.errors import LibraryBusy, LibraryDamaged, LibraryError, LibraryMismatch
from corpus.formats import read_paper
from corpus.identity import short_id
from index.care.repair import Repair, repair_library
from index.care.verification import verify_library
from index.library import Library
from index.storage.disk import sync
from index.storage.originals import OriginalStore
from index.storage.store import GenerationStore
from qa.answer import Answer
from qa.settings import Settings
from qa.workspace import Workspace
from tests.damages import DAMAGES, QUESTIONS, TEXTS, flip, flip_alone, make_library, truncate
from tests.index.stored import unprivileged
from tests.old_library import write_old_library
from tests.toy_encoder import ToyEncoder

NEWEST = "generations/000004"


@dataclass(frozen=True, slots=True)
class World:
    """A sound library, the ids of its papers by name, and what it answers."""

    folder: Path
    ids: dict[str, str]
    answers: tuple[Answer, ...]


def opened(folder: Path) -> Workspace:
    """Open a library as it lies there."""
    return Workspace(Library(folder, make_encoder=ToyEncoder), Settings(reader="none"))


def answers_of(folder: Path) -> tuple[Answer, ...]:
    """Ask all questions."""
    workspace = opened(folder)
    return tuple(workspace.answer(question) for question in QUESTIONS)


def assert_same(folder: Path, expected: Sequence[Answer]) -> None:
    """Check that a library gives the same answers, to the last score.

    The last digits of a float depend on where in the memory its arrays lie.
    """
    for answer, right in zip(answers_of(folder), expected, strict=True):
        assert said(answer) == said(right)
        assert answer.confidence == pytest.approx(right.confidence, abs=1e-4)
        for hit, same in zip(answer.hits, right.hits, strict=True):
            assert dict(hit.scores) == pytest.approx(dict(same.scores), abs=1e-4)


def said(answer: Answer) -> object:
    """Return what an answer says and what it was made from."""
    return answer.text, answer.citations, answer.notice, [hit.passage for hit in answer.hits]


def mended(folder: Path) -> Repair:
    """Repair a library of the toy encoder."""
    return repair_library(folder, make_encoder=ToyEncoder, default_model="toy")


def world_in(folder: Path, *, keep_originals: bool) -> World:
    """Make a library and note what it answers."""
    ids = make_library(folder, keep_originals=keep_originals)
    return World(folder, ids, answers_of(folder))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Return a library that has the originals; not to change."""
    return world_in(tmp_path_factory.mktemp("kept") / "library", keep_originals=True)


@pytest.fixture(scope="module")
def declined(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Return a library without originals; not to change."""
    return world_in(tmp_path_factory.mktemp("declined") / "library", keep_originals=False)


def damaged_copies(
    world: World, damage: str, scratch: Path, *, below: str = ""
) -> Iterator[tuple[Path, str]]:
    """Return a copy of a library for each of its files, with that file damaged, and its name.

    Only files whose names begin with `below` are damaged.
    """
    for file in sorted(world.folder.rglob("*")):
        name = file.relative_to(world.folder).as_posix()
        if file.is_file() and name != "lock" and name.startswith(below):
            copy = scratch / "library"
            copy_with_links(world.folder, copy)
            DAMAGES[damage](copy / name)
            yield copy, name
            rmtree(copy)


def copy_with_links(source: Path, target: Path) -> None:
    """Copy a folder in which files of several names are one: they are one in the copy as well."""
    copies: dict[int, Path] = {}

    def copy(old: str, new: str) -> None:
        inode = Path(old).stat().st_ino
        if inode in copies:
            os.link(copies[inode], new)
        else:
            copies[inode] = Path(new)
            Path(new).write_bytes(Path(old).read_bytes())

    copytree(source, target, copy_function=copy)


def assert_never_wrong(folder: Path, world: World) -> None:
    """Ask a damaged library: right, or left out with a notice, or an error with the remedy."""
    texts = {paper.id: paper.text for paper in opened(world.folder).papers()}
    for question, right in zip(QUESTIONS, world.answers, strict=True):
        answer, told = asked(folder, question)
        if answer is not None and answer.notice == right.notice:
            assert said(answer) == said(right)
        else:
            assert "footnote repair" in told
        for citation in answer.citations if answer is not None else ():
            span = citation.span
            assert citation.quote == texts[citation.paper_id][span.start : span.end]


def asked(folder: Path, question: str) -> tuple[Answer | None, str]:
    """Ask a library that may be damaged; give the answer, if any, and what is told of damage."""
    try:
        answer = opened(folder).answer(question)
    except LibraryDamaged as error:
        return None, str(error)
    return answer, answer.notice or ""


def names_in(folder: Path) -> list[str]:
    """Return the names of all faults that `footnote verify` finds."""
    found = verify_library(folder)
    faults = (*found.faults, *found.previous_faults, *found.original_faults)
    return [fault.file for fault in faults]


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES)
def test_any_damage_of_a_file_is_told_and_mended_without_loss(
    kept: World, damage: str, tmp_path: Path
) -> None:
    """With the originals kept, the answers afterwards are those before, to the last score."""
    seen = 0
    for folder, name in damaged_copies(kept, damage, tmp_path):
        assert_never_wrong(folder, kept)
        named = names_in(folder)
        if name.startswith("originals/") and damage == "gone":
            assert named == []  # it may as well have been declined
        elif name != "generations/000003/manifest.json":  # which nothing has a checksum of
            assert name in named, name
        repair = mended(folder)
        assert repair.lost == (), name
        assert_same(folder, kept.answers)
        assert names_in(folder) == [], name
        again = mended(folder)
        assert again.found.sound
        assert again.generation == repair.generation
        seen += 1
    assert seen == 31


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES)
def test_without_originals_what_is_lost_is_named_and_nothing_else_is_lost(
    declined: World, damage: str, tmp_path: Path
) -> None:
    """Only the text of a paper cannot be had again; the others answer as they did without it."""
    for folder, name in damaged_copies(declined, damage, tmp_path, below=NEWEST):
        assert_never_wrong(folder, declined)
        repair = mended(folder)
        assert names_in(folder) == [], name
        lost = [paper.id for paper in repair.lost]
        if not lost:
            assert_same(folder, declined.answers)
            continue
        assert lost == [Path(name).stem] or "manifest.json" in name, name
        assert [(paper.title, paper.source) for paper in repair.lost] != [(None, None)]
        left = [entry.id for entry in opened(folder).entries()]
        assert left == [one for one in declined.ids.values() if one not in lost]
        assert repair.aside is not None
        for paper_id in lost:
            assert list(repair.aside.rglob(f"{paper_id}.vectors"))


def test_losing_the_text_of_a_paper_loses_that_paper_only(declined: World, tmp_path: Path) -> None:
    """Its name is told; the part that it was in is made anew of the others."""
    copy = tmp_path / "library"
    copy_with_links(declined.folder, copy)
    flip(copy / NEWEST / "papers" / f"{declined.ids['bees']}.json")
    repair = mended(copy)
    (lost,) = repair.lost
    assert (lost.id, lost.title, lost.source) == (declined.ids["bees"], "On Bees", "bees.md")
    fresh = Library(tmp_path / "fresh", make_encoder=ToyEncoder)
    for paper in opened(declined.folder).papers():
        if paper.title != "On Bees":
            fresh.add([fresh.encode(paper)])
    assert_same(copy, answers_of(fresh.folder))


def test_damage_of_vectors_costs_an_encoding_and_nothing_else(
    declined: World, tmp_path: Path
) -> None:
    """The text is there; its passages stay as they were cut."""
    copy = tmp_path / "library"
    copy_with_links(declined.folder, copy)
    truncate(copy / NEWEST / "papers" / f"{declined.ids['tea']}.vectors")
    repair = mended(copy)
    assert [paper.title for paper in repair.encoded] == ["A History of Tea"]
    assert repair.reread == repair.lost == ()
    assert_same(copy, declined.answers)


def test_other_weights_than_the_librarys_are_refused_and_nothing_changes(
    declined: World, tmp_path: Path
) -> None:
    """Vectors of two models in one library would be compared with each other."""
    copy = tmp_path / "library"
    copy_with_links(declined.folder, copy)
    flip(copy / NEWEST / "papers" / f"{declined.ids['tea']}.vectors")
    assert_refused_unchanged(copy)
    assert mended(copy).lost == ()
    assert_same(copy, declined.answers)


def assert_refused_unchanged(folder: Path) -> None:
    """Check that other weights are refused, and that no file was made, moved or changed."""
    before = files_in(folder)
    with pytest.raises(LibraryMismatch, match=r"other weights of the model.*Nothing was changed"):
        repair_library(
            folder, make_encoder=lambda name: ToyEncoder(name, seed=1), default_model="toy"
        )
    assert files_in(folder) == before


def files_in(folder: Path) -> dict[Path, bytes | None]:
    """Return what lies in a library, but for its lock: files with their content, and folders."""
    paths = [path for path in folder.rglob("*") if path != folder / "lock"]
    return {path: path.read_bytes() if path.is_file() else None for path in paths}


def test_a_refused_repair_moves_no_damaged_original_and_no_odd_pointer(
    kept: World, tmp_path: Path
) -> None:
    """What is refused is refused first; a repair with the right weights moves both aside."""
    copy = tmp_path / "library"
    copy_with_links(kept.folder, copy)
    flip(copy / NEWEST / "papers" / f"{kept.ids['tea']}.vectors")
    original = OriginalStore(copy).find(kept.ids["bees"])
    assert original is not None
    flip(original)
    (copy / "CURRENT").unlink()
    (copy / "CURRENT").mkdir()
    assert_refused_unchanged(copy)
    aside = mended(copy).aside
    assert aside is not None
    assert (aside / original.relative_to(copy)).is_file()
    assert not original.exists()
    assert (aside / "CURRENT").is_dir()
    assert names_in(copy) == []
    assert_same(copy, kept.answers)


def test_a_damaged_original_of_a_lost_paper_is_moved_once(kept: World, tmp_path: Path) -> None:
    """It stays neither where it lay, nor under two names."""
    copy = tmp_path / "library"
    copy_with_links(kept.folder, copy)
    flip(copy / NEWEST / "papers" / f"{kept.ids['tea']}.json")
    original = OriginalStore(copy).find(kept.ids["tea"])
    assert original is not None
    flip(original)
    repair = mended(copy)
    assert [paper.id for paper in repair.lost] == [kept.ids["tea"]]
    assert repair.aside is not None
    assert [path.name for path in (repair.aside / "originals").iterdir()] == [original.name]
    assert not original.exists()
    assert names_in(copy) == []


@pytest.mark.parametrize("failure", [OSError(EIO, "Input/output error"), KeyboardInterrupt()])
def test_a_commit_that_fails_behind_the_pointer_removes_nothing_it_names(
    declined: World, failure: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last sync, of the folder that holds the pointer, fails or is broken off."""
    copy = tmp_path / "library"
    copy_with_links(declined.folder, copy)
    flip(copy / NEWEST / "catalogue.json")

    def failing(path: Path) -> None:
        if path == copy:
            raise failure
        sync(path)

    monkeypatch.setattr("index.storage.pointer.sync", failing)
    with pytest.raises((LibraryError, KeyboardInterrupt)):
        mended(copy)
    monkeypatch.undo()
    assert (copy / "CURRENT").read_text().startswith("000005 ")
    assert_same(copy, declined.answers)
    assert mended(copy).lost == ()
    assert names_in(copy) == []


def test_a_commit_that_fails_before_the_pointer_leaves_no_draft(
    declined: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library is as damaged as it was."""
    copy = tmp_path / "library"
    copy_with_links(declined.folder, copy)
    flip(copy / NEWEST / "catalogue.json")

    def failing(path: Path) -> None:
        raise OSError(EIO, "Input/output error", str(path))

    monkeypatch.setattr("index.storage.draft.sync", failing)
    with pytest.raises(LibraryError):
        mended(copy)
    monkeypatch.undo()
    assert (copy / "CURRENT").read_text().startswith("000004 ")
    assert not (copy / "generations" / "000005").exists()
    assert mended(copy).lost == ()


def test_several_damages_at_once_are_mended(kept: World, tmp_path: Path) -> None:
    """The pointer, an index, the catalogue and two papers."""
    copy = tmp_path / "library"
    copy_with_links(kept.folder, copy)
    truncate(copy / "CURRENT")
    truncate(copy / NEWEST / "catalogue.json")
    (copy / NEWEST / "parts" / "000001.postings").unlink()
    flip(copy / NEWEST / "papers" / f"{kept.ids['tea']}.json")
    flip(copy / NEWEST / "papers" / f"{kept.ids['wax']}.vectors")
    repair = mended(copy)
    assert {paper.title for paper in repair.encoded} == {"A History of Tea", "On Wax"}
    assert_same(copy, kept.answers)


def test_damage_in_both_generations_without_a_manifest_is_mended_from_originals(
    kept: World, tmp_path: Path
) -> None:
    """Nothing proves a file any more, so every paper is read again."""
    copy = tmp_path / "library"
    copy_with_links(kept.folder, copy)
    for manifest in copy.rglob("manifest.json"):
        manifest.unlink()
    (copy / "CURRENT").unlink()
    repair = mended(copy)
    assert {paper.id for paper in repair.reread} == set(kept.ids.values())
    assert names_in(copy) == []
    assert {entry.id for entry in opened(copy).entries()} == set(kept.ids.values())
    sums = {file.read_bytes() for file in kept.folder.rglob("papers/*")}
    assert {file.read_bytes() for file in copy.glob("generations/*/papers/*")} <= sums


def test_damaged_files_are_kept_aside(kept: World, tmp_path: Path) -> None:
    """Under the name that they had; a second repair leaves them alone."""
    copy = tmp_path / "library"
    copy_with_links(kept.folder, copy)
    name = f"{NEWEST}/papers/{kept.ids['tea']}.json"
    flip_alone(copy / name)
    damaged = (copy / name).read_bytes()
    aside = mended(copy).aside
    assert aside == copy / "damaged-000005"
    assert (aside / name).read_bytes() == damaged
    assert [path for path in aside.rglob("*") if path.is_file()] == [aside / name]
    mended(copy)
    assert (aside / name).read_bytes() == damaged


def test_a_repair_keeps_writers_out_and_waits_for_them(kept: World, tmp_path: Path) -> None:
    """It holds the library's lock."""
    copy = tmp_path / "library"
    copy_with_links(kept.folder, copy)
    flip(copy / NEWEST / "catalogue.json")

    def refuse(name: str) -> ToyEncoder:
        with pytest.raises(LibraryBusy), GenerationStore(copy).locked():
            pass
        return ToyEncoder(name)

    flip(copy / NEWEST / "papers" / f"{kept.ids['tea']}.vectors")
    repair_library(copy, make_encoder=refuse, default_model="toy")
    assert_same(copy, kept.answers)


def test_a_library_that_nothing_is_left_of_is_named(tmp_path: Path) -> None:
    """There is no way to mend it, and it is not made anew in silence."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "CURRENT").write_text("nonsense")
    assert names_in(folder) == ["CURRENT"]
    with pytest.raises(LibraryDamaged, match="Nothing is left of the library"):
        mended(folder)


def test_a_library_that_was_never_made_is_sound(tmp_path: Path) -> None:
    """Looking does not make it, and repairing neither."""
    folder = tmp_path / "none"
    assert verify_library(folder).sound
    assert mended(folder).generation is None
    assert not folder.exists()


def test_a_mended_library_goes_on(kept: World, tmp_path: Path) -> None:
    """Papers are removed and added as ever; the next generations are sound."""
    copy = tmp_path / "library"
    copy_with_links(kept.folder, copy)
    flip(copy / NEWEST / "parts" / "000001.vectors")
    mended(copy)
    library = Library(copy, make_encoder=ToyEncoder)
    library.remove(kept.ids["bees"])
    (bees,) = [paper for paper in opened(kept.folder).papers() if paper.title == "On Bees"]
    library.add([library.encode(bees)])
    assert names_in(copy) == []
    assert len(opened(copy).entries()) == 4


def test_a_library_of_another_version_is_no_damage(kept: World, tmp_path: Path) -> None:
    """It is refused, and not mended into one of this version."""
    copy = tmp_path / "library"
    copy_with_links(kept.folder, copy)
    manifest = copy / NEWEST / "manifest.json"
    content = re.sub(rb'"format_version": \d+', b'"format_version": 99', manifest.read_bytes())
    manifest.write_bytes(content)
    pointer = f"000004 {hashlib.sha256(content).hexdigest()}\n"
    (copy / "CURRENT").write_text(pointer)
    for attempt in (verify_library, mended):
        with pytest.raises(LibraryMismatch, match="format version 99"):
            attempt(copy)
    assert manifest.read_bytes() == content


def test_a_library_that_may_not_be_read_is_no_damage(kept: World) -> None:
    """The error says so, and names no damage."""
    with tempfile.TemporaryDirectory() as visible:  # tmp_path is closed to other users
        Path(visible).chmod(0o755)
        copy = Path(visible) / "library"
        copy_with_links(kept.folder, copy)
        for folder in (copy, *(path for path in copy.rglob("*") if path.is_dir())):
            folder.chmod(0o755)
        with unprivileged():
            assert verify_library(copy).sound
        for closed in (copy / NEWEST / "catalogue.json", copy / NEWEST, copy / "generations"):
            closed.chmod(0)
            with unprivileged(), pytest.raises(LibraryError, match="may not be used"):
                verify_library(copy)


def test_a_library_of_an_older_version_is_mended(tmp_path: Path) -> None:
    """Its papers keep the ids that they have, whichever file they are mended from."""
    papers = []
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.md").write_text(text)
        papers.append(read_paper(tmp_path / f"{name}.md"))
    folder = tmp_path / "library"
    write_old_library(folder, papers)
    for paper in papers:
        OriginalStore(folder).keep(short_id(paper.id), tmp_path / paper.source)
    right = answers_of(folder)
    flip(folder / "generations" / "000001" / "papers" / f"{short_id(papers[0].id)}.json")
    (folder / "generations" / "000001" / "papers" / f"{short_id(papers[1].id)}.vectors").unlink()
    repair = mended(folder)
    assert [paper.id for paper in repair.reread] == [short_id(papers[0].id)]
    assert len(repair.encoded) == 2
    assert_same(folder, right)
    assert names_in(folder) == []
