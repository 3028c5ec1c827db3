"""The file ``CURRENT`` of a library, which says what generation counts, and its swap."""

import re
from pathlib import Path
from typing import NamedTuple

from index.storage.disk import sync, write_synced

POINTER_NAME = "CURRENT"
NEW_POINTER_NAME = "CURRENT.new"
_POINTER = re.compile(rb"(\d{6,}) ([0-9a-f]{64})\n")


class Pointer(NamedTuple):
    """The number of the current generation, and the checksum of its manifest."""

    number: int
    manifest_sha256: str

    def to_bytes(self) -> bytes:
        """Return what `parse_pointer` reads."""
        return f"{self.number:06d} {self.manifest_sha256}\n".encode("ascii")


def parse_pointer(content: bytes) -> Pointer | None:
    """Return what the file ``CURRENT`` says, None where it says nothing."""
    match = _POINTER.fullmatch(content)
    return Pointer(int(match[1]), match[2].decode("ascii")) if match else None


def replace_pointer(library: Path, pointer: Pointer) -> None:
    """Let another generation count, by one rename; it is on the disk on return."""
    new = library / NEW_POINTER_NAME
    write_synced(new, pointer.to_bytes())
    new.replace(library / POINTER_NAME)
    sync(library)
