"""What every face of Footnote works on: one library, opened, with its answerer."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from corpus.errors import LibraryDamaged, LibraryError, LLMError
from corpus.formats import BUNDLED_PATH, read_bundled_paper
from corpus.identity import paper_id
from corpus.paper import Paper
from index.address import EngineAddress, home_folder
from index.care.upgrading import Upgrade
from index.encoding.encoded_paper import Progress
from index.hits import Hit
from index.library import Library
from index.snapshot import PaperEntry, Snapshot
from index.storage.originals import Keeping, OriginalStore
from index.storage.recognised import RecognisedStore
from qa.answer import Answer, Mode, Turn
from qa.assembly import Assembly
from qa.composing.extractive import ExtractiveAnswerer
from qa.composing.notices import left_out_notice
from qa.llm.settings import LLMSettings
from qa.reading.reader import Reader
from qa.reading.readers import make_reader
from qa.settings import Settings
from qa.understanding.question import CheckedQuestion

if TYPE_CHECKING:
    from index.corrections import Correction
    from qa.llm.answerer import LLMAnswerer
    from qa.llm.opening import Writer

Result = TypeVar("Result")


def default_library() -> Path:
    """Return the folder of the library: under `FOOTNOTE_HOME`, else the user's data folder."""
    return home_folder() / "library"


def open_workspace(
    where: Path | EngineAddress | None = None,
    *,
    model: str | None = None,
    settings: Settings | None = None,
    llm: LLMSettings | None = None,
    bundled: bool = True,
    keeping: Keeping | None = None,
    on_new: Callable[[], None] | None = None,
    on_progress: Progress | None = None,
) -> "Workspace":
    """Open a library; a new one gets the bundled paper, which takes seconds.

    `on_new` is called before that. Without `bundled`, a new library is empty. Raises
    `LibraryError` and `EncoderError`.
    """
    library = Library(where or default_library(), model=model)
    workspace = Workspace(library, settings, llm=llm, keeping=keeping)
    if library.snapshot() is None and not bundled:
        library.begin()
    elif library.snapshot() is None:
        if on_new is not None:
            on_new()
        ours = read_bundled_paper()
        library.add([library.encode(ours, on_progress=on_progress)])
        with suppress(LibraryError):  # it comes with Footnote in any case
            workspace.originals.keep(ours.id, BUNDLED_PATH)
    return workspace


def find_bundled_paper(
    where: Path | EngineAddress | None = None,
) -> tuple[Paper, int] | None:
    """Return the bundled paper as a library holds it, with its passage count.

    None where there is no such library, or the paper is not in it, or cannot be read.
    """
    library = Library(where or default_library())
    with suppress(LibraryError):
        snapshot = library.snapshot()
        if snapshot is not None:
            entry = snapshot.entry(_bundled_paper_id())
            return snapshot.paper(entry.id), entry.passages
    return None


def _bundled_paper_id() -> str:
    return paper_id(BUNDLED_PATH.read_bytes())


class Workspace:
    """A library that is kept up to date with its folder, and answers questions.

    It answers and searches for people and programs. Each call works
    on the newest generation: what another process adds can be asked about at once.
    With `llm`, a language model writes the answers unless another mode is asked for.
    `keeping` tells which of the files that are added are kept as `originals`; without it, the
    environment does.
    """

    def __init__(
        self,
        library: Library,
        settings: Settings | None = None,
        *,
        llm: LLMSettings | None = None,
        keeping: Keeping | None = None,
    ) -> None:
        self.library = library
        self.settings = settings or Settings()
        self.llm = llm
        self.originals = OriginalStore(library.folder, keeping or Keeping.of_environment())
        self.recognised = RecognisedStore(library.folder)
        self._snapshot: Snapshot | None = None
        self._opening = Lock()
        self._opened: Writer | None = None

    def answer(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        papers: Sequence[str] = (),
        limit: int | None = None,
        mode: Mode | None = None,
    ) -> Answer:
        """Answer a question; see `qa.answer.Answerer`. `mode` is one of `modes`."""
        return self._on_snapshot(
            lambda snapshot: self._answerer(snapshot, mode).answer(
                question, history=history, papers=papers, limit=limit
            )
        )

    def stream(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        papers: Sequence[str] = (),
        limit: int | None = None,
        mode: Mode | None = None,
    ) -> Iterator[Answer]:
        """Return the answer as it grows; the last one counts. Only a language model takes time."""
        answerer = self._on_snapshot(lambda snapshot: self._answerer(snapshot, mode))
        if isinstance(answerer, ExtractiveAnswerer):
            yield self.answer(question, history=history, papers=papers, limit=limit, mode=mode)
        else:
            yield from answerer.stream(question, history=history, papers=papers, limit=limit)

    @property
    def modes(self) -> tuple[Mode, ...]:
        """The modes that questions can be asked in, the usual one first."""
        if self.llm is None:
            return (Mode.EXTRACTIVE,)
        usual = self.llm.mode
        return (usual, *(mode for mode in Mode if mode is not usual))

    def search(
        self, query: CheckedQuestion, *, k: int = 10, papers: Sequence[str] = ()
    ) -> tuple[Hit, ...]:
        """Rank passages; see `index.hits.Retriever`."""
        return self._on_snapshot(
            lambda snapshot: self._assembly(snapshot).retriever.search(query, k=k, papers=papers)
        )

    def left_out_notice(self, papers: Sequence[str] = ()) -> str | None:
        """Return which of the papers asked, all without any, were left out as damaged so far."""
        return self._on_snapshot(lambda snapshot: left_out_notice(snapshot, papers))

    def entries(self) -> tuple[PaperEntry, ...]:
        """Return the catalogue: a line for each paper."""
        return self._on_snapshot(lambda snapshot: snapshot.entries)

    def titles(self) -> dict[str, str]:
        """Return the title of each paper by its id."""
        return {entry.id: entry.title for entry in self.entries()}

    def papers(self) -> tuple[Paper, ...]:
        """Return the papers of the library, in the order in which they were added."""
        return self._on_snapshot(
            lambda snapshot: tuple(snapshot.paper(entry.id) for entry in snapshot.entries)
        )

    def paper(self, paper_id: str) -> Paper:
        """Return the paper whose id begins with `paper_id`. Raises `UnknownPaper`."""
        return self._on_snapshot(lambda snapshot: snapshot.paper(paper_id))

    def entry(self, paper_id: str) -> PaperEntry:
        """Return the catalogue's line of that paper, without reading it. Raises `UnknownPaper`."""
        return self._on_snapshot(lambda snapshot: snapshot.entry(paper_id))

    def id_of(self, whole: str) -> str | None:
        """Return the id under which the library has the file of a whole id, if it has."""
        return self._on_snapshot(lambda snapshot: snapshot.id_of(whole))

    def upgrade(self) -> Upgrade:
        """Write the library in the format of today, if it is not; see `Library.upgrade`."""
        upgrade = self.library.upgrade()
        self.sweep_originals()
        return upgrade

    def correct(self, paper_id: str, correction: "Correction") -> PaperEntry:
        """Call a paper as a person says; see `Library.correct`. Raises `UnknownPaper`."""
        self.library.correct(paper_id, correction)
        return self.entry(paper_id)

    def remove(self, paper_id: str) -> PaperEntry:
        """Take a paper out of the library, with its original. Raises `UnknownPaper`."""
        removed = self.library.remove(paper_id)
        self.sweep_originals()
        return removed

    def sweep_originals(self) -> None:
        """Remove the originals of papers that the library does not have, and scans given up."""
        self.originals.sweep(self.titles)
        self.recognised.sweep(self.titles)

    @cached_property
    def _reader(self) -> Reader | None:
        """What reads passages, looked for with the first question: listing papers needs none."""
        return make_reader(self.settings.reader)

    @property
    def _writer(self) -> "Writer":
        """What writes, opened with the first question; two of them at once open it once."""
        from qa.llm.opening import Writer

        if self.llm is None:
            raise LLMError("No language model was named. Start again with --llm.")
        with self._opening:
            if self._opened is None:
                self._opened = Writer(self.llm)
            return self._opened

    def _answerer(
        self, snapshot: Snapshot, mode: Mode | None
    ) -> "ExtractiveAnswerer | LLMAnswerer":
        assembly = self._assembly(snapshot)
        if (mode or self.modes[0]) is Mode.EXTRACTIVE:
            return assembly.extractive
        return assembly.written_by(self._writer, mode=mode)

    def _assembly(self, snapshot: Snapshot) -> Assembly:
        return Assembly(self.settings, snapshot, self.library.encoder(snapshot), self._reader)

    def _on_snapshot(self, use: Callable[[Snapshot], Result]) -> Result:
        """Use the newest snapshot; once more if it failed and there has been a change.

        Two changes take away the files of a snapshot, whatever was reading them.
        """
        while True:
            snapshot = self._snapshot = self._newest()
            try:
                return use(snapshot)
            except Exception:
                if self._newest() is snapshot:
                    raise

    def _newest(self) -> Snapshot:
        snapshot = self.library.snapshot(self._snapshot)
        if snapshot is None:
            raise LibraryDamaged(
                f"The library {self.library.name} was removed while it was in use. Start again "
                "to make a new one."
            )
        return snapshot
