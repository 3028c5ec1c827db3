"""What an engine's library is at a moment: one point, which a change replaces in one step."""

import os
import socket
import time
from dataclasses import asdict, dataclass, replace
from secrets import token_hex
from typing import Any

from corpus.errors import LibraryMismatch
from index.engines.engine import Payload, Point, Where
from index.engines.numbering import CONTROL, TALLIES
from index.indexing import Indexing
from index.made_with import MadeWith

ENGINE_FORMAT = 1
"""Of the points that make a library."""
CLAIM_SECONDS = 120.0
"""How long a writer may be silent until another one takes its place."""


@dataclass(frozen=True, slots=True)
class Control:
    """The state of a library, and who is changing it.

    Papers numbered below `below` are seen, but for those `gone`, whose points may still be there.
    `tallies` are the numbers of the tallies that count. `stamp` is of one writing of it.
    """

    model: str
    fingerprint: str
    generation: int = 1
    below: int = 0
    gone: tuple[int, ...] = ()
    tallies: tuple[int, ...] = ()
    papers: int = 0
    passages: int = 0
    writer: str = ""
    until: float = 0.0
    stamp: str = ""

    @property
    def made(self) -> MadeWith:
        """What the library is made with."""
        return MadeWith(self.model, self.fingerprint, Indexing())

    @property
    def seen(self) -> Where:
        """Which passages are the library's."""
        return Where(self.below, self.gone)

    @property
    def tally_ids(self) -> list[int]:
        """The ids of the tallies' points."""
        return [TALLIES | number for number in self.tallies]

    def renewed(self, **changes: Any) -> "Control":  # noqa: ANN401 - of any field
        """Return it with changes, as it is to be written."""
        return replace(self, **{**changes, "stamp": token_hex(8)})

    def claimed(self, writer: str) -> "Control":
        """Return it as the writer's, from now on for a while."""
        return self.renewed(writer=writer, until=time.time() + CLAIM_SECONDS)

    def is_free(self, writer: str) -> bool:
        """Whether the writer may change the library: nobody else is at it, or was long silent."""
        return self.writer in {"", writer} or self.until < time.time()

    def point(self) -> Point:
        """Return the point that is written."""
        return Point(CONTROL, {"format": ENGINE_FORMAT, **asdict(self)})

    @classmethod
    def of(cls, payload: Payload, *, library: str) -> "Control":
        """Read the point's payload. Raises `LibraryMismatch`."""
        content = dict(payload)
        version = content.pop("format", None)
        if version != ENGINE_FORMAT:
            raise LibraryMismatch(
                f"The library {library} has format {version} of Footnote's libraries in an engine; "
                f"this version reads format {ENGINE_FORMAT}. Install the version that wrote it, "
                "or name another library with --library."
            )
        for name in ("gone", "tallies"):
            content[name] = tuple(content[name])
        return cls(**content)


def new_writer() -> str:
    """Name this process as a writer, for messages and for itself."""
    return f"process {os.getpid()} on {socket.gethostname()} ({token_hex(4)})"
