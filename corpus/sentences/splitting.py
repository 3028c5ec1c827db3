"""Cuts a paragraph into sentences, each citable by itself."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.paper import Span
from corpus.sentences.style import SentenceStyle, plain_style

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

MOST_CHARACTERS = 2_500
"""A longer run of text without a full stop is cut at a clause or a space, to be citable."""

_WINDOW = 20_000
"""How much Punkt reads at once: its expressions give up after some seconds of one text."""

_NOTE_NUMBER = r"(?:[0-9]{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
# Full stops of scripts that Punkt does not know: Chinese and Japanese, Hindi, Arabic and Urdu.
_OTHER_STOPS = "\u3002\uff01\uff1f\uff61\u0964\u0965\u061f\u06d4"
_CLOSING = "\u300d\u300f\uff09”’)\\]"
_OTHER_START = re.compile(
    rf"(?<=[{_OTHER_STOPS}])[{_CLOSING}]*\s*(?=[^\s{_OTHER_STOPS}{_CLOSING}])"
    # A note's number right behind the full stop, as dumps of PDF files have it.
    rf"|(?<=[a-z”’)\]][.?!]){_NOTE_NUMBER}\s+(?=[“‘\"(]?[A-Z])"
)
_BELONGS_BEFORE = re.compile(rf"[\"'”’»)\]}}]*(?:\[[0-9][0-9,;–\-\s]*\]|{_NOTE_NUMBER}(?=\s))?\s*")
_LIST_NUMBER = re.compile(r"\s*\(?(?:[0-9]{1,3}|[A-Za-z]|[ivx]{1,4})[.)]\s*")
_LAST_WORD = re.compile(rf"(?<![^\s(\[“‘\"'])([^\s(\[“‘\"']+)\.{_NOTE_NUMBER}?\s*$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_GOES_ON = re.compile(r"(?:[?!.…][”’\"']|…|\.\s?\.)\s*$")
_SPACED = re.compile(r"(?<!\w)((?:[^\W\d_]{1,2}\.\s?){1,4}[^\W\d_]{1,3})\.\s*$")
"""An abbreviation of several words, such as “z. B.”."""
_ORDINAL = re.compile(
    r"\b(?:am|im|der|die|das|dem|den|des|vom|zum|zur|beim|bis|ab|seit|und|jede[rns]?|ihre[mn]?"
    r"|seine[mn]?) \d{1,2}\.\s*$",
    re.IGNORECASE,
)
"""The number of a day or a century in German."""
_PLAIN_WORD = re.compile(
    r"(?!\w\))[^\W\d_\u03b1-\u03c9]+(?:[-’'][^\W\d_]+)*[.,;:!?)\]”’\"']*(?=\s|$)"
)
"""A word of letters alone, and not the mark of an item: “a)”."""
_NEAR = 4
"""Characters in which a full stop stands before the white space behind it."""
_SHORT_LETTERS = 4
_WORD = re.compile(r"\w+")
_CLAUSE_END = re.compile(r"[,;:—–][”’\"')\]]*\s+")
_SPACE = re.compile(r"\s+")


def split_into_sentences(text: str, span: Span, style: SentenceStyle | None = None) -> list[Span]:
    """Split the paragraph at `span` of `text` into sentences, without the white space between.

    The sentences cover every character of the paragraph that is not white space. `style` is
    that of the whole text; that of English where it is not given.
    """
    paragraph = text[span.start : span.end]
    parts = _parts(paragraph, style or plain_style())
    starts = [cut for part in parts for cut in _cut_overlong(paragraph, part)]
    sentences = []
    for start, end in pairwise([*starts, len(paragraph)]):
        piece = paragraph[start:end]
        if inner := piece.strip():
            first = span.start + start + piece.index(inner[0])
            sentences.append(Span(first, first + len(inner)))
    return sentences


def _parts(paragraph: str, style: SentenceStyle) -> list[Span]:
    """Cut a paragraph at the starts of its sentences."""
    others = (match.end() for match in _OTHER_START.finditer(paragraph))
    found = sorted({0, *_punkt_starts(paragraph, style), *others})
    starts = [0]
    for candidate, end in pairwise([*found[1:], len(paragraph)]):
        start = _behind_closing_marks(paragraph, candidate)
        before = Span(starts[-1], start)
        if starts[-1] < start < end and _is_start(paragraph, before, end, style):
            starts.append(start)
    return [Span(start, end) for start, end in pairwise([*starts, len(paragraph)])]


def _behind_closing_marks(paragraph: str, start: int) -> int:
    """Leave quotation marks, brackets and note numbers that touch a full stop with it."""
    touching = None
    if not paragraph[start - 1].isspace():
        touching = _BELONGS_BEFORE.match(paragraph, start)
    return touching.end() if touching else start


def _is_start(paragraph: str, before: Span, end: int, style: SentenceStyle) -> bool:
    """Whether a sentence may start behind `before`, and go on to `end`.

    Not with a comma, not behind a lone list number, not without a letter or digit on
    either side, such as a lone closing bracket, not in small letters behind a quotation, and
    not in small letters behind a full stop where the text begins its sentences otherwise.
    """
    following = _WORD.search(paragraph, before.end, end)
    if following is None or not _WORD.search(paragraph, before.start, before.end):
        return False
    if paragraph[before.end] in ",;:" or _LIST_NUMBER.fullmatch(
        paragraph, before.start, before.end
    ):
        return False
    tail = paragraph[max(before.start, before.end - 40) : before.end]
    if paragraph[before.end].islower() and (
        _GOES_ON.search(tail) or (not style.starts_small and _goes_on_small(paragraph, before.end))
    ):
        return False
    if style.has_ordinals and _ORDINAL.search(tail):
        return False
    last = _LAST_WORD.search(tail)
    return last is None or not _needs_more(last, following[0], style)


def _goes_on_small(paragraph: str, start: int) -> bool:
    """Whether a plain word in small letters stands behind a full stop: no name like “mRNA” is."""
    word = _PLAIN_WORD.match(paragraph, start)
    is_behind_stop = paragraph[max(0, start - _NEAR) : start].rstrip().endswith(".")
    return is_behind_stop and word is not None and word[0].islower()


def _needs_more(last: re.Match[str], following: str, style: SentenceStyle) -> bool:
    """Whether an abbreviation at the end of `last` is one that goes on with `following`."""
    spaced = _SPACED.search(last.string)
    words = [last[1].lower(), *([_SPACE.sub("", spaced[1]).lower()] if spaced else [])]
    if not style.leading.isdisjoint(words) or _follows_leading(last, style):
        return True
    if not style.abbreviations.isdisjoint(words):
        is_noted = not last[0].rstrip().endswith(".")
        return is_noted or following[0].isdigit()
    return bool(_INITIALS.fullmatch(words[0])) and following.lower() not in style.starters


def _follows_leading(last: re.Match[str], style: SentenceStyle) -> bool:
    """Whether short words in small letters lead back to a leading one: “Dr. rer. nat.”."""
    word: re.Match[str] | None = last
    while word is not None and word[1].islower() and len(word[1]) <= _SHORT_LETTERS:
        word = _LAST_WORD.search(word.string, 0, word.start(1))
        if word is not None and word[1].lower() in style.leading:
            return True
    return False


def _punkt_starts(paragraph: str, style: SentenceStyle) -> Iterator[int]:
    """Return where Punkt starts further sentences: each window from the last start before it."""
    punkt = _punkt(style.abbreviations, style.starters)
    begin = 0
    while begin < len(paragraph):
        end = _window_end(paragraph, begin)
        starts = [begin + start for start, _ in punkt.span_tokenize(paragraph[begin:end])]
        yield from starts[1:]
        begin = starts[-1] if end < len(paragraph) and len(starts) > 1 else end


def _window_end(paragraph: str, begin: int) -> int:
    if len(paragraph) <= begin + _WINDOW:
        return len(paragraph)
    space = paragraph.rfind(" ", begin, begin + _WINDOW)
    return space if space > begin else begin + _WINDOW


def _cut_overlong(paragraph: str, part: Span) -> Iterator[int]:
    """Return the starts of the pieces of a sentence, of which there is mostly one."""
    start = part.start
    yield start
    while part.end - start > MOST_CHARACTERS:
        middle, reach = start + MOST_CHARACTERS // 2, start + MOST_CHARACTERS
        ends = [match.end() for match in _CLAUSE_END.finditer(paragraph, middle, reach)]
        ends = ends or [match.end() for match in _SPACE.finditer(paragraph, middle, reach)]
        start = ends[-1] if ends else reach
        yield start


@lru_cache(maxsize=8)
def _punkt(abbreviations: frozenset[str], starters: frozenset[str]) -> "PunktSentenceTokenizer":
    from nltk.tokenize.punkt import PunktLanguageVars, PunktParameters, PunktSentenceTokenizer

    class ScholarlyText(PunktLanguageVars):
        """Punkt's English, with the quotation marks that print uses."""

        internal_punctuation = ",:;—–"
        re_boundary_realignment = re.compile(
            r"(?<![\"'”’»)\]}])[\"'”’»)\]}]+?(?:\s++|(?=--)|$)", re.MULTILINE
        )
        _re_non_word_chars = r"(?:[)\"”’»;}\]\*:@\'\({\[!\?])"

    parameters = PunktParameters()
    parameters.abbrev_types = set(abbreviations)
    parameters.sent_starters = set(starters)
    return PunktSentenceTokenizer(parameters, lang_vars=ScholarlyText())
