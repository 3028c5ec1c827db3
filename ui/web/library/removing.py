"""A paper taken out of the library, and kept for as long as a visitor may want it back."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import FootnoteError
from ui.web.guards.upload_folder import server_folder

if TYPE_CHECKING:
    from corpus.paper import Paper
    from qa.workspace import Workspace

MOST_REMOVED = 10
"""Papers that can be brought back; of more, the last ones."""


@dataclass(frozen=True, slots=True)
class Removed:
    """A paper that was removed, and where a copy of its file lies, if the library had one."""

    paper: "Paper"
    original: Path | None

    @property
    def line(self) -> tuple[str, str]:
        """Its id and its title."""
        return self.paper.id, self.paper.title


def remove(workspace: "Workspace", paper_id: str) -> Removed:
    """Take a paper out of the library. Raises `FootnoteError`; then it is still there."""
    paper = workspace.paper(paper_id)
    kept = _copy(workspace, paper.id)
    workspace.remove(paper.id)
    return Removed(paper, kept)


def restore(workspace: "Workspace", removed: Removed) -> None:
    """Bring a paper back, as it was read and called. Raises `FootnoteError`."""
    workspace.library.add([workspace.library.encode(removed.paper)])
    if removed.original is not None:
        workspace.originals.keep(removed.paper.id, removed.original)
        removed.original.unlink(missing_ok=True)


def _copy(workspace: "Workspace", paper_id: str) -> Path | None:
    """Copy the file of a paper to where the server keeps what it keeps for a while."""
    original = workspace.originals.find(paper_id)
    try:
        data = workspace.originals.read(paper_id)
    except FootnoteError:
        data = None
    if original is None or data is None:
        return None
    copy = server_folder() / "removed" / original.name
    copy.parent.mkdir(exist_ok=True)
    copy.write_bytes(data)
    return copy
