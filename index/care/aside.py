"""Where a repair keeps what is damaged: LIBRARY/damaged-NUMBER/, under the names it had."""

import os
from pathlib import Path

from index.storage.disk import link_or_copy, make_folder, sync


class Aside:
    """A folder for the damaged files of a library, made with the first of them."""

    def __init__(self, library: Path, number: int) -> None:
        self._library = library
        self.folder = library / f"damaged-{number:06d}"

    def copy(self, path: Path) -> None:
        """Keep a file; it stays where it is as well."""
        target = self._place(path)
        if target is not None:
            link_or_copy(str(path), str(target))

    def move(self, path: Path) -> None:
        """Take a file, or a folder with all that is in it, away."""
        target = self._place(path)
        if target is not None:
            path.rename(target)
            sync(target.parent)
            sync(path.parent)

    def sync(self) -> None:
        """Put all that was kept on the disk itself."""
        for folder, _, _ in os.walk(self.folder, topdown=False):
            sync(Path(folder))

    def _place(self, path: Path) -> Path | None:
        """Return a free name for a file, None if it lies here already."""
        wanted = target = self.folder / path.relative_to(self._library)
        make_folder(target.parent)
        number = 0
        while target.exists():
            if target.samefile(path):
                return None
            number += 1
            target = wanted.with_name(f"{wanted.name}.{number}")
        return target
