"""Runs the site on a socket. Imported only when a server is wanted: it brings in uvicorn."""

import asyncio
import errno
import logging
import sys
from typing import TYPE_CHECKING, Any

import uvicorn

from ui.web.page.limits import ACCEPTED_AT_ONCE, SECONDS_BETWEEN_NOTES, WAITING_TO_CONNECT
from ui.web.serving.connections import Room, connections_in, room_for_connections

if TYPE_CHECKING:
    import socket

    from fastapi import FastAPI

_PATIENCE = 5
"""Seconds that answers under way get to finish when the server is told to stop."""
_NO_MORE_FILES = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}
_log = logging.getLogger(__name__)


def run(site: "FastAPI", listener: "socket.socket", *, address: str) -> None:
    """Run `site` on `listener` until a signal ends it, and say where once it is ready."""
    _Server(site, address=address).run(sockets=[listener])


class _Server(uvicorn.Server):
    def __init__(self, site: "FastAPI", *, address: str) -> None:
        config = uvicorn.Config(
            site,
            http=connections_in(Room(room_for_connections())),
            # The page uses none, and their connections would leave the room.
            ws="none",
            # Whom to believe is said in `ui.web.guards.proxies`.
            proxy_headers=False,
            backlog=ACCEPTED_AT_ONCE,
            log_config=None,
            log_level=logging.ERROR,
            timeout_graceful_shutdown=_PATIENCE,
        )
        # What strangers send is no reason for a line in the log, here or above.
        logging.getLogger("python_multipart").setLevel(logging.ERROR)
        super().__init__(config)
        self._site = site
        self._address = address

    async def startup(self, sockets: "list[socket.socket] | None" = None) -> None:
        await super().startup(sockets)
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(_SeldomSaid().handle)
        for listener in sockets or []:
            # The server took its backlog for this too.
            listener.listen(WAITING_TO_CONNECT)
        sys.stderr.write(f"Footnote is ready at {self._address}\n")
        sys.stderr.flush()

    async def shutdown(self, sockets: "list[socket.socket] | None" = None) -> None:
        # Every open page holds a connection that keeps it alive; Gradio ends them on this.
        for route in self._site.routes:
            stop = getattr(getattr(route, "app", None), "stop_event", None)
            if stop is not None:
                stop.set()
        await super().shutdown(sockets)


class _SeldomSaid:
    """Handles what goes wrong in the loop; that no connection can be taken in is said seldom.

    The loop tries again each second, and would say so for each connection that waits.
    """

    def __init__(self) -> None:
        self._not_before = 0.0

    def handle(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Take the place of the loop's own handler."""
        error = context.get("exception")
        if not (isinstance(error, OSError) and error.errno in _NO_MORE_FILES):
            loop.default_exception_handler(context)
        elif loop.time() >= self._not_before:
            self._not_before = loop.time() + SECONDS_BETWEEN_NOTES
            _log.error(
                "No more visitors are let in for now: %s. Raise `ulimit -n`.", error.strerror
            )
