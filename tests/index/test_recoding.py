"""Libraries with the vectors of older formats: asked as they are, and made small by an upgrade."""

from pathlib import Path

import numpy as np

from corpus.assembly import Origin
from corpus.formats.text import read_text
from corpus.identity import short_id
from corpus.paper import Paper
from index.care.verification import verify_library
from index.encoding.encoder import Encoder
from index.encoding.onnx_encoder import OnnxEncoder
from index.encoding.predicted_code import shipped_code
from index.folder_snapshot import FolderSnapshot
from index.hits import Hit
from index.library import Library
from index.retriever import HybridRetriever
from tests.old_library import write_old_library

TEA = "On Tea\n\nTea came to London in 1660. Coffee had come first, and both were dear."
BEES = "On Bees\n\nBees dance to share directions with the hive. They rest at night."
QUESTION = "When did tea reach London?"


def paper(text: str) -> Paper:
    """Return a paper whose id is made of its first words."""
    return read_text(text, Origin(text[:7].encode().hex().ljust(32, "0"), "paper.txt"))


def shipped(_name: str) -> Encoder:
    """Return the default encoder, whatever it is called."""
    return OnnxEncoder()


def opened(library: Library) -> FolderSnapshot:
    """Open the library as it is now."""
    snapshot = library.snapshot()
    assert isinstance(snapshot, FolderSnapshot)
    return snapshot


def asked(library: Library) -> tuple[Hit, ...]:
    """Return what the library finds."""
    return HybridRetriever(opened(library), OnnxEncoder()).search(QUESTION)


def codes(library: Library) -> list[str]:
    """Return the names of the codes of the papers, in order."""
    snapshot = opened(library)
    return [snapshot.encoded(entry.id).code.name for entry in snapshot.entries]


def size(library: Library) -> int:
    """Return how many bytes the papers' vectors take."""
    files = opened(library).generation.files
    return sum(record.size for name, record in files.items() if name.startswith("papers/"))


def test_papers_of_both_kinds_are_compared_side_by_side(tmp_path: Path) -> None:
    """Adding to an older library leaves what it has as it is; all of it is sound."""
    library = write_old_library(tmp_path / "library", [paper(BEES)], shipped)
    assert codes(library) == ["eight bits"]
    library.add([library.encode(paper(TEA))])
    assert codes(library) == ["eight bits", shipped_code().name]
    first, second = asked(library)
    assert first.passage.text.startswith("Tea came")
    assert first.scores["late_interaction"] > second.scores["late_interaction"]
    assert verify_library(library.folder).faults == ()


def test_an_upgrade_makes_vectors_small_and_finds_the_same(tmp_path: Path) -> None:
    """From what the library has, once; the scores stay nearly what they were."""
    library = write_old_library(tmp_path / "library", [paper(BEES), paper(TEA)], shipped)
    before, bytes_before = asked(library), size(library)
    upgrade = library.upgrade()
    assert (upgrade.before, upgrade.now, upgrade.recoded) == (3, 6, 2)
    assert set(codes(library)) == {shipped_code().name}
    assert size(library) < bytes_before / 3
    after = asked(library)
    assert [hit.passage for hit in after] == [hit.passage for hit in before]
    for name in ("late_interaction", "dense", "lexical"):
        found, expected = ([hit.scores[name] for hit in hits] for hits in (after, before))
        np.testing.assert_allclose(found, expected, atol=0.08)
    assert verify_library(library.folder).faults == ()
    number = opened(library).generation.number
    assert library.upgrade().recoded == 0
    assert opened(library).generation.number == number


def test_a_damaged_paper_is_left_as_it_is_by_an_upgrade(tmp_path: Path) -> None:
    """The others are converted."""
    library = write_old_library(tmp_path / "library", [paper(BEES), paper(TEA)], shipped)
    name = f"papers/{short_id(paper(BEES).id)}.vectors"
    path = opened(library).generation.path(name)
    path.write_bytes(bytes(path.stat().st_size))
    assert library.upgrade().recoded == 1
    snapshot = opened(library)
    assert snapshot.encoded(snapshot.entries[1].id).code.name == shipped_code().name
    assert path.stat().st_size == snapshot.generation.files[name].size
