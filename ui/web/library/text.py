"""What the page of the library says of papers, and of files that were given to it, as HTML."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from corpus.formats import FORMATS_IN_WORDS
from ui.markup import attribute, notice_line, shown

if TYPE_CHECKING:
    from corpus.paper import Paper
    from index.snapshot import PaperEntry
    from qa.adding import Report

Failed = tuple[tuple[str, str], ...]
"""The names of files that could not be read, each with the reason and the remedy."""

_NO_PAPER = f"The library holds no paper yet. Drop a file here: {FORMATS_IN_WORDS}."
_DAMAGED = "its files are damaged: it is left out until `footnote repair` has mended it"
_MOST_AUTHORS = 3
_IN_RAIL = 12
"""Papers that the rail lists; the library has all."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A paper of the list: what it is called, by whom, of when, and what is held of it."""

    id: str
    title: str
    facts: str
    authors: tuple[str, ...] = ()
    year: int | None = None


def listed(entry: "PaperEntry", paper: "Paper | None") -> Listed:
    """Return a paper as the list has it; None stands for one whose files are damaged."""
    if paper is None:
        return Listed(entry.id, entry.title, _DAMAGED)
    facts = [_authors(paper.authors), str(paper.year or ""), *_counts(entry), entry.source]
    told = " · ".join(fact for fact in facts if fact)
    return Listed(entry.id, entry.title, told, paper.authors, paper.year)


def paper_list(papers: Sequence[Listed], *, edition: int) -> str:
    """Return the papers, the newest first, each with what can be done with it.

    The script of the page sorts and filters them. Gradio passes over what equals what it drew
    last, whatever the script made of it: another `edition` is drawn.
    """
    if not papers:
        return f'<p class="empty">{_NO_PAPER}</p>'
    items = "".join(_row(paper, place) for place, paper in reversed(list(enumerate(papers))))
    return (
        f'<ul class="papers" data-edition="{edition}" aria-label="Papers of the library">'
        f"{items}</ul>"
    )


def rail_papers(titles: Mapping[str, str]) -> str:
    """Return the newest papers as links, to stand beside every place of the page."""
    newest = list(titles.items())[-_IN_RAIL:][::-1]
    items = "".join(
        f'<li><a class="to-paper" href="{attribute(paper_address(paper))}"'
        f' data-paper="{attribute(paper)}" title="{attribute(title)}">'
        f"<bdi>{shown(title)}</bdi></a></li>"
        for paper, title in newest
    )
    more = len(titles) - len(newest)
    rest = f'<p><a class="to-library" href="library">{more} more</a></p>' if more else ""
    return f"<ul>{items}</ul>{rest}" if items else '<p class="empty">No paper yet.</p>'


def paper_address(paper_id: str) -> str:
    """Return the address of a paper on the page."""
    return f"p/{quote(paper_id, safe='')}"


def _row(paper: Listed, place: int) -> str:
    title, number = attribute(paper.title), attribute(paper.id)
    authors = attribute("; ".join(paper.authors))
    buttons = "".join(
        f'<button type="button" data-do="{what}" aria-label="{label}: {title}">{text}</button>'
        for what, text, label in (
            ("ask-only", "Ask only this", "Ask only this"),
            ("edit", "Edit", "Edit"),
            ("remove", "Remove", "Remove"),
        )
    )
    return (
        f'<li data-paper="{number}" data-added="{place}" data-title="{title}"'
        f' data-authors="{authors}" data-year="{paper.year or ""}">'
        f'<div class="line"><a class="title to-paper" href="{attribute(paper_address(paper.id))}"'
        f' data-paper="{number}"><bdi>{shown(paper.title)}</bdi></a>'
        f'<bdi class="facts">{shown(paper.facts)}</bdi></div>'
        f'<div class="of-paper">{buttons}</div></li>'
    )


def _authors(authors: Sequence[str]) -> str:
    more = " and others" if len(authors) > _MOST_AUTHORS else ""
    return ", ".join(authors[:_MOST_AUTHORS]) + more


def _counts(entry: "PaperEntry") -> list[str]:
    return [
        f"{count} {noun if count != 1 else noun.removesuffix('s')}"
        for count, noun in (
            (entry.sections, "sections"),
            (entry.passages, "passages"),
            (entry.notes, "notes"),
            (entry.pages, "pages"),
        )
        if count
    ]


def failed_after(failed: Failed, report: "Report") -> Failed:
    """Return which files failed so far: what was given again counts as it went this time."""
    given = {line["source"] for lines in report.values() for line in lines}
    now = tuple((line["source"], line["error"]) for line in report["failed"])
    return (*(one for one in failed if one[0] not in given), *now)


def outcome_lines(report: "Report", failed: Failed, notice: str | None) -> str:
    """Return what became of each file, failures first, and what ended the work early.

    The `failed` are those of earlier drops as well.
    """
    lines = [
        *(_line("failed", "Failed", name, error, _dismiss(name)) for name, error in failed),
        *(
            _line("added", "Added", line["title"], line["source"], _offer(line))
            for line in report["added"]
        ),
        *(_line("skipped", "Already there", line["source"], "") for line in report["skipped"]),
    ]
    listed = f'<ul class="outcome">{"".join(lines)}</ul>' if lines else ""
    return f'<div role="status">{notice_line(notice) if notice else ""}{listed}</div>'


def _line(kind: str, word: str, name: str, more: str, button: str = "") -> str:
    rest = f'<span class="more" dir="auto">{shown(more)}</span>' if more else ""
    return f'<li class="{kind}"><b>{word}</b> <bdi>{shown(name)}</bdi>{rest}{button}</li>'


def _offer(line: Mapping[str, str]) -> str:
    return (
        f'<button type="button" data-do="ask-only" data-paper="{attribute(line["id"])}"'
        f' aria-label="Ask this paper: {attribute(line["title"])}">Ask this paper</button>'
    )


def _dismiss(name: str) -> str:
    return (
        f'<button type="button" data-do="dismiss" data-source="{attribute(name)}"'
        f' aria-label="Put aside: {attribute(name)}">Put aside</button>'
    )


def undo_lines(removed: Sequence[tuple[str, str]]) -> str:
    """Return for each paper that was removed, by id and title, the button that brings it back."""
    lines = "".join(
        f'<p class="undo">Removed <cite><bdi>{shown(title)}</bdi></cite>. '
        f'<button type="button" data-do="restore" data-paper="{attribute(paper)}"'
        f' aria-label="Undo: {attribute(title)}">Undo</button></p>'
        for paper, title in removed
    )
    return f'<div role="status">{lines}</div>'
