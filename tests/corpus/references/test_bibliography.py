from corpus.assembly import FrontMatter, assemble
from corpus.blocks import Block, TextLine
from corpus.layout.hyphens import Hyphenation
from corpus.paper import Paper
from corpus.references.bibliography import take_bibliography
from tests.corpus_reading import ORIGIN, check, markdown, outline, paragraphs, plain

BODY = "The cells grew for a week, as was seen before [1]. Others found that they did not [2]."
ENTRIES = (
    "Smith J, Lee A. Growth of cells. Nature. 2009;23:45-67.",
    "Brown C. Cells that do not grow. Science. 2011;3:1-9.",
    "Grün D, Weiß E. Zellen und Wachstum. Cell. 2013;8:88-90.",
)


def _labels(paper: Paper) -> list[str | None]:
    return [reference.label for reference in paper.references]


def _texts(paper: Paper) -> list[str]:
    return [reference.text for reference in paper.references]


def test_numbered_entries_leave_the_text() -> None:
    """The section of references becomes references; its heading stays."""
    numbered = "\n\n".join(f"[{number}] {entry}" for number, entry in enumerate(ENTRIES, 1))
    paper = plain(f"Results\n\n{BODY}\n\nReferences\n\n{numbered}\n")
    check(paper)
    assert paragraphs(paper) == [BODY]
    assert outline(paper) == [(1, "Results"), (1, "References")]
    assert _labels(paper) == ["1", "2", "3"]
    assert tuple(_texts(paper)) == ENTRIES


def test_entries_of_several_lines_are_joined() -> None:
    """Lines without gaps are told apart by labels, and broken words are mended."""
    paper = plain(
        f"Results\n\n{BODY}\n\nReferences\n\n"
        "1. Smith J, Lee A. Growth of cells of vege-\ntables. Nature. 2009;23:45-67.\n"
        "2. Brown C. Cells that do not grow.\nScience. 2011;3:1-9.\n"
    )
    assert _texts(paper) == [
        "Smith J, Lee A. Growth of cells of vegetables. Nature. 2009;23:45-67.",
        "Brown C. Cells that do not grow. Science. 2011;3:1-9.",
    ]


def test_unlabelled_entries_are_told_apart_by_their_names() -> None:
    """Names and a year begin an entry; a journal at the start of a line does not."""
    paper = plain(
        f"Results\n\n{BODY}\n\nBibliography\n\n"
        "Brown, C. (2011). Cells that do not grow, and what is known of them.\n"
        "Physica A, 3, 1–9.\n"
        "Grün, D., & Weiß, E. (2013). Zellen und ihr Wachstum in der Stadt.\n"
        "Cell, 8, 88–90.\n"
        "Smith, J., & Lee, A. (2009). Growth of cells. Nature, 23, 45–67.\n"
    )
    assert [reference.authors for reference in paper.references] == [
        ("Brown",),
        ("Grün", "Weiß"),
        ("Smith", "Lee"),
    ]
    assert _labels(paper) == [None, None, None]


def test_text_behind_the_bibliography_stays() -> None:
    """The sections behind the entries stay, and what is no entry before them."""
    listing = "\n".join(f"- {entry}" for entry in ENTRIES)
    paper = markdown(
        f"# A study\n\n## Results\n\n{BODY}\n\n## Works Cited\n\n{listing}\n\n"
        "The authors thank everyone who helped them.\n\n## Appendix\n\nMore is said here.\n"
    )
    check(paper)
    assert tuple(_texts(paper)) == ENTRIES
    assert paragraphs(paper) == [
        BODY,
        "The authors thank everyone who helped them.",
        "More is said here.",
    ]
    assert outline(paper) == [(1, "A study"), (2, "Results"), (2, "Works Cited"), (2, "Appendix")]


def test_headings_part_the_entries() -> None:
    """Headings inside the bibliography leave the text with its entries."""
    paper = markdown(
        f"## Results\n\n{BODY}\n\n## Literaturverzeichnis\n\n### Quellen\n\n{ENTRIES[0]}\n\n"
        f"### Forschung\n\n{ENTRIES[1]}\n\n{ENTRIES[2]}\n"
    )
    assert tuple(_texts(paper)) == ENTRIES
    assert outline(paper) == [(2, "Results"), (2, "Literaturverzeichnis")]


def test_what_is_hardly_a_bibliography_stays() -> None:
    """A section of that name whose paragraphs are sentences is text."""
    prose = (
        "Smith (2019) shows that cells grow. Others do not agree with that.\n\n"
        "The references to growth in the archives are few, and end in 1950."
    )
    paper = plain(f"Results\n\n{BODY}\n\nReferences\n\n{prose}\n")
    assert paper.references == ()
    assert len(paragraphs(paper)) == 3


def test_a_page_goes_on_behind_the_bibliography() -> None:
    """The page on which the entries end is the page of what follows them."""
    blocks = [
        Block((TextLine("Results"),), 1),
        Block((TextLine(BODY, page_number="7"),)),
        Block((TextLine("References"),), 1),
        Block((TextLine(f"[1] {ENTRIES[0]}"),)),
        Block((TextLine(f"[2] {ENTRIES[1]}", page_number="8"),)),
        Block((TextLine("Appendix"),), 1),
        Block((TextLine("More is said here."),)),
    ]
    paper = assemble(blocks, ORIGIN, FrontMatter("A study"))
    assert paper.page_at(paper.text.index("Appendix")) == "8"
    assert paper.page_at(0) is None
    assert paper.page_at(paper.text.index("The cells")) == "7"


def test_an_endless_bibliography_stays_text() -> None:
    """What is longer than any bibliography is not read as one."""
    lines = tuple(TextLine(entry) for entry in ENTRIES * 20_000)
    blocks = [Block((TextLine(BODY),)), Block((TextLine("References"),), 1), Block(lines)]
    assert take_bibliography(blocks, Hyphenation(())).references == ()
