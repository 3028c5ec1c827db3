"""Headings that run into their text: “1.2 Data. We collect …”, in bold type or in italics."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from corpus.formats.pdf.headings.candidates import HEADING_GAP_LEADINGS
from corpus.formats.pdf.headings.finding import Heading
from corpus.formats.pdf.headings.run_in_starts import DASHES, MOST_RUN_IN_LINES, RunIn, read_run_in
from corpus.formats.pdf.lines.measures import INDENT_SIZES, Measures
from corpus.formats.pdf.lines.print_lines import cut_start
from corpus.formats.pdf.values import Label, Piece, PrintLine
from corpus.layout.headings import ends_sentence, is_common_title

_ENDED_SHORT_SIZES = 2.0
_FEWEST_TITLES, _FEWEST_TITLES_BEFORE_COLON = 2, 3
_DISTINCT_TITLES_SHARE = 0.7
"""The share of different titles: what comes back, as the speakers of a talk, is no heading."""


def part_run_in_headings(
    pages: Sequence[Sequence[PrintLine]], measures: Measures, *, apart: Collection[PrintLine]
) -> tuple[list[list[PrintLine]], list[Heading]]:
    """Set the headings that run into their paragraphs on lines of their own; give them too.

    They are told by a change of the type, which the document makes again and again.
    `apart` holds the lines that are no text, such as those of the title.
    """
    found = _find(pages, measures, apart)
    by_line = {heading.last: heading for heading in _consistent(found)}
    headings: list[Heading] = []
    parted: list[list[PrintLine]] = []
    for lines in pages:
        parted.append([])
        for line in lines:
            heading = by_line.get(line)
            if heading is None:
                parted[-1].append(line)
                continue
            titles, text = _part(heading)
            # A colon alone may end the title, in a face of its own, and leave nothing behind it.
            parted[-1] += [*titles, text] if text.pieces else titles
            headings.append(Heading((*heading.before, *titles), heading.style))
    return parted, headings


def _find(
    pages: Sequence[Sequence[PrintLine]], measures: Measures, apart: Collection[PrintLine]
) -> Iterator[RunIn]:
    for lines in pages:
        body = [line for line in lines if line.label is Label.BODY]
        for place, line in enumerate(body):
            before = body[place - 1] if place else None
            if line not in apart and _opens_paragraph(before, line, measures):
                heading = read_run_in(body[place : place + MOST_RUN_IN_LINES + 1], measures)
                if heading is not None:
                    yield heading


def _opens_paragraph(before: PrintLine | None, line: PrintLine, measures: Measures) -> bool:
    """Whether a paragraph begins with a line: behind a gap, indented, or at a column."""
    if before is None or before.column != line.column:
        return before is None or ends_sentence(before.text)
    if line.gap is None or line.gap > HEADING_GAP_LEADINGS * measures.leading:
        return True
    indent = line.left - line.edge_left
    if indent > INDENT_SIZES * line.size and before.left - before.edge_left < indent / 2:
        return True
    return before.right < before.edge_right - _ENDED_SHORT_SIZES * before.size


def _consistent(found: Iterator[RunIn]) -> Iterator[RunIn]:
    """Keep the headings that others are set like, that are numbered, or that all papers have."""
    by_kind: defaultdict[tuple[bool, bool, str, str], list[RunIn]] = defaultdict(list)
    for heading in found:
        by_kind[heading.kind].append(heading)
    for kind, headings in by_kind.items():
        numbered = kind[2] != ""
        fewest = _FEWEST_TITLES_BEFORE_COLON if kind[3] == ":" and not numbered else _FEWEST_TITLES
        titles = {heading.text for heading in headings}
        enough = len(titles) >= max(fewest, _DISTINCT_TITLES_SHARE * len(headings))
        for heading in headings:
            deep = heading.style.numbering == "decimal" and heading.style.depth > 1
            if enough or deep or is_common_title(heading.text.rstrip(".:")):
                yield heading


def _part(heading: RunIn) -> tuple[tuple[PrintLine, ...], PrintLine]:
    """Part the end of a heading from the text behind it; () if that has lines of its own."""
    line, length = heading.last, heading.length
    if not length:
        return (), line
    own = _pieces_up_to(line.pieces, length)
    rest = line.text[length:]
    skipped = len(rest) - len(rest.lstrip(" " + (DASHES if heading.ending == "-" else "")))
    at = _word_behind(line, length + skipped)
    title = replace(line, words=line.words[:at] or line.words[:1], pieces=own)
    text = replace(line, words=line.words[at:], pieces=cut_start(line.pieces, length + skipped))
    return (title,), text


def _pieces_up_to(pieces: Sequence[Piece], length: int) -> tuple[Piece, ...]:
    kept: list[Piece] = []
    for piece in pieces:
        if length > 0:
            kept.append(replace(piece, text=piece.text[:length]))
        length -= len(piece.text)
    kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" .:" + DASHES))
    return tuple(kept)


def _word_behind(line: PrintLine, length: int) -> int:
    """Count the words in the first `length` characters of a line, but for one at least."""
    letters = len(line.text[:length].replace(" ", ""))
    seen = 0
    for place, word in enumerate(line.words):
        if seen >= letters:
            return place
        seen += len(word.text)
    return len(line.words) - 1
