"""Serves the web chat until it is told to stop."""

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ui.web.address import listening, web_address
from ui.web.page.limits import UPLOAD_MEGABYTES

if TYPE_CHECKING:
    from qa.workspace import Workspace
    from ui.accounts.accounts import Accounts
    from ui.web.guards.proxies import Proxies


def serve(
    workspace: "Workspace | Callable[[], Workspace]",
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    public_hosts: Sequence[str] = (),
    proxies: "Proxies | None" = None,
    accounts: "Accounts | None" = None,
    upload_megabytes: int = UPLOAD_MEGABYTES,
) -> None:
    """Serve the web chat over `workspace`, or over what it opens, until Ctrl-C or SIGTERM.

    The address is taken before anything is loaded, so that a port in use is known at
    once; port 0 takes a free one. `public_hosts`, each NAME or NAME:PORT, are what visitors
    may call it besides the names of where it listens; `proxies` are what they come by, and
    with `accounts` they sign in. `upload_megabytes` is what one upload may bring.
    Raises `ServerError` if the address cannot be had.
    """
    with _until_stopped(), listening(host, port) as listener:
        from ui.web.guards.names import served_names
        from ui.web.guards.proxies import Proxies
        from ui.web.serving.runner import run
        from ui.web.serving.site import build_site

        opened = workspace() if callable(workspace) else workspace
        names = served_names(host, public=public_hosts)
        site = build_site(
            opened,
            names=names,
            proxies=proxies or Proxies(),
            accounts=accounts,
            upload_megabytes=upload_megabytes,
        )
        run(site, listener, address=web_address(host, listener.getsockname()[1]))


@contextmanager
def _until_stopped() -> Iterator[None]:
    """Let Ctrl-C and SIGTERM end the block quietly, also while things are still loading."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)
