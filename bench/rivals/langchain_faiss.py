"""LangChain with FAISS: dense retrieval, the exact index that `FAISS.from_documents` makes."""
# mypy: disable-error-code="import-not-found"
# The libraries are in this program's own environment, not in Footnote's.

from collections.abc import Sequence
from pathlib import Path

from langchain_community.vectorstores import FAISS
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from bench.rivals.contract import Found, Passage, main, numbered

CHARACTERS_PER_PASSAGE, OVERLAP = 1_200, 200


class LangChainFaiss:
    """The vector store of the tutorials, with the model in a folder."""

    def __init__(self, model: Path) -> None:
        self._embeddings = HuggingFaceEmbeddings(model_name=str(model))

    def index_passages(self, passages: Sequence[Passage], folder: Path) -> int:
        """Embed in one call, as `from_documents` does."""
        documents = [
            Document(page_content=passage.titled_text, metadata={"passage": passage.id})
            for passage in passages
        ]
        FAISS.from_documents(documents, self._embeddings).save_local(str(folder))
        return len(documents)

    def index_paper(self, paper: Path, folder: Path) -> int:
        """Cut by paragraphs, lines and words, about 200 words at a time."""
        splitter = RecursiveCharacterTextSplitter(
            chunk_size=CHARACTERS_PER_PASSAGE, chunk_overlap=OVERLAP
        )
        texts = splitter.split_text(paper.read_text(encoding="utf-8"))
        return self.index_passages(numbered(texts, paper), folder)

    def open(self, folder: Path) -> None:
        """Load the index and its pickled documents."""
        self._store = FAISS.load_local(
            str(folder), self._embeddings, allow_dangerous_deserialization=True
        )

    def search(self, question: str, *, k: int) -> list[Found]:
        """Search by similarity."""
        documents = self._store.similarity_search(question, k=k)
        return [Found(found.metadata["passage"], found.page_content) for found in documents]


if __name__ == "__main__":
    main(LangChainFaiss)
