"""A question as typed becomes the question as understood."""

from dataclasses import replace
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.library import Library
from qa.understanding.spelling.speller import Mended, Speller
from qa.understanding.spelling.vocabulary import Vocabulary
from tests.corpus_reading import markdown
from tests.qa.understanding.spelling.spellers import make_speller

TEXT = (
    "# A history\n\n## Treaties\n\n"
    "In 1966 the leaders met, and the Tashkent Agreement was signed with help of the Soviet Union. "
    "Critics of the Tashkent meeting said that Ayub had given too much. "
    "Years before, Pakistan had joined SEATO, which Russia opposed, and an air base near Peshawar "
    "was lent to the US. Among the weapons were F-16 jets, which the US withheld from Pakistan. "
    "In return, Russia and the US gave 21,500 tons of wheat to Pakistan. "
    "Over the airfield of Peshawar an envoy of the US spoke of thirty flights, and Ayub agreed. "
    "Later the envoy José Ferrán praised the independence of Pakistan and its cautious ministers. "
    "In the post-war years this agreement was put to the test by the Foreign Trade Act, "
    "as critics of the SEATO alliance had foretold, and the opposing parties of Pakistan agreed.\n"
)


@pytest.fixture
def speller(library: Library) -> Speller:
    """Return what mends questions to one paper."""
    return make_speller(library, TEXT)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("what is the tashkent agreemnt", "what is the Tashkent Agreement"),
        ("why did Russia opose SEATO?", "why did Russia oppose SEATO?"),
        ("What did Tashknet change?", "What did Tashkent change?"),
        ("What did Paksitan join?", "What did Pakistan join?"),
        ("what hapened wiht the sovjet union", "what happened with the Soviet Union"),
        ("teh leaders of pakistn", "the leaders of Pakistan"),
        ("were they cautius", "were they cautious"),
        ("was independance praised", "was independence praised"),
        ("what did pekshawarr lend", "what did Peshawar lend"),
        ("why was wheat givne", "why was wheat given"),
        ("ehat was signed", "what was signed"),
        ("who governd pakistan's ports", "who governed Pakistan’s ports"),
    ],
)
def test_slips_are_mended_towards_the_paper(speller: Speller, typed: str, understood: str) -> None:
    """Letters swapped, doubled, left out, added or wrong cost no answer."""
    assert speller.mend(typed).text == understood


@pytest.mark.parametrize(
    ("typed", "understood", "changed"),
    [
        ("whats this about", "what is this about", (("whats", "what is"),)),
        ("pls whats it abt", "please what is it about", None),
        ("wat did ayub do", "what did Ayub do", (("wat", "what"),)),
        ("what can u do n why", "what can you do and why", (("u", "you"), ("n", "and"))),
        ("they dont and cant", "they do not and cannot", (("dont", "do not"), ("cant", "cannot"))),
        ("how did they get thru w/o it", "how did they get through without it", None),
        ("who came w russia", "who came with Russia", (("w", "with"),)),
        ("Whats new?", "What is new?", (("Whats", "What is"),)),
    ],
)
def test_chat_forms_are_spelt_out(
    speller: Speller, typed: str, understood: str, changed: tuple[tuple[str, str], ...] | None
) -> None:
    """What people type in a hurry is read as what it stands for, and shown as changed."""
    mended = speller.mend(typed)
    assert mended.text == understood
    assert changed is None or mended.changed == changed


@pytest.mark.parametrize(
    "question",
    [
        "Which organisation did Pakistan join?",
        "Was the airfield's neighbourhood counterproductive for its defence?",
        "What is n = 50, and what does the Mann-Whitney U test say of w?",
        "What role did Imran Khan play?",
        "When did Nixon visit Lahore?",
        "Did Trinquier object to remdesivir?",
        "What is the colour of money?",
        "What did NATO, RNA and IgM do?",
        "What is the H5N1-like virus of 2019-nCoV?",
        "Name the leaders.",
        "What is the throughput?",
        "Were there likelihoods in combinatory PPP?",
    ],
)
def test_clean_questions_stay(speller: Speller, question: str) -> None:
    """Words and names that the paper has not are asked for as they stand."""
    mended = speller.mend(question)
    assert mended == Mended(question.replace("'", "’"), ())


@pytest.mark.parametrize(
    "typed",
    [
        "why did the us withhold F-16 jets from pakistan?",
        "WHY DID THE US WITHHOLD F-16 JETS FROM PAKISTAN?",
        "Why Did The US Withhold F-16 Jets From Pakistan?",
        "wHy dId tHe us wiThhold f-16 jEts from PAKIstan?",
        "why did the US withhold f16 jets from Pakistan?",
        "why did the US withhold F 16 jets from Pakistan?",
    ],
)
def test_capitals_and_hyphens_make_no_difference(speller: Speller, typed: str) -> None:
    """Names get the capitals that the paper gives them, so that they are found to be names."""
    expected = "why did the US withhold F-16 jets from Pakistan?"
    mended = speller.mend(typed)
    assert mended.text.lower() == expected.lower()
    assert mended.text[1:] == expected[1:]
    assert mended.changed == ()


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("did the us leave", "did the US leave"),
        ("was us wheat sold", "was US wheat sold"),
        ("why did us leave", "why did US leave"),
        ("what does this tell us about it", "what does this tell us about it"),
        ("either with us or against us", "either with us or against us"),
        ("compare us and russian ships", "compare US and Russian ships"),
        ("how do they help us and others", "how do they help us and others"),
        ("what does it give us", "what does it give us"),
    ],
)
def test_the_pronoun_is_no_country(speller: Speller, typed: str, understood: str) -> None:
    """“Us” has capitals only where it is plainly the country."""
    assert speller.mend(typed).text == understood


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("which airbase was lent", "which air base was lent"),
        ("which air field was it", "which airfield was it"),
        ("what were the post war years", "what were the post-war years"),
        ("what were the postwar years", "what were the post-war years"),
        ("were 21500 tons given", "were 21,500 tons given"),
        ("were 21 500 tons given", "were 21,500 tons given"),
        ("were there 30 flights", "were there thirty flights"),
        ("what did jose ferran praise", "what did José Ferrán praise"),
    ],
)
def test_compounds_numbers_and_accents_are_written_as_in_the_paper(
    speller: Speller, typed: str, understood: str
) -> None:
    """Another way to write a word finds the paper’s sentences all the same."""
    assert speller.mend(typed).text == understood


def test_a_part_of_names_gets_no_capital_by_itself(speller: Speller) -> None:
    """A name that is no name would be missed in the quotes, and told as missing."""
    assert speller.mend("under which act").text == "under which act"


def test_a_common_word_is_no_abbreviation(library: Library) -> None:
    """Whoever asks how often people wash does not ask about WASH."""
    speller = make_speller(library, "The WASH tools and the GDP of the bay. They had WASH and GDP.")
    assert speller.mend("how often do they wash").text == "how often do they wash"
    assert speller.mend("what is its gdp").text == "what is its GDP"


def test_without_papers_english_is_mended(library: Library) -> None:
    """A library that is empty still understands what is asked of it."""
    library.begin()
    snapshot = library.snapshot()
    assert snapshot is not None
    speller = Speller(Vocabulary(snapshot))
    assert speller.mend("whats teh governemnt").text == "what is the government"


def test_only_the_papers_that_are_asked_count(library: Library) -> None:
    """A name of another paper is no reason to change a question."""
    other = "# Another\n\nThe Herzen archive in Gdansk was closed, and the Herzen letters sold.\n"
    papers = (markdown(TEXT), replace(markdown(other), id="ba9876543210"))
    library.add([library.encode(paper) for paper in papers])
    snapshot = library.snapshot()
    assert snapshot is not None
    asked = [entry.id for entry in snapshot.entries]
    question = "Where are the Herzan letters?"
    texts = {Speller(Vocabulary(snapshot, [one])).mend(question).text for one in asked}
    assert texts == {question, "Where are the Herzen letters?"}


def test_composed_and_decomposed_letters_are_the_same(speller: Speller) -> None:
    """As they are on other keyboards."""
    question = "What did José Ferrán praise?"
    assert speller.mend(normalize("NFD", question)) == speller.mend(question)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=80))
def test_no_text_is_too_odd(speller: Speller, text: str) -> None:
    """Whatever is typed comes out as a text, and what is told as changed was changed."""
    mended = speller.mend(text)
    assert all(typed != right for typed, right in mended.changed)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("how many kurds and iraqis came", "how many Kurds and Iraqis came"),
        ("what did nixon say", "what did Nixon say"),
        ("who marches for laws", "who marches for laws"),
    ],
)
def test_well_known_names_have_capitals(speller: Speller, typed: str, understood: str) -> None:
    """A name in small letters is known as one where no paper has it; other words are not."""
    assert speller.mend(typed).text == understood


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("what of the pesha base", "what of the Peshawar base"),
        ("was it auto", "was it auto"),
        ("what of the xyzz base", "what of the xyzz base"),
    ],
)
def test_the_beginning_of_a_word_stands_for_it(
    speller: Speller, typed: str, understood: str
) -> None:
    """What no dictionary has may be short for a word of the papers."""
    assert speller.mend(typed).text == understood
