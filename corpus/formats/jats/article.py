"""Reads articles in JATS, the XML of journals and of PubMed Central, and in its forerunners.

Reviews, responses and other sub-articles follow the article, each as a section of its own.
"""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path, PurePath

from corpus.assembly import Origin, assemble
from corpus.errors import UnsupportedContent
from corpus.formats.jats.body import JatsBody
from corpus.formats.jats.front import read_front, read_title
from corpus.formats.jats.references import read_references, reference_names
from corpus.formats.markup.flow import Flow
from corpus.formats.markup.scripts import write_scripts
from corpus.formats.markup.tree import Element, attribute, child_named, text_of
from corpus.paper import Paper

_ABSTRACTS = ("abstract", "trans-abstract")
_SUBARTICLES = ("sub-article", "response")
_NOTE_TITLES = {
    "con": "Author contributions",
    "conflict": "Competing interests",
    "coi-statement": "Competing interests",
    "financial-disclosure": "Funding",
    "supported-by": "Funding",
}


def find_articles(root: Element) -> list[Element]:
    """Return the JATS articles at or below a root, such as that of an OAI-PMH answer."""
    return [
        article
        for article in root.iter("article")
        if child_named(article, "front", "body", "back") is not None
    ]


def read_jats(root: Element, path: Path, origin: Origin) -> Paper:
    """Turn the one article of a tree into a Paper. Raises `UnsupportedContent`."""
    articles = find_articles(root)
    if len(articles) != 1:
        raise UnsupportedContent(
            f"{path} holds {len(articles)} articles; one is read from a file. Save each in a "
            "file of its own."
        )
    article = articles[0]
    write_scripts(article, "styled-content")
    references = read_references(article)
    flow = Flow({name: place for place, name in enumerate(references)})
    notes = {attribute(note, "id"): note for note in article.iter("fn") if attribute(note, "id")}
    body = JatsBody(flow, reference_names(article), notes)
    body.expect(_text_parts(article))
    front_matter = read_front(article, fallback_title=PurePath(origin.source).stem)
    _write(article, front_matter.title, body, level=1)
    return assemble(flow.blocks(), origin, front_matter, references=references)


def _text_parts(article: Element) -> Sequence[Element]:
    """Return the parts whose footnote marks stand in the text: not those beside authors' names."""
    return list(article.iter("body", "back", "floats-group", *_ABSTRACTS))


def _write(article: Element, title: str, body: JatsBody, *, level: int) -> None:
    """Write the parts of an article in the order of print, each a section of the level.

    Text that begins without a heading behind an abstract is put under the title.
    """
    fronts = list(article.iterchildren("front", "front-stub"))
    abstracts = [abstract for front in fronts for abstract in front.iter(*_ABSTRACTS)]
    for abstract in abstracts:
        body.section(abstract, level, _abstract_title(abstract))
    for part in article.iterchildren("body", "back"):
        first = next(part.iterchildren("*"), None)
        if part.tag == "body" and abstracts and first is not None and first.tag != "sec":
            body.heading(title, level)
        body.blocks(part, level)
    for floats in article.iterchildren("floats-group", "floats-wrap"):
        body.heading("Figures and tables", level)
        body.blocks(floats, level + 1)
    for front in fronts:
        _write_statements(front, body, level)
    for inner in article.iterchildren(*_SUBARTICLES):
        inner_title = _subarticle_title(inner)
        body.heading(inner_title, level)
        _write(inner, inner_title, body, level=level + 1)


def _write_statements(front: Element, body: JatsBody, level: int) -> None:
    """Write who paid, who did what, and who has interests: what print has at the foot."""
    statements = [("Funding", statement) for statement in front.iter("funding-statement")]
    for group in front.iter("author-notes"):
        for note in group.iterchildren("fn"):
            title = _NOTE_TITLES.get(attribute(note, "fn-type"), "Author notes")
            statements.append((title, note))
    for title, run in groupby(statements, key=itemgetter(0)):
        body.heading(title, level)
        for _, statement in run:
            body.blocks(statement, level + 1)


def _abstract_title(abstract: Element) -> str:
    language = attribute(abstract, "lang") if abstract.tag == "trans-abstract" else ""
    name = "Summary" if attribute(abstract, "abstract-type") else "Abstract"
    return f"{name} ({language})" if language else name


def _subarticle_title(article: Element) -> str:
    stub = child_named(article, "front-stub", "front")
    meta = child_named(stub, "article-meta") if stub is not None else None
    meta = stub if meta is None else meta
    title = read_title(meta) if meta is not None else ""
    kind = attribute(article, "article-type") or attribute(article, "response-type")
    return title or kind.replace("-", " ").capitalize() or text_of(article)[:40]
