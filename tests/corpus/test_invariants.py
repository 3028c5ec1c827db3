import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count, islice

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from corpus.formats import read_bundled_paper
from corpus.paper import Paper, Span
from corpus.passages import split_into_passages
from corpus.sentences import MOST_CHARACTERS, split_into_sentences
from tests.corpus_reading import check, markdown, outline, paragraphs, plain, sentences, text_of

SPACES = [
    "\n",
    "\n",
    "\n\n",
    "\n \n\n",
    "\f",
    "\n\f",
    "\r\n",
    "\r",
    "\t",
    "   ",
    " ",
    " ",
    "\u2028",
]
PRINT = ["1", "2", "\n1\n", "\n2\n", "\n1 Smith, A Title.\n", "12", "\nA Running Head\n", "- 5 -"]
MARKUP = [
    *("[^1]", "^[in the text]", "\n[^1]: A note.\n", "\n# ", "\n## ", "\n- ", "\n  - ", "\n1. "),
    *("\n> ", "\n```\n", "<br>", "\n<p>", "</p>\n", "<!--", "\n---\n", "\n===\n", "**", "_", "`"),
    *("\n|a|b|\n|-|-|\n|", "|", "[x](y)", "![x](y)", "&amp;", "\\", "  \n", "title: x", "    code"),
]
PHRASES = [
    *("Introduction", "RESULTS", "2.1 Data", "A Title Case Line", "the cat sat", "It ended."),
    *(
        "Why?",
        "“No.”",
        "govern-\nment",
        "multi-\n",
        "e.g.",
        "The U.S.",
        "Fig. 3",
        "et al.",
        "J. R.",
    ),
    *("...", "…", ".", "!", ")", "”", "[3]", "1.", "https://a.b/c-\nd"),
]
SIGNS = [
    *("\u3002", "\u06d4", "\u3053\u308c\u306f", "\u0645\u0631\u062d\u0628\u0627", "\u202e"),
    *("\u200b", "\u00ad", "\u00ad\n", "e\u0301", "\ufb01", "\U0001f600", "\x1b[0m", "\x0b", "\x1f"),
]
PIECES = st.sampled_from([*SPACES, *PRINT, *MARKUP, *PHRASES, *SIGNS])
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join))
# The first call loads Punkt and word lists, and a busy machine is no error.
UNTIMED = settings(deadline=None)
READERS = pytest.mark.parametrize("read", [plain, markdown])

HEADINGS = ["1. Aims", "2. Tools", "3. Observations", "4. Findings", "5. Limits of the Study"]
LENGTHS = st.lists(st.integers(1, 60), min_size=1, max_size=6)
"""The words in each sentence of a paragraph."""
SECTIONS = st.lists(st.lists(LENGTHS, min_size=1, max_size=3), min_size=1, max_size=5)


@READERS
@UNTIMED
@given(text=TEXTS)
@example(text="")
@example(text="\f")
@example(text="-")
@example(text="\u00ad")
@example(text="1\n1\n1\n1")
@example(text="Word.\n1\nmore.\n\n1\n")
@example(text="[^1]\n\n[^1]: A note.")
def test_every_paper_holds_together(read: Callable[[str], Paper], text: str) -> None:
    """Spans and offsets recover the text, sections nest, sentences and passages are whole."""
    check(read(text))


@READERS
@UNTIMED
@given(text=TEXTS)
def test_the_same_text_gives_the_same_paper(read: Callable[[str], Paper], text: str) -> None:
    """Reading is a function of the text: nothing is kept between two readings."""
    assert read(text) == read(text)


@UNTIMED
@given(text=st.one_of(st.text(), st.lists(PIECES, max_size=60).map("".join)), around=st.text())
def test_sentences_cover_their_paragraph(text: str, around: str) -> None:
    """Sentences hold all that is not white space, in order, wherever the paragraph stands."""
    span = Span(len(around), len(around) + len(text))
    found = split_into_sentences(around + text + around, span)
    assert all(span.holds(sentence) for sentence in found)
    pieces = [(around + text)[sentence.start : sentence.end] for sentence in found]
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(piece == piece.strip() and 0 < len(piece) <= MOST_CHARACTERS for piece in pieces)


@dataclass(frozen=True)
class Draft:
    """What a paper says before it is printed: sections of paragraphs of sentences."""

    sections: list[list[list[str]]]

    @property
    def paragraphs(self) -> list[str]:
        """Return its paragraphs, each on one line."""
        return [" ".join(paragraph) for section in self.sections for paragraph in section]

    def printed(self, width: int) -> list[str]:
        """Return its lines, with blank ones between the blocks."""
        blocks: list[str] = []
        for heading, section in zip(HEADINGS, self.sections, strict=False):
            blocks.append(heading)
            blocks += [textwrap.fill(" ".join(paragraph), width) for paragraph in section]
        return "\n\n".join(blocks).split("\n")


def draft(lengths: list[list[list[int]]]) -> Draft:
    """Write sentences of so many words, of which no two are the same."""
    words = (f"w{number}" for number in count())
    return Draft(
        [
            [[f"So {' '.join(islice(words, n))}." for n in paragraph] for paragraph in section]
            for section in lengths
        ]
    )


DRAFTS = SECTIONS.map(draft)


@UNTIMED
@given(written=DRAFTS, width=st.integers(40, 90))
def test_what_was_printed_is_read_back(written: Draft, width: int) -> None:
    """Headings, paragraphs and sentences survive being broken into lines of any width."""
    paper = plain("\n".join(written.printed(width)))
    check(paper)
    assert outline(paper) == [(1, heading) for heading in HEADINGS[: len(written.sections)]]
    assert paragraphs(paper) == written.paragraphs
    assert sentences(paper) == [s for section in written.sections for p in section for s in p]


@UNTIMED
@given(written=DRAFTS, width=st.integers(40, 90), lines_of_a_page=st.integers(3, 12))
def test_paragraphs_run_over_pages(written: Draft, width: int, lines_of_a_page: int) -> None:
    """Page breaks inside paragraphs, with numbers at the foot, leave the text as it was."""
    pages: list[list[str]] = [[]]
    for line in written.printed(width):
        runs_on = line and pages[-1] and pages[-1][-1] and not pages[-1][-1].endswith(".")
        if len(pages[-1]) >= lines_of_a_page and runs_on:
            pages.append([])
        pages[-1].append(line)
    assume(len(pages) > 1)
    numbered = [[*page, "", str(number)] for number, page in enumerate(pages, start=30)]
    paper = plain("\f".join("\n".join(page) for page in numbered))
    check(paper)
    assert paragraphs(paper) == written.paragraphs
    assert [page.number for page in paper.pages] == [str(30 + n) for n in range(len(pages))]
    assert [paper.text[page.start :].split()[0] for page in paper.pages] == [
        page[0].split()[0] for page in pages
    ]


@settings(deadline=None, max_examples=20)
@given(most_words=st.integers(1, 300))
def test_passages_of_any_size_are_whole(most_words: int) -> None:
    """Whatever the size asked for, passages hold every sentence once and stay within it."""
    paper = read_bundled_paper()
    passages = split_into_passages(paper, most_words=most_words)
    assert [s for passage in passages for s in passage.sentences] == list(paper.sentences)
    for passage in passages:
        assert len(passage.sentences) == 1 or len(passage.text.split()) <= most_words
        assert len({paper.section_path_at(s.start) for s in passage.sentences}) == 1
    assert passages[0].text.startswith(text_of(paper, paper.sentences[0]))
