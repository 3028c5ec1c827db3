"""A library copied from place to place is the same library."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import LibraryError, LibraryMismatch
from corpus.formats import BUNDLED_PATH, read_bundled_paper, read_paper
from corpus.paper import Paper
from index.address import EngineAddress
from index.corrections import Correction
from index.library import Library
from index.moving import move_library
from index.retriever import HybridRetriever
from index.snapshot import Snapshot
from index.storage.originals import OriginalStore
from tests.toy_encoder import ToyEncoder


@pytest.fixture
def papers(tmp_path: Path) -> list[Paper]:
    """Return the bundled paper, and four short ones."""
    short = []
    for number in range(4):
        path = tmp_path / f"{number}.md"
        path.write_text(f"# Bees {number}\n\nBees of kind {number} dance. They rest at night.\n")
        short.append(read_paper(path))
    return [read_bundled_paper(), *short]


@pytest.fixture
def source(tmp_path: Path, papers: list[Paper]) -> Library:
    """Return a library in a folder, with an original and a correction."""
    library = Library(tmp_path / "source", make_encoder=ToyEncoder)
    for paper in papers:
        library.add([library.encode(paper)])
    library.correct(papers[1].id, Correction(year=1901))
    OriginalStore(library.folder).keep(papers[0].id, BUNDLED_PATH)
    return library


@pytest.fixture
def make(tmp_path: Path) -> Callable[[str], Library]:
    """Return what makes libraries, those of a name with a colon in an engine."""

    def make_library(name: str) -> Library:
        engine, colon, folder = name.partition(":")
        where = EngineAddress(tmp_path / folder) if colon else tmp_path / engine
        return Library(where, make_encoder=ToyEncoder)

    return make_library


def opened(library: Library) -> Snapshot:
    """Open a library that is there."""
    snapshot = library.snapshot()
    assert snapshot is not None
    return snapshot


def test_to_an_engine_and_back_it_answers_the_same(
    source: Library, make: Callable[[str], Library], papers: list[Paper]
) -> None:
    """Hits with all their scores, entries, originals, corrections; the source stays."""
    engine, back = make("qdrant:engine"), make("back")
    first = move_library(source, engine)
    second = move_library(engine, back)
    assert (first.papers, first.copied, first.originals) == (5, 5, 1)
    assert (second.papers, second.passages) == (5, opened(source).passage_count)
    for query in ("bees of kind 2", "the Tashkent Agreement", "night"):
        found = [
            HybridRetriever(opened(each), ToyEncoder()).search(query, k=20)
            for each in (source, engine, back)
        ]
        assert found[0] == found[1] == found[2]
    for copy in (engine, back):
        assert opened(copy).entries == opened(source).entries
        assert OriginalStore(copy.folder).read(papers[0].id) == BUNDLED_PATH.read_bytes()
        assert opened(copy).paper(papers[1].id).year == 1901
        assert copy.encode(papers[1]).paper.year == 1901


def test_an_interrupted_copy_goes_on(
    source: Library, make: Callable[[str], Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was stored is not copied again, and the order is that of the source."""
    monkeypatch.setattr("index.moving._PASSAGES_AT_ONCE", 1)
    target = make("qdrant:engine")
    calls = 0
    add = Library.add

    def cut(self: Library, encoded: list) -> tuple[str, ...]:  # type: ignore[type-arg]
        nonlocal calls
        calls += 1
        if calls == 3:
            raise KeyboardInterrupt
        return add(self, encoded)

    with monkeypatch.context() as patch:
        patch.setattr(Library, "add", cut)
        with pytest.raises(KeyboardInterrupt):
            move_library(source, target)
    assert len(opened(target).entries) == 2
    told: list[tuple[int, int]] = []
    assert move_library(source, target, on_progress=lambda *now: told.append(now)).copied == 3
    assert told[-1][0] == told[-1][1]
    assert opened(target).entries == opened(source).entries
    assert move_library(source, target).copied == 0


def test_what_differs_is_told(
    source: Library, make: Callable[[str], Library], papers: list[Paper]
) -> None:
    """A copy with other text, other papers, another model, and no library at all."""
    target = make("qdrant:engine")
    move_library(source, target)
    target.correct(papers[2].id, Correction(title="Wasps"))
    with pytest.raises(LibraryError, match="“Bees 1”"):
        move_library(source, target)
    other = make("other")
    other.add([other.encode(papers[0])])
    with pytest.raises(LibraryMismatch, match="holds 4 papers"):
        move_library(other, source)
    with pytest.raises(LibraryMismatch, match="itself"):
        move_library(source, make("source"))
    with pytest.raises(LibraryError, match="no library"):
        move_library(make("nothing"), target)
    strange = Library(
        source.folder.with_name("strange"), make_encoder=lambda name: ToyEncoder(name, seed=1)
    )
    strange.begin()
    with pytest.raises(LibraryMismatch, match="was built with"):
        move_library(source, strange)
