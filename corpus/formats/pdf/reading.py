"""A PDF read from its bytes to a Paper, by way of labelled lines."""

from dataclasses import replace
from pathlib import Path

from corpus.assembly import Origin, assemble
from corpus.errors import UnsupportedContent
from corpus.formats.pdf.body.blocks import make_blocks
from corpus.formats.pdf.front.covers import Cover, find_cover
from corpus.formats.pdf.front_matter import read_front_matter, sane_title
from corpus.formats.pdf.labelling import read_lines
from corpus.formats.pdf.notes.texts import NoteTexts
from corpus.formats.pdf.print.document import Print, read_print
from corpus.formats.pdf.values import PageLines
from corpus.paper import Paper


def read_pdf(data: bytes, path: Path, origin: Origin) -> Paper:
    """Turn a PDF into a Paper. Raises `UnsupportedContent`; `path` names the file in it."""
    print_ = read_print(data, path)
    _refuse_without_text(print_, path)
    print_, cover = _put_cover_aside(print_)
    reading = read_lines(print_)
    return assemble(
        make_blocks(
            reading.pages,
            reading.measures,
            headings=reading.headings,
            front=reading.apart,
            notes=NoteTexts(reading.pages, reading.endnotes),
            numbers=[page.number for page in reading.furniture],
            pdf_pages=[page.index + 1 for page in print_.pages],
        ),
        origin,
        read_front_matter(reading, print_, cover, source=origin.source),
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


def _refuse_without_text(print_: Print, path: Path) -> None:
    letters = [c for page in print_.pages for word in page.words for c in word.text]
    if any(character.isalnum() for character in letters):
        unknown = sum(character == "\ufffd" for character in letters)
        if 2 * unknown < len(letters):
            return
        raise UnsupportedContent(
            f"{path} does not say which letters its type stands for: {unknown} of {len(letters)} "
            f"are unknown. Run OCR on it, for instance `ocrmypdf --force-ocr {path.name} out.pdf`."
        )
    pictures = sum(page.pictures for page in print_.pages)
    what = f"only images ({pictures})" if pictures else "no text"
    raise UnsupportedContent(
        f"{path} has {what} on its {len(print_.pages)} pages. If it is a scan, run OCR on it "
        f"first, for instance `ocrmypdf {path.name} with-text.pdf`."
    )
