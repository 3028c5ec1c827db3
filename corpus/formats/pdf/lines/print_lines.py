"""Words put together to lines of print, with their superscripts."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median

from corpus.formats.pdf.lines.directions import in_reading_order
from corpus.formats.pdf.lines.initials import attach_initials, find_initials
from corpus.formats.pdf.values import Piece, PrintLine, Word

_SAME_BASELINE_SIZES = 0.3
"""Baselines nearer than this, in sizes of type, are one."""
RAISED_SIZE_SHARE = 0.93
_HIGHEST_RAISE_SIZES, _DEEPEST_DROP_SIZES = 0.75, 0.3
LEAST_RAISE_SIZES = 0.12
"""The size of superscripts to what they are raised over, and how far up or down they stand."""
_LOWERED_SIZE_SHARE, _LEAST_DROP_SIZES = 0.85, 0.08
"""The size of subscripts to what they stand behind, and how far below it they stand, at least."""
_SPACE_SIZES, _LEAST_SPACE_SIZES, _NO_SPACE_SIZES = 0.15, 0.08, 0.05
_LEAST_OF_NO_WIDTH_SHARE = 0.25
_BEHIND_WORD_SIZES = 0.6
_BEFORE_WORD_SIZES, _OVERLAP_SIZES = 1.5, 0.2
"""How far superscripts stand behind a word or before it, or over its end."""
_NOT_BESIDE_SIZES = 2.0
_FEWEST_LETTERS_APART = 4
_LETTER_SPACE_TIMES = 1.6
"""How many letters that stand alone are a word, and how wide the spaces in it are."""
_ROWS_AROUND = 2
"""Over so many rows a superscript's word is looked for."""
_ELEMENT = re.compile(r"[A-Z][a-z]?(?![a-z])")
_BASE_OF_POWER = re.compile(r"\d$|(?<![^\W\d_])[^\W\d_]$")
"""The symbol of a chemical element; what ends in a digit, or is a letter alone."""
_SMALLEST_CAPITAL_SHARE, _LARGEST_CAPITAL_SHARE = 0.62, 0.9
"""The size of small capitals to that of the capitals in front of them."""


def make_lines(words: Sequence[Word], page: int) -> list[PrintLine]:
    """Make the lines of a column from its words, from top to bottom."""
    initials = find_initials(words)
    rest = [word for word in words if word not in initials]
    rows = make_rows(rest)
    in_syllables = _are_in_syllables(rows)
    lines = [make_line(row, page, in_syllables=in_syllables) for row in rows]
    lines += [make_line([word], page) for word in initials]
    return sorted(attach_initials(lines), key=lambda line: line.y)


def make_rows(words: Sequence[Word]) -> list[list[Word]]:
    """Put words in rows with the superscripts beside them, each from left to right."""
    rows = _attach_small(rows_by_baseline(words, _reach))
    return [sorted(row, key=lambda word: word.left) for row in rows if row]


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
    return _SAME_BASELINE_SIZES * min(word.size, largest.size)


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
    best, least = None, _NOT_BESIDE_SIZES
    for other in range(max(0, place - _ROWS_AROUND), min(len(rows), place + _ROWS_AROUND + 1)):
        main = mains[other]
        drop = (word.y - main.y) / main.size
        if other == place or not -_HIGHEST_RAISE_SIZES <= drop <= _DEEPEST_DROP_SIZES:
            continue
        if word.size > RAISED_SIZE_SHARE * main.size:
            continue
        distance = min(
            (
                _distance(word, beside)
                for beside in rows[other]
                if word.size <= RAISED_SIZE_SHARE * beside.size
            ),
            default=_NOT_BESIDE_SIZES,
        )
        if distance < least:
            best, least = other, distance
    return best


def _distance(word: Word, beside: Word) -> float:
    """Return the space between two words in sizes of type; far if it is too large or negative."""
    behind, before = word.left - beside.right, beside.left - word.right
    if behind > -_OVERLAP_SIZES * beside.size and behind < _BEHIND_WORD_SIZES * beside.size:
        return abs(behind) / beside.size
    if before > -_OVERLAP_SIZES * beside.size and before < _BEFORE_WORD_SIZES * beside.size:
        return abs(before) / beside.size
    return _NOT_BESIDE_SIZES


def make_line(words: Sequence[Word], page: int, *, in_syllables: bool = False) -> PrintLine:
    """Make a line of words that are in order from left to right.

    Where they are parted into syllables, spaces of no width are none.
    """
    y, size = _usual_baseline(words)
    return PrintLine(
        page, tuple(words), _pieces(words, y, size, in_syllables=in_syllables), y, size
    )


def _usual_baseline(words: Sequence[Word]) -> tuple[float, float]:
    """Return the baseline and the size of most letters, or of the capitals over small ones."""
    weights: Counter[tuple[float, float]] = Counter()
    for word in words:
        weights[round(word.y, 1), word.size] += len(word.text)
    y, size = max(weights, key=lambda key: (weights[key], key[1]))
    return y, max((word.size for word in words), default=size) if has_small_capitals(
        words
    ) else size


def has_small_capitals(words: Sequence[Word]) -> bool:
    """Whether most words begin in one size and go on in a smaller one on the same baseline."""
    begun = sum(
        not after.spaced
        and abs(after.y - word.y) < LEAST_RAISE_SIZES * word.size
        and after.left - word.right < _SPACE_SIZES * word.size
        and _SMALLEST_CAPITAL_SHARE * word.size <= after.size <= _LARGEST_CAPITAL_SHARE * word.size
        for word, after in pairwise(words)
    )
    return begun > 0 and 2 * begun >= sum(word.spaced for word in words[1:])


def _pieces(
    words: Sequence[Word], y: float, size: float, *, in_syllables: bool
) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    words, gaps = in_reading_order(words)
    closed = _letterspaced(words) | (_syllables(words) if in_syllables else set())
    for place, word in enumerate(words):
        apart = (
            place > 0
            and place not in closed
            and _is_apart(words[max(0, place - 2) : place], word, gaps[place])
        )
        raised = word.size <= RAISED_SIZE_SHARE * size and y - word.y > LEAST_RAISE_SIZES * size
        lowered = place > 0 and not apart and _is_lowered(word, y, size)
        if apart and raised:
            pieces[-1] = _with_text(pieces[-1], f"{pieces[-1].text} ")
        text = f" {word.text}" if apart and not raised else word.text
        piece = Piece(text, raised, word.bold, word.italic, lowered)
        if pieces and _goes_on(pieces[-1], piece, apart=apart):
            pieces[-1] = _with_text(pieces[-1], pieces[-1].text + text)
        else:
            pieces.append(piece)
    return tuple(pieces)


def _with_text(piece: Piece, text: str) -> Piece:
    return Piece(text, piece.raised, piece.bold, piece.italic, piece.lowered)


def _is_lowered(word: Word, y: float, size: float) -> bool:
    """Whether a word is a subscript to what it stands right behind."""
    return word.size <= _LOWERED_SIZE_SHARE * size and word.y - y > _LEAST_DROP_SIZES * size


def _goes_on(last: Piece, piece: Piece, *, apart: bool) -> bool:
    """Whether a piece is of one style with the one before; superscripts may be in several."""
    if (last.raised, last.lowered) != (piece.raised, piece.lowered):
        return False
    if (last.bold, last.italic) == (piece.bold, piece.italic):
        return True
    return (piece.raised or piece.lowered) and not apart


def _is_apart(before: Sequence[Word], word: Word, gap: float) -> bool:
    """Whether a `gap` is a space before a word, which has one or two words `before` it."""
    last = before[-1]
    size = max(last.size, word.size)
    least = _SPACE_SIZES * size
    if word.spaced and gap > -least and _is_in_formula(before, word, size):
        # PDFium has a space where the baseline alone changes.
        return gap > _LEAST_SPACE_SIZES * size
    return gap > least or (word.spaced and gap > -least)


def _is_in_formula(before: Sequence[Word], word: Word, size: float) -> bool:
    """Whether a word is on another baseline than the one before, which is no marker of a note."""
    last = before[-1]
    if abs(word.y - last.y) <= _LEAST_DROP_SIZES * size:
        return False
    if last.y > word.y or word.size <= last.size:
        return True
    if not word.text[0].isalpha() or _ELEMENT.match(word.text):
        return True
    return len(before) > 1 and _BASE_OF_POWER.search(before[0].text) is not None


def _syllables(words: Sequence[Word]) -> set[int]:
    """Return the places of words with a space of no width in front."""
    return {
        place
        for place in range(1, len(words))
        if words[place].spaced
        and abs(words[place].left - words[place - 1].right) < _NO_SPACE_SIZES * words[place].size
    }


def _are_in_syllables(rows: Sequence[Sequence[Word]]) -> bool:
    """Whether many spaces have no width: some files have them wherever a word may be broken."""
    spaces = sum(word.spaced for row in rows for word in row[1:])
    return sum(len(_syllables(row)) for row in rows) > _LEAST_OF_NO_WIDTH_SHARE * spaces


def _letterspaced(words: Sequence[Word]) -> set[int]:
    """Return the places of letters that letter-spacing alone keeps from the letter before."""
    closed: set[int] = set()
    start = 0
    for place in range(len(words) + 1):
        if place < len(words) and len(words[place].text) == 1 and words[place].text.isalpha():
            continue
        if place - start >= _FEWEST_LETTERS_APART:
            gaps = {at: words[at].left - words[at - 1].right for at in range(start + 1, place)}
            usual = median(gaps.values())
            closed |= {at for at, gap in gaps.items() if gap < _LETTER_SPACE_TIMES * usual}
        start = place + 1
    return closed


def cut_start(pieces: Sequence[Piece], length: int) -> tuple[Piece, ...]:
    """Return pieces without their first `length` characters."""
    kept: list[Piece] = []
    for piece in pieces:
        rest = piece.text[length:]
        length = max(0, length - len(piece.text))
        if rest:
            kept.append(_with_text(piece, rest))
    return tuple(kept)
