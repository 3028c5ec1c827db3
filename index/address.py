"""Where a library lies: a folder, or the address of a search engine."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import SettingsError

IN_PROCESS, ON_SERVER = "qdrant:", "qdrant://"
DEFAULT_PORT = 6333
_LAST_PORT = 65_535
_SERVER = re.compile(r"([^\s/:@]+|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?/([A-Za-z0-9_-]{1,255})/?")


@dataclass(frozen=True, slots=True)
class EngineAddress:
    """A library in Qdrant: of this process, with its files in `folder`, or in a server.

    In a server, it is the `collection` of `host` and `port`; then `folder` keeps what lies beside
    it on this machine, such as the files that papers came from.
    """

    folder: Path
    host: str | None = None
    port: int = DEFAULT_PORT
    collection: str = ""

    def __str__(self) -> str:
        if self.host is None:
            return f"{IN_PROCESS}{self.folder}"
        return f"{ON_SERVER}{self.host}:{self.port}/{self.collection}"


def home_folder() -> Path:
    """Return the folder for libraries: `FOOTNOTE_HOME`, else the user's data folder."""
    from platformdirs import user_data_path

    home = os.environ.get("FOOTNOTE_HOME")
    return Path(home).expanduser() if home else user_data_path("footnote")


def parse_library(text: str) -> Path | EngineAddress:
    """Read a folder, ``qdrant:FOLDER`` or ``qdrant://HOST:PORT/COLLECTION``.

    Raises `SettingsError`.
    """
    if text.startswith(ON_SERVER):
        match = _SERVER.fullmatch(text.removeprefix(ON_SERVER))
        if match is None or int(match[2] or DEFAULT_PORT) > _LAST_PORT:
            raise SettingsError(
                f"{text!r} is no address of a library. Write qdrant://HOST:PORT/COLLECTION, with "
                "letters, digits, hyphens and underscores in the collection's name, or "
                "qdrant:FOLDER for one that is used by this process alone."
            )
        host, port, collection = match[1], int(match[2] or DEFAULT_PORT), match[3]
        beside = home_folder() / "beside" / f"{host}-{port}-{collection}".replace(":", "-")
        return EngineAddress(beside, host, port, collection)
    if text.startswith(IN_PROCESS):
        folder = text.removeprefix(IN_PROCESS)
        if not folder:
            raise SettingsError("qdrant: needs a folder behind it, as in qdrant:my-library.")
        return EngineAddress(Path(folder).expanduser())
    return Path(text).expanduser()
