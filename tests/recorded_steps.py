"""What a process does to the files below a folder, recorded by strace, call by call."""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from typing import TypeAlias

import pytest

_CALLS = (
    "openat,open,creat,write,pwrite64,writev,pwritev,pwritev2,ftruncate,truncate,fallocate,lseek,"
    "dup,dup2,dup3,fcntl,fsync,fdatasync,rename,renameat,renameat2,link,linkat,symlink,symlinkat,"
    "unlink,unlinkat,mkdir,mkdirat,rmdir,copy_file_range,sendfile,sync,syncfs,sync_file_range"
)
_LINE = re.compile(r"(\d+)\s+(.*)")
_CALL = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+)(?:<([^>]*)>)?")
_RESUMED = re.compile(r"<\.\.\. \w+ resumed>(.*)")
_UNFINISHED = " <unfinished ...>"
_DESCRIPTOR = re.compile(r"(AT_FDCWD|-?\d+)(?:<([^>]*)>)?")
_BYTE = re.compile(rb"\\x([0-9a-f]{2})")


@dataclass(frozen=True, slots=True)
class Made:
    """A file was opened that may have been made, and emptied."""

    path: Path
    emptied: bool


@dataclass(frozen=True, slots=True)
class Written:
    """Bytes were written at an offset; None means the end."""

    path: Path
    offset: int | None
    data: bytes


@dataclass(frozen=True, slots=True)
class Resized:
    """A file was cut off or made longer."""

    path: Path
    size: int


@dataclass(frozen=True, slots=True)
class FolderMade:
    """A folder was made."""

    path: Path


@dataclass(frozen=True, slots=True)
class Renamed:
    """A file or folder got another name, in the place of what had it."""

    path: Path
    new: Path


@dataclass(frozen=True, slots=True)
class Linked:
    """A file got a second name."""

    path: Path
    new: Path


@dataclass(frozen=True, slots=True)
class Removed:
    """A name is gone."""

    path: Path


@dataclass(frozen=True, slots=True)
class Synced:
    """A file's content, or a folder's names, are on the disk."""

    path: Path


@dataclass(frozen=True, slots=True)
class Said:
    """The process told something, on standard output or standard error."""

    text: str


Step: TypeAlias = Made | Written | Resized | FolderMade | Renamed | Linked | Removed | Synced | Said


def record(command: Sequence[str], below: Path, *, env: Mapping[str, str], cwd: Path) -> list[Step]:
    """Run a command and give what it did to the files below a folder, and what it said.

    Skips the test where there is no strace, or it may not be used.
    """
    strace = which("strace")
    if strace is None:
        pytest.skip("strace is not installed: apt-get install strace")
    log = below.parent / "strace.log"
    options = ["-f", "-y", "-xx", "-qq", "-s", "100000000", "-e", "signal=none", "--seccomp-bpf"]
    ended = subprocess.run(
        [strace, *options, "-e", f"trace={_CALLS}", "-o", str(log), *command],
        cwd=cwd,
        env={**env, "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if "PTRACE" in ended.stderr:
        pytest.skip(f"strace may not be used here: {ended.stderr.splitlines()[0]}")
    assert ended.returncode == 0, ended.stderr
    with log.open(encoding="ascii") as lines:
        return [step for step in _steps(lines) if _concerns(step, below)]


def _concerns(step: Step, below: Path) -> bool:
    return isinstance(step, Said) or step.path.is_relative_to(below)


def _steps(lines: Iterator[str]) -> Iterator[Step]:
    """Read the lines of strace; a call that others interrupted counts when it ended."""
    begun: dict[str, str] = {}
    offsets = _Offsets()
    for line in lines:
        process, text = _LINE.match(line.rstrip("\n")).groups()  # type: ignore[union-attr]
        if text.endswith(_UNFINISHED):
            begun[process] = text.removesuffix(_UNFINISHED)
            continue
        if (resumed := _RESUMED.match(text)) is not None:
            text = begun.pop(process) + resumed[1]
        call = _CALL.match(text)
        if call is None or int(call[3]) < 0:
            continue
        yield from _read_call(call[1], _arguments(call[2]), int(call[3]), call[4], offsets)


class _Offsets:
    """Where each descriptor stands in its file; descriptors that were doubled share a place."""

    def __init__(self) -> None:
        self._places: dict[int, list[int | None]] = {}

    def opened(self, descriptor: int, *, appending: bool) -> None:
        self._places[descriptor] = [None if appending else 0]

    def doubled(self, old: int, new: int) -> None:
        self._places[new] = self._places.setdefault(old, [0])

    def moved(self, descriptor: int, offset: int) -> None:
        place = self._places.setdefault(descriptor, [0])
        place[0] = offset if place[0] is not None else None

    def written(self, descriptor: int, size: int) -> int | None:
        place = self._places.setdefault(descriptor, [0])
        before = place[0]
        if before is not None:
            place[0] = before + size
        return before


def _read_call(  # noqa: C901, PLR0912 - a line for each call of the system
    name: str, arguments: list[str], result: int, opened: str | None, offsets: _Offsets
) -> Iterator[Step]:
    match name:
        case "openat" | "open" | "creat":
            flags = arguments[2] if name == "openat" else arguments[1]
            offsets.opened(result, appending="O_APPEND" in flags)
            if "O_CREAT" in flags or "O_TRUNC" in flags:
                yield Made(_path(opened or ""), "O_TRUNC" in flags)
        case "dup" | "dup2" | "dup3":
            offsets.doubled(_number(arguments[0]), result)
        case "fcntl" if arguments[1].startswith("F_DUPFD"):
            offsets.doubled(_number(arguments[0]), result)
        case "lseek":
            offsets.moved(_number(arguments[0]), result)
        case "write":
            data = _bytes(arguments[1])[:result]
            descriptor = _number(arguments[0])
            if descriptor in (1, 2):
                yield Said(data.decode("utf-8", "replace"))
            else:
                offset = offsets.written(descriptor, result)
                yield Written(_path_of(arguments[0]), offset, data)
        case "pwrite64":
            yield Written(_path_of(arguments[0]), int(arguments[3]), _bytes(arguments[1])[:result])
        case "ftruncate":
            yield Resized(_path_of(arguments[0]), int(arguments[1]))
        case "truncate":
            yield Resized(_path(arguments[0]), int(arguments[1]))
        case "fsync" | "fdatasync":
            yield Synced(_path_of(arguments[0]))
        case "mkdir":
            yield FolderMade(_path(arguments[0]))
        case "mkdirat":
            yield FolderMade(_path_of(arguments[0]) / _path(arguments[1]))
        case "rename":
            yield Renamed(_path(arguments[0]), _path(arguments[1]))
        case "renameat" | "renameat2":
            yield Renamed(
                _path_of(arguments[0]) / _path(arguments[1]),
                _path_of(arguments[2]) / _path(arguments[3]),
            )
        case "link":
            yield Linked(_path(arguments[0]), _path(arguments[1]))
        case "linkat":
            yield Linked(
                _path_of(arguments[0]) / _path(arguments[1]),
                _path_of(arguments[2]) / _path(arguments[3]),
            )
        case "unlink" | "rmdir":
            yield Removed(_path(arguments[0]))
        case "unlinkat":
            yield Removed(_path_of(arguments[0]) / _path(arguments[1]))
        case "fcntl":
            pass
        case _:
            yield from _unknown(name, arguments)


def _unknown(name: str, arguments: list[str]) -> Iterator[Step]:
    """Fail for a call that changes files in a way that is not modelled, if it is of a file."""
    paths = [_path_of(argument) for argument in arguments if _DESCRIPTOR.fullmatch(argument)]
    assert not any(path.suffix in {".json", ".vectors", ".sqlite"} for path in paths), name
    return iter(())


def _arguments(text: str) -> list[str]:
    """Part the arguments of a call; strings are hexadecimal, so that no comma is in one."""
    return [argument.strip() for argument in text.split(",")]


def _number(argument: str) -> int:
    return int(_DESCRIPTOR.match(argument)[1])  # type: ignore[index]


def _path_of(argument: str) -> Path:
    """Return the path that strace tells of a descriptor."""
    match = _DESCRIPTOR.match(argument)
    return _path(match[2] or "") if match else Path()


def _path(text: str) -> Path:
    return Path(os.fsdecode(_bytes(text)))


def _bytes(text: str) -> bytes:
    body = text.strip('"').encode("ascii")
    return _BYTE.sub(lambda match: bytes([int(match[1], 16)]), body)
