"""What a PDF says of the paper as a whole: people, year, journal, and a repository's cover."""

from collections.abc import Sequence

import pytest

from corpus.formats.pdf.front.people import names_declared, names_of
from corpus.paper import Publication
from tests.pdf.drawn import MILLS, RIVERS, heading, paragraph, read
from tests.pdf_pages import HEIGHT, LEFT, Pdf

TITLE = "The Water of the Province"


def _text(pdf: Pdf) -> None:
    for title in ("The Rivers", "The Mills"):
        heading(pdf, title)
        paragraph(pdf, RIVERS)
        paragraph(pdf, MILLS)


def _paper(*front: str, head: str = "", foot: Sequence[str] = (), title_size: float = 16) -> Pdf:
    """Draw a page with a title and lines below it."""
    pdf = Pdf()
    if head:
        pdf.centre(HEIGHT - 40, head, size=8)
    pdf.centre(HEIGHT - 80, TITLE, size=title_size)
    pdf.y = HEIGHT - 104
    for line in front:
        pdf.centre(pdf.y, line)
        pdf.y -= 13
    _text(pdf)
    for place, line in enumerate(foot):
        pdf.put(LEFT, 60 - 9 * place, line, size=7)
    return pdf


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Anna Berg, Google Inc.", ["Anna Berg"]),
        ("Anna Berg • Università di Roma, Italy", ["Anna Berg"]),
        (
            "Anna Berg, Senior Member, IEEE, and Karl M. Stein, MD, PhD",
            ["Anna Berg", "Karl M. Stein"],
        ),
        ("Anna Berg <anna@berg.org>", ["Anna Berg"]),
        ("by Anna Berg University of Graz", ["Anna Berg"]),
        ("Xu Li, Simon PEYTON JONES, JS Smith", ["Xu Li", "Simon PEYTON JONES", "JS Smith"]),
        ("Eva Ruiz y Ana Gil, Rosa Paz y Paz", ["Eva Ruiz", "Ana Gil", "Rosa Paz y Paz"]),
        ("Berg, Anna; von Stein, Karl", ["Anna Berg", "Karl von Stein"]),
        ("Sheng Di, Jan de Boer", ["Sheng Di", "Jan de Boer"]),
        ("Position Paper", []),
        ("UC Santa Cruz", []),
        ("Ithaca NY", []),
        ("Computer Science", []),
        ("3333 Coyote Hill", []),
        ("Graz, Austria", []),
        ("ON PROOF AND PROGRESS IN MATHEMATICS", []),
        ("Shazam Berg, Ltd.", []),
        ("By Anna Berg on May 14, 2018", ["Anna Berg"]),
        ("Anna Berg+, Karl Stein$", ["Anna Berg", "Karl Stein"]),
    ],
)
def test_names_by_their_form(text: str, names: list[str]) -> None:
    """Places, firms, subjects and streets may be capitalised like names, and are none."""
    assert names_of(text) == names


@pytest.mark.parametrize(
    ("declared", "names"),
    [
        ("Berg, Anna", ["Anna Berg"]),
        ("Anna Berg, Karl Stein", ["Anna Berg", "Karl Stein"]),
        ("Anna Berg; Karl Stein", ["Anna Berg", "Karl Stein"]),
        ("Administrator", []),
    ],
)
def test_names_that_a_file_declares(declared: str, names: list[str]) -> None:
    """They may be turned round, and be no one's."""
    assert names_declared(declared) == names


@pytest.mark.parametrize(
    "front",
    [
        ("Anna Berg, Karl Maria", "Stein, Eva Ruiz"),
        ("Anna Berg, Karl Maria Stein,", "and Eva Ruiz"),
        ("Anna Berg^1^, Karl Maria Stein^2,3^", "Eva Ruiz^1^", "^1^University of Graz"),
        (
            "Anna Berg, Google Inc.",
            "Karl Maria Stein, University of Graz",
            "Eva Ruiz, IBM Research",
        ),
        ("Anna Berg    Karl Maria Stein    Eva Ruiz", "Position Paper", "Ithaca NY"),
    ],
)
def test_names_over_lines_and_beside_places(front: Sequence[str]) -> None:
    """A list goes on in the next line, or each name has a place of work behind it."""
    assert read(_paper(*front)).authors == ("Anna Berg", "Karl Maria Stein", "Eva Ruiz")


def test_names_in_another_type_are_places() -> None:
    """What is set in italics under upright names says where these work."""
    pdf = Pdf()
    pdf.centre(HEIGHT - 80, TITLE, size=16)
    pdf.centre(HEIGHT - 104, "Anna Berg")
    pdf.centre(HEIGHT - 117, "Kaiser Wilhelm", font="Times-Italic")
    pdf.y = HEIGHT - 140
    _text(pdf)
    assert read(pdf).authors == ("Anna Berg",)


def test_a_title_in_the_type_of_the_text() -> None:
    """It is what stands above the names, below the line of the journal."""
    pdf = Pdf()
    for line in ("Proceedings of the Water Days", TITLE, "Anna Berg", "University of Graz"):
        pdf.put(LEFT, pdf.y, line)
        pdf.y -= 14
    _text(pdf)
    paper = read(pdf)
    assert (paper.title, paper.authors) == (TITLE, ("Anna Berg",))


def test_an_author_in_the_type_of_the_title() -> None:
    """The last line of the largest type is no part of the title if it is a name."""
    pdf = _paper()
    pdf.centre(HEIGHT - 98, "Anna Berg", size=16)
    paper = read(pdf)
    assert (paper.title, paper.authors) == (TITLE, ("Anna Berg",))


@pytest.mark.parametrize("above", ["Research Article", "Journal of Mill Science", "CM"])
def test_what_a_journal_prints_over_a_title(above: str) -> None:
    """Its name, a rubric or a sign, though in type as large as the title's or larger."""
    pdf = _paper("Anna Berg")
    pdf.centre(HEIGHT - 60, above, size=18 if above != "Research Article" else 16)
    paper = read(pdf)
    assert (paper.title, paper.authors) == (TITLE, ("Anna Berg",))


def test_authors_in_the_type_of_the_title() -> None:
    """Lines of names with marks are no part of it."""
    pdf = _paper("University of Graz")
    pdf.centre(HEIGHT - 97, "Anna Berg^1^, Karl Stein^2^", size=16)
    paper = read(pdf)
    assert (paper.title, paper.authors) == (TITLE, ("Anna Berg", "Karl Stein"))


def test_a_title_whose_last_line_has_the_mark_of_a_note() -> None:
    """What “and” joins to the title is no name."""
    pdf = _paper("Anna Berg")
    pdf.centre(HEIGHT - 97, "and Prediction Problems^1^", size=16)
    paper = read(pdf)
    assert (paper.title, paper.authors) == (f"{TITLE} and Prediction Problems", ("Anna Berg",))


@pytest.mark.parametrize(
    ("head", "front", "foot", "year"),
    [
        ("Journal of Mills 12 (1987) 5–12", (), (), 1987),
        ("", (), ("Received May 1993. © 1994 Mill Press. All rights reserved.",), 1994),
        ("", ("Anna Berg", "March 25, 1991"), (), 1991),
        ("", (), ("Journal of Mills, Vol. 3, No. 2, April 1985, pp. 37–42.",), 1985),
        ("", (), ("WATER ’97, October 14–17, Graz",), 1997),
        ("23/05/2017, 13:00", ("Anna Berg",), (), None),
        ("", (), ("See Stein, Mills of the Alps, Graz 1928.",), None),
    ],
)
def test_years(head: str, front: Sequence[str], foot: Sequence[str], year: int | None) -> None:
    """The journal, the rights, the meeting or the date tell it; no print-out, no cited work."""
    assert read(_paper(*front, head=head, foot=foot)).year == year


@pytest.mark.parametrize(
    ("head", "publication"),
    [
        (
            "Water History (2014), 26:1, 147–154  doi:10.1017/S1041610213001804",
            Publication("Water History", "26", "147–154", "10.1017/S1041610213001804"),
        ),
        ("J Mill Sci 118, 547–551 (2012)", Publication("J Mill Sci", "118", "547–551")),
        ("Mills and Rivers, Vol. 17, No. 2, 2009", Publication("Mills and Rivers", "17")),
        ("The waters of the east", Publication()),
    ],
)
def test_publication(head: str, publication: Publication) -> None:
    """Journal, volume, pages and DOI stand at the edge of the first page."""
    assert read(_paper("Anna Berg", head=head)).publication == publication


COVERS = {
    "SSOAR": (
        "www.ssoar.info",
        "Berg, Anna; Stein, Karl",
        "Veröffentlichungsversion / Published Version",
        "Zur Verfügung gestellt in Kooperation mit / provided in cooperation with:",
        "Empfohlene Zitierung / Suggested Citation:",
        "Berg, Anna; Stein, Karl: The Water of the Province. Graz, 2006.",
        "Nutzungsbedingungen:",
    ),
    "JSTOR": (
        "Author(s): Anna Berg and Karl Stein",
        "Source: Journal of Mills, Vol. 3, No. 2 (Apr., 2006), pp. 3-12",
        "Stable URL: http://www.jstor.org/stable/1234",
        "Your use of the JSTOR archive indicates your acceptance of the terms.",
    ),
    "HAL": (
        "HAL Id: hal-01234567",
        "Submitted on 3 May 2018",
        "HAL is a multi-disciplinary open access archive for the deposit of documents.",
        "Anna Berg, Karl Stein",
        "To cite this version:",
        "Anna Berg, Karl Stein. The Water of the Province. Mills, 2006, 3 (2), pp.3-12.",
    ),
    "HeinOnline": (
        "DATE DOWNLOADED: Fri Nov 3 2023",
        "SOURCE: Content Downloaded from HeinOnline",
        "Anna Berg & Karl Stein, The Water of the Province, 3 J. MILLS 3 (2006).",
        "Provided by: Library of Graz",
    ),
    "ResearchGate": (
        "See discussions, stats, and author profiles for this publication at:",
        "https://www.researchgate.net/publication/1",
        "Article in Journal of Mills · April 2006",
        "Anna Berg",
        "SEE PROFILE",
    ),
}


@pytest.mark.parametrize("repository", COVERS)
def test_covers_of_repositories(repository: str) -> None:
    """A cover is no part of the text; the paper begins behind it, and its year is used."""
    pdf = Pdf()
    pdf.put(LEFT, HEIGHT - 60, f"{TITLE} :", size=14)
    pdf.y = HEIGHT - 100
    for line in COVERS[repository]:
        pdf.put(LEFT, pdf.y, line, size=9)
        pdf.y -= 20
    pdf.new_page()
    pdf.centre(HEIGHT - 80, TITLE, size=16)
    pdf.centre(HEIGHT - 100, "Anna Berg & Karl Stein")
    pdf.y = HEIGHT - 130
    _text(pdf)
    paper = read(pdf)
    assert (paper.title, paper.authors) == (TITLE, ("Anna Berg", "Karl Stein"))
    assert paper.year == 2006
    assert paper.text.startswith("The Rivers")


def test_a_cover_tells_what_the_paper_does_not() -> None:
    """A paper without a title of its own has that of the cover, and its authors."""
    pdf = Pdf()
    pdf.put(LEFT, HEIGHT - 60, TITLE, size=16)
    pdf.y = HEIGHT - 100
    for line in COVERS["JSTOR"]:
        pdf.put(LEFT, pdf.y, line, size=9)
        pdf.y -= 20
    pdf.new_page()
    for text in (RIVERS, MILLS, RIVERS, MILLS):
        paragraph(pdf, text)
    paper = read(pdf)
    assert (paper.title, paper.authors) == (TITLE, ("Anna Berg", "Karl Stein"))


def test_a_first_page_is_no_cover() -> None:
    """One sign of a repository at the edge of a page does not put its text aside."""
    pdf = _paper("Anna Berg", foot=["This content downloaded from 10.0.0.1 in May 2019"])
    pdf.new_page()
    _text(pdf)
    assert read(pdf).text.startswith("The Rivers")
