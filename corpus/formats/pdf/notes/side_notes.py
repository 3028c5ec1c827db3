"""Notes in the margin, beside the text that calls them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from corpus.formats.pdf.lines.measures import Measures
from corpus.formats.pdf.notes.markers import opening_mark
from corpus.formats.pdf.values import Label, PrintLine

_NARROW_SHARE = 0.5
"""The widest that a margin's notes are, to the text."""
_NEXT_NOTE_LINE_SIZES = 1.7
_SAME_NOTE_POINTS = 1


def find_side_notes(
    lines: Sequence[PrintLine], marks: AbstractSet[str], measures: Measures
) -> Iterator[PrintLine]:
    """Find the notes in narrow columns of small type; `marks` are called on the page."""
    for column in _margins(lines, measures):
        before: PrintLine | None = None
        for line in column:
            opening = opening_mark(line)
            opens = opening is not None and opening[2] and opening[0] in marks
            if line.label is Label.BODY and (opens or _goes_on(before, line)):
                yield line
                before = line
            else:
                before = None


def _margins(lines: Sequence[PrintLine], measures: Measures) -> Iterator[list[PrintLine]]:
    """Return the columns of small type that are right or left of the text."""
    large = [line for line in lines if not measures.is_small(line)]
    columns = Counter(line.column for line in large if line.label is Label.BODY)
    if not columns:
        return
    main = columns.most_common(1)[0][0]
    text = [line for line in large if line.column == main]
    left, right = min(line.left for line in text), max(line.right for line in text)
    for column in sorted({line.column for line in lines}):
        own = [line for line in lines if line.column == column and measures.is_small(line)]
        beside = [line for line in own if line.left > right or line.right < left]
        if not beside or len(beside) < len(own):
            continue
        width = max(line.right for line in own) - min(line.left for line in own)
        if width < _NARROW_SHARE * (right - left):
            yield own


def _goes_on(before: PrintLine | None, line: PrintLine) -> bool:
    """Whether a line is right below one of a note, in its type."""
    if before is None or abs(line.size - before.size) > _SAME_NOTE_POINTS or line.words[0].bold:
        return False
    return 0 <= line.y - before.y < _NEXT_NOTE_LINE_SIZES * line.size
