"""Cited papers as BibTeX, with the pages and quotes that were cited.

The text stays in UTF-8, as Biber and BibTeX's 8-bit kin read it; what TeX would take for a
command is escaped.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from qa.answer import Citation, Turn
from ui.exports.phrases import one_line
from ui.exports.works import Work, citations_in, parse_name, work_of

# Braces are counted by BibTeX even behind a backslash, so each becomes a command.
_COMMANDS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    **{character: f"\\{character}" for character in "#$%&_"},
}


def to_bibtex(turns: Sequence[Turn], *, works: Mapping[str, Work]) -> str:
    """Return an entry per cited paper, first cited first; `works` describes them by their ids."""
    cited: dict[str, list[tuple[int, Citation]]] = {}
    for turn, citation in citations_in(turns):
        cited.setdefault(citation.paper_id, []).append((turn, citation))
    entries: dict[str, str] = {}
    for places in cited.values():
        work = work_of(places[0][1], works)
        key = _key(work, entries)
        entries[key] = _entry(key, work, places, several=len(turns) > 1)
    return "\n".join(entries.values())


def _entry(key: str, work: Work, places: Sequence[tuple[int, Citation]], *, several: bool) -> str:
    fields = {
        "author": " and ".join(_author(name) for name in work.authors),
        # Braces within keep the capitals as they are.
        "title": f"{{{escaped(work.title)}}}",
        "journal": escaped(work.publication.journal),
        "volume": escaped(work.publication.volume),
        # BibTeX's own dash of a range.
        "pages": re.sub(r"[-–—]+", "--", escaped(work.publication.pages)),
        "year": str(work.year or ""),
        "doi": escaped(work.publication.doi),
        "note": escaped(_pages([citation for _, citation in places])),
        "annote": " ".join(_place(turn, citation, several=several) for turn, citation in places),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    kind = "article" if work.publication.journal else "misc"
    return f"@{kind}{{{key},\n" + ",\n".join(lines) + "\n}\n"


def _pages(citations: Sequence[Citation]) -> str:
    """Return ``Cited: pp. 3, 5, PDF p. 9``, each page once; nothing if none is known."""
    printed = dict.fromkeys(one.page for one in citations if one.page)
    others = dict.fromkeys(one.page_name for one in citations if one.page_name and not one.page)
    label = "p." if len(printed) == 1 else "pp."
    told = ", ".join(filter(None, [*printed, *others]))
    return f"Cited: {f'{label} ' if printed else ''}{told}" if told else ""


def _place(turn: int, citation: Citation, *, several: bool) -> str:
    label = f"Question {turn}, [{citation.number}]" if several else f"[{citation.number}]"
    place = ", ".join(filter(None, [" › ".join(citation.section), citation.page_name]))
    return escaped(
        f"{label} {place}: “{citation.quote}”" if place else f"{label} “{citation.quote}”"
    )


def _author(text: str) -> str:
    """Return a name so that BibTeX takes it apart as `parse_name` does."""
    name = parse_name(text)
    family = " ".join(filter(None, [name.particle, escaped(name.family)]))
    if not name.given:
        return f"{{{family}}}"
    return ", ".join(filter(None, [family, escaped(name.suffix), escaped(name.given)]))


def _key(work: Work, taken: Mapping[str, str]) -> str:
    """Return a key that no other entry has: family name and year, or the title's first word."""
    family = parse_name(work.authors[0]).family if work.authors else ""
    word = _plain(family) or next(filter(None, map(_plain, work.title.split())), "paper")
    key = stem = f"{word}{work.year or ''}"
    number = 1
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key


def _plain(text: str) -> str:
    """Return the Latin letters and digits of `text`, without accents, in lower case."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", bare.lower())


def escaped(text: str) -> str:
    """Return `text` for use in a field in braces: one line that TeX prints as it is."""
    line = "".join(
        character
        for character in one_line(text)
        if unicodedata.category(character) not in {"Cc", "Cf", "Cs"}
    )
    return "".join(_COMMANDS.get(character, character) for character in line)
