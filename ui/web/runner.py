"""Runs the site on a socket. Imported only when a server is wanted: it brings in uvicorn."""

import sys
from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    import socket

    from fastapi import FastAPI

_PATIENCE = 5
"""Seconds that answers under way get to finish when the server is told to stop."""


def run(site: "FastAPI", listener: "socket.socket", *, address: str) -> None:
    """Run `site` on `listener` until a signal ends it, and say where once it is ready."""
    _Server(site, address=address).run(sockets=[listener])


class _Server(uvicorn.Server):
    def __init__(self, site: "FastAPI", *, address: str) -> None:
        super().__init__(uvicorn.Config(site, log_config=None, timeout_graceful_shutdown=_PATIENCE))
        self._site = site
        self._address = address

    async def startup(self, sockets: "list[socket.socket] | None" = None) -> None:
        await super().startup(sockets)
        sys.stderr.write(f"Footnote is ready at {self._address}\n")
        sys.stderr.flush()

    async def shutdown(self, sockets: "list[socket.socket] | None" = None) -> None:
        # Every open page holds a connection that keeps it alive; Gradio ends them on this.
        for route in self._site.routes:
            stop = getattr(getattr(route, "app", None), "stop_event", None)
            if stop is not None:
                stop.set()
        await super().shutdown(sockets)
