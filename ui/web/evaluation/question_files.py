"""What visitors give to be evaluated, made what `ui.evaluations` takes: a QA file or a folder.

A folder in BEIR's format comes as a ZIP archive, or as its files one beside the other.
"""

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from shutil import move

from corpus.errors import QAFileError
from ui.evaluations import QUESTION_SUFFIXES
from ui.web.evaluation.archive import open_archive

SUFFIXES = (*QUESTION_SUFFIXES, ".zip")
"""How the names of the files end that may be given."""
_CORPUS = "corpus.jsonl"
_QUESTIONS = (_CORPUS, "queries*.jsonl")
_JUDGEMENTS = ("qrels*.tsv", "qrels/*.tsv")
_NEEDED = f"It needs {_CORPUS}, queries.jsonl and a file of judgements, such as qrels/test.tsv."


def gather(files: Sequence[Path], folder: Path) -> Path:
    """Return the one QA file of `files`, or the BEIR folder they hold, put together in `folder`.

    Raises `QAFileError` if they are neither, or hold what may not be unpacked.
    """
    if len(files) != 1:
        return _put_together(files, folder / "BEIR files")
    if files[0].suffix.lower() == ".zip":
        return _unpack(files[0], folder / files[0].stem)
    return files[0]


def _unpack(file: Path, folder: Path) -> Path:
    with open_archive(file) as archive:
        places = [PurePosixPath(name) for name in archive.files]
        roots = [place.parent for place in places if place.name == _CORPUS]
        if len(roots) != 1:
            found = f"{len(roots)} files {_CORPUS}" if roots else f"no {_CORPUS}"
            raise QAFileError(
                f"{file.name} is not a folder in BEIR's format: it has {found}. {_NEEDED}"
            )
        within = [str(one.relative_to(roots[0])) for one in places if one.is_relative_to(roots[0])]
        for part in _parts(within):
            archive.unpack(str(roots[0] / part), folder / part)
    return folder


def _put_together(files: Sequence[Path], folder: Path) -> Path:
    """Move the files to where they are in such a folder; each must be a part of one."""
    names = {f"qrels/{file.name}" if file.suffix == ".tsv" else file.name: file for file in files}
    strange = [name for name in names if not _is_like(name, (*_QUESTIONS, *_JUDGEMENTS))]
    if strange or _CORPUS not in names or len(names) < len(files):
        given = ", ".join(file.name for file in files)
        raise QAFileError(
            f"The files {given} make up no folder in BEIR's format. {_NEEDED} Of other files, "
            "give one at a time."
        )
    (folder / "qrels").mkdir(parents=True)
    for part in _parts(names):
        move(names[part], folder / part)
    return folder


def _parts(names: Iterable[str]) -> list[str]:
    """Return the files of a BEIR folder that are used: of all judgements, those for testing."""
    names = list(names)
    judgements = [name for name in names if _is_like(name, _JUDGEMENTS)]
    testing = [name for name in judgements if name.endswith("test.tsv")]
    used = judgements if len(judgements) == 1 else testing
    if judgements and len(used) != 1:
        raise QAFileError(
            f"There are several files of judgements: {', '.join(judgements)}. Give the folder with "
            "only the one to use."
        )
    return [*(name for name in names if _is_like(name, _QUESTIONS)), *used]


def _is_like(name: str, patterns: Sequence[str]) -> bool:
    # A star stands for no slash: what lies deeper is of something else.
    return any(
        fnmatchcase(name, pattern) and name.count("/") == pattern.count("/") for pattern in patterns
    )
