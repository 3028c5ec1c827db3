"""ZIP archives of visitors, unpacked within bounds and nowhere but where they should be."""

import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath
from stat import S_IFDIR, S_IFMT, S_IFREG
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from corpus.errors import QAFileError
from ui.web.page.limits import ARCHIVE_FILES, MEGABYTE, UNPACKED_MEGABYTES

_DAMAGED = (
    BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
_ENTRY = b"PK\1\2"
"""What the line of a file begins with in the list at an archive's end."""
_LOCKED = 1
_PIECE = 2**20


class Archive:
    """An open archive; `files` are its files by their paths, parted by slashes."""

    def __init__(self, zipped: ZipFile, name: str, files: Mapping[str, ZipInfo]) -> None:
        self.files = files
        self._zipped = zipped
        self._name = name

    def unpack(self, name: str, path: Path) -> None:
        """Write one of the files to `path`. Raises `QAFileError` if it is damaged."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with (
            _told_if_damaged(self._name),
            # It gives no more bytes than the list has of it, which were counted.
            self._zipped.open(self.files[name]) as source,
            path.open("wb") as target,
        ):
            while piece := source.read(_PIECE):
                target.write(piece)


@contextmanager
def open_archive(file: Path) -> Iterator[Archive]:
    """Open an archive.

    Raises `QAFileError` if it is damaged or locked, holds too much, or holds anything but
    plain files that stay in the folder they are unpacked to.
    """
    with _told_if_damaged(file.name):
        # Before the list is read, which takes memory for each of its lines.
        _refuse_many(file.name, file.read_bytes().count(_ENTRY))
        zipped = ZipFile(file)
    with zipped:
        _refuse_large(file.name, sum(entry.file_size for entry in zipped.infolist()))
        for entry in zipped.infolist():
            _refuse_strange(file.name, entry)
        files = {
            str(PurePosixPath(entry.filename)): entry
            for entry in zipped.infolist()
            if not entry.is_dir()
        }
        yield Archive(zipped, file.name, files)


@contextmanager
def _told_if_damaged(name: str) -> Iterator[None]:
    try:
        yield
    except _DAMAGED as error:
        reason = (str(error) or type(error).__name__).rstrip(".")
        raise QAFileError(
            f"{name} is a damaged ZIP archive ({reason}). Pack the folder again."
        ) from error


def _refuse_many(name: str, count: int) -> None:
    if count > ARCHIVE_FILES:
        raise QAFileError(
            f"{name} holds {count} files; {ARCHIVE_FILES} are taken. Pack only the folder itself, "
            "or use `footnote evaluate FOLDER`."
        )


def _refuse_large(name: str, size: int) -> None:
    if size > UNPACKED_MEGABYTES * MEGABYTE:
        raise QAFileError(
            f"{name} unpacks to {size / MEGABYTE:,.0f} MB; {UNPACKED_MEGABYTES} MB are taken. "
            "Unpack it and use `footnote evaluate FOLDER`."
        )


def _refuse_strange(name: str, entry: ZipInfo) -> None:
    """Raise `QAFileError` for what an archive of a folder has no need to hold."""
    inside = entry.filename
    paths = (PurePosixPath(inside), PureWindowsPath(inside))
    # Archives made on Windows tell no kind.
    kind = S_IFMT(entry.external_attr >> 16)
    if any(path.anchor or ".." in path.parts for path in paths):
        reason = f"has a path that leads out of its folder ({inside})"
    elif kind not in {0, S_IFREG, S_IFDIR}:
        reason = f"holds something that is no file, such as a link ({inside})"
    elif entry.flag_bits & _LOCKED:
        reason = f"is locked with a password ({inside})"
    elif entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        reason = f"is packed in an uncommon way ({inside})"
    else:
        return
    raise QAFileError(f"{name} {reason}. Nothing was unpacked: pack the folder itself as ZIP.")
