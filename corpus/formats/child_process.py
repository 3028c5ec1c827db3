"""A file read in a process of its own, so that nothing it does there harms this one.

A library in C may crash on a damaged file, and a small file may unpack to more than there
is memory. Such a process takes what to do from its standard input, and gives what comes of
it, or the error, on its standard output.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import IO, TypeVar

from corpus.errors import FootnoteError, UnreadableFile, UnsupportedContent

_Result = TypeVar("_Result")

MOST_MEMORY = 2**30
"""Bytes of addresses, where the system can bound them: twice what a long book takes."""
_SECONDS, _SECONDS_PER_MEGABYTE, _MOST_SECONDS = 40, 60, 240
"""Of a processor: several times what a file of that size takes."""
_WAITING = 15 if hasattr(signal, "SIGXCPU") else 3
"""How much longer it may take by the clock: a busy machine is no fault of the file. Where the
system cannot bound the processor, the clock alone tells."""
_EVERY = 0.1
"""Seconds between two calls of who waits."""


def read_in_child(
    read: Callable[[bytes, Path], _Result],
    data: bytes,
    path: Path,
    *,
    seconds: int | None = None,
    on_wait: Callable[[], object] | None = None,
) -> _Result:
    """Call what reads a file, a function of a module or a partial of one, in another process.

    It may take `seconds` of a processor, or as many as a file of that size deserves.
    `on_wait` is called several times a second until it is done; what it raises ends the
    process at once. Raises what `read` raises, and `UnsupportedContent` if the process
    crashes, or takes too long or too much memory; `UnreadableFile` if there can be no
    process, or it gets too little of a processor.
    """
    if seconds is None:
        seconds = min(_SECONDS + _SECONDS_PER_MEGABYTE * len(data) // 2**20, _MOST_SECONDS)
    clock = _WAITING * seconds
    process = _start(seconds, path)
    try:
        output, messages = _talk(
            process, pickle.dumps((read, data, path)), clock=clock, on_wait=on_wait
        )
    except subprocess.TimeoutExpired:
        raise _kept_waiting(path, seconds, clock) from None
    if process.returncode == -getattr(signal, "SIGXCPU", 0) != 0:
        raise _too_slow(path, seconds)
    if process.returncode:
        raise _crashed(path, _reason(process.returncode, messages))
    outcome: _Result | FootnoteError = pickle.loads(output)  # noqa: S301 - of our own process
    if isinstance(outcome, FootnoteError):
        raise outcome
    return outcome


def _start(seconds: int, path: Path) -> "subprocess.Popen[bytes]":
    try:
        return subprocess.Popen(  # noqa: S603 - this interpreter, with this module
            [sys.executable, "-P", "-m", __name__, str(seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))},
        )
    except OSError as error:
        raise UnreadableFile(
            f"{path} cannot be read, for no process can be started: {error.strerror}. Close "
            "other programs and try again."
        ) from error


def _talk(
    process: "subprocess.Popen[bytes]",
    task: bytes,
    *,
    clock: float,
    on_wait: Callable[[], object] | None,
) -> tuple[bytes, bytes]:
    """Hand a process its task, and return what it writes: its output, and its messages.

    Raises `TimeoutExpired`, and what `on_wait` raises; then the process is ended.
    """
    until = monotonic() + clock
    # What `communicate` was given and had not written before a timeout, it may never write.
    given, process.stdin = process.stdin, None
    Thread(target=_feed, args=(given, task), daemon=True).start()
    with process:
        try:
            while True:
                with suppress(subprocess.TimeoutExpired):
                    return process.communicate(timeout=_EVERY)
                if on_wait is not None:
                    on_wait()
                if monotonic() > until:
                    raise subprocess.TimeoutExpired(process.args, clock)
        except BaseException:
            process.kill()
            raise


def _feed(given: IO[bytes] | None, task: bytes) -> None:
    """Hand a process its task; one that has ended before has no need of it."""
    if given is not None:
        with suppress(OSError), given:
            given.write(task)


def _too_slow(path: Path, seconds: int) -> UnsupportedContent:
    return UnsupportedContent(
        f"{path} takes more than {seconds} seconds of the processor to read, which is far too "
        "long for its size. Save it anew with the program that made it, or split it."
    )


def _kept_waiting(path: Path, seconds: int, clock: int) -> UnreadableFile:
    return UnreadableFile(
        f"{path} was not read within {clock} seconds by the clock, though it had not used up the "
        f"{seconds} seconds of the processor that it may take: the machine is busy, or was asleep. "
        "Close other programs, or try again later."
    )


def _crashed(path: Path, reason: str) -> UnsupportedContent:
    return UnsupportedContent(
        f"{path} is damaged, or needs more than {MOST_MEMORY // 2**20} MB of memory to read "
        f"({reason}). Get it or save it anew, repair it (a PDF with `qpdf`), or split it."
    )


def _reason(status: int, messages: bytes) -> str:
    """Say how a process ended: by which signal, or the last that it wrote."""
    if status < 0:
        with suppress(ValueError):
            return signal.Signals(-status).name
    lines = messages.decode("utf-8", "replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), f"status {status}")


def _bound(seconds: int) -> None:
    """Bound this process, where the system can; its parent watches the clock in any case."""
    if sys.platform == "win32":
        return
    import resource

    for kind, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))


def _spare_imports() -> None:
    """Keep NLTK from loading what it can do without: that takes longer than most readings."""
    for name in ("scipy", "sklearn"):
        sys.modules[name] = None  # type: ignore[assignment]  # Then an import fails.


def _serve(seconds: int) -> None:
    """Do what standard input asks for. What a library prints does not reach the parent."""
    _bound(seconds)
    _spare_imports()
    with os.fdopen(os.dup(1), "wb") as output:
        os.dup2(2, 1)
        read, data, path = pickle.load(sys.stdin.buffer)  # noqa: S301 - of our parent
        outcome: object
        try:
            outcome = read(data, path)
        except FootnoteError as error:
            outcome = error
        output.write(pickle.dumps(outcome))


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
