import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.assembly import FrontMatter, assemble
from corpus.blocks import Block, TextLine
from corpus.paper import Note, Reference, Span
from corpus.references.entries import parse_entry
from corpus.references.linking import find_links
from tests.corpus_reading import ORIGIN, plain

NUMBERED = [Reference(str(number), f"Entry {number}.") for number in range(1, 21)]
BY_NAME = [
    parse_entry(entry)
    for entry in (
        "Lee, A., Kim, B., & Park, C. (2020a). One.",
        "Lee, A., Choi, D., & Park, C. (2020b). Two.",
        "Smith, J. (2019). Three.",
        "Smith, J., & Lee, A. (2019). Four.",
        "van der Berg, J. (2001). Five.",
        "Åström-Müller, K. (1999). Six.",
        "World Health Organization. (2004). Seven.",
        "García Márquez, G., & O’Brien, P. (2010). Eight.",
    )
]


def _found(text: str, references: list[Reference]) -> list[tuple[str, tuple[int, ...]]]:
    links, _ = find_links(text, references, ())
    return [(text[link.span.start : link.span.end], link.targets) for link in links]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It grows [12].", [("[12]", (11,))]),
        ("It grows [3–5] and [1, 4-6].", [("[3–5]", (2, 3, 4)), ("[1, 4-6]", (0, 3, 4, 5))]),
        ("It grows [2]–[4],[9].", [("[2]–[4]", (1, 2, 3)), ("[9]", (8,))]),
        ("See [see 3, p. 45].", [("[see 3, p. 45]", (2,))]),
        ("In [0, 1] and [21] and [5-3] and [2019] and [x].", []),
        ("Equation (3) follows from (1) and (2).", []),
        ("Grown in 2019.", []),
    ],
)
def test_numbers_in_brackets(text: str, found: list[tuple[str, tuple[int, ...]]]) -> None:
    """Numbers, lists and ranges of them cite; what is beyond the list does not."""
    assert _found(text, NUMBERED) == found


def test_numbers_in_parentheses_cite_where_most_entries_are_cited_so() -> None:
    """A paper that has no brackets may use parentheses, if it evidently does."""
    text = "It grows (1). So it does (2, 3) there (4–6) and here (7) in 12 (50) cases."
    assert [targets for _, targets in _found(text, NUMBERED[:8])] == [
        (0,),
        (1, 2),
        (3, 4, 5),
        (6,),
    ]


def test_labels_of_letters() -> None:
    """A mark repeats the label, whatever it is."""
    references = [Reference("Smith04", "A."), Reference("ABC+12", "B.")]
    assert _found("So it is [ABC+12] there [Smith04, p. 3] and [Foo].", references) == [
        ("[ABC+12]", (1,)),
        ("[Smith04, p. 3]", (0,)),
    ]


def test_entries_without_labels_are_counted() -> None:
    """In a list that lost its numbers, the third entry is number three, if all fits."""
    references = [Reference(None, "A."), Reference(None, "B.")]
    assert _found("One [2] and two [1].", references) == [("[2]", (1,)), ("[1]", (0,))]


def test_raised_digits_cite_but_powers_do_not() -> None:
    """Superscripts of Unicode cite where most entries are cited so."""
    text = "Cells grow.¹ They do so fast,²⁻³ on 5 m² of land and in 10³ cases."
    assert _found(text, NUMBERED[:3]) == [("¹", (0,)), ("²⁻³", (1, 2))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "So (Smith, 2019; Lee et al., 2020a, 2020b).",
            [("Smith, 2019", (2,)), ("Lee et al., 2020a, 2020b", (0, 1))],
        ),
        ("So (Lee et al. 2020a,b).", [("Lee et al. 2020a,b", (0, 1))]),
        ("As Smith (2019) says.", [("Smith (2019)", (2,))]),
        ("In Smith and Lee (2019: 45).", [("Smith and Lee (2019: 45)", (3,))]),
        ("So (see Smith & Lee 2019, p. 4).", [("Smith & Lee 2019", (3,))]),
        ("So van der Berg’s (2001) view.", [("van der Berg’s (2001)", (4,))]),
        ("So (cf. Van der Berg 2001).", [("Van der Berg 2001", (4,))]),
        ("So (Astrom-Muller 1999).", [("Astrom-Muller 1999", (5,))]),
        ("So the WHO (2004) said.", [("WHO (2004)", (6,))]),
        ("García Márquez and O'Brien (2010)", [("García Márquez and O'Brien (2010)", (7,))]),
        ("So it is (Lee et al. 2020).", [("Lee et al. 2020", (0, 1))]),
        ("No. However, Smith and Lee (2019), however.", [("Smith and Lee (2019)", (3,))]),
        ("No. Jones, Smith, and Lee (2019) do not.", []),
        ("Smith and Kim (2019) is another work; Jones (2019), too.", []),
        ("In 2019, and in May 2019 (or 2020), Smith grew 2019 cells.", []),
    ],
)
def test_names_and_years(text: str, found: list[tuple[str, tuple[int, ...]]]) -> None:
    """Names and year cite the entries that they fit, all of them; a year alone cites none."""
    assert _found(text, BY_NAME) == found


def test_markers_of_no_note_cite() -> None:
    """A raised number without a note's text is the number of an entry; other notes stay."""
    star, one = Note("*", 3, "A note."), Note("1–2", 8, None)
    links, notes = find_links("Ends. Ends. ", NUMBERED, (star, one))
    assert [(link.span, link.targets) for link in links] == [(Span(8, 8), (0, 1))]
    assert notes == (star,)


def test_numbered_notes_are_no_citations() -> None:
    """Where a numbered note has a text, a number without one is a note that lost its text."""
    marks = (Note("1", 3, "A note."), Note("2", 8, None))
    assert find_links("Ends. Ends. ", NUMBERED, marks) == ((), marks)


def test_a_reader_tells_what_lines_cite() -> None:
    """Pieces that cite by the file's ids are links; unknown ids are none."""
    lines = (
        TextLine("Cells grow", glue=" "),
        TextLine("[1]", glue="", cites=("a", "?")),
        TextLine("–", glue=""),
        TextLine("[3]", glue="", cites=("c",)),
        TextLine(". So they do.", cites_behind=("b", "a"), glue=" "),
        TextLine("Smith (1999) has [2].", cites=("?",)),
    )
    references = {"a": NUMBERED[0], "b": NUMBERED[1], "c": NUMBERED[2]}
    paper = assemble([Block(lines)], ORIGIN, FrontMatter("Cells"), references=references)
    assert paper.text == "Cells grow [1]–[3]. So they do. Smith (1999) has [2]."
    assert paper.references == tuple(NUMBERED[:3])
    assert [(link.span, link.targets) for link in paper.reference_links] == [
        (Span(11, 18), (0, 1, 2)),
        (Span(31, 31), (1, 0)),
    ]
    first, second, third = paper.sentences
    assert [reference.label for reference in paper.references_in(first)] == ["1", "2", "3"]
    assert [reference.label for reference in paper.references_in(second)] == ["2", "1"]
    assert paper.references_in(third) == ()


def test_marks_of_plain_text_are_linked() -> None:
    """A file that only prints its references is linked from its text."""
    paper = plain(
        "Results\n\nThe cells grew for a week, as Smith (2009) saw before.\n\nReferences\n\n"
        "Brown C (2011) Cells that do not grow. Science 3: 1–9.\n\n"
        "Smith J (2009) Growth of cells. Nature 23: 45–67.\n"
    )
    assert [reference.year for reference in paper.references_in(paper.sentences[0])] == ["2009"]


_PIECES = ["[", "]", "(", ")", "1", "12", "–", ", ", "; ", " ", "Smith", "Lee", "et al.", "and"]


@given(st.lists(st.sampled_from([*_PIECES, "2019", "2020a", "van", "&", ".", "¹"]), max_size=60))
def test_links_are_in_order_and_inside(pieces: list[str]) -> None:
    """Whatever the text, links are in order, do not overlap, and cite entries that exist."""
    text, references = "".join(pieces), [*NUMBERED, *BY_NAME]
    links, _ = find_links(text, references, ())
    ends = [0, *(link.span.end for link in links)]
    for link, end in zip(links, ends, strict=False):
        assert end <= link.span.start < link.span.end <= len(text)
        assert link.targets
        assert all(0 <= target < len(references) for target in link.targets)
        assert len(set(link.targets)) == len(link.targets)


@pytest.mark.parametrize("piece", ["[", "(", "[1,", "[1]–", "Lee, ", "2019 ", "(Lee 2019, ", "¹,"])
def test_long_runs_of_marks_are_read_in_one_pass(piece: str) -> None:
    """No run of what may begin a mark makes the search start over again and again."""
    text = piece * (200_000 // len(piece))
    links, _ = find_links(text, [*NUMBERED, *BY_NAME], ())
    assert all(link.targets for link in links)
