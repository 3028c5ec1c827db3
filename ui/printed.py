"""What people read of answers, passages and papers on a terminal, line by line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import shorten
from typing import TYPE_CHECKING

from corpus.identity import short_id, shown_ids

if TYPE_CHECKING:
    from corpus.paper import Paper
    from index.hits import Hit
    from index.snapshot import PaperEntry
    from qa.answer import Answer, Citation
    from qa.evaluation import Evaluation
    from qa.evaluation.comparison.compare import Comparison
    from qa.evaluation.comparison.metrics import MetricComparison

_SHOWN_OF_NEAREST = 160
"""Characters of a passage that is only pointed to."""
_SMALLEST_P = 0.001
"""The smallest p that is told as a number."""
_MOST_LEFT_OUT = 3
"""Files that are named of those left out for the same reason."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or several, of plain text behind `indent` spaces; `style` is one of Rich's."""

    text: str = ""
    indent: int = 0
    style: str | None = None


def as_text(lines: Sequence[Line] | Iterator[Line]) -> str:
    """Return the lines as they come out where there is no terminal, without the last line end."""
    return "\n".join(
        " " * line.indent + row if row else "" for line in lines for row in line.text.split("\n")
    )


def describe_place(section: Sequence[str], page: str | None) -> str:
    """Return where in a paper something stands: ``Drinks › Hot drinks, p. 7``.

    `page` is named already.
    """
    where = " › ".join(section) or "before the first heading"
    return f"{where}, {page}" if page is not None else where


def answer_lines(answer: "Answer") -> Iterator[Line]:
    """Say an answer with its footnotes, or that there is none, with the nearest passages."""
    yield Line(answer.text + "\n")
    if answer.notice is not None:
        yield Line(f"{answer.notice}\n")
    for citation in answer.citations:
        yield from citation_lines(citation)
    if answer.abstained and answer.nearest:
        yield Line("The nearest passages:")
        for hit in answer.nearest:
            yield Line(describe_place(hit.passage.section, hit.passage.page_name), indent=2)
            beginning = shorten(hit.passage.text, width=_SHOWN_OF_NEAREST, placeholder=" …")
            yield Line(f"“{beginning}”", indent=4, style="dim")
    yield Line(f"Confidence that the paper answers this: {answer.confidence:.2f}", style="dim")


def describe_scan(confidence: float) -> str:
    """Say that a quote was read off a picture, and how surely its page was."""
    return f"Recognised from a scan, {confidence:.0%} sure: hold it against the page"


def citation_lines(citation: "Citation") -> Iterator[Line]:
    """Say where a footnote leads, and what the paper itself notes and cites there."""
    yield Line(f"[{citation.number}] {citation.title}")
    yield Line(describe_place(citation.section, citation.page_name), indent=4)
    if citation.scan_confidence is not None:
        yield Line(describe_scan(citation.scan_confidence), indent=4)
    if citation.answering_words is not None:
        yield Line(f"In short: {citation.answering_words}", indent=4)
    for note in citation.notes:
        yield Line(f"Note {note.marker}: {note.text or 'its text is not in this file'}", indent=4)
    for reference in citation.references:
        yield Line(f"Cites {reference.line}", indent=4)


def search_lines(
    hits: "Sequence[Hit]", titles: Mapping[str, str], *, notice: str | None
) -> Iterator[Line]:
    """Say what was found, best first, or that there is nothing."""
    if notice is not None:
        yield Line(f"{notice}\n")
    for hit in hits:
        yield from hit_lines(hit, titles)
    if not hits:
        yield Line("Nothing was found: there are no passages to search in.")


def hit_lines(hit: "Hit", titles: Mapping[str, str]) -> Iterator[Line]:
    """Say a passage that was found; `titles` names papers by their ids."""
    passage = hit.passage
    yield Line(
        f"{hit.rank}. {titles.get(passage.paper_id, short_id(passage.paper_id))}", style="bold"
    )
    yield Line(
        f"{describe_place(passage.section, passage.page_name)}  (score {hit.score:.2f})", indent=3
    )
    yield Line(passage.text + "\n", indent=3)


def outline_lines(paper: "Paper", passages: int, *, with_text: bool = False) -> Iterator[Line]:
    """Say a paper's sections, notes and references with their pages."""
    yield Line(paper.title, style="bold")
    size = f"{len(paper.text):,} characters, {passages} passages"
    yield Line(f"{paper.source}, id {short_id(paper.id)}: {size}")
    for remark in paper.remarks:
        yield Line(f"Note: {remark}.")
    yield Line("")
    for section in paper.sections:
        page = _page(paper.page_name_at(section.start))
        yield Line(section.title + page, indent=2 * (section.level - 1))
    if paper.notes:
        yield Line("\nNotes")
    for note in paper.notes:
        page = _page(paper.page_name_at(note.anchor - 1))
        yield Line(f"{note.marker}. {note.text or 'its text is not in this file'}{page}", indent=2)
    if paper.loose_notes:
        yield Line("\nNotes whose mark is not in the text")
    for loose in paper.loose_notes:
        page = f"  (PDF p. {loose.pdf_page})" if loose.pdf_page is not None else ""
        yield Line(f"{loose.marker}. {loose.text}{page}".removeprefix(". "), indent=2)
    if paper.references:
        yield Line("\nReferences")
    for reference in paper.references:
        yield Line(reference.line, indent=2)
    if with_text:
        yield Line("\n" + paper.text)


def _page(name: str | None) -> str:
    return f"  ({name})" if name is not None else ""


def added_line(paper_id: str, title: str, source: object, *, remarks: Sequence[str] = ()) -> str:
    """Say that a file became a paper of the library, and what of it is missing."""
    missing = "".join(f"\n  Note: {remark}." for remark in remarks)
    return f"Added {short_id(paper_id)}: {title} ({source}){missing}"


def skipped_line(paper_id: str, source: object, *, compared: bool) -> str:
    """Say that the library has a file, and whether its bytes were `compared` with a kept copy."""
    known = f"Skipped ({source}), which the library has as {short_id(paper_id)}"
    return known if compared else f"{known} by its id; it kept no copy to compare with"


def left_out_lines(left_out: Sequence[Mapping[str, str]]) -> Iterator[str]:
    """Say which files of folders were not taken: for each reason, the first few."""
    by_reason: dict[str, list[str]] = {}
    for line in left_out:
        by_reason.setdefault(line["reason"], []).append(line["source"])
    for reason, sources in by_reason.items():
        more = len(sources) - _MOST_LEFT_OUT
        told = ", ".join(sources[:_MOST_LEFT_OUT]) + (f" and {more} more" if more > 0 else "")
        yield f"Left out ({reason}): {told}"


def papers_lines(entries: "Sequence[PaperEntry]") -> Iterator[Line]:
    """Say what a library holds."""
    for entry, shown in zip(entries, shown_ids([entry.id for entry in entries]), strict=True):
        yield Line(f"{shown}  {entry.title}")
        yield Line(
            f"{entry.source}: {entry.sections} sections, {entry.passages} passages, "
            f"{entry.notes} notes, {entry.pages} pages with a number",
            indent=len(shown) + 2,
            style="dim",
        )
        for remark in entry.remarks:
            yield Line(f"Note: {remark}.", indent=len(shown) + 2)
    if not entries:
        yield Line("The library is empty. `footnote add FILE` adds a paper.")


@dataclass(frozen=True, slots=True)
class Table:
    """Figures in columns; `remarks` are lines below it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    remarks: tuple[str, ...] = ()

    def as_text(self) -> str:
        """Return the table in plain text, columns two spaces apart."""
        cells = (self.columns, *self.rows)
        widths = [max(len(row[column]) for row in cells) for column in range(len(self.columns))]
        lines = (
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in cells
        )
        return "\n".join([*lines, *(("", *self.remarks) if self.remarks else ())])

    def as_html(self) -> str:
        """Return the table as HTML without a style."""
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(
            f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in self.rows
        )
        remarks = "".join(f"<p>{escape(remark)}</p>" for remark in self.remarks)
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        return table + remarks


def evaluation_table(evaluation: "Evaluation") -> Table:
    """Say the figures of a run with their intervals."""
    return Table(
        ("metric", "value", "95% interval", "questions"),
        tuple(
            (name, f"{figure.value:.3f}", f"{figure.low:.3f} to {figure.high:.3f}", str(figure.n))
            for name, figure in evaluation.metrics.items()
        ),
    )


def comparison_table(comparison: "Comparison") -> Table:
    """Say how two runs differ, and which questions the second won and lost."""
    explanation = (
        "p: paired randomisation test, * below 0.05. n: questions that have the metric in both."
    )
    return Table(
        ("metric", "a", "b", "b - a", "95% interval", "p", "McNemar", "n"),
        tuple(_compared(name, metric) for name, metric in comparison.metrics.items()),
        (
            explanation,
            f"Won by b: {', '.join(one.id for one, _ in comparison.won) or 'none'}",
            f"Lost by b: {', '.join(one.id for one, _ in comparison.lost) or 'none'}",
        ),
    )


def _compared(name: str, metric: "MetricComparison") -> tuple[str, ...]:
    return (
        name,
        f"{metric.a:.3f}",
        f"{metric.b:.3f}",
        f"{metric.difference:+.3f}",
        f"{metric.low:.3f}, {metric.high:.3f}",
        _chance(metric.p) + (" *" if metric.significant else ""),
        "" if metric.mcnemar_p is None else _chance(metric.mcnemar_p),
        str(metric.n),
    )


def _chance(p: float) -> str:
    return f"{p:.3f}" if p >= _SMALLEST_P else f"<{_SMALLEST_P}"
