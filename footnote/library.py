"""A library of papers: opened, filled, asked and searched."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from corpus.errors import LLMError, QuestionError
from corpus.ocr import Ocr
from footnote.answers import Answer, Hits
from footnote.papers import Paper
from qa.adding import Adding, find_files
from qa.answer import Mode, Turn
from qa.understanding.question import check_question
from ui.commands.add_progress import AddingProgress, BarWatcher, adding_progress
from ui.json_shapes import papers_shape
from ui.printed import added_line, as_text, left_out_lines, papers_lines, skipped_line

if TYPE_CHECKING:
    from corpus import paper
    from index.snapshot import PaperEntry
    from qa.llm.settings import LLMSettings
    from qa.settings import Settings
    from qa.workspace import Workspace


def open(  # noqa: A001 - said as `footnote.open`
    folder: str | PathLike[str] | None = None,
    *,
    bundled: bool = True,
    model: str | None = None,
    reader: str | None = None,
    settings: str | PathLike[str] | None = None,
    llm: str | None = None,
    llm_model: str | None = None,
) -> "Library":
    """Open the library in a folder, or the user's own; a new one is made.

    `folder` may be an address as ``--library`` takes, such as ``qdrant:FOLDER``.

    A new library gets the paper that comes with Footnote, unless `bundled` is False. `model`
    and `reader` take what ``--model`` and ``--reader`` take, `settings` a file of
    ``footnote tune``, `llm` and `llm_model` an endpoint and a model's name, as ``--llm``.
    Raises `FootnoteError`.
    """
    from index.address import parse_library
    from qa.workspace import open_workspace

    chosen = None if folder is None else parse_library(fspath(folder))
    workspace = open_workspace(
        chosen,
        model=model,
        settings=_settings(reader, settings),
        llm=_language_model(llm, llm_model),
        bundled=bundled,
    )
    return Library(workspace)


def _settings(reader: str | None, file: str | PathLike[str] | None) -> "Settings":
    from qa.settings import Settings, load_settings

    chosen = Settings() if file is None else load_settings(Path(file).expanduser())
    return chosen if reader is None else replace(chosen, reader=reader)


def _mode(name: str) -> Mode:
    try:
        return Mode(name)
    except ValueError:
        known = ", ".join(Mode)
        raise QuestionError(f"There is no mode {name!r}. There are: {known}.") from None


def _language_model(address: str | None, name: str | None) -> "LLMSettings | None":
    if address is None:
        if name is not None:
            raise LLMError("`llm_model` needs `llm`, which says where the model is.")
        return None
    from qa.llm.settings import LLMSettings, parse_address

    return LLMSettings(address=parse_address(address), model=name)


@dataclass(frozen=True, slots=True)
class Added:
    """What became of files: those added and skipped with their ids, and why others failed.

    `left_out` are those of folders that were not taken, with the reason.
    `lines` say the same, as the command does.
    """

    added: tuple[dict[str, str], ...]
    skipped: tuple[dict[str, str], ...]
    failed: tuple[dict[str, str], ...]
    left_out: tuple[dict[str, str], ...]
    lines: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the document of ``footnote add --json``."""
        return {
            "added": list(self.added),
            "skipped": list(self.skipped),
            "failed": list(self.failed),
            "left_out": list(self.left_out),
        }

    def __str__(self) -> str:
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True, repr=False)
class Papers(Sequence["PaperEntry"]):
    """The catalogue of a library: a line for each paper."""

    entries: "tuple[PaperEntry, ...]"

    @overload
    def __getitem__(self, number: int) -> "PaperEntry": ...
    @overload
    def __getitem__(self, number: slice) -> "tuple[PaperEntry, ...]": ...
    def __getitem__(self, number: int | slice) -> "PaperEntry | tuple[PaperEntry, ...]":
        """Return one line, or some of them, counted from 0."""
        return self.entries[number]

    def __len__(self) -> int:
        return len(self.entries)

    def to_dict(self) -> dict[str, Any]:
        """Return the document of ``footnote papers --json``."""
        return papers_shape(self.entries)

    def __repr__(self) -> str:
        return f"<{len(self)} papers>"

    def __str__(self) -> str:
        return as_text(papers_lines(self.entries))


class _Watcher(BarWatcher):
    """Moves the bar, and keeps what there is to say of each file."""

    def __init__(self, bar: AddingProgress) -> None:
        super().__init__(bar)
        self.lines: list[str] = []

    def added(self, file: Path, paper: "paper.Paper") -> None:
        self.lines.append(added_line(paper.id, paper.title, file))

    def skipped(self, file: Path, paper_id: str, *, compared: bool) -> None:
        super().skipped(file, paper_id, compared=compared)
        self.lines.append(skipped_line(paper_id, file, compared=compared))


class Library:
    """The papers in one folder, kept up to date with what other programs add there."""

    def __init__(self, workspace: "Workspace") -> None:
        self.workspace = workspace

    @property
    def folder(self) -> Path:
        """Where the library is, or what lies beside it where an engine keeps it."""
        return self.workspace.library.folder

    @property
    def papers(self) -> "Papers":
        """The catalogue: a line for each paper, in the order in which they were added."""
        return Papers(self.workspace.entries())

    def paper(self, paper_id: str) -> Paper:
        """Return the paper whose id begins with `paper_id`. Raises `FootnoteError`."""
        found = self.workspace.paper(paper_id)
        return Paper(found, self.workspace.entry(found.id).passages)

    def add(self, *sources: str | PathLike[str], ocr: str = "auto", quiet: bool = False) -> Added:
        """Add files, and what is readable in folders; one that cannot be read holds up none.

        What the library has already is skipped. On a terminal a bar shows how far it is,
        unless `quiet`. `ocr` tells which pages of PDFs are recognised: “auto”, those without text,
        “always” or “never”. Raises `FootnoteError` for what every file would meet.
        """
        found = find_files([Path(source).expanduser() for source in sources])
        with adding_progress(found.files, quiet=quiet) as bar:
            watcher = _Watcher(bar)
            adding = Adding(self.workspace, watcher, ocr=Ocr(ocr))
            adding.add(found.files)
        added, skipped, failed = (tuple(lines) for lines in adding.report.values())
        why = (*left_out_lines(found.left_out), *(f"Failed: {line['error']}" for line in failed))
        return Added(added, skipped, failed, found.left_out, (*watcher.lines, *why))

    def remove(self, paper_id: str) -> None:
        """Take the paper whose id begins with `paper_id` out. Raises `FootnoteError`."""
        self.workspace.remove(paper_id)

    def ask(
        self,
        question: str,
        *,
        papers: Sequence[str] = (),
        history: Sequence[Answer | str] = (),
        limit: int | None = None,
        mode: str | None = None,
    ) -> Answer:
        """Answer a question from `papers` (ids) or from all, in at most `limit` sentences.

        `history` holds earlier answers, oldest first, or questions, which are asked first.
        `mode` is ``extractive``, ``llm`` or ``llm-quoted`` where the library was opened with
        a language model. Raises `FootnoteError`.
        """
        chosen = None if mode is None else _mode(mode)
        turns: tuple[Turn, ...] = ()
        for earlier in history:
            turns = (*turns, self._turn(earlier, turns, papers))
        answer = self.workspace.answer(
            question, history=turns, papers=papers, limit=limit, mode=chosen
        )
        return Answer(answer, self.workspace.titles())

    def _turn(self, earlier: Answer | str, history: Sequence[Turn], papers: Sequence[str]) -> Turn:
        if isinstance(earlier, Answer):
            return earlier.turn
        return Turn(earlier, self.workspace.answer(earlier, history=history, papers=papers))

    def search(self, query: str, *, k: int = 10, papers: Sequence[str] = ()) -> Hits:
        """Return the `k` passages that fit a query best, of `papers` (ids) or of all."""
        checked = check_question(query)
        hits = self.workspace.search(checked, k=k, papers=papers)
        notice = self.workspace.left_out_notice(papers)
        return Hits(checked, hits, self.workspace.titles(), notice)

    def __repr__(self) -> str:
        return f"<Library {self.workspace.library.name}: {len(self.papers)} papers>"

    def __str__(self) -> str:
        return str(self.papers)
