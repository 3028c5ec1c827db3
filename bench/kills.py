"""Footnote killed at random moments: while it adds, answers, and takes what is uploaded.

python -m bench.kills [--adding 120] [--answering 40] [--uploading 40] [--seed 1]

Each kill is SIGKILL to a process of its own, over the toy encoder, with a library that goes
on from kill to kill. After each, everything is read: every sum of the library and every paper
in it, the kept originals, the conversations. What was reported before the kill, or was there,
must be there. The last two kinds need Chromium. Prints counts; exit status 1 if anything was
lost or damaged.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench.processes import QUIET, ROOT
from corpus.identity import paper_id
from index.folder_snapshot import FolderSnapshot
from index.library import Library
from index.storage.originals import OriginalStore
from tests.toy_encoder import ToyEncoder
from ui.conversations.store import Conversations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FILES = 20
"""Given at once."""
ROUNDS_OF_A_HOME = 10
"""Kills until another home is taken, so that a library stays small."""
PATIENCE_MS = 60_000


@dataclass
class State:
    """What a home held, and was reported to hold: it must never be less."""

    home: Path
    papers: dict[str, str] = field(default_factory=dict)
    turns: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def read(self, *, reported: set[str]) -> None:
        """Read everything, note what is lost or damaged; `reported` are names of files."""
        try:
            papers, turns = self._papers(), self._turns()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
            self.faults.append(f"{type(error).__name__}: {error}")
            return
        lost = [source for paper, source in self.papers.items() if paper not in papers]
        lost += sorted(reported - set(papers.values()))
        lost += [one for one, count in self.turns.items() if turns.get(one, 0) < count]
        if lost:
            self.faults.append(f"lost: {', '.join(lost)}")
        self.papers, self.turns = papers, turns

    def _papers(self) -> dict[str, str]:
        folder = self.home / "library"
        snapshot = Library(folder, make_encoder=ToyEncoder).snapshot()
        if snapshot is None:
            return {}
        assert isinstance(snapshot, FolderSnapshot)
        snapshot.generation.verify()
        originals = OriginalStore(folder)
        for entry in snapshot.entries:
            paper = snapshot.paper(entry.id)
            if [paper.text[one.start : one.end] for one in paper.sentences] == []:
                raise ValueError(f"{entry.source} has no sentences")
            data = originals.read(entry.id)
            if data is not None and paper_id(data) != entry.id:
                raise ValueError(f"the original of {entry.source} is another file")
        return {entry.id: entry.source for entry in snapshot.entries}

    def _turns(self) -> dict[str, int]:
        conversations = Conversations(self.home / "conversations.sqlite")
        if not conversations.path.exists():
            return {}
        kept = (conversations.open(entry.id) for entry in conversations.entries())
        return {one.id: len(one.turns) for one in kept}


def main() -> int:
    """Kill as often as asked, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--adding", type=int, default=120)
    parser.add_argument("--answering", type=int, default=40)
    parser.add_argument("--uploading", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    moments = random.Random(options.seed)
    faults = 0
    with ExitStack() as stack:
        faults += _rounds("adding", options.adding, partial(_kill_adding, moments))
        if options.answering or options.uploading:
            from playwright.sync_api import expect

            from tests.chromium import chromium

            expect.set_options(timeout=PATIENCE_MS)  # a busy machine is no fault
            browser = stack.enter_context(chromium())
            for name, act in (("answering", _start_answer), ("uploading", _start_upload)):
                kill = partial(_kill_chat, moments, browser, act)
                faults += _rounds(name, getattr(options, name), kill)
    return 1 if faults else 0


def _rounds(name: str, count: int, kill: Callable[[State], str]) -> int:
    """Kill `count` times, print how that went; return how many faults there were."""
    outcomes: dict[str, int] = {}
    faults: list[str] = []
    state: State | None = None
    with ExitStack() as homes:
        for number in range(count):
            if state is None or number % ROUNDS_OF_A_HOME == 0:
                folder = homes.enter_context(tempfile.TemporaryDirectory(prefix="kills-"))
                state = State(Path(folder))
            outcome = kill(state)
            outcomes[outcome] = outcomes.get(outcome, 0) + 1
            for fault in state.faults:
                faults.append(fault)
                print(f"{name}, kill {number + 1}: {fault}", flush=True)
            state.faults.clear()
    if not count:
        return 0
    told = ", ".join(f"{times} {outcome}" for outcome, times in sorted(outcomes.items()))
    print(f"{name}: {sum(outcomes.values())} kills ({told}), {len(faults)} faults", flush=True)
    return len(faults)


def _write_files(folder: Path, moments: random.Random) -> list[Path]:
    """Write files that no library has yet."""
    folder.mkdir()
    mark = moments.getrandbits(40)
    files = [folder / f"{mark}-{number}.md" for number in range(FILES)]
    for number, file in enumerate(files):
        lines = "".join(f"Bee {mark} dances at {n} of {number} o'clock.\n" for n in range(40))
        file.write_text(f"# Paper {mark} {number}\n\n{lines}")
    return files


def _environment(home: Path) -> dict[str, str]:
    return {**os.environ, **QUIET, "FOOTNOTE_HOME": str(home), "FOOTNOTE_READER": "none"}


def _kill_adding(moments: random.Random, state: State) -> str:
    """Kill `footnote add`, at any moment from its start or soon after it reports a paper."""
    with tempfile.TemporaryDirectory() as folder:
        files = _write_files(Path(folder) / "files", moments)
        process = subprocess.Popen(  # noqa: S603 - Footnote itself
            [sys.executable, "-m", "tests.toy_footnote", "add", *map(str, files)],
            cwd=ROOT,
            env=_environment(state.home),
            stderr=subprocess.PIPE,
            text=True,
        )
        errors = process.stderr
        begun = ""
        if errors is not None and moments.random() < 0.8:  # noqa: PLR2004
            while "Added" not in begun and process.poll() is None:
                begun += errors.readline()
            time.sleep(moments.uniform(0, 0.15))
        else:
            time.sleep(moments.uniform(0, 1.5))
        process.send_signal(signal.SIGKILL)
        rest = process.communicate()[1]
    lines = [line for line in (begun + rest).splitlines() if line.startswith("Added ")]
    state.read(reported={Path(line.rpartition("(")[2].rstrip(")")).name for line in lines})
    if process.returncode == 0:
        return "too late"
    return "half-way" if lines else "before the first paper"


def _kill_chat(
    moments: random.Random,
    browser: "Browser",
    act: Callable[["Page", list[Path]], None],
    state: State,
) -> str:
    """Kill the chat after a first answer, at a moment of what `act` begins."""
    from tests.web_chat import ask

    mark = moments.getrandbits(40)
    with tempfile.TemporaryDirectory() as folder, _served(state.home) as (address, server):
        files = _write_files(Path(folder) / "files", moments)
        context = browser.new_context()
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(address)
        page.locator(".suggestion").first.wait_for()  # then it hears what is typed
        ask(page, f"Which amendment is it that {mark} asks for?")
        state.read(reported=set())
        act(page, files)
        page.wait_for_timeout(moments.uniform(0, 1500))
        added = page.locator(".outcome .added").all_inner_texts()
        server.send_signal(signal.SIGKILL)
        server.wait()
        context.close()
    names = {file.name for file in files}
    state.read(reported={name for name in names if any(name in line for line in added)})
    return "reported" if added else "under way"


@contextmanager
def _served(home: Path) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    from tests.serving import address_of

    server = subprocess.Popen(
        [sys.executable, "-m", "tests.toy_site"],
        cwd=ROOT,
        env=_environment(home),
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield address_of(server), server
    finally:
        server.kill()
        server.communicate()


def _start_answer(page: "Page", _files: list[Path]) -> None:
    from tests.web_chat import send

    send(page, "Which visit followed the Tashkent Agreement, and what did it bring?")


def _start_upload(page: "Page", files: list[Path]) -> None:
    page.get_by_role("tab", name="Library").click()
    page.set_input_files("#library-files input[type=file]", files)


if __name__ == "__main__":
    sys.exit(main())
