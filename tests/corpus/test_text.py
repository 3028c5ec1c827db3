import pytest

from tests.corpus_reading import check, notes, outline, pages, paragraphs, plain, sentences

SPRING = """\
The committee met in the spring to discuss the proposal that had been
submitted by its members. It was agreed that a further meeting would be
held in the autumn of that year."""
BUDGET = """\
A second matter concerned the budget for the coming year and the means by
which it might be raised. No decision was taken."""
SPRING_LINE, BUDGET_LINE = (text.replace("\n", " ") for text in (SPRING, BUDGET))


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff", "\n\n"])
def test_paragraphs_are_set_apart_by_blank_lines(line_end: str, start: str) -> None:
    """Line ends of any system and a byte order mark make no difference."""
    paper = plain((start + f"{SPRING}\n\n{BUDGET}\n").replace("\n", line_end))
    assert paragraphs(paper) == [SPRING_LINE, BUDGET_LINE]
    assert outline(paper) == []
    assert paper.title == "file"


def test_paragraphs_are_set_apart_by_indents() -> None:
    """Where nothing else does it, an indented line begins a paragraph."""
    assert paragraphs(plain(f"   {SPRING}\n   {BUDGET}\n   {SPRING}")) == [
        SPRING_LINE,
        BUDGET_LINE,
        SPRING_LINE,
    ]


def test_paragraphs_are_set_apart_by_short_last_lines() -> None:
    """Without gaps and indents, a sentence that ends early ends its paragraph."""
    paper = plain(f"{SPRING}\n{BUDGET}\n{SPRING}")
    assert paragraphs(paper) == [SPRING_LINE, BUDGET_LINE, SPRING_LINE]


def test_paragraphs_of_one_line_each() -> None:
    """Where lines are as long as paragraphs, each is one, and short ones are headings."""
    paper = plain(f"Introduction\n{SPRING_LINE}\n{SPRING_LINE}\nThe End\n{BUDGET_LINE * 2}\n")
    assert paragraphs(paper) == [SPRING_LINE, SPRING_LINE, BUDGET_LINE * 2]
    assert outline(paper) == [(1, "Introduction"), (1, "The End")]


def test_doubled_line_breaks_are_no_gaps() -> None:
    """Where an empty line follows each line, two of them set a paragraph apart."""
    paper = plain(f"{SPRING}\n\n{BUDGET}\n\n{SPRING}".replace("\n", "\n\n"))
    assert paragraphs(paper) == [SPRING_LINE, BUDGET_LINE, SPRING_LINE]


def test_numbered_headings_have_levels() -> None:
    """Numbers with or without a full stop show how deep a section is."""
    paper = plain(
        f"A Study of Committees\n\nAbstract\n\n{SPRING}\n\n1 Introduction\n\n{BUDGET}\n\n"
        f"1.1 Earlier Studies\n\n{SPRING}\n\n2. Methods\n\n{BUDGET}\n\nReferences\n\n{SPRING}"
    )
    check(paper)
    assert outline(paper) == [
        (1, "A Study of Committees"),
        (1, "Abstract"),
        (1, "1 Introduction"),
        (2, "1.1 Earlier Studies"),
        (1, "2. Methods"),
        (1, "References"),
    ]
    assert paper.title == "A Study of Committees"
    assert paper.sections[3].path == ("1 Introduction", "1.1 Earlier Studies")


def test_headings_in_capitals() -> None:
    """Capitals make headings, over subsections in title case."""
    paper = plain(f"AIMS\n\n{SPRING}\n\nDATA\n\n{BUDGET}\n\nThe Budget\n\n{SPRING}")
    assert outline(paper) == [(1, "AIMS"), (1, "DATA"), (2, "The Budget")]
    assert paragraphs(paper) == [SPRING_LINE, BUDGET_LINE, SPRING_LINE]


def test_headings_right_over_their_text() -> None:
    """Known titles and numbers need no blank line below."""
    paper = plain(f"Introduction\n{SPRING}\n2. Methods\n{BUDGET}\nThey were all there.")
    assert outline(paper) == [(1, "Introduction"), (1, "2. Methods")]
    assert paragraphs(paper)[0] == SPRING_LINE


def test_rules_set_apart_and_are_no_text() -> None:
    """A row of dashes is a blank line, and one under a title underlines it."""
    paper = plain(f"My Title\n========\n\n{SPRING}\n\n* * *\n\n{BUDGET}\n-----\n{SPRING}")
    assert outline(paper) == [(1, "My Title")]
    assert paragraphs(paper) == [SPRING_LINE, BUDGET_LINE, SPRING_LINE]


@pytest.mark.parametrize(
    "title", ["The effects of committees", "On Spring and Autumn", "SPRING\nAND AUTUMN"]
)
def test_a_first_line_is_the_title(title: str) -> None:
    """In sentence case, title case or capitals, on one line or two."""
    assert plain(f"{title}\n\n{SPRING}\n\n{BUDGET}").title == title.replace("\n", " ")


@pytest.mark.parametrize("first", ["It rains.", "Abstract", "The aims are:", SPRING])
def test_what_is_no_title(first: str) -> None:
    """Sentences, known sections and whole paragraphs leave the file's name for the title."""
    assert plain(f"{first}\n\n{BUDGET}").title == "file"


def test_items_of_a_list_are_apart() -> None:
    """Bullets and numbers begin a block; the lines of an item belong together."""
    paper = plain(
        "The aims:\n- to find it\n- to keep what\n  is there\n- to go\n\n1. Open.\n2. Shut."
    )
    assert paragraphs(paper) == [
        "The aims:",
        "- to find it",
        "- to keep what is there",
        "- to go",
        "1. Open.",
        "2. Shut.",
    ]
    assert outline(paper) == []


def test_markers_and_notes_of_a_single_spaced_dump() -> None:
    """Numbers alone on a line are markers, then notes; their text is not the paper's."""
    paper = plain(
        "It was said by many of those who came to the meeting in the spring.\n1\n"
        " Others agreed with it, and the matter was closed for the time being\n2\n"
        "by the chair. Nothing more is known.\n\n"
        "1\nSmith, A Title (London:\nPress, 1990), 12.\n"
        "2\nJones, https://example.org/long-\nname/page.html\n\n"
        f"{SPRING}\n"
    )
    check(paper)
    assert notes(paper) == [
        ("1", "spring.", "Smith, A Title (London: Press, 1990), 12."),
        ("2", "being", "Jones, https://example.org/long-name/page.html"),
    ]
    assert sentences(paper)[1] == (
        "Others agreed with it, and the matter was closed for the time being by the chair."
    )
    assert paragraphs(paper)[1] == SPRING_LINE


def test_notes_with_their_number_on_the_line() -> None:
    """At the foot of a page a number and words make a note, elsewhere an item of a list."""
    head = "It was said by many.\n1\nThe others agreed to it and left for the\n2\nnight.\n\n"
    noted = plain(f"{head}1 Smith, A Title,\n12.\n2 Jones, Other Title.\n\f{SPRING}")
    assert notes(noted) == [
        ("1", "many.", "Smith, A Title, 12."),
        ("2", "the", "Jones, Other Title."),
    ]
    listed = plain(f"{head}1. Open the door.\n2. Shut it.\n\n{SPRING}")
    assert notes(listed) == [("1", "many.", None), ("2", "the", None)]
    assert "1. Open the door." in paragraphs(listed)


def test_endnotes_close_the_file() -> None:
    """Notes at the end of the file need no page foot."""
    paper = plain(
        "It was said.\n1\nOthers agreed.\n2\nSo it is.\n\n1. Smith, Title.\n\n2. Jones.\n"
    )
    assert notes(paper) == [("1", "said.", "Smith, Title."), ("2", "agreed.", "Jones.")]


def test_unnumbered_files_have_no_pages() -> None:
    """Without a printed number a page is unknown, form feeds or not."""
    paper = plain(f"{SPRING}\n\f{BUDGET}\n\f{SPRING}\n")
    assert pages(paper) == []
    assert paper.page_at(5) is None
    assert paragraphs(paper) == [SPRING_LINE, BUDGET_LINE, SPRING_LINE]


@pytest.mark.parametrize("number", ["{}", "- {} -", "Page {}", "page {} of 15", "[{}]"])
def test_page_numbers_at_the_foot(number: str) -> None:
    """A number of the page that ends, whatever stands around it, is not text."""
    texts = [SPRING, BUDGET, SPRING.replace("spring", "winter")]
    paper = plain("\n\f".join(f"{t}\n\n{number.format(n)}" for n, t in enumerate(texts, start=12)))
    check(paper)
    assert pages(paper) == [("12", "The committee"), ("13", "A second"), ("14", "The committee")]
    assert len(paragraphs(paper)) == 3
    assert paper.page_at(paper.text.index("budget")) == "13"


def test_running_heads_and_page_numbers_at_the_top() -> None:
    """Heads recur, on every page or every second; a paragraph runs on under them."""
    broken = BUDGET.replace("means by\n", "means by\n\n\fJournal of Rooms          13\n\n")
    paper = plain(
        f"On Committees\n\n{SPRING}\n\n\f12          A. Smith\n\n{broken}\n\n"
        f"\f14          A. Smith\n\n{SPRING}\n\n\fJournal of Rooms          15\n\n{BUDGET}\n"
    )
    check(paper)
    assert paragraphs(paper) == [SPRING_LINE, BUDGET_LINE, SPRING_LINE, BUDGET_LINE]
    assert paper.title == "On Committees"
    assert [number for number, _ in pages(paper)] == ["11", "12", "13", "14", "15"]
    assert paper.text[paper.pages[2].start :].startswith("which it might be raised")


@pytest.mark.parametrize("head", ["89", "The Spring Meeting\n89", "89\nThe Spring Meeting"])
def test_a_page_number_inside_a_sentence(head: str) -> None:
    """Without form feeds too, what a sentence runs over is a page's number and head."""
    paper = plain(f"{SPRING}\n\n{BUDGET}".replace("means by\n", f"means by\n\n{head}\n\n"))
    check(paper)
    assert paragraphs(paper) == [SPRING_LINE, BUDGET_LINE]
    assert pages(paper) == [("88", "The committee"), ("89", "which it")]
    assert paper.title == ("file" if head == "89" else "The Spring Meeting")


def test_numbers_at_page_edges_must_agree() -> None:
    """One number alone, such as a year at the foot of a page, says nothing of pages."""
    paper = plain(f"{SPRING}\n\n1990\n\f{BUDGET}\n")
    assert pages(paper) == []
    assert "1990" in paper.text


def test_a_title_that_heads_every_page_stays_once() -> None:
    """On the first page it is the title."""
    paper = plain(f"On Committees\n\n{SPRING}\n\fOn Committees\n\n{BUDGET}\n")
    assert outline(paper) == [(1, "On Committees")]
    assert paragraphs(paper) == [SPRING_LINE, BUDGET_LINE]


def test_headings_near_page_tops_stay() -> None:
    """Below the last line of a paragraph there is no running head, even if it counts on."""
    tops = ["in the end.", "on that day.", "by the chair."]
    sections = [
        f"{top}\n\n{n}. The Meeting\n\n{SPRING} It was" for n, top in enumerate(tops, start=1)
    ]
    texts = [f"{BUDGET} It was", *sections]
    paper = plain("\n\f".join(f"{t}\n\n{n}" for n, t in enumerate(texts, start=30)))
    assert outline(paper) == [(1, f"{n}. The Meeting") for n in (1, 2, 3)]
    assert [number for number, _ in pages(paper)] == ["30", "31", "32", "33"]


def test_a_heading_opens_a_page_behind_a_full_line() -> None:
    """Nothing but the page's end sets it apart from the paragraph before it."""
    full = f"{BUDGET} It was decided to meet again."
    paper = plain(f"{full}\n\fThe Next Meeting\n\n{SPRING}\n")
    assert outline(paper) == [(1, "The Next Meeting")]


def test_notes_inside_a_page_start_none() -> None:
    """Where form feeds show the pages, notes do not."""
    text = "It was said by many of them.\n1\nAnd they were right.\n\n1\nSmith, Title.\n\nIt was so."
    paper = plain(f"{text}\n\n7\n\f{SPRING}\n\f{BUDGET}\n\n9\n")
    assert notes(paper) == [("1", "them.", "Smith, Title.")]
    assert pages(paper) == [("7", "It was"), ("8", "The committee"), ("9", "A second")]


def test_a_number_on_a_line_of_print_is_text_where_markers_are_tight() -> None:
    """In a doubled file a marker follows its line without the empty line between."""
    lines = (
        "It was meant for more than\n1\nof the members, who had come to the\nmeeting in the spring."
    )
    paper = plain(lines.replace("\n", "\n\n") + "\n2\n\n and so on until the\n\nend of it all.")
    assert "more than 1 of the members" in paper.text


def test_headings_at_page_tops_stay() -> None:
    """What stands once at a page's top is a heading, and numbers that disagree are text."""
    paper = plain(f"{SPRING}\n\n3\n\fThe Budget\n\n{BUDGET}\n\n4\n\f1990\n\n{SPRING}\n\n5\n")
    assert outline(paper) == [(1, "The Budget")]
    assert [number for number, _ in pages(paper)] == ["3", "4", "5"]
    assert "1990" in paragraphs(paper)


def test_unseen_characters_are_left_out() -> None:
    """Controls, zero-width and direction-changing characters are not text; accents compose."""
    paper = plain(
        "\x1b[31mRed\u200b \u202eand\u202c \ufb01ne\u2060, cafe\u0301\x07.\n\u200b\nMore."
    )
    assert paragraphs(paper) == ["[31mRed and fine, caf\u00e9.", "More."]


def test_right_to_left_text_is_text() -> None:
    """Arabic and Hebrew keep their logical order."""
    arabic, hebrew = "\u0645\u0631\u062d\u0628\u0627 \u0628\u0643", "\u05e9\u05dc\u05d5\u05dd"
    paper = plain(f"{arabic}\n\n{hebrew} 1990.")
    check(paper)
    assert paragraphs(paper) == [arabic, f"{hebrew} 1990."]


@pytest.mark.parametrize("text", ["", "\n\n", "---\n***\n===\n", "\f\f", "\u200b"])
def test_nothing_is_an_empty_paper(text: str) -> None:
    """Blank lines and rules alone give a paper without text."""
    assert plain(text).text == ""


@pytest.mark.parametrize(
    ("front", "authors", "year"),
    [
        ("Ann B. Lee and Tom Roe", ("Ann B. Lee", "Tom Roe"), None),
        ("By Ann Lee", ("Ann Lee",), None),
        ("Ann Lee1, Tom Roe2*", ("Ann Lee", "Tom Roe"), None),
        ("Authors: Lee, Ann B.; Roe, Tom\nDate: 2017-10-13", ("Ann B. Lee", "Tom Roe"), 2017),
        ("Author: Ann Lee\nPublished online: 3 May 1999", ("Ann Lee",), 1999),
        ("© 2011 The Society", (), 2011),
        ("Early Life and Later Years", (), None),
        ("Climate Change, Public Health and Social Policy", (), None),
        ("A Report to the Board", (), None),
        ("The year 1999 was wet", (), None),
    ],
)
def test_authors_and_year_are_told_from_the_lines_under_the_title(
    front: str, authors: tuple[str, ...], year: int | None
) -> None:
    """Fields and lines of names alone are; a subtitle is nobody, and no year is guessed."""
    paper = plain(f"The Spring Meeting of the Board\n\n{front}\n\n{SPRING}\n\n{BUDGET}\n")
    assert paper.title == "The Spring Meeting of the Board"
    assert (paper.authors, paper.year) == (authors, year)
