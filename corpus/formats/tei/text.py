"""Reads TEI: what GROBID makes of a PDF, and texts that were edited by hand."""

import re
from pathlib import Path, PurePath

from corpus.assembly import FrontMatter, Origin, assemble
from corpus.errors import UnsupportedContent
from corpus.formats.markup.flow import Flow
from corpus.formats.markup.tree import Element, attribute, child_named, text_of
from corpus.formats.tei.body import TeiBody
from corpus.formats.tei.references import date_text, names_of_people, read_references
from corpus.paper import Paper


def read_tei(root: Element, path: Path, origin: Origin) -> Paper:
    """Turn the one TEI text of a tree into a Paper. Raises `UnsupportedContent`."""
    texts = [tei for tei in root.iter("TEI", "TEI.2") if child_named(tei, "text") is not None]
    if len(texts) != 1:
        raise UnsupportedContent(
            f"{path} holds {len(texts)} TEI texts; one is read from a file. Save each in a file "
            "of its own."
        )
    tei = texts[0]
    references = read_references(tei)
    flow = Flow({name: place for place, name in enumerate(references)})
    body = TeiBody(flow, tei, references)
    _write_abstract(tei, body)
    for text in tei.iterchildren("text"):
        for part in text.iterchildren("front", "body", "back", "group"):
            body.division(part, 1)
    body.loose_notes()
    return assemble(
        flow.blocks(),
        origin,
        _front_matter(tei, PurePath(origin.source).stem),
        references=references,
    )


def _write_abstract(tei: Element, body: TeiBody) -> None:
    for header in tei.iterchildren("teiHeader"):
        for abstract in header.iter("abstract"):
            if text_of(abstract):
                body.heading("Abstract", 1)
                body.blocks(abstract, 2)


def _front_matter(tei: Element, fallback_title: str) -> FrontMatter:
    """Return what the header says: of the source first, then of the file."""
    header = child_named(tei, "teiHeader")
    if header is None:
        return FrontMatter(fallback_title)
    years = [date_text(part) for part in header.iter("publicationStmt", "sourceDesc")]
    year = re.match(r"\d{4}", next(filter(None, years), ""))
    return FrontMatter(
        _title(header) or fallback_title,
        _authors(header),
        int(year[0]) if year else None,
    )


def _title(header: Element) -> str:
    for statement in header.iter("titleStmt", "analytic", "monogr"):
        titles = [title for title in statement.iterchildren("title") if text_of(title)]
        main = [title for title in titles if attribute(title, "type") in {"main", ""}]
        if main or titles:
            return text_of((main or titles)[0])
    return ""


def _authors(header: Element) -> tuple[str, ...]:
    for part in header.iter("analytic", "titleStmt", "monogr"):
        if people := [f"{given} {family}".strip() for given, family in names_of_people(part)]:
            return tuple(people)
    return ()
