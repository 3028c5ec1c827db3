"""Bibliographies where they are: in two columns, without a title, right behind the text."""

import pytest

from corpus.paper import Reference
from corpus.references.marks import links_by_label
from tests.pdf.drawn import MILLS, NOTE, RIVERS, heading, paragraph, read
from tests.pdf_pages import HEIGHT, LEFT, RIGHT, Pdf, wrap

ENTRIES = tuple(
    f"{name}, Mills of the {place}. Journal of Mills {10 + number}, {1980 + number}."
    for number, (name, place) in enumerate(
        (family, place)
        for family in ("A. Berg", "K. Stein", "E. Ruiz", "J. Lee", "M. Roe", "T. Gil")
        for place in ("Alps", "Coast")
    )
)


def _entry(pdf: Pdf, number: int, *, x: float, size: float = 9) -> None:
    first, second = ENTRIES[number - 1].split(". Journal")
    pdf.put(x, pdf.y, f"[{number}]", size=size)
    pdf.put(x + 30, pdf.y, f"{first}.", size=size)
    pdf.put(x + 30, pdf.y - 11, f"Journal{second}", size=size)
    pdf.y -= 24


def test_labels_stand_left_of_the_second_column() -> None:
    """The space behind them is wider than the strip between the columns, and parts none."""
    pdf = Pdf()
    paragraph(pdf, " ".join([RIVERS] * 2), left=40, right=200)
    top = pdf.y
    heading(pdf, "References")
    pdf.y = 380
    for column, numbers in ((40, range(1, 7)), (212, range(7, 13))):
        pdf.y = top - 40 if column == 40 else HEIGHT - 70
        for number in numbers:
            _entry(pdf, number, x=column)
    paper = read(pdf)
    assert [entry.label for entry in paper.references] == [str(n) for n in range(1, 13)]
    assert paper.references[7].text == ENTRIES[7]


def test_a_list_of_works_without_a_title() -> None:
    """It may be in small type at the foot of the page, where notes are."""
    pdf = Pdf()
    heading(pdf, "The Rivers")
    paragraph(pdf, f"{RIVERS} So it is said [2] and [3]. {MILLS}")
    pdf.y -= 20
    for number in range(1, 7):
        _entry(pdf, number, x=LEFT, size=8)
    paper = read(pdf)
    assert [entry.label for entry in paper.references] == ["1", "2", "3", "4", "5", "6"]
    assert [link.targets for link in paper.reference_links] == [(1,), (2,)]
    assert (paper.notes, paper.loose_notes) == ((), ())


def test_a_title_that_follows_the_text_at_once() -> None:
    """A line that is nothing but the title of a bibliography parts the paragraph."""
    pdf = Pdf()
    heading(pdf, "The Rivers")
    lines = ("The towns protested and the courts were slow to follow them in it", "REFERENCES")
    for line in (*lines, *(f"[{n + 1}] {entry}" for n, entry in enumerate(ENTRIES[:5]))):
        pdf.put(LEFT, pdf.y, line, size=9)
        pdf.y -= 11
    paper = read(pdf)
    assert len(paper.references) == 5
    assert paper.text.endswith("to follow them in it")


def test_indices_of_code_are_no_citations() -> None:
    """A bracket right behind a name of code counts an element; one behind a word cites."""
    entries = [Reference(str(number), NOTE, ("Berg",), "1980") for number in range(1, 6)]
    text = "Let v0[4] and a[1] be f()[2] or x_i[3], as Berg[5] says [1]."
    links = links_by_label(text, entries)
    assert [text[link.span.start : link.span.end] for link in links] == ["[5]", "[1]"]


GERMAN = (
    "Berg, Anna (1990): Mühlen der Provinz. In: Zeitschrift für Mühlenkunde, 12. Jg., S. 45–67.",
    "Berg, Anna/Stein, Karl (Hg.) (1991): Wasser und Recht. Zur Geschichte der Flüsse. Frankfurt.",
    "Dahl, B. u. a. (1992a): Brücken der Städte, 2. Aufl., Berlin u. a.: Springer.",
    "Dahl, B. (1992b): Städte, in: Müller, H. (Hrsg.): Handbuch der Städte, München, S. 12-34.",
    "Eker, Carl: Die Flüsse. Eine Geschichte, Göttingen 1993.",
    "Falk, D.; Graf, E. (1994): Zur Lage der Mühlen. Diss. Univ. Bergen.",
    "Bundesministerium für Bildung und Forschung (Hrsg.) (2001): Bericht zur Lage. Bonn: BMBF.",
    "von der Heide, Jan (1999): Wasserrecht. In: ders.: Schriften, Bd. 2. Tübingen: Mohr, 1–30.",
)


@pytest.mark.parametrize("title", ["Literaturverzeichnis", "Literatur", "Quellen und Literatur"])
@pytest.mark.parametrize("appendices", [0, 4])
def test_a_german_list_whose_entries_hang(title: str, appendices: int) -> None:
    """Nouns in capitals begin no entry, and longer appendices behind the list hide none."""
    pdf = Pdf()
    heading(pdf, "1 Einleitung")
    for text in (MILLS, RIVERS, MILLS):
        paragraph(pdf, text)
    paragraph(pdf, "Dies zeigt Berg (1990) und andere (vgl. Dahl 1992b: 12).")
    pdf.new_page()
    heading(pdf, title)
    for entry in GERMAN:
        for place, line in enumerate(wrap(entry, width=RIGHT - LEFT - 15, size=9, indent=0)):
            pdf.put(LEFT + (15 if place else 0), pdf.y, line, size=9)
            pdf.y -= 11
    for page in range(appendices):
        if page:
            pdf.new_page()
        else:
            heading(pdf, "Anhang: Der Fragebogen")
        for text in (MILLS, RIVERS, MILLS):
            paragraph(pdf, text)
    paper = read(pdf)
    assert [entry.text for entry in paper.references] == list(GERMAN)
    assert [link.targets for link in paper.reference_links] == [(0,), (3,)]
