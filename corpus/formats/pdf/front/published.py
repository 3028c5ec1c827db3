"""When and where a paper was published, as its first page and the file say."""

import re
from collections.abc import Iterator, Mapping, Sequence

from corpus.paper import Publication

_YEAR = r"(?<![\d/.-])((?:1[5-9]|20)\d\d)(?![\d/]|-\d|\.\d)"
_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|janvier|février|mars|avril|mai|juin|juillet|"
    r"août|septembre|octobre|novembre|décembre|januar|februar|märz|oktober|dezember|enero|febrero|marzo"
    r"|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|spring|summer|fall|autumn"
    r"|winter)[a-zé]{0,6}\.?"
)
_PRINTED_OUT = re.compile(
    r"\d{1,2}[/.-](?:\d{1,2}|[A-Z][a-z]{2})[/.-]\d{2,4},?\s\d{1,2}[:*]\d\d|\b(?:downloaded|accessed|retrieved|"
    r"last visited|abgerufen|consult[ée])\b.*|web\.archive\.org\S*|https?://\S+|[\w.+-]{1,64}@\S{1,100}",
    re.IGNORECASE,
)


_OF_JOURNAL = (
    # “Psychogeriatrics (2014), 26:1”, “Vol. 27, pp. 379–423, October, 1948”
    re.compile(
        rf"\b(?:vol(?:ume|\.)?|no\.|n[º°]|issue|jahrgang|heft|tome)\s?\d[^\n]{{0,100}}?{_YEAR}",
        re.IGNORECASE,
    ),
    re.compile(rf"\S\s\({_YEAR}\)[,:;]?\s?\d", re.IGNORECASE),
    re.compile(rf"\d{{1,4}}\s?\({_YEAR}\)", re.IGNORECASE),
    re.compile(rf"{_YEAR}[,;.]\s?\d{{1,4}}\s?[:(]\s?\d", re.IGNORECASE),
)
_OF_RIGHTS = (
    re.compile(rf"\bpublish(?:ed|ing)(?: online| in| by)?\b[^.\n]{{0,60}}?{_YEAR}", re.IGNORECASE),
    re.compile(rf"(?:©|\(c\)|copyright|\bc ?⃝)\D{{0,60}}?{_YEAR}", re.IGNORECASE),
    re.compile(rf"{_YEAR}\s?(?:©|\(c\)|copyright)", re.IGNORECASE),
    # A meeting, with its place and days.
    re.compile(r"\b[A-Z]{2,8}\s?['’‘]\s?(\d\d)\b", re.IGNORECASE),
)
_OF_FRONT = (
    re.compile(
        rf"\b(?:proceedings|conference|workshop|symposium|congress|meeting)\b[^\n]{{0,80}}?{_YEAR}",
        re.IGNORECASE,
    ),
    # A stamp, or the day on which it was written.
    re.compile(
        rf"arxiv:\S{{1,40}}\s(?:\[\S{{1,20}}\]\s)?\d{{1,2}}\s\w{{3}}\s{_YEAR}", re.IGNORECASE
    ),
    re.compile(rf"\baccepted\b[^\n]{{0,40}}?{_YEAR}", re.IGNORECASE),
    re.compile(rf"{_MONTH}\s?(?:\d{{1,2}}(?:st|nd|rd|th)?)?,?\s{_YEAR}", re.IGNORECASE),
    re.compile(rf"\b\d{{1,2}}\.?\s{_MONTH}\s{_YEAR}", re.IGNORECASE),
    re.compile(rf"\breceived\b[^\n]{{0,40}}?{_YEAR}", re.IGNORECASE),
)
_OF_PAPER = re.compile(
    r"(?:to appear|appear(?:s|ed|ing)|(?:in )?proc(?:eedings|\.)|presented at|submitted|published"
    r"|accepted|manuscript|this paper|dated?\b)",
    re.IGNORECASE,
)
_PIVOT = 50
"""Two figures of a year up to this are of the century 2000."""
_BARE_YEAR = re.compile(_YEAR)
_CREATED = re.compile(r"\D*((?:19|20)\d\d)")
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>“”|]+")
_PAGES = r"(?:pp?\.?|pages|s\.|seiten)?\s?([A-Za-z]?\d{1,6})\s?[-–—−]\s?([A-Za-z]?\d{1,6})"
_JOURNAL = r"(?P<journal>[^\W\d_][^\d()\n,;:]{3,90}?)"
_VOLUME = r"(?P<volume>[A-Z]?\d{1,4})"
_JOURNAL_LINES = (
    # International Psychogeriatrics (2014), 26:1, 147-154
    re.compile(rf"{_JOURNAL},?\s\((?:19|20)\d\d\),?\s{_VOLUME}\s?[:(,]", re.IGNORECASE),
    # Theoretical Computer Science 321 (2004) 5-12; J Pharmacol Sci 118, 547-551 (2012)
    re.compile(
        rf"{_JOURNAL},?\s{_VOLUME}\s?(?:\((?:19|20)\d\d\)|,\s?\d+\s?[-–]\s?\d+,?\s\(?(?:19|20)\d\d)",
        re.IGNORECASE,
    ),
    # BMC Evolutionary Biology 2011, 11:329; Softw Pract Exp 2023.53:790-810
    re.compile(rf"{_JOURNAL}[,.]?\s(?:19|20)\d\d[,;.]\s?{_VOLUME}\s?[:(]", re.IGNORECASE),
    # The Astrophysical Journal, 778:1 (11pp), 2013 November 20
    re.compile(rf"{_JOURNAL},\s{_VOLUME}[:(]\d+\)?", re.IGNORECASE),
    # IEEE Transactions on Networking, Vol. 17, No. 2
    re.compile(rf"{_JOURNAL},?\s(?:\S{{1,2}}\s)?vol(?:\.|ume)?\s?{_VOLUME}", re.IGNORECASE),
)
_RANGE = re.compile(_PAGES, re.IGNORECASE)


def read_publication(lines: Sequence[str], metadata: Mapping[str, str]) -> Publication:
    """Return journal, volume, pages and DOI; "" what neither the lines nor the file say."""
    subject = metadata.get("Subject", "")
    doi = next(filter(None, map(_find_doi, (subject, *lines, metadata.get("Title", "")))), "")
    for line in (*lines, subject):
        cleaned = _PRINTED_OUT.sub(" ", line)
        match = next(filter(None, (kind.search(cleaned) for kind in _JOURNAL_LINES)), None)
        if match is not None:
            pages = _RANGE.search(cleaned, match.end("volume"))
            journal = " ".join(match["journal"].split()).strip(" .,–-")
            return Publication(journal, match["volume"], _page_range(pages), doi)
    return Publication(doi=doi)


def _page_range(match: re.Match[str] | None) -> str:
    return f"{match[1]}–{match[2]}" if match else ""


def _find_doi(text: str) -> str:
    match = _DOI.search(text)
    return match[0].rstrip(".,;:)]}’'") if match else ""


def find_year(
    front: Sequence[str], below: Sequence[str], edges: Sequence[str], metadata: Mapping[str, str]
) -> int | None:
    """Return the year that the first page tells most surely, not after that of the file.

    `front` are the lines around the title and at the `edges`, `below` the notes and what is in
    small type, which may cite other works: of those, only what speaks of rights counts. When the
    file was made tells nothing by itself: it may be a scan, or printed anew.
    """
    match = _CREATED.match(metadata.get("CreationDate", ""))
    latest = int(match[1]) + 1 if match else None
    above, under, running = map(_without_visits, (front, below, edges))
    own = [*above, *filter(_speaks_of_paper, under)]
    told = (
        *((pattern, own) for pattern in _OF_JOURNAL),
        *((pattern, [*above, *under]) for pattern in _OF_RIGHTS),
        *((pattern, own) for pattern in _OF_FRONT),
        (_BARE_YEAR, running),
    )
    for pattern, lines in told:
        years = [year for year in _years(pattern, lines) if latest is None or year <= latest]
        if years:
            return max(years)
    return None


def _without_visits(lines: Sequence[str]) -> list[str]:
    return [" ".join(_PRINTED_OUT.sub(" ", line).split()) for line in lines]


def _speaks_of_paper(line: str) -> bool:
    """Whether a line begins with the journal or the meeting, as no note that cites a work does."""
    return bool(_OF_PAPER.match(line)) or any(kind.match(line) for kind in _JOURNAL_LINES)


def _years(kind: re.Pattern[str], lines: Sequence[str]) -> Iterator[int]:
    for line in lines:
        for match in kind.finditer(line):
            year = int(match[1])
            yield year if year > 99 else year + (1900 if year > _PIVOT else 2000)  # noqa: PLR2004 - two figures
