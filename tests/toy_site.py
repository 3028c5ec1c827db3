"""The web chat over the toy encoder, served until the process is ended, and how it is started.

python -m tests.toy_site [USER PASSWORD]
"""

import subprocess
import sys
from contextlib import AbstractContextManager
from pathlib import Path

import index.encoding.encoders
from qa.workspace import open_workspace
from tests.serving import PROJECT, environment_of, served
from tests.toy_encoder import ToyEncoder
from ui.accounts.accounts import SharedPassword
from ui.web.serving.server import serve


def served_library(home: Path, *auth: str) -> AbstractContextManager[str]:
    """Serve the chat over the library in `home`; give the address."""
    return served("tests.toy_site", home, *auth)


def add_to_library(home: Path, *files: Path) -> None:
    """Add files to the library in `home`, as a person would."""
    command = [sys.executable, "-m", "tests.toy_footnote", "add", "--quiet", *map(str, files)]
    subprocess.run(command, cwd=PROJECT, env=environment_of(home), check=True)


if __name__ == "__main__":
    index.encoding.encoders.make_encoder = ToyEncoder
    serve(open_workspace, port=0, accounts=SharedPassword(*sys.argv[1:]) if sys.argv[1:] else None)
