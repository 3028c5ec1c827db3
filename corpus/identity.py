"""The ids of papers: a hash of the bytes of the file that a paper came from.

An id has 128 bits: two files that share one would have to be looked for longer than anybody
can. Ids of 48 bits, as the libraries of older versions have them, are the beginnings of these.
People are shown so much as well, and may type any beginning that fits one paper only.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence

ID_LENGTH = 32
SHORT_LENGTH = 12
"""Hexadecimal digits: of an id, and of one as people see it and as older libraries have it."""

_HEXADECIMAL = re.compile(r"[0-9a-f]+")


def paper_id(data: bytes) -> str:
    """Return the id of a paper whose file has these bytes."""
    return hashlib.sha256(data).hexdigest()[:ID_LENGTH]


def short_id(whole: str) -> str:
    """Return as much of an id as people are shown, and as older libraries have."""
    return whole[:SHORT_LENGTH]


def is_short(some_id: str) -> bool:
    """Whether an id is one of an older library."""
    return len(some_id) == SHORT_LENGTH and _HEXADECIMAL.fullmatch(some_id) is not None


def is_id_of(some_id: str, data: bytes) -> bool:
    """Whether an id, whole or of an older library, is that of a file of these bytes."""
    whole = paper_id(data)
    return some_id == whole or (is_short(some_id) and some_id == short_id(whole))


def may_name(asked: str, some_id: str) -> bool:
    """Whether what was asked for, an id or its beginning, may stand for the paper of an id.

    A whole id may stand for a paper of which an older library has the beginning only.
    """
    if len(asked) == ID_LENGTH and is_short(some_id):
        return asked.startswith(some_id)
    return bool(asked) and some_id.startswith(asked)


def shown_ids(ids: Sequence[str]) -> list[str]:
    """Return the ids as people are shown them: short, but where that would fit several."""
    counts = Counter(map(short_id, ids))
    return [one if counts[short_id(one)] > 1 else short_id(one) for one in ids]
