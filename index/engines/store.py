"""A library in an engine: papers come and go in steps, each of which is seen whole or not at all.

    1. A writer claims the library, by replacing the control point that it has read.
    2. What an interrupted change has left is removed.
    3. New papers are written under numbers that no reader looks at yet, then their tally.
    4. The control point is replaced: from now on they are seen, or a paper is not seen any more.
    5. What is not needed any more is removed.

A crash before step 4 leaves the library as it was, one behind it a few points too many.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from corpus.errors import LibraryBusy, LibraryMismatch, UnknownPaper
from index.address import EngineAddress
from index.care.upgrading import Upgrade
from index.corrections import Correction
from index.encoding.encoded_paper import EncodedPaper
from index.encoding.encoder import Encoder
from index.engines.control import Control, new_writer
from index.engines.engine import Engine, Point
from index.engines.numbering import CONTROL, END, TALLIES, paper_point
from index.engines.opening import open_engine
from index.engines.points import points_of, with_correction
from index.engines.snapshot import EngineSnapshot
from index.engines.tallies import Tally, add_up, count_to_add
from index.made_with import MadeWith
from index.snapshot import PaperEntry, Snapshot
from index.storage.manifest import FORMAT_VERSION

_PATIENCE = 30.0
"""Seconds to wait for another writer."""
_POINTS_AT_ONCE = 64


class EngineStore:
    """What a `Library` asks of the engine that keeps it."""

    def __init__(self, address: EngineAddress, engine: Engine | None = None) -> None:
        self.folder = address.folder
        self.name = str(address)
        self._engine = engine or open_engine(address)
        self.shared = not self._engine.exclusive

    def made_with(self) -> MadeWith | None:
        """Return what the library is made with; None if nothing was ever added."""
        control = self._control()
        return control.made if control else None

    def snapshot(self, known: Snapshot | None) -> Snapshot | None:
        """Open the library as it is now; `known` comes back while nothing has changed."""
        control = self._control()
        while control is not None:
            if isinstance(known, EngineSnapshot) and known.number == control.generation:
                return known
            try:
                return EngineSnapshot(self._engine, control, self.name)
            except Exception:
                newer = self._control()
                if newer is None or newer.generation == control.generation:
                    raise
                control = newer
        return None

    def begin(self, made: MadeWith, dimension: int) -> None:
        """Make the library without papers, if there is none yet. Raises `LibraryBusy`."""
        with self._engine.writing(_PATIENCE):
            if not self._engine.exists():
                self._engine.create(dimension)
            if self._control() is None:
                first = Control(made.model, made.fingerprint).renewed()
                self._engine.swap(first.point(), None)

    def add(
        self,
        papers: Sequence[EncodedPaper],
        made: MadeWith,
        check: Callable[[MadeWith], object],
    ) -> tuple[str, ...]:
        """Store papers in one step; see `LibraryStore.add`."""
        if not papers:
            return ()
        self.begin(made, papers[0].passage_vectors.shape[1])
        with self._change() as change:
            check(change.control.made)
            known = {entry.id for entry in change.snapshot().entries}
            new = {one.paper.id: one for one in papers if one.paper.id not in known}
            if new:
                change.add(list(new.values()))
        return tuple(new)

    def remove(self, paper_id: str) -> PaperEntry:
        """Take a paper out of the library. Raises `UnknownPaper`."""
        with self._change() as change:
            return change.remove(paper_id)

    def correct(
        self, paper_id: str, correction: Correction, record: Callable[[str], object]
    ) -> PaperEntry:
        """Call a paper as a person says; see `LibraryStore.correct`."""
        with self._change() as change:
            entry = change.snapshot().entry(paper_id)
            record(entry.id)
            change.correct(entry, correction)
        return entry

    def upgrade(self, _encoder: Callable[[], Encoder]) -> Upgrade:
        """Nothing is to be written anew: there is one format so far."""
        self._control()
        return Upgrade(FORMAT_VERSION, FORMAT_VERSION, {}, ())

    def _control(self) -> Control | None:
        if not self._engine.exists():
            return None
        point = self._engine.retrieve([CONTROL]).get(CONTROL)
        if point is not None:
            return Control.of(point.payload, library=self.name)
        for other in self._engine.scroll(0, END, payload=["paper"]):
            raise LibraryMismatch(
                f"The collection {self.name} holds something else than a library of Footnote (a "
                f"point {other.id}). Name another collection with --library."
            )
        return None

    @contextmanager
    def _change(self) -> Iterator["_Change"]:
        with self._engine.writing(_PATIENCE):
            if self._control() is None:
                raise UnknownPaper(f"The library {self.name} has no papers yet.")
            change = _Change(self._engine, self.name)
            change.claim(self._control, _PATIENCE)
            try:
                yield change
            finally:
                change.release()


class _Change:
    """One change to a library that was claimed."""

    def __init__(self, engine: Engine, library: str) -> None:
        self._engine = engine
        self._library = library
        self._writer = new_writer()
        self.control: Control

    def claim(self, read: Callable[[], Control | None], patience: float) -> None:
        """Become the one who changes the library, and clean up. Raises `LibraryBusy`."""
        end = time.monotonic() + patience
        while True:
            control = read()
            if control is None:
                raise UnknownPaper(f"The library {self._library} was removed.")
            self.control = control.claimed(self._writer)
            # Where nobody else can write, there is nothing to claim.
            if self._engine.exclusive:
                self.control = control
                return self._clean()
            if control.is_free(self._writer) and self._engine.swap(
                self.control.point(), control.stamp
            ):
                return self._clean()
            if time.monotonic() > end:
                raise LibraryBusy(
                    f"The library {self._library} is being changed by {control.writer}. Wait "
                    "until that is done and try again; if it is no more, it is passed over two "
                    "minutes after its last sign."
                )
            time.sleep(0.2)

    def snapshot(self) -> EngineSnapshot:
        """Open the library as it is."""
        return EngineSnapshot(self._engine, self.control, self._library)

    def add(self, papers: Sequence[EncodedPaper]) -> None:
        """Write papers and let them be seen."""
        for number, encoded in enumerate(papers, start=self.control.below):
            self._write(list(points_of(encoded, number)))
        tally = add_up(Tally.of(encoded) for encoded in papers)
        count = self.control.below + len(papers)
        self._commit(tally, below=count, papers=self.control.papers + len(papers))

    def remove(self, paper_id: str) -> PaperEntry:
        """Let a paper be seen no more, and remove it."""
        snapshot = self.snapshot()
        entry = snapshot.entry(paper_id)
        number = int(snapshot.numbering.numbers[snapshot.entries.index(entry)])
        point = self._engine.retrieve([paper_point(number)], payload=["tally"])
        tally = Tally.from_text(point[paper_point(number)].payload["tally"])
        gone = (*self.control.gone, number)
        self._commit(tally.negative(), gone=gone, papers=self.control.papers - 1)
        self._engine.delete_papers([number], from_number=self.control.below)
        return entry

    def correct(self, entry: PaperEntry, correction: Correction) -> None:
        """Write the point of a paper anew, as a person says."""
        snapshot = self.snapshot()
        id_ = paper_point(int(snapshot.numbering.numbers[snapshot.entries.index(entry)]))
        point = self._engine.retrieve([id_])[id_]
        self._engine.upsert([replace(point, payload=with_correction(point.payload, correction))])
        self._swap(generation=self.control.generation + 1)

    def release(self) -> None:
        """Let others change the library."""
        if not self._engine.exclusive:
            self._swap(writer="", until=0.0)
        self._engine.flush()

    def _commit(self, tally: Tally, **changes: Any) -> None:  # noqa: ANN401 - fields of Control
        """Replace the control point, with one more tally."""
        before = self.control
        points = self._engine.retrieve(before.tally_ids)
        payloads = [points[number].payload for number in before.tally_ids]
        joined = count_to_add(payloads, tally)
        last = payloads[len(payloads) - joined :]
        whole = add_up([*(Tally.from_text(one["tally"]) for one in last), tally])
        number = max(before.tallies, default=0) + 1
        content = {"tally": whole.to_text(), "passages": whole.passages}
        self._engine.upsert([Point(TALLIES | number, content)])
        self._engine.flush()
        stay = before.tallies[: len(before.tallies) - joined]
        self._swap(
            **changes,
            generation=before.generation + 1,
            tallies=(*stay, number),
            passages=before.passages + tally.passages,
        )
        self._engine.delete([TALLIES | old for old in before.tallies[len(stay) :]])

    def _write(self, points: Sequence[Point]) -> None:
        for first in range(0, len(points), _POINTS_AT_ONCE):
            if not self._engine.exclusive:
                self._swap()  # a sign of life, and a look whether the library is still ours
            self._engine.upsert(points[first : first + _POINTS_AT_ONCE])

    def _swap(self, **changes: Any) -> None:  # noqa: ANN401 - fields of Control
        renewed = self.control.claimed(self._writer).renewed(**changes)
        if not self._engine.swap(renewed.point(), self.control.stamp):
            raise LibraryBusy(
                f"Another process has taken over the library {self._library}, which this one had "
                "left without a sign for two minutes. Nothing of this change is seen; run it again."
            )
        self.control = renewed

    def _clean(self) -> None:
        """Remove what an interrupted change has left."""
        self._engine.delete_papers(self.control.gone, from_number=self.control.below)
        stays = set(self.control.tally_ids)
        tallies = self._engine.scroll(TALLIES, CONTROL, payload=["passages"])
        self._engine.delete([one.id for one in tallies if one.id not in stays])
        self.control = replace(self.control, gone=())
