"""What the tests of the readers share: papers from text, and views of a paper."""

from itertools import pairwise

from corpus.assembly import Origin
from corpus.formats.markdown import read_markdown
from corpus.formats.source import clean
from corpus.formats.text import read_text
from corpus.paper import Paper, Span
from corpus.passages import MOST_WORDS, split_into_passages

ORIGIN = Origin("0123456789ab", "file.txt")


def plain(text: str) -> Paper:
    """Read plain text."""
    return read_text(clean(text), ORIGIN)


def markdown(text: str) -> Paper:
    """Read Markdown."""
    return read_markdown(clean(text), ORIGIN)


def text_of(paper: Paper, span: Span) -> str:
    """Return the text at a span."""
    return paper.text[span.start : span.end]


def outline(paper: Paper) -> list[tuple[int, str]]:
    """Return the levels and titles of the sections."""
    return [(section.level, section.title) for section in paper.sections]


def paragraphs(paper: Paper) -> list[str]:
    """Return the texts of the paragraphs."""
    return [text_of(paper, paragraph) for paragraph in paper.paragraphs]


def sentences(paper: Paper) -> list[str]:
    """Return the texts of the sentences."""
    return [text_of(paper, sentence) for sentence in paper.sentences]


def notes(paper: Paper) -> list[tuple[str, str, str | None]]:
    """Return marker, last word before the anchor, and text of each note."""
    return [(n.marker, paper.text[: n.anchor].split()[-1], n.text) for n in paper.notes]


def pages(paper: Paper) -> list[tuple[str, str]]:
    """Return the number and the first two words of each page."""
    return [(p.number, " ".join(paper.text[p.start :].split()[:2])) for p in paper.pages]


def check(paper: Paper) -> None:
    """Assert what holds of every paper, whatever it was read from."""
    _check_blocks(paper)
    _check_sentences(paper)
    _check_sections(paper)
    _check_marks(paper)
    _check_passages(paper)


def _check_blocks(paper: Paper) -> None:
    """Headings and paragraphs make up the text, in order, two line ends apart."""
    headings = [Span(section.start, section.body) for section in paper.sections]
    blocks = sorted((*headings, *paper.paragraphs), key=lambda span: span.start)
    assert all(paper.paragraphs[place] == span for place, span in enumerate(paper.paragraphs))
    assert "\n\n".join(text_of(paper, block) for block in blocks) == paper.text
    assert [block.start for block in blocks[:1]] in ([], [0])
    assert all(before.end + 2 == after.start for before, after in pairwise(blocks))
    assert all(text_of(paper, block).strip() for block in blocks)


def _check_sentences(paper: Paper) -> None:
    """Sentences cover the paragraphs but for white space, in order, and cross none."""
    for sentence in paper.sentences:
        text = text_of(paper, sentence)
        assert text
        assert text == text.strip()
        assert any(paragraph.holds(sentence) for paragraph in paper.paragraphs)
    assert all(before.end <= after.start for before, after in pairwise(paper.sentences))
    inside = "".join(text_of(paper, sentence) for sentence in paper.sentences)
    assert "".join(inside.split()) == "".join("".join(paragraphs(paper)).split())


def _check_sections(paper: Paper) -> None:
    """Sections nest, each within the one its path names, and say where an offset is."""
    open_sections: list[Span] = []
    titles: list[str] = []
    for section in paper.sections:
        assert 0 <= section.start < section.body <= section.end <= len(paper.text)
        assert paper.text[section.start : section.body] == section.title == section.path[-1]
        depth = len(section.path) - 1
        del open_sections[depth:], titles[depth:]
        assert section.path[:-1] == tuple(titles)
        assert all(other.holds(Span(section.start, section.end)) for other in open_sections)
        open_sections.append(Span(section.start, section.end))
        titles.append(section.title)
        assert paper.section_path_at(section.start) == section.path
        assert paper.section_path_at(section.body - 1) == section.path
    first = paper.sections[0].start if paper.sections else len(paper.text)
    assert all(paper.section_path_at(offset) == () for offset in (-1, first - 1, len(paper.text)))


def _check_marks(paper: Paper) -> None:
    """Notes are anchored behind a character, pages start at one, both in order."""
    anchors = [note.anchor for note in paper.notes]
    assert anchors == sorted(anchors)
    assert all(0 < anchor <= len(paper.text) for anchor in anchors)
    assert not any(paper.text[anchor - 1].isspace() for anchor in anchors)
    starts = [page.start for page in paper.pages]
    assert starts == sorted(set(starts))
    for page in paper.pages:
        assert not paper.text[page.start].isspace()
        assert paper.page_at(page.start) == page.number
    assert paper.page_at(starts[0] - 1 if starts else 0) is None
    assert paper.notes_in(Span(0, len(paper.text))) == paper.notes


def _check_passages(paper: Paper) -> None:
    """Passages hold every sentence once, in order, within one section and the length."""
    passages = split_into_passages(paper)
    assert [sentence for p in passages for sentence in p.sentences] == list(paper.sentences)
    for passage in passages:
        assert passage.text == paper.text[passage.start : passage.end]
        assert {paper.section_path_at(s.start) for s in passage.sentences} == {passage.section}
        assert passage.page == paper.page_at(passage.start)
        assert len(passage.sentences) == 1 or len(passage.text.split()) <= MOST_WORDS
        heads = [s.start for s in paper.sections if passage.start < s.start < passage.end]
        assert heads == []
