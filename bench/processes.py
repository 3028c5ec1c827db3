"""Programs run to their end, with their wall time and the most memory they held."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import IO

from index.encoding.environment import SILENT

ROOT = Path(__file__).parents[1]
FOOTNOTE = Path(sys.executable).with_name("footnote")
"""The command, as it was installed beside this interpreter."""
QUIET: Mapping[str, str] = {
    **SILENT,
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "HF_HUB_OFFLINE": "1",
    "LANGSMITH_TRACING": "false",
    "TRANSFORMERS_OFFLINE": "1",
}
"""Variables that keep a program from asking a network for anything."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A finished program: seconds from its start to its end, and what it wrote.

    `peak_bytes` is the largest resident set that it, or a process that it waited for, had.
    """

    seconds: float
    peak_bytes: int
    output: str
    messages: str


class ProgramFailed(SystemExit):
    """A program that did not end well, with its messages; a run that has others may go on."""


def run_measured(command: Sequence[str | Path]) -> Outcome:
    """Run a program from the checkout's root. Raises `ProgramFailed`.

    A process starts with the peak of the one that started it, so the measuring program
    must stay smaller than what it measures.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as messages:
        start = perf_counter()
        process = subprocess.Popen(  # noqa: S603 - programs of this folder
            [str(part) for part in command],
            cwd=ROOT,
            env={**os.environ, **QUIET},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=messages,
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            shown = " ".join(map(str, command))
            raise ProgramFailed(
                f"{shown}\nended with status {process.returncode}:\n{_text_of(messages)}"
            )
        # Linux counts in kibibytes.
        return Outcome(seconds, usage.ru_maxrss * 1024, _text_of(output), _text_of(messages))


def _text_of(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")
