"""An answer whose every sentence is footnoted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from corpus.paper import Note, Reference, Span, name_page
from index.hits import Hit

_NEAREST = 3


class Mode(StrEnum):
    """How an answer is made: of verbatim sentences, or by a language model.

    With `LLM_QUOTED`, every sentence of the language model is followed by its quotes.
    """

    EXTRACTIVE = "extractive"
    LLM = "llm"
    LLM_QUOTED = "llm-quoted"


class Decision(StrEnum):
    """Whether the papers answer a question.

    With `CLOSEST` they may not say it outright, and the answer quotes what comes closest.
    """

    ANSWERED = "answered"
    CLOSEST = "closest"
    DECLINED = "declined"


class Verdict(StrEnum):
    """What the papers say to a question that yes or no answers."""

    YES = "yes"
    NO = "no"
    MIXED = "mixed"


class Voice(StrEnum):
    """Whose words a sentence is made of.

    `ANSWER` is the paper, or a language model; `OURS` is Footnote itself, and `LABEL` too, for
    words that head the sentences behind them. `ROW` is a row of a table in the paper, each cell
    behind the head of its column.
    """

    ANSWER = "answer"
    ROW = "row"
    OURS = "ours"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class CitedRow:
    """A row of a table that is quoted: for each of its cells the head of the column.

    `row` is what heads the row. `marked` is the place of the cell that answers among `cells`,
    None where that cannot be told.
    """

    caption: str | None
    row: str
    heads: tuple[str, ...]
    cells: tuple[str, ...]
    marked: int | None = None

    @property
    def column(self) -> str | None:
        """The head over the cell that answers."""
        return None if self.marked is None else self.heads[self.marked]

    @property
    def cell(self) -> str | None:
        """What the cell that answers says."""
        return None if self.marked is None else self.cells[self.marked]

    @property
    def text(self) -> str:
        """The row in one line, each cell behind the head of its column."""
        return "; ".join(
            f"{head}: {cell}" if head else cell
            for head, cell in zip(self.heads, self.cells, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Citation:
    """Footnote `number` of an answer: a verbatim quote and where it stands.

    `quote` is ``paper.text[span.start:span.end]``. `answer_span` marks the words
    that answer, as offsets of the same text, inside `span`; None where that cannot
    be told for sure, and `likely_span` what may be meant all the same, for a conversation to
    go on from. `notes` are the paper's own in the quote, `references` the works that it
    cites. `passage_span` bounds the passage around the quote. `page` is the printed one,
    `pdf_page` counts in the file, from 1. `table` is told of a quote that is a row of a table.
    Where the page was recognised from a picture, `scan_confidence` says how surely, from 0 to 1.
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
    likely_span: Span | None = field(default=None, compare=False)
    table: CitedRow | None = None
    pdf_page: int | None = None
    scan_confidence: float | None = None

    @property
    def page_name(self) -> str | None:
        """How the page is cited, as `name_page` does."""
        return name_page(self.page, self.pdf_page)

    @property
    def answering_words(self) -> str | None:
        """What `answer_span` marks of the quote."""
        return self._words_at(self.answer_span)

    @property
    def likely_words(self) -> str | None:
        """What answers, or else what `likely_span` marks of the quote."""
        return self._words_at(self.answer_span or self.likely_span)

    def _words_at(self, words: Span | None) -> str | None:
        if words is None:
            return None
        start = self.span.start
        return self.quote[words.start - start : words.end - start]


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """A sentence of an answer and the numbers of the citations it rests on.

    `unsupported` is None, or the reason why its quotes do not carry the sentence, which
    is then to be shown struck through. `voice` tells whose words they are.
    """

    text: str
    citations: tuple[int, ...]
    unsupported: str | None = None
    voice: Voice = Voice.ANSWER

    def marked(self, *, quoted: bool = False) -> str:
        """Return the sentence with its markers, struck through where it is unsupported.

        With `quoted`, it stands in quotation marks unless the words are ours.
        """
        markers = "".join(f"[{number}]" for number in self.citations)
        text = f"“{self.text}”" if quoted and self.voice is Voice.ANSWER else self.text
        text = text if self.unsupported is None else f"~~{text}~~"
        reason = "" if self.unsupported is None else f"(not supported: {self.unsupported})"
        return " ".join(part for part in (text, markers, reason) if part)


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """Sentences of an answer that belong together, headed by a label of ours where they have one.

    A label may name a side, a date or a number of a list, and ends as it is to be shown.
    """

    label: str | None
    sentences: tuple[AnswerSentence, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the reader of a paper gets for a question.

    `understood` is the question with its spelling mended, None where nothing was to be mended;
    `standalone_question` is what it came to besides, after it was resolved against the
    conversation. `confidence` is the estimated probability, 0 to 1, that the papers answer the
    question. When `abstained`, the sentences say so, and quote what comes closest if anything
    does. `verdict` is told where yes or no answers. `hits` holds the passages that were read for
    it, best first; an answerer need not tell them. `mode` names how it was made; `notice` is
    None, or says why it was made otherwise than asked, what was left out, or what of the question
    does not occur in what is quoted. `seconds` gives the wall time by stage, ``total`` among them.
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
    understood: str | None = None
    verdict: Verdict | None = None

    @property
    def decision(self) -> Decision:
        """Whether it answers, quotes what comes closest, or declines."""
        if not self.abstained:
            return Decision.ANSWERED
        return Decision.CLOSEST if self.citations else Decision.DECLINED

    @property
    def parts(self) -> tuple[AnswerPart, ...]:
        """The sentences, parted where a label stands."""
        parts: list[tuple[str | None, list[AnswerSentence]]] = []
        for sentence in self.sentences:
            if sentence.voice is Voice.LABEL:
                parts.append((sentence.text, []))
            elif not parts:
                parts.append((None, [sentence]))
            else:
                parts[-1][1].append(sentence)
        return tuple(AnswerPart(label, tuple(sentences)) for label, sentences in parts)

    @property
    def mixes_voices(self) -> bool:
        """Whether words of ours stand beside others, which are then shown as quotations."""
        return len({sentence.voice is Voice.ANSWER for sentence in self.sentences}) > 1

    @property
    def nearest(self) -> tuple[Hit, ...]:
        """The passages that came closest, to be shown when there is no answer."""
        return self.hits[:_NEAREST]

    @property
    def text(self) -> str:
        """The answer as text, a line for each part.

        Each sentence ends with its markers, like [1] or [1][3]. Where words of ours stand beside
        others, those are in quotation marks.
        """
        quoted = self.mixes_voices
        return "\n".join(
            " ".join(
                [
                    *([part.label] if part.label else []),
                    *(sentence.marked(quoted=quoted) for sentence in part.sentences),
                ]
            )
            for part in self.parts
        )


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
        limit: int | None = None,
    ) -> Answer:
        """Answer from `papers` (ids) or from all papers, in at most `limit` sentences of theirs.

        Without a limit, what is asked for decides how many there are.

        `history` holds the earlier turns, oldest first. Raises `QuestionError` for an
        empty or an overlong question.
        """
        ...
