"""The list of kept conversations: kept up to date with what is asked, and searched."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from typing import TYPE_CHECKING, Any

from corpus.errors import ConversationError
from qa.answer import Turn
from ui.conversations.store import MOST_LISTED, Conversations, Entry
from ui.web.history.keeping import Current, conversations_of, keep_turns, label_of
from ui.web.history.saving import WHOLE, choices_of
from ui.web.page.titles import titles_of
from ui.web.page.updates import QUIET, unchanged, visible

if TYPE_CHECKING:
    import gradio
    from gradio.events import Dependency

    from qa.workspace import Workspace
    from ui.web.history.parts import HistoryPane

EMPTY = "<p class='empty'>What you ask is kept here, on the machine that runs Footnote.</p>"
_NOT_FOUND = "<p class='empty'>No conversation has these words.</p>"
_MORE = "<p class='empty'>Search to find older conversations.</p>"
_STRANGER = "<p class='empty'>Conversations are kept for visitors who sign in.</p>"


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
            with conversation_errors_shown():
                now = keep_turns(conversations, said, current, titles=titles_of(workspace))
        same = now is not None and current is not None and now.id == current.id
        name = unchanged() if same else said[0].question if said else ""
        return *update_open(now, said, name), *listed(conversations, query, now)

    def find(query: str, current: Current | None, request: gradio.Request) -> tuple[Any, ...]:
        return listed(conversations_of(request), query, current)

    listing = [pane.listing, pane.message]
    for event in changing:
        event.then(
            keep,
            inputs=[turns, pane.current, pane.search],
            outputs=[*pane.about, *listing],
            **QUIET,
        )
    for opened in (app.load, pane.search.change):
        opened(
            find,
            inputs=[pane.search, pane.current],
            outputs=listing,
            trigger_mode="always_last",
            **QUIET,
        )


def update_open(current: Current | None, said: Sequence[Turn], name: Any) -> tuple[Any, ...]:  # noqa: ANN401
    """Return what the parts in `HistoryPane.about` get, in that order."""
    import gradio

    scope = gradio.update(choices=choices_of(said), value=WHOLE)
    return current, visible(shown=bool(said)), name, visible(shown=False), scope


def listed(
    conversations: Conversations | None, query: str, current: Current | None
) -> tuple[Any, ...]:
    """Return the list, with the open conversation chosen in it, or what there is to say instead."""
    import gradio

    entries: tuple[Entry, ...] = ()
    if conversations is not None:
        with conversation_errors_shown():
            entries = conversations.entries(query)
    chosen = current.id if current and any(entry.id == current.id for entry in entries) else None
    choices = [(label_of(entry), entry.id) for entry in entries]
    if entries:
        words = _MORE if len(entries) == MOST_LISTED else ""
    else:
        words = _STRANGER if conversations is None else _NOT_FOUND if query.strip() else EMPTY
    listing = gradio.update(choices=choices, value=chosen, visible=bool(entries))
    return listing, gradio.update(value=words, visible=bool(words))


@contextmanager
def conversation_errors_shown() -> Iterator[None]:
    """Let the visitor know why a conversation cannot be kept or read; the page goes on."""
    import gradio

    try:
        yield
    except ConversationError as error:
        gradio.Warning(escape(str(error)))
