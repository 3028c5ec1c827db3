"""Locks that keep processes apart, also on file systems that have none."""

import errno
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filelock import BaseFileLock

_NO_LOCKS = {errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL}
"""What a file system answers that knows no locks, such as NFS without its lock service."""


class Held(Exception):
    """Anyone else holds the lock. The message says what to do about it, if there is anything."""


def acquire(path: Path, *, patience: float) -> "BaseFileLock":
    """Hold the lock at `path`, until its `release`. Raises `Held` after `patience` seconds.

    Where the file system has no locks, a file beside it stands for one, which names the
    process. The system does not free it: the next one does who finds that process gone.
    """
    from filelock import FileLock, SoftFileLock, Timeout

    native = FileLock(
        path, timeout=patience, thread_local=False, mode=0o600, fallback_to_soft=False
    )
    try:
        native.acquire()
    except Timeout as error:
        raise Held from error
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
    else:
        return native
    marker = path.with_name(f"{path.name}.held")
    soft = SoftFileLock(marker, timeout=patience, thread_local=False, mode=0o600)
    try:
        soft.acquire()
    except Timeout as error:
        raise Held(f" {_holder(marker)}, remove the file {marker}.") from error
    return soft


def _holder(marker: Path) -> str:
    with suppress(OSError, ValueError, IndexError):
        process, machine = marker.read_text(encoding="utf-8").split("\n")[:2]
        return f"That is process {process} on {machine}; if it is no more"
    return "If none is at it"
