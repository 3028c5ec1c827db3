"""Words put together to lines of print, with their superscripts."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median

from corpus.readers.pdf.values import Piece, PrintLine, Word

_LEVEL = 0.3
"""Baselines nearer than this, in sizes of type, are one."""
_SMALLER = 0.93
_HIGHEST_RAISE, _DEEPEST_DROP = 0.75, 0.3
_LEAST_RAISE = 0.12
_SPACE = 0.15
_NEAR = 0.6
_FAR = 2.0
_LETTERS_APART = 4
_INITIAL = 1.7
_INITIAL_LENGTH = 2
_SMALLEST_CAPITAL, _LARGEST_CAPITAL = 0.62, 0.9


def make_lines(words: Sequence[Word], page: int) -> list[PrintLine]:
    """Make the lines of a column from its words, from top to bottom."""
    rows = _attach_small(rows_by_baseline(words, _reach))
    lines = [make_line(sorted(row, key=lambda word: word.left), page) for row in rows if row]
    return sorted(_attach_initials(lines), key=lambda line: line.y)


def rows_by_baseline(
    words: Sequence[Word], reach: Callable[[Word, Word], float]
) -> list[list[Word]]:
    """Put words together whose baselines are near that of the largest word before them.

    A row may begin with a raised marker, and the letters of a name such as TeX's stand on
    several baselines. `reach` gives how far a word may be from the largest, in points.
    """
    rows: list[list[Word]] = []
    largest: list[Word] = []
    for word in sorted(words, key=lambda word: word.y):
        if rows and word.y - largest[-1].y <= reach(word, largest[-1]):
            rows[-1].append(word)
            largest[-1] = max(largest[-1], word, key=lambda word: word.size)
        else:
            rows.append([word])
            largest.append(word)
    return rows


def _reach(word: Word, largest: Word) -> float:
    return _LEVEL * min(word.size, largest.size)


def _attach_small(rows: list[list[Word]]) -> list[list[Word]]:
    """Move the words of superscripts and subscripts to the row of the words beside them."""
    mains = [max(row, key=lambda word: (word.size, len(word.text))) for row in rows]
    for place, row in enumerate(rows):
        for word in list(row):
            target = _host(word, place, rows, mains)
            if target is not None:
                row.remove(word)
                rows[target].append(word)
    return rows


def _host(word: Word, place: int, rows: list[list[Word]], mains: Sequence[Word]) -> int | None:
    """Find the row near `place` that has a larger word right beside `word`."""
    best, least = None, _FAR
    for other in range(max(0, place - 2), min(len(rows), place + 3)):
        main = mains[other]
        drop = (word.y - main.y) / main.size
        if other == place or not -_HIGHEST_RAISE <= drop <= _DEEPEST_DROP:
            continue
        if word.size > _SMALLER * main.size:
            continue
        distance = min(
            (
                _distance(word, beside)
                for beside in rows[other]
                if word.size <= _SMALLER * beside.size
            ),
            default=_FAR,
        )
        if distance < least:
            best, least = other, distance
    return best


def _distance(word: Word, beside: Word) -> float:
    """Give the space between two words in sizes of type; far if it is too large or negative."""
    behind, before = word.left - beside.right, beside.left - word.right
    if behind > -0.2 * beside.size and behind < _NEAR * beside.size:
        return abs(behind) / beside.size
    if before > -0.2 * beside.size and before < 1.5 * beside.size:
        return abs(before) / beside.size
    return _FAR


def make_line(words: Sequence[Word], page: int) -> PrintLine:
    """Make a line of words that are in order from left to right."""
    y, size = _usual_baseline(words)
    return PrintLine(page, tuple(words), _pieces(words, y, size), y, size)


def _usual_baseline(words: Sequence[Word]) -> tuple[float, float]:
    """Give the baseline and the size of most letters, or of the capitals over small ones."""
    weights: Counter[tuple[float, float]] = Counter()
    for word in words:
        weights[round(word.y, 1), word.size] += len(word.text)
    y, size = max(weights, key=lambda key: (weights[key], key[1]))
    return y, max((word.size for word in words), default=size) if has_small_capitals(
        words
    ) else size


def has_small_capitals(words: Sequence[Word]) -> bool:
    """Tell whether most words begin in one size and go on in a smaller one on the same baseline."""
    begun = sum(
        not after.spaced
        and abs(after.y - word.y) < _LEAST_RAISE * word.size
        and after.left - word.right < _SPACE * word.size
        and _SMALLEST_CAPITAL * word.size <= after.size <= _LARGEST_CAPITAL * word.size
        for word, after in pairwise(words)
    )
    return begun > 0 and 2 * begun >= sum(word.spaced for word in words[1:])


def _pieces(words: Sequence[Word], y: float, size: float) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    closed = _letterspaced(words)
    for place, word in enumerate(words):
        raised = word.size <= _SMALLER * size and y - word.y > _LEAST_RAISE * size
        text = word.text
        if place and place not in closed and _is_apart(words[place - 1], word):
            text = " " + text
        last = pieces[-1] if pieces else None
        if last and (last.raised, last.bold, last.italic) == (raised, word.bold, word.italic):
            pieces[-1] = Piece(last.text + text, raised, word.bold, word.italic)
        elif last and raised and text.startswith(" "):
            pieces[-1] = Piece(last.text + " ", last.raised, last.bold, last.italic)
            pieces.append(Piece(text[1:], raised, word.bold, word.italic))
        else:
            pieces.append(Piece(text, raised, word.bold, word.italic))
    return tuple(pieces)


def _is_apart(before: Word, word: Word) -> bool:
    gap = word.left - before.right
    least = _SPACE * max(before.size, word.size)
    return gap > least or (word.spaced and gap > -least)


def _letterspaced(words: Sequence[Word]) -> set[int]:
    """Give the places of letters that letter-spacing alone keeps from the letter before."""
    closed: set[int] = set()
    start = 0
    for place in range(len(words) + 1):
        if place < len(words) and len(words[place].text) == 1 and words[place].text.isalpha():
            continue
        if place - start >= _LETTERS_APART:
            gaps = {at: words[at].left - words[at - 1].right for at in range(start + 1, place)}
            usual = median(gaps.values())
            closed |= {at for at, gap in gaps.items() if gap < 1.6 * usual}
        start = place + 1
    return closed


def _attach_initials(lines: list[PrintLine]) -> list[PrintLine]:
    """Put an initial that is several lines high in front of the first line beside it."""
    for initial in [
        line for line in lines if len(line.text) <= _INITIAL_LENGTH and line.text.isalpha()
    ]:
        top = initial.y - 0.75 * initial.size
        beside = [
            line
            for line in lines
            if line is not initial
            and initial.size > _INITIAL * line.size
            and -0.5 * line.size < line.y - line.size - top < 1.2 * line.size
            and 0 <= line.left - initial.right + 0.3 * line.size < 3 * line.size
        ]
        if beside:
            first = min(beside, key=lambda line: line.y)
            lines.remove(initial)
            lines[lines.index(first)] = _with_initial(initial, first)
    return lines


def _with_initial(initial: PrintLine, line: PrintLine) -> PrintLine:
    pieces = (initial.pieces[0], *line.pieces)
    return PrintLine(line.page, (*initial.words, *line.words), pieces, line.y, line.size)
