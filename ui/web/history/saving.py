"""Saving: a conversation, or one of its answers, as a file that the browser gets."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from corpus.encoding import encodable
from corpus.errors import RequestError
from qa.answer import Turn
from ui.exports.formats import Format, Sheaf, export
from ui.exports.works import find_works
from ui.web.history.keeping import Current, in_a_line
from ui.web.page.titles import titles_of
from ui.web.page.updates import UNSEEN

if TYPE_CHECKING:
    import gradio

    from qa.workspace import Workspace
    from ui.web.history.parts import HistoryPane

WHOLE = 0
"""What stands for all answers; a single one is chosen by its number, from 1."""
_LONGEST_NAME = 70
# The file is made from what came with the event: nothing of it is left on the server.
_SAVE = """
(file) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([file.text], {type: "application/octet-stream"}));
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
"""


def choices_of(said: Sequence[Turn]) -> list[tuple[str, int]]:
    """Return what can be saved: the whole conversation, and each answer of it."""
    answers = [
        (f"Answer {number}: {in_a_line(turn.question)}", number)
        for number, turn in enumerate(said, 1)
    ]
    return [("The whole conversation", WHOLE), *answers]


def wire_saving(workspace: "Workspace", pane: "HistoryPane", turns: "gradio.State") -> None:
    """Let the open conversation, or the answer that is chosen, be saved as a file."""

    def write(
        said: Sequence[Turn], current: Current | None, name: str, scope: int, form: str
    ) -> dict[str, str]:
        chosen = said if scope == WHOLE else said[scope - 1 : scope]
        if not chosen:
            raise RequestError("There is no answer yet to save. Ask a question first.")
        return make_file(
            workspace,
            chosen,
            Format(form),
            name=(name if scope == WHOLE else "") or chosen[0].question,
            titles=current.titles if current else {},
        )

    pane.save.click(
        write,
        inputs=[turns, pane.current, pane.name, pane.scope, pane.form],
        outputs=pane.file,
        **UNSEEN,
    ).success(None, inputs=pane.file, js=_SAVE, api_visibility="private")


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
