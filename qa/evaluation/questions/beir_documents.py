"""A document of a BEIR corpus, and the paper that it becomes."""

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from corpus.assembly import FrontMatter, Origin, assemble
from corpus.blocks import Block, TextLine
from corpus.encoding import encodable
from corpus.formats.child_process import read_in_child
from corpus.identity import paper_id
from corpus.paper import Paper
from qa.evaluation.questions.question_set import PaperSource
from qa.evaluation.questions.rows import Row
from qa.evaluation.questions.text_matching import collapse_space

_PARAGRAPH_END = re.compile(r"\n\s*\n")
_MOST_HERE = 2**18
"""Characters of a document that is read in this process; a process for each would take long."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document as the corpus has it: an abstract, mostly, or an encyclopaedia's article."""

    id: str
    title: str
    text: str

    @classmethod
    def from_row(cls, row: Row) -> "tuple[str, Document] | str":
        """Take a document from its row, or say what is wrong with that."""
        name, title = row.values.get("_id"), row.values.get("title") or ""
        text = row.values.get("text", row.values.get("sentences", ""))
        if isinstance(text, list) and all(isinstance(sentence, str) for sentence in text):
            text = " ".join(map(collapse_space, text))
        if not isinstance(name, str) or not name:
            return 'no text under "_id"'
        if not isinstance(title, str) or not isinstance(text, str):
            return 'it needs text under "title" and "text", or a list of texts under "sentences"'
        if not re.search(r"\w", text):
            # Some corpora have documents with a title only.
            text = title
        if not re.search(r"\w", text):
            return f'the document "{name}" has neither title nor text'
        return name, cls(name, encodable(collapse_space(title)), encodable(text))

    @property
    def paper_id(self) -> str:
        """The id of the paper: of the same length for all, and other for another content."""
        content = f"{self.id}\0{self.title}\0{self.text}"
        return paper_id(content.encode("utf-8", "surrogatepass"))

    def source(self) -> PaperSource:
        """Return the document as a library takes it."""
        return PaperSource(self.paper_id, self.read)

    def read(self) -> Paper:
        """Turn the document into a paper without headings; a long one in another process."""
        if len(self.text) > _MOST_HERE:
            return read_in_child(partial(_read, document=self), b"", Path(self.id))
        return self.read_here()

    def read_here(self) -> Paper:
        """Turn the document into a paper, however long it is."""
        paragraphs = map(collapse_space, _PARAGRAPH_END.split(self.text))
        return assemble(
            [Block((TextLine(paragraph),)) for paragraph in paragraphs if paragraph],
            Origin(self.paper_id, encodable(self.id)),
            FrontMatter(self.title or encodable(self.id)),
        )


def _read(data: bytes, path: Path, *, document: Document) -> Paper:  # noqa: ARG001 - what is read apart has them
    return document.read_here()
