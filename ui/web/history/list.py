"""The list of kept conversations: kept up to date with what is asked, and searched."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, Any

from corpus.errors import ConversationError
from qa.answer import Turn
from ui.conversations.store import Conversations, Entry
from ui.web.history.keeping import Current, conversations_of, keep_turns
from ui.web.history.text import conversation_list, no_list
from ui.web.page.titles import titles_of
from ui.web.page.updates import QUIET

if TYPE_CHECKING:
    import gradio
    from gradio.events import Dependency

    from qa.workspace import Workspace
    from ui.web.history.parts import HistoryPane


def wire_list(
    workspace: "Workspace",
    app: "gradio.Blocks",
    pane: "HistoryPane",
    *,
    turns: "gradio.State",
    chosen: "gradio.State",
    changing: "Sequence[Dependency]",
) -> None:
    """Keep `turns` after each of the events `changing`, and list what is kept."""
    import gradio

    def keep(
        said: Sequence[Turn],
        papers: Sequence[str],
        current: Current | None,
        query: str,
        request: gradio.Request,
    ) -> tuple[Any, ...]:
        conversations = conversations_of(request)
        now = current
        if conversations is not None:
            with conversation_errors_shown():
                now = keep_turns(
                    conversations, said, current, titles=titles_of(workspace), papers=papers
                )
        return now, listed(conversations, query, now)

    def find(query: str, current: Current | None, request: gradio.Request) -> str:
        return listed(conversations_of(request), query, current)

    for event in changing:
        event.then(
            keep,
            inputs=[turns, chosen, pane.current, pane.search],
            outputs=[pane.current, pane.listing],
            **QUIET,
        )
    for opened in (app.load, pane.search.change):
        opened(
            find,
            inputs=[pane.search, pane.current],
            outputs=pane.listing,
            trigger_mode="always_last",
            **QUIET,
        )


def wire_choice(pane: "HistoryPane", chosen: "gradio.State", choosing: "Dependency") -> None:
    """Keep which papers the open conversation asks, once others are chosen."""
    import gradio

    def choose(papers: Sequence[str], current: Current | None, request: gradio.Request) -> None:
        conversations = conversations_of(request)
        if conversations is not None and current is not None:
            with conversation_errors_shown():
                conversations.choose(current.id, papers)

    choosing.then(choose, inputs=[chosen, pane.current], **QUIET)


def listed(conversations: Conversations | None, query: str, current: Current | None) -> str:
    """Return the list, or what there is to say instead."""
    if conversations is None:
        return no_list()
    entries: tuple[Entry, ...] = ()
    with conversation_errors_shown():
        entries = conversations.entries(query)
    today = datetime.now().astimezone().date()
    return conversation_list(
        entries, current.id if current else None, today=today, searched=bool(query.strip())
    )


@contextmanager
def conversation_errors_shown() -> Iterator[None]:
    """Let the visitor know why a conversation cannot be kept or read; the page goes on."""
    import gradio

    try:
        yield
    except ConversationError as error:
        gradio.Warning(escape(str(error)))
