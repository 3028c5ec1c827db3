"""The next generation of a library, while it is written."""

import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from index.storage.disk import (
    PRIVATE_FILE,
    PRIVATE_FOLDER,
    explained,
    link_or_copy,
    open_private,
    sha256_of,
    sync,
    write_synced,
)
from index.storage.generation import Generation
from index.storage.manifest import (
    MANIFEST_NAME,
    FileRecord,
    JSONValue,
    Manifest,
    check_name,
)
from index.storage.pointer import POINTER_NAME, Pointer, replace_pointer


class Draft:
    """The next generation while it is written; it comes to be with `commit`, once.

    Every file that lies in `folder` at that moment belongs to it, whoever wrote it.
    """

    def __init__(self, folder: Path, previous: Generation | None) -> None:
        self.folder = folder
        self.previous = previous
        self._library = folder.parents[1]
        self._kept: dict[str, FileRecord] = {}
        self._folders: set[str] = set()
        self._open = True

    def path(self, name: str) -> Path:
        """Return where to write a file or folder called `name`; the folders above it exist.

        What `keep` took over under that name is let go, as writing into it would
        change the previous generation. Raises ValueError for a name that leads outside.
        """
        target = Path(self._place(name))
        if name in self._kept or target.is_dir():
            for kept in [kept for kept in self._kept if f"{kept}/".startswith(f"{name}/")]:
                del self._kept[kept]
                (self.folder / kept).unlink()
        return target

    def write(self, name: str, data: bytes | memoryview) -> None:
        """Write a whole file."""
        with open(self.path(name), "wb", opener=open_private) as file:
            file.write(data)

    def keep(self, name: str, *, under: str | None = None) -> None:
        """Take a file, or a folder with everything in it, over from the previous generation.

        A file may come to be called otherwise, `under` another name. Costs no space where the
        file system has hard links. The checksum is taken over too, not computed again, so that
        damage cannot slip in as a new truth.
        """
        if self.previous is None:
            raise ValueError(f"there is no previous generation to keep {name!r} of")
        for file_name in self.previous.names(name):
            self.previous.path(file_name)
            kept = file_name if under is None else under
            target = self._place(kept)
            with suppress(FileNotFoundError):
                os.unlink(target)  # noqa: PTH108
            link_or_copy(f"{self.previous.folder}/{file_name}", target)
            self._kept[kept] = self.previous.files[file_name]

    def take(self, name: str, source: Path, record: FileRecord) -> None:
        """Take over a file that lies anywhere in the library and was found to be as recorded."""
        target = self._place(name)
        link_or_copy(str(source), target)
        self._kept[name] = record

    def commit(self, facts: Mapping[str, JSONValue]) -> Generation:
        """Sync all files, make this the current generation, and give it for reading.

        Raises LibraryError if the disk is full or refuses, TypeError or ValueError if
        `facts` is not JSON; the library then has the generation it had before.
        """
        self._check_open()
        with explained(self._library):
            data = Manifest(facts, self._records()).to_bytes()
            generation = Generation(self.folder, Manifest.from_bytes(data, library=self._library))
            write_synced(self.folder / MANIFEST_NAME, data)
            self._sync_folders()
            number, checksum = int(self.folder.name), hashlib.sha256(data).hexdigest()
            replace_pointer(self._library, Pointer(number, checksum))
        self._open = False
        return generation

    def close(self) -> None:
        """Refuse every further change."""
        if self._open and not (self._library / POINTER_NAME).exists():
            # The first generation counts without a pointer, too, once its manifest is there.
            with suppress(OSError):
                (self.folder / MANIFEST_NAME).unlink()
        self._open = False

    def _place(self, name: str) -> str:
        self._check_open()
        check_name(name)
        folder = name.rpartition("/")[0]
        if folder not in self._folders:
            (self.folder / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        return f"{self.folder}/{name}"

    def _check_open(self) -> None:
        if not self._open:
            raise ValueError(f"the draft {self.folder} was committed or given up already")

    def _records(self) -> dict[str, FileRecord]:
        records = {}
        for folder, _, names in os.walk(self.folder):
            inside = Path(folder).relative_to(self.folder).as_posix() + "/"
            for name in names:
                full_name = name if inside == "./" else inside + name
                if full_name not in self._kept:
                    check_name(full_name)
                    records[full_name] = _synced_record(self.folder / full_name)
        return dict(sorted({**self._kept, **records}.items()))

    def _sync_folders(self) -> None:
        for folder, _, _ in os.walk(self.folder, topdown=False):
            _close_to_others(Path(folder), PRIVATE_FOLDER)
            sync(Path(folder))
        sync(self.folder.parent)


def _synced_record(path: Path) -> FileRecord:
    _close_to_others(path, PRIVATE_FILE)
    sync(path)
    return FileRecord(path.stat().st_size, sha256_of(path))


def _close_to_others(path: Path, mode: int) -> None:
    """Let nobody else read what was made by whatever wrote into the draft."""
    if path.stat().st_mode & 0o077:
        with suppress(OSError):  # a file system without modes
            path.chmod(mode)
