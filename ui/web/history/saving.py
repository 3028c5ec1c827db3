"""Saving and copying: a conversation, or one of its answers, as a text that the browser gets."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.encoding import encodable
from corpus.errors import ConversationError, LibraryError, RequestError
from qa.answer import Citation, Turn
from ui.exports.formats import Format, Sheaf, export
from ui.exports.quotes import Quoted, copied, quoted_at
from ui.exports.styles import Style
from ui.exports.works import citations_in, find_works, work_of
from ui.web.history.keeping import Current, conversations_of
from ui.web.page.orders import TELL, read_order
from ui.web.page.titles import titles_of
from ui.web.page.updates import UNSEEN

if TYPE_CHECKING:
    import gradio

    from qa.workspace import Workspace
    from ui.web.history.parts import HistoryPane

WHOLE = 0
"""What stands for all answers; a single one is chosen by its number, from 1."""
_LONGEST_NAME = 70


@dataclass(frozen=True, slots=True)
class Copying:
    """What shall be had: answer `turn`, all with `WHOLE`, of the open conversation or of `id`.

    `kind` is where it goes: "save" makes a file of it, "copy" puts it on the clipboard. Without
    `form`, it is the quotes alone, each with author, year and page in a `style`.
    """

    kind: str
    form: Format | None = None
    turn: int = WHOLE
    id: str = ""
    style: Style = Style.HARVARD


@dataclass(frozen=True, slots=True)
class _Said:
    """The turns of a conversation, what it is called, and the titles that papers had then."""

    turns: Sequence[Turn]
    name: str
    titles: Mapping[str, str]


def wire_saving(workspace: "Workspace", pane: "HistoryPane", turns: "gradio.State") -> None:
    """Let a conversation, or one of its answers, be saved or copied.

    What is written goes to the script of the page: nothing of it is left on the server.
    """
    import gradio

    def write(
        order: str, said: Sequence[Turn], current: Current | None, request: gradio.Request
    ) -> dict[str, str]:
        wanted = read_order(order, Copying)
        told = _find(wanted.id, said, current, request)
        chosen = told.turns if wanted.turn == WHOLE else told.turns[wanted.turn - 1 : wanted.turn]
        if not chosen:
            raise RequestError("There is no answer yet to save. Ask a question first.")
        if wanted.form is None:
            text = copied_quotes(workspace, chosen, wanted.style)
            return {"name": "quotes.txt", "text": text, "kind": wanted.kind, "form": "the quotes"}
        name = (told.name if wanted.turn == WHOLE else "") or chosen[0].question
        file = make_file(workspace, chosen, wanted.form, name=name, titles=told.titles)
        return {**file, "kind": wanted.kind, "form": wanted.form.value}

    pane.copying.change(
        write,
        inputs=[pane.copying, turns, pane.current],
        outputs=pane.file,
        **UNSEEN,
    ).success(None, inputs=pane.file, js=TELL, api_visibility="private")


def _find(
    wanted: str, said: Sequence[Turn], current: Current | None, request: "gradio.Request"
) -> _Said:
    conversations = conversations_of(request)
    number = wanted or (current.id if current else "")
    if conversations is None or not number:
        return _Said(said, "", {})
    try:
        found = conversations.open(number)
    except ConversationError as error:
        raise RequestError(str(error)) from error
    # What the page shows may be newer than what is kept.
    same = current is not None and current.id == number
    return _Said(said if same else found.turns, found.name, found.titles)


def copied_quotes(workspace: "Workspace", turns: Sequence[Turn], style: Style) -> str:
    """Return the quotes of some answers, a paragraph each, as they are pasted into a text."""
    works = find_works(turns, workspace.paper)
    return "\n\n".join(
        copied(_quoted(workspace, citation), work_of(citation, works), style)
        for _, citation in citations_in(turns)
    )


def _quoted(workspace: "Workspace", citation: Citation) -> Quoted:
    with suppress(LibraryError, RequestError):
        return quoted_at(workspace.paper(citation.paper_id), citation.span)
    # The paper is gone: where the quote ends is not known any more.
    return Quoted(citation.quote, citation.page, citation.page, citation.pdf_page)


def make_file(
    workspace: "Workspace",
    turns: Sequence[Turn],
    form: Format,
    *,
    name: str,
    titles: Mapping[str, str],
) -> dict[str, str]:
    """Return the name and the text of a file to save; `titles` name papers the library lost."""
    sheaf = Sheaf(
        name=name,
        turns=turns,
        titles={**titles_of(workspace), **titles},
        works=find_works(turns, workspace.paper),
    )
    stem = "-".join(re.findall(r"\w+", name))[:_LONGEST_NAME].strip("-_") or "conversation"
    text = encodable(export(sheaf, form))
    return {"name": stem + form.ending, "text": text}
