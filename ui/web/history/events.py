"""What happens to a kept conversation: it is opened again, named, deleted."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from ui.web.history.keeping import Current, conversations_of, current_of
from ui.web.history.list import conversation_errors_shown, listed, update_open
from ui.web.history.parts import Redraw
from ui.web.page.updates import QUIET, unchanged, visible

if TYPE_CHECKING:
    from gradio.events import Dependency

    from ui.web.history.parts import HistoryPane


def wire_opening(
    pane: "HistoryPane", answering: "Dependency", show: Redraw, shown: Sequence[Any]
) -> None:
    """Show a conversation that is chosen in the list, by `show`, which fills `shown`."""
    import gradio

    def reopen(chosen: str, request: gradio.Request) -> tuple[Any, ...]:
        conversations = conversations_of(request)
        if conversations is not None:
            with conversation_errors_shown():
                found = conversations.open(chosen)
                parts = update_open(current_of(found), found.turns, found.name)
                return *parts, *show(found.turns, found.titles)
        return (unchanged(),) * (len(pane.about) + len(shown))

    pane.listing.input(
        reopen,
        inputs=pane.listing,
        outputs=[*pane.about, *shown],
        cancels=answering,
        **QUIET,
    )


def wire_naming(pane: "HistoryPane") -> None:
    """Let the open conversation be renamed."""
    import gradio

    def rename(
        name: str, current: Current | None, query: str, request: gradio.Request
    ) -> tuple[Any, ...]:
        conversations = conversations_of(request)
        if conversations is not None and current is not None:
            with conversation_errors_shown():
                conversations.rename(current.id, name)
                name = conversations.open(current.id).name
        return name, *listed(conversations, query, current)

    pane.name.submit(
        rename,
        inputs=[pane.name, pane.current, pane.search],
        outputs=[pane.name, pane.listing, pane.message],
        **QUIET,
    )


def wire_deleting(
    pane: "HistoryPane", answering: "Dependency", show: Redraw, shown: Sequence[Any]
) -> None:
    """Delete the open conversation, once that was confirmed, and show an empty one."""
    import gradio

    def delete(current: Current | None, query: str, request: gradio.Request) -> tuple[Any, ...]:
        conversations = conversations_of(request)
        with conversation_errors_shown():
            if conversations is not None and current is not None:
                conversations.delete(current.id)
        parts = update_open(None, (), "")
        return *parts, *listed(conversations, query, None), *show((), {})

    for button, opened in ((pane.delete, True), (pane.keep_it, False)):
        button.click(
            partial(visible, shown=opened),
            outputs=pane.confirmation,
            **QUIET,
        )
    pane.delete_now.click(
        delete,
        inputs=[pane.current, pane.search],
        outputs=[*pane.about, pane.listing, pane.message, *shown],
        cancels=answering,
        **QUIET,
    )
