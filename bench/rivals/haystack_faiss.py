"""Haystack with FAISS: a pipeline of a text embedder and a dense retriever, exact index."""
# mypy: disable-error-code="import-not-found"
# The libraries are in this program's own environment, not in Footnote's.

from collections.abc import Sequence
from pathlib import Path

from haystack import Document, Pipeline
from haystack.components.preprocessors import DocumentSplitter
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)
from haystack_integrations.components.retrievers.faiss import FAISSEmbeddingRetriever
from haystack_integrations.document_stores.faiss import FAISSDocumentStore

from bench.rivals.contract import WORDS_PER_PASSAGE, Found, Passage, main, numbered

DIMENSION = 384


class HaystackFaiss:
    """`FAISSDocumentStore` with the sentence-transformers embedders, the model in a folder."""

    def __init__(self, model: Path) -> None:
        self._text_embedder = SentenceTransformersTextEmbedder(model=str(model), progress_bar=False)
        self._text_embedder.warm_up()
        self._model = str(model)

    def index_passages(self, passages: Sequence[Passage], folder: Path) -> int:
        """Embed in batches of the default size, 32 texts."""
        embedder = SentenceTransformersDocumentEmbedder(model=self._model, progress_bar=False)
        embedder.warm_up()
        documents = [Document(id=passage.id, content=passage.titled_text) for passage in passages]
        store = FAISSDocumentStore(embedding_dim=DIMENSION)
        store.write_documents(embedder.run(documents)["documents"])
        folder.mkdir(parents=True)
        store.save(folder / "index")
        return len(documents)

    def index_paper(self, paper: Path, folder: Path) -> int:
        """Cut every 200 words, the splitter's default."""
        splitter = DocumentSplitter(split_by="word", split_length=WORDS_PER_PASSAGE)
        cut = splitter.run([Document(content=paper.read_text(encoding="utf-8"))])["documents"]
        return self.index_passages(numbered((part.content for part in cut), paper), folder)

    def open(self, folder: Path) -> None:
        """Load the index and its documents, and connect the two components."""
        store = FAISSDocumentStore(embedding_dim=DIMENSION)
        store.load(folder / "index")
        self._pipeline = Pipeline()
        self._pipeline.add_component("embedder", self._text_embedder)
        self._pipeline.add_component("retriever", FAISSEmbeddingRetriever(document_store=store))
        self._pipeline.connect("embedder.embedding", "retriever.query_embedding")

    def search(self, question: str, *, k: int) -> list[Found]:
        """Run the pipeline."""
        output = self._pipeline.run({"embedder": {"text": question}, "retriever": {"top_k": k}})
        hits = output["retriever"]["documents"]
        return [Found(hit.id, hit.content) for hit in hits]


if __name__ == "__main__":
    main(HaystackFaiss)
