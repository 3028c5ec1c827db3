"""Pages that repositories put in front of a paper, and what they say of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.formats.pdf.front.people import names_declared, names_of
from corpus.formats.pdf.values import PrintedPage, Word

_SAME_LINE_POINTS = 2.0
_FEWEST_SIGNS = 2
_FEWEST_PAGES = 2
_LONGEST_COVER_CHARACTERS = 4_000
"""A page with more has the paper's text on it."""


_SIGNS: Mapping[str, tuple[str, ...]] = {
    "ResearchGate": (
        "see discussions, stats, and author profiles for this publication",
        "researchgate.net",
        "see profile",
    ),
    "JSTOR": (
        "jstor is a not-for-profit service",
        "your use of the jstor archive",
        "stable url:",
        "this content downloaded from",
        "www.jstor.org",
    ),
    "SSOAR": (
        "www.ssoar.info",
        "zur verfügung gestellt in kooperation mit",
        "empfohlene zitierung",
        "nutzungsbedingungen:",
    ),
    "HAL": (
        "hal id:",
        "hal id :",
        "open access archive for the deposit",
        "l’archive ouverte pluridisciplinaire hal",
        "to cite this version",
    ),
    "HeinOnline": ("heinonline", "date downloaded:", "content downloaded from", "provided by:"),
    "DSpace": ("citable link", "as published", "detailed terms", "how this access benefits you"),
    "Pure": (
        "copyright and moral rights for the publications made accessible",
        "general rights",
        "link to publication",
        "citation for published version",
        "take down policy",
        "document version",
        "publication date:",
    ),
    "EPrints": (
        "this is the author’s version of a work",
        "white rose research online",
        "this is a repository copy of",
        "version: accepted",
        "version: published",
        "link to published version",
        "takedown",
        "eprints.",
    ),
    "Taylor & Francis": (
        "this article was downloaded by",
        "informa ltd registered in england",
        "to cite this article",
        "terms & conditions of access",
        "submit your article to this journal",
    ),
    "SAGE": (
        "the online version of this article can be found at",
        "additional services and information for",
        "sagepub.com",
    ),
    "Persée": ("www.persee.fr", "citer ce document", "document généré le"),
    "Cairn": ("cairn.info", "pour citer cet article", "distribution électronique cairn"),
    "OpenEdition": (
        "openedition",
        "electronic reference",
        "référence électronique",
        "printed version",
        "édition imprimée",
        "this text was automatically generated on",
        "ce document a été généré automatiquement",
    ),
}
"""What stands on the covers of a repository, in small letters: two signs of one tell it."""
_FIELDS = re.compile(
    r"^(?:authors?(?:\(s\))?|by|verfasser|auteurs?|autor(?:es)?)\s?:\s?(?P<authors>\S.*)"
    r"|^(?:article title|title|titel|titre|título)\s?:\s?(?P<title>\S.*)",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"(?:publication date|published(?: online)?|date de publication|erscheinungsjahr|year)\s?:"
    r"\s*\D{0,30}((?:1[5-9]|20)\d\d)"
    r"|\(((?:1[5-9]|20)\d\d)\)|(?:,|·|\.)\s(?:[A-Z][a-z]{2,9}\.?,?\s)?((?:1[5-9]|20)\d\d)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"^(?:www\.|https?:)|\w\.(?:info|org|net|com|edu|de|fr|uk)\b")
_ACCESS = re.compile(
    r"downloaded|accessed|retrieved|uploaded|submitted on|last updated|user", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Cover:
    """What a repository's page says of the paper behind it; "" and () where it does not."""

    repository: str
    text: str
    title: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None


def find_cover(pages: Sequence[PrintedPage]) -> Cover | None:
    """Return the cover that a file begins with, whose page has none of the paper's own text."""
    if len(pages) < _FEWEST_PAGES:
        return None
    lines = _lines(pages[0].words)
    text = "\n".join(_text(line) for line in lines)
    if not 0 < len(text) < _LONGEST_COVER_CHARACTERS:
        return None
    repository = _repository_of(text)
    if repository is None:
        return None
    fields = list(filter(None, map(_FIELDS.match, text.split("\n"))))
    title = next((field["title"] for field in fields if field["title"]), None)
    authors = next((field["authors"] for field in fields if field["authors"]), None)
    return Cover(
        repository,
        text,
        title or _largest(lines),
        tuple(names_declared(authors)) if authors else _first_names(text),
        _year(text),
    )


def _repository_of(text: str) -> str | None:
    """Return whose cover a page is; None if no repository's signs are on it."""
    plain = " ".join(text.casefold().replace("'", "’").split())
    found = (name for name, signs in _SIGNS.items() if _count(signs, plain) >= _FEWEST_SIGNS)
    return next(found, None)


def _count(signs: Sequence[str], text: str) -> int:
    return sum(sign in text for sign in signs)


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    """Put the words of a page that stand on one baseline together, from the top."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.y):
        if lines and word.y - lines[-1][0].y < _SAME_LINE_POINTS:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.left) for line in lines]


def _text(line: Sequence[Word]) -> str:
    text = line[0].text
    for word in line[1:]:
        text += f" {word.text}" if word.spaced else word.text
    return text


def _largest(lines: Sequence[Sequence[Word]]) -> str:
    """Return the first lines in the largest type, or the next largest, that are words.

    Addresses of the repository are none, nor are the authors.
    """
    lines = [ln for ln in lines if not (_ADDRESS.search(_text(ln)) or names_of(_text(ln)))]
    for size in sorted({word.size for line in lines for word in line}, reverse=True)[:3]:
        places = [place for place, line in enumerate(lines) if line[0].size == size]
        found = _run(lines, places)
        if len(found.split()) > 1:
            return found
    return ""


def _run(lines: Sequence[Sequence[Word]], places: Sequence[int]) -> str:
    """Join the first of the lines at `places` and those that follow it at once."""
    run = [place for step, place in enumerate(places) if place == places[0] + step]
    return " ".join(_text(lines[place]) for place in run)


def _first_names(text: str) -> tuple[str, ...]:
    """Return the names of the first line that is a list of them."""
    return tuple(next(filter(None, map(names_of, text.split("\n"))), ()))


def _year(text: str) -> int | None:
    """Return the first year of publication in the lines that speak of no visit to the page."""
    for line in text.split("\n"):
        match = None if _ACCESS.search(line) else _YEAR.search(line)
        if match is not None:
            return int(next(filter(None, match.groups())))
    return None
