"""What happens in the pane of kept conversations: each of its parts, wired to the page."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

from corpus.errors import ConversationError
from qa.answer import Turn
from ui.conversations.store import MOST_LISTED, Conversations, Entry
from ui.exports.formats import Format
from ui.web.history import (
    Current,
    conversations_of,
    current_of,
    keep_turns,
    label_of,
    make_file,
)
from ui.web.reply import titles_of

if TYPE_CHECKING:
    import gradio
    from gradio.events import Dependency

    from ui.web.history_pane import HistoryPane
    from ui.workspace import Workspace

Redraw = Callable[[Sequence[Turn], Mapping[str, str]], tuple[Any, ...]]
"""Gives a value for each part of the page that shows turns; papers have the titles given."""

WHOLE, LATEST = "The conversation", "The latest answer"
EMPTY = "<p class='empty'>What you ask is kept here, on the machine that runs Footnote.</p>"
_NOT_FOUND = "<p class='empty'>No conversation has these words.</p>"
_MORE = "<p class='empty'>Search to find older conversations.</p>"
_STRANGER = "<p class='empty'>Conversations are kept for visitors who sign in.</p>"
_CLOSED = {"visible": False, "__type__": "update"}
_QUIET: dict[str, Any] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}
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


def wire_list(
    workspace: "Workspace",
    app: "gradio.Blocks",
    pane: "HistoryPane",
    turns: "gradio.State",
    changing: "Sequence[Dependency]",
) -> None:
    """Keep `turns` after each of the events `changing`, and list what is kept."""
    import gradio

    def keep(
        said: Sequence[Turn], current: Current | None, query: str, request: gradio.Request
    ) -> tuple[Any, ...]:
        conversations = conversations_of(request)
        now = current
        if conversations is not None:
            with _told():
                now = keep_turns(conversations, said, current, titles=titles_of(workspace))
        same = now is not None and current is not None and now.id == current.id
        name = gradio.skip() if same else said[0].question if said else ""
        actions = gradio.update(visible=bool(said))
        return now, actions, name, _CLOSED, *_listed(conversations, query, now)

    def find(query: str, current: Current | None, request: gradio.Request) -> tuple[Any, ...]:
        return _listed(conversations_of(request), query, current)

    listed = [pane.listing, pane.message]
    for event in changing:
        event.then(
            keep,
            inputs=[turns, pane.current, pane.search],
            outputs=[pane.current, pane.actions, pane.name, pane.confirmation, *listed],
            **_QUIET,
        )
    for opened in (app.load, pane.search.change):
        opened(
            find,
            inputs=[pane.search, pane.current],
            outputs=listed,
            trigger_mode="always_last",
            **_QUIET,
        )


def _listed(
    conversations: Conversations | None, query: str, current: Current | None
) -> tuple[Any, ...]:
    """Give the list, with the open conversation chosen in it, or what there is to say instead."""
    import gradio

    entries: tuple[Entry, ...] = ()
    if conversations is not None:
        with _told():
            entries = conversations.entries(query)
    chosen = current.id if current and any(entry.id == current.id for entry in entries) else None
    choices = [(label_of(entry), entry.id) for entry in entries]
    if entries:
        words = _MORE if len(entries) == MOST_LISTED else ""
    else:
        words = _STRANGER if conversations is None else _NOT_FOUND if query.strip() else EMPTY
    listing = gradio.update(choices=choices, value=chosen, visible=bool(entries))
    return listing, gradio.update(value=words, visible=bool(words))


def wire_opening(
    pane: "HistoryPane", answering: "Dependency", show: Redraw, shown: Sequence[Any]
) -> None:
    """Show a conversation that is chosen in the list, by `show`, which fills `shown`."""
    import gradio

    def reopen(chosen: str, request: gradio.Request) -> tuple[Any, ...]:
        conversations = conversations_of(request)
        if conversations is not None:
            with _told():
                found = conversations.open(chosen)
                actions = gradio.update(visible=True)
                page = show(found.turns, found.titles)
                return current_of(found), actions, found.name, _CLOSED, *page
        return (gradio.skip(),) * (4 + len(shown))

    pane.listing.input(
        reopen,
        inputs=pane.listing,
        outputs=[pane.current, pane.actions, pane.name, pane.confirmation, *shown],
        cancels=answering,
        **_QUIET,
    )


def wire_naming(pane: "HistoryPane") -> None:
    """Give the open conversation another name."""
    import gradio

    def rename(
        name: str, current: Current | None, query: str, request: gradio.Request
    ) -> tuple[Any, ...]:
        conversations = conversations_of(request)
        if conversations is not None and current is not None:
            with _told():
                conversations.rename(current.id, name)
                name = conversations.open(current.id).name
        return name, *_listed(conversations, query, current)

    pane.name.submit(
        rename,
        inputs=[pane.name, pane.current, pane.search],
        outputs=[pane.name, pane.listing, pane.message],
        **_QUIET,
    )


def wire_deleting(
    pane: "HistoryPane", answering: "Dependency", show: Redraw, shown: Sequence[Any]
) -> None:
    """Delete the open conversation, once that was confirmed, and show an empty one."""
    import gradio

    def delete(current: Current | None, query: str, request: gradio.Request) -> tuple[Any, ...]:
        conversations = conversations_of(request)
        with _told():
            if conversations is not None and current is not None:
                conversations.delete(current.id)
        listed = _listed(conversations, query, None)
        return None, gradio.update(visible=False), "", _CLOSED, *listed, *show((), {})

    for button, opened in ((pane.delete, True), (pane.keep_it, False)):
        button.click(
            partial(gradio.update, visible=opened),
            outputs=pane.confirmation,
            **_QUIET,
        )
    parts = [pane.current, pane.actions, pane.name, pane.confirmation, pane.listing, pane.message]
    pane.delete_now.click(
        delete,
        inputs=[pane.current, pane.search],
        outputs=[*parts, *shown],
        cancels=answering,
        **_QUIET,
    )


def wire_saving(workspace: "Workspace", pane: "HistoryPane", turns: "gradio.State") -> None:
    """Give the browser a file of the open conversation, or of its latest answer."""

    def write(
        said: Sequence[Turn], current: Current | None, name: str, scope: str, form: str
    ) -> dict[str, str]:
        chosen = said[-1:] if scope == LATEST else said
        return make_file(
            workspace,
            chosen,
            Format(form),
            name=name or said[0].question,
            titles=current.titles if current else {},
        )

    pane.save.click(
        write,
        inputs=[turns, pane.current, pane.name, pane.scope, pane.form],
        outputs=pane.file,
        show_progress="hidden",
        api_visibility="private",
    ).success(None, inputs=pane.file, js=_SAVE, api_visibility="private")


@contextmanager
def _told() -> Iterator[None]:
    """Let the visitor know why a conversation cannot be kept or read; the page goes on."""
    import gradio

    try:
        yield
    except ConversationError as error:
        gradio.Warning(escape(str(error)))
