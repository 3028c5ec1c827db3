"""Writes that survive a crash, and what to say when the disk refuses one."""

import errno
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from corpus.errors import LibraryError

PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_ACCESS = {errno.EACCES, errno.EPERM, errno.EROFS}
# What the write, the read or the fsync of an open file raises, without the file's name.
_NAMELESS = _NO_ROOM | {errno.EROFS, errno.EIO}


def sync(path: Path) -> None:
    """Put the content of `path`, a file or a folder, on the disk itself."""
    if os.name == "nt" and path.is_dir():  # Windows cannot open a folder, and needs no sync of it
        return
    descriptor = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network file systems sync their folders themselves and refuse to be asked.
        if error.errno not in {errno.EINVAL, errno.ENOTSUP} or not path.is_dir():
            raise
    finally:
        os.close(descriptor)


def open_private(path: str, flags: int) -> int:
    """Open a file, which nobody else on the machine may read if it is made: an opener."""
    return os.open(path, flags, PRIVATE_FILE)


def write_synced(path: Path, data: bytes) -> None:
    """Write a private file and return when it is on the disk.

    Its name is so when its folder is synced.
    """
    with open(path, "wb", opener=open_private) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def make_folder(path: Path) -> None:
    """Make `path` and the folders above it that are missing, each on the disk on return.

    Nobody else on the machine may look into them.
    """
    if path.is_dir():
        return
    make_folder(path.parent)
    path.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    sync(path.parent)


def make_private(path: Path) -> None:
    """Make `path` as `make_folder` does, and close it to others where it is there already."""
    make_folder(path)
    with suppress(OSError):  # another's folder, or a file system without modes
        if path.stat().st_mode & ~PRIVATE_FOLDER & 0o777:
            path.chmod(PRIVATE_FOLDER)


def link_or_copy(source: str, target: str) -> None:
    """Give `source` a second name, or make a synced private copy where there are no hard links."""
    with suppress(OSError):  # the copy meets the same obstacle, or there was none to speak of
        os.link(source, target)
        return
    with open(source, "rb") as old, open(target, "wb", opener=open_private) as new:  # noqa: PTH123
        shutil.copyfileobj(old, new)
    sync(Path(target))


def sha256_of(path: Path) -> str:
    """Return a file's SHA-256 as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def explained(library: Path) -> Iterator[None]:
    """Turn an OSError that concerns the folder `library` into a LibraryError with the remedy.

    Other errors pass: whoever changes a library may also read files elsewhere.
    """
    try:
        yield
    except OSError as error:
        if not _concerns(error, library):
            raise
        raise LibraryError(_explanation(error, library)) from error


def _concerns(error: OSError, library: Path) -> bool:
    if isinstance(error.filename, str | os.PathLike):
        path = Path(error.filename)
        return path.is_relative_to(library) or library.is_relative_to(path)
    return error.errno in _NAMELESS or _is_short_write(error)


def _is_short_write(error: OSError) -> bool:
    """Whether `error` is how NumPy reports a full disk, which is without a number."""
    return error.errno is None and " requested and " in str(error)


def _explanation(error: OSError, library: Path) -> str:
    if error.errno in _NO_ROOM or _is_short_write(error):
        return (
            f"There is no room for the change to the library {library} ({error}). Nothing that "
            "it held is lost. Free some space and try again, or name a folder on another disk "
            "with --library or FOOTNOTE_HOME."
        )
    if error.errno in _NO_ACCESS:
        return (
            f"The library {library} may not be used ({error}). Make the folder readable and "
            "writable, or name another one with --library or FOOTNOTE_HOME."
        )
    return (
        f"The library {library} cannot be used ({error}). Check the folder and its disk, or "
        "name another folder with --library or FOOTNOTE_HOME."
    )
