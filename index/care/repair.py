"""A damaged library mended: a new generation of all that is sound or can be had again.

Nothing is deleted: what is damaged lies under ``LIBRARY/damaged-NUMBER/`` afterwards, until
the user removes it. A repair that is broken off leaves the library as damaged as it was.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

from corpus.errors import LibraryDamaged
from index.care.aside import Aside
from index.care.mending import Mender
from index.care.recovery import PaperName, Recovery
from index.care.remains import Leftover, Remains
from index.care.salvage import Salvage
from index.care.verification import Progress, Verification, verify_library
from index.encoding.encoder import Encoder
from index.storage.disk import PRIVATE_FOLDER, make_private
from index.storage.draft import Draft
from index.storage.pointer import POINTER_NAME, parse_pointer
from index.storage.store import GenerationStore

_PATIENCE = 30.0
"""Seconds to wait for another process that is changing the library."""


@dataclass(frozen=True, slots=True)
class Repair:
    """What a repair did. `found` is what was damaged before it.

    `encoded` are the papers that were encoded again, `reread` those of them that were read from
    their originals. `lost` are those that nothing is left of to mend them with. `aside` is the
    folder that holds the damaged files, None where there were none to keep.
    """

    found: Verification
    generation: int | None = None
    encoded: tuple[PaperName, ...] = ()
    reread: tuple[PaperName, ...] = ()
    lost: tuple[PaperName, ...] = ()
    aside: Path | None = None


def repair_library(
    folder: Path,
    *,
    make_encoder: Callable[[str], Encoder],
    default_model: str,
    on_progress: Progress | None = None,
) -> Repair:
    """Mend the library in `folder`, and do nothing to one that is sound.

    `make_encoder` gives the encoder of a name, for papers that must be encoded again; the
    library's own model is taken, or `default_model` if nothing tells which that is. Raises
    `LibraryError`, such as `LibraryBusy`, or `LibraryDamaged` where nothing is left to mend.
    """
    library = folder.absolute()
    if not library.exists():
        return Repair(Verification())
    with GenerationStore(library).locked(_PATIENCE):
        found = verify_library(library, on_progress=on_progress)
        if not _is_mendable(found):
            return Repair(found, found.generation)
        return _Repairing(library, found, make_encoder, default_model).repair()


def _is_mendable(found: Verification) -> bool:
    faults = (*found.faults, *found.previous_faults, *found.original_faults)
    return any(fault.mendable for fault in faults)


class _Repairing:
    def __init__(
        self,
        library: Path,
        found: Verification,
        make_encoder: Callable[[str], Encoder],
        default_model: str,
    ) -> None:
        self._library = library
        self._found = found
        self._remains = Remains(library)
        self._recovery = Recovery(self._remains)
        self._make_encoder = make_encoder
        self._default_model = default_model
        newest = max((one.number for one in self._remains.generations), default=0)
        self._number = max(newest, self._remains.pointer.number if self._remains.pointer else 0) + 1
        self._salvage = Salvage(self._remains, found, Aside(library, self._number))
        self._renews = any(fault.mendable for fault in found.faults)

    def repair(self) -> Repair:
        mender = self._write_generation() if self._renews else None
        # Not before: what may be refused is refused while everything lies where it lay.
        self._salvage.move_originals()
        self._give_up_damaged()
        return Repair(
            found=self._found,
            generation=self._number if mender else self._found.generation,
            encoded=tuple(mender.encoded) if mender else (),
            reread=tuple(mender.reread) if mender else (),
            lost=tuple(mender.lost) if mender else (),
            aside=self._salvage.folder,
        )

    def _write_generation(self) -> Mender:
        """Commit a generation of what is left; beforehand, keep copies of what is damaged."""
        current = self._remains.current
        if current is None:
            raise LibraryDamaged(
                f"Nothing is left of the library {self._library} that it could be mended from. "
                "Move the folder away and add the papers again (its folder originals has those "
                "that were kept), or put a copy of the library back."
            )
        make_private(self._library / "generations")
        draft = Draft(self._library / "generations" / f"{self._number:06d}", None)
        draft.folder.mkdir(mode=PRIVATE_FOLDER)
        try:
            mender = Mender(draft, self._recovery, current, self._make_encoder, self._default_model)
            mender.fill()
            lost = {paper.id for paper in mender.lost}
            for generation in self._given_up():
                self._salvage.keep_copies(generation, lost)
            self._salvage.keep_originals(lost)
            self._salvage.make_way()
            self._salvage.sync()
            mender.commit()
        except BaseException:
            draft.close()
            if not self._may_be_current():
                rmtree(draft.folder, ignore_errors=True)
            raise
        return mender

    def _may_be_current(self) -> bool:
        """Whether the pointer names the new generation, or cannot be asked.

        A commit may fail, or be broken off, when the pointer is written already.
        """
        try:
            pointer = parse_pointer((self._library / POINTER_NAME).read_bytes())
        except (FileNotFoundError, IsADirectoryError):
            return False
        except OSError:
            return True
        return pointer is not None and pointer.number == self._number

    def _given_up(self) -> list[Leftover]:
        """Return the generations that are damaged: the new one makes them superfluous."""
        damaged = []
        if self._renews:
            # What is newer than the current one is a draft that was broken off.
            damaged += [one for one in self._remains.generations if self._is_left_behind(one)]
        if self._found.previous_faults and self._remains.previous is not None:
            damaged.append(self._remains.previous)
        return damaged

    def _is_left_behind(self, generation: Leftover) -> bool:
        current = self._remains.current
        return current is not None and generation.number >= current.number

    def _give_up_damaged(self) -> None:
        for generation in self._given_up():
            if not self._renews:
                self._salvage.keep_copies(generation, set())
                self._salvage.sync()
            rmtree(generation.folder, ignore_errors=True)
