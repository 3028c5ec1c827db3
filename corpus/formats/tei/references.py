"""The bibliography of a TEI file: structured entries as GROBID makes them, or plain ones."""

from collections.abc import Iterator
from dataclasses import replace

from corpus.formats.markup.tree import Element, attribute, child_named, text_of
from corpus.formats.years import YEAR
from corpus.paper import Reference
from corpus.references.entries import parse_entry


def read_references(root: Element) -> dict[str, Reference]:
    """Return the entries of all bibliographies by their ids, in order; those without get one."""
    entries = [
        entry
        for entries in root.iter("listBibl")
        for entry in entries.iterchildren("biblStruct", "bibl", "biblFull")
    ]
    return {
        attribute(entry, "id") or f"#{place}": _reference(entry)
        for place, entry in enumerate(entries)
    }


def names_of_people(element: Element) -> Iterator[tuple[str, str]]:
    """Return forenames and family name of each author directly in an element."""
    for author in element.iterchildren("author"):
        surname = next(author.iter("surname"), None)
        if surname is not None:
            forenames = " ".join(text_of(part) for part in author.iter("forename"))
            yield forenames, text_of(surname)
        elif name := text_of(next(author.iter("persName", "orgName", "name"), author)):
            yield "", name


def date_text(element: Element) -> str:
    """Return the year of the first date that has one, "" if none has."""
    for date in element.iter("date"):
        if match := YEAR.search(attribute(date, "when") or text_of(date)):
            return match[0]
    return ""


def _reference(entry: Element) -> Reference:
    raw = next((n for n in entry.iter("note") if attribute(n, "type") == "raw_reference"), None)
    if raw is not None:
        whole = text_of(raw)
    elif entry.tag == "bibl":
        whole = text_of(entry)
    else:
        whole = _composed(entry)
    parsed = parse_entry(whole, label=attribute(entry, "n") or _label(entry) or None)
    return replace(
        parsed,
        authors=tuple(family for _, family in _authors(entry)) or parsed.authors,
        year=date_text(entry) or parsed.year,
        doi=_doi(entry) or parsed.doi,
    )


def _label(entry: Element) -> str:
    label = child_named(entry, "label")
    return text_of(label).strip("[]. ") if label is not None else ""


def _authors(entry: Element) -> list[tuple[str, str]]:
    """Return those of the part, else those of the whole in which it appeared."""
    for part in ("analytic", "monogr"):
        found = child_named(entry, part)
        if found is not None and (people := list(names_of_people(found))):
            return people
    return list(names_of_people(entry))


def _doi(entry: Element) -> str | None:
    identifiers = (text_of(i) for i in entry.iter("idno") if attribute(i, "type").upper() == "DOI")
    return next(identifiers, None)


def _composed(entry: Element) -> str:
    """Write structured fields as: Authors (year) Title. Journal volume(issue): pages."""
    people = ", ".join(f"{family} {given}".strip() for given, family in _authors(entry))
    year = date_text(entry)
    scopes = {attribute(scope, "unit"): _scope(scope) for scope in entry.iter("biblScope")}
    issue = f"({scopes['issue']})" if "issue" in scopes else ""
    titles = list(dict.fromkeys(filter(None, map(text_of, entry.iter("title")))))
    *leading, last = titles or [""]
    appeared = " ".join(filter(None, (last, scopes.get("volume", "") + issue)))
    ending = ": ".join(filter(None, (appeared, scopes.get("page", ""))))
    head = " ".join(filter(None, (people, f"({year})" if year else "")))
    publishers = map(text_of, entry.iter("publisher"))
    sentences = [part.rstrip(".") + "." for part in (*leading, ending, *publishers) if part]
    return " ".join(filter(None, (head, *sentences)))


def _scope(scope: Element) -> str:
    ends = [attribute(scope, "from"), attribute(scope, "to")]
    return text_of(scope) or "–".join(dict.fromkeys(filter(None, ends)))
