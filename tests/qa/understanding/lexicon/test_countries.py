"""The names by which a country goes."""

import pytest

from qa.understanding.lexicon.countries import find_country_names, same_country


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("us", "american"),
        ("Washington", "US"),
        ("united", "america"),
        ("brits", "uk"),
        ("kremlin", "russia"),
        ("kremlin", "soviet"),
        ("danish", "Denmark"),
        ("Tehran", "iranian"),
    ],
)
def test_one_country_goes_by_many_names(word: str, other: str) -> None:
    """People, seats of government and short forms stand for a country."""
    assert same_country(word, other)
    assert same_country(other, word)


@pytest.mark.parametrize(
    ("word", "other"), [("russia", "soviet"), ("iran", "iraq"), ("us", "uk"), ("lake", "lake")]
)
def test_other_countries_are_kept_apart(word: str, other: str) -> None:
    """What differs in a letter or came before is another country; other words are none."""
    assert not same_country(word, other)


def test_the_longest_name_is_found() -> None:
    """A name of several words is one, and “us” in small letters is none."""
    text = "They told us that the White House and the Soviet Union agreed with Paris."
    found = [text[start:end] for start, end, _ in find_country_names(text)]
    assert found == ["White House", "Soviet Union", "Paris"]


def test_names_are_found_in_compounds_and_possessives() -> None:
    """“Pak-US” names two countries, and “Iran’s” one."""
    text = "On Pak-US relations and Iran’s part in them"
    found = [text[start:end] for start, end, _ in find_country_names(text)]
    assert found == ["Pak", "US", "Iran"]
