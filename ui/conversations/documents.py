"""A turn as the bytes that are kept of it, and back: nothing of it is lost or rounded."""

import json
import zlib
from functools import cache
from typing import TYPE_CHECKING

from corpus.errors import ConversationError
from qa.answer import Turn

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@cache
def _adapter() -> "TypeAdapter[Turn]":
    from pydantic import TypeAdapter

    return TypeAdapter(Turn)


def write_turn(turn: Turn) -> bytes:
    """Return compressed JSON that holds every field of a turn and of all that is in it."""
    return zlib.compress(json.dumps(_adapter().dump_python(turn)).encode("ascii"))


def read_turn(document: bytes) -> Turn:
    """Return the turn that was written; fields it was written without get their defaults.

    Raises `ConversationError` if the bytes are not those of a turn.
    """
    try:
        return _adapter().validate_python(json.loads(zlib.decompress(document)))
    except (zlib.error, ValueError) as error:
        raise ConversationError(
            "A turn of this conversation is damaged and cannot be read. Delete the conversation, "
            "or take the file conversations.sqlite from a backup."
        ) from error
