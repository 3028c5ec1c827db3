"""Programs that the tests start over one library."""

import sys
from pathlib import Path

from index.folder_snapshot import FolderSnapshot
from index.library import Library
from tests.toy_encoder import ToyEncoder

PROJECT = Path(__file__).parents[2]


TOY_FOOTNOTE = (sys.executable, "-m", "tests.toy_footnote")


def papers(home: Path) -> list[str]:
    """Return the sources of the papers in the library, in order, after reading each paper."""
    snapshot = Library(home / "library", make_encoder=ToyEncoder).snapshot()
    assert isinstance(snapshot, FolderSnapshot)
    snapshot.generation.verify()
    return [snapshot.paper(entry.id).source for entry in snapshot.entries]


BUNDLED = "pakistan-russia-us.txt"
