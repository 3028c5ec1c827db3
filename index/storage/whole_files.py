"""Text files that are whole or as they were, also where the disk fills up half-way."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from index.storage.disk import open_private

_UNFINISHED = ".part"
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
