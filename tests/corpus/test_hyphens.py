import pytest

from corpus.layout.hyphens import Hyphenation
from tests.corpus_reading import paragraphs, plain


def join(*lines: str) -> str:
    """Join the lines of a document that has no others."""
    return Hyphenation(lines).join(lines)


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("the govern-", "ment", "the government"),
        ("the Indo-", "centric policy", "the Indo-centric policy"),
        ("a vis-", "à-vis", "a vis-à-vis"),
        ("the US-", "sponsored coup", "the US-sponsored coup"),
        ("the Non-", "Aligned states", "the Non-Aligned states"),
        ("pages 18-", "38", "pages 18-38"),
        ("the F-", "16 jets", "the F-16 jets"),
    ],
)
def test_a_hyphen_is_judged_by_its_parts(left: str, right: str, joined: str) -> None:
    """Parts that are no words are one word; capitals and digits show a hyphen that stays."""
    assert join(left, right) == joined


def test_the_document_outweighs_the_word_list() -> None:
    """A form that is used elsewhere in the document decides."""
    assert join("It is co-", "operative. So co-operative.").startswith("It is co-operative.")
    assert join("It is co-", "operative. So cooperative.").startswith("It is cooperative.")
    assert join("A multi-", "track plan. A multi-party state.").startswith("A multi-track plan.")


def test_a_document_that_breaks_words_is_known_by_them() -> None:
    """Where other line ends break words, an undecided hyphen is dropped, and else kept."""
    assert join("of inter-", "national law") == "of inter-national law"
    assert (
        join("the govern-", "ment of inter-", "national law")
        == "the government of international law"
    )


def test_a_document_that_breaks_words_keeps_what_it_writes_with_hyphens() -> None:
    """Such as parts that it hyphenates elsewhere, and what would be no word without."""
    broken = ("the govern-", "ment has an over-", "look from over-the-top multi-", "polarity")
    assert join(*broken) == "the government has an over-look from over-the-top multi-polarity"


def test_soft_hyphens_go() -> None:
    """A soft hyphen says itself that it is no part of the word, at a line end and inside."""
    text = "The re\u00adpeal of the govern\u00ad\nment was long\u00ad \nlasting. A \u00ad sign."
    assert paragraphs(plain(text)) == ["The repeal of the government was longlasting. A sign."]


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("see https://a.org/south-", "asia-report/", "see https://a.org/south-asia-report/"),
        ("see https://a.org/2018/", "03/report.html", "see https://a.org/2018/03/report.html"),
        ("see https://a.org/?id=", "7 and", "see https://a.org/?id=7 and"),
        ("see https://a.org/", "and the rest", "see https://a.org/ and the rest"),
        ("see https://a.org/x", "and the rest", "see https://a.org/x and the rest"),
    ],
)
def test_addresses_are_mended(left: str, right: str, joined: str) -> None:
    """An address runs on behind a sign that cannot end it; behind a slash a word may follow."""
    assert join(left, right) == joined


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("from 1990–", "2000", "from 1990–2000"),
        ("the peace—", "long awaited", "the peace—long awaited"),
        ("the peace –", "long awaited", "the peace – long awaited"),
        ("and/", "or", "and/or"),
        ("the ally", ", it said", "the ally, it said"),
        ("in the", "’90s", "in the ’90s"),
        ("on the", ".NET platform", "on the .NET platform"),
        ("a -", "b", "a - b"),
    ],
)
def test_other_line_ends_get_a_space_where_one_belongs(left: str, right: str, joined: str) -> None:
    """Dashes and slashes that touch a word, and closing punctuation, take none."""
    assert join(left, right) == joined


def test_a_long_line_is_only_looked_at_near_its_end() -> None:
    """A line of a million letters joins like another."""
    assert join("x" * 1_000_000 + " govern-", "ment").endswith("x government")
