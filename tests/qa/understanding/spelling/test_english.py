"""What is taken for an English word, so that it is not mended."""

import pytest

from qa.understanding.spelling.english import (
    commonness,
    is_doubtful,
    is_english,
    is_inflected,
    share_root,
)


@pytest.mark.parametrize(
    "word",
    "treaty organisation neighbourhood counterproductive unmanned throughput bioweapons analysed "
    "colourful anaemia multinationals".split(),
)
def test_words_and_what_is_made_of_them_are_known(word: str) -> None:
    """British spellings, prefixes, suffixes and compounds are no slips."""
    assert is_english(word)
    assert word == "bioweapons" or not is_doubtful(word)


@pytest.mark.parametrize("word", "agreemnt teh hapened geness formeed locateed aftre wheer".split())
def test_slips_are_no_words(word: str) -> None:
    """A rule that makes words of words does not make words of slips."""
    assert not is_english(word)


def test_common_words_count_more_than_rare_ones() -> None:
    """Also those that only the encoder knows, as names and what became common lately."""
    assert commonness("what") > commonness("treaty") > commonness("abaft") > 0
    assert commonness("karnataka") > 3
    assert commonness("agreemnt") == 0


def test_families_of_words() -> None:
    """Words that differ in regular endings are of one family, other endings are slips."""
    assert share_root("cytosol", "cytosols")
    assert share_root("phosphorylates", "phosphorylated")
    assert not share_root("independance", "independence")
    assert is_inflected("treaty")
    assert not is_inflected("tashkent")
