"""One generation of a library, read and checked."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from errno import EIO
from pathlib import Path
from stat import S_ISREG

from index.storage.disk import (
    explained,
    sha256_of,
)
from index.storage.manifest import (
    FileRecord,
    JSONValue,
    Manifest,
    damaged,
)


@dataclass(frozen=True, slots=True)
class Generation:
    """A complete state of a library. Its files never change; they may be removed later."""

    folder: Path
    manifest: Manifest

    @property
    def number(self) -> int:
        """1 for the first, and one more for each change after it."""
        return int(self.folder.name)

    @property
    def version(self) -> int:
        """The format that it is written in."""
        return self.manifest.version

    @property
    def facts(self) -> Mapping[str, JSONValue]:
        """What the writer gave to `Draft.commit`."""
        return self.manifest.facts

    @property
    def files(self) -> Mapping[str, FileRecord]:
        """The size and checksum of each file, by its name."""
        return self.manifest.files

    @property
    def library(self) -> Path:
        """The folder of the library that this is a generation of."""
        return self.folder.parents[1]

    def path(self, name: str) -> Path:
        """Return where a file, or a folder with everything in it, can be read.

        Raises LibraryDamaged unless each file is there and has its size.
        """
        for file_name in self.names(name):
            self._check_size(file_name)
        return self.folder / name

    def names(self, name: str) -> tuple[str, ...]:
        """Return the names of the files that `name` stands for: itself, or all in that folder."""
        if name in self.files:
            return (name,)
        names = self.manifest.folders.get(name, ())
        if not names:
            raise damaged(self.library, f"generation {self.folder.name} has no {name}")
        return names

    def verify(self, *names: str) -> None:
        """Compare size and SHA-256 of every file, or only of those named (files or folders).

        Raises LibraryDamaged for the first file that is not what was written.
        """
        for name in names or self.files:
            for file_name in self.names(name):
                fault = self.fault(file_name)
                if fault is not None:
                    raise damaged(self.library, fault)

    def fault(self, name: str) -> str | None:
        """Return in what a file is not what was written, None if it is that."""
        return self._fault_of_size(name) or self._fault_of_content(name)

    def _fault_of_content(self, name: str) -> str | None:
        path, recorded = self.folder / name, self.files[name].sha256
        with explained(self.library):
            try:
                sha256 = sha256_of(path)
            except OSError as error:
                if error.errno != EIO:
                    raise
                return f"the disk does not give {path} back"
        if sha256 == recorded:
            return None
        return (
            f"the content of {path} has changed since it was written (its SHA-256 is {sha256}, "
            f"the manifest says {recorded})"
        )

    def _check_size(self, name: str) -> None:
        fault = self._fault_of_size(name)
        if fault is not None:
            raise damaged(self.library, fault)

    def _fault_of_size(self, name: str) -> str | None:
        # Of thousands of files when a paper is added: in strings, which is five times as fast.
        path, recorded = f"{self.folder}/{name}", self.files[name].size
        with explained(self.library):
            try:
                state = os.stat(path)  # noqa: PTH116
            except (FileNotFoundError, NotADirectoryError):
                return f"{path} is missing"
        if not S_ISREG(state.st_mode):
            return f"{path} is missing"
        if state.st_size != recorded:
            return f"{path} has {state.st_size} bytes, the manifest says {recorded}"
        return None
