"""Everything that a library holds, checked: files, spans, vectors, indexes, kept originals."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import LibraryDamaged
from index.care.inner_faults import inner_faults
from index.care.recovery import PaperName, Recovery
from index.care.remains import Leftover, Remains, paper_of_file
from index.storage.disk import explained
from index.storage.generation import Generation
from index.storage.manifest import MANIFEST_NAME, Manifest
from index.storage.originals import OriginalStore
from index.storage.pointer import POINTER_NAME
from index.storage.store import GenerationStore

Progress = Callable[[int, int], None]
"""Told how many of how many files are checked."""

_ALL_FAIL = "no question can be answered"
_ONE_FAILS = "the paper is left out of answers and cannot be read"
_WORSE_RANKED = "no paper can be added or removed, and passages may be ranked wrongly"
_BEFORE_ONLY = "only the generation before is damaged, which a repair could draw on"
_ORIGINAL_ONLY = "the paper can be asked, but neither read anew nor shown page by page"
_ODD = "the paper is as it was written, but places in it may be told wrongly"
_LEFT = "leaves it as it is; please report it, with the file that the paper came from"
_ADD_AGAIN = "puts the file aside; `footnote add` with the same file keeps it again"


@dataclass(frozen=True, slots=True)
class Fault:
    """Damage of one file: which, in what, what it means, and what `footnote repair` does.

    `file` is named from the library's folder. `paper` is the one that the file belongs to. It is
    not `mendable` if a repair leaves it as it is.
    """

    file: str
    fact: str
    meaning: str
    remedy: str
    paper: PaperName | None = None
    mendable: bool = True


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found: faults of the library as it is, of the generation before it, of originals.

    `generation` and `previous` are their numbers, None where there is no such generation.
    """

    generation: int | None = None
    previous: int | None = None
    papers: int = 0
    files: int = 0
    faults: tuple[Fault, ...] = ()
    previous_faults: tuple[Fault, ...] = ()
    original_faults: tuple[Fault, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing is damaged."""
        return not (self.faults or self.previous_faults or self.original_faults)


def verify_library(folder: Path, *, on_progress: Progress | None = None) -> Verification:
    """Check the library in `folder` file by file; a change meanwhile starts it again.

    Raises `LibraryError` if it may not be read.
    """
    library = folder.absolute()
    while True:
        with explained(library):
            remains = Remains(library)
            verification = _Verifier(remains, on_progress).verify()
            if verification.sound or Remains(library).pointer == remains.pointer:
                return verification


class _Verifier:
    def __init__(self, remains: Remains, on_progress: Progress | None) -> None:
        self._library = remains.library
        self._remains = remains
        self._recovery = Recovery(remains)
        self._on_progress = on_progress
        self._done = 0

    def verify(self) -> Verification:
        current, previous = self._remains.current, self._remains.previous
        faults = list(self._pointer_faults())
        if current is None:
            return Verification(faults=tuple(faults))
        return Verification(
            generation=current.number,
            previous=previous.number if previous else None,
            papers=len(self._recovery.paper_ids(current)),
            files=len(current.records),
            faults=(*faults, *self._faults_of(current)),
            previous_faults=tuple(self._faults_of_previous(previous)) if previous else (),
            original_faults=tuple(self._faults_of_originals()),
        )

    def _pointer_faults(self) -> Iterator[Fault]:
        """Yield what is wrong on the way from the library's folder to its generation."""
        remedy = "makes the newest generation that is left current"
        generations = self._library / "generations"
        if generations.exists() and not generations.is_dir():
            yield Fault("generations", "it is no folder", _ALL_FAIL, "puts the file aside")
        pointer, current = self._remains.pointer, self._remains.current
        if pointer is None:
            with explained(self._library):
                fact = _damage_of_pointer(self._library)
            if fact:
                yield Fault(POINTER_NAME, fact, _ALL_FAIL, remedy)
        elif current is None or current.number != pointer.number:
            fact = f"it names the generation {pointer.number:06d}, which is missing"
            yield Fault(POINTER_NAME, fact, _ALL_FAIL, remedy)
        elif current.facts is not None and not current.trusted:
            fact = "the checksum in it is not that of the manifest: one of the two is damaged"
            yield Fault(POINTER_NAME, fact, _ALL_FAIL, remedy)

    def _faults_of(self, leftover: Leftover) -> Iterator[Fault]:
        pointer = self._remains.pointer
        if leftover.facts is None or (pointer is not None and not leftover.trusted):
            fact = "it is missing, or is not what was written"
            remedy = "writes it anew from what is left of it and of the generation before"
            yield Fault(leftover.path_of(MANIFEST_NAME), fact, _ALL_FAIL, remedy)
        generation = Generation(leftover.folder, Manifest(leftover.facts or {}, leftover.records))
        faults = dict(self._content_faults(generation))
        for name, fact in faults.items():
            yield self._fault(leftover, name, fact)
        if leftover.trusted:
            for name, fact in inner_faults(generation, frozenset(faults)):
                fault = self._fault(leftover, name, fact)
                if name.startswith("papers/") and name.endswith(".json"):
                    fault = replace(fault, meaning=_ODD, remedy=_LEFT, mendable=False)
                yield fault

    def _fault(self, leftover: Leftover, name: str, fact: str) -> Fault:
        file, paper_id = leftover.path_of(name), paper_of_file(name)
        if paper_id is not None:
            remedy = f"{self._recovery.means(paper_id)}"
            return Fault(file, fact, _ONE_FAILS, remedy, self._recovery.name(paper_id))
        if name.endswith(".tokens"):
            return Fault(file, fact, _WORSE_RANKED, "makes it anew from the papers")
        return Fault(file, fact, _ALL_FAIL, "makes it anew from the papers")

    def _faults_of_previous(self, leftover: Leftover) -> Iterator[Fault]:
        remedy = "puts the damaged file aside and gives that generation up"
        if leftover.facts is None:
            fact = "it is missing or cannot be read"
            yield Fault(leftover.path_of(MANIFEST_NAME), fact, _BEFORE_ONLY, remedy)
        generation = Generation(leftover.folder, Manifest({}, leftover.records))
        for name, fact in self._content_faults(generation):
            paper_id = paper_of_file(name)
            paper = self._recovery.name(paper_id) if paper_id else None
            yield Fault(leftover.path_of(name), fact, _BEFORE_ONLY, remedy, paper)

    def _content_faults(self, generation: Generation) -> Iterator[tuple[str, str]]:
        total = sum(
            len(each.records) for each in (self._remains.current, self._remains.previous) if each
        )
        for name, record in generation.files.items():
            self._done += 1
            if self._on_progress is not None:
                self._on_progress(self._done, total)
            if not self._remains.is_sound(generation.folder / name, record):
                yield name, generation.fault(name) or "it could not be read at first"

    def _faults_of_originals(self) -> Iterator[Fault]:
        store = OriginalStore(self._library)
        for path, paper_id in store.files():
            with suppress(LibraryDamaged):
                if store.read(paper_id) is not None:
                    continue
            fact = "it is not the file that the paper was read from"
            file = path.relative_to(self._library).as_posix()
            yield Fault(file, fact, _ORIGINAL_ONLY, _ADD_AGAIN, self._recovery.name(paper_id))


def _damage_of_pointer(library: Path) -> str | None:
    """Return what keeps a library without a readable pointer from being opened."""
    try:
        GenerationStore(library).current()
    except LibraryDamaged:
        return "it is missing, or names no generation"
    return None
