"""Passages: whole sentences of one section, of even length."""

from collections.abc import Sequence
from itertools import pairwise

from corpus.paper import Paper, Passage, Span, Table

MOST_WORDS = 180
"""Words in a passage at most, unless a single sentence is longer.

The default encoder reads 256 word pieces. With title and section path in front, nine of
ten passages of the bundled paper fit, but under half of those of biomedical papers; what is
beyond is found by late interaction and words, for sentences are encoded by themselves.
"""


def split_into_passages(paper: Paper, *, most_words: int = MOST_WORDS) -> tuple[Passage, ...]:
    """Cut a paper into passages: every sentence is in exactly one, in reading order.

    A passage never crosses a heading, nor the edge of a table: its rows, and a caption before
    them, are apart from the text around. Inside a section the cuts are those that keep
    passages under `most_words` words, as few as possible, and prefer the ends of
    paragraphs and even lengths; they minimise the summed squares of the words missing
    to `most_words`, with a charge for each cut inside a paragraph.
    """
    paragraph_ends = {paragraph.end for paragraph in paper.paragraphs}
    return tuple(
        passage_of(paper, sentences[start:end])
        for sentences in _by_section(paper)
        for start, end in pairwise(_cut(paper, sentences, paragraph_ends, most_words))
    )


def passage_of(paper: Paper, sentences: Sequence[Span]) -> Passage:
    """Make a passage of consecutive sentences of one section."""
    start, end = sentences[0].start, sentences[-1].end
    return Passage(
        paper_id=paper.id,
        sentences=tuple(sentences),
        section=paper.section_path_at(start),
        page=paper.page_at(start),
        pdf_page=paper.pdf_page_at(start),
        text=paper.text[start:end],
    )


def _by_section(paper: Paper) -> list[list[Span]]:
    """Group the sentences between one heading, or edge of a table, and the next."""
    heads = sorted(
        {
            *(section.start for section in paper.sections),
            *(edge for table in paper.tables for edge in _edges(table)),
        }
    )
    groups: list[list[Span]] = [[]]
    place = 0
    for sentence in paper.sentences:
        while place < len(heads) and heads[place] <= sentence.start:
            place += 1
            groups.append([])
        groups[-1].append(sentence)
    return [group for group in groups if group]


def _edges(table: Table) -> tuple[int, int]:
    """Return where a table begins, with its caption if that is before it, and where it ends."""
    span, caption = table.span, table.caption
    start = min(span.start, caption.start) if caption else span.start
    return start, span.end


def _count_words(text: str) -> int:
    """Count words; text that hardly has spaces, such as Chinese, by its length."""
    longest_usual_word = 10
    return max(len(text.split()), len(text) // longest_usual_word)


def _cut(
    paper: Paper, sentences: Sequence[Span], paragraph_ends: set[int], most_words: int
) -> list[int]:
    """Find the cheapest cuts by dynamic programming over the sentences."""
    words = [_count_words(paper.text[span.start : span.end]) for span in sentences]
    inside_paragraph = 0.35 * most_words**2
    best = [0.0] + [float("inf")] * len(sentences)
    came_from = [0] * (len(sentences) + 1)
    for end in range(1, len(sentences) + 1):
        ends_paragraph = end == len(sentences) or sentences[end - 1].end in paragraph_ends
        total = 0
        for start in range(end - 1, -1, -1):
            total += words[start]
            if total > most_words and start < end - 1:
                break
            missing = max(0, most_words - total)
            cost = best[start] + missing**2 + (0 if ends_paragraph else inside_paragraph)
            if cost < best[end]:
                best[end], came_from[end] = cost, start
    cuts = [len(sentences)]
    while cuts[-1]:
        cuts.append(came_from[cuts[-1]])
    return cuts[::-1]
