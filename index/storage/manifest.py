"""What a generation's ``manifest.json`` says: its facts, and the size and checksum of each file."""

import json
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from corpus.errors import LibraryDamaged, LibraryMismatch

JSONValue: TypeAlias = (
    "str | int | float | bool | Sequence[JSONValue] | Mapping[str, JSONValue] | None"
)

FORMAT_VERSION = 6
"""Of what is written: vectors are in a code that their files name. In version 5, they are as
`index.encoding.older_vectors` has them; in version 4, papers do not tell the pages of their PDFs
besides; in version 3, their ids have 12 digits in place of 32."""
READABLE_VERSIONS = (3, 4, 5, 6)
MANIFEST_NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file's size in bytes and its SHA-256 as 64 hexadecimal digits."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """The facts that a writer left, and a record of each file by its name."""

    facts: Mapping[str, JSONValue]
    files: Mapping[str, FileRecord]
    version: int = FORMAT_VERSION

    @cached_property
    def folders(self) -> Mapping[str, tuple[str, ...]]:
        """The names of the files below each folder, however deep."""
        folders: dict[str, list[str]] = {}
        for name in self.files:
            folder = name
            while folder := folder.rpartition("/")[0]:
                folders.setdefault(folder, []).append(name)
        return {folder: tuple(names) for folder, names in folders.items()}

    def to_bytes(self) -> bytes:
        """Return the file's content; TypeError or ValueError if a fact is not JSON (NaN is not)."""
        content = {
            "format_version": self.version,
            "facts": self.facts,
            "files": {
                name: {"size": record.size, "sha256": record.sha256}
                for name, record in self.files.items()
            },
        }
        return json.dumps(content, allow_nan=False).encode("ascii")

    @classmethod
    def from_bytes(cls, data: bytes, *, library: Path) -> "Manifest":
        """Read what `to_bytes` gave.

        Raises LibraryMismatch for another format version, and LibraryDamaged for
        anything else that is not a manifest.
        """
        try:
            return cls._from_json(json.loads(data), library=library)
        except (ValueError, RecursionError) as error:
            raise damaged(library, f"its {MANIFEST_NAME} cannot be read ({error})") from error

    @classmethod
    def _from_json(cls, content: object, *, library: Path) -> "Manifest":
        match content:
            case {"format_version": version} if version not in READABLE_VERSIONS:
                *older, newest = map(str, READABLE_VERSIONS)
                readable = f"{', '.join(older)} and {newest}"
                raise LibraryMismatch(
                    f"The library {library} has format version {version}; this version of "
                    f"Footnote reads the format versions {readable}. Install the version that "
                    "wrote it, name another folder with --library, or remove the folder and add "
                    "the papers again."
                )
            case {"format_version": int(version), "facts": dict(facts), "files": dict(files)}:
                for name in files:
                    check_name(name)
                records = {name: _record(value) for name, value in files.items()}
                return cls(facts, records, version)
        raise ValueError("it lacks the format version, the facts or the files")


def _record(value: object) -> FileRecord:
    match value:
        case {"size": int(size), "sha256": str(sha256)}:
            return FileRecord(size, sha256)
    raise ValueError(f"a file has no size and SHA-256: {value!r}")


def check_name(name: str) -> None:
    """Raise ValueError unless `name` is a relative path, parts divided by ``/``, that stays inside.

    Backslashes, colons and unprintable characters are refused too, so that a name
    means the same file on every system.
    """
    inside = not {"", ".", ".."}.intersection(name.split("/"))
    if not inside or not name.isprintable() or "\\" in name or ":" in name:
        raise ValueError(f"not a name for a file of a library: {name!r}")
    if name == MANIFEST_NAME:
        raise ValueError(f"{MANIFEST_NAME} is written by the library itself")


def damaged(library: Path, fact: str) -> LibraryDamaged:
    """Return the error that says what is wrong with `library`, and the remedy."""
    option = f"--library {shlex.quote(str(library))}"
    return LibraryDamaged(
        f"The library {library} is damaged: {fact}. `footnote verify {option}` lists all that is "
        f"damaged; `footnote repair {option}` mends it from what is sound, and deletes nothing."
    )
