"""What an entry of a bibliography tells: its label, its year, its DOI, who wrote it."""

import re

from corpus.paper import Reference
from corpus.references.authors import family_names

_MOST_CHARACTERS = 2_000
_LABEL = re.compile(
    r"\[([^\[\]\s]{1,24})\]\.?(?:\s|$)|\(([0-9]{1,4})\)(?:\s|$)|([0-9]{1,4})[.)](?:\s|$)"
)
_ADDRESS = re.compile(r"\b(?:https?://|www\.|doi:\s?|DOI:?\s?)\S+|\b10\.[0-9]{4,9}/\S+")
_DOI = re.compile(r"\b10\.[0-9]{4,9}/[^\s\"<>“”]+")
_ACCESSED = re.compile(
    r"\b(?:accessed|retrieved|last visited|abgerufen|zugriff|consult[ée]|consultado)\b",
    re.IGNORECASE,
)
_LONGEST_HEAD = 300
_SENTENCE = re.compile(r"\((?:1[5-9]|20)[0-9]{2}[a-z]?\),? (?!de|van|von)[a-z]{2,}")
_YEAR = r"(?<![\w./–-])((?:1[5-9]|20)[0-9]{2}[a-z]?)(?![\w/]|[-–][0-9]{2})"
_YEARS = (
    # (2009), (2009a), (May 2009), (2009, May 3), [2009]
    re.compile(rf"[(\[](?:[^\W\d_]{{3,12}}\.?\s)?{_YEAR}[^()\[\]]{{0,20}}[)\]]"),
    # Behind the authors or the journal: ". 2009. ", ", 2009;"
    re.compile(rf"[.,]\s{_YEAR}(?=[.,;:]|$)"),
    re.compile(_YEAR),
)


def split_label(entry: str) -> tuple[str | None, str]:
    """Return the label in front of an entry, such as 12 for ``[12]`` or ``12.``, and the rest."""
    match = _LABEL.match(entry)
    if match is None:
        return None, entry
    return match[1] or match[2] or match[3], entry[match.end() :].strip()


def parse_entry(entry: str, *, label: str | None = None) -> Reference:
    """Make a Reference of an entry as it is printed, without its `label`."""
    head = entry[:_MOST_CHARACTERS]
    return Reference(
        label=label,
        text=entry,
        authors=family_names(head),
        year=_year_of(head),
        doi=_doi_of(head),
    )


def looks_like_entry(reference: Reference) -> bool:
    """Whether a paragraph is an entry by what it tells: whose work, and of when or where.

    “Smith (2019) shows that” tells as much, but goes on as a sentence does.
    """
    text = reference.text[:_MOST_CHARACTERS]
    return (
        bool(reference.authors or reference.label)
        and bool(reference.year or _ADDRESS.search(text))
        and len(reference.text) < _MOST_CHARACTERS
        and not _SENTENCE.search(text[:_LONGEST_HEAD])
    )


def _year_of(entry: str) -> str | None:
    """Return the year of publication, not of a page range, an address or a visit to one."""
    text = _ADDRESS.sub(" ", entry)
    visit = _ACCESSED.search(text)
    parts = (text[: visit.start()], text) if visit else (text,)
    for part in parts:
        found = next((match for year in _YEARS if (match := year.search(part))), None)
        if found:
            return found[1]
    return None


def _doi_of(entry: str) -> str | None:
    match = _DOI.search(entry)
    if match is None:
        return None
    doi = match[0].rstrip(".,;:’'")
    while doi[-1] in ")]}" and doi.count(doi[-1]) > doi.count(_OPENING[doi[-1]]):
        doi = doi[:-1].rstrip(".,;")
    return doi


_OPENING = {")": "(", "]": "[", "}": "{"}
