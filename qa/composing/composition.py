"""What an answer is composed of, before it is numbered and cited."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.paper import Cell, Passage, Span
from index.snapshot import Snapshot
from qa.answer import Verdict, Voice
from qa.understanding.kinds.classifier import Kind


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence at `span` of its paper's text, in a passage. A higher score is better.

    `marked` holds the words that the reader takes for the answer, where they are in it, and
    `lead` by how much they are likelier than that no words of the passage are; minus infinity
    where it marked none here, None where there is no reader that marks words. One that
    stands `beside` another is told for that one to be understood, and is no answer by itself.
    Of a row of a table, `cell` is the one that answers, where that can be told.
    """

    score: float
    span: Span
    passage: Passage
    marked: Span | None = None
    lead: float | None = None
    beside: bool = False
    cell: Cell | None = None

    @property
    def text(self) -> str:
        """The sentence's words."""
        return self.passage.text_at(self.span)


@dataclass(frozen=True, slots=True)
class Words:
    """Words of our own: a label that heads what follows, or a sentence."""

    text: str
    voice: Voice = Voice.LABEL


@dataclass(frozen=True, slots=True)
class Beside:
    """What a paper has beside a sentence, told under the sentence's number: a note, a reference."""

    text: str
    sentence: ScoredSentence


Piece = ScoredSentence | Words | Beside


@dataclass(frozen=True, slots=True)
class Composition:
    """The pieces of an answer, in the order in which they are told.

    Sentences become citations; one that comes twice keeps its number. `confidence` is the
    probability, 0 to 1, that they answer. When `closest`, they are only what comes closest; when
    `declined`, they say why there is no answer. A composition without sentences and words
    declines as well. `drawn_on` are the passages that a language model should read for the same
    answer; without any, those of the sentences. `kind` is what it was composed as, None of a
    plain answer.
    """

    pieces: tuple[Piece, ...]
    confidence: float
    verdict: Verdict | None = None
    closest: bool = False
    declined: bool = False
    drawn_on: tuple[Passage, ...] = ()
    kind: Kind | None = None

    @property
    def abstains(self) -> bool:
        """Whether the papers do not answer, or only come close."""
        return self.closest or self.declined or not self.pieces

    @property
    def sentences(self) -> tuple[ScoredSentence, ...]:
        """The sentences of papers that the pieces quote, or stand beside."""
        beside = (one.sentence if isinstance(one, Beside) else one for one in self.pieces)
        return tuple(piece for piece in beside if isinstance(piece, ScoredSentence))

    @property
    def passages(self) -> tuple[Passage, ...]:
        """What a language model should read for the same answer, in this order, each once."""
        own = self.drawn_on or (sentence.passage for sentence in self.sentences)
        return tuple(dict.fromkeys(own))

    def window_in(self, passage: Passage) -> Span | None:
        """Return the span of a passage's text from its first quoted sentence to the last."""
        spans = [one.span for one in self.sentences if one.passage == passage]
        if not spans:
            return None
        first, last = min(span.start for span in spans), max(span.end for span in spans)
        return Span(first - passage.start, last - passage.start)


DECLINED = Composition((), 0.0)


def sentence_at(
    paper_id: str, span: Span, snapshot: Snapshot, *, score: float = 0.0, beside: bool = False
) -> ScoredSentence:
    """Return the sentence at `span` of a paper as a piece, in the passage that holds it."""
    passage = snapshot.passage_at(paper_id, span)
    return ScoredSentence(score, span, passage, beside=beside)


def labelled(label: str, sentences: Sequence[ScoredSentence]) -> tuple[Piece, ...]:
    """Return sentences behind a label; nothing where there are none."""
    return (Words(label), *sentences) if sentences else ()
