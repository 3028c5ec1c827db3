"""Text files that are whole or as they were, also where the disk fills up half-way."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from errno import ETIMEDOUT
from pathlib import Path
from secrets import token_hex
from typing import IO

from index.storage.disk import open_private
from index.storage.locking import Held, acquire

_UNFINISHED = ".part"
_PATIENCE = 10.0
"""Seconds to wait for others who append to a file; each takes far less."""
_ESCAPED = "backslashreplace"
"""What becomes of parts of a path that are no UTF-8: in JSON, the right escape."""


def opener_in(folder: Path) -> Callable[[str, int], int]:
    """Return an opener of files that are for those who may use the folder that they are in."""
    mode = folder.stat().st_mode & 0o666
    return lambda path, flags: os.open(path, flags, mode)


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
    # A name that nobody can foresee, and a file that was not there: whoever else writes to `path`
    # has another one, and no link that lies in a shared folder is followed.
    part = path.with_name(f".{path.name}.{token_hex(8)}{_UNFINISHED}")
    opener = opener_in(path.parent)
    stream = open(part, "x", encoding="utf-8", errors=_ESCAPED, opener=opener)  # noqa: SIM115
    try:
        with stream:
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
    """Add a line to a private file, whole or not at all; one at a time does so."""
    data = line.encode("utf-8", _ESCAPED) + b"\n"
    with _alone(path), open(path, "ab", buffering=0, opener=open_private) as file:
        end = file.tell()
        try:
            while data:
                data = data[file.write(data) :]
        except BaseException:
            os.ftruncate(file.fileno(), end)
            raise


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keep others from appending to a file, who may be cutting off what they could not write."""
    try:
        lock = acquire(path.with_name(f".{path.name}.lock"), patience=_PATIENCE)
    except Held as error:
        raise TimeoutError(ETIMEDOUT, f"another process is writing to it{error}") from error
    try:
        yield
    finally:
        lock.release()
