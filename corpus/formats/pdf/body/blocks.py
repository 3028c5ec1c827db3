"""Labelled lines made into the blocks that a Paper is assembled from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from corpus.blocks import Block, Row, RowCell, TextLine
from corpus.formats.pdf.body.paragraphs import group_paragraphs
from corpus.formats.pdf.headings.finding import Heading
from corpus.formats.pdf.headings.levels import find_levels
from corpus.formats.pdf.headings.statements import names_references
from corpus.formats.pdf.lines.measures import Measures
from corpus.formats.pdf.notes.scripts import Scripts, join_written
from corpus.formats.pdf.values import CellPlace, Label, PrintLine

_SAME_FLOAT_SIZES = 3
"""Lines of a caption or a table that are farther apart are of two."""
_FLOATS = frozenset({Label.CAPTION, Label.TABLE})
_APART = frozenset({Label.NOTE, Label.HEAD})
_CLOSING = frozenset(".,;:!?)]}»”’")


def make_blocks(
    pages: Sequence[Sequence[PrintLine]],
    measures: Measures,
    *,
    headings: Sequence[Heading],
    front: Sequence[PrintLine],
    scripts: Scripts,
    numbers: Sequence[str | None],
    pdf_pages: Sequence[int],
) -> list[Block]:
    """Join lines to headings and paragraphs; `numbers` are the printed ones of the pages.

    `pdf_pages` count the pages in the file, from 1.

    The lines of `front` are left out, for the title and the authors are told apart from the
    text; notes on them go with the first paragraph. `scripts` reads superscripts.
    """
    levels = dict(zip((h.lines[0] for h in headings), find_levels(headings), strict=True))
    apart = set(front)
    kept = [line for page in pages for line in page if line not in apart]
    lines = [line for line in kept if line.label not in _APART]
    writer = _Writer(scripts, numbers, pdf_pages, front)
    for level, group in _groups(lines, measures, levels):
        writer.write(group, level)
    return writer.blocks


_Group = tuple[int | None, list[PrintLine]]


def _groups(
    lines: Sequence[PrintLine], measures: Measures, levels: Mapping[PrintLine, int]
) -> Iterator[_Group]:
    """Return headings with their levels, and paragraphs, in reading order."""
    section: list[PrintLine] = []
    heading: list[PrintLine] = []
    for line in lines:
        if line.label is Label.HEADING and (line in levels or not heading or section):
            yield from _finish(heading, section, measures, levels)
            heading, section = [line], []
        elif line.label is Label.HEADING:
            heading.append(line)
        else:
            section.append(line)
    yield from _finish(heading, section, measures, levels)


def _finish(
    heading: list[PrintLine],
    section: Sequence[PrintLine],
    measures: Measures,
    levels: Mapping[PrintLine, int],
) -> Iterator[_Group]:
    """Return a heading and its section; captions and tables follow the paragraph they stand in."""
    if heading:
        yield levels.get(heading[0], 1), heading
    body = [line for line in section if line.label not in _FLOATS]
    floats = _float_groups([line for line in section if line.label in _FLOATS])
    places = {line: place for place, line in enumerate(section)}
    as_entries = names_references(" ".join(line.text for line in heading))
    for group in group_paragraphs(body, measures, as_entries=as_entries):
        first = places[group[0]]
        while floats and places[floats[0][0]] < first:
            yield None, floats.pop(0)
        yield None, group
    for group in floats:
        yield None, group


def _float_groups(lines: Sequence[PrintLine]) -> list[list[PrintLine]]:
    """Part captions and tables; every table line is read as one of a table's rows."""
    groups: list[list[PrintLine]] = []
    for line in lines:
        before = groups[-1][-1] if groups else None
        if line.cell is not None or (before and before.cell is not None):
            if before and _row_of(before) == _row_of(line):
                groups[-1].append(line)
            else:
                groups.append([line])
        elif (
            before
            and (line.label, line.page, line.column)
            == (
                before.label,
                before.page,
                before.column,
            )
            and line.y - before.y < _SAME_FLOAT_SIZES * line.size
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _row_of(line: PrintLine) -> tuple[int, int] | None:
    """Return the table and the row that a line is of, where its cells are known."""
    return (line.cell.table, line.cell.row) if line.cell is not None else None


class _Writer:
    """Makes blocks of groups of lines, with the numbers of their pages and their notes."""

    def __init__(
        self,
        scripts: Scripts,
        numbers: Sequence[str | None],
        pdf_pages: Sequence[int],
        front: Sequence[PrintLine],
    ) -> None:
        self.blocks: list[Block] = []
        self._scripts = scripts
        self._numbers = numbers
        self._pdf_pages = pdf_pages
        self._last_page = -1
        self._waiting = tuple(note for line in front for note in scripts.notes_of_front(line))

    def write(self, group: Sequence[PrintLine], level: int | None) -> None:
        """Add a block."""
        if group[0].cell is not None:
            self.blocks.append(self._row(group, group[0].cell))
            return
        lines = self._text_lines(group)
        if lines and level is None and self._waiting:
            lines[-1] = replace(lines[-1], notes=lines[-1].notes + self._waiting)
            self._waiting = ()
        if lines:
            self.blocks.append(Block(tuple(lines), level))

    def _row(self, group: Sequence[PrintLine], place: CellPlace) -> Block:
        """Return a row of a table: its cells one after another, with the empty ones between."""
        cells: list[RowCell] = []
        written: list[TextLine] = []
        column = 0
        for at, own in groupby(group, key=lambda line: line.cell):
            if at is None:
                continue
            lines = self._text_lines(list(own))
            cells += [RowCell(0, is_head=at.is_head)] * (at.column - column)
            cells.append(RowCell(len(lines), columns=at.columns, is_head=at.is_head))
            written += lines
            column = at.column + at.columns
        return Block(tuple(written), row=Row(place.table, tuple(cells)))

    def _text_lines(self, group: Sequence[PrintLine]) -> list[TextLine]:
        lines: list[TextLine] = []
        for line in group:
            glue = " " if line.label is Label.TABLE and line.cell is None else None
            cut = self._cut(line, glue)
            leading = self._scripts.leading_notes(line) if lines else ()
            if leading:
                lines[-1] = replace(lines[-1], notes=lines[-1].notes + leading)
                cut = self._cut(replace(line, pieces=line.pieces[1:]), glue)
            lines += self._numbered(cut, line.page)
        return lines

    def _numbered(self, lines: list[TextLine], page: int) -> list[TextLine]:
        if lines and page > self._last_page:
            self._last_page = page
            lines[0] = replace(
                lines[0],
                page_number=self._numbers[page] or "",
                pdf_page=self._pdf_pages[page],
            )
        return lines

    def _cut(self, line: PrintLine, glue: str | None) -> list[TextLine]:
        """Cut a line behind the markers in it."""
        cut: list[TextLine] = []
        text = ""
        behind = [*(piece.text for piece in line.pieces[1:]), ""]
        for piece, after in zip(line.pieces, behind, strict=True):
            notes = self._scripts.notes_at(piece, text, line, after)
            if notes:
                cut.append(TextLine(text, notes=notes))
                text = " " if piece.text.endswith(" ") else ""
            else:
                text = join_written(text, piece, after)
        return _join(cut, text, glue)


def _join(cut: Sequence[TextLine], rest: str, glue: str | None) -> list[TextLine]:
    """Strip the pieces of a line, and keep what space was between them."""
    pieces: list[TextLine] = []
    following = [*(piece.text for piece in cut), rest][1:]
    for piece, after in zip(cut, following, strict=True):
        is_last = not after.strip()
        spaced = after[:1].isspace() and after.lstrip()[:1] not in _CLOSING
        own = glue if is_last and piece is cut[-1] else " " if spaced else ""
        pieces.append(replace(piece, text=" ".join(piece.text.split()), glue=own))
    text = " ".join(rest.split())
    return [*pieces, TextLine(text, glue=glue)] if text else pieces
