"""LlamaIndex with FAISS: dense retrieval over an exact inner-product index."""
# mypy: disable-error-code="import-not-found"
# The libraries are in this program's own environment, not in Footnote's.

from collections.abc import Sequence
from pathlib import Path

import faiss
from llama_index.core import StorageContext, VectorStoreIndex, load_index_from_storage
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.schema import TextNode
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.vector_stores.faiss import FaissVectorStore

from bench.rivals.contract import Found, Passage, main, numbered

TOKENS_PER_PASSAGE, OVERLAP = 270, 20
DIMENSION = 384


class LlamaIndexFaiss:
    """`VectorStoreIndex` over `FaissVectorStore`, with the model in a folder."""

    def __init__(self, model: Path) -> None:
        self._model = HuggingFaceEmbedding(model_name=str(model))

    def index_passages(self, passages: Sequence[Passage], folder: Path) -> int:
        """Embed in batches of the default size, ten texts."""
        nodes = [TextNode(id_=passage.id, text=passage.titled_text) for passage in passages]
        store = FaissVectorStore(faiss_index=faiss.IndexFlatIP(DIMENSION))
        storage = StorageContext.from_defaults(vector_store=store)
        index = VectorStoreIndex(nodes, storage_context=storage, embed_model=self._model)
        index.storage_context.persist(persist_dir=str(folder))
        return len(nodes)

    def index_paper(self, paper: Path, folder: Path) -> int:
        """Cut at the ends of sentences, about 200 words at a time."""
        splitter = SentenceSplitter(chunk_size=TOKENS_PER_PASSAGE, chunk_overlap=OVERLAP)
        texts = splitter.split_text(paper.read_text(encoding="utf-8"))
        return self.index_passages(numbered(texts, paper), folder)

    def open(self, folder: Path) -> None:
        """Load the index, the store of documents and the vectors."""
        store = FaissVectorStore.from_persist_dir(str(folder))
        storage = StorageContext.from_defaults(vector_store=store, persist_dir=str(folder))
        self._index = load_index_from_storage(storage, embed_model=self._model)

    def search(self, question: str, *, k: int) -> list[Found]:
        """Retrieve nodes; nothing is synthesised."""
        hits = self._index.as_retriever(similarity_top_k=k).retrieve(question)
        return [Found(hit.node.node_id, hit.node.get_content()) for hit in hits]


if __name__ == "__main__":
    main(LlamaIndexFaiss)
