"""What people corrected of papers: kept beside the generations, for when a file is added anew."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus.errors import LibraryDamaged
from corpus.identity import may_name
from corpus.paper import Paper
from index.storage.disk import make_folder
from index.storage.whole_files import replacing

FILE_NAME = "corrections.json"


@dataclass(frozen=True, slots=True)
class Correction:
    """What a paper is called, by whom and of when it is; None leaves it as the file says."""

    title: str | None = None
    authors: tuple[str, ...] | None = None
    year: int | None = None

    @property
    def facts(self) -> Mapping[str, Any]:
        """What is corrected, by the name of the paper's field."""
        facts = {"title": self.title, "authors": self.authors, "year": self.year}
        return {name: value for name, value in facts.items() if value is not None}


class Corrections:
    """The corrections of the library in `folder`, by the ids of papers."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME

    def record(self, paper_id: str, correction: Correction) -> None:
        """Keep a correction, beside what was corrected of the paper before."""
        known = self._read()
        known[paper_id] = {**self._of(paper_id, known), **correction.facts}
        make_folder(self._path.parent)
        with replacing(self._path) as stream:
            json.dump(known, stream, ensure_ascii=False, indent=1)

    def apply(self, paper: Paper) -> Paper:
        """Return a paper as it was corrected."""
        facts = self._of(paper.id, self._read())
        if "authors" in facts:
            facts = {**facts, "authors": tuple(facts["authors"])}
        return replace(paper, **facts) if facts else paper

    def _of(self, paper_id: str, known: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
        # A paper of an older library may have had a short id when it was corrected.
        return next((facts for one, facts in known.items() if may_name(paper_id, one)), {})

    def _read(self) -> dict[str, Mapping[str, Any]]:
        try:
            return dict(json.loads(self._path.read_text(encoding="utf-8")))
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except (ValueError, TypeError) as error:
            raise LibraryDamaged(
                f"The corrections of papers in {self._path} cannot be read ({error}). Mend the "
                "file, or take it away: papers are then called what their files say."
            ) from error
