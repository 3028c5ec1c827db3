"""A quote as a scholar copies it: with author, year and page behind it, and the work it is from."""

from dataclasses import dataclass
from typing import Any

from corpus.errors import RequestError
from corpus.paper import Paper, Span, name_page
from qa.shapes import page_value
from ui.exports.bibliography import reference
from ui.exports.phrases import one_line
from ui.exports.styles import Style
from ui.exports.works import Work, parse_name

_SHORT_TITLE_WORDS = 5


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote with the printed pages on which it begins and ends; in the PDF, where it begins."""

    quote: str
    page: str | None = None
    last_page: str | None = None
    pdf_page: int | None = None

    @property
    def pages(self) -> str:
        """The pages without a word before them; nothing if they are not known."""
        if self.page is None:
            return name_page(None, self.pdf_page) or ""
        ends_elsewhere = self.last_page not in {None, self.page}
        return f"{self.page}–{self.last_page}" if ends_elsewhere else self.page

    @property
    def labelled_pages(self) -> str:
        """The pages behind “p.” or “pp.”."""
        if self.page is None:
            return self.pages
        return f"{'pp.' if '–' in self.pages else 'p.'} {self.pages}"


def quoted_at(paper: Paper, span: Span) -> Quoted:
    """Return what a paper has at a span. Raises `RequestError` if the span is not in its text."""
    if not 0 <= span.start < span.end <= len(paper.text):
        raise RequestError(
            f"There is no quote from {span.start} to {span.end}: the paper has "
            f"{len(paper.text)} characters, and a quote has one at least."
        )
    return Quoted(
        paper.text[span.start : span.end],
        paper.page_at(span.start),
        paper.page_at(span.end - 1),
        paper.pdf_page_at(span.start),
    )


def copied(quoted: Quoted, work: Work, style: Style) -> str:
    """Return the quote as it is pasted: “…” (Lee 1999, p. 93)."""
    return f"“{one_line(quoted.quote)}” {in_text(quoted, work, style)}"


def in_text(quoted: Quoted, work: Work, style: Style) -> str:
    """Return what stands behind a quote in running text, in parentheses."""
    who = _who(work, style)
    year = str(work.year) if work.year is not None else "n.d."
    match style:
        case Style.HARVARD:
            parts = [f"{who} {year}", quoted.labelled_pages]
        case Style.APA:
            parts = [who, year, quoted.labelled_pages]
        case Style.CHICAGO:
            parts = [f"{who} {year}", quoted.pages]
        case Style.MLA:
            parts = [" ".join(filter(None, [who, quoted.pages]))]
    return f"({', '.join(filter(None, parts))})"


def citation_shape(paper: Paper, work: Work, span: Span, style: Style) -> dict[str, Any]:
    """Return the document of a quote that is to be copied or cited."""
    quoted = quoted_at(paper, span)
    return {
        "paper_id": paper.id,
        "title": work.title,
        "quote": quoted.quote,
        "page": page_value(quoted.page),
        "pdf_page": quoted.pdf_page,
        "style": style.value,
        "text": copied(quoted, work, style),
        "in_text": in_text(quoted, work, style),
        "reference": reference(work, style),
    }


def _who(work: Work, style: Style) -> str:
    """Return the family names of the authors, or the beginning of the title where none is known."""
    names = [parse_name(author).whole_family for author in work.authors]
    match names:
        case []:
            words = one_line(work.title).split()
            more = "…" if len(words) > _SHORT_TITLE_WORDS else ""
            return f"“{' '.join(words[:_SHORT_TITLE_WORDS])}{more}”"
        case [one]:
            return one
        case [one, other]:
            return f"{one} {'&' if style is Style.APA else 'and'} {other}"
        case _:
            return f"{names[0]} et al."
