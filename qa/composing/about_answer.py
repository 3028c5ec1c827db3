"""Questions about the answer that was just given: “which page is this from?”, “explain more”."""

from collections.abc import Sequence

from corpus.paper import Span
from qa.answer import Citation
from qa.composing.composition import Composition, Piece, ScoredSentence, Words, sentence_at
from qa.composing.request import Request
from qa.understanding.kinds.classifier import Kind

_BESIDE = 2
"""Sentences on either side of a quote that explain it."""
_SURE = 0.95
"""The confidence: that the answer stands where it was quoted from is known."""


def compose_about_answer(request: Request) -> Composition:
    """Tell where the last answer stands, or quote it with what stands around it."""
    cited = request.question.about
    if request.question.kind in {Kind.PAGE, Kind.NOTE, Kind.METADATA, Kind.QUOTE}:
        return Composition(tuple(_with_places(cited, request)), _SURE)
    return Composition(tuple(_with_neighbours(cited[0], request)), _SURE)


def _with_places(cited: Sequence[Citation], request: Request) -> list[Piece]:
    pieces: list[Piece] = []
    for citation in cited[: request.limit]:
        section = " › ".join(citation.section) or "Before the first heading"
        place = Words(f"{section}{_page(citation)}:")
        pieces += [place, _piece(citation.paper_id, citation.span, request)]
    return pieces


def _page(citation: Citation) -> str:
    if citation.page is not None:
        return f", page {citation.page}"
    return f", page {citation.pdf_page} of the file" if citation.pdf_page is not None else ""


def _with_neighbours(citation: Citation, request: Request) -> list[ScoredSentence]:
    """Return a quote and the sentences around it, as far as its section goes."""
    paper = request.snapshot.paper(citation.paper_id)
    spans = paper.sentences
    number = next(place for place, span in enumerate(spans) if span.end > citation.span.start)
    around = [
        span
        for span in spans[max(0, number - _BESIDE) : number + _BESIDE + 1]
        if paper.section_path_at(span.start) == citation.section
    ]
    return [_piece(paper.id, span, request) for span in around[: request.limit]]


def _piece(paper_id: str, span: Span, request: Request) -> ScoredSentence:
    return sentence_at(paper_id, span, request.snapshot)
