"""A PDF read from its bytes to a Paper, by way of labelled lines."""

from pathlib import Path, PurePath

from corpus.assembly import FrontMatter, Origin, assemble
from corpus.errors import UnsupportedContent
from corpus.formats.pdf.body.blocks import make_blocks
from corpus.formats.pdf.front.title import read_front_matter
from corpus.formats.pdf.labelling import Reading, read_lines
from corpus.formats.pdf.notes.texts import NoteTexts
from corpus.formats.pdf.print.document import Print, read_print
from corpus.formats.pdf.values import PageLines
from corpus.paper import Paper


def read_pdf(data: bytes, path: Path, origin: Origin) -> Paper:
    """Turn a PDF into a Paper. Raises `UnsupportedContent`; `path` names the file in it."""
    print_ = read_print(data, path)
    _refuse_without_text(print_, path)
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
        _front_matter(reading, print_, origin),
    )


def classify_lines(data: bytes, path: Path = Path("file.pdf")) -> list[PageLines]:
    """Label the lines of each page of a PDF. Raises `UnsupportedContent`."""
    print_ = read_print(data, path)
    _refuse_without_text(print_, path)
    reading = read_lines(print_)
    return [
        PageLines(index, page.number, (*page.lines, *lines))
        for index, (page, lines) in enumerate(zip(reading.furniture, reading.pages, strict=True))
    ]


def _front_matter(reading: Reading, print_: Print, origin: Origin) -> FrontMatter:
    edges = " ".join(line.text for line in reading.furniture[0].lines)
    return read_front_matter(
        reading.title,
        reading.front,
        print_.metadata,
        first_page=" ".join(word.text for word in print_.pages[0].words),
        edges=edges,
        fallback_title=PurePath(origin.source).stem,
    )


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
