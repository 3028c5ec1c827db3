from hashlib import sha256
from pathlib import Path

import pytest

import corpus
from corpus.formats import BUNDLED_PAPER, read_bundled_paper, read_paper
from corpus.paper import Paper
from tests.corpus_reading import check, notes, outline, pages, paragraphs
from tests.golden.describe import GOLDEN_FILE, describe

BUNDLED_FILE = Path(corpus.__file__).parent / "data" / BUNDLED_PAPER
OVERVIEW = "Pakistan’s Relations with Russia and the US: An Historical Overview"
TRENDS = "Recent Trends in Pakistan Russia Relations and the US Factor"


@pytest.fixture(scope="module")
def paper() -> Paper:
    """Return the paper that comes with Footnote."""
    return read_bundled_paper()


def test_the_file_is_the_one_that_was_given() -> None:
    """The bundled file is kept byte for byte: its hash is the paper's id."""
    digest = "b7f84ff497eb9f5a7333d3dde2977a468be8be00d7def390680fd1d640cc7133"
    assert sha256(BUNDLED_FILE.read_bytes()).hexdigest() == digest
    assert read_bundled_paper().id == digest[:32]


def test_the_bundled_paper_is_read_as_any_file() -> None:
    """Adding the file by its path gives the paper that is there from the start."""
    assert read_paper(BUNDLED_FILE) == read_bundled_paper()


def test_it_is_called_by_its_running_head(paper: Paper) -> None:
    """The file has no title; the head of page 89 is the title shortened."""
    assert paper.title == "Pakistan’s Growing Relations with Russia"
    assert paper.source == "pakistan-russia-us.txt"


def test_every_span_recovers_its_text(paper: Paper) -> None:
    """The invariants of every paper hold of this one."""
    check(paper)


def test_the_outline_has_thirteen_headings_on_two_levels(paper: Paper) -> None:
    """The overview has five subsections and the recent trends two."""
    assert outline(paper) == [
        (1, "Abstract"),
        (1, "Introduction"),
        (1, OVERVIEW),
        (2, "Pak-US Relations during the Cold War"),
        (2, "Pak-US Relations in the Post-Cold War Era"),
        (2, "Pak-US Relations post-9/11 and War on Terror"),
        (2, "Pak-Russia Relations during the Cold War"),
        (2, "Pak-Russia Relations in the Post-Cold War Era"),
        (1, TRENDS),
        (2, "Revival of Pakistan’s Regional Significance"),
        (2, "Shift in US and Russian Foreign Policy towards Pakistan"),
        (1, "Is Pakistan’s Balanced Relationship with Russia and the US, a Possibility"),
        (1, "Conclusion"),
    ]
    assert paper.sections[4].path == (OVERVIEW, "Pak-US Relations in the Post-Cold War Era")
    assert paper.sections[9].path == (TRENDS, "Revival of Pakistan’s Regional Significance")


def test_headings_are_on_their_pages(paper: Paper) -> None:
    """Counting from the printed 89, the headings stand on pages 87 to 102."""
    found = [paper.page_at(section.start) for section in paper.sections]
    assert found == "87 87 90 90 93 93 94 96 97 97 99 101 102".split()


def test_pages_run_from_87_to_103(paper: Paper) -> None:
    """A page starts where its first line does, whether it opens a sentence or not."""
    assert pages(paper) == [
        ("87", "Abstract It"),
        ("88", "policy orientations"),
        ("89", "it is"),
        ("90", "a major"),
        ("91", "These strategic"),
        ("92", "reservations with"),
        ("93", "Pak-US Relations"),
        ("94", "very clear"),
        ("95", "anti-Soviet, anti-socialist"),
        ("96", "visit to"),
        ("97", "Russia has"),
        ("98", "realise that"),
        ("99", "Shift in"),
        ("100", "not only"),
        ("101", "their military-strategic"),
        ("102", "The consequences"),
        ("103", "Russia) seems"),
    ]


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("Pressler Amendment", "93"),
        ("Tashkent Agreement", "95"),
        ("Gwadar", "98"),
        ("roller-coaster nature", "87"),
        ("It will explore how the long-standing patterns", "89"),
    ],
)
def test_words_are_cited_to_their_page(paper: Paper, words: str, page: str) -> None:
    """An offset knows the printed number of its page."""
    assert paper.page_at(paper.text.index(words)) == page


def test_notes_1_to_4_have_their_references(paper: Paper) -> None:
    """Bibliographic references are whole, with addresses mended over the line ends."""
    first, second, third, fourth = [note.text for note in paper.notes[:4]]
    assert first == (
        "Fatima Raza, “Russia in South Asia: Balancing United States and China,” South Asian "
        "Voices, March 14, 2017, "
        "https://southasianvoices.org/russia-south-asia-balancing-united-states-china/"
    )
    assert second == (
        "Almas Haider Naqvi and Yasir Masood, “Rejuvenating Pakistan-Russia Relations: "
        "Discernable Trends and Future,” Strategic Studies 37, no. 2 (Winter 2017): 18-38, "
        "http://issi.org.pk/wp-content/uploads/2018/01/2-SS_Almas_and_Yasir_No-4_2017.pdf"
    )
    assert third == (
        "Harsh V. Pant, “Difficult Times Ahead for Russia-India Ties,” Diplomat, March 29, "
        "2018, https://thediplomat.com/2018/03/difficult-times-ahead-for-russia-india-ties/"
    )
    assert fourth == (
        "“Russia’s Weapons Export Grows in 2017 in spite of Sanctions,” Xinhua News, "
        "May 18, 2018, http://www.xinhuanet.com/english/2018-05/18/c_137188778.htm"
    )


def test_notes_5_to_24_are_known_to_have_no_text(paper: Paper) -> None:
    """The file ends without its endnotes; a missing text is None and not empty."""
    assert [note.marker for note in paper.notes] == [str(number) for number in range(1, 25)]
    assert [note.text for note in paper.notes[4:]] == [None] * 20


def test_markers_are_anchored_where_they_stood(paper: Paper) -> None:
    """A marker belongs behind the word it followed, inside a sentence too (note 23)."""
    assert [word for _, word, _ in notes(paper)] == [
        *("Russia.", "policy.", "Iran.", "exports.", "misunderstandings.’", "Alliance.”", "UN."),
        *("areas.", "expansion.", "Pakistan.", "USSR.", "benefits.", "(Kharan).", "regions."),
        *("block.", "1949-51.", "machinery.", "economy.", "sanctuary.", "versa.", "US."),
        *("relations.", "Putin", "Kashmir."),
    ]
    assert paper.text[paper.notes[22].anchor :].startswith(" about India, being one of")


def test_the_furniture_of_pages_is_gone(paper: Paper) -> None:
    """Running head, page number, note bodies and markers are no part of the text."""
    assert paper.text.count("Pakistan’s Growing Relations with Russia") == 0
    assert " 89 " not in paper.text
    assert "Fatima Raza" not in paper.text
    assert "http" not in paper.text
    assert not any(paragraph.split()[-1].isdigit() for paragraph in paragraphs(paper))


@pytest.mark.parametrize(
    "word",
    [
        *("unipolarity to multi-polarity", "Indo-centric", "policy vis-à-vis", "long-standing"),
        *("non-alignment", "re-unity", "Non-Aligned", "US-sponsored", "Arab-Israeli"),
        *("“multi-alignment”", "decades-long", "ever-growing"),
    ],
)
def test_hyphens_at_line_ends_are_kept(paper: Paper, word: str) -> None:
    """This paper breaks lines at hyphens of its own only."""
    assert word in paper.text
    assert word.replace("-", "") not in paper.text


def test_paragraphs_over_page_breaks_are_one(paper: Paper) -> None:
    """Only pages 93 and 99 begin with a block of their own: a heading."""
    inside = [page.number for page in paper.pages if paper.text[: page.start].endswith(" ")]
    assert inside == "88 89 90 91 92 94 95 96 97 98 100 101 102 103".split()
    assert "the current changing circumstances, it is extremely important" in paper.text
    assert "between the two countries.\n\nPak-US Relations in the Post-Cold War Era" in paper.text


def test_the_reading_is_the_golden_one() -> None:
    """Blocks, notes, pages and passages are those of the golden file.

    `python -m tests.golden.describe` writes that file anew.
    """
    assert describe(read_bundled_paper()) == GOLDEN_FILE.read_text(encoding="utf-8")
