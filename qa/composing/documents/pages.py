"""On which page a paper speaks of something, or a section of it begins; what a page says."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from corpus.paper import Page, Paper, PdfPage, Section, Span
from index.words.terms import terms
from qa.answer import Voice
from qa.composing.composition import Composition, Piece, ScoredSentence, Words
from qa.composing.documents.asking import sought_place
from qa.composing.documents.finding import SURE, find_place
from qa.composing.documents.lengths import length_for, length_of_section
from qa.composing.documents.material import Material
from qa.composing.documents.sections import find_section
from qa.composing.documents.summary import summarise
from qa.composing.request import Request

_MOST_PAGES = 3
_CLOSE = 0.8
"""How far a further sentence may score below the best one and be told as well."""
_NAMED_PAGE = re.compile(r"\b(?:page|pg|p)\.?\s?(?:number\s|no\.?\s)?(\d{1,5})\b", re.IGNORECASE)
_SECTION_STARTS = re.compile(
    r"\b(?:sections?|chapters?|heading)\b|\b(?:begin|start|end)s?\b"
    r"|\bpages?\b.{0,40}\b(?:abstract|intro(?:duction)?|conclusions?|methods?|results|discussion|"
    r"references)\b",
    re.IGNORECASE,
)


def compose_page(request: Request) -> Composition | None:
    """Tell where a paper speaks of what is asked; None where it seems to do so nowhere."""
    asked = request.question.standalone
    named = _NAMED_PAGE.search(asked)
    if named:
        return _compose_page_named(request, named[1])
    if _SECTION_STARTS.search(asked):
        told = _tell_section_start(request, asked)
        if told is not None:
            return told
    sought = sought_place(asked)
    place = find_place(request, sought)
    if not place.sentences or place.confidence < request.threshold:
        return None
    chosen = _choose(place.sentences, terms(sought), min(request.limit or _MOST_PAGES, _MOST_PAGES))
    paper = request.snapshot.paper(chosen[0].passage.paper_id)
    lead = () if paper.pages else (Words(_no_pages(paper), Voice.OURS),)
    pieces = (*lead, *_under_labels(request, chosen))
    return Composition(pieces, place.confidence, declined=not (paper.pages or paper.pdf_pages))


def _no_pages(paper: Paper) -> str:
    if paper.pdf_pages:
        return "No page numbers are printed in the paper; its pages are counted in the file."
    return "The file has no page numbers; this is where it stands."


def _choose(
    ranked: Sequence[ScoredSentence], asked: Sequence[str], most: int
) -> list[ScoredSentence]:
    """Return the best sentence, and those close to it that have as many of the terms sought."""
    best = ranked[0]
    paper_id, terms_told = best.passage.paper_id, set(asked) & set(terms(best.text))
    close = [
        one
        for one in ranked
        if one.passage.paper_id == paper_id
        and one.score >= best.score - _CLOSE
        and terms_told <= set(terms(one.text))
    ]
    return [best, *[one for one in close if one != best]][:most]


def _under_labels(request: Request, sentences: Sequence[ScoredSentence]) -> list[Piece]:
    pieces: list[Piece] = []
    label = None
    for sentence in sorted(sentences, key=lambda one: one.span.start):
        paper = request.snapshot.paper(sentence.passage.paper_id)
        own = _label(paper, sentence)
        if own is not None and own != label:
            pieces.append(Words(own))
            label = own
        pieces.append(sentence)
    return pieces


def _label(paper: Paper, sentence: ScoredSentence) -> str | None:
    page = _numbered(paper, sentence.span.start)
    if page is not None:
        return f"{_capital(page)}:"
    section = paper.section_path_at(sentence.span.start)
    return f"Section “{section[-1]}”:" if section else None


def _numbered(paper: Paper, offset: int) -> str | None:
    """Return ``page 89`` as printed, or else ``page 7 of the file``."""
    printed, in_file = paper.page_at(offset), paper.pdf_page_at(offset)
    if printed is not None:
        return f"page {printed}"
    return None if in_file is None else f"page {in_file} of the file"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _tell_section_start(request: Request, asked: str) -> Composition | None:
    paper = request.paper
    section = find_section(asked, paper) if paper is not None else None
    if paper is None or section is None:
        return None
    page = _numbered(paper, section.start)
    if page is None:
        text = f"The file does not tell on which page “{section.title}” begins."
        return Composition((Words(text, Voice.OURS),), 0.0, declined=True)
    return Composition((Words(_begins(paper, section, page), Voice.OURS),), SURE)


def _begins(paper: Paper, section: Section, page: str) -> str:
    last = _numbered(paper, section.end - 1)
    runs = f" and runs to {last}" if last not in {None, page} else ""
    return f"“{section.title}” begins on {page}{runs}."


def _compose_page_named(request: Request, number: str) -> Composition | None:
    """Sum up the page of a number; say so where there is no such page."""
    paper = request.paper
    if paper is None:
        return None
    span = _span_of(paper, number)
    if span is None:
        text = f"There is no page {number}: {_range_of(paper)}"
        return Composition((Words(text, Voice.OURS),), 0.0, declined=True)
    material = Material.of_span(paper, request.snapshot, span)
    length = length_for(request, length_of_section(len(material)))
    places = summarise(material.vectors, length=length, priors=material.worths)
    if not places:
        return None
    label = Words(f"{_capital(_numbered(paper, span.start) or f'page {number}')}:")
    return Composition((label, *material.pieces(places)), SURE)


def _span_of(paper: Paper, number: str) -> Span | None:
    """Return what stands on a page; where no numbers are printed, on that page of the file."""
    pages: Sequence[Page | PdfPage] = paper.pages or paper.pdf_pages
    for page, following in zip_longest(pages, pages[1:]):
        if str(page.number) == number:
            end = page.end if isinstance(page, Page) else None
            behind = following.start if following is not None else len(paper.text)
            return Span(page.start, behind if end is None else end)
    return None


def _range_of(paper: Paper) -> str:
    if not paper.pages:
        file = f", and {paper.pdf_pages[-1].number} pages" if paper.pdf_pages else ""
        return f"the file has no page numbers{file}."
    return f"the paper runs from page {paper.pages[0].number} to {paper.pages[-1].number}."
