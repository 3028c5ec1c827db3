"""What a JATS article says of itself: title, authors, year."""

import re

from corpus.assembly import FrontMatter
from corpus.formats.markup.tree import Element, attribute, child_named, text_of

_NOT_TITLE = frozenset({"fn", "xref"})
_PUBLISHED = ("collection", "ppub", "epub-ppub", "pub", "epub", "")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


def read_front(article: Element, *, fallback_title: str) -> FrontMatter:
    """Return title, authors in print order, and the year of the issue, else of publication."""
    front = child_named(article, "front", "front-stub")
    meta = child_named(front, "article-meta") if front is not None else None
    meta = front if meta is None else meta
    if meta is None:
        return FrontMatter(fallback_title)
    return FrontMatter(read_title(meta) or fallback_title, _authors(meta), _year(meta))


def read_title(meta: Element) -> str:
    """Return title and subtitle, "" if there is none."""
    group = child_named(meta, "title-group")
    parts = [
        text_of(child, without=_NOT_TITLE).rstrip(" :" if child.tag == "article-title" else "")
        for child in (group if group is not None else ())
        if child.tag in {"article-title", "subtitle"}
    ]
    return ": ".join(filter(None, parts))


def _authors(meta: Element) -> tuple[str, ...]:
    people = [
        contributor
        for group in meta.iterchildren("contrib-group")
        for contributor in group.iterchildren("contrib")
        if attribute(contributor, "contrib-type") in {"author", ""}
    ]
    return tuple(filter(None, map(_full_name, people)))


def _full_name(contributor: Element) -> str:
    """Return the name as it is said: the family name last, but where it comes first."""
    name = next(contributor.iter("name"), None)
    if name is not None:
        order = ["given-names", "surname", "suffix"]
        if attribute(name, "name-style") == "eastern":
            order = ["surname", "given-names", "suffix"]
        parts = (child_named(name, part) for part in order)
        return " ".join(filter(None, (text_of(part) for part in parts if part is not None)))
    other = next(contributor.iter("string-name", "collab"), None)
    without = frozenset({"contrib-group", "xref", "fn", "aff"})
    return text_of(other, without=without) if other is not None else ""


def _year(meta: Element) -> int | None:
    years: dict[str, int] = {}
    for date in meta.iterchildren("pub-date"):
        kind = attribute(date, "pub-type") or attribute(date, "date-type")
        year = child_named(date, "year")
        if year is not None and (match := _YEAR.search(text_of(year))):
            years.setdefault(kind, int(match[0]))
    known = [years[kind] for kind in _PUBLISHED if kind in years]
    return next(iter([*known, *years.values()]), None)
