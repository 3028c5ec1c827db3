"""Made tables written as files of every format that has tables."""

import zipfile
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from bench.tables.made import MadeTable

if TYPE_CHECKING:
    from reportlab.platypus import Table

_BEFORE = (
    "The survey was planned in spring and carried out by the same people throughout. Weather was "
    "mild in both seasons, and the boats came late."
)
_BEHIND = (
    "Nothing in these figures contradicts what earlier work has found. The differences are "
    "discussed further below, and the authors thank all who helped."
)


def _rows(table: MadeTable) -> Sequence[tuple[str, ...]]:
    """Return the rows with the titles of their groups between them, which have one cell."""
    titles = {}
    start = 0
    for title, count in table.groups:
        titles[start] = title
        start += count
    rows: list[tuple[str, ...]] = []
    for number, row in enumerate(table.rows):
        if number in titles:
            rows.append((titles[number],))
        rows.append(row)
    return rows


def as_html(tables: Sequence[MadeTable]) -> str:
    """Write a page of HTML."""
    body = "".join(
        f"<h2>Part {number}</h2><p>{_BEFORE}</p>{_html_table(table)}<p>{_BEHIND}</p>"
        for number, table in enumerate(tables, 1)
    )
    head = "<head><title>Made tables</title></head>"
    return f"<html>{head}<body><h1>Made tables</h1>{body}</body></html>"


def _html_table(table: MadeTable) -> str:
    width = len(table.columns) + 1
    heads = "".join(f"<th>{escape(column.head)}</th>" for column in table.columns)
    if table.has_spans:
        over = "".join(f'<th colspan="{n}">{escape(head)}</th>' for head, n in table.spans)
        head = f'<tr><th rowspan="2">{table.corner}</th>{over}</tr><tr>{heads}</tr>'
    else:
        head = f"<tr><th>{table.corner}</th>{heads}</tr>"
    rows = "".join(
        f'<tr><td colspan="{width}">{row[0]}</td></tr>'
        if len(row) == 1
        else f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>"
        for row in _rows(table)
    )
    caption = f"<caption>{table.caption}</caption>"
    return f"<table>{caption}<thead>{head}</thead><tbody>{rows}</tbody></table>"


def as_markdown(tables: Sequence[MadeTable]) -> str:
    """Write Markdown, where spanning heads stand before those below them."""
    parts = ["# Made tables"]
    for number, table in enumerate(tables, 1):
        heads = [" ".join(filter(None, (c.over, c.head))) for c in table.columns]
        lines = [(table.corner, *heads), ("---",) * (len(heads) + 1)]
        lines += [row + ("",) * (len(heads) + 1 - len(row)) for row in _rows(table)]
        written = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        parts += [f"## Part {number}", _BEFORE, table.caption, written, _BEHIND]
    return "\n\n".join(parts) + "\n"


def as_docx(tables: Sequence[MadeTable]) -> str:
    """Write the body of a Word file, without any mark of what is a head."""
    parts = [_paragraph("Made tables", "Title")]
    for number, table in enumerate(tables, 1):
        parts += [_paragraph(f"Part {number}", "Heading1"), _paragraph(_BEFORE)]
        parts += [_paragraph(table.caption), _docx_table(table), _paragraph(_BEHIND)]
    return "".join(parts)


def _paragraph(text: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def _docx_table(table: MadeTable) -> str:
    width = len(table.columns) + 1
    heads = "".join(_docx_cell(column.head) for column in table.columns)
    if table.has_spans:
        over = "".join(_docx_cell(head, _over(n)) for head, n in table.spans)
        corner = _docx_cell(table.corner, '<w:vMerge w:val="restart"/>')
        head = f"<w:tr>{corner}{over}</w:tr><w:tr>{_docx_cell('', '<w:vMerge/>')}{heads}</w:tr>"
    else:
        head = f"<w:tr>{_docx_cell(table.corner)}{heads}</w:tr>"
    rows = "".join(
        f"<w:tr>{_docx_cell(row[0], _over(width))}</w:tr>"
        if len(row) == 1
        else f"<w:tr>{''.join(map(_docx_cell, row))}</w:tr>"
        for row in _rows(table)
    )
    return f"<w:tbl>{head}{rows}</w:tbl>"


def _over(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def _docx_cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_paragraph(text)}</w:tc>"


def _write_docx(path: Path, tables: Sequence[MadeTable]) -> None:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    styles = "".join(
        f'<w:style w:styleId="{style}"><w:name w:val="{name}"/></w:style>'
        for style, name in (("Title", "Title"), ("Heading1", "heading 1"))
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        document = f'<w:document xmlns:w="{space}"><w:body>{as_docx(tables)}</w:body></w:document>'
        archive.writestr("word/document.xml", document)
        archive.writestr("word/styles.xml", f'<w:styles xmlns:w="{space}">{styles}</w:styles>')


def write_pdf(path: Path, tables: Sequence[MadeTable], *, ruled: str = "heads") -> None:
    """Write a PDF; `ruled` says where rules are: at the "heads", around "all" cells, or "none"."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import KeepTogether, Paragraph, SimpleDocTemplate, Spacer

    styles = getSampleStyleSheet()
    parts = [Paragraph("Made tables", styles["Title"])]
    for number, table in enumerate(tables, 1):
        parts += [Paragraph(f"Part {number}", styles["Heading2"])]
        parts += [Paragraph(f"{_BEFORE} {_BEHIND}", styles["BodyText"]), Spacer(1, 10)]
        caption = Paragraph(table.caption, styles["BodyText"])
        parts += [KeepTogether([caption, Spacer(1, 4), _pdf_table(table, ruled), Spacer(1, 14)])]
        parts += [Paragraph(f"{_BEHIND} {_BEFORE}", styles["BodyText"])]
    SimpleDocTemplate(str(path), pagesize=A4).build(parts)


def _pdf_table(table: MadeTable, ruled: str) -> "Table":
    from reportlab.lib.colors import black
    from reportlab.platypus import Table

    width = len(table.columns) + 1
    heads = [[table.corner, *(column.head for column in table.columns)]]
    style: list[tuple[object, ...]] = [("FONTSIZE", (0, 0), (-1, -1), 8)]
    style += [("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 1)]
    if table.has_spans:
        over, start = [""], 1
        for head, count in table.spans:
            over += [head, *[""] * (count - 1)]
            style.append(("SPAN", (start, 0), (start + count - 1, 0)))
            style.append(("ALIGN", (start, 0), (start + count - 1, 0), "CENTER"))
            if ruled != "none":
                style.append(("LINEBELOW", (start, 0), (start + count - 1, 0), 0.4, black))
            start += count
        heads.insert(0, over)
    rows = [list(row) + [""] * (width - len(row)) for row in _rows(table)]
    if ruled == "heads":
        style.append(("LINEABOVE", (0, 0), (-1, 0), 0.8, black))
        style.append(("LINEBELOW", (0, len(heads) - 1), (-1, len(heads) - 1), 0.5, black))
        style.append(("LINEBELOW", (0, -1), (-1, -1), 0.8, black))
    elif ruled == "all":
        style.append(("GRID", (0, 0), (-1, -1), 0.4, black))
    return Table([*heads, *rows], style=style)


def write_file(path: Path, tables: Sequence[MadeTable]) -> None:
    """Write tables as a file of the format that the path ends in."""
    _WRITERS[path.suffix](path, tables)


_WRITERS: Mapping[str, Callable[[Path, Sequence[MadeTable]], object]] = {
    ".html": lambda path, tables: path.write_text(as_html(tables), encoding="utf-8"),
    ".md": lambda path, tables: path.write_text(as_markdown(tables), encoding="utf-8"),
    ".docx": _write_docx,
    ".pdf": lambda path, tables: write_pdf(path, tables, ruled=path.stem.rpartition("-")[2]),
}
