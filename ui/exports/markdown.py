"""Turns as Markdown, with its footnotes as GitHub, Pandoc and Obsidian read them: ``[^1]``.

What renders a file may number them through it. In the file itself they bear the numbers of the
page, of several answers behind that of the question: ``[^2-1]``.
"""

import re
from collections.abc import Mapping, Sequence

from qa.answer import Answer, AnswerPart, AnswerSentence, Citation, CitedRow, Turn, Voice
from ui.exports.phrases import (
    NEAREST,
    citation_place,
    confidence,
    details,
    hit_place,
    in_quotes,
    one_line,
    row_of,
    understood,
)

# An address stays whole in angle brackets, where nothing is markup.
_ADDRESS = re.compile(r"https?://[^\s<>\"“”\\`]*[^\s<>\"“”\\`.,;:!?)\]’'*_~]")
_MARKUP = re.compile(r"[\\`*_\[\]<>#|~$&]")
# What begins a list, a heading or a definition where it begins a line.
_BEGINNING = re.compile(r"^(\d*)(?=[-+=:.)])")


def to_markdown(turns: Sequence[Turn], *, titles: Mapping[str, str]) -> str:
    """Return questions, answers and footnotes as Markdown; `titles` names papers by their ids."""
    names = [f"{number}-" if len(turns) > 1 else "" for number in range(1, len(turns) + 1)]
    return "\n\n".join(map(_turn, turns, names, [titles] * len(turns))) + "\n"


def _turn(turn: Turn, name: str, titles: Mapping[str, str]) -> str:
    answer = turn.answer
    resolved = understood(turn)
    parts = [
        f"## {escaped(turn.question)}",
        f"*{escaped(resolved)}*" if resolved else "",
        *(_part(answer, part, name) for part in answer.parts),
        f"> {escaped(answer.notice)}" if answer.notice else "",
        *(_footnote(citation, name) for citation in answer.citations),
    ]
    if answer.abstained and answer.nearest:
        nearest = [
            f"{hit.rank}. “{escaped(hit.passage.text)}” {escaped(hit_place(hit, titles))}"
            for hit in answer.nearest
        ]
        parts += [NEAREST, "\n".join(nearest)]
    return "\n\n".join(part for part in [*parts, f"*{escaped(confidence(answer))}*"] if part)


def _part(answer: Answer, part: AnswerPart, name: str) -> str:
    label = [f"*{escaped(part.label)}*"] if part.label else []
    return " ".join([*label, *(_sentence(answer, sentence, name) for sentence in part.sentences)])


def _sentence(answer: Answer, sentence: AnswerSentence, name: str) -> str:
    marks = "".join(_mark(name, number) for number in sentence.citations)
    if (row := row_of(answer, sentence)) is not None:
        return f"{_table(row)}\n\n{marks}\n\n"
    text = escaped(in_quotes(answer, sentence))
    if answer.mixes_voices and sentence.voice is not Voice.ANSWER:
        text = f"*{text}*"
    if sentence.unsupported is None:
        return text + marks
    return f"~~{text}~~{marks} *(not supported: {escaped(sentence.unsupported)})*"


def _table(row: CitedRow) -> str:
    """Return a row of a table under its heads, with the caption above and the cell in bold."""
    cells = [
        f"**{escaped(cell)}**" if place == row.marked else escaped(cell)
        for place, cell in enumerate(row.cells)
    ]
    lines = (map(escaped, row.heads), ["---"] * len(cells), cells)
    written = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return "\n\n".join(["", *([escaped(row.caption)] if row.caption else []), written])


def _mark(name: str, number: int) -> str:
    return f"[^{name}{number}]"


def _footnote(citation: Citation, name: str) -> str:
    mark = _mark(name, citation.number)
    head = f"{mark}: “{escaped(citation.quote)}” {escaped(citation_place(citation))}"
    lines = [f"    - {escaped(line)}" for line in details(citation)]
    # Four spaces in front, behind an empty line, belong to the footnote.
    return "\n".join([head, *(["", *lines] if lines else [])])


def escaped(text: str) -> str:
    """Return Markdown, one line of it, that renders as `text` and nothing else."""
    line = one_line(text)
    pieces: list[str] = []
    position = 0
    for match in _ADDRESS.finditer(line):
        pieces += [_MARKUP.sub(r"\\\g<0>", line[position : match.start()]), f"<{match[0]}>"]
        position = match.end()
    pieces.append(_MARKUP.sub(r"\\\g<0>", line[position:]))
    return _BEGINNING.sub(r"\1\\", "".join(pieces))
