"""The place of some papers that is most like a piece of text that they do not hold."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import product
from re import finditer

from corpus.paper import Paper, Span, name_page

# Pieces that have nothing to do with each other are half alike by their letters alone.
LEAST_SIMILARITY = 0.65
# Characters around the place found, in which it may grow or shrink to whole words.
_MARGIN = 50


@dataclass(frozen=True, slots=True)
class ClosestText:
    """A verbatim piece of a paper, where it stands, and how like it is, 0 to 1."""

    text: str
    similarity: float
    paper_id: str
    title: str
    section: tuple[str, ...]
    page: str | None
    pdf_page: int | None = None

    @property
    def page_name(self) -> str | None:
        """How its page is cited, as `name_page` does."""
        return name_page(self.page, self.pdf_page)

    def as_dict(self) -> dict[str, object]:
        """Return the place as JSON holds it."""
        return asdict(self) | {"section": list(self.section)}


def closest_text(piece: str, papers: Sequence[Paper]) -> ClosestText | None:
    """Return the words of the papers that are most like `piece`; None if none are like it.

    Similarity is that of `rapidfuzz.fuzz.ratio`: twice what the longest common
    subsequence of the two has of their letters, case apart.
    """
    best: ClosestText | None = None
    for paper in papers:
        found = _closest_in(piece, paper)
        if found is not None and (best is None or found.similarity > best.similarity):
            best = found
    return best


def _closest_in(piece: str, paper: Paper) -> ClosestText | None:
    from rapidfuzz import fuzz

    wanted, text = _lower(piece), _lower(paper.text)
    alignment = fuzz.partial_ratio_alignment(wanted, text)
    if alignment is None or alignment.dest_start == alignment.dest_end:
        return None
    rough = Span(alignment.dest_start, alignment.dest_end)
    span = max(
        _whole_words_around(text, rough),
        key=lambda candidate: fuzz.ratio(wanted, text[candidate.start : candidate.end]),
    )
    similarity = fuzz.ratio(wanted, text[span.start : span.end]) / 100
    if similarity < LEAST_SIMILARITY:
        return None
    return ClosestText(
        text=paper.text[span.start : span.end],
        similarity=similarity,
        paper_id=paper.id,
        title=paper.title,
        section=paper.section_path_at(span.start),
        page=paper.page_at(span.start),
        pdf_page=paper.pdf_page_at(span.start),
    )


def _whole_words_around(text: str, rough: Span) -> list[Span]:
    """Return spans of whole words that begin and end near `rough`, punctuation left out or not."""
    low = max(0, rough.start - _MARGIN)
    words = [
        Span(low + match.start(), low + match.end())
        for pattern in (r"\S+", r"\w(?:\S*\w)?")
        for match in finditer(pattern, text[low : rough.end + _MARGIN])
    ]
    starts = {word.start for word in words if abs(word.start - rough.start) <= _MARGIN // 2}
    ends = {word.end for word in words if abs(word.end - rough.end) <= _MARGIN // 2}
    spans = [Span(start, end) for start, end in product(sorted(starts), sorted(ends))]
    return [span for span in spans if span.start < span.end] or [rough]


def _lower(text: str) -> str:
    """Lower the case without a change of length, so that offsets stay those of the paper."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
