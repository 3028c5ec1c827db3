"""Evaluations that are kept beside the library: made from a QA file, listed, read again."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from corpus.errors import RunError
from index.storage.disk import PRIVATE_FOLDER, make_private
from qa.workspace import default_library

if TYPE_CHECKING:
    from index.encoding.encoded_paper import Progress
    from index.encoding.encoder import Encoder
    from index.library import Library
    from qa.evaluation import Batch, Evaluation, QuestionSet
    from qa.workspace import Workspace

QUESTION_SUFFIXES = (".jsonl", ".csv", ".tsv", ".json")
"""The endings of QA files; a folder in BEIR's format is one as well."""

Tell = Callable[[str, float | None], None]
"""Takes what is being done, and the share of it that is done, if known."""


def runs_folder() -> Path:
    """Return the folder of the runs, beside the person's library."""
    return default_library().with_name("runs")


def finished_runs() -> dict[str, Path]:
    """Return the folders of the finished runs by their names, the newest first."""
    from qa.evaluation.runs.results_folder import SUMMARY

    folders = sorted((file.parent for file in runs_folder().glob(f"*/{SUMMARY}")), reverse=True)
    return {folder.name: folder for folder in folders}


def evaluate_file(workspace: "Workspace", path: Path, *, tell: Tell) -> str:
    """Ask the questions of a QA file, keep the run with its reports, and give its name.

    The file is read in a process of its own, which ends when `tell` raises. A run that does
    not come to its end is not kept. Raises `QAFileError` that lists what
    is wrong with the file, `LibraryError`, `RunError`, and what `tell` raises.
    """
    from qa.evaluation import load_questions_apart

    def reading() -> None:
        tell("Reading the questions", None)

    reading()
    questions = load_questions_apart(path, on_wait=reading)
    batch, library = make_batch(
        workspace,
        questions,
        path,
        on_progress=lambda done, total: tell(f"Indexed {done} of {total} papers", done / total),
    )
    folder = _new_folder(path.stem)
    try:
        _run(batch, folder, {"qa_file": path.name, "library": library.name}, tell)
    except BaseException:
        rmtree(folder, ignore_errors=True)
        raise
    return folder.name


def make_batch(
    workspace: "Workspace",
    questions: "QuestionSet",
    path: Path,
    *,
    on_progress: "Progress | None" = None,
) -> "tuple[Batch, Library]":
    """Return the questions as they are put to the library that they are about, and that library.

    They are answered as the workspace answers. Raises `QAFileError`, `LibraryError`.
    """
    from qa.evaluation import Batch, match_papers, open_snapshot

    library = _library_of(workspace, questions, path, on_progress=on_progress)
    matched = match_papers(questions, open_snapshot(library)).check(path, skip_bad=False)
    batch = Batch(
        matched.pairs,
        library,
        make_encoder=lambda _: library.encoder(),
        settings=workspace.settings,
        llm=workspace.llm,
    )
    return batch, library


def own_library_folder(path: Path, questions: "QuestionSet", encoder: "Encoder") -> Path:
    """Return the folder for the papers that a QA file brings, beside the person's library."""
    from qa.evaluation import library_name

    name = library_name(path, questions.sources, encoder)
    return default_library().with_name("evaluation") / name


def _run(batch: "Batch", folder: Path, settings: dict[str, object], tell: Tell) -> None:
    tell("Asking the first question", None)

    def move(done: int, total: int) -> None:
        tell(f"Asked {done} of {total}" if done < total else "Summing up", done / total)

    run_batch(batch, folder, settings, workers=1, on_progress=move)


def run_batch(
    batch: "Batch",
    folder: Path | None,
    settings: Mapping[str, object],
    *,
    workers: int | None,
    restart: bool = False,
    on_resume: Callable[[int], None] | None = None,
    on_progress: "Progress | None" = None,
) -> "Evaluation":
    """Ask the questions; with `folder`, keep the run there with its reports, or take it up.

    `on_resume` is told how many questions were answered before; `restart` drops those.
    """
    from qa.evaluation import open_run
    from qa.evaluation.reports import write_reports

    if folder is None:
        return batch.run(workers=workers, on_progress=on_progress, settings=settings)
    with open_run(folder, {**settings, **batch.settings}, restart=restart) as record:
        if record.done and on_resume is not None:
            on_resume(len(record.done))
        evaluation = batch.run(
            done=record.done,
            workers=workers,
            on_result=record.append,
            on_progress=on_progress,
            settings=settings,
        )
        record.finish(evaluation)
        write_reports(evaluation, folder)
    return evaluation


def _library_of(
    workspace: "Workspace",
    questions: "QuestionSet",
    path: Path,
    *,
    on_progress: "Progress | None" = None,
) -> "Library":
    """Return the library that the questions are about: their own one, where they bring papers."""
    from index.library import Library
    from qa.evaluation import fill_library

    if not questions.sources:
        return workspace.library
    encoder = workspace.library.encoder()
    folder = own_library_folder(path, questions, encoder)
    library = Library(folder, make_encoder=lambda _: encoder)
    fill_library(library, questions.sources, on_progress=on_progress)
    return library


def _new_folder(name: str) -> Path:
    now = datetime.now().astimezone()
    plain = re.sub(r"[^\w-]+", "-", name).strip("-")[:60] or "questions"
    folder = runs_folder() / f"{now:%Y-%m-%d %H.%M.%S} {plain}"
    try:
        make_private(folder.parent)
        folder.mkdir(mode=PRIVATE_FOLDER)
    except OSError as error:
        raise RunError(
            f"The run cannot be kept in {folder}: {error.strerror}. Set FOOTNOTE_HOME to a folder "
            "that may be written to, or wait a second where it is there already."
        ) from error
    return folder


def pack(run: Path, folder: Path) -> Path:
    """Write the files of a run as one ZIP archive to `folder`, and give its path."""
    archive = folder / f"{run.name}.zip"
    try:
        with ZipFile(archive, "w", ZIP_DEFLATED) as packed:
            for file in sorted(run.iterdir()):
                if file.is_file() and not file.name.startswith("."):
                    packed.write(file, f"{run.name}/{file.name}")
    except BaseException:  # a full disk must not be kept full by half an archive
        archive.unlink(missing_ok=True)
        raise
    return archive
