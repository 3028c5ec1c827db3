"""Writes that survive a crash, and what to say when the disk refuses one."""

import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from corpus.errors import LibraryError

PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600
_UNFINISHED = ".part"
_ESCAPED = "backslashreplace"
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_ACCESS = {errno.EACCES, errno.EPERM, errno.EROFS}
# What the write, the read or the fsync of an open file raises, without the file's name.
_NAMELESS = _NO_ROOM | {errno.EROFS, errno.EIO}


def sync(path: Path) -> None:
    """Return when the content of `path`, a file or a folder, is on the disk itself."""
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


def opener_in(folder: Path) -> Callable[[str, int], int]:
    """Return an opener of files that are for those who may use the folder that they are in."""
    mode = folder.stat().st_mode & 0o666
    return lambda path, flags: os.open(path, flags, mode)


def write_synced(path: Path, data: bytes) -> None:
    """Write a private file and return when it is on the disk.

    Its name is so when its folder is synced.
    """
    with open(path, "wb", opener=open_private) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def replacing(path: Path) -> Iterator[IO[str]]:
    """Open a new text file beside `path`, which takes its place when the block ends well.

    Of a block that ends otherwise nothing is left, and `path` is as it was. What UTF-8 cannot
    say of a path is escaped as JSON does it. A device or a pipe is written into.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8", errors=_ESCAPED) as stream:
            yield stream
        return
    part = path.with_name(f".{path.name}.{os.getpid()}{_UNFINISHED}")
    opener = opener_in(path.parent)
    try:
        with open(part, "w", encoding="utf-8", errors=_ESCAPED, opener=opener) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def remove_unfinished(folder: Path) -> None:
    """Remove what `replacing` left in a folder when its process was killed."""
    for part in folder.glob(f".*{_UNFINISHED}"):
        part.unlink(missing_ok=True)


def write_new(path: Path, text: str) -> None:
    """Write a text file that is not there yet, whole or not at all. Raises FileExistsError."""
    with path.open("x", encoding="utf-8", errors=_ESCAPED) as stream:
        try:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        except BaseException:
            path.unlink()
            raise


def append_line(path: Path, line: str) -> None:
    """Add a line to a private file, whole or not at all."""
    data = line.encode("utf-8", _ESCAPED) + b"\n"
    with open(path, "ab", buffering=0, opener=open_private) as file:
        end = file.tell()
        try:
            written = file.write(data)
            if written < len(data):
                file.write(data[written:])  # raises, and says why
        except BaseException:
            os.ftruncate(file.fileno(), end)
            raise


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
    """Give `source` a second name; a synced copy where the file system has no hard links."""
    with suppress(OSError):  # the copy meets the same obstacle, or there was none to speak of
        os.link(source, target)
        return
    shutil.copyfile(source, target)
    sync(Path(target))


def sha256_of(path: Path) -> str:
    """Give a file's SHA-256 as 64 hexadecimal digits."""
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
    """Tell whether `error` is how NumPy reports a full disk, which is without a number."""
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
