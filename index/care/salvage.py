"""What a repair does without, kept beside the library before it goes."""

from collections.abc import Mapping
from pathlib import Path

from index.care.aside import Aside
from index.care.remains import Leftover, Remains, paper_of_file
from index.care.verification import Verification
from index.storage.manifest import MANIFEST_NAME
from index.storage.originals import OriginalStore
from index.storage.pointer import POINTER_NAME


class Salvage:
    """Puts files of a damaged library aside, in which `found` was wrong."""

    def __init__(self, remains: Remains, found: Verification, aside: Aside) -> None:
        self._remains = remains
        self._found = found
        self._aside = aside

    @property
    def folder(self) -> Path | None:
        """Where they lie, None if none was put there."""
        return self._aside.folder if self._aside.folder.exists() else None

    def sync(self) -> None:
        """Have what was put aside written to the disk."""
        self._aside.sync()

    def move_originals(self) -> None:
        """Move the damaged originals away."""
        for file in self._damaged_originals():
            self._aside.move(file)

    def _damaged_originals(self) -> list[Path]:
        return [self._remains.library / fault.file for fault in self._found.original_faults]

    def keep_originals(self, lost: set[str]) -> None:
        """Keep the files of lost papers: a file may be sound, and still not be read."""
        originals, moved = OriginalStore(self._remains.library), self._damaged_originals()
        for paper_id in lost:
            for original in originals.files_of(paper_id):
                if original not in moved:
                    self._aside.copy(original)

    def make_way(self) -> None:
        """Move away what lies where the pointer must be written, and is no pointer."""
        pointer = self._remains.library / POINTER_NAME
        if pointer.is_dir():
            self._aside.move(pointer)
        elif pointer.exists() and self._remains.pointer is None:
            self._aside.copy(pointer)

    def keep_copies(self, generation: Leftover, lost: set[str]) -> None:
        """Keep the files of a generation that no manifest proves, and those of lost papers."""
        names: Mapping[str, Path] = {
            path.relative_to(generation.folder).as_posix(): path
            for path in sorted(generation.folder.rglob("*"))
        }
        for name, path in names.items():
            if name == MANIFEST_NAME and path.is_file():
                if generation.facts is None or self._is_untrusted(generation):
                    self._aside.copy(path)
            elif path.is_dir():
                if name in {*generation.records, MANIFEST_NAME}:
                    self._aside.move(path)
            elif not path.exists():  # in a folder that was just moved
                continue
            elif paper_of_file(name) in lost or not self._is_proven(name, path):
                self._aside.copy(path)

    def _is_untrusted(self, generation: Leftover) -> bool:
        pointer = self._remains.pointer
        return (
            pointer is not None and pointer.number == generation.number and not generation.trusted
        )

    def _is_proven(self, name: str, path: Path) -> bool:
        return any(
            self._remains.is_sound(path, record) for record in self._remains.records_of(name)
        )
