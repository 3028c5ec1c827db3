"""Tables in a library: kept as they are, and none where an older version wrote it."""

import json

from index.encoding.encoded_paper import read_stored_paper
from index.folder_snapshot import FolderSnapshot
from index.library import Library
from tests.corpus_reading import markdown
from tests.documents_asked import fill

TEXT = "# T\n\nTable 1. Of two.\n\n| A | B |\n|---|---|\n| x | |\n| y | 2 |\n"


def test_tables_are_kept(library: Library) -> None:
    """What is read from a library is the paper that was added, tables and all."""
    paper = markdown(TEXT)
    snapshot = fill(library, paper).snapshot()
    assert isinstance(snapshot, FolderSnapshot)
    assert len(paper.tables) == 1
    assert snapshot.paper(paper.id) == paper


def test_a_paper_of_an_older_library_has_no_tables(library: Library) -> None:
    """It is read, and answers as it did."""
    paper = markdown(TEXT)
    snapshot = fill(library, paper).snapshot()
    assert isinstance(snapshot, FolderSnapshot)
    file = snapshot.generation.path(f"papers/{paper.id}.json")
    content = json.loads(file.read_bytes())
    del content["tables"]
    older = file.with_suffix(".older")
    older.write_text(json.dumps(content), encoding="utf-8")
    assert read_stored_paper(older)[0].tables == ()
