"""The golden reading of the bundled paper.

`python -m tests.golden.describe` writes it anew; look at what changed before you keep it.
"""

from pathlib import Path

from corpus.formats import read_bundled_paper
from corpus.paper import Paper, Span
from corpus.passages import split_into_passages

GOLDEN_FILE = Path(__file__).with_name("bundled_paper.txt")


def describe(paper: Paper) -> str:
    """List blocks, notes, pages and passages, each with its span and its first and last words."""
    levels = {section.start: section.level for section in paper.sections}
    headings = [Span(section.start, section.body) for section in paper.sections]
    blocks = sorted((*headings, *paper.paragraphs), key=lambda span: span.start)
    lines = [f"title: {paper.title}", f"text: {len(paper.text)} characters"]
    for block in blocks:
        kind = f"heading {levels[block.start]}" if block.start in levels else "paragraph"
        inside = sum(block.holds(sentence) for sentence in paper.sentences)
        lines.append(f"{kind} {_ends(paper, block)} ({inside} sentences)")
    for note in paper.notes:
        text = note.text or "without text"
        lines.append(f"note {note.marker} at {note.anchor}: {text}")
    lines += [f"page {page.number} from {page.start}" for page in paper.pages]
    for passage in split_into_passages(paper):
        span = Span(passage.start, passage.end)
        lines.append(
            f"passage {_ends(paper, span)} p. {passage.page}, {' > '.join(passage.section)}"
        )
    return "\n".join(lines) + "\n"


def _ends(paper: Paper, span: Span) -> str:
    words = paper.text[span.start : span.end].split()
    return f"{span.start}-{span.end}: {' '.join(words[:4])} … {' '.join(words[-4:])}"


if __name__ == "__main__":
    GOLDEN_FILE.write_text(describe(read_bundled_paper()), encoding="utf-8")
