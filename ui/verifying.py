"""A library and what lies beside it, checked for the command and for programs."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from corpus.errors import FootnoteError
from index.care.recovery import PaperName
from index.care.repair import Repair
from index.care.verification import Fault, Verification

_CONVERSATIONS = "conversations.sqlite"
_FEEDBACK = "feedback.jsonl"
_RUNS = "runs"
_BY_HAND = "leaves it to you: nothing is changed beside the library"


def faults_beside(library: Path) -> list[Fault]:
    """Return what is damaged of conversations, feedback and runs, which lie beside a library.

    Their files are named from the folder that holds the library.
    """
    home = library.absolute().parent
    faults = []
    for path in (home / _CONVERSATIONS, home / _FEEDBACK, *_runs(home)):
        check, meaning = _CHECKS[path.name if path.parent == home else _RUNS]
        if path.exists():
            try:
                check(path)
            except FootnoteError as error:
                file = path.relative_to(home).as_posix()
                faults.append(Fault(file, str(error).rstrip("."), meaning, _BY_HAND))
    return faults


def _runs(home: Path) -> Iterator[Path]:
    from qa.evaluation.runs.results_folder import SUMMARY

    yield from sorted(file.parent for file in (home / _RUNS).glob(f"*/{SUMMARY}"))


def _check_conversations(path: Path) -> None:
    from ui.conversations.database import opened
    from ui.conversations.documents import read_turn

    with opened(path) as connection:
        (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if found != "ok":
            raise sqlite3.DatabaseError(found)
        for (document,) in connection.execute("SELECT document FROM turn"):
            read_turn(document)


def _check_feedback(path: Path) -> None:
    from ui.feedback import Feedback

    Feedback(path).questions()


def _check_run(path: Path) -> None:
    from qa.evaluation.runs.stored_run import read_run

    read_run(path)


_CHECKS: dict[str, tuple[Callable[[Path], None], str]] = {
    _CONVERSATIONS: (_check_conversations, "earlier conversations cannot all be opened"),
    _FEEDBACK: (_check_feedback, "what was said of answers cannot be exported"),
    _RUNS: (_check_run, "the run cannot be looked at or compared"),
}


def verification_shape(library: Path, found: Verification, beside: list[Fault]) -> dict[str, Any]:
    """Return the document of `footnote verify --json`."""
    return {
        "library": str(library),
        "sound": found.sound and not beside,
        "generation": found.generation,
        "previous": found.previous,
        "papers": found.papers,
        "files": found.files,
        "faults": [
            {"where": where, **_fault_shape(fault)} for where, fault in faults_in(found, beside)
        ],
    }


def faults_in(found: Verification, beside: list[Fault]) -> Iterator[tuple[str, Fault]]:
    """Yield all faults, each with the part of the library that it is in."""
    for where, faults in (
        ("current", found.faults),
        ("previous", found.previous_faults),
        ("original", found.original_faults),
        ("beside", beside),
    ):
        for fault in faults:
            yield where, fault


def repair_shape(library: Path, repair: Repair) -> dict[str, Any]:
    """Return the document of `footnote repair --json`."""
    return {
        "library": str(library),
        "generation": repair.generation,
        "faults": verification_shape(library, repair.found, [])["faults"],
        "encoded": [_paper_shape(paper) for paper in repair.encoded],
        "reread": [_paper_shape(paper) for paper in repair.reread],
        "lost": [_paper_shape(paper) for paper in repair.lost],
        "aside": None if repair.aside is None else str(repair.aside),
    }


def _fault_shape(fault: Fault) -> dict[str, Any]:
    return {
        "file": fault.file,
        "fact": fault.fact,
        "meaning": fault.meaning,
        "remedy": fault.remedy,
        "paper": _paper_shape(fault.paper) if fault.paper else None,
    }


def _paper_shape(paper: PaperName) -> dict[str, Any]:
    return {"id": paper.id, "title": paper.title, "source": paper.source}
