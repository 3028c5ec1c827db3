"""txtai: its hybrid of dense vectors and BM25, over an exact FAISS index, with content stored."""
# mypy: disable-error-code="import-not-found"
# The libraries are in this program's own environment, not in Footnote's.

from collections.abc import Sequence
from pathlib import Path

from txtai import Embeddings

from bench.rivals.contract import WORDS_PER_PASSAGE, Found, Passage, main, numbered


class TxtaiHybrid:
    """`Embeddings` with its index in SQLite and FAISS, the model in a folder."""

    def __init__(self, model: Path) -> None:
        self._embeddings = Embeddings(
            {
                "path": str(model),
                "hybrid": True,
                "content": True,
                "faiss": {"components": "IDMap,Flat"},
            },
            models={},  # where it keeps the model, which `load` would otherwise load again
        )

    def index_passages(self, passages: Sequence[Passage], folder: Path) -> int:
        """Embed in batches of the default size, 32 texts."""
        self._embeddings.index((passage.id, passage.titled_text) for passage in passages)
        self._embeddings.save(str(folder))
        return len(passages)

    def index_paper(self, paper: Path, folder: Path) -> int:
        """Cut every 200 words: txtai itself cuts at line or section breaks only."""
        words = paper.read_text(encoding="utf-8").split()
        starts = range(0, len(words), WORDS_PER_PASSAGE)
        texts = (" ".join(words[start : start + WORDS_PER_PASSAGE]) for start in starts)
        return self.index_passages(numbered(texts, paper), folder)

    def open(self, folder: Path) -> None:
        """Load the index."""
        self._embeddings.load(str(folder))

    def search(self, question: str, *, k: int) -> list[Found]:
        """Search with equal weight for both scores, the default."""
        return [Found(hit["id"], hit["text"]) for hit in self._embeddings.search(question, k)]


if __name__ == "__main__":
    main(TxtaiHybrid)
