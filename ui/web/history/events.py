"""What happens to a kept conversation: it is opened again, named, deleted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from corpus.errors import ConversationError, RequestError
from ui.web.history.keeping import Current, conversations_of, current_of
from ui.web.history.list import listed
from ui.web.history.parts import Shown
from ui.web.page.orders import TELL, read_order
from ui.web.page.updates import QUIET, unchanged

if TYPE_CHECKING:
    from gradio.events import Dependency

    from ui.web.history.parts import HistoryPane

_FOR_OTHERS = "Conversations are kept for visitors who sign in. This one cannot be opened."


@dataclass(frozen=True, slots=True)
class Renaming:
    """A conversation, and what it shall be called; nothing brings back its first question."""

    id: str
    name: str


def wire_opening(pane: "HistoryPane", answering: "Dependency", shown: Shown) -> None:
    """Show the conversation whose id is asked for; of one that is not there, that is told."""
    import gradio

    def reopen(wanted: str, query: str, request: gradio.Request) -> tuple[Any, ...]:
        conversations = conversations_of(request)
        try:
            if conversations is None:
                raise ConversationError(_FOR_OTHERS)
            found = conversations.open(wanted.strip())
        except ConversationError as error:
            missing = {"kind": "missing", "reason": str(error)}
            return None, listed(conversations, query, None), missing, *shown.show(None)
        now = current_of(found)
        return now, listed(conversations, query, now), {"kind": "opened"}, *shown.show(found)

    pane.opening.change(
        reopen,
        inputs=[pane.opening, pane.search],
        outputs=[pane.current, pane.listing, pane.file, *shown.outputs],
        cancels=answering,
        **QUIET,
    ).success(None, inputs=pane.file, js=TELL, api_visibility="private")


@contextmanager
def _told() -> Iterator[None]:
    """Raise what the visitor is told of a conversation that cannot be changed."""
    try:
        yield
    except ConversationError as error:
        raise RequestError(str(error)) from error


def wire_naming(pane: "HistoryPane") -> None:
    """Let a conversation be renamed."""
    import gradio

    def rename(order: str, query: str, current: Current | None, request: gradio.Request) -> str:
        renaming = read_order(order, Renaming)
        conversations = conversations_of(request)
        if conversations is not None:
            with _told():
                conversations.rename(renaming.id, renaming.name)
        return listed(conversations, query, current)

    pane.renaming.change(
        rename,
        inputs=[pane.renaming, pane.search, pane.current],
        outputs=pane.listing,
        **QUIET,
    )


def wire_deleting(pane: "HistoryPane", answering: "Dependency", shown: Shown) -> None:
    """Delete a conversation for good; if it is the open one, show an empty one."""
    import gradio

    def delete(
        wanted: str, query: str, current: Current | None, request: gradio.Request
    ) -> tuple[Any, ...]:
        wanted = wanted.strip()
        conversations = conversations_of(request)
        if conversations is not None:
            with _told():
                conversations.delete(wanted)
        if current is not None and current.id != wanted:
            kept = [unchanged()] * len(shown.outputs)
            return current, listed(conversations, query, current), *kept
        return None, listed(conversations, query, None), *shown.show(None)

    pane.deleting.change(
        delete,
        inputs=[pane.deleting, pane.search, pane.current],
        outputs=[pane.current, pane.listing, *shown.outputs],
        cancels=answering,
        **QUIET,
    )
