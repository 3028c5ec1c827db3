"""The web chat over the toy encoder, served until the process is ended, and how it is started.

python -m tests.toy_site [USER PASSWORD]
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import ui.workspace
from tests.serving import PROJECT, address_of
from tests.toy_encoder import ToyEncoder
from ui.web.server import serve


@contextmanager
def served_library(home: Path, *auth: str) -> Iterator[str]:
    """Serve the chat over the library in `home`; give the address. Nothing may go wrong in it."""
    command = [sys.executable, "-m", "tests.toy_site", *auth]
    with subprocess.Popen(
        command, cwd=PROJECT, env=_environment(home), stderr=subprocess.PIPE, text=True
    ) as process:
        address = address_of(process)
        try:
            yield address
        finally:
            process.terminate()
            _, errors = process.communicate()
    assert errors == ""


def add_to_library(home: Path, *files: Path) -> None:
    """Add files to the library in `home`, as a person would."""
    command = [sys.executable, "-m", "tests.toy_footnote", "add", "--quiet", *map(str, files)]
    subprocess.run(command, cwd=PROJECT, env=_environment(home), check=True)


def _environment(home: Path) -> dict[str, str]:
    return {**os.environ, "FOOTNOTE_HOME": str(home), "FOOTNOTE_READER": "none"}


if __name__ == "__main__":
    ui.workspace.make_encoder = ToyEncoder
    serve(ui.workspace.open_workspace, port=0, auth=tuple(sys.argv[1:]) or None)  # type: ignore[arg-type]
