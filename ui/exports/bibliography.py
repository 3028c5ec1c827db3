"""Works as entries of a bibliography, in the ways of several styles."""

from collections.abc import Sequence

from ui.exports.phrases import one_line
from ui.exports.styles import Style
from ui.exports.works import Name, Work, parse_name


def reference(work: Work, style: Style) -> str:
    """Return the entry of the work in a bibliography, without italics."""
    authors = _authors(work, style)
    year = str(work.year) if work.year is not None else "n.d."
    title = one_line(work.title)
    place = work.publication
    link = f"https://doi.org/{place.doi}" if place.doi else ""
    match style:
        case Style.HARVARD:
            pages = f"{'pp.' if '–' in place.pages or '-' in place.pages else 'p.'} {place.pages}"
            journal = _joined(", ", place.journal, place.volume, pages if place.pages else "")
            head = f"{authors} ({year})" if authors else f"({year})"
            return _sentences(_joined(", ", f"{head} ‘{title}’", journal), link)
        case Style.APA:
            journal = _joined(", ", place.journal, place.volume, place.pages)
            named = [f"{authors} ({year})", title] if authors else [f"{title} ({year})"]
            return _sentences(*named, journal, link)
        case Style.CHICAGO:
            volume = _joined(" ", place.journal, place.volume)
            journal = _joined(": " if place.volume else ", ", volume, place.pages)
            dated = _sentences(authors, year)
            return _joined(" ", dated, f"“{_ended(title)}”", _sentences(journal, link))
        case Style.MLA:
            volume = f"vol. {place.volume}" if place.volume else ""
            pages = f"pp. {place.pages}" if place.pages else ""
            known = str(work.year or "")
            journal = _joined(", ", place.journal, volume, known, pages)
            head = _sentences(authors) if authors else ""
            return _joined(" ", head, f"“{_ended(title)}”", _sentences(journal, link))


def _authors(work: Work, style: Style) -> str:
    """Return the authors as a bibliography has them."""
    names = [parse_name(author) for author in work.authors]
    whole = style in {Style.CHICAGO, Style.MLA}
    first = [_inverted(names[0], initials=not whole)] if names else []
    others = [
        _in_order(name) if whole else _inverted(name, initials=True, gap=style is Style.APA)
        for name in names[1:]
    ]
    if style is Style.APA and names:
        first = [_inverted(names[0], initials=True, gap=True)]
    if style is Style.MLA and len(names) > 2:  # noqa: PLR2004 - MLA names two
        return f"{first[0]}, et al."
    return _listed([*first, *others], style)


def _listed(names: Sequence[str], style: Style) -> str:
    if len(names) < 2:  # noqa: PLR2004 - nothing to put between
        return "".join(names)
    joint = "&" if style is Style.APA else "and"
    comma = " " if style is Style.HARVARD else ", "
    return f"{', '.join(names[:-1])}{comma}{joint} {names[-1]}"


def _inverted(name: Name, *, initials: bool, gap: bool = False) -> str:
    given = _initials(name.given, gap=gap) if initials else name.given
    return _joined(", ", name.whole_family, given, name.suffix)


def _in_order(name: Name) -> str:
    return _joined(" ", name.given, name.whole_family, name.suffix)


def _initials(given: str, *, gap: bool) -> str:
    """Return ``A.B.``, or ``A. B.`` with a gap; hyphenated names keep their hyphen."""
    words = ["-".join(f"{part[0]}." for part in word.split("-") if part) for word in given.split()]
    return (" " if gap else "").join(words)


def _joined(between: str, *parts: str) -> str:
    return between.join(part for part in parts if part)


def _sentences(*parts: str) -> str:
    """Return the parts as sentences; an address has no stop behind it."""
    return " ".join(part if part.startswith("https://") else _ended(part) for part in parts if part)


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."
