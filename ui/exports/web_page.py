"""Turns as one HTML file: nothing is fetched, nothing runs, and it prints well."""

from collections.abc import Mapping, Sequence
from importlib.resources import files

from index.hits import Hit
from qa.answer import Answer, AnswerSentence, Citation, Turn, Voice
from ui.exports.phrases import (
    NEAREST,
    citation_place,
    confidence,
    details,
    hit_place,
    in_quotes,
    row_of,
    understood,
)
from ui.markup import linked, row_table, shown, tagged

_PAGE = """<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
<h1 dir="auto">{title}</h1>
{body}
</main>
</body>
</html>
"""


def to_web_page(turns: Sequence[Turn], *, name: str, titles: Mapping[str, str]) -> str:
    """Return an HTML document headed `name`; `titles` names papers by their ids."""
    style = files("ui.exports").joinpath("page.css").read_text(encoding="utf-8")
    body = "\n".join(render_turn(str(number), turn, titles) for number, turn in enumerate(turns, 1))
    return _PAGE.format(title=shown(name), style=style, body=body)


def render_turn(name: str, turn: Turn, titles: Mapping[str, str]) -> str:
    """Return a question with its answer as HTML without a style; `name` makes its ids unique."""
    answer = turn.answer
    parts = [
        f"<h2>{shown(turn.question)}</h2>",
        _paragraph("understood", understood(turn)),
        _sentences(name, answer),
        _paragraph("notice", answer.notice or ""),
        _footnotes(name, answer.citations),
        _nearest(answer, titles) if answer.abstained else "",
        _paragraph("confidence", confidence(answer)),
    ]
    return f'<article dir="auto">{"".join(parts)}</article>'


def _paragraph(kind: str, text: str) -> str:
    return f'<p class="{kind}">{shown(text)}</p>' if text else ""


def _sentences(turn: str, answer: Answer) -> str:
    seen: set[int] = set()
    paragraphs = []
    for part in answer.parts:
        pieces = [_ours(part.label)] if part.label else []
        for sentence in part.sentences:
            marks = "".join(
                _mark(turn, number, first=number not in seen) for number in sentence.citations
            )
            seen.update(sentence.citations)
            pieces.append(_sentence(answer, sentence) + (f"&nbsp;{marks}" if marks else ""))
        # A paragraph would end where a table begins.
        kind = "div" if any(one.voice is Voice.ROW for one in part.sentences) else "p"
        paragraphs.append(f"<{kind}>{' '.join(pieces)}</{kind}>")
    return "".join(paragraphs)


def _ours(text: str) -> str:
    return f'<em class="ours">{shown(text)}</em>'


def _sentence(answer: Answer, sentence: AnswerSentence) -> str:
    if (row := row_of(answer, sentence)) is not None:
        return row_table(row)
    if answer.mixes_voices and sentence.voice is not Voice.ANSWER:
        return _ours(sentence.text)
    text = linked(in_quotes(answer, sentence))
    if sentence.unsupported is None:
        return text
    return f"<s>{text}</s> <em>(not supported: {shown(sentence.unsupported)})</em>"


def _mark(turn: str, number: int, *, first: bool) -> str:
    name = f' id="mark-{turn}-{number}"' if first else ""
    return f'<sup><a{name} href="#note-{turn}-{number}">[{number}]</a></sup>'


def _footnotes(turn: str, citations: Sequence[Citation]) -> str:
    items = "".join(_footnote(turn, citation) for citation in citations)
    return f"<ol>{items}</ol>" if items else ""


def _footnote(turn: str, citation: Citation) -> str:
    name = f"{turn}-{citation.number}"
    more = "".join(f"<li>{linked(line)}</li>" for line in details(citation))
    return (
        f'<li id="note-{name}" value="{citation.number}"><q>{_quote(citation)}</q> '
        f'<cite>{shown(citation_place(citation))}</cite> <a href="#mark-{name}">↑</a>'
        f"{f'<ul>{more}</ul>' if more else ''}</li>"
    )


def _quote(citation: Citation) -> str:
    words = citation.answer_span
    tags = [(words.start, "<strong>"), (words.end, "</strong>")] if words is not None else []
    return tagged(citation.quote, tags, start=citation.span.start)


def _nearest(answer: Answer, titles: Mapping[str, str]) -> str:
    if not answer.nearest:
        return ""
    return f"<p>{NEAREST}</p>{render_hits(answer.nearest, titles)}"


def render_hits(hits: Sequence[Hit], titles: Mapping[str, str]) -> str:
    """Return passages with their places as an HTML list, in the order given."""
    items = "".join(
        f"<li><q>{shown(hit.passage.text)}</q> <cite>{shown(hit_place(hit, titles))}</cite></li>"
        for hit in hits
    )
    return f"<ol>{items}</ol>"
