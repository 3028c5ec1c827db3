"""Crash-safe storage: a library's files as immutable generations behind one pointer.

    LIBRARY/CURRENT               names a generation and its manifest's checksum
    LIBRARY/generations/000042/   manifest.json, and the files that it records
    LIBRARY/lock                  held by the one writer; freed by the system when that dies
    LIBRARY/lock.held             instead of it, where the file system has no locks

A change writes and syncs a whole new generation, then replaces ``CURRENT`` in one
step, so at every moment ``CURRENT`` names a complete generation. The next writer
removes whatever is left over; of the older generations only the newest stays, for
readers that are still opening it.
"""

import hashlib
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from corpus.errors import LibraryBusy, LibraryDamaged
from index.storage.disk import PRIVATE_FOLDER, explained, make_folder, make_private
from index.storage.draft import Draft
from index.storage.generation import Generation
from index.storage.locking import Held, acquire
from index.storage.manifest import MANIFEST_NAME, Manifest, damaged
from index.storage.pointer import NEW_POINTER_NAME, POINTER_NAME, Pointer, parse_pointer

Loaded = TypeVar("Loaded")

GENERATION_NAME = re.compile(r"\d{6,}")


class GenerationStore:
    """The generations of the library in `folder`, which need not exist yet.

    Many processes may read while one writes. Errors are LibraryError and its
    subclasses, for reading and for writing.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self._generations = self.folder / "generations"

    def current(self) -> Generation | None:
        """Return the current generation after reading its manifest; None if there never was one."""
        with explained(self.folder):
            pointer = self._pointer()
            while pointer is not None:
                try:
                    return self._open(pointer)
                except LibraryDamaged:
                    # A writer that removed the generation has moved the pointer before.
                    moved = self._pointer()
                    if moved == pointer:
                        raise
                    pointer = moved
        return None

    def is_current(self, generation: Generation) -> bool:
        """Whether `generation` is still the newest; reads nothing but the pointer."""
        with explained(self.folder):
            pointer = self._pointer()
        return pointer is not None and pointer.number == generation.number

    def load(self, read: Callable[[Generation], Loaded]) -> Loaded | None:
        """Return what `read` makes of the current generation; None if there never was one.

        Two changes while `read` opens files may remove them under its hands. If it
        fails and there has been a change, it is called again with the newer generation.
        """
        generation = self.current()
        while generation is not None:
            try:
                return read(generation)
            except Exception:
                newer = self.current()
                if newer == generation:
                    raise
                generation = newer
        return None

    @contextmanager
    def change(self, *, patience: float = 0.0) -> Iterator[Draft]:
        """Begin a draft of the next generation, which takes effect with its `commit`.

        Leaving without `commit`, by an exception or not, changes nothing. Raises
        LibraryBusy if anyone else is still changing the library after `patience` seconds.
        """
        with self.locked(patience):
            previous = self.current()
            self._remove_leftovers()
            number = previous.number + 1 if previous else 1
            draft = Draft(self._generations / f"{number:06d}", previous)
            make_private(self._generations)
            draft.folder.mkdir(mode=PRIVATE_FOLDER)
            try:
                yield draft
            finally:
                draft.close()
                self._remove_leftovers()

    @contextmanager
    def locked(self, patience: float = 0.0) -> Iterator[None]:
        """Keep all others from changing the library while the block runs. Raises LibraryBusy."""
        with explained(self.folder), self._locked(patience):
            yield

    @contextmanager
    def _locked(self, patience: float) -> Iterator[None]:
        make_folder(self.folder)
        try:
            lock = acquire(self.folder / "lock", patience=patience)
        except Held as error:
            raise LibraryBusy(
                f"The library {self.folder} is being changed by another process. Wait until that "
                f"is done and try again, or name another folder with --library.{error}"
            ) from error
        try:
            yield
        finally:
            lock.release()

    def _numbers(self) -> list[int]:
        try:
            names = [folder.name for folder in self._generations.iterdir()]
        except FileNotFoundError:
            return []
        except NotADirectoryError:
            if not self.folder.is_dir():
                raise
            raise damaged(self.folder, f"{self._generations} is no folder") from None
        return [int(name) for name in names if GENERATION_NAME.fullmatch(name)]

    def _pointer(self) -> Pointer | None:
        numbers = self._numbers()
        try:
            content = (self.folder / POINTER_NAME).read_bytes()
        except FileNotFoundError:
            # The first change may have been cut off. A second one begins only behind a pointer.
            if max(numbers, default=0) > 1:
                raise damaged(self.folder, f"its file {POINTER_NAME} is missing") from None
            return self._whole_first() if numbers else None
        except IsADirectoryError:
            raise damaged(self.folder, f"its file {POINTER_NAME} is missing") from None
        pointer = parse_pointer(content)
        if pointer is None:
            raise damaged(self.folder, f"its file {POINTER_NAME} names no generation")
        return pointer

    def _whole_first(self) -> Pointer | None:
        """Return a pointer to the first generation if all of it is there, None if it is not.

        Its pointer was lost, or not yet written: without this, the next change would take it for
        a leftover and remove it.
        """
        with suppress(OSError, LibraryDamaged):
            data = (self._generations / "000001" / MANIFEST_NAME).read_bytes()
            pointer = Pointer(1, hashlib.sha256(data).hexdigest())
            generation = self._open(pointer)
            for name in generation.files:
                generation.path(name)
            return pointer
        return None

    def _open(self, pointer: Pointer) -> Generation:
        folder = self._generations / f"{pointer.number:06d}"
        try:
            data = (folder / MANIFEST_NAME).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
            raise damaged(self.folder, f"{folder / MANIFEST_NAME} is missing") from error
        if hashlib.sha256(data).hexdigest() != pointer.manifest_sha256:
            raise damaged(self.folder, f"{folder / MANIFEST_NAME} has changed since it was written")
        return Generation(folder, Manifest.from_bytes(data, library=self.folder))

    def _remove_leftovers(self) -> None:
        """Remove all but the current generation and the one before it, as far as that works.

        Looks at the pointer alone, so that it is right after a commit, after a change
        that failed, and after an interruption in between.
        """
        pointer = self._pointer()
        stays = {pointer.number, pointer.number - 1} if pointer else set()
        with suppress(OSError):
            for number in set(self._numbers()) - stays:
                shutil.rmtree(self._generations / f"{number:06d}", ignore_errors=True)
            (self.folder / NEW_POINTER_NAME).unlink(missing_ok=True)
