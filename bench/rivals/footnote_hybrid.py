"""Footnote itself, through its public classes, as it comes: the reader orders the first passages.

`--model` is a name or a folder, as for the command line. What is ranked here is what
`footnote search` lists; the cold figures come from the command itself.
"""

from collections.abc import Sequence
from importlib import import_module
from itertools import groupby
from pathlib import Path

from bench.rivals.contract import Found, Passage, main
from corpus.assembly import FrontMatter, Origin, assemble
from corpus.blocks import Block, TextLine
from corpus.formats import read_paper
from corpus.identity import paper_id
from corpus.paper import Paper
from index.encoding.encoders import make_encoder
from index.encoding.environment import import_onnxruntime
from index.library import Library
from qa.settings import Settings
from qa.understanding.question import check_question
from qa.workspace import Workspace

IMPORTED_BEFORE = ("faiss", "nltk")
"""Rivals import their libraries at the top, and no figure counts that; nor does it here."""


class FootnoteHybrid:
    """A library whose encoder is loaded when it is made, as the rivals' models are."""

    settings = Settings()

    def __init__(self, model: Path) -> None:
        for name in IMPORTED_BEFORE:
            import_module(name)
        import_onnxruntime()
        self._encoder = make_encoder(str(model))
        self._encoder.encode(["A first text loads the model."])

    def index_passages(self, passages: Sequence[Passage], folder: Path) -> int:
        """Make a paper of each document, and see that it is cut where it was cut before."""
        library = self._library(folder)
        papers = [
            library.encode(_paper(document, list(cut)))
            for document, cut in groupby(passages, key=lambda passage: passage.document)
        ]
        texts = [passage.text for paper in papers for passage in paper.passages]
        assert texts == [passage.text for passage in passages], "other passages than the rivals'"
        library.add(papers)
        return len(texts)

    def index_paper(self, paper: Path, folder: Path) -> int:
        """Add a file, as `footnote add` does."""
        library = self._library(folder)
        encoded = library.encode(read_paper(paper))
        library.add([encoded])
        return len(encoded.passages)

    def open(self, folder: Path) -> None:
        """Open the library."""
        self._workspace = Workspace(self._library(folder), self.settings)
        self._documents = {entry.id: entry.source for entry in self._workspace.entries()}

    def search(self, question: str, *, k: int) -> list[Found]:
        """Rank passages, as `footnote search` does."""
        passages = [hit.passage for hit in self._workspace.search(check_question(question), k=k)]
        return [
            Found(f"{self._documents[passage.paper_id]}:{passage.start}", passage.text)
            for passage in passages
        ]

    def _library(self, folder: Path) -> Library:
        return Library(folder, make_encoder=lambda _: self._encoder, model=self._encoder.name)


def _paper(document: str, passages: Sequence[Passage]) -> Paper:
    return assemble(
        [Block((TextLine(passage.text),)) for passage in passages],
        Origin(paper_id(document.encode()), document),
        FrontMatter(passages[0].title),
    )


if __name__ == "__main__":
    main(FootnoteHybrid)
