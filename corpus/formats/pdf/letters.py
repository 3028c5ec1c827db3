"""The letters of a PDF counted: those on its pages against those in the parts of the paper."""

from collections.abc import Iterable, Sequence
from itertools import chain

from corpus.coverage import Coverage, count_letters
from corpus.formats.pdf.labelling import Reading
from corpus.formats.pdf.values import Label, PrintedPage, PrintLine
from corpus.paper import Paper

_FEW_LETTERS = 25
"""A page with a picture and fewer has no text of its own."""


def measure_coverage(
    pages: Sequence[PrintedPage], reading: Reading, paper: Paper, *, places: Iterable[str]
) -> Coverage:
    """Return how much of what is on the `pages`, as the file has them, is in a paper.

    `places` are where the authors work, as the foot of the first page has it.
    """
    on_pages = [sum(count_letters(word.text) for word in page.words) for page in pages]
    covered = {page for page, lines in enumerate(reading.pages) if _has_text(lines)}
    pictures = {
        place
        for place, (page, count) in enumerate(zip(pages, on_pages, strict=True))
        if page.pictures and count < _FEW_LETTERS and place not in covered
    }
    cover = {place for place, count in enumerate(on_pages[:1]) if count and not reading.pages[0]}
    missing = (
        place
        for place, count in enumerate(on_pages)
        if count and place not in covered | pictures | cover
    )
    return Coverage(
        pages=len(pages),
        letters=sum(on_pages) + sum(page.aside for page in pages),
        kept=_letters_of(paper)
        + _letters_apart(reading)
        + sum(on_pages[place] for place in cover)
        + sum(map(count_letters, places)),
        without_text=tuple(pages[place].index + 1 for place in missing),
        only_pictures=tuple(pages[place].index + 1 for place in sorted(pictures)),
        loose_notes=len(paper.loose_notes),
    )


def _has_text(lines: Iterable[PrintLine]) -> bool:
    return any(line.label is not Label.HEAD for line in lines)


def _letters_of(paper: Paper) -> int:
    # A note that several marks stand for is on the page once.
    notes = {f"{note.marker}{note.text or ''}" for note in paper.notes}
    loose = (f"{note.marker}{note.text}" for note in paper.loose_notes)
    entries = (f"{entry.label or ''}{entry.text}" for entry in paper.references)
    # The marks of notes stand in the text too, and those that cite were taken out of it.
    marks = (note.marker for note in paper.notes)
    cited = (
        "".join(str(t + 1) for t in ln.targets)
        for ln in paper.reference_links
        if ln.span.start == ln.span.end
    )
    return sum(map(count_letters, chain([paper.text], notes, loose, entries, marks, cited)))


def _letters_apart(reading: Reading) -> int:
    """Return the letters of title, authors, running lines and page numbers."""
    sections = {line for heading in reading.headings for line in heading.lines}
    lines = {line for line in reading.apart if line not in sections}
    lines |= {line for page in reading.pages for line in page if line.label is Label.HEAD}
    edges = (line for page in reading.furniture for line in (*page.lines, *page.numbers))
    return sum(count_letters(line.text) for line in {*lines, *edges})
