"""A library copied into another place, and held against what it was copied from."""

import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from corpus.errors import LibraryError, LibraryMismatch
from index.corrections import FILE_NAME as CORRECTIONS
from index.encoding.encoded_paper import EncodedPaper, to_files
from index.library import Library
from index.snapshot import PaperEntry, Snapshot
from index.storage.disk import make_private
from index.storage.originals import OriginalStore
from index.storage.recognised import RecognisedStore

_PASSAGES_AT_ONCE = 400
"""That are stored in one step: what an interruption costs."""
Progress = Callable[[int, int], None]
"""Told how many of how many passages are copied and compared."""


@dataclass(frozen=True, slots=True)
class Move:
    """What is in the other place now; `copied` papers were not there before."""

    papers: int
    passages: int
    sentences: int
    copied: int
    originals: int


def move_library(source: Library, target: Library, *, on_progress: Progress | None = None) -> Move:
    """Copy what `source` has and `target` has not, and compare all papers in the end.

    `source` stays as it is. An interrupted copy goes on where it was. Raises `LibraryError`.
    """
    snapshot = _opened(source)
    there = _papers_there(target, snapshot, source)
    missing = [entry for entry in snapshot.entries if entry.id not in there]
    total = snapshot.passage_count + sum(entry.passages for entry in missing)
    done = 0

    def move(more: int) -> None:
        nonlocal done
        done += more
        if on_progress is not None:
            on_progress(done, total)

    for group in _groups(missing):
        target.add([snapshot.encoded(entry.id) for entry in group])
        move(sum(entry.passages for entry in group))
    originals = _copy_beside(source, target, snapshot)
    copy = _opened(target)
    for entry in snapshot.entries:
        _compare(snapshot, copy, entry)
        move(entry.passages)
    _compare_sums(snapshot, copy)
    return Move(len(copy.entries), copy.passage_count, copy.sentence_count, len(missing), originals)


def checksums_of(encoded: EncodedPaper) -> dict[str, str]:
    """Return the SHA-256 of the files that hold a paper in a folder, by their names."""
    files = to_files(encoded)
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def _opened(library: Library) -> Snapshot:
    snapshot = library.snapshot()
    if snapshot is None:
        raise LibraryError(
            f"There is no library in {library.name}. Name the one to be copied with --library."
        )
    return snapshot.strict()


def _papers_there(target: Library, snapshot: Snapshot, source: Library) -> set[str]:
    """Return the ids of the papers that the target has; it is begun if it is not there."""
    if target.name == source.name:
        raise LibraryMismatch(f"{target.name} cannot be copied to itself. Name another with --to.")
    before = target.snapshot()
    if before is None:
        source.encoder(snapshot)  # says if its weights are not those that made the library
        target.begin()
        before = _opened(target)
    if (before.model, before.fingerprint) != (snapshot.model, snapshot.fingerprint):
        raise LibraryMismatch(
            f"{target.name} was built with the model {before.model} ({before.fingerprint[:12]}…), "
            f"{source.name} with {snapshot.model} ({snapshot.fingerprint[:12]}…). Name another "
            "place with --to."
        )
    there = {entry.id for entry in before.entries}
    if strangers := there - {entry.id for entry in snapshot.entries}:
        raise LibraryMismatch(
            f"{target.name} holds {len(strangers)} papers that {source.name} has not. Name a new "
            "place with --to, or remove them there."
        )
    return there


def _groups(entries: Sequence[PaperEntry]) -> Iterator[list[PaperEntry]]:
    group: list[PaperEntry] = []
    for entry in entries:
        group.append(entry)
        if sum(one.passages for one in group) >= _PASSAGES_AT_ONCE:
            yield group
            group = []
    if group:
        yield group


def _copy_beside(source: Library, target: Library, snapshot: Snapshot) -> int:
    """Copy the files that papers came from, recognised pages and corrections; count the first."""
    if source.folder.absolute() == target.folder.absolute():
        return 0
    originals, copies = OriginalStore(source.folder), OriginalStore(target.folder)
    copied = 0
    for entry in snapshot.entries:
        path = originals.find(entry.id)
        if path is not None and copies.find(entry.id) is None:
            copies.keep(entry.id, path)
            copied += copies.find(entry.id) is not None
        pages = RecognisedStore(source.folder).folder(entry.id)
        if pages.is_dir():
            into = RecognisedStore(target.folder).folder(entry.id)
            make_private(into)
            shutil.copytree(pages, into, dirs_exist_ok=True)
    with suppress(FileNotFoundError):
        content = (source.folder / CORRECTIONS).read_bytes()
        make_private(target.folder)
        (target.folder / CORRECTIONS).write_bytes(content)
    return copied


def _compare(snapshot: Snapshot, copy: Snapshot, entry: PaperEntry) -> None:
    """Raise `LibraryError` unless a paper is the same in both, to the last byte."""
    one, other = snapshot.encoded(entry.id), copy.encoded(entry.id)
    if checksums_of(one) != checksums_of(other) or copy.entry(entry.id) != entry:
        raise LibraryError(
            f"The copy of “{entry.title}” in {copy.library} is not what {snapshot.library} has. "
            f"Take it out with `footnote remove {entry.id} --library {copy.library}`, and run "
            "the same command again."
        )


def _compare_sums(snapshot: Snapshot, copy: Snapshot) -> None:
    sums = {
        "papers": (len(snapshot.entries), len(copy.entries)),
        "passages": (snapshot.passage_count, copy.passage_count),
        "vectors in the index": (len(snapshot.vectors), len(copy.vectors)),
        "passages in the index of words": (len(snapshot.lexical), len(copy.lexical)),
        "sentences": (snapshot.sentence_count, copy.sentence_count),
        "tokens": tuple(
            int(each.token_frequencies.astype(np.int64).sum()) for each in (snapshot, copy)
        ),
    }
    for name, (one, other) in sums.items():
        if one != other:
            raise LibraryError(
                f"{copy.library} has {other:,} {name}, {snapshot.library} {one:,}. One of them "
                "was changed meanwhile, or is damaged; run the same command again."
            )
