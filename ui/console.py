"""What goes to the terminal: documents and answers to standard output, the rest to standard error.

Only this module writes there, and the bar of ui/commands/add_progress.py.
"""

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console

    from ui.printed import Line, Table

# A paper or the name of a file may hold sequences that change what a terminal shows.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def print_json(document: object) -> None:
    """Print one JSON document, with the letters as they are where standard output takes them."""
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    takes_all = encoding.lower().startswith("utf")
    _write(
        json.dumps(document, ensure_ascii=not takes_all, indent=2, allow_nan=False) + "\n",
        to=sys.stdout,
    )


def show(text: str = "", *, indent: int = 0, style: str | None = None) -> None:
    """Print text for people to standard output, every line behind `indent` spaces.

    Lines are wrapped to the width of a terminal, and left alone where there is none.
    Nothing in the text is taken for markup.
    """
    plain = _CONTROL.sub("\ufffd", text)
    if sys.stdout is None or not sys.stdout.isatty():
        lines = (" " * indent + line if line else "" for line in plain.split("\n"))
        _write("\n".join(lines) + "\n", to=sys.stdout)
        return
    from rich.text import Text

    console = _console()
    for line in Text(plain, style=style or "").wrap(console, console.width - indent):
        console.print(Text(" " * indent).append_text(line))


def show_lines(lines: "Iterable[Line]") -> None:
    """Print lines for people to standard output."""
    for line in lines:
        show(line.text, indent=line.indent, style=line.style)


def show_table(table: "Table") -> None:
    """Print a table for people to standard output, its remarks below it."""
    from rich.table import Table as Drawn

    drawn = Drawn(*table.columns, box=None, pad_edge=False)
    for row in table.rows:
        drawn.add_row(*(_CONTROL.sub("\ufffd", cell) for cell in row))
    _console().print(drawn)
    for remark in ("", *table.remarks) if table.remarks else ():
        show(remark)


def say(message: str) -> None:
    """Print a message for people to standard error."""
    with suppress(OSError):  # nobody is left to tell
        _write(_CONTROL.sub("\ufffd", message.rstrip()) + "\n", to=sys.stderr)


@contextmanager
def progress(label: str, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on standard error while the block runs; the yielded call moves it.

    The call takes how much is done and how much there is. The bar appears with the
    first call, and not at all where `quiet` is set or standard error is no terminal.
    """
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich import progress as bars
    from rich.console import Console

    bar = bars.Progress(
        bars.TextColumn("{task.description}", markup=False),
        bars.BarColumn(),
        bars.MofNCompleteColumn(),
        bars.TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    task = bar.add_task(_CONTROL.sub("\ufffd", label), total=None)

    def move(done: int, total: int) -> None:
        bar.start()
        bar.update(task, completed=done, total=total)

    try:
        yield move
    finally:
        bar.stop()


def discard_output() -> None:
    """Let what is still to be printed go nowhere, after standard output has failed."""
    with suppress(OSError, AttributeError):  # in a test it may be no file at all
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _console() -> "Console":
    from rich.console import Console

    _accept_all(sys.stdout)
    return Console(markup=False, highlight=False, emoji=False)


def _write(text: str, *, to: TextIO | None) -> None:
    if to is None:  # closed by whoever started the program
        return
    _accept_all(to)
    to.write(text)


def _accept_all(stream: TextIO | None) -> None:
    """Let a stream write escapes for what its encoding lacks, instead of failing."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
