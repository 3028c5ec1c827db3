"""What the page does with kept conversations, whatever it looks like."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.answer import Turn
from ui.conversations.store import (
    NOBODY,
    Conversation,
    Conversations,
    Entry,
    default_conversations_file,
    new_conversation_id,
)
from ui.exports.formats import Format, Sheaf, export
from ui.exports.works import find_works
from ui.web.reply import titles_of

if TYPE_CHECKING:
    from gradio import Request

    from ui.workspace import Workspace

_LONGEST_LABEL = 70
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LOOPBACK = ("127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Current:
    """The kept conversation that a page shows; `first` is its first turn."""

    id: str
    first: Turn
    titles: Mapping[str, str]


def conversations_of(request: "Request") -> Conversations | None:
    """Give the visitor's conversations: theirs who signed in, or of this machine's own user.

    None for someone from elsewhere who gave no name: there would be no telling visitors apart.
    """
    user = request.username
    if not user and (request.client is None or request.client.host not in _LOOPBACK):
        return None
    return Conversations(default_conversations_file(), user=user or NOBODY)


def keep_turns(
    conversations: Conversations,
    turns: Sequence[Turn],
    current: Current | None,
    *,
    titles: Mapping[str, str],
) -> Current | None:
    """Keep what the page shows; give what it shows then, None if that is nothing.

    Turns that begin otherwise than `current` are a new conversation.
    """
    if not turns:
        return None
    if current is None or current.first != turns[0]:
        current = Current(new_conversation_id(), turns[0], {})
    conversations.keep(current.id, turns, titles=titles)
    return Current(current.id, current.first, {**titles, **current.titles})


def current_of(conversation: Conversation) -> Current:
    """Give what the page shows of a conversation that was opened."""
    return Current(conversation.id, conversation.turns[0], conversation.titles)


def label_of(entry: Entry) -> str:
    """Name a conversation in the list, in one line that reorders nothing around it."""
    name = " ".join(_REORDERING.sub("", entry.name).split())
    return name if len(name) <= _LONGEST_LABEL else f"{name[: _LONGEST_LABEL - 1]}…"


def make_file(
    workspace: "Workspace",
    turns: Sequence[Turn],
    form: Format,
    *,
    name: str,
    titles: Mapping[str, str],
) -> dict[str, str]:
    """Give the name and the text of a file to save; `titles` name papers the library lost."""
    sheaf = Sheaf(
        name=name,
        turns=turns,
        titles={**titles_of(workspace), **titles},
        works=find_works(turns, workspace.paper),
    )
    stem = "-".join(re.findall(r"\w+", name))[:_LONGEST_LABEL].strip("-_") or "conversation"
    text = export(sheaf, form).encode("utf-8", "replace").decode("utf-8")
    return {"name": stem + form.ending, "text": text}
