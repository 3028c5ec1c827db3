"""Superscripts and subscripts: part of the text, citations, notes, or where the authors work."""

import pytest

from corpus.paper import Paper
from tests.corpus_reading import notes
from tests.pdf.drawn import BRIDGES, MILLS, NOTE, foot, heading, paragraph, read
from tests.pdf_pages import LEFT, Pdf

ENTRIES = (
    "Berg A. On mills. J Mills. 1901;3:12.",
    "Dahl B. On rivers. J Mills. 1902;4:15.",
    "Eker C. On bridges. J Mills. 1903;5:18.",
    "Falk D. On towns. J Mills. 1904;6:21.",
    "Graf E. On courts. J Mills. 1905;7:24.",
)
CITING = (
    "The mills of the province were few,^1^ and their wheels were slow to turn in summer.^2,3^ A "
    "second survey found more of them by far,^1-3^ as did the third one in 1904.^4^ None of these "
    "surveys counted the boats,^5^ which the towns had hidden from the governor^4,5^ at the time."
)


def with_bibliography(*texts: str, label: str = "{}.") -> Pdf:
    """Draw paragraphs that cite, and the numbered works."""
    pdf = Pdf()
    heading(pdf, "Mills")
    for text in texts:
        paragraph(pdf, text)
    heading(pdf, "References")
    for number, entry in enumerate(ENTRIES, start=1):
        paragraph(pdf, f"{label.format(number)} {entry}", indent=0)
    return pdf


def cited_behind(paper: Paper, words: str) -> tuple[int, ...]:
    """Return the numbers of the works cited right behind some words."""
    end = paper.text.index(words) + len(words)
    links = [link for link in paper.reference_links if link.span.end == end]
    return tuple(target + 1 for link in links for target in link.targets)


@pytest.mark.parametrize(
    ("drawn", "told"),
    [
        ("10^25^ cm^\u20133^ of it", "10²⁵ cm⁻³ of it"),
        ("Tyr^369^ alone", "Tyr³⁶⁹ alone"),
        ("H~2~O and CO~2~", "H₂O and CO₂"),
        ("Ca^2+^ and Cl^\u2013^ ions", "Ca²⁺ and Cl⁻ ions"),
        ("of ^14^C and ^235^U", "of ¹⁴C and ²³⁵U"),
        ("5 km^2^ of it", "5 km² of it"),
        ("a power x^n^ and t~max~", "a power xⁿ and tₘₐₓ"),
        ("the heat k~B~T^3/2^ here", "the heat k_BT^(3/2) here"),
        ("the 19^th^ century", "the 19th century"),
        ("of M^me^ Blanc", "of Mme Blanc"),
    ],
)
def test_what_belongs_to_a_quantity_or_a_name_stays(drawn: str, told: str) -> None:
    """It is written as Unicode has it, or behind ^ and _; letters of ordinals stay as they are."""
    pdf = Pdf()
    paragraph(pdf, f"The mills of the province had {drawn} in those years, and nothing more of it.")
    paper = read(pdf)
    assert f"had {told} in those" in paper.text
    assert paper.notes == ()


def test_raised_numbers_cite_a_numbered_bibliography() -> None:
    """They leave the text and lead to the works, ranges and lists among them."""
    paper = read(with_bibliography(CITING))
    assert len(paper.references) == 5
    assert paper.notes == ()
    assert "few, and their" in paper.text
    assert cited_behind(paper, "were few,") == (1,)
    assert cited_behind(paper, "in summer.") == (2, 3)
    assert cited_behind(paper, "by far,") == (1, 2, 3)
    assert cited_behind(paper, "in 1904.") == (4,)
    assert cited_behind(paper, "governor") == (4, 5)
    assert len(paper.reference_links) == 8


@pytest.mark.parametrize("label", ["{}", "{}.", "[{}]"])
def test_powers_beside_citations(label: str) -> None:
    """Behind ten, a unit or a letter a number is a power, though a work has that number."""
    quantities = "It was 10^5^ litres or 3 m^2^ at x^3^ in 1904^4^ and Ser^5^ there."
    paper = read(with_bibliography(CITING, quantities, label=label))
    assert "It was 10⁵ litres or 3 m² at x³ in 1904 and Ser⁵ there." in paper.text
    assert cited_behind(paper, "x³ in 1904") == (4,)
    assert paper.notes == ()


def test_one_number_in_brackets_does_not_hide_the_raised_ones() -> None:
    """What cites more of the works are the citations of the paper."""
    paper = read(with_bibliography(CITING, "The vector v[2] was left out of all the accounts."))
    assert len(paper.reference_links) == 8


def test_affiliations_are_no_notes() -> None:
    """Numbers at the authors' names say where these work; in the text they cite."""
    pdf = Pdf()
    pdf.centre(pdf.y, "The Mills of the Province", size=16)
    pdf.y -= 26
    pdf.centre(pdf.y, "Anna Berg,^1,2^ Bert Dahl,^2^ Carl Eker^3^", size=11)
    pdf.y -= 30
    heading(pdf, "Introduction")
    paragraph(pdf, CITING)
    paragraph(pdf, BRIDGES)
    paragraph(pdf, MILLS)
    places = ("Department of Mills, University of Bergen", "Renji Hospital, Shanghai", "Mills Ltd")
    foot(pdf, *(f"^{number}^ {place}" for number, place in enumerate(places, start=1)))
    pdf.new_page()
    heading(pdf, "References")
    for number, entry in enumerate(ENTRIES, start=1):
        paragraph(pdf, f"{number}. {entry}", indent=0)
    paper = read(pdf)
    assert paper.notes == ()
    assert len(paper.reference_links) == 8
    assert "Renji Hospital" not in paper.text


def test_affiliations_without_a_bibliography_are_no_notes_either() -> None:
    """A number in the text keeps its place, and is not tied to a hospital."""
    pdf = Pdf()
    pdf.centre(pdf.y, "The Mills of the Province", size=16)
    pdf.y -= 26
    pdf.centre(pdf.y, "Anna Berg,^1^ Bert Dahl,^2^ Carl Eker^1^", size=11)
    pdf.y -= 30
    heading(pdf, "Introduction")
    paragraph(pdf, CITING)
    paragraph(pdf, MILLS)
    foot(pdf, "^1^ Renji Hospital, Shanghai", "^2^ Department of Mills, University of Bergen")
    paper = read(pdf)
    assert not any(text for _, _, text in notes(paper))


def test_notes_that_count_on_from_an_author_are_notes() -> None:
    """As in a journal of history, whose first note says who the author is."""
    pdf = Pdf()
    pdf.centre(pdf.y, "The Mills of the Province", size=16)
    pdf.y -= 26
    pdf.centre(pdf.y, "Anna Berg^1^", size=11)
    pdf.y -= 30
    heading(pdf, "Introduction")
    paragraph(pdf, MILLS.replace("by. None", "by.^2^ None"))
    paragraph(pdf, BRIDGES.replace("alone. They", "alone.^3^ They"))
    foot(pdf, "^1^ Professor at the University of Bergen.", f"^2^ {NOTE}", f"^3^ See {NOTE}")
    found = {marker: text for marker, _, text in notes(read(pdf))}
    assert found["1"] == "Professor at the University of Bergen."
    assert found["2"] == NOTE


def test_a_list_of_many_authors_has_no_notes() -> None:
    """The numbers at their names stay, wherever the list stands."""
    pdf = Pdf()
    heading(pdf, "Mills")
    paragraph(pdf, MILLS)
    heading(pdf, "The Collaboration")
    for first in (1, 4):
        names = f"A. Aad^{first + 2}^, B. Abbott^{first}^, J. Abdallah^{first + 1}^, O. Abdinov^1^,"
        pdf.put(LEFT, pdf.y, names)
        pdf.y -= 12
    paper = read(pdf)
    assert paper.notes == ()
    assert "A. Aad³, B. Abbott¹, J. Abdallah²" in paper.text
