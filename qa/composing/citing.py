"""Sentences of papers as citations."""

from corpus.paper import Cell, Paper, Passage, Span
from corpus.tables.words import table_words_at
from qa.answer import Citation, CitedRow


def cite(
    number: int,
    paper: Paper,
    passage: Passage,
    span: Span,
    *,
    answer_span: Span | None = None,
    likely_span: Span | None = None,
    cell: Cell | None = None,
) -> Citation:
    """Cite the sentence at `span` of a paper, in its passage, under a number.

    What a row of a table answers is a `cell` of it, or cannot be told.
    """
    table = row_at(paper, span, cell)
    if table is not None:
        answer_span = likely_span = cell.span if cell else None
    return Citation(
        number=number,
        paper_id=paper.id,
        title=paper.title,
        section=paper.section_path_at(span.start),
        page=paper.page_at(span.start),
        pdf_page=paper.pdf_page_at(span.start),
        scan_confidence=paper.scan_confidence_at(span.start),
        span=span,
        quote=paper.text[span.start : span.end],
        passage_span=Span(passage.start, passage.end),
        passage_text=passage.text,
        answer_span=answer_span,
        notes=paper.notes_in(span),
        references=paper.references_in(span),
        likely_span=likely_span,
        table=table,
    )


def row_at(paper: Paper, span: Span, cell: Cell | None = None) -> CitedRow | None:
    """Return the row of a table at `span` of a paper, `cell` marked; None where there is none.

    The heads of the columns themselves are no row.
    """
    words = table_words_at(paper, span.start)
    row = words.row_at(span) if words is not None else None
    if words is None or row is None or row < words.table.head_rows:
        return None
    own = words.cells_of(row)
    beside = words.heads_beside(row)
    # What stands above, or reaches down from there, is said with the row.
    above = [head for head in beside if head not in map(words.says, own)]
    return CitedRow(
        caption=words.caption,
        row=", ".join(beside),
        heads=(*("" for _ in above), *(", ".join(words.heads_over(one.column)) for one in own)),
        cells=(*above, *map(words.says, own)),
        marked=len(above) + own.index(cell) if cell in own else None,
    )
