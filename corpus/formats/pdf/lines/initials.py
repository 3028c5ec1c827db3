"""Initials that are several lines high: each belongs to the first line beside it."""

from collections.abc import Sequence
from statistics import median

from corpus.formats.pdf.values import Piece, PrintLine, Word
from corpus.word_lists import english_words

_INITIAL_TIMES = 1.7
"""How much larger than the type beside it an initial is, at least."""
_LONGEST_INITIAL_LETTERS = 2
_INITIAL_HEIGHT_SIZES = 0.75
_TOP_ABOVE_SIZES, _TOP_BELOW_SIZES = 0.5, 1.2
"""How far the first line's top may be above and below that of its initial."""
_INITIAL_OVERLAP_SIZES, _INITIAL_GAP_SIZES = 0.3, 3
"""How far the line may stand over its initial, and behind that from there."""
_LIKE_SIZE_SHARE = 0.6
_WORDS = frozenset("AEIOYÀÉÓ")
"""Letters that are a word by themselves in some language."""
_BEGINNING_LETTERS = 4
"""Words that begin with the same letters, so many, are mostly of one stem."""


def find_initials(words: Sequence[Word]) -> list[Word]:
    """Return the large letters that stand beside lines of a column, and in no large line."""
    if not words:
        return []
    size = median(word.size for word in words)
    return [
        word
        for word in words
        if word.size > _INITIAL_TIMES * size
        and len(word.text) <= _LONGEST_INITIAL_LETTERS
        and word.text.isalpha()
        and any(_is_above_foot(other, word) for other in words)
        and not any(_is_in_line(other, word) for other in words if other is not word)
    ]


def _is_above_foot(other: Word, word: Word) -> bool:
    """Whether a word stands behind a large letter, in a line over that of the letter's foot."""
    behind = other.left - word.right + _INITIAL_OVERLAP_SIZES * other.size
    return (
        word.size > _INITIAL_TIMES * other.size
        and word.y - _INITIAL_HEIGHT_SIZES * word.size < other.y < word.y - other.size / 2
        and 0 <= behind < _INITIAL_GAP_SIZES * other.size
    )


def _is_in_line(other: Word, word: Word) -> bool:
    """Whether another word in large type stands beside a large letter."""
    return other.size >= _LIKE_SIZE_SHARE * word.size and abs(other.y - word.y) < word.size / 3


def attach_initials(lines: list[PrintLine]) -> list[PrintLine]:
    """Put an initial that is several lines high in front of the first line beside it."""
    for initial in [
        line for line in lines if len(line.text) <= _LONGEST_INITIAL_LETTERS and line.text.isalpha()
    ]:
        top = initial.y - _INITIAL_HEIGHT_SIZES * initial.size
        beside = [line for line in lines if line is not initial and _is_beside(line, initial)]
        first = min(beside, key=lambda line: line.y, default=None)
        if first is not None and first.y - first.size - top < _TOP_BELOW_SIZES * first.size:
            is_word = initial.text in _WORDS and _is_word_before(initial.text, first, lines)
            for line in beside:
                line.moved_in = line.left - initial.left if line is not first else 0.0
            lines.remove(initial)
            lines[lines.index(first)] = _with_initial(initial, first, " " if is_word else "")
    return lines


def _is_beside(line: PrintLine, initial: PrintLine) -> bool:
    """Whether a line stands right behind an initial, at its top or below."""
    top = initial.y - _INITIAL_HEIGHT_SIZES * initial.size
    behind = line.left - initial.right + _INITIAL_OVERLAP_SIZES * line.size
    return (
        initial.size > _INITIAL_TIMES * line.size
        and -_TOP_ABOVE_SIZES * line.size < line.y - line.size - top
        and line.y < initial.y + line.size / 2
        and 0 <= behind < _INITIAL_GAP_SIZES * line.size
    )


def _is_word_before(letter: str, line: PrintLine, lines: Sequence[PrintLine]) -> bool:
    """Whether a letter is a word by itself: what is behind it is known without it, and not with."""
    rest = line.text.split()[0].strip(".,;:").lower()
    others = {word.lower() for one in lines for word in one.text.split() if one is not line}
    others.update(word.lower() for word in line.text.split()[1:])
    begun = {word[:_BEGINNING_LETTERS] for word in others if len(word) >= _BEGINNING_LETTERS}

    def is_known(word: str) -> bool:
        return word in english_words() or word[:_BEGINNING_LETTERS] in begun

    return is_known(rest) and not is_known(letter.lower() + rest)


def _with_initial(initial: PrintLine, line: PrintLine, space: str) -> PrintLine:
    first = initial.pieces[0]
    if space:
        first = Piece(first.text + space, raised=False, bold=first.bold, italic=first.italic)
    pieces = (first, *line.pieces)
    return PrintLine(line.page, (*initial.words, *line.words), pieces, line.y, line.size)
