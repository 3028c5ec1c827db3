"""Reads an e-book as one paper."""

from pathlib import Path, PurePath

from corpus.assembly import FrontMatter, Origin, assemble
from corpus.formats.epub.package import BookPackage
from corpus.formats.epub.whole import join_chapters
from corpus.formats.html.body import HtmlBody
from corpus.formats.html.marks import find_marks
from corpus.formats.markup.flow import Flow
from corpus.formats.names import split_names
from corpus.formats.years import find_year
from corpus.paper import Paper


def read_epub(data: bytes, path: Path, origin: Origin) -> Paper:
    """Turn a book into a Paper: its chapters are sections, its page lists the printed pages.

    Raises `UnsupportedContent`.
    """
    book = BookPackage(data, path)
    whole = join_chapters(book)
    marks = find_marks(whole)
    flow = Flow({name: place for place, name in enumerate(marks.references)})
    HtmlBody(flow, marks).write(whole)
    flow.close()
    return assemble(
        flow.blocks(),
        origin,
        _front_matter(book, PurePath(origin.source).stem),
        references=marks.references or None,
    )


def _front_matter(book: BookPackage, fallback_title: str) -> FrontMatter:
    titles, dates = book.said("title"), book.said("date")
    authors = [name for written in book.authors for name in split_names(written)]
    years = (find_year(date) for date in dates)
    return FrontMatter(
        titles[0] if titles else fallback_title,
        tuple(dict.fromkeys(authors)),
        next((year for year in years if year), None),
    )
