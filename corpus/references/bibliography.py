"""The bibliography of a file that only prints it: found among the blocks, and taken out."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.blocks import Block, TextLine
from corpus.layout.headings import is_common_title
from corpus.layout.hyphens import Hyphenation
from corpus.paper import Reference
from corpus.references.entries import looks_like_entry, parse_entry, split_label
from corpus.references.entry_starts import EntryStart, PrintedLine, find_entry_starts

_TITLES = frozenset(
    {
        *("references", "bibliography", "works cited", "literature", "literature cited"),
        *("cited literature", "cited references", "cited works", "list of references"),
        *("reference list", "references cited", "references and notes", "notes and references"),
        *("references and further reading", "sources", "select bibliography"),
        *("selected bibliography", "literaturverzeichnis", "literatur", "quellenverzeichnis"),
        *("quellen und literatur", "quellen- und literaturverzeichnis", "bibliographie"),
        *("références", "références bibliographiques", "referencias", "bibliografía"),
        *("referencias bibliográficas", "referências", "referências bibliográficas"),
        *("bibliografia", "riferimenti bibliografici", "literatuur", "literatuurlijst"),
        *("referenties", "referenser", "referanser", "litteratur", "kaynakça", "kaynaklar"),
    }
)
_NUMBERING = re.compile(r"^(?:[0-9]{1,2}(?:\.[0-9]{1,2})*|[IVX]{1,5}|[A-Z])[.)]?\s+")
_INITIALS = re.compile(r"\b[A-Z]{1,3}(?:,|\.\s)")
_FIRST_LABEL = re.compile(r"(?:\[1\]|\(1\)|1[.)])\s*\S")
_FIRST_IN_BRACKETS = re.compile(r"\[1\]\s*\S")
_LONGEST_TITLE = 60
_ENOUGH = 0.6
"""The share of entries that must look like some; with fewer, the text stays as it is."""
_FEWEST_UNTITLED, _NEARLY_ALL = 5, 0.8
"""How many entries a list without a title has at least, and how many of them look like some."""
_MOST_LINES = 50_000
"""A longer section is no bibliography, and would take long to read as one."""


@dataclass(frozen=True, slots=True)
class Bibliography:
    """The blocks of a file without the text of its bibliography, and the entries of that."""

    blocks: Sequence[Block]
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line of the section, the place of its block, and whether it is that one's first."""

    line: TextLine
    block: int
    opens: bool


def take_bibliography(blocks: Sequence[Block], hyphenation: Hyphenation) -> Bibliography:
    """Take the text of the last section that is a list of references out of `blocks`.

    Nothing is taken if none surely is one.
    """
    parted = list(_part_at_titles(blocks))
    for start in range(len(parted) - 1, -1, -1):
        if not _is_title(parted[start]):
            continue
        entries, end = _read_entries(_pieces(parted, start + 1, parted[start]), hyphenation)
        looking = sum(looks_like_entry(entry) or _names_work(entry) for entry in entries)
        if entries and looking >= _ENOUGH * len(entries):
            # Appendices behind a list may be longer than the paper in front of it.
            is_sure = len(entries) >= _FEWEST_UNTITLED and looking >= _NEARLY_ALL * len(entries)
            if not is_sure and _length(parted[end:]) > _length(parted[:start]):
                break
            # Its heading stays, as a section without text: the file has it.
            taken = start if parted[start].level is None else start + 1
            return _without(parted, taken, end, entries)
    return _take_untitled(blocks, hyphenation)


def _take_untitled(blocks: Sequence[Block], hyphenation: Hyphenation) -> Bibliography:
    """Take the last list whose labels count from 1, if nearly all that it has are entries."""
    blocks = list(_part_at_first_labels(blocks))
    for start in range(len(blocks) - 1, -1, -1):
        if blocks[start].level is not None or not _FIRST_LABEL.match(_text(blocks[start])):
            continue
        entries, end = _read_entries(_pieces(blocks, start, None), hyphenation)
        looking = sum(map(looks_like_entry, entries))
        is_list = len(entries) >= _FEWEST_UNTITLED and all(entry.label for entry in entries)
        if is_list and looking >= _NEARLY_ALL * len(entries):
            if _length(blocks[end:]) > _length(blocks[:start]):
                break
            return _without(blocks, start, end, entries)
    return Bibliography(blocks)


def _without(
    blocks: Sequence[Block], start: int, end: int, entries: Sequence[Reference]
) -> Bibliography:
    kept = [*blocks[:start], *_on_page_of(blocks[start:end], blocks[end:])]
    return Bibliography(kept, tuple(entries))


def _part_at_titles(blocks: Sequence[Block]) -> Iterator[Block]:
    """Part a paragraph at a line in it that is nothing but the title of a bibliography."""
    for block in blocks:
        place = _place_inside(block, _is_title_line)
        if place is None:
            yield block
            continue
        yield replace(block, lines=block.lines[:place])
        yield replace(block, lines=block.lines[place : place + 1])
        if place + 1 < len(block.lines):
            yield replace(block, lines=block.lines[place + 1 :])


def _part_at_first_labels(blocks: Sequence[Block]) -> Iterator[Block]:
    """Part a paragraph, such as the authors' address, from the list that follows it at once."""
    for block in blocks:
        place = _place_inside(block, lambda line: bool(_FIRST_IN_BRACKETS.match(line.text)))
        if place is None:
            yield block
            continue
        yield replace(block, lines=block.lines[:place])
        yield replace(block, lines=block.lines[place:])


def _place_inside(block: Block, is_wanted: Callable[[TextLine], bool]) -> int | None:
    """Return the place of the first such line of a paragraph behind its first line."""
    lines = block.lines if block.level is None and block.row is None else ()
    return next((i for i, line in enumerate(lines) if i and is_wanted(line)), None)


def _is_title_line(line: TextLine) -> bool:
    text = line.text.strip()
    return text[:1].isupper() and _is_title(Block((line,)))


def _names_work(entry: Reference) -> bool:
    """Whether an entry with a label names authors: its year may be short, as in “CCS’05”."""
    return entry.label is not None and bool(entry.authors)


def _text(block: Block) -> str:
    return " ".join(line.text for line in block.lines)


def _length(blocks: Sequence[Block]) -> int:
    return sum(len(line.text) for block in blocks for line in block.lines)


def _is_title(block: Block) -> bool:
    if not 0 < _length([block]) <= _LONGEST_TITLE:
        return False
    title = _NUMBERING.sub("", _text(block)).rstrip(" :.").lower()
    return title in _TITLES


def _is_entry(text: str) -> bool:
    label, entry = split_label(text)
    return looks_like_entry(parse_entry(entry, label=label))


def _pieces(blocks: Sequence[Block], start: int, title: Block | None) -> list[_Piece]:
    """Return the lines of the section under `title`, without those of headings inside it.

    Without a title, a heading ends it that is no entry.
    """
    pieces: list[_Piece] = []
    is_broken = False
    level = title.level if title is not None else None
    for place in range(start, len(blocks)):
        block = blocks[place]
        if len(pieces) + len(block.lines) > _MOST_LINES:
            return []
        if _is_title(block):
            break
        if block.level is not None and not _begins_entry(blocks, place):
            if not _is_subheading(blocks, place, level):
                break
            continue
        for index, line in enumerate(block.lines):
            pieces.append(_Piece(line, place, opens=index == 0 and not is_broken))
        is_broken = block.level is not None
    return pieces


def _begins_entry(blocks: Sequence[Block], place: int) -> bool:
    """Whether what was taken for a heading is an entry, or the first line of one."""
    text = _text(blocks[place])
    if _is_entry(text):
        return True
    label, rest = split_label(text)
    named = label is not None or _INITIALS.search(rest) is not None
    if not named or is_common_title(text.split()[0]) or place + 1 == len(blocks):
        return False
    return _is_entry(f"{text} {_text(blocks[place + 1])}")


def _is_subheading(blocks: Sequence[Block], place: int, level: int | None) -> bool:
    """Whether a heading parts the entries, as “Primary Sources” does."""
    own = blocks[place].level
    is_inside = level is not None and own is not None and own > level
    return is_inside and place + 1 < len(blocks) and _is_entry(_text(blocks[place + 1]))


def _read_entries(
    pieces: Sequence[_Piece], hyphenation: Hyphenation
) -> tuple[list[Reference], int]:
    """Return the entries, and the place behind the last block that belongs to them.

    What does not look like an entry behind the last one is text again.
    """
    starts = find_entry_starts([PrintedLine(piece.line.text, piece.opens) for piece in pieces])
    if not starts:
        return [], 0
    entries: list[Reference] = []
    kept, end = 0, 0
    for start, behind in pairwise([*starts, EntryStart(_end_of_block(pieces, starts[-1].line))]):
        own = pieces[start.line : behind.line]
        text = _join([piece.line for piece in own], start.width, hyphenation)
        entries.append(parse_entry(text, label=start.label))
        if start.label is not None or looks_like_entry(entries[-1]):
            kept, end = len(entries), own[-1].block + 1
    return entries[:kept], end


def _end_of_block(pieces: Sequence[_Piece], start: int) -> int:
    following = range(start + 1, len(pieces))
    return next((place for place in following if pieces[place].opens), len(pieces))


def _join(lines: Sequence[TextLine], width: int, hyphenation: Hyphenation) -> str:
    """Join the lines of an entry; its label takes the first `width` characters."""
    pieces: list[str] = []
    for line, following in pairwise(lines):
        if line.glue is not None:
            pieces += (line.text, line.glue)
        else:
            pieces += hyphenation.mend(line.text, following.text)
    return "".join((*pieces, lines[-1].text))[width:].strip()


def _on_page_of(gone: Sequence[Block], blocks: Sequence[Block]) -> Iterator[Block]:
    """Let the first line start the last page of the blocks in front, unless it starts another."""
    lines = [line for block in gone for line in block.lines]
    number = next((line.page_number for line in reversed(lines) if line.page_number), None)
    pdf_page = next((line.pdf_page for line in reversed(lines) if line.pdf_page), None)
    for place, block in enumerate(blocks):
        first = block.lines[0] if block.lines and place == 0 else None
        if first is None:
            yield block
            continue
        started = replace(
            first,
            page_number=first.page_number or number,
            pdf_page=first.pdf_page or pdf_page,
        )
        yield replace(block, lines=(started, *block.lines[1:]))
