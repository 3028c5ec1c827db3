"""What is known of a paper besides its text: who wrote it, when, how long it is, its outline."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.paper import Paper
from index.words.terms import FUNCTION_WORDS, words

_MOST_NAMED = 12
_ENGLISH = 0.2
"""The least share of English function words in English text."""
_ROUND_WORDS = 100
_UNCOUNTED = re.compile(r"(?:abstract|keywords|(?:author )?summary)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fact:
    """A kind of fact: how it is asked for, what tells it, and what is said where nothing does.

    `tell` returns a sentence, None where it is not known. `mark` finds it in the lines at the
    front of a paper's text, where the paper says it itself.
    """

    name: str
    asked: re.Pattern[str]
    tell: Callable[[Paper], str | None]
    unknown: str
    mark: re.Pattern[str] | None = None


def tell_authors(paper: Paper) -> str | None:
    """Return who wrote a paper."""
    if not paper.authors:
        return None
    named = list(paper.authors[:_MOST_NAMED])
    left = len(paper.authors) - len(named)
    return f"The paper is by {_joined([*named, f'{left} more'] if left else named)}."


def tell_year(paper: Paper) -> str | None:
    """Return the year of a paper."""
    return f"The paper is from {paper.year}." if paper.year is not None else None


def tell_title(paper: Paper) -> str:
    """Return the title of a paper."""
    return f"The title is “{paper.title}”."


def tell_length(paper: Paper) -> str:
    """Return how many pages and words a paper has."""
    count = len(paper.text.split())
    rounded = round(count, -2) if count > _ROUND_WORDS * 10 else count
    size = f"{'about ' if rounded != count else ''}{_counted(rounded, 'word')}"
    if not paper.pages:
        return f"The paper has {size}; the file has no page numbers."
    first, last = paper.pages[0].number, paper.pages[-1].number
    pages = _counted(len(paper.pages), "page")
    runs = f" (from {first} to {last})" if first != last else f" (page {first})"
    return f"The paper has {pages}{runs} and {size}."


def tell_sections(paper: Paper) -> str | None:
    """Return how many sections a paper has."""
    if not paper.sections:
        return None
    outermost = min(section.level for section in paper.sections)
    main = sum(section.level == outermost for section in paper.sections)
    under = len(paper.sections) - main
    below = f", with {_counted(under, 'section')} under them" if under else ""
    return f"The paper has {_counted(main, 'main section' if under else 'section')}{below}:"


def outline(paper: Paper) -> list[str]:
    """Return a line for each section: its number, its title and its page."""
    lines = []
    for section, number in zip(paper.sections, numbers_of_sections(paper), strict=True):
        page = paper.page_name_at(section.start)
        shown = "" if section.title[:1].isdigit() else ".".join(map(str, number))
        shown += "." if len(number) == 1 and shown else ""
        parts = (shown, section.title, f"({page})" if page else "")
        lines.append(" ".join(filter(None, parts)))
    return lines


def numbers_of_sections(paper: Paper) -> list[tuple[int, ...]]:
    """Return the number of each section, counted where it stands: (3, 1) for the first under 3.

    Abstract and keywords are not counted, and have none.
    """
    outermost = min((section.level for section in paper.sections), default=0)
    numbers: list[tuple[int, ...]] = []
    counts = [0]
    for section in paper.sections:
        depth = min(section.level - outermost, len(counts))
        if depth == 0 and _UNCOUNTED.match(section.title):
            numbers.append(())
            continue
        counts = [*counts, 0][: depth + 1]
        counts[depth] += 1
        numbers.append(tuple(counts))
    return numbers


def tell_notes(paper: Paper) -> str:
    """Return how many notes a paper has."""
    if not paper.notes:
        return "The paper has no notes."
    texts = sum(note.text is not None for note in paper.notes)
    lacking = f"; the file has the text of {texts or 'none'} of them"
    return f"The paper has {_counted(len(paper.notes), 'note')}" + (
        f"{lacking}." if texts < len(paper.notes) else "."
    )


def tell_references(paper: Paper) -> str | None:
    """Return how many references a paper lists."""
    if not paper.references:
        return None
    return f"The paper lists {_counted(len(paper.references), 'reference')}."


def tell_language(paper: Paper) -> str | None:
    """Return the language of a paper, if it is English."""
    told = words(paper.text)
    share = sum(word in FUNCTION_WORDS for word in told) / max(1, len(told))
    return "The paper is in English." if share >= _ENGLISH else None


def tell_source(paper: Paper) -> str:
    """Return which file a paper was read from."""
    return f"The paper was read from the file {paper.source}."


def tell_nothing(paper: Paper) -> None:
    """Return None: what is not kept of any file."""


FACTS: Sequence[Fact] = (
    Fact(
        "authors",
        re.compile(
            r"\b(?:who(?:[’']?s)?\s(?:\w+\s){0,2}?(?:wrote|writes?|written|author\w*|"
            r"writers?|made|"
            r"published|behind|did)|authors?(?:hip)?|written by|writers?|by whom|who(?:se|"
            r" is it by)|"
            r"who (?:is|are) (?:this|it|the paper) (?:by|from))\b",
            re.IGNORECASE,
        ),
        tell_authors,
        "The file does not name the author.",
        re.compile(r"\bauthors?\s?:\s", re.IGNORECASE),
    ),
    Fact(
        "journal",
        re.compile(
            r"\b(?:journals?|magazine|publisher|venue|conference|proceedings|volume|issue"
            r"|where (?:\w+ ){0,4}(?:published|appear\w*|come from))\b",
            re.IGNORECASE,
        ),
        tell_nothing,
        "What was read of the file does not tell in which journal or where else it appeared.",
        re.compile(r"\b(?:journal|proceedings|vol(?:ume)?\.?\s\d|issn|in press)", re.IGNORECASE),
    ),
    Fact(
        "year",
        re.compile(
            r"\b(?:when|years?|dates?|dated|how (?:old|recent)|publication date)\b", re.IGNORECASE
        ),
        tell_year,
        "The file does not tell when the paper was published.",
        re.compile(
            r"(?:\b(?:published|date|copyright|accepted|received)\b|©).{0,40}\b(?:19|20)\d\d\b",
            re.IGNORECASE,
        ),
    ),
    Fact(
        "doi",
        re.compile(r"\b(?:doi|isbn|issn|identifier|url|link|web ?address)\b", re.IGNORECASE),
        tell_nothing,
        "What was read of the file does not tell an identifier such as a DOI.",
        re.compile(r"\b10\.\d{4,9}/\S|\bdoi\b|\bissn\b", re.IGNORECASE),
    ),
    Fact(
        "title",
        re.compile(
            r"\b(?:titled?|called|name of (?:the|this) (?:paper|article|study|document)|"
            r"(?:which|what) (?:paper|article|document) is (?:this|it))\b",
            re.IGNORECASE,
        ),
        tell_title,
        "",
    ),
    Fact(
        "notes",
        re.compile(r"\b(?:foot|end)?notes?\b", re.IGNORECASE),
        tell_notes,
        "",
    ),
    Fact(
        "references",
        re.compile(
            r"\b(?:references?|bibliograph\w+|works? cited|sources|citations?|cites?|cited)\b",
            re.IGNORECASE,
        ),
        tell_references,
        "The file has no list of references that could be told apart.",
    ),
    Fact(
        "tables",
        re.compile(
            r"\b(?:tables?(?! of contents)|figures?|illustrations?|charts?)\b", re.IGNORECASE
        ),
        tell_nothing,
        "What was read of the file does not tell how many tables and figures it has.",
    ),
    Fact(
        "sections",
        re.compile(
            r"\b(?:sub)?(?:sections?|chapters?|headings?|parts)\b|\btable of contents\b|\btoc\b"
            r"|\b(?:outline|structur\w+|organi[sz]\w+|divided|laid out|contents)\b",
            re.IGNORECASE,
        ),
        tell_sections,
        "The file has no headings.",
    ),
    Fact(
        "language",
        re.compile(r"\blanguages?\b|\bwritten in (?:english|\w+ish)\b", re.IGNORECASE),
        tell_language,
        "The language of the file was not told.",
    ),
    Fact(
        "length",
        re.compile(
            r"\b(?:how (?:long|big|short|large|much)|length|size|pages?|words?|characters?|"
            r"word ?count|page ?count|sentences?|paragraphs?)\b",
            re.IGNORECASE,
        ),
        tell_length,
        "",
    ),
    Fact(
        "source",
        re.compile(r"\b(?:files?|file ?names?|formats?|pdf|docx?)\b", re.IGNORECASE),
        tell_source,
        "",
    ),
)


def _joined(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
