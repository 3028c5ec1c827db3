"""Sentences of papers as citations."""

from corpus.paper import Paper, Passage, Span
from qa.answer import Citation


def cite(
    number: int,
    paper: Paper,
    passage: Passage,
    span: Span,
    *,
    answer_span: Span | None = None,
    likely_span: Span | None = None,
) -> Citation:
    """Cite the sentence at `span` of a paper, in its passage, under a number."""
    return Citation(
        number=number,
        paper_id=paper.id,
        title=paper.title,
        section=paper.section_path_at(span.start),
        page=paper.page_at(span.start),
        pdf_page=paper.pdf_page_at(span.start),
        span=span,
        quote=paper.text[span.start : span.end],
        passage_span=Span(passage.start, passage.end),
        passage_text=passage.text,
        answer_span=answer_span,
        notes=paper.notes_in(span),
        references=paper.references_in(span),
        likely_span=likely_span,
    )
