"""A PDF read from its bytes to a Paper, by way of labelled lines."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.assembly import Origin, assemble
from corpus.blocks import Block
from corpus.errors import ScannedPages, UnsupportedContent
from corpus.formats.pdf.body.blocks import make_blocks
from corpus.formats.pdf.front.covers import Cover, find_cover
from corpus.formats.pdf.front_matter import read_front_matter, sane_title
from corpus.formats.pdf.labelling import Reading, read_lines
from corpus.formats.pdf.letters import measure_coverage
from corpus.formats.pdf.notes.raised_numbers import RaisedNumbers, tell_raised_numbers
from corpus.formats.pdf.notes.scripts import Scripts
from corpus.formats.pdf.notes.texts import NoteTexts
from corpus.formats.pdf.print.document import Print, read_print
from corpus.formats.pdf.values import PageLines
from corpus.layout.hyphens import Hyphenation
from corpus.paper import Paper
from corpus.references.bibliography import take_bibliography

_FEW_LETTERS = 25
"""A page with a picture and fewer, such as a stamp on a scan, has no text of its own."""


def read_pdf(
    data: bytes, path: Path, origin: Origin, *, recognised: Mapping[int, bytes] | None = None
) -> Paper:
    """Turn a PDF into a Paper. Raises `UnsupportedContent`; `path` names the file in it.

    `recognised` holds pages as `recognise_scan` returns them, which take the place of what the
    file says on these. With it, `ScannedPages` is raised where other pages are pictures without
    text; without it, such pages are passed over.
    """
    print_ = read_print(data, path)
    confidences: Mapping[int, float] = {}
    if recognised is not None:
        _refuse_scanned(print_, recognised, path)
    if recognised:
        from corpus.formats.pdf.scans.hocr import with_recognised

        pages, confidences = with_recognised(print_.pages, recognised, path)
        print_ = replace(print_, pages=pages)
    _refuse_without_text(print_, path)
    whole, (print_, cover) = print_, _put_cover_aside(print_)
    reading = read_lines(print_)
    numbers = [page.index + 1 for page in print_.pages]
    blocks, notes = _blocks(reading, numbers)
    front = read_front_matter(reading, print_, cover, source=origin.source)
    paper = assemble(blocks, origin, front)
    paper = replace(paper, loose_notes=notes.loose(numbers))
    paper = replace(
        paper, coverage=measure_coverage(whole.pages, reading, paper, places=notes.places)
    )
    pdf_pages = (
        replace(page, confidence=confidences.get(page.number - 1)) for page in paper.pdf_pages
    )
    return replace(paper, pdf_pages=tuple(pdf_pages)) if confidences else paper


def _blocks(reading: Reading, pdf_pages: Sequence[int]) -> tuple[list[Block], NoteTexts]:
    """Return headings and paragraphs, and the notes that were tied to them.

    They are made anew where the bibliography in them shows that raised numbers are no notes.
    """
    notes = NoteTexts(reading.pages, reading.endnotes, reading.front)
    noted = notes.markers
    numbers = tell_raised_numbers(reading.text, (), noted)
    blocks = _blocks_with(reading, pdf_pages, notes, numbers)
    references = take_bibliography(blocks, Hyphenation(())).references
    numbers = tell_raised_numbers(reading.text, references, noted)
    if not numbers.works:
        return blocks, notes
    notes = NoteTexts(reading.pages, reading.endnotes, reading.front)
    return _blocks_with(reading, pdf_pages, notes, numbers), notes


def _blocks_with(
    reading: Reading, pdf_pages: Sequence[int], notes: NoteTexts, numbers: RaisedNumbers
) -> list[Block]:
    return make_blocks(
        reading.pages,
        reading.measures,
        headings=reading.headings,
        front=reading.apart,
        scripts=Scripts(notes, numbers, reading.entries),
        numbers=[page.number for page in reading.furniture],
        pdf_pages=pdf_pages,
    )


def classify_lines(data: bytes, path: Path = Path("file.pdf")) -> list[PageLines]:
    """Label the lines of each page of a PDF. Raises `UnsupportedContent`."""
    print_ = read_print(data, path)
    _refuse_without_text(print_, path)
    reading = read_lines(_put_cover_aside(print_)[0])
    return [
        PageLines(index, page.number, (*page.lines, *lines))
        for index, (page, lines) in enumerate(zip(reading.furniture, reading.pages, strict=True))
    ]


def _put_cover_aside(print_: Print) -> tuple[Print, Cover | None]:
    """Return the pages without what a repository put in front of them, and what that says."""
    cover = find_cover(print_.pages)
    if cover is None:
        return print_, None
    first = replace(print_.pages[0], words=(), rules=())
    title = sane_title(print_.metadata.get("Title", "")) or cover.title
    return Print((first, *print_.pages[1:]), {**print_.metadata, "Title": title}), cover


def _refuse_scanned(print_: Print, recognised: Collection[int], path: Path) -> None:
    """Raise `ScannedPages` for pages of pictures and hardly a letter that are not recognised."""
    numbers = tuple(
        page.index
        for page in print_.pages
        if page.index not in recognised
        and page.pictures
        and sum(len(word.text) for word in page.words) < _FEW_LETTERS
    )
    if numbers:
        raise ScannedPages(
            f"{path} has {len(numbers)} pages that are pictures without text: it is a scan, or "
            "partly one.",
            numbers,
            len(print_.pages),
        )


def _refuse_without_text(print_: Print, path: Path) -> None:
    letters = [c for page in print_.pages for word in page.words for c in word.text]
    if any(character.isalnum() for character in letters):
        unknown = sum(character == "\ufffd" for character in letters)
        if 2 * unknown < len(letters):
            return
        raise UnsupportedContent(
            f"{path} does not say which letters its type stands for: {unknown} of {len(letters)} "
            f"are unknown. `footnote add --ocr always {path.name}` reads them off the pages."
        )
    pictures = sum(page.pictures for page in print_.pages)
    what = f"only images ({pictures})" if pictures else "no text"
    raise UnsupportedContent(
        f"{path} has {what} on its {len(print_.pages)} pages. If it is a scan, `footnote add --ocr "
        f"auto {path.name}` reads its text off the pages."
    )
