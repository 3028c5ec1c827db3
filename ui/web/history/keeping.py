"""What the page does with kept conversations, whatever it looks like."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.answer import Turn
from ui.conversations.store import (
    Conversation,
    Conversations,
    Entry,
    default_conversations_file,
    new_conversation_id,
)
from ui.web.guards.owners import owner_of

if TYPE_CHECKING:
    from gradio import Request

_LONGEST_LABEL = 70
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Current:
    """The kept conversation that a page shows; `first` is its first turn."""

    id: str
    first: Turn
    titles: Mapping[str, str]


def conversations_of(request: "Request") -> Conversations | None:
    """Return the visitor's own conversations; None where there is no telling visitors apart."""
    owner = owner_of(request.request)
    return None if owner is None else Conversations(default_conversations_file(), user=owner)


def keep_turns(
    conversations: Conversations,
    turns: Sequence[Turn],
    current: Current | None,
    *,
    titles: Mapping[str, str],
    papers: Sequence[str] = (),
) -> Current | None:
    """Keep what the page shows; give what it shows then, None if that is nothing.

    Turns that begin otherwise than `current` are a new conversation.
    """
    if not turns:
        return None
    if current is None or current.first != turns[0]:
        current = Current(new_conversation_id(), turns[0], {})
    conversations.keep(current.id, turns, titles=titles, papers=papers)
    return Current(current.id, current.first, {**titles, **current.titles})


def current_of(conversation: Conversation) -> Current:
    """Return what the page shows of a conversation that was opened."""
    return Current(conversation.id, conversation.turns[0], conversation.titles)


def label_of(entry: Entry) -> str:
    """Name a conversation in the list."""
    return in_a_line(entry.name)


def in_a_line(text: str) -> str:
    """Shorten a text to a line for a list, where it reorders nothing around it."""
    line = " ".join(_REORDERING.sub("", text).split())
    return line if len(line) <= _LONGEST_LABEL else f"{line[: _LONGEST_LABEL - 1]}…"
