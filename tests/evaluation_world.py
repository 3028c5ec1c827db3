"""A paper of four sentences with a retriever and an answerer that do as they are told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from corpus.errors import QuestionError, UnknownPaper
from corpus.paper import Note, Passage, Span
from index.hits import Hit
from qa.answer import Answer, AnswerSentence, Citation, Turn
from qa.evaluation import QAPair

BEES = (
    "Bees dance to share directions.  A long dance\nmeans that food is far. "
    "They rest at night. Honey keeps for years."
)
SENTENCES = (Span(0, 31), Span(33, 69), Span(70, 89), Span(90, 112))

DANCE = QAPair(
    id="dance",
    kind="fact",
    question="Why do bees dance?",
    answers=("share directions",),
    evidence=("dance to share directions",),
)
REST = QAPair(
    id="rest",
    kind="fact",
    question="When do bees rest?",
    answers=("at night",),
    evidence=("They rest at night",),
)
FOLLOW_UP = QAPair(
    id="far",
    kind="followup",
    question="What does a long one mean?",
    history=("Why do bees dance?", "Who watches?"),
    answers=("food is far",),
    evidence=("A long dance means that food is far.",),
)
WASPS = QAPair(id="wasps", kind="unanswerable", question="How many wasps are there?")
PAIRS = (DANCE, REST, FOLLOW_UP, WASPS)

STANDALONE = {FOLLOW_UP.question: "What does a long dance mean?"}
SENTENCE_FOR = {DANCE.question: 0, REST.question: 2, FOLLOW_UP.question: 1}


def paper_text(paper_id: str) -> str:
    """Return the text of the only paper there is."""
    if paper_id != "bees":
        raise UnknownPaper(f"There is no paper {paper_id}.")
    return BEES


def cite(
    number: int,
    span: Span,
    *,
    quote: str | None = None,
    paper_id: str = "bees",
    answer_span: Span | None = None,
    notes: tuple[Note, ...] = (),
) -> Citation:
    """Cite `span` of the paper, truly unless another `quote` is given."""
    return Citation(
        number=number,
        paper_id=paper_id,
        title="On Bees",
        section=("Dances",),
        page="7",
        span=span,
        quote=BEES[span.start : span.end] if quote is None else quote,
        passage_span=span,
        passage_text=BEES[span.start : span.end],
        answer_span=answer_span,
        notes=notes,
    )


def reply(
    question: str,
    *citations: Citation,
    confidence: float = 0.9,
    text: str | None = None,
) -> Answer:
    """Answer with one sentence for each citation: its quote, or `text`."""
    sentences = [AnswerSentence(text or cited.quote, (cited.number,)) for cited in citations]
    return Answer(
        question=question,
        standalone_question=STANDALONE.get(question, question),
        sentences=tuple(sentences),
        citations=citations,
        abstained=False,
        confidence=confidence,
    )


def abstain(question: str, *, confidence: float = 0.1) -> Answer:
    """Say that the paper does not answer."""
    return Answer(
        question=question,
        standalone_question=STANDALONE.get(question, question),
        sentences=(AnswerSentence("The paper does not answer this.", ()),),
        citations=(),
        abstained=True,
        confidence=confidence,
    )


def hits_for(*sentence_numbers: int) -> tuple[Hit, ...]:
    """Rank the sentences with these numbers, each a passage of its own."""
    return tuple(
        Hit(rank, 1 / rank, {"dense": 1 / rank}, _passage(SENTENCES[number]))
        for rank, number in enumerate(sentence_numbers, start=1)
    )


def _passage(span: Span) -> Passage:
    return Passage("bees", (span,), ("Dances",), "7", BEES[span.start : span.end])


@dataclass
class ScriptedAnswerer:
    """Returns the answers it is told to, abstains from all else, and notes what it is asked."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = field(default_factory=list)

    def answer(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        papers: Sequence[str] = (),
        limit: int | None = None,
    ) -> Answer:
        """Return the scripted answer; refuse a question of more than 80 characters."""
        assert limit is None or limit >= 1
        if len(question) > 80:
            raise QuestionError("The question is too long. Ask in 80 characters.")
        self.asked.append((question, tuple(turn.question for turn in history), tuple(papers)))
        return self.answers.get(question) or abstain(question)


@dataclass
class ScriptedRetriever:
    """Ranks sentences as it is told to, and notes what it is asked."""

    rankings: Mapping[str, Sequence[int]] = field(default_factory=dict)
    asked: list[tuple[str, int, tuple[str, ...]]] = field(default_factory=list)

    def search(self, query: str, *, k: int = 10, papers: Sequence[str] = ()) -> tuple[Hit, ...]:
        """Return the scripted ranking, or nothing."""
        self.asked.append((query, k, tuple(papers)))
        return hits_for(*self.rankings.get(query, ()))[:k]


def perfect_answerer() -> ScriptedAnswerer:
    """Answer each question from its sentence, the gold answer marked."""
    answers = {}
    for pair in PAIRS:
        if pair.answerable:
            start = BEES.index(pair.answers[0])
            marked = Span(start, start + len(pair.answers[0]))
            cited = cite(1, SENTENCES[SENTENCE_FOR[pair.question]], answer_span=marked)
            answers[pair.question] = reply(pair.question, cited)
    return ScriptedAnswerer(answers)


def perfect_retriever() -> ScriptedRetriever:
    """Rank the sentence that answers first, and one other second."""
    return ScriptedRetriever(
        {
            STANDALONE.get(question, question): (number, 3)
            for question, number in SENTENCE_FOR.items()
        }
    )
