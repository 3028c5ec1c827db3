"""What the tests share: no network, no library of the user's, and few loadings of the model."""

import os
import signal
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING, TypeAlias

import pytest

from corpus.formats import read_bundled_paper
from index.encoding.encoder import Encoder
from index.encoding.encoders import make_encoder
from index.encoding.environment import silence_libraries
from index.encoding.models import DEFAULT_MODEL
from index.library import Library
from qa.workspace import Workspace
from tests.tiny_model import save_tiny_model
from tests.toy_encoder import ToyEncoder
from ui.cli import main

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def pytest_configure() -> None:
    """Keep the libraries from the network; they read this when they are imported, later.

    Let programs that the tests start be interrupted, wherever these are run.
    """
    silence_libraries()
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TRANSFORMERS_OFFLINE"] = "1"
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # A job in a shell's background ignores Control-C, and so would the programs it starts.
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def home_of_the_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the libraries of a session's and a module's fixtures out of the user's folders."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOOTNOTE_HOME", str(tmp_path_factory.mktemp("home")))
        for name in ("FOOTNOTE_AUTH", "FOOTNOTE_USERS", "FOOTNOTE_DEBUG", "COLUMNS", "FORCE_COLOR"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that FOOTNOTE_HOME names: each test starts without a library."""
    folder = tmp_path / "home"
    monkeypatch.setenv("FOOTNOTE_HOME", str(folder))
    monkeypatch.setenv("FOOTNOTE_READER", "none")
    return folder


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """Return one Chromium for a module."""
    from tests.chromium import chromium

    with chromium() as one:
        yield one


@pytest.fixture
def toy() -> ToyEncoder:
    """Return an encoder that needs no model."""
    return ToyEncoder()


@pytest.fixture
def library(tmp_path: Path, toy: ToyEncoder) -> Library:
    """Return a library without papers, of the toy encoder."""
    return Library(tmp_path / "library", make_encoder=lambda _: toy)


@pytest.fixture(scope="session")
def real_encoder() -> Encoder:
    """Return the default model, loaded once for all tests."""
    encoder = make_encoder(DEFAULT_MODEL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the libraries say of each other as they load
        encoder.encode(["A text."])
    return encoder


MakeEncoder: TypeAlias = Callable[[str], Encoder]


@pytest.fixture(scope="session")
def make_real_encoder(real_encoder: Encoder) -> MakeEncoder:
    """Return what makes the encoder of a name, without loading the default model again."""
    return lambda name: real_encoder if name == DEFAULT_MODEL else make_encoder(name)


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a sentence-transformers model that loads and encodes at once."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return save_tiny_model(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="session")
def real_library(make_real_encoder: MakeEncoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a library's folder, with the bundled paper and the default model; not to change."""
    folder = tmp_path_factory.mktemp("real") / "library"
    library = Library(folder, make_encoder=make_real_encoder)
    library.add([library.encode(read_bundled_paper())])
    return folder


@pytest.fixture(scope="session")
def real_workspace(real_library: Path, make_real_encoder: MakeEncoder) -> Workspace:
    """Return that library as the commands and the web chat have it; not to change."""
    return Workspace(Library(real_library, make_encoder=make_real_encoder))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command gave: exit status, standard output and standard error."""

    status: int
    output: str
    errors: str


Footnote: TypeAlias = Callable[..., Outcome]


@pytest.fixture
def footnote(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Footnote:
    """Return the command line, run in this process over the toy encoder."""
    monkeypatch.setattr("index.encoding.encoders.make_encoder", ToyEncoder)
    return _command_line(capsys)


@pytest.fixture
def real_footnote(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    make_real_encoder: MakeEncoder,
    real_library: Path,
    home: Path,
) -> Footnote:
    """Return the command line over the default model, and a library with the bundled paper."""
    monkeypatch.setattr("index.encoding.encoders.make_encoder", make_real_encoder)
    monkeypatch.delenv("FOOTNOTE_READER")
    copytree(real_library, home / "library")
    return _command_line(capsys)


def _command_line(capsys: pytest.CaptureFixture[str]) -> Footnote:
    def run(*arguments: str | Path) -> Outcome:
        capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        return Outcome(status, *capsys.readouterr())

    return run
