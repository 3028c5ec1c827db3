"""Connections of visitors: how many there may be, and how long they may be silent.

Imported only when a server is wanted: it brings in uvicorn.
"""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from ui.web.guards.networks import network_of
from ui.web.page.limits import (
    CONNECTIONS_OF_ONE,
    CONNECTIONS_PER_FILE,
    MOST_CONNECTIONS,
    REQUEST_SECONDS,
    UNREAD_SECONDS,
)


class Room:
    """The connections that there are: at most `most`, and of one address a share of these.

    A connection is silent while no request of it is being answered. Where there is no room
    for a new one, the one that has been silent for longest goes; if none is, the new one.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._most_of_one = max(1, int(most * CONNECTIONS_OF_ONE))
        self._addresses: dict[Connection, str] = {}
        self._silent: dict[str, dict[Connection, float]] = {}

    def enter(self, connection: "Connection", address: str, *, at: float) -> None:
        """Let a connection in, as silent; others are ended for it, or it is itself."""
        of_one = sum(other == address for other in self._addresses.values())
        self._addresses[connection] = address
        self.fell_silent(connection, at=at)
        if of_one >= self._most_of_one:
            self._end(self._silent[address])
        elif len(self._addresses) > self._most:
            longest = min(self._silent.values(), key=lambda some: next(iter(some.values())))
            self._end(longest)

    def fell_silent(self, connection: "Connection", *, at: float) -> None:
        """Note that a connection is silent, since a time."""
        if connection in self._addresses:
            self._silent.setdefault(self._addresses[connection], {})[connection] = at

    def spoke(self, connection: "Connection") -> None:
        """Note that a request of a connection is being answered."""
        address = self._addresses.get(connection, "")
        silent = self._silent.get(address, {})
        silent.pop(connection, None)
        if not silent:
            self._silent.pop(address, None)

    def leave(self, connection: "Connection") -> None:
        """Note that a connection has ended."""
        self.spoke(connection)
        self._addresses.pop(connection, None)

    def _end(self, some: "dict[Connection, float]") -> None:
        connection = next(iter(some))
        self.leave(connection)
        connection.transport.abort()


def room_for_connections() -> int:
    """Return how many connections there may be, with the files that the system lets be open."""
    try:
        from resource import RLIM_INFINITY, RLIMIT_NOFILE, getrlimit
    except ImportError:  # Windows has no such limit.
        return MOST_CONNECTIONS
    files, _ = getrlimit(RLIMIT_NOFILE)
    if files == RLIM_INFINITY:
        return MOST_CONNECTIONS
    return max(1, min(MOST_CONNECTIONS, int(files * CONNECTIONS_PER_FILE)))


class Connection(H11Protocol):
    """A connection that is ended when a request, or the taking of an answer, takes too long.

    A subclass for each server has its `room`.
    """

    room: Room
    _until_request: asyncio.TimerHandle | None = None
    _until_read: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Look for room, and wait for the first request."""
        super().connection_made(transport)
        host = self.client[0] if self.client else ""
        self.room.enter(self, network_of(host), at=self.loop.time())
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        """Make room."""
        super().connection_lost(exc)
        self.room.leave(self)
        for timer in (self._until_request, self._until_read):
            if timer is not None:
                timer.cancel()

    def data_received(self, data: bytes) -> None:
        """Take in what came."""
        super().data_received(data)
        self._look()

    def send_400_response(self, msg: str) -> None:
        """Say that what came is no HTTP; where an answer has begun, just end."""
        if self.conn.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
            super().send_400_response(msg)
        else:
            self.transport.close()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        self._look()

    def pause_writing(self) -> None:
        """Wait for the visitor to take what was sent."""
        super().pause_writing()
        self._until_read = self.loop.call_later(UNREAD_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """Send what follows."""
        super().resume_writing()
        if self._until_read is not None:
            self._until_read.cancel()

    def _look(self) -> None:
        """Begin to wait for a whole head when none is there, and end when one is.

        What is left of a body that the application did not want is waited for likewise.
        """
        cycle: Any = self.cycle
        silent = cycle is None or cycle.response_complete
        if silent and self._until_request is None:
            self._until_request = self.loop.call_later(REQUEST_SECONDS, self._end)
            self.room.fell_silent(self, at=self.loop.time())
        elif not silent and self._until_request is not None:
            self._until_request.cancel()
            self._until_request = None
            self.room.spoke(self)

    def _end(self) -> None:
        # What was sent may be on its way still; if nobody takes it, it is given up.
        self.transport.close()
        self.loop.call_later(UNREAD_SECONDS, self.transport.abort)


def connections_in(room: Room) -> type[Connection]:
    """Return the kind of connections that share a room."""
    return type("ConnectionInRoom", (Connection,), {"room": room})
