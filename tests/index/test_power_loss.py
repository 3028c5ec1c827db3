"""Power lost at every step of a change: the library is the old one or the new one, and whole.

The steps are those of real processes. Where the syncs are taken out of them, states are found
that break: the tests can fail.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from random import Random
from shutil import rmtree

import pytest

from corpus.errors import FootnoteError, UnknownConversation
from corpus.formats import read_paper
from index.care.repair import repair_library
from index.care.verification import verify_library
from index.folder_snapshot import FolderSnapshot
from index.library import Library
from index.storage.originals import OriginalStore
from qa.settings import Settings
from qa.workspace import Workspace
from tests.conversation_samples import ABSTAINED, ANSWERED
from tests.damages import QUESTIONS, flip, make_library
from tests.recorded_steps import Said, Step, Synced, record
from tests.serving import PROJECT, environment_of
from tests.toy_encoder import ToyEncoder
from tests.unsynced_disk import UnsyncedDisk
from ui.conversations.store import Conversations
from ui.verifying import faults_beside

pytestmark = pytest.mark.slow

LOSSES_PER_STEP = 4
TURNS = (ANSWERED, ABSTAINED, ANSWERED)
NEW = "# On Rain\n\nRain falls from clouds in drops. It is wet and cold.\n"


@dataclass(frozen=True, slots=True)
class Recording:
    """The steps of a process below `home`, and the disk before them."""

    home: Path
    disk: UnsyncedDisk
    steps: list[Step]


def recorded(home: Path, *command: str) -> Recording:
    """Run a command over the library in `home` and record it."""
    disk = UnsyncedDisk(home)
    steps = record([sys.executable, *command], home, env=environment_of(home), cwd=PROJECT)
    assert sum(isinstance(step, Synced) for step in steps) > 3
    return Recording(home, disk, steps)


@dataclass(frozen=True, slots=True)
class Loss:
    """What the disk holds after power was lost, and all that the process had said by then."""

    home: Path
    said: str


def losses(recording: Recording, scratch: Path, *, syncs: bool = True) -> Iterator[Loss]:
    """Return different states after power was lost at each step; the folder is gone after each."""
    random = Random(20)  # noqa: S311 - the same losses each time
    disk = deepcopy(recording.disk)
    seen: set[bytes] = set()
    said = ""
    for step in recording.steps:
        if isinstance(step, Said):
            said += step.text
        if syncs or not isinstance(step, Synced):
            disk.take(step)
        for _ in range(LOSSES_PER_STEP):
            target = scratch / "home"
            disk.lose_power(target, random)
            digest = _digest(target, said)
            if digest not in seen:
                seen.add(digest)
                yield Loss(target, said)
            rmtree(target)


def _digest(folder: Path, said: str) -> bytes:
    digest = blake2b(said.encode())
    for path in sorted(folder.rglob("*")):
        digest.update(str(path.relative_to(folder)).encode())
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.digest()


def workspace_in(home: Path) -> Workspace:
    """Open the library below a folder."""
    return Workspace(Library(home / "library", make_encoder=ToyEncoder), Settings(reader="none"))


def ids_in(home: Path) -> tuple[str, ...] | None:
    """Return the papers of the library; None where there is none."""
    snapshot = Library(home / "library", make_encoder=ToyEncoder).snapshot()
    if snapshot is None:
        return None
    assert isinstance(snapshot, FolderSnapshot)
    snapshot.generation.verify()
    return tuple(entry.id for entry in snapshot.entries)


def answers_in(home: Path) -> list[str]:
    """Ask all questions."""
    workspace = workspace_in(home)
    return [workspace.answer(question).text for question in QUESTIONS]


def check_library(loss: Loss, old: "State", new: "State", *, done: str) -> bool:
    """Check that the library is whole, and whether it is the new one: so if that was said."""
    ids = ids_in(loss.home)
    assert ids in (old.ids, new.ids)
    if done in loss.said:
        assert ids == new.ids
    if ids is not None:
        assert answers_in(loss.home) == (new if ids == new.ids else old).answers
    return ids == new.ids


@dataclass(frozen=True, slots=True)
class State:
    """The papers of a library, None where there is no library, and what they answer."""

    ids: tuple[str, ...] | None
    answers: list[str]


def state_of(home: Path) -> State:
    """Note what a library is."""
    ids = ids_in(home)
    return State(ids, answers_in(home) if ids is not None else [])


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a library, recorded, with the library before and after it."""

    recording: Recording
    old: State
    new: State
    done: str


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for what is recorded."""
    return tmp_path_factory.mktemp("power")


@pytest.fixture(scope="module")
def adding(scratch: Path) -> Change:
    """Return the adding of a fifth paper."""
    home = scratch / "adding" / "home"
    home.mkdir(parents=True)
    make_library(home / "library")
    old = state_of(home)
    file = scratch / "rain.md"
    file.write_text(NEW)
    recording = recorded(home, "-m", "tests.toy_footnote", "add", str(file))
    return Change(recording, old, state_of(home), "Added")


@pytest.fixture(scope="module")
def removing(scratch: Path) -> Change:
    """Return the removal of one of four papers."""
    home = scratch / "removing" / "home"
    home.mkdir(parents=True)
    ids = make_library(home / "library")
    old = state_of(home)
    recording = recorded(home, "-m", "tests.toy_footnote", "remove", ids["bees"])
    return Change(recording, old, state_of(home), "Removed")


@pytest.fixture(scope="module")
def beginning(scratch: Path) -> Change:
    """Return the making of a library with its first paper."""
    home = scratch / "beginning" / "home"
    home.mkdir(parents=True)
    recording = recorded(home, "-m", "tests.toy_footnote", "papers")
    return Change(recording, State(None, []), state_of(home), "sections")


def outcomes(change: Change, scratch: Path) -> list[bool]:
    """Check every state after a loss of power, and give for each whether it is the new one."""
    return [
        check_library(loss, change.old, change.new, done=change.done)
        for loss in losses(change.recording, scratch)
    ]


def test_power_lost_while_a_paper_is_added(adding: Change, tmp_path: Path) -> None:
    """The four papers are there in any state, and the fifth once that was said."""
    found = outcomes(adding, tmp_path)
    assert len(found) > 60
    assert found.count(True) > 10
    assert found.count(False) > 30


def test_power_lost_while_a_paper_is_removed(removing: Change, tmp_path: Path) -> None:
    """All four papers are there, or the three others."""
    found = outcomes(removing, tmp_path)
    assert len(found) > 60
    assert found.count(True) > 10


def test_power_lost_while_a_library_is_begun(beginning: Change, tmp_path: Path) -> None:
    """There is no library yet, or a whole one."""
    found = outcomes(beginning, tmp_path)
    assert len(found) > 60
    assert found.count(False) > 20


def test_a_library_goes_on_after_a_loss_of_power(adding: Change, tmp_path: Path) -> None:
    """What was left half done is removed by the next change, and everything is sound."""
    file = tmp_path / "snow.md"
    file.write_text("# On Snow\n\nSnow is rain that froze. It melts in spring.\n")
    paper = read_paper(file)
    for number, loss in enumerate(losses(adding.recording, tmp_path)):
        if number % 7 == 0:
            library = Library(loss.home / "library", make_encoder=ToyEncoder)
            library.add([library.encode(paper)])
            assert verify_library(library.folder).faults == ()
            assert len(list((library.folder / "generations").iterdir())) == 2


def test_the_original_of_a_paper_is_whole_once_the_paper_is_said_to_be_added(
    adding: Change, tmp_path: Path
) -> None:
    """And a file that has the name of an original has its content, in any state."""
    (rain,) = set(adding.new.ids or ()) - set(adding.old.ids or ())
    found = 0
    for loss in losses(adding.recording, tmp_path):
        store = OriginalStore(loss.home / "library")
        kept = {paper_id for _, paper_id in store.files() if store.read(paper_id) is not None}
        assert set(adding.old.ids or ()) <= kept
        if adding.done in loss.said:
            assert rain in kept
            found += 1
    assert found > 0


def broken(change: Change, scratch: Path) -> list[str]:
    """Return what goes wrong after losses of power where nothing is ever synced."""
    faults = []
    for loss in losses(change.recording, scratch, syncs=False):
        try:
            check_library(loss, change.old, change.new, done=change.done)
        except (FootnoteError, AssertionError) as error:
            faults.append(type(error).__name__)
    return faults


def test_without_syncs_a_loss_of_power_breaks_a_library(removing: Change, tmp_path: Path) -> None:
    """So the tests above can fail."""
    faults = broken(removing, tmp_path)
    assert faults.count("LibraryDamaged") > 10


KEEP_TURNS = """
from tests.conversation_samples import ABSTAINED, ANSWERED
from ui.conversations.store import Conversations, default_conversations_file
TURNS = (ANSWERED, ABSTAINED, ANSWERED)
conversations = Conversations(default_conversations_file())
for count in range(1, len(TURNS) + 1):
    conversations.keep("one", TURNS[:count])
    print("kept", count, flush=True)
"""


def turns_in(home: Path) -> int:
    """Return how many turns of the conversation are kept: the first ones, as they were."""
    assert faults_beside(home / "library") == []
    with suppress(UnknownConversation):
        turns = Conversations(home / "conversations.sqlite").open("one").turns
        assert turns == TURNS[: len(turns)]
        return len(turns)
    return 0


def test_power_lost_while_conversations_are_kept(scratch: Path, tmp_path: Path) -> None:
    """Each turn is kept once that was said, and the file is never damaged."""
    home = scratch / "talking" / "home"
    home.mkdir(parents=True)
    recording = recorded(home, "-c", KEEP_TURNS)
    counts = []
    for loss in losses(recording, tmp_path):
        said = [int(count) for count in re.findall(r"kept (\d+)", loss.said)]
        counts.append(turns_in(loss.home))
        assert counts[-1] >= max(said, default=0)
    assert len(counts) > 60
    assert set(counts) == set(range(len(TURNS) + 1))


def test_power_lost_while_a_library_is_repaired(scratch: Path, tmp_path: Path) -> None:
    """It is damaged as before, or mended; repaired again, it answers as it did when sound."""
    home = scratch / "repairing" / "home"
    home.mkdir(parents=True)
    ids = make_library(home / "library")
    sound = state_of(home)
    newest = home / "library" / "generations" / "000004"
    flip(newest / "papers" / f"{ids['tea']}.json")
    flip(newest / "catalogue.json")
    recording = recorded(home, "-m", "tests.toy_footnote", "repair")
    assert state_of(home) == sound
    found = 0
    for loss in losses(recording, tmp_path):
        found += 1
        if found % 3 == 0:
            repair = repair_library(
                loss.home / "library", make_encoder=ToyEncoder, default_model="toy"
            )
            assert repair.lost == ()
            assert state_of(loss.home) == sound
            assert list(loss.home.glob("library/damaged-*/**/catalogue.json"))
    assert found > 50
