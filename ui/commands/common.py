"""What the commands share: their options, and opening the library."""

import argparse
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ui.console import progress, say

if TYPE_CHECKING:
    from index.address import EngineAddress
    from index.storage.originals import Keeping
    from qa.llm.settings import LLMSettings
    from qa.settings import Settings
    from qa.workspace import Workspace


def add_common_options(parser: argparse.ArgumentParser, *, again: bool = False) -> None:
    """Add the options that every command takes.

    They may stand before the command and, `again`, behind it, where they count more.
    """
    unset = argparse.SUPPRESS if again else None
    group = parser.add_argument_group("common options")
    group.add_argument(
        "--library",
        type=parse_library_option,
        default=unset,
        metavar="FOLDER",
        help="the library to use: a folder, qdrant:FOLDER or qdrant://HOST:PORT/COLLECTION "
        "(default: your own, or the one below FOOTNOTE_HOME)",
    )
    group.add_argument(
        "--model",
        type=_model,
        default=unset,
        metavar="NAME_OR_PATH",
        help="sentence-transformers model for a new library (default: all-MiniLM-L6-v2)",
    )
    group.add_argument(
        "--reader",
        type=_reader,
        default=unset,
        metavar="NAME_OR_PATH",
        help="cross-encoder or question-answering model that reads the passages found, or none "
        "(default: footnote-reader, or what FOOTNOTE_READER names)",
    )
    group.add_argument(
        "--settings",
        type=Path,
        default=unset,
        metavar="FILE",
        help="weights and threshold that `footnote tune` fitted",
    )
    group.add_argument(
        "--quiet",
        action="store_true",
        default=unset or False,
        help="no progress and no remarks on standard error, only errors",
    )


def add_paper_option(parser: argparse.ArgumentParser) -> None:
    """Add the option that restricts a question to some papers."""
    parser.add_argument(
        "--paper",
        action="append",
        default=[],
        metavar="ID",
        help="ask only this paper; may be given several times (`footnote papers` lists the ids)",
    )


def add_json_option(parser: argparse.ArgumentParser) -> None:
    """Add the option for output that programs read."""
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def add_llm_options(parser: argparse.ArgumentParser) -> None:
    """Add the options for answers by a language model."""
    group = parser.add_argument_group(
        "answers by a language model",
        "Every sentence that the model writes is checked against the passages it cites. The "
        "key of an endpoint is read from FOOTNOTE_LLM_KEY. Where the model fails, the answer is "
        "the extractive one.",
    )
    group.add_argument(
        "--llm",
        metavar="URL",
        help="an OpenAI-compatible endpoint, such as http://127.0.0.1:11434/v1 for Ollama, or "
        "local:FILE.gguf for a model in this process, or local for the one that is installed",
    )
    group.add_argument(
        "--llm-model", metavar="NAME", help="the model to ask for (default: the only one there is)"
    )
    group.add_argument(
        "--llm-mode",
        choices=("extractive", "llm", "llm-quoted"),
        default="llm",
        help="how to answer: in the papers' own sentences, in the model's, or in the model's "
        "with the quotes behind each (default: llm)",
    )
    group.add_argument(
        "--llm-unsupported",
        choices=("drop", "mark"),
        default="drop",
        help="what to do with sentences that the passages do not bear out (default: drop)",
    )
    group.add_argument(
        "--llm-timeout",
        type=_seconds,
        default=60.0,
        metavar="SECONDS",
        help="give up a reply that takes longer (default: 60)",
    )
    group.add_argument(
        "--llm-context",
        type=positive,
        metavar="TOKENS",
        help="how much the model can read and write (default: what the endpoint says, or 4096; "
        "2048 for a model in this process)",
    )


def add_users_option(
    parser: argparse.ArgumentParser, what_for: str, *, again: bool = False
) -> None:
    """Add the option that names the file of users; `again` behind an action of the command."""
    from ui.accounts.users_file import VARIABLE

    parser.add_argument(
        "--users",
        type=_users_file,
        default=argparse.SUPPRESS if again else None,
        metavar="FILE",
        help=f"{what_for} (`footnote users` makes the file; default: what {VARIABLE} names)",
    )


def users_file_of(options: argparse.Namespace) -> Path | None:
    """Return the file of users that the options, or else the environment, name."""
    from ui.accounts.users_file import VARIABLE

    named: Path | None = options.users
    told = os.environ.get(VARIABLE, "")
    return named or (Path(told).expanduser() if told.strip() else None)


def llm_of(options: argparse.Namespace) -> "LLMSettings | None":
    """Return the language model that the options name. Raises `LLMError`, `UsageError`."""
    from ui.commands.usage import UsageError

    if options.llm is None:
        if options.llm_model is not None:
            raise UsageError("--llm-model needs --llm, which says where the model is")
        return None
    from qa.answer import Mode
    from qa.llm.settings import LLMSettings, parse_address

    return LLMSettings(
        address=parse_address(options.llm),
        model=options.llm_model,
        mode=Mode(options.llm_mode),
        timeout=options.llm_timeout,
        context=options.llm_context,
        keep_unsupported=options.llm_unsupported == "mark",
    )


def positive(text: str) -> int:
    """Read a count from the command line."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 on")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0.0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds above 0")
    return seconds


def _users_file(text: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError("it must name a file")
    return Path(text).expanduser()


def parse_library_option(text: str) -> "Path | EngineAddress":
    """Read the address of a library, as argparse wants it read."""
    from corpus.errors import SettingsError
    from index.address import parse_library

    if not text.strip():
        raise argparse.ArgumentTypeError("it must name a folder")
    try:
        return parse_library(text)
    except SettingsError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _model(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("it must name a model or its folder")
    return text


def _reader(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("it must name a reader or its folder, or be none")
    return text


def settings_of(options: argparse.Namespace) -> "Settings":
    """Return the settings that the options name. Raises `SettingsError`."""
    from qa.settings import Settings, load_settings

    settings = load_settings(options.settings) if options.settings else Settings()
    return replace(settings, reader=options.reader) if options.reader else settings


def folder_of(options: argparse.Namespace) -> Path:
    """Return the folder of the library that the options name. Raises `SettingsError`."""
    from corpus.errors import SettingsError
    from qa.workspace import default_library

    library: Path | EngineAddress | None = options.library
    if library is not None and not isinstance(library, Path):
        raise SettingsError(
            f"The library {library} is kept by Qdrant, which checks and mends its own files. "
            f"`footnote move --library {library} --to FOLDER` copies it into a folder and "
            "compares every paper with its checksum."
        )
    return library or default_library()


def open_library(
    options: argparse.Namespace,
    *,
    llm: "LLMSettings | None" = None,
    keeping: "Keeping | None" = None,
) -> "Workspace":
    """Open the library that the options name, with a progress bar where it is new."""
    from qa.workspace import open_workspace

    settings = settings_of(options)

    def announce() -> None:
        if not options.quiet:
            say("A new library: indexing the bundled paper …")

    with progress("Indexing", quiet=options.quiet) as move:
        return open_workspace(
            options.library,
            model=options.model,
            settings=settings,
            llm=llm,
            keeping=keeping,
            on_new=announce,
            on_progress=move,
        )
