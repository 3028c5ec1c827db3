"""A paper's sentences as what summaries are made of: where each stands, and what it is worth."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from corpus.paper import Paper, Section, Span
from index.encoding.encoder import FloatMatrix
from index.snapshot import Snapshot
from qa.composing.composition import ScoredSentence, sentence_at

FEWEST_WORDS = 5
"""A sentence of fewer is a heading, a label or a scrap."""
MOST_WORDS = 60
"""A sentence of more counts less: it is rarely one thought."""
FEWEST_SENTENCES = 2
"""A section of fewer needs no summing up."""
_BACK_MATTER = re.compile(
    r"\b(?:references|bibliography|works cited|acknowledge?ments?|funding|competing interests?"
    r"|conflicts? of interest|author contributions?|supporting information|supplementary|appendix"
    r"|keywords|abbreviations|ethics|data availability|notes|disclosures?|about the authors?"
    r"|additional information|footnotes|correspondence|author notes|affiliations?"
    r"|article information|copyright)\b",
    re.IGNORECASE,
)
_LEANS_BACK = re.compile(
    r"(?:this|that|these|those|such|it|its|they|their|he|his|she|her|both|the (?:latter|former|"
    r"same)|however|but|also|moreover|furthermore|in addition|additionally|similarly|likewise|"
    r"nevertheless|on the other hand|in (?:this|that) (?:case|scenario)|another|the other|and|"
    r"instead|rather|yet|for (?:example|instance))\b(?! (?:paper|study|article|research|"
    r"work|report|"
    r"review|analysis|editorial)\b)(?!,? (?:is|has been) (?:argued|concluded|imperative|"
    r"important|essential))",
    re.IGNORECASE,
)
"""How a sentence begins that is not understood without the one before it."""
_DRAWS_ON = re.compile(
    r"(?:accordingly|as a (?:result|consequence)|consequently|given (?:this|these)|hence|so|then"
    r"|therefore|thus)\b|(?:[\w’'-]++ ){1,8}?(?:this|these|such an?) (?!paper|study|article"
    r"|research|work|report|review|analysis|editorial)",
    re.IGNORECASE,
)
"""How a sentence begins that may be understood by itself, but opens nothing."""
_ABOUT_FLOATS = re.compile(r"\b(?:fig(?:ure|\.)?|table) ?\d|\b(?:doi|http|www)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Material:
    """Sentences of one paper, by their places among `paper.sentences`, from `first` to `last`."""

    paper: Paper
    snapshot: Snapshot
    first: int
    last: int

    @classmethod
    def of_paper(cls, paper: Paper, snapshot: Snapshot) -> "Material":
        """Return all sentences of a paper."""
        return cls(paper, snapshot, 0, len(paper.sentences))

    @classmethod
    def of_span(cls, paper: Paper, snapshot: Snapshot, span: Span) -> "Material":
        """Return the sentences within a span of a paper's text."""
        inside = [at for at, one in enumerate(paper.sentences) if span.holds(one)]
        first = inside[0] if inside else 0
        return cls(paper, snapshot, first, first + len(inside))

    @classmethod
    def of_section(cls, paper: Paper, snapshot: Snapshot, section: Section) -> "Material":
        """Return the sentences of a section and of those under it."""
        return cls.of_span(paper, snapshot, Span(section.body, section.end))

    def __len__(self) -> int:
        """Return how many sentences there are."""
        return self.last - self.first

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The words of each sentence."""
        return tuple(self.paper.text[span.start : span.end] for span in self._spans)

    @cached_property
    def sections(self) -> tuple[tuple[str, ...], ...]:
        """The titles over each sentence, outermost first."""
        return tuple(self.paper.section_path_at(span.start) for span in self._spans)

    @property
    def vectors(self) -> FloatMatrix:
        """A unit-norm row for each sentence."""
        return self.snapshot.sentence_vectors(self.paper.id)[self.first : self.last]

    @cached_property
    def worths(self) -> tuple[float, ...]:
        """What each sentence is worth in a summary by its form alone: 0 nothing, 1 at most."""
        return tuple(map(_worth, self.texts, self.sections))

    def likeness_to(self, vector: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return how like a text of that unit vector each sentence is: its cosine, 0 at least."""
        return np.maximum(np.asarray(self.vectors @ vector, dtype=np.float64), 0.0)

    @cached_property
    def opens_paragraph(self) -> tuple[bool, ...]:
        """Whether each sentence is the first of its paragraph."""
        starts = {span.start for span in self.paper.paragraphs}
        return tuple(span.start in starts for span in self._spans)

    def leans_back(self, place: int) -> bool:
        """Whether a sentence is not understood without the one before it."""
        return leans_back(self.texts[place])

    def may_open(self, place: int) -> bool:
        """Whether a sentence may stand first: it goes on with none and draws on none."""
        return not self.leans_back(place) and _DRAWS_ON.match(self.texts[place]) is None

    def piece(self, place: int, *, score: float = 0.0) -> ScoredSentence:
        """Return the sentence at a place as a piece of an answer."""
        span = self._spans[place]
        return sentence_at(self.paper.id, span, self.snapshot, score=score)

    def pieces(self, places: Sequence[int]) -> list[ScoredSentence]:
        """Return the sentences at some places as pieces of an answer."""
        return [self.piece(place) for place in places]

    @property
    def _spans(self) -> tuple[Span, ...]:
        return self.paper.sentences[self.first : self.last]


def leans_back(sentence: str) -> bool:
    """Whether a sentence begins as none does that sums up: with “it”, “however”, “for example”.

    More than what `points_back` finds, beside which the sentence before must be told.
    """
    return _LEANS_BACK.match(sentence) is not None


def is_back_matter(section: Sequence[str]) -> bool:
    """Whether a section with that path tells of the paper and not of its subject."""
    return any(_BACK_MATTER.search(title) for title in section)


def tells_enough(paper: Paper, section: Section) -> bool:
    """Whether a section has sentences enough, of its subject, for a summary to be made of them."""
    path = paper.section_path_at(section.body)
    within = Span(section.body, section.end)
    texts = (paper.text[span.start : span.end] for span in paper.sentences if within.holds(span))
    return sum(_worth(text, path) > 0 for text in texts) >= FEWEST_SENTENCES


def _worth(sentence: str, section: Sequence[str]) -> float:
    words = sentence.split()
    if len(words) < FEWEST_WORDS or is_back_matter(section) or _is_no_prose(sentence):
        return 0.0
    worth = 0.7 if leans_back(sentence) else 1.0
    worth *= 0.6 if len(words) > MOST_WORDS else 1.0
    worth *= 0.5 if _ABOUT_FLOATS.search(sentence) else 1.0
    worth *= 1.0 if sentence.rstrip("”’\"')]").endswith((".", "!", "?")) else 0.4
    return worth * (0.5 if sentence.endswith("?") else 1.0)


def _is_no_prose(sentence: str) -> bool:
    """Whether a sentence is a row of a table, or a heading in capitals."""
    return " | " in sentence or sentence.startswith("| ") or sentence.isupper()
