"""Which back ends a library is indexed by: told in its manifest, and kept to."""

from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from corpus.errors import LibraryMismatch
from corpus.formats import read_paper
from corpus.paper import Paper
from index.care.repair import repair_library
from index.care.verification import verify_library
from index.folder_snapshot import FolderSnapshot
from index.indexing import Indexing
from index.library import Library
from index.vectors.backends import DEFAULT_VECTORS, VECTOR_BACKENDS
from tests.toy_encoder import ToyEncoder

ANOTHER = Indexing(vectors="another")
FACTS = {"vectors": "another"}


@pytest.fixture
def backends(monkeypatch: pytest.MonkeyPatch) -> MutableMapping[str, Callable[[], Any]]:
    """Let what is there have a second name; return all back ends for vectors."""
    backends = cast("MutableMapping[str, Callable[[], Any]]", VECTOR_BACKENDS)
    monkeypatch.setitem(backends, "another", backends[DEFAULT_VECTORS])
    return backends


@pytest.fixture
def papers(tmp_path: Path) -> list[Paper]:
    """Return two short papers."""
    read = []
    for name, text in (("tea", "Tea came in 1660."), ("bees", "Bees dance in the hive.")):
        path = tmp_path / f"{name}.md"
        path.write_text(f"# On {name}\n\n{text}\n")
        read.append(read_paper(path))
    return read


def made(folder: Path, indexing: Indexing | None = None) -> Library:
    """Return a library that is in no need of a model."""
    return Library(folder, make_encoder=lambda _: ToyEncoder(), indexing=indexing)


def opened(library: Library) -> FolderSnapshot:
    """Open a library that is there."""
    snapshot = library.snapshot()
    assert isinstance(snapshot, FolderSnapshot)
    return snapshot


def test_a_library_of_the_default_ones_names_none(library: Library, papers: list[Paper]) -> None:
    """So that its manifest is what older versions wrote, and read."""
    library.add([library.encode(paper) for paper in papers])
    assert {"vectors", "words"}.isdisjoint(opened(library).generation.facts)
    assert opened(library).indexing == Indexing()


@pytest.mark.usefixtures("backends")
def test_a_library_keeps_to_its_back_ends(tmp_path: Path, papers: list[Paper]) -> None:
    """Whatever is added, removed or mended, and whoever does it."""
    folder = tmp_path / "library"
    made(folder, ANOTHER).begin()
    for paper in papers:
        library = made(folder)
        library.add([library.encode(paper)])
        assert FACTS.items() <= opened(library).generation.facts.items()
    made(folder).remove(papers[0].id)
    snapshot = opened(made(folder))
    assert snapshot.indexing == ANOTHER
    vector = ToyEncoder().encode(["bees dance"])[0].vector
    assert snapshot.vectors.search(vector, k=3).places.tolist() == [0]
    (snapshot.generation.folder / "parts" / "000001.vectors").unlink(missing_ok=True)
    (snapshot.generation.folder / "parts" / "000002.vectors").unlink(missing_ok=True)
    repair_library(folder, make_encoder=lambda _: ToyEncoder(), default_model="toy")
    assert verify_library(folder).sound
    assert opened(made(folder)).indexing == ANOTHER
    assert np.isfinite(opened(made(folder)).vectors.search(vector, k=1).scores).all()


def test_a_back_end_that_is_not_there_is_named(
    tmp_path: Path,
    papers: list[Paper],
    backends: MutableMapping[str, Callable[[], Any]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As by a version that lacks it: with those that it has, and nothing is changed."""
    library = made(tmp_path / "library", ANOTHER)
    library.add([library.encode(papers[0])])
    monkeypatch.delitem(backends, "another")
    with pytest.raises(LibraryMismatch, match=r"vectors by another, and this version .* faiss"):
        assert opened(library).vectors
    with pytest.raises(LibraryMismatch, match="another"):
        library.add([library.encode(papers[1])])
    assert len(opened(library).entries) == 1
