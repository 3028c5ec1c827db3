"""Watches what a program and all that it starts look up, connect to and write.

By strace where it is installed and may trace; otherwise by Python's audit hook, which sees what
Python does and not what a library in C does by itself.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.serving import PROJECT

LOOK_UP, CONNECTION, FILE, OWN_PORT = "look-up", "connection", "file", "own port"
_FILE_CALLS = (
    "open openat creat mkdir mkdirat mknod mknodat rename renameat renameat2 link linkat symlink "
    "symlinkat truncate unlink unlinkat rmdir"
).split()
_PATH = re.compile(r'(?:(?:AT_FDCWD|\d+)<(?P<at>[^>]*)>, )?"(?P<path>(?:[^"\\]|\\.)*)"')
_INET = re.compile(
    r"sa_family=AF_INET6?, sin6?_port=htons\((?P<port>\d+)\).*?"
    r'(?:inet_addr\(|inet_pton\(AF_INET6, )"(?P<host>[^"]+)"'
)
_UNIX = re.compile(r'sa_family=AF_UNIX, sun_path=@?"(?P<path>[^"]+)"')
_OPENS = ("open(", "openat(", "creat(")
_CHANGING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND|^creat")
_NOTHING_DONE = re.compile(r"= -1 (?:ENOENT|EEXIST|ENOTDIR)\b")
_RESOLVER = ("/etc/resolv.conf", "/etc/hosts")
_RESOLVER_PORTS = frozenset({53, 853, 5353, 5355})
_HARMLESS = re.compile(
    r"/dev/(?:null|tty|pts/\d+)"
    r"|/dev/shm/sem\.[\w.-]+"  # a semaphore, unlinked as soon as it is made
    r"|/proc/(?:self|\d+)/.*"
)


@cache
def can_trace() -> bool:
    """Whether strace is installed, and may trace here."""
    if shutil.which("strace") is None:
        return False
    command = ["strace", "-f", "--seccomp-bpf", "-o", os.devnull, "true"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that a program did; `target` is a path, an address and port, or a name."""

    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class World:
    """Folders for a program that knows no others: it may write into `footnote` only.

    `temporary` must be empty when it has ended, `home` and `start` (where it is started) also.
    """

    folder: Path
    deeds_by: str = field(default_factory=lambda: "strace" if can_trace() else "hook")

    def __post_init__(self) -> None:
        """Make the folders."""
        for path in (self.home, self.footnote, self.temporary, self.start, self._traces):
            path.mkdir(parents=True)

    @property
    def home(self) -> Path:
        """The user's own folder."""
        return self.folder / "user"

    @property
    def footnote(self) -> Path:
        """What FOOTNOTE_HOME names."""
        return self.folder / "footnote"

    @property
    def temporary(self) -> Path:
        """Where temporary files go."""
        return self.folder / "temporary"

    @property
    def start(self) -> Path:
        """The folder in which programs are started."""
        return self.folder / "start"

    @property
    def _traces(self) -> Path:
        return self.folder / "traces"

    @property
    def _notes(self) -> Path:
        return self._traces / "notes"

    def command(self, *arguments: str | Path) -> list[str]:
        """Return the command that runs Python with `arguments` under watch."""
        python = [sys.executable, *map(str, arguments)]
        if self.deeds_by == "hook":
            return python
        trace = f"trace=%network,{','.join(_FILE_CALLS)}"
        options = ["-ff", "-y", "-qq", "--seccomp-bpf", "-e", "signal=none", "-e", trace]
        return ["strace", *options, "-o", str(self._traces / "trace"), *python]

    def environment(self, changes: Mapping[str, str]) -> dict[str, str]:
        """Return the environment of a program: nothing of the tests' own but where Python is."""
        path = [str(PROJECT)]
        if self.deeds_by == "hook":
            shutil.copy(PROJECT / "tests" / "audit_hook.py", self._traces / "sitecustomize.py")
            path.insert(0, str(self._traces))
        return {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "HOME": str(self.home),
            "FOOTNOTE_HOME": str(self.footnote),
            "TMPDIR": str(self.temporary),
            "PYTHONPATH": os.pathsep.join(path),
            "PYTHONDONTWRITEBYTECODE": "1",
            "WATCHED_DEEDS": str(self._notes),
            **changes,
        }

    def run(
        self, *arguments: str | Path, changes: Mapping[str, str] = {}
    ) -> "subprocess.CompletedProcess[str]":
        """Run Python with `arguments` to its end."""
        return subprocess.run(
            self.command(*arguments),
            cwd=self.start,
            env=self.environment(changes),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def foreign_deeds(self) -> list[Deed]:
        """Return what the programs did that concerns others than themselves and FOOTNOTE_HOME."""
        assert any(self._traces.glob("trace.*")) or self._notes.exists(), "Nothing was watched."
        deeds = list(self._deeds())
        own = {deed.target for deed in deeds if deed.kind == OWN_PORT}
        found = {
            deed
            for deed in deeds
            if not (deed.kind == OWN_PORT or self._is_own(deed, own) or _is_harmless(deed))
        }
        left = {
            Deed(FILE, str(path))
            for folder in (self.home, self.temporary, self.start)
            for path in folder.rglob("*")
        }
        return sorted(found | left, key=lambda deed: (deed.kind, deed.target))

    def _is_own(self, deed: Deed, ports: set[str]) -> bool:
        if deed.kind == FILE:
            path = Path(deed.target)
            return path.is_relative_to(self.footnote) or path.is_relative_to(self.temporary)
        host = deed.target.rpartition(":")[0]
        return deed.kind == CONNECTION and not ports.isdisjoint({deed.target, host})

    def _deeds(self) -> Iterator[Deed]:
        if self.deeds_by == "hook":
            for line in self._notes.read_text().splitlines():
                yield Deed(*json.loads(line))
        for trace in self._traces.glob("trace.*"):
            yield from read_trace(trace.read_text(errors="replace").splitlines(), start=self.start)


def read_trace(lines: Iterable[str], *, start: Path) -> Iterator[Deed]:
    """Return what the lines that strace wrote of one process tell; it began in `start`."""
    for line in lines:
        call = line.partition("(")[0]
        if call in {"bind", "getsockname"}:
            yield from (Deed(OWN_PORT, f"{host}:{port}") for host, port in _addresses(line))
        elif "sa_family=" in line:
            yield from _contacts(line)
        elif call in _FILE_CALLS and not _NOTHING_DONE.search(line):
            yield from _files(line, start)


def _contacts(line: str) -> Iterator[Deed]:
    if line.startswith(("connect(", "sendto(", "sendmsg(", "sendmmsg(")):
        for host, port in _addresses(line):
            kind = LOOK_UP if port in _RESOLVER_PORTS else CONNECTION
            yield Deed(kind, f"{host}:{port}")
        if (unix := _UNIX.search(line)) and not _NOTHING_DONE.search(line):
            yield Deed(CONNECTION, unix["path"])


def _addresses(line: str) -> list[tuple[str, int]]:
    return [(found["host"], int(found["port"])) for found in _INET.finditer(line)]


def _files(line: str, start: Path) -> Iterator[Deed]:
    found = [
        os.path.normpath(start / (path["at"] or "") / _unescaped(path["path"]))
        for path in _PATH.finditer(line.partition(" = ")[0])
    ]
    if line.startswith(_OPENS):
        yield from (Deed(LOOK_UP, path) for path in found if path in _RESOLVER)
        if not _CHANGING.search(line):
            return
    yield from (Deed(FILE, path) for path in found)


def _unescaped(path: str) -> str:
    return path.encode().decode("unicode_escape").encode("latin-1").decode(errors="replace")


def _is_harmless(deed: Deed) -> bool:
    return deed.kind == FILE and _HARMLESS.fullmatch(deed.target) is not None
