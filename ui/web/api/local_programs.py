"""What a program of a person's own asks besides: it may have files of the machine added."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ui.web.api.programs import Document, Program, guarded, make_programs

if TYPE_CHECKING:
    from qa.workspace import Workspace


def make_local_programs(workspace: "Workspace") -> Mapping[str, Program]:
    """Return the functions with `add`, which reads any file that this process may read."""

    def add(files: list[str]) -> Document:
        """Add files, or folders of them, to the library, where they can be asked about.

        Tells of each file whether it was `added`, was `skipped` as known, or `failed`, and why.

        Args:
            files: Paths on the machine that Footnote runs on: PDF, EPUB, DOCX, HTML, JATS, TEI,
                Markdown or plain text.
        """
        from qa.adding import Adding, AddingWatcher, find_files

        found = find_files([Path(file).expanduser() for file in files])
        adding = Adding(workspace, AddingWatcher())
        adding.report["left_out"] = list(found.left_out)
        adding.add(found.files)
        return adding.report

    return {**make_programs(workspace), "add": guarded(add)}
