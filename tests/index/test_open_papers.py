"""Libraries of many papers: how much of them a process holds at a time."""

import os
from pathlib import Path

import numpy as np
import pytest

from corpus.assembly import Origin
from corpus.formats.text import read_text
from corpus.paper import Paper
from index import open_papers
from index.encoding import encoded_paper
from index.encoding.encoded_paper import EncodedPaper, encode_paper
from index.library import Library
from index.open_papers import OpenPapers
from tests.toy_encoder import ToyEncoder

COUNT = 12


def paper(number: int) -> Paper:
    """Return a small paper of its own."""
    text = f"Paper {number} is about bees. It counts {number} hives in all of the valley."
    return read_text(text, Origin(f"paper{number:02}", f"{number}.txt"))


@pytest.fixture
def encoded() -> dict[str, EncodedPaper]:
    """Return papers by their ids."""
    papers = [encode_paper(paper(number), ToyEncoder()) for number in range(4)]
    return {one.paper.id: one for one in papers}


def test_the_papers_used_last_stay_open(
    encoded: dict[str, EncodedPaper], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many as fit; what was closed is read again when it is wanted."""
    read: list[str] = []

    def reader(name: str) -> EncodedPaper:
        read.append(name)
        return encoded[name]

    size = max(sum(array.nbytes for array in one.arrays) for one in encoded.values())
    monkeypatch.setattr(open_papers, "MOST_BYTES", 2 * size)
    papers = OpenPapers(reader)
    one, two, three, _ = encoded
    for name in (one, two, one, three, one, two):
        assert papers[name] is encoded[name]
    assert read == [one, two, three, two]


def test_even_a_paper_above_the_bounds_is_given(
    encoded: dict[str, EncodedPaper], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is then the only one."""
    monkeypatch.setattr(open_papers, "MOST_BYTES", 1)
    papers = OpenPapers(encoded.__getitem__)
    for name, one in encoded.items():
        assert papers[name] is one


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts open files below /proc")
@pytest.mark.parametrize("mapped_from", [0, 2**20])
def test_a_library_of_many_papers_takes_few_of_the_processs_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mapped_from: int
) -> None:
    """Neither adding to it nor reading all of it takes more than the bound, mapped or not."""
    monkeypatch.setattr(encoded_paper, "_MAPPED_FROM", mapped_from)
    monkeypatch.setattr(open_papers, "MOST_MAPS", 8)
    library = Library(tmp_path, make_encoder=ToyEncoder)
    library.add([library.encode(paper(number)) for number in range(COUNT - 1)])
    before = _open_files()
    library.add([library.encode(paper(COUNT - 1))])
    snapshot = library.snapshot()
    assert snapshot is not None
    for place in range(snapshot.passage_count):
        vectors = snapshot.passage_vectors(place)
        assert np.isfinite(vectors.code.vectors(vectors.sentences)).all()
        # A paper is open before another is closed for it; the part has two files.
        assert _open_files() <= before + 8 + 1 + 2
    assert [snapshot.paper(entry.id).source for entry in snapshot.entries] == [
        f"{number}.txt" for number in range(COUNT)
    ]


def _open_files() -> int:
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - a listing, of which only the length
