"""A PDF read from its bytes to a Paper, by way of labelled lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePath

from corpus.assembly import FrontMatter, Origin, assemble
from corpus.errors import UnsupportedContent
from corpus.paper import Paper
from corpus.readers.pdf.authors import people_among
from corpus.readers.pdf.bibliographies import lines_of_entries
from corpus.readers.pdf.blocks import make_blocks
from corpus.readers.pdf.document import Print, read_print
from corpus.readers.pdf.endnotes import label_endnotes
from corpus.readers.pdf.faces import tell_faces
from corpus.readers.pdf.floats import label_floats
from corpus.readers.pdf.heading_styles import style_of
from corpus.readers.pdf.headings import Heading, label_headings
from corpus.readers.pdf.line_numbers import strip_line_numbers
from corpus.readers.pdf.measures import Measures, measure
from corpus.readers.pdf.note_areas import label_notes
from corpus.readers.pdf.note_texts import NoteTexts
from corpus.readers.pdf.page_lines import lay_out
from corpus.readers.pdf.run_in_headings import part_run_in_headings
from corpus.readers.pdf.run_in_title import part_run_in_title
from corpus.readers.pdf.running_heads import Furniture, strip_running_lines
from corpus.readers.pdf.title import find_front, looks_like, read_front_matter, strip_headings
from corpus.readers.pdf.values import Label, PageLines, PrintLine


@dataclass(frozen=True, slots=True)
class _Reading:
    """All that is known of the lines of a document."""

    furniture: Sequence[Furniture]
    pages: Sequence[Sequence[PrintLine]]
    measures: Measures
    title: Sequence[PrintLine]
    front: Sequence[PrintLine]
    headings: Sequence[Heading]
    endnotes: Sequence[PrintLine]

    @property
    def apart(self) -> list[PrintLine]:
        """What names the paper and its authors; a title that is a section's as well is not."""
        sections = {id(line) for heading in self.headings for line in heading.lines}
        title = [line for line in self.title if id(line) not in sections]
        return [*title, *people_among(self.front)]


def read_pdf(data: bytes, path: Path, origin: Origin) -> Paper:
    """Turn a PDF into a Paper. Raises `UnsupportedContent`; `path` names the file in it."""
    print_ = read_print(data, path)
    _refuse_without_text(print_, path)
    reading = _read(print_)
    return assemble(
        make_blocks(
            reading.pages,
            reading.measures,
            headings=reading.headings,
            front=reading.apart,
            notes=NoteTexts(reading.pages, reading.endnotes),
            numbers=[page.number for page in reading.furniture],
        ),
        origin,
        _front_matter(reading, print_, origin),
    )


def classify_lines(data: bytes, path: Path = Path("file.pdf")) -> list[PageLines]:
    """Label the lines of each page of a PDF. Raises `UnsupportedContent`."""
    print_ = read_print(data, path)
    _refuse_without_text(print_, path)
    reading = _read(print_)
    return [
        PageLines(index, page.number, (*page.lines, *lines))
        for index, (page, lines) in enumerate(zip(reading.furniture, reading.pages, strict=True))
    ]


def _read(print_: Print) -> _Reading:
    furniture = strip_running_lines([strip_line_numbers(page) for page in tell_faces(print_.pages)])
    pages = lay_out(furniture)
    measures = measure(pages)
    pages = [part_run_in_title(lines) for lines in pages[:1]] + pages[1:]
    for lines in pages:
        label_floats(lines, measures)
    entries = lines_of_entries(pages, measures)
    label_notes(pages, print_.pages, measures, entries)
    title, front = find_front(pages, measures, declared=print_.metadata.get("Title", ""))
    apart = entries | {id(line) for line in (*title, *front)}
    pages, run_in = part_run_in_headings(pages, measures, apart=apart)
    kept, headings = _find_headings(list(_body(pages)), title, front, measures)
    headings = _in_order([*headings, *run_in], pages)
    if title and looks_like(title[0], [heading.style for heading in headings], measures):
        headings = [Heading(tuple(title), style_of(title[0], measures)), *headings]
    for line in title:
        line.label = Label.HEADING
    endnotes, headings = label_endnotes(pages, headings)
    return _Reading(furniture, pages, measures, title, kept, headings, endnotes)


def _find_headings(
    lines: Sequence[PrintLine],
    title: Sequence[PrintLine],
    front: Sequence[PrintLine],
    measures: Measures,
) -> tuple[Sequence[PrintLine], list[Heading]]:
    """Label the headings; give what is left of the front without those that end it."""
    apart = {id(line) for line in (*title, *front)}
    body = [line for line in lines if id(line) not in apart]
    headings = label_headings(body, measures)
    kept = strip_headings(front, {heading.style for heading in headings}, measures)
    if len(kept) == len(front):
        return front, headings
    apart = {id(line) for line in (*title, *kept)}
    return kept, label_headings([line for line in lines if id(line) not in apart], measures)


def _in_order(headings: Sequence[Heading], pages: Sequence[Sequence[PrintLine]]) -> list[Heading]:
    places = {id(line): place for place, line in enumerate(chain.from_iterable(pages))}
    return sorted(headings, key=lambda heading: places[id(heading.lines[0])])


def _body(pages: Sequence[Sequence[PrintLine]]) -> Iterator[PrintLine]:
    for lines in pages:
        yield from (line for line in lines if line.label is Label.BODY)


def _front_matter(reading: _Reading, print_: Print, origin: Origin) -> FrontMatter:
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
