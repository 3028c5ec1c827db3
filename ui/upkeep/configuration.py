"""What is set, and from where: by an option, by the environment, by the library, or by nobody."""

import os
import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from corpus.errors import FootnoteError, LibraryError
from corpus.installing import PACKAGE
from index.address import EngineAddress
from index.encoding.models import DEFAULT_MODEL
from index.library import Library
from index.storage.originals import VARIABLE as ORIGINALS
from qa.settings import Settings, default_reader
from qa.workspace import default_library
from ui.accounts.users_file import VARIABLE as USERS

HOME = "FOOTNOTE_HOME"
READER = "FOOTNOTE_READER"
SECRET = frozenset({"FOOTNOTE_AUTH", "FOOTNOTE_LLM_KEY", "FOOTNOTE_QDRANT_KEY"})
"""Variables whose values nobody is to read over a shoulder."""
VARIABLES = (HOME, READER, ORIGINALS, USERS, *sorted(SECRET), "FOOTNOTE_DEBUG")
_BY_DEFAULT = "default"
_PACKAGES = (
    PACKAGE,
    "faiss-cpu",
    "fastapi",
    "gradio",
    "mcp",
    "numpy",
    "onnxruntime",
    "openai",
    "pypdfium2",
    "qdrant-client",
    "qdrant-edge-py",
    "sentence-transformers",
    "torch",
    "xllamacpp",
)


@dataclass(frozen=True, slots=True)
class Setting:
    """Something that is set; `source` says by what: an option, a variable, or the default."""

    name: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Options:
    """What options say; None where they say nothing."""

    library: Path | EngineAddress | None = None
    model: str | None = None
    reader: str | None = None
    settings: Path | None = None


def settings_in_force(options: Options) -> Iterator[Setting]:
    """Return what Footnote works with. Nothing is made, and no library is changed."""
    folder = options.library or default_library()
    where = "--library" if options.library else _or_default(HOME)
    yield Setting("library", str(folder.absolute() if isinstance(folder, Path) else folder), where)
    yield _model(folder, options.model)
    yield _reader(options)
    yield Setting(
        "settings", str(options.settings or "none"), "--settings" if options.settings else "default"
    )
    yield Setting("originals", os.environ.get(ORIGINALS) or "all", _or_default(ORIGINALS))
    yield Setting("users", os.environ.get(USERS) or "none", _or_default(USERS))
    beside = default_library().parent
    for name in ("conversations.sqlite", "feedback.jsonl", "runs", "uploads"):
        yield Setting(name.partition(".")[0], str(beside / name), _or_default(HOME))


def environment_in_force() -> Mapping[str, str]:
    """Return the variables that are set, without what is secret of them."""
    found = {name: os.environ[name] for name in VARIABLES if os.environ.get(name)}
    return {name: "(set)" if name in SECRET else value for name, value in found.items()}


def versions_in_force() -> Mapping[str, str]:
    """Return the versions of Python, the system and the packages that matter most."""
    versions = {"python": platform.python_version(), "system": platform.platform()}
    for name in _PACKAGES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            versions[name] = "not installed"
    return versions


def _model(folder: Path | EngineAddress, asked: str | None) -> Setting:
    try:
        snapshot = Library(folder).snapshot()
    except LibraryError:
        snapshot = None
    if snapshot is not None:
        return Setting("model", snapshot.model, "the library")
    return Setting("model", asked or DEFAULT_MODEL, "--model" if asked else _BY_DEFAULT)


def _reader(options: Options) -> Setting:
    if options.reader:
        return Setting("reader", options.reader, "--reader")
    if options.settings:
        return Setting("reader", _reader_in(options.settings), "--settings")
    return Setting("reader", default_reader(), _or_default(READER))


def _reader_in(file: Path) -> str:
    from qa.settings import load_settings

    try:
        settings: Settings = load_settings(file)
    except FootnoteError:
        return "unknown: the settings cannot be read"
    return settings.reader


def _or_default(variable: str) -> str:
    return variable if os.environ.get(variable) else _BY_DEFAULT
