"""HTML and SVG in which whatever a paper or a question says is text and nothing else."""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from markupsafe import Markup, escape

from corpus.paper import Span
from qa.evaluation.questions.text_matching import collapse_space, find_evidence

# Halves of surrogate pairs cannot be written, control characters are not allowed in HTML,
# and embeddings, overrides and isolates (Unicode Standard Annex 9) reorder what follows.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")

# A quote is a sentence. In a passage, which is longer, evidence counts whole or not at all.
_LONGEST_QUOTE = 400


def printable(text: str) -> str:
    """Put the replacement character for each one that must not reach a page."""
    return _UNFIT.sub("\ufffd", text)


def element(tag: str, *children: object, **attributes: object) -> Markup:
    """Return an element; texts in it are escaped.

    Of attribute names an underscore at the end is dropped, others become hyphens; a
    float keeps one digit, which is plenty for pixels.
    """
    written = Markup("").join(
        Markup(' {}="{}"').format(name.rstrip("_").replace("_", "-"), _value(value))
        for name, value in attributes.items()
    )
    inside = Markup("").join(
        child if isinstance(child, Markup) else escape(printable(str(child))) for child in children
    )
    return Markup("<{tag}{written}>{inside}</{tag}>").format(
        tag=tag, written=written, inside=inside
    )


def _value(value: object) -> str:
    return f"{value:.1f}" if isinstance(value, float) else printable(str(value))


def marked(text: str, evidence: Iterable[str] = (), answer: Span | None = None) -> Markup:
    """Return `text` with its gold evidence marked, and the words at `answer` strong."""
    marks = _evidence_in(text, tuple(evidence))
    strong = [answer] if answer else []
    edges = {0, len(text)}.union(*((span.start, span.end) for span in [*marks, *strong]))
    cuts = sorted(edge for edge in edges if 0 <= edge <= len(text))
    pieces = []
    for start, end in pairwise(cuts):
        piece: object = text[start:end]
        if _covers(strong, start, end):
            piece = element("strong", piece)
        if _covers(marks, start, end):
            piece = element("mark", piece)
        pieces.append(piece if isinstance(piece, Markup) else escape(printable(str(piece))))
    return Markup("").join(pieces)


def holds_a_mark(text: str, evidence: Iterable[str]) -> bool:
    """Whether `marked` would mark something."""
    return bool(_evidence_in(text, tuple(evidence)))


def _covers(spans: Iterable[Span], start: int, end: int) -> bool:
    return any(span.holds(Span(start, end)) for span in spans)


def _evidence_in(text: str, evidence: Sequence[str]) -> list[Span]:
    """Return where pieces of evidence stand: whole, or most of one if `text` is cut from it."""
    found: list[Span] = []
    for piece in evidence:
        if places := find_evidence(text, piece):
            found.extend(places)
        elif text and collapse_space(text) in collapse_space(piece):
            found.append(Span(0, len(text)))
        elif len(text) <= _LONGEST_QUOTE:
            found.extend(_cut_from(text, piece))
    return found


def _cut_from(text: str, piece: str) -> list[Span]:
    """Return what `text` and `piece` share in one stretch, if it is half of the piece."""
    matcher = SequenceMatcher(None, text, piece, autojunk=False)
    match = matcher.find_longest_match(0, len(text), 0, len(piece))
    if 2 * match.size < len(piece):
        return []
    return [Span(match.a, match.a + match.size)]
