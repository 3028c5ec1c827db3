"""The folder that a server keeps uploads and downloads in, until it ends."""

import atexit
import os
from contextlib import suppress
from errno import EWOULDBLOCK
from pathlib import Path
from secrets import token_urlsafe
from shutil import rmtree
from typing import TYPE_CHECKING

from corpus.errors import ServerError
from qa.workspace import default_library

if TYPE_CHECKING:
    from filelock import BaseFileLock

_PREFIX = "footnote-"
_LOCK = ".lock"
_NO_LOCKS = (OSError, NotImplementedError)
_MOST_NAMES = 10
"""To try: a server that sweeps has the lock of a name for a moment."""


def uploads_folder() -> Path:
    """Return the folder of all servers' folders, beside the person's library."""
    return default_library().with_name("uploads")


def server_folder() -> Path:
    """Return the folder of the server that runs in this process."""
    return Path(os.environ["GRADIO_TEMP_DIR"])


def open_upload_folder() -> Path:
    """Make a folder for this server alone, and remove those of servers that were killed.

    It is removed when the process ends. Raises `ServerError` if it cannot be made.
    """
    parent = uploads_folder()
    try:
        parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sweep(parent)
        # First: a folder without a lock is one that another server may sweep.
        folder, lock = _lock_name(parent)
        folder.mkdir(mode=0o700)
    except OSError as error:
        raise ServerError(
            f"Uploads cannot be kept in {parent}: {error.strerror}. Set FOOTNOTE_HOME to a folder "
            "that may be written to."
        ) from error
    atexit.register(_remove, folder, lock)
    return folder


def _lock_name(parent: Path) -> "tuple[Path, BaseFileLock]":
    """Return a folder that is not there yet, and its lock: held, unless nothing can be locked."""
    from filelock import Timeout

    for _ in range(_MOST_NAMES):
        folder = parent / f"{_PREFIX}{token_urlsafe(12)}"
        lock = _lock_of(folder)
        try:
            lock.acquire()
        except Timeout:
            # Another server that sweeps saw the file before it was locked.
            continue
        except _NO_LOCKS:
            pass
        return folder, lock
    raise BlockingIOError(EWOULDBLOCK, "another program locks whatever is made there")


def _sweep(parent: Path) -> None:
    """Remove the folders that no living server has locked."""
    for name in {path.name.removesuffix(_LOCK) for path in parent.glob(f"{_PREFIX}*")}:
        lock = _lock_of(parent / name)
        with suppress(*_NO_LOCKS), lock:
            _remove(parent / name, lock)


def _lock_of(folder: Path) -> "BaseFileLock":
    """Return the lock of a server's folder, beside it: what is inside may be asked for."""
    from filelock import FileLock

    return FileLock(folder.with_name(folder.name + _LOCK), timeout=0, mode=0o600)


def _remove(folder: Path, lock: "BaseFileLock") -> None:
    rmtree(folder, ignore_errors=True)
    Path(lock.lock_file).unlink(missing_ok=True)
    lock.release()
