"""Damage to PDFs, as it may come: they become a paper or an error, nothing else."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import FootnoteError
from tests.corpus_reading import check
from tests.pdf.small import read, small_pdf

SOUND = small_pdf()
REFERENCES = [match.span(1) for match in re.finditer(rb"(\d+) 0 R", SOUND)]


def read_or_refuse(data: bytes) -> None:
    """Read a PDF, which keeps the invariants of a paper if it is not refused."""
    try:
        paper = read(data)
    except FootnoteError:
        return
    check(paper)


@settings(max_examples=25, deadline=None)
@given(end=st.integers(0, len(SOUND)))
def test_a_pdf_that_ends_anywhere(end: int) -> None:
    """What is left is read, or refused."""
    read_or_refuse(SOUND[:end])


@settings(max_examples=40, deadline=None)
@given(
    flips=st.lists(
        st.tuples(st.integers(0, len(SOUND) - 1), st.integers(1, 255)), min_size=1, max_size=30
    )
)
def test_flipped_bytes(flips: list[tuple[int, int]]) -> None:
    """Wherever they are."""
    data = bytearray(SOUND)
    for place, change in flips:
        data[place] ^= change
    read_or_refuse(bytes(data))


@settings(max_examples=40, deadline=None)
@given(
    targets=st.dictionaries(
        st.integers(0, len(REFERENCES) - 1), st.integers(0, 9), min_size=1, max_size=8
    )
)
def test_objects_that_refer_to_others_or_in_circles(targets: dict[int, int]) -> None:
    """A page may be its own parent, its font, or its content."""
    data = bytearray(SOUND)
    for place, target in targets.items():
        start, end = REFERENCES[place]
        data[start:end] = str(target).zfill(end - start).encode()
    read_or_refuse(bytes(data))


def test_the_pdf_is_sound_before() -> None:
    """What the other tests damage can be read."""
    check(read(SOUND))
    assert len(REFERENCES) > 8
