"""An answer whose every sentence is footnoted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from corpus.paper import Note, Reference, Span
from index.hits import Hit

_NEAREST = 3


class Mode(StrEnum):
    """How an answer is made: of verbatim sentences, or by a language model.

    With `LLM_QUOTED`, every sentence of the language model is followed by its quotes.
    """

    EXTRACTIVE = "extractive"
    LLM = "llm"
    LLM_QUOTED = "llm-quoted"


@dataclass(frozen=True, slots=True)
class Citation:
    """Footnote `number` of an answer: a verbatim quote and where it stands.

    `quote` is ``paper.text[span.start:span.end]``. `answer_span` marks the words
    that answer, as offsets of the same text, inside `span`; None where that cannot
    be told. `notes` are the paper's own in the quote, `references` the works that it
    cites. `passage_span` bounds the passage around the quote.
    """

    number: int
    paper_id: str
    title: str
    section: tuple[str, ...]
    page: str | None
    span: Span
    quote: str
    passage_span: Span
    passage_text: str
    answer_span: Span | None = None
    notes: tuple[Note, ...] = ()
    references: tuple[Reference, ...] = ()

    @property
    def answering_words(self) -> str | None:
        """What `answer_span` marks of the quote."""
        if self.answer_span is None:
            return None
        start = self.span.start
        return self.quote[self.answer_span.start - start : self.answer_span.end - start]


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """A sentence of an answer and the numbers of the citations it rests on.

    `unsupported` is None, or the reason why its quotes do not carry the sentence, which
    is then to be shown struck through.
    """

    text: str
    citations: tuple[int, ...]
    unsupported: str | None = None

    @property
    def marked(self) -> str:
        """The sentence with its markers, struck through where it is unsupported."""
        markers = "".join(f"[{number}]" for number in self.citations)
        text = self.text if self.unsupported is None else f"~~{self.text}~~"
        reason = "" if self.unsupported is None else f"(not supported: {self.unsupported})"
        return " ".join(part for part in (text, markers, reason) if part)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the reader of a paper gets for a question.

    `standalone_question` is the question as it was understood, after it was
    resolved against the conversation. `confidence` is the estimated probability,
    0 to 1, that the papers answer the question. When `abstained`, `sentences` holds
    one sentence that says so. `hits` holds the passages that were read for it, best
    first; an answerer need not tell them. `mode` names how it was made; `notice` is None, or
    says why it was made otherwise than asked, what was left out, or what of the question does
    not occur in what is quoted. `seconds` gives the wall time by stage, ``total`` among them.
    """

    question: str
    standalone_question: str
    sentences: tuple[AnswerSentence, ...]
    citations: tuple[Citation, ...]
    abstained: bool
    confidence: float
    hits: tuple[Hit, ...] = ()
    mode: str = Mode.EXTRACTIVE
    notice: str | None = None
    seconds: Mapping[str, float] = field(default_factory=dict)

    @property
    def nearest(self) -> tuple[Hit, ...]:
        """The passages that came closest, to be shown when there is no answer."""
        return self.hits[:_NEAREST]

    @property
    def text(self) -> str:
        """The answer as text: each sentence ends with its markers, like [1] or [1][3]."""
        return " ".join(sentence.marked for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of a conversation with the answer it got."""

    question: str
    answer: Answer


class Answerer(Protocol):
    """Answers a question from the passages of a library."""

    def answer(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        papers: Sequence[str] = (),
        limit: int = 3,
    ) -> Answer:
        """Answer in at most `limit` sentences, from `papers` (ids) or from all papers.

        `history` holds the earlier turns, oldest first. Raises `QuestionError` for an
        empty or an overlong question.
        """
        ...
