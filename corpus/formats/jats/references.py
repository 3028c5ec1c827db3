"""The bibliography of a JATS article."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from corpus.formats.markup.tree import Element, attribute, child_named, contents, text_of
from corpus.formats.years import YEAR
from corpus.paper import Reference
from corpus.references.entries import parse_entry

_CITATIONS = ("mixed-citation", "element-citation", "nlm-citation", "citation", "product")
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]+")
_NAMES = ("name", "string-name", "collab", "etal", "anonymous")
_ONLY_FOR_MACHINES = frozenset({"object-id", "label", "pub-id", "issn", "isbn", "season"})


def read_references(root: Element) -> dict[str, Reference]:
    """Return the entries of all bibliographies by their ids, in order; those without get one."""
    entries = [ref for ref in root.iter("ref") if _citations(ref)]
    return {_name(ref, place): _reference(ref) for place, ref in enumerate(entries)}


def reference_names(root: Element) -> Mapping[str, str]:
    """Return the id of the entry for every id that stands on it or inside it."""
    names = {}
    for place, ref in enumerate(ref for ref in root.iter("ref") if _citations(ref)):
        for element in ref.iter():
            if inner := attribute(element, "id"):
                names[inner] = _name(ref, place)
    return names


def _name(ref: Element, place: int) -> str:
    return attribute(ref, "id") or f"#{place}"


def _citations(ref: Element) -> list[Element]:
    """Return the citations of an entry: of alternatives one, the one with its punctuation first."""
    found = []
    for child in ref:
        if child.tag in _CITATIONS:
            found.append(child)
        elif child.tag == "citation-alternatives":
            inner = sorted((c for c in child if c.tag in _CITATIONS), key=_unpunctuated)
            found += inner[:1]
    return found


def _unpunctuated(citation: Element) -> bool:
    return citation.tag != "mixed-citation"


def _reference(ref: Element) -> Reference:
    label = next(ref.iter("label"), None)
    written_label = text_of(label).strip("[]. ") if label is not None else ""
    whole = " ".join(filter(None, (_citation_text(citation) for citation in _citations(ref))))
    parsed = parse_entry(whole, label=written_label or None)
    year = YEAR.search(" ".join(map(text_of, ref.iter("year"))))
    return replace(
        parsed,
        authors=tuple(_authors(ref)) or parsed.authors,
        year=year[0] if year else parsed.year,
        doi=_doi(ref) or parsed.doi,
    )


def _authors(ref: Element) -> Iterator[str]:
    """Return the family names of the authors, or of the editors where there are no authors."""
    naming = (c for c in ref.iter(*_CITATIONS) if next(c.iter(*_NAMES), None) is not None)
    citation = next(naming, None)
    if citation is None:
        return
    groups = [g for g in citation if g.tag == "person-group"]
    authors = [g for g in groups if attribute(g, "person-group-type") in {"author", ""}]
    outside = [child for child in citation if child.tag in _NAMES]
    people = [person for group in authors for person in group] or outside
    for person in people or [person for group in groups for person in group]:
        surname = next(person.iter("surname"), None)
        if surname is not None:
            yield text_of(surname)
        elif person.tag == "collab":
            yield text_of(person)


def _doi(ref: Element) -> str | None:
    for element in ref.iter("pub-id", "object-id", "ext-link", "comment", "uri"):
        for written in (text_of(element), attribute(element, "href")):
            if match := _DOI.search(written):
                return match[0].rstrip(".,;)")
    return None


def _citation_text(citation: Element) -> str:
    """Return the entry as printed; one without punctuation gets the usual."""
    has_own = any(
        isinstance(content, str) and re.search(r"[^\W\d]|[.,;:]", content)
        for content in contents(citation)
    )
    if has_own:
        return re.sub(r"(?<!\s)\s++([.,;:])", r"\1", "".join(_printed(citation)).strip())
    return _composed(citation)


def _printed(citation: Element) -> Iterator[str]:
    """Return the pieces of the text, names of persons apart from one another."""
    for content in contents(citation):
        if isinstance(content, str):
            yield re.sub(r"\s+", " ", content)
        elif content.tag == "name":
            yield _person(content)
        elif content.tag not in {"label", "object-id"}:
            yield from _printed(content)


def _composed(citation: Element) -> str:
    """Write structured fields as: Authors (year) Title. Source volume(issue): pages. The rest."""
    fields = {str(child.tag): text_of(child) for child in reversed(citation)}
    names = ", ".join(
        _person(name)
        for group in citation
        for name in (group if group.tag == "person-group" else [group])
        if name.tag in _NAMES
    )
    used = {"year", "month", "day", "volume", "issue", "fpage", "lpage", "source", "person-group"}
    titles = [fields[name] for name in ("article-title", "chapter-title") if name in fields]
    issue = f"({fields['issue']})" if "issue" in fields else ""
    first_page = fields.get("fpage", fields.get("elocation-id", ""))
    pages = "–".join(filter(None, (first_page, fields.get("lpage"))))
    place = " ".join(filter(None, (fields.get("source"), fields.get("volume")))) + issue
    done = used | {"article-title", "chapter-title", "elocation-id", *_NAMES, *_ONLY_FOR_MACHINES}
    rest = [text_of(child) for child in citation if child.tag not in done]
    head = " ".join(filter(None, (names, f"({fields['year']})" if "year" in fields else "")))
    sentences = [*titles, ": ".join(filter(None, (place, pages))), *rest]
    return " ".join(filter(None, (head, *(_ended(part) for part in sentences if part))))


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _person(name: Element) -> str:
    if name.tag == "name":
        parts = (child_named(name, part) for part in ("surname", "given-names", "suffix"))
        return " ".join(text_of(part) for part in parts if part is not None)
    return text_of(name) or ("et al." if name.tag == "etal" else "")
