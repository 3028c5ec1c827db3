import pytest

from corpus.paper import Span
from corpus.sentences import MOST_CHARACTERS, split_into_sentences
from corpus.sentences.style import style_of


def split(text: str) -> list[str]:
    """Return the sentences of a paragraph."""
    return [text[span.start : span.end] for span in split_into_sentences(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "text",
    [
        "Smith et al. (2019) agree.",
        "Some tools, e.g. The Beatles and others, i.e. In short, are named.",
        "See Fig. A for it, and Fig. 3 too.",
        "It is in vol. 3, pp. 12-14, of No. 7.",
        "See cf. Smith, p. 5, and cf. The other one.",
        "Dr. Smith met Mr. Jones and Prof. A. B. Smith.",
        "J.R.R. Tolkien and George W. Bush never met.",
        "The U.S. Army stayed in the U.S. until May.",
        "It rose by 3.5 percent, to 1.25, in v1.2.3 of www.example.com.",
        "Wait... what is it. . . for?",
        "Russia vs. the others, approx. 5 km away, at 6 a.m. and later.",
        "“Is it?” he asked.",
        "Use Node.js on the .NET platform.",
        "So it is (A. Smith, p. 5.), they say.",
        "It stands in vol.3 The Works.",
    ],
)
def test_a_sentence_stays_whole(text: str) -> None:
    """Abbreviations, initials, decimals, ellipses and quoted questions end no sentence."""
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left the U.S. The weather was bad.", ["He left the U.S.", "The weather was bad."]),
        ("So say Jones et al. The next.", ["So say Jones et al.", "The next."]),
        ("Jones, Smith, etc. The rest.", ["Jones, Smith, etc.", "The rest."]),
        ("He said “stop.” Then he left.", ["He said “stop.”", "Then he left."]),
        ("‘It is so.’ And then.", ["‘It is so.’", "And then."]),
        ('"It is so." And then.', ['"It is so."', "And then."]),
        ("(He left.) Then she did.", ["(He left.)", "Then she did."]),
        ("Is it so? No. The end!", ["Is it so?", "No.", "The end!"]),
        ("In 1980. The year after.", ["In 1980.", "The year after."]),
        ("What?! No!! Yes.", ["What?!", "No!!", "Yes."]),
        ("He asked: “Why?” She left.", ["He asked: “Why?”", "She left."]),
        ("It fell by 3.5. Then 4.", ["It fell by 3.5.", "Then 4."]),
        ("One ends here.  Two   here.", ["One ends here.", "Two   here."]),
    ],
)
def test_sentences_part(text: str, expected: list[str]) -> None:
    """A sentence ends with its closing quotation mark or bracket, behind “U.S.” too."""
    assert split(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Open it. 2. Close it.", ["1. Open it.", "2. Close it."]),
        ("(a) One. (b) Two.", ["(a) One.", "(b) Two."]),
        ("a. First; b. second.", ["a. First; b. second."]),
    ],
)
def test_list_numbers_belong_to_their_items(text: str, expected: list[str]) -> None:
    """A number in front of an item is no sentence of its own."""
    assert split(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It ended.[3, 4] The next.", ["It ended.[3, 4]", "The next."]),
        ("It ended.12 The next.", ["It ended.12", "The next."]),
        ("It ended.¹² The next.", ["It ended.¹²", "The next."]),
        ("It “ended.”12 The next.", ["It “ended.”12", "The next."]),
        ("As in fig.3 The end.", ["As in fig.3 The end."]),
    ],
)
def test_note_numbers_stay_with_their_sentence(text: str, expected: list[str]) -> None:
    """Numbers that touch the full stop belong to the sentence before it."""
    assert split(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "\u5b83\u662f\u3002\u300c\u662f\u3002\u300d\u5bf9\u3002",
            ["\u5b83\u662f\u3002", "\u300c\u662f\u3002\u300d", "\u5bf9\u3002"],
        ),
        (
            "\u06cc\u06c1 \u06c1\u06d2\u06d4 \u06a9\u06cc\u0627\u061f \u06c1\u0627\u06ba",
            ["\u06cc\u06c1 \u06c1\u06d2\u06d4", "\u06a9\u06cc\u0627\u061f", "\u06c1\u0627\u06ba"],
        ),
    ],
)
def test_full_stops_of_other_scripts_part(text: str, expected: list[str]) -> None:
    """Chinese, which writes no spaces, and Urdu have sentences too."""
    assert split(text) == expected


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_nothing_has_no_sentences(text: str) -> None:
    """White space is in no sentence."""
    assert split(text) == []


def test_signs_alone_are_no_sentence_beside_others() -> None:
    """Asterisks and brackets stay with the words next to them."""
    assert split("*** It is. *** ) So.") == ["*** It is.", "*** ) So."]
    assert split("* * *") == ["* * *"]


def test_an_overlong_sentence_is_cut_at_clauses() -> None:
    """Text without a full stop becomes citable pieces that end with a clause."""
    text = "and so the list goes on with another item, " * 1_000
    pieces = split(text)
    assert len(pieces) == 18
    assert all(piece.endswith("item,") for piece in pieces)
    assert max(map(len, pieces)) <= MOST_CHARACTERS
    assert " ".join(pieces) == text.strip()


@pytest.mark.parametrize("text", ["word " * 4000, "x" * 20_000, "!" * 20_000, "a.b" * 9_000])
def test_any_long_run_of_characters_is_cut(text: str) -> None:
    """Without clauses a space is enough, and without spaces the length alone."""
    pieces = split(text)
    assert max(map(len, pieces)) <= MOST_CHARACTERS
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_sentences_do_not_depend_on_how_much_is_read_at_once() -> None:
    """A paragraph of many windows is split as its sentences are one by one."""
    sentence = "In 1990, the U.S. Army left for good (see Fig. 3, p. 12), as Dr. A. B. Smith said."
    assert split(" ".join([sentence] * 2_000)) == [sentence] * 2_000


def test_words_are_whole_however_much_is_read_at_once() -> None:
    """No place in a long paragraph makes an “It” of “Italian”, which could begin a sentence."""
    pieces = split("Some grew rye, etc. Italian oil; " * 21_000)
    assert {piece.split()[0] for piece in pieces} == {"Some", "etc."}


def split_by_itself(text: str) -> list[str]:
    """Return the sentences of a text that is whole in one paragraph."""
    spans = split_into_sentences(text, Span(0, len(text)), style_of(text))
    return [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    "text",
    [
        "It is Xanthomonas campestris pv. citri by name.",
        "They used SeqTool ver. 2.4 for it.",
        "The rule of Ref. 9 was kept.",
        "It was founded by Prof. Dr. rer. nat. Ida Kohl.",
        "The yield of mut. alba was low, and that of mut. rubra high.",
        "See Kap. 3, vgl. Abb. 2 und S. 14 in der Arbeit von Dr. Voss, die z. B. Goethe nennt.",
        "Am 3. Oktober wurde der Vertrag im 20. Jahrhundert zum 2. Male von der Stadt gebrochen.",
        "Il est dit à l'art. 3 que, p. ex. dans la loi, M. Dupuis et les siens av. J.-C. sont là.",
        "El Sr. Ruiz fue a los EE. UU. con la Dra. Vega, p. ej. en el vol. 3 de la obra.",
        "Il sig. Neri è nel cap. 4 della legge, p. es. con la prof. Bruni e il dott. Gallo.",
        "O Sr. Sousa foi para a cidade, p. ex. no cap. 2 da obra do prof. Lima e da dra. Reis.",
        "В 1990 г. он был на ул. Мира, т. е. в доме из рис. 3 и табл. 4 для всех.",  # noqa: RUF001
    ],
)
def test_a_sentence_stays_whole_in_its_language(text: str) -> None:
    """Small letters, ordinals, and abbreviations of the language or of the text end nothing."""
    assert split_by_itself(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was seen. mRNA was found.", ["It was seen.", "mRNA was found."]),
        ("Some were mild. 12 were not.", ["Some were mild.", "12 were not."]),
        (
            "Das ist die Stadt. Sie ist von 1990. Und das war es.",
            ["Das ist die Stadt.", "Sie ist von 1990.", "Und das war es."],
        ),
        (
            "the cat sat there. then it left. nobody knew where. the end.",
            ["the cat sat there.", "then it left.", "nobody knew where.", "the end."],
        ),
        ("Он был в городе. Это было в мае.", ["Он был в городе.", "Это было в мае."]),
    ],
)
def test_sentences_part_by_the_style_of_their_text(text: str, expected: list[str]) -> None:
    """Names with a capital inside begin sentences, as small letters do in a careless text."""
    assert split_by_itself(text) == expected
