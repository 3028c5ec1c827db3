"""What the library pane says of papers, and of files that were given to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.formats import FORMATS_IN_WORDS
from corpus.identity import short_id
from ui.markup import attribute, notice_line, shown

if TYPE_CHECKING:
    from corpus.paper import Paper
    from index.snapshot import PaperEntry
    from qa.adding import Report

_NO_PAPER = f"The library holds no paper yet. Drop a file above: {FORMATS_IN_WORDS}."
_DAMAGED = "its files are damaged: it is left out until `footnote repair` has mended it"
_MOST_AUTHORS = 3


@dataclass(frozen=True, slots=True)
class Listed:
    """A paper of the list: its id, its title, and what is known and held of it."""

    id: str
    title: str
    facts: str


def listed(entry: "PaperEntry", paper: "Paper | None") -> Listed:
    """Return a paper as the list has it; None stands for one whose files are damaged."""
    if paper is None:
        return Listed(entry.id, entry.title, _DAMAGED)
    facts = [_authors(paper.authors), str(paper.year or ""), *_counts(entry), entry.source]
    return Listed(entry.id, entry.title, " · ".join(fact for fact in facts if fact))


def paper_list(papers: Sequence[Listed], chosen: Sequence[str], *, edition: int) -> str:
    """Return the papers as HTML, each with a box that is ticked if it is one of the `chosen`.

    Gradio passes over what equals what it drew last, whatever was ticked meanwhile:
    another `edition` is drawn.
    """
    items = "".join(
        f'<li><label><input type="checkbox" value="{attribute(paper.id)}"'
        f"{' checked' if paper.id in chosen else ''}>"
        f'<span class="line"><bdi class="title">{shown(paper.title)}</bdi>'
        f'<bdi class="facts">{shown(paper.facts)}</bdi></span></label></li>'
        for paper in papers
    )
    if not items:
        return ""
    return (
        f'<ul class="papers" data-edition="{edition}" aria-label="Papers of the library">'
        f"{items}</ul>"
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


def asked_line(chosen: Sequence[str], papers: int) -> str:
    """Say which papers are asked, as HTML."""
    if not papers:
        return f'<p class="empty">{_NO_PAPER}</p>'
    if chosen:
        said = f"Questions go to <b>{len(chosen)} of {papers}</b> papers."
    else:
        said = f"Questions go to <b>all {papers} papers</b>. Tick some to ask only these."
    told = said if papers > 1 else _ONE_PAPER
    return f'<p class="asked" role="status" data-chosen="{len(chosen)}">{told}</p>'


_ONE_PAPER = "Questions go to the <b>one paper</b> that there is."


def outcome_lines(report: "Report", notice: str | None) -> str:
    """Return what became of each file as HTML, failures first, and what ended the work early."""
    lines = [
        *(_line("failed", "Failed", line["source"], line["error"]) for line in report["failed"]),
        *(_line("added", "Added", line["title"], line["source"]) for line in report["added"]),
        *(_line("skipped", "Already there", line["source"], "") for line in report["skipped"]),
    ]
    listed = f'<ul class="outcome">{"".join(lines)}</ul>' if lines else ""
    return f'<div role="status">{notice_line(notice) if notice else ""}{listed}</div>'


def _line(kind: str, word: str, name: str, more: str) -> str:
    rest = f'<span class="more" dir="auto">{shown(more)}</span>' if more else ""
    return f'<li class="{kind}"><b>{word}</b> <bdi>{shown(name)}</bdi>{rest}</li>'


def removal_question(titles: Mapping[str, str], chosen: Sequence[str]) -> str:
    """Ask whether some papers shall go, as HTML that names them."""
    names = "".join(
        f'<li dir="auto">{shown(titles.get(paper, short_id(paper)))}</li>' for paper in chosen
    )
    these = "this paper" if len(chosen) == 1 else f"these {len(chosen)} papers"
    return (
        f'<div class="confirm" role="alert"><p>Remove {these} from the library? The files '
        f"elsewhere are not touched.</p><ul>{names}</ul></div>"
    )
