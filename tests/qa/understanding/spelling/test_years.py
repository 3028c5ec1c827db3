"""Years and decades typed in short become those that the papers tell."""

import pytest

from index.library import Library
from qa.understanding.spelling.speller import Speller
from tests.qa.understanding.spelling.spellers import make_speller

TEXT = (
    "# A harbour\n\n"
    "In 1979 the harbour was dredged, and in 1984 it was sold. Trade had grown in the 1950s. "
    "Its pilots were paid by the ton, and 12 of them went on strike in 1991.\n"
)


@pytest.fixture
def speller(library: Library) -> Speller:
    """Return what mends questions to one paper."""
    return make_speller(library, TEXT)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("what happened in 79", "what happened in 1979"),
        ("what happened in '79?", "what happened in 1979?"),
        ("who owned it since 84 and why", "who owned it since 1984 and why"),
        ("how was trade in the 50s", "how was trade in the 1950s"),
        ("how was trade in the fifties", "how was trade in the 1950s"),
        ("what about the late 80s", "what about the late 1980s"),
    ],
)
def test_short_years_are_written_out(speller: Speller, typed: str, understood: str) -> None:
    """The century is the one of which the papers tell that year, or a year of that decade."""
    assert speller.mend(typed).text == understood


@pytest.mark.parametrize(
    "typed",
    [
        "what happened in 79 towns",
        "what rose from 79% to 84%",
        "what happened in 66",
        "how was trade in the 20s",
        "were the pilots in their fifties",
        "did 79 pilots strike",
    ],
)
def test_numbers_that_are_no_year_stay(speller: Speller, typed: str) -> None:
    """What counts something, is an age, or is no year of the papers, is left alone."""
    assert speller.mend(typed).text == typed


def test_the_year_is_shown_as_understood(speller: Speller) -> None:
    """Who asked is told which year was taken to be meant."""
    assert speller.mend("what happened in 79").changed == (("79", "1979"),)
