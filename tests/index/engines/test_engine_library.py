"""A library in an engine: what it gives is what a folder gives, whatever is cut off."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import LibraryBusy, LibraryError, LibraryMismatch, PaperDamaged, UnknownPaper
from corpus.formats import read_bundled_paper, read_paper
from corpus.paper import Paper
from index.corrections import Correction
from index.engines.control import Control, new_writer
from index.engines.engine import Engine
from index.engines.numbering import CONTROL, END, PAPERS, paper_point, passage_id
from index.engines.points import points_of
from index.library import Library
from index.retriever import HybridRetriever
from index.snapshot import Snapshot
from tests.index.engine_samples import stray_point
from tests.toy_encoder import DIMENSION, ToyEncoder

QUERIES = ("How do bees share directions?", "the Tashkent Agreement", "Gwadar port", "of the")
Reopen = Callable[[], Library]


@pytest.fixture(scope="module")
def ours() -> Paper:
    """Return the bundled paper."""
    return read_bundled_paper()


@pytest.fixture
def bees(tmp_path: Path) -> Paper:
    """Return a short paper."""
    path = tmp_path / "bees.md"
    path.write_text("# On Bees\n\nBees dance to share directions. They rest at night.\n")
    return read_paper(path)


@pytest.fixture
def both(ours: Paper, bees: Paper) -> tuple[Paper, Paper]:
    """Return both papers."""
    return ours, bees


def fill(library: Library, *papers: Paper) -> Library:
    """Add papers one by one."""
    for paper in papers:
        library.add([library.encode(paper)])
    return library


def opened(library: Library) -> Snapshot:
    """Open a library that is there."""
    snapshot = library.snapshot()
    assert snapshot is not None
    return snapshot


def titles(library: Library) -> list[str]:
    """Return the titles of a library's papers, in order."""
    return [entry.title for entry in opened(library).entries]


def ids_in(engine: Engine) -> list[int]:
    """Return the ids of all points but the control's."""
    return [point.id for point in engine.scroll(0, END, payload=["paper"]) if point.id != CONTROL]


def same(kept: Library, folder: Library) -> None:
    """Hold a library against one in a folder, to the last bit."""
    one, other = opened(kept), opened(folder)
    assert one.entries == other.entries
    assert one.passage_count == other.passage_count
    assert one.sentence_count == other.sentence_count
    assert one.lexical.vocabulary == other.lexical.vocabulary
    np.testing.assert_array_equal(
        np.trim_zeros(one.token_frequencies, "b"), np.trim_zeros(other.token_frequencies, "b")
    )
    sums = other.checksums()
    assert one.checksums() == {name: sums[name] for name in sums if name.startswith("papers/")}
    for query in QUERIES:
        found, expected = (
            HybridRetriever(each, ToyEncoder()).search(query, k=20) for each in (one, other)
        )
        assert found == expected


def test_it_gives_what_a_folder_gives(
    kept: Library, reopen: Reopen, tmp_path: Path, ours: Paper, bees: Paper
) -> None:
    """Papers, passages, counts and checksums; hits with every score, bit for bit."""
    folder = fill(Library(tmp_path / "folder", make_encoder=ToyEncoder), ours, bees)
    fill(kept, ours, bees)
    same(kept, folder)
    same(reopen(), folder)
    for paper in (ours, bees):
        assert opened(kept).paper(paper.id) == paper
        one, other = (opened(each).encoded(paper.id) for each in (kept, folder))
        assert one.passages == other.passages == opened(kept).passages_of(paper.id)
        for mine, theirs in zip(one.arrays, other.arrays, strict=True):
            np.testing.assert_array_equal(mine, theirs)
        np.testing.assert_array_equal(
            opened(kept).sentence_vectors(paper.id), other.sentence_vectors
        )
    assert kept.add([kept.encode(bees)]) == ()
    kept.remove(ours.id)
    folder.remove(ours.id)
    same(kept, folder)
    with pytest.raises(UnknownPaper):
        opened(kept).paper(ours.id)
    fill(kept, ours)
    fill(folder, ours)
    same(kept, folder)


def test_papers_restrict_a_search(kept: Library, ours: Paper, bees: Paper) -> None:
    """Of one paper, only its own passages are found."""
    fill(kept, ours, bees)
    retriever = HybridRetriever(opened(kept), ToyEncoder())
    found = retriever.search("bees dance", k=50, papers=[ours.id])
    assert {hit.passage.paper_id for hit in found} == {ours.id}
    assert retriever.search("bees dance", papers=[bees.id[:8]])[0].passage.paper_id == bees.id


def test_a_correction_is_seen_and_stays(kept: Library, reopen: Reopen, bees: Paper) -> None:
    """The title as a person says, in the catalogue and in the paper, which stays sound."""
    fill(kept, bees)
    before = opened(kept)
    kept.correct(bees.id, Correction(title="Of Bees", year=1900))
    assert kept.snapshot(before) is not before
    assert titles(reopen()) == ["Of Bees"]
    paper = opened(reopen()).encoded(bees.id).paper
    assert (paper.title, paper.year) == ("Of Bees", 1900)


def test_a_snapshot_stays_while_nothing_changes(kept: Library, ours: Paper, bees: Paper) -> None:
    """And another one comes once a paper was added."""
    fill(kept, bees)
    known = opened(kept)
    assert kept.snapshot(known) is known
    fill(kept, ours)
    newer = kept.snapshot(known)
    assert newer is not None
    assert [entry.title for entry in newer.entries] == [bees.title, ours.title]
    assert [entry.title for entry in known.entries] == [bees.title]


def test_what_a_crash_has_left_is_not_seen_and_is_removed(
    kept: Library, reopen: Reopen, engine: Engine, ours: Paper, bees: Paper
) -> None:
    """Half a paper that was being added: no search finds it, and the next change removes it."""
    fill(kept, bees)
    before = ids_in(engine)
    half = list(points_of(kept.encode(ours), 1))
    engine.upsert([*half[:5], half[-1], stray_point(7, DIMENSION)])
    snapshot = opened(reopen())
    assert [entry.title for entry in snapshot.entries] == [bees.title]
    assert len(snapshot.vectors.search(np.ones(DIMENSION, np.float32), k=50).places) == 1
    found = HybridRetriever(snapshot, ToyEncoder()).search("Pakistan and Russia", k=50)
    assert {hit.passage.paper_id for hit in found} <= {bees.id}
    assert len(ids_in(engine)) > len(before)
    reopen().add([kept.encode(bees)])
    assert ids_in(engine) == before
    assert titles(fill(reopen(), ours)) == [bees.title, ours.title]


@pytest.mark.parametrize("call", range(1, 8))
def test_a_change_that_is_cut_off_at_any_call_does_all_or_nothing(
    reopen: Reopen,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
    both: tuple[Paper, Paper],
    call: int,
) -> None:
    """Whatever the engine was about to write: the library is sound, and the change can be made."""
    kept, (ours, bees) = reopen(), both
    fill(kept, bees)
    encoded = kept.encode(ours)
    left = call
    written = type(engine).upsert

    def cut(self: Engine, points: list) -> None:  # type: ignore[type-arg]
        nonlocal left
        left -= 1
        if left == 0:
            raise KeyboardInterrupt
        written(self, points)

    with monkeypatch.context() as patch:
        patch.setattr(type(engine), "upsert", cut)
        patch.setattr("index.engines.store._POINTS_AT_ONCE", 15)
        try:
            reopen().add([encoded])
        except KeyboardInterrupt:
            assert titles(reopen()) in ([bees.title], [bees.title, ours.title])
    patch_free = reopen()
    if not engine.exclusive:  # as if two minutes had passed
        monkeypatch.setattr("index.engines.control.time.time", lambda: 4e9)
    patch_free.add([encoded])
    assert titles(reopen()) == [bees.title, ours.title]
    assert opened(reopen()).encoded(ours.id).paper == ours


def test_a_removal_that_is_cut_off_is_finished_by_the_next_change(
    reopen: Reopen,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
    both: tuple[Paper, Paper],
) -> None:
    """The paper is gone at once, its points with the next change."""
    kept, (ours, bees) = reopen(), both
    fill(kept, ours, bees)
    with monkeypatch.context() as patch:
        nothing = lambda *_, **__: None  # noqa: E731
        patch.setattr(type(engine), "delete_papers", nothing)
        kept.remove(ours.id)
    assert paper_point(0) in ids_in(engine)
    assert titles(reopen()) == [bees.title]
    assert not {
        hit.passage.paper_id
        for hit in HybridRetriever(opened(reopen()), ToyEncoder()).search("Pakistan", k=50)
    } - {bees.id}
    reopen().remove(bees.id)
    assert all(one >= PAPERS << 1 for one in ids_in(engine))
    assert titles(reopen()) == []


def test_a_passage_that_is_missing_is_told_and_a_damaged_paper_left_out(
    kept: Library, reopen: Reopen, engine: Engine, ours: Paper, bees: Paper
) -> None:
    """A replica that is behind is not taken for a library with less in it."""
    fill(kept, ours, bees)
    point = engine.retrieve([paper_point(1)])[paper_point(1)]
    engine.upsert([replace(point, payload={**point.payload, "says": "AAAA"})])
    with pytest.raises(PaperDamaged, match="On Bees"):
        opened(reopen()).paper(bees.id)
    broken = passage_id(0, 5)
    content = engine.retrieve([broken], vectors=True)[broken]
    engine.upsert([replace(content, payload={**content.payload, "vectors": "AAAA"})])
    with pytest.raises(PaperDamaged, match="Growing Relations"):
        opened(reopen()).encoded(ours.id)
    retriever = HybridRetriever(opened(reopen()), ToyEncoder())
    found = retriever.search("Pakistan and Russia bees", k=50)
    assert {hit.passage.paper_id for hit in found} == {bees.id}
    engine.delete([passage_id(0, 3)])
    with pytest.raises(LibraryError, match="1 of 39 passages"):
        opened(reopen()).encoded(ours.id)
    engine.delete([paper_point(1)])
    with pytest.raises(LibraryError, match="lists 1 papers of the 2"):
        reopen().snapshot()


def test_another_format_or_model_or_content_is_told(
    kept: Library, reopen: Reopen, engine: Engine, bees: Paper
) -> None:
    """With what is there, what was asked, and what to do."""
    fill(kept, bees)
    control = engine.retrieve([CONTROL])[CONTROL]
    engine.upsert([replace(control, payload={**control.payload, "fingerprint": "other"})])
    with pytest.raises(LibraryMismatch, match="other weights"):
        reopen().encoder()
    engine.upsert([replace(control, payload={**control.payload, "format": 99})])
    with pytest.raises(LibraryMismatch, match="format 99"):
        reopen().snapshot()
    engine.delete([CONTROL])
    with pytest.raises(LibraryMismatch, match="something else"):
        reopen().snapshot()


def test_a_writer_waits_for_another_and_passes_over_a_dead_one(
    reopen: Reopen,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
    both: tuple[Paper, Paper],
) -> None:
    """A claim counts for two minutes after its last sign; an engine of one's own has none."""
    kept, (ours, bees) = reopen(), both
    fill(kept, bees)
    monkeypatch.setattr("index.engines.store._PATIENCE", 0.3)
    control = Control.of(engine.retrieve([CONTROL])[CONTROL].payload, library="test")
    claimed = control.claimed(new_writer())
    assert engine.swap(claimed.point(), control.stamp)
    assert not engine.swap(control.claimed("another").point(), control.stamp)
    if engine.exclusive:
        assert titles(fill(kept, ours)) == [bees.title, ours.title]
        return
    with pytest.raises(LibraryBusy, match="process"):
        fill(reopen(), ours)
    late = claimed.renewed(until=1.0)
    assert engine.swap(late.point(), claimed.stamp)
    assert titles(fill(reopen(), ours)) == [bees.title, ours.title]


def test_begun_without_papers_it_is_asked_and_finds_nothing(kept: Library) -> None:
    """An empty library is one."""
    assert kept.snapshot() is None
    kept.begin()
    kept.begin()
    assert opened(kept).entries == ()
    assert HybridRetriever(opened(kept), ToyEncoder()).search("bees") == ()
