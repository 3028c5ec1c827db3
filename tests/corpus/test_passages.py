from corpus.formats import read_bundled_paper
from corpus.paper import Note, Page, Paper, Section, Span
from corpus.passages import MOST_WORDS, passage_of, split_into_passages
from tests.corpus_reading import markdown


def paper_of(*paragraphs: tuple[int, ...]) -> Paper:
    """Make a paper of paragraphs whose sentences have so many words."""
    blocks = [" ".join(f"So{' word' * (n - 1)}." for n in lengths) for lengths in paragraphs]
    return markdown("\n\n".join(blocks))


def sizes(paper: Paper, *, most_words: int) -> list[int]:
    """Return the numbers of words of the passages."""
    return [len(p.text.split()) for p in split_into_passages(paper, most_words=most_words)]


def test_a_short_paper_is_one_passage() -> None:
    """Paragraphs share a passage while there is room."""
    assert sizes(paper_of((10, 10), (10,)), most_words=30) == [30]


def test_cuts_prefer_the_ends_of_paragraphs() -> None:
    """Where either would do, a paragraph stays whole."""
    assert sizes(paper_of((10, 10, 10), (10, 10, 10)), most_words=40) == [30, 30]


def test_a_long_paragraph_is_cut_evenly() -> None:
    """Passages of one paragraph are of one length."""
    assert sizes(paper_of((10,) * 9), most_words=35) == [30, 30, 30]


def test_a_sentence_is_never_cut() -> None:
    """A sentence over the limit is a passage of its own."""
    assert sizes(paper_of((10, 50, 10)), most_words=30) == [10, 50, 10]


def test_passages_never_cross_a_heading() -> None:
    """However short a section is, and text before the first heading too."""
    paper = markdown("Before.\n\n# One\n\nText.\n\n## Deep\n\nMore.\n\n# Empty\n\n# Two\n\nEnd.")
    assert [(p.section, p.text) for p in split_into_passages(paper)] == [
        ((), "Before."),
        (("One",), "Text."),
        (("One", "Deep"), "More."),
        (("Two",), "End."),
    ]


def test_text_without_spaces_is_cut_too() -> None:
    """Chinese writes no spaces: its length stands for its words."""
    paper = markdown("\u4e2d\u6587" * 50 + ("\u3002" + "\u4e2d\u6587" * 50) * 40)
    passages = split_into_passages(paper)
    assert len(passages) == 3
    assert max(len(passage.text) for passage in passages) < 11 * MOST_WORDS


def test_a_passage_knows_its_place() -> None:
    """Its id, section and page are those of its first sentence."""
    paper = read_bundled_paper()
    first = paper.text.index("In light of the amendment, the US withheld")
    place = [sentence.start for sentence in paper.sentences].index(first)
    passage = passage_of(paper, paper.sentences[place : place + 2])
    assert passage.id == f"{paper.id}:{passage.start}-{passage.end}"
    assert passage.section[-1] == "Pak-US Relations in the Post-Cold War Era"
    assert passage.page == "93"
    assert passage.text.startswith("In light of the amendment, the US withheld the F-16 fighter")
    assert passage.text.endswith("any country that delivers and/or receives nuclear assistance.")


def test_the_bundled_paper_has_passages_of_readable_length() -> None:
    """Most passages are close to what an encoder reads at once, and none is above."""
    words = sorted(
        len(passage.text.split()) for passage in split_into_passages(read_bundled_paper())
    )
    assert words[-1] <= MOST_WORDS
    assert words[len(words) // 2] > MOST_WORDS // 2


TWO_SECTIONS = Paper(
    id="0123456789ab",
    title="Two",
    source="two.txt",
    text="Before.\n\nOne\n\nText.\n\nTwo\n\nEnd.",
    sections=(
        Section("One", 1, ("One",), start=9, body=12, end=21),
        Section("Two", 1, ("Two",), start=21, body=24, end=30),
    ),
    paragraphs=(Span(0, 7), Span(14, 19), Span(26, 30)),
    sentences=(Span(0, 7), Span(14, 19), Span(26, 30)),
    notes=(Note("1", 7, None), Note("2", 18, "Two."), Note("3", 30, None)),
    pages=(Page("5", 14), Page("6", 26)),
)


def test_an_offset_has_a_section_and_a_page() -> None:
    """Before the first of them there is none, nor behind the text."""
    offsets = [-1, 0, 8, 9, 13, 14, 20, 21, 29, 30]
    sections = ["".join(TWO_SECTIONS.section_path_at(offset)) for offset in offsets]
    assert sections == ["", "", "", "One", "One", "One", "One", "Two", "Two", ""]
    pages = [TWO_SECTIONS.page_at(offset) for offset in offsets]
    assert pages == [None, None, None, None, None, "5", "5", "5", "6", "6"]


def test_a_note_belongs_to_what_its_marker_followed() -> None:
    """Right behind a span is inside it, right before it is not."""
    spans = [Span(0, 7), Span(7, 18), Span(14, 17), Span(18, 30), Span(0, 30)]
    found = ["".join(note.marker for note in TWO_SECTIONS.notes_in(span)) for span in spans]
    assert found == ["1", "2", "", "3", "123"]


def test_a_span_holds_what_lies_inside() -> None:
    """Its own ends included."""
    assert Span(2, 5).holds(Span(2, 5))
    assert not Span(2, 5).holds(Span(2, 6))
    assert not Span(2, 5).holds(Span(1, 3))
