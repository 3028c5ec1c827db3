"""What stands in front of a paper as HTML: what is known of it, and its headings with pages."""

from collections.abc import Sequence

from corpus.paper import Paper, Section
from ui.markup import page_label, reading_link, shown

EMPTY_LIBRARY = """
<p class="empty">The library holds no paper yet. Add one in the
Library, or with <code>footnote add FILE</code>.</p>
"""


def render_byline(paper: Paper) -> str:
    """Return what is known of authors, year, pages and file, in a line."""
    facts = [", ".join(paper.authors), str(paper.year or ""), _pages(paper), paper.source]
    line = " · ".join(shown(fact) for fact in facts if fact)
    return f'<p class="byline"><bdi>{line}</bdi></p>'


def _pages(paper: Paper) -> str:
    if not paper.pages:
        return ""
    return f"pages {paper.pages[0].number} to {paper.pages[-1].number}"


def render_contents(paper: Paper) -> str:
    """Return the headings, nested as in the paper; each is a link into the reading view."""
    if not paper.sections:
        return '<p class="empty">No headings were found in this file.</p>'
    listing = _nested(paper, paper.sections)
    return f'<nav class="contents" aria-label="Outline of the paper">{listing}</nav>'


def _nested(paper: Paper, sections: Sequence[Section]) -> str:
    """Nest by span rather than by level, so that a skipped level costs nothing."""
    items = []
    position = 0
    while position < len(sections):
        section = sections[position]
        below = [one for one in sections[position + 1 :] if one.start < section.end]
        items.append(_entry(paper, section, _nested(paper, below)))
        position += 1 + len(below)
    return f"<ol>{''.join(items)}</ol>" if items else ""


def _entry(paper: Paper, section: Section, below: str) -> str:
    page = paper.page_name_at(section.start)
    number = f'<span class="page">{shown(page_label(page))}</span>' if page is not None else ""
    title = f'<bdi class="heading">{shown(section.title)}</bdi>{number}'
    line = reading_link(paper.id, section.start, section.body, title, classes="line in-paper")
    return f"<li>{line}{below}</li>"
