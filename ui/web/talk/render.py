"""A conversation as HTML.

Turns are counted from 1. Footnote `n` of turn `t` is a link with the id
``mark-t-n`` to the source with the id ``source-t-n``; the passage of rank `r` that
came nearest in turn `t` is ``near-t-r``. `ui.web.talk.sources` writes those sources.
"""

from collections.abc import Mapping, Sequence

from index.hits import Hit
from qa.answer import Answer, AnswerSentence, Citation, Decision, Turn, Voice
from ui.markup import (
    attribute,
    confidence_label,
    linked,
    notice_line,
    page_label,
    path_label,
    row_table,
    shown,
    tagged,
)
from ui.web.talk.cards import card_numbers

_WELCOME = """
<div class="welcome">
<h2>Ask the paper</h2>
<p>Every sentence of an answer is a quotation with a footnote. Follow a footnote’s number to
the words it stands on, with their section and page. Where the paper does not answer, Footnote
says so.</p>
</div>
"""
_LONGEST_BESIDE = 9
"""Characters of a word, number or year that stands beside what it heads, and not above."""
_READING = '<p class="pending">Reading<span aria-hidden="true">…</span></p>'


def render_conversation(turns: Sequence[Turn], *, last: str = "") -> str:
    """Return all turns, oldest first, and behind them `last`: HTML, as `render_pending` gives."""
    articles = [_turn(number, turn) for number, turn in enumerate(turns, 1)]
    body = "".join(articles) + last
    return f'<div role="log" aria-label="Conversation">{body or _WELCOME}</div>'


def render_pending(question: str) -> str:
    """Return a question that is still being answered."""
    return _article(question, _READING, kind="pending")


def render_growing(question: str, answer: Answer, *, number: int) -> str:
    """Return turn `number` as far as its answer has come."""
    body = _understood(question, answer) + _sentences(number, answer) + _READING
    return _article(question, body, kind="pending")


def render_notice(question: str, message: str) -> str:
    """Return a question that could not be answered, and why."""
    return _article(question, notice_line(message), kind="notice")


def _article(question: str, body: str, *, kind: str, name: str = "") -> str:
    heading = f'<h2 class="question" dir="auto">{shown(question.strip()) or "(nothing typed)"}</h2>'
    return f'<article class="turn" data-kind="{kind}"{name}>{heading}{body}</article>'


def _tools(number: int, answer: Answer) -> str:
    """Return what can be done with an answer; the script of the page does it."""
    cite = _MENU.format(what="cite", text="Cite") if answer.citations else ""
    return (
        f'<div class="tools-of" role="group" aria-label="Answer {number}" data-turn="{number}">'
        f"{_MENU.format(what='copy', text='Copy')}{cite}"
        '<button type="button" data-do="helpful" aria-pressed="false">Helpful</button>'
        '<button type="button" data-do="not-helpful" aria-pressed="false">Not helpful</button>'
        f'<button type="button" class="edit" data-turn="{number}"'
        f' aria-label="Edit and ask again: question {number}">Ask again</button></div>'
    )


_MENU = (
    '<button type="button" data-do="{what}-menu" aria-haspopup="menu" aria-expanded="false">'
    "{text}</button>"
)


def _turn(number: int, turn: Turn) -> str:
    answer = turn.answer
    body = _understood(turn.question, answer) + _DECISION[answer.decision]
    body += _sentences(number, answer) + _papers(number, answer)
    body += _DECIDED[answer.decision](number, answer)
    body += _notice(answer) + _tools(number, answer)
    return _article(turn.question, body, kind=answer.decision, name=f' id="turn-{number}"')


def _papers(turn: int, answer: Answer) -> str:
    """Name the papers that an answer quotes, each with its footnotes, where they are several."""
    cards = card_numbers(answer)
    quoted: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        quoted.setdefault(citation.paper_id, []).append(citation)
    if len(quoted) < 2:  # noqa: PLR2004 - of a single paper nothing need be said
        return ""
    items = "".join(
        f"<li><cite><bdi>{shown(cited[0].title)}</bdi></cite> "
        + "".join(
            f'<a class="footnote" href="#source-{turn}-{cards[one.number]}"'
            f' data-number="{one.number}">[{one.number}]</a>'
            for one in cited
        )
        + "</li>"
        for cited in quoted.values()
    )
    return f'<ul class="quoted" aria-label="Papers quoted">{items}</ul>'


def _understood(question: str, answer: Answer) -> str:
    if answer.standalone_question.strip() == question.strip():
        return ""
    resolved = shown(answer.standalone_question)
    return f'<p class="understood">Understood as: <bdi>{resolved}</bdi></p>'


def _notice(answer: Answer) -> str:
    return f'<p class="understood" dir="auto">{shown(answer.notice)}</p>' if answer.notice else ""


def _sentences(turn: int, answer: Answer) -> str:
    cited = {citation.number: citation for citation in answer.citations}
    cards = card_numbers(answer)
    seen: set[int] = set()
    parts = []
    for part in answer.parts:
        pieces = [_label(part.label)] if part.label else []
        for sentence in part.sentences:
            marks = "".join(
                _mark(turn, cited[number], card=cards[number], first=number not in seen)
                for number in sentence.citations
            )
            seen.update(sentence.citations)
            text = _in_voice(answer, sentence, _sentence(sentence, cited))
            pieces.append(f'<span class="sentence" dir="auto">{text}{marks}</span>')
        parts.append(" ".join(pieces))
    body = "".join(f'<div class="part">{part}</div>' for part in parts)
    return f'<div class="answer">{body}</div>'


def _label(label: str) -> str:
    is_word = " " not in label and len(label) <= _LONGEST_BESIDE
    beside = " beside" if is_word else ""
    return f'<span class="ours{beside}" dir="auto">{shown(label)}</span>'


def _in_voice(answer: Answer, sentence: AnswerSentence, text: str) -> str:
    """Return a sentence's HTML as a quotation, or as ours, where both stand in an answer."""
    if not answer.mixes_voices:
        return text
    if sentence.voice is Voice.ROW:
        return text
    return (
        f"<q>{text}</q>" if sentence.voice is Voice.ANSWER else f'<span class="ours">{text}</span>'
    )


def _sentence(sentence: AnswerSentence, cited: Mapping[int, Citation]) -> str:
    """Mark the words that answer, if the sentence is a quote in which they are known."""
    if sentence.unsupported is not None:
        reason = f'<span class="unsupported">not supported: {shown(sentence.unsupported)}</span>'
        return f"<s>{linked(sentence.text)}</s> {reason}"
    for citation in (cited[number] for number in sentence.citations):
        if sentence.voice is Voice.ROW and citation.table is not None:
            return row_table(citation.table)
        words = citation.answer_span
        if words is not None and citation.quote == sentence.text:
            tags = [(words.start, "<strong>"), (words.end, "</strong>")]
            return tagged(sentence.text, tags, start=citation.span.start)
    return linked(sentence.text)


def _mark(turn: int, citation: Citation, *, card: int, first: bool) -> str:
    number = citation.number
    name = f' id="mark-{turn}-{number}"' if first else ""
    where = f"{path_label(citation.section)}, {page_label(citation.page_name)}"
    return (
        f'<sup>&nbsp;<a class="footnote"{name} href="#source-{turn}-{card}"'
        f' data-number="{number}" data-place="{attribute(where)}"'
        f' data-quote="{attribute(citation.quote)}"'
        f' data-paper="{attribute(citation.paper_id)}" data-start="{citation.span.start}"'
        f' data-end="{citation.span.end}" aria-label="Footnote {number}: {attribute(where)}">'
        f"[{number}]</a></sup>"
    )


def _answered(_turn: int, answer: Answer) -> str:
    return f'<p class="confidence">Confidence: {confidence_label(answer.confidence)}</p>'


def _closest(_turn: int, answer: Answer) -> str:
    belief = confidence_label(answer.confidence)
    return f'<p class="confidence">Confidence that the paper answers: {belief}</p>'


def _declined(turn: int, answer: Answer) -> str:
    confidence = _closest(turn, answer)
    if not answer.nearest:
        return confidence
    why = (
        f'<p class="nearest-head">{len(answer.hits)} passages were compared, and none was sure '
        "enough to quote. Ask in the paper’s own words, or see what came nearest.</p>"
    )
    items = "".join(_pointer(turn, hit) for hit in answer.nearest)
    head = '<p class="nearest-head">The passages that came nearest:</p>'
    return f"{why}{head}<ol>{items}</ol>{confidence}"


def _pointer(turn: int, hit: Hit) -> str:
    where = f"{path_label(hit.passage.section)}, {page_label(hit.passage.page_name)}"
    return (
        f'<li><a class="nearest" id="mark-{turn}-near-{hit.rank}" href="#near-{turn}-{hit.rank}">'
        f"{shown(where)}</a></li>"
    )


_DECISION = {
    Decision.ANSWERED: "",
    Decision.CLOSEST: (
        '<p class="decision">The closest sentence — the paper may not say it outright</p>'
    ),
    Decision.DECLINED: '<p class="decision">Not found in what was asked</p>',
}
"""What stands over an answer, by what was decided."""
_DECIDED = {
    Decision.ANSWERED: _answered,
    Decision.CLOSEST: _closest,
    Decision.DECLINED: _declined,
}
"""What is said below an answer, by what was decided."""
