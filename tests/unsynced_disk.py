"""A disk that loses power: what was not synced may be there or not, in parts, in any order.

The rules are those that POSIX leaves room for, and stricter than most file systems:

- What was written to a file is on the disk when the file is synced. Before that, each block of
  it may be, whatever came before or after; a file may have its length and zeros in it.
- Names made, changed and removed in a folder are on the disk when the folder is synced. Before
  that each of these changes may be, in the order of the changes to each name. To rename is one
  change; to sync a file does not sync its name.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TypeAlias

from tests.recorded_steps import (
    FolderMade,
    Linked,
    Made,
    Removed,
    Renamed,
    Resized,
    Said,
    Step,
    Synced,
    Written,
)

BLOCKS = (512, 4096)
"""Bytes that a disk writes whole."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes at an offset of a file."""

    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Length:
    """A file has this length from now on."""

    size: int


Change: TypeAlias = Piece | Length
Names: TypeAlias = "dict[str, Inode | None]"


@dataclass(eq=False)
class Inode:
    """A file or a folder: what is on the disk, and what is not yet.

    `names` is None for a file.
    """

    number: int
    content: bytes = b""
    names: "dict[str, Inode] | None" = None
    changes: list[Change] = field(default_factory=list)
    name_changes: list[Names] = field(default_factory=list)

    def live_content(self) -> bytes:
        """Return what a process reads."""
        return _changed(self.content, self.changes)

    def live_names(self) -> "dict[str, Inode]":
        """Return the names that a process sees."""
        return _renamed(self.names or {}, self.name_changes)

    def sync(self) -> None:
        """Bring to the disk what is not there yet."""
        self.content = self.live_content()
        self.changes = []
        if self.names is not None:
            self.names = self.live_names()
            self.name_changes = []


class UnsyncedDisk:
    """A folder on such a disk, on which steps are taken."""

    def __init__(self, folder: Path) -> None:
        """Take a real folder, all of which is on the disk."""
        self._made = 0
        self._root_path = folder
        self._root = self._load(folder, {})

    def take(self, step: Step) -> None:  # noqa: C901 - a line for each kind of step
        """Do what a process did."""
        match step:
            case Made(path, emptied):
                self._make(path, emptied=emptied)
            case Written(path, offset, data):
                if (inode := self._find(path)) is not None:
                    start = len(inode.live_content()) if offset is None else offset
                    inode.changes.append(Piece(start, data))
            case Resized(path, size):
                if (inode := self._find(path)) is not None:
                    inode.changes.append(Length(size))
            case FolderMade(path):
                self._name(path, Inode(self._number(), names={}))
            case Renamed(path, new):
                self._rename(path, new)
            case Linked(path, new):
                self._name(new, self._find(path))
            case Removed(path):
                self._name(path, None)
            case Synced(path):
                if (inode := self._find(path)) is not None:
                    inode.sync()
            case Said():
                pass

    def lose_power(self, target: Path, random: Random) -> None:
        """Write what the disk may hold now to a folder."""
        _Loss(random).write(self._root, target)

    def _number(self) -> int:
        self._made += 1
        return self._made

    def _load(self, path: Path, known: dict[int, Inode]) -> Inode:
        number = path.stat().st_ino
        if number in known:
            return known[number]
        if path.is_dir():
            names = {child.name: self._load(child, known) for child in sorted(path.iterdir())}
            return Inode(self._number(), names=names)
        known[number] = Inode(self._number(), content=path.read_bytes())
        return known[number]

    def _find(self, path: Path) -> Inode | None:
        inode: Inode | None = self._root
        for name in path.relative_to(self._root_path).parts:
            inode = inode.live_names().get(name) if inode is not None else None
        return inode

    def _name(self, path: Path, inode: Inode | None) -> None:
        folder = self._find(path.parent)
        assert folder is not None, path
        folder.name_changes.append({path.name: inode})

    def _make(self, path: Path, *, emptied: bool) -> None:
        inode = self._find(path)
        if inode is None:
            self._name(path, Inode(self._number()))
        elif emptied:
            inode.changes.append(Length(0))

    def _rename(self, path: Path, new: Path) -> None:
        inode = self._find(path)
        if path.parent == new.parent:
            folder = self._find(path.parent)
            assert folder is not None, path
            folder.name_changes.append({path.name: None, new.name: inode})
        else:
            self._name(new, inode)
            self._name(path, None)


class _Loss:
    """One way in which power may be lost: how much of what was not synced is there."""

    def __init__(self, random: Random) -> None:
        self._random = random
        # Often all or nothing of one kind: that is where order is missed.
        self._data = random.choice((0.0, 0.5, 0.5, 0.9, 1.0))
        self._names = random.choice((0.0, 0.5, 0.5, 0.9, 1.0))
        self._block = random.choice(BLOCKS)
        self._written: dict[int, Path] = {}

    def write(self, inode: Inode, target: Path) -> None:
        if inode.number in self._written and inode.names is None:
            os.link(self._written[inode.number], target)
            return
        self._written[inode.number] = target
        if inode.names is None:
            target.write_bytes(self._content(inode))
            return
        target.mkdir()
        kept = [names for names in inode.name_changes if self._random.random() < self._names]
        for name, child in _renamed(inode.names, kept).items():
            self.write(child, target / name)

    def _content(self, inode: Inode) -> bytes:
        kept = [piece for piece in self._blocks(inode) if self._random.random() < self._data]
        content = _changed(inode.content, kept)
        if kept and self._random.random() < self._data:
            # The length is kept apart from the content: what lacks is zeros.
            content = content.ljust(len(inode.live_content()), b"\0")
        return content

    def _blocks(self, inode: Inode) -> Iterator[Change]:
        for change in inode.changes:
            if isinstance(change, Length):
                yield change
                continue
            start, end = change.offset, change.offset + len(change.data)
            while start < end:
                stop = min(end, (start // self._block + 1) * self._block)
                yield Piece(start, change.data[start - change.offset : stop - change.offset])
                start = stop


def _changed(content: bytes, changes: list[Change]) -> bytes:
    for change in changes:
        if isinstance(change, Length):
            content = content[: change.size].ljust(change.size, b"\0")
        else:
            before = content[: change.offset].ljust(change.offset, b"\0")
            content = before + change.data + content[change.offset + len(change.data) :]
    return content


def _renamed(names: dict[str, Inode], changes: list[Names]) -> dict[str, Inode]:
    result: Names = dict(names)
    for change in changes:
        result.update(change)
    return {name: inode for name, inode in result.items() if inode is not None}
