"""Whether a library is in order, and what lies beside it."""

from collections.abc import Callable, Iterator
from pathlib import Path

from corpus.errors import FootnoteError, LibraryError
from index.address import EngineAddress
from index.folder_snapshot import FolderSnapshot
from index.library import Library
from index.snapshot import Snapshot
from index.storage.manifest import FORMAT_VERSION
from ui.upkeep.findings import Finding, State, sound
from ui.verifying import faults_beside, faults_in


def examine_library(
    where: Path | EngineAddress, *, on_progress: Callable[[int, int], None] | None = None
) -> Iterator[Finding]:
    """Open the library, read all of it, and say what there is to do. Nothing is changed."""
    from index.care.verification import verify_library

    try:
        snapshot = Library(where).snapshot()
    except LibraryError as error:
        remedy = (
            "`footnote repair` mends what can be mended, and names what is lost."
            if isinstance(where, Path)
            else ""
        )
        yield Finding("library", State.WRONG, str(error), remedy)
        return
    if snapshot is None:
        yield sound("library", f"There is none in {where} yet; the first question makes it.")
        return
    yield from _contents(where, snapshot)
    if not isinstance(where, Path):
        yield _in_engine(snapshot, on_progress)
        return
    found = verify_library(where, on_progress=on_progress)
    faults = [fault for _, fault in faults_in(found, faults_beside(where))]
    if faults:
        fact = f"{len(faults)} damaged, first {faults[0].file}: {faults[0].fact}."
        remedy = "`footnote verify` lists them; `footnote repair` mends them."
        yield Finding("files", State.WRONG, fact, remedy)
    else:
        yield sound("files", f"All {found.files} are as they were written.")


def _in_engine(snapshot: Snapshot, on_progress: Callable[[int, int], None] | None) -> Finding:
    """Read every paper from the engine, which is compared with its checksum."""
    for number, entry in enumerate(snapshot.entries, start=1):
        try:
            snapshot.encoded(entry.id)
        except LibraryError as error:
            remedy = f"`footnote remove {entry.id}` takes it out; add its file again."
            return Finding("papers", State.WRONG, str(error), remedy)
        if on_progress is not None:
            on_progress(number, len(snapshot.entries))
    return sound("papers", f"All {len(snapshot.entries)} are as they were written.")


def _contents(where: Path | EngineAddress, snapshot: Snapshot) -> Iterator[Finding]:
    entries = snapshot.entries
    papers = "1 paper" if len(entries) == 1 else f"{len(entries)} papers"
    yield sound("library", f"{where} has {papers}, encoded by {snapshot.model}.")
    written = snapshot.generation.version if isinstance(snapshot, FolderSnapshot) else None
    if written is not None and written < FORMAT_VERSION:
        fact = f"The library has format {written}; this version writes {FORMAT_VERSION}."
        yield Finding("format", State.ADVICE, fact, "`footnote upgrade` brings it up to date.")
    incomplete = [entry.title for entry in entries if entry.remarks]
    if incomplete:
        fact = f"Of {len(incomplete)} something of the file is missing, first “{incomplete[0]}”."
        yield Finding("papers", State.ADVICE, fact, "`footnote papers` says what.")


def examine_environment() -> Iterator[Finding]:
    """Read the variables that can be wrong."""
    import os

    from index.storage.originals import Keeping
    from ui.accounts.users_file import VARIABLE, read_users

    checks: list[tuple[str, Callable[[], object]]] = [("originals", Keeping.of_environment)]
    if named := os.environ.get(VARIABLE):
        checks.append(("users", lambda: read_users(Path(named).expanduser())))
    for name, check in checks:
        try:
            check()
        except FootnoteError as error:
            yield Finding(name, State.WRONG, str(error))
