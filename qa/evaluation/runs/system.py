"""What is evaluated, and how it is opened from a library."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import LibraryError
from index.address import EngineAddress
from index.encoding.encoder import Encoder
from index.hits import Retriever
from index.library import Library
from index.snapshot import Snapshot
from qa.answer import Answerer, Mode
from qa.assembly import Assembly
from qa.evaluation.metrics.metric import PaperText
from qa.llm.settings import LLMSettings
from qa.reading.readers import make_reader
from qa.settings import Settings


@dataclass(frozen=True, slots=True)
class System:
    """An answerer and a retriever over the same papers; `titles` has the papers' names by id."""

    answerer: Answerer
    retriever: Retriever
    paper_text: PaperText
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LibrarySystem:
    """Opens one generation of a library as a System, in this process or in another one.

    `settings` stand in for the defaults of retriever and answerer; with `llm`, a language
    model writes the answers.
    """

    where: Path | EngineAddress
    generation: int
    make_encoder: Callable[[str], Encoder]
    settings: Settings = field(default_factory=Settings)
    llm: LLMSettings | None = None

    def __call__(self) -> System:
        """Open the system. Raises `LibraryError`, `EncoderError`."""
        library = Library(self.where, make_encoder=self.make_encoder)
        snapshot = library.snapshot()
        if snapshot is None or snapshot.number != self.generation:
            raise LibraryError(
                f"The library {self.where} was changed when its evaluation had just begun. Run "
                "the evaluation again."
            )
        return self.over(snapshot, library.encoder(snapshot))

    def over(self, snapshot: Snapshot, encoder: Encoder) -> System:
        """Return the system over an open snapshot, which stays whatever becomes of the library.

        Figures without a paper would be wrong: a damaged one is an error here.
        """
        snapshot = snapshot.strict()
        reader = make_reader(self.settings.reader)
        assembly = Assembly(self.settings, snapshot, encoder, reader)
        answerer: Answerer = assembly.extractive
        if self.llm is not None and self.llm.mode is not Mode.EXTRACTIVE:
            from qa.llm.opening import Writer

            answerer = assembly.written_by(Writer(self.llm))
        return System(
            answerer=answerer,
            retriever=assembly.retriever,
            paper_text=_paper_text(snapshot),
            titles={entry.id: entry.title for entry in snapshot.entries},
        )


def _paper_text(snapshot: Snapshot) -> PaperText:
    def text_of(paper_id: str) -> str:
        return snapshot.paper(paper_id).text

    return text_of


@contextmanager
def one_thread_each(system: System) -> Iterator[None]:
    """Keep the numeric libraries of this process to one thread while the block runs.

    Sums come out the same in every process, whatever the number of workers, and
    workers do not crowd each other out. The products that a question takes are so
    small that more threads make them slower.
    """
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    # Only libraries that are loaded can be limited. It also keeps the loading of the model
    # out of the time of the first question.
    system.retriever.search("Is everything loaded?")
    with threadpool_limits(limits=1):
        yield
