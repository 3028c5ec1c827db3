"""What is left of a library that may be damaged: generations, and files known to be sound.

A file is sound if its size and SHA-256 are those that a manifest recorded for its name. That
holds for a damaged manifest, too, as far as it can be read: damage does not make a record that
fits a file.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from corpus.errors import LibraryDamaged, LibraryMismatch
from index.storage.disk import sha256_of
from index.storage.manifest import MANIFEST_NAME, FileRecord, JSONValue, Manifest, check_name
from index.storage.pointer import POINTER_NAME, Pointer, parse_pointer
from index.storage.store import GENERATION_NAME

_RECORD = re.compile(rb'"((?:[^"\\]|\\.)+)": \{"size": (\d{1,18}), "sha256": "([0-9a-f]{64})"\}')
_PAPER_FILE = re.compile(r"papers/([0-9a-zA-Z_-]+)\.(json|vectors)")


class SoundFile(NamedTuple):
    """A file that is as it was recorded."""

    path: Path
    record: FileRecord


@dataclass(frozen=True)
class Leftover:
    """A generation as far as it can be read. `facts` is None where its manifest cannot be.

    `trusted` tells whether the manifest is the one that the pointer names.
    """

    folder: Path
    facts: Mapping[str, JSONValue] | None
    records: Mapping[str, FileRecord]
    trusted: bool

    @property
    def number(self) -> int:
        """The number of the generation."""
        return int(self.folder.name)

    def path_of(self, name: str) -> str:
        """Return where one of its files lies, from the library's folder on."""
        return f"generations/{self.folder.name}/{name}"

    @cached_property
    def paper_ids(self) -> frozenset[str]:
        """The ids of the papers that it has files of, or records of such files."""
        lying = (f"papers/{path.name}" for path in _children(self.folder / "papers"))
        ids = map(paper_of_file, (*self.records, *lying))
        return frozenset(paper_id for paper_id in ids if paper_id)


def paper_of_file(name: str) -> str | None:
    """Return the id of the paper that a file of a generation belongs to, if it is a paper's."""
    match = _PAPER_FILE.fullmatch(name)
    return match[1] if match else None


@dataclass
class Remains:
    """The generations of the library in a folder, newest first, and what is sound in them."""

    library: Path
    _sums: dict[tuple[int, int, int], str] = field(default_factory=dict)

    @cached_property
    def pointer(self) -> Pointer | None:
        """What the pointer says, None where it says nothing."""
        return parse_pointer(_content(self.library / POINTER_NAME))

    @cached_property
    def generations(self) -> tuple[Leftover, ...]:
        """All generations that have a folder, drafts among them."""
        folders = [
            folder
            for folder in _children(self.library / "generations")
            if GENERATION_NAME.fullmatch(folder.name) and folder.is_dir()
        ]
        return tuple(
            self._leftover(folder)
            for folder in sorted(folders, key=lambda folder: -int(folder.name))
        )

    @cached_property
    def current(self) -> Leftover | None:
        """The generation that the library consists of; None where there is nothing left.

        It is the one that the pointer names, or else the newest with a manifest.
        """
        named = [one for one in self.generations if self._is_named(one)]
        told = [one for one in self.generations if one.records]
        filled = [one for one in self.generations if one.paper_ids]
        for candidates in ([one for one in named if one.records or one.paper_ids], told, filled):
            if candidates:
                return candidates[0]
        return None

    @cached_property
    def previous(self) -> Leftover | None:
        """The generation before the current one."""
        if self.current is None:
            return None
        number = self.current.number
        return next((one for one in self.generations if one.number < number), None)

    def find(self, name: str, records: Iterable[FileRecord]) -> SoundFile | None:
        """Return a file of that name, of whichever generation, that is as one of `records`."""
        wanted = set(records)
        for generation in self.generations:
            path = generation.folder / name
            for record in wanted:
                if self.is_sound(path, record):
                    return SoundFile(path, record)
        return None

    def find_of(self, generation: Leftover, name: str) -> SoundFile | None:
        """Return a file as that generation has it, wherever it is sound."""
        record = generation.records.get(name)
        return self.find(name, [record]) if record else None

    def find_paper_file(self, name: str) -> SoundFile | None:
        """Return a file of a paper, which is the same in all generations."""
        return self.find(name, self.records_of(name))

    def records_of(self, name: str) -> list[FileRecord]:
        """Return what the manifests say of a file, the newest first."""
        told = (generation.records.get(name) for generation in self.generations)
        return [record for record in told if record]

    def is_sound(self, path: Path, record: FileRecord) -> bool:
        """Whether the file at `path` has the size and the checksum of `record`."""
        try:
            state = path.stat()
            if not S_ISREG(state.st_mode) or state.st_size != record.size:
                return False
            # Most files are in several generations, by hard links.
            key = state.st_dev, state.st_ino, state.st_mtime_ns
            if key not in self._sums:
                self._sums[key] = sha256_of(path)
            return self._sums[key] == record.sha256
        except PermissionError:
            raise
        except OSError:
            return False

    def _is_named(self, generation: Leftover) -> bool:
        return self.pointer is not None and self.pointer.number == generation.number

    def _leftover(self, folder: Path) -> Leftover:
        data = _content(folder / MANIFEST_NAME)
        number, sha256 = self.pointer or (None, "")
        trusted = number == int(folder.name) and hashlib.sha256(data).hexdigest() == sha256
        try:
            manifest = Manifest.from_bytes(data, library=self.library)
        except LibraryMismatch:
            if trusted:  # by another version, and not by damage
                raise
        except LibraryDamaged:
            pass
        else:
            return Leftover(folder, manifest.facts, manifest.files, trusted)
        return Leftover(folder, None, _records_in(data), trusted=False)


def _children(folder: Path) -> list[Path]:
    """Return what lies in a folder, nothing where there is no such folder."""
    try:
        return list(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []


def _content(path: Path) -> bytes:
    """Return the bytes of a file, none of one that is missing or that the disk does not give."""
    try:
        return path.read_bytes()
    except PermissionError:
        raise
    except OSError:
        return b""


def _records_in(data: bytes) -> dict[str, FileRecord]:
    """Return the records that stand in a manifest which is no JSON any more."""
    records = {}
    for name, size, sha256 in _RECORD.findall(data):
        with suppress(ValueError):
            text = str(json.loads(b'"' + name + b'"'))
            check_name(text)
            records[text] = FileRecord(int(size), sha256.decode("ascii"))
    return records
