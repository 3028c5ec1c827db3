"""Turns that tests of kept and exported conversations share: every field of them is used."""

from dataclasses import replace

from corpus.paper import Note, Passage, Reference, Span
from index.hits import Hit
from qa.answer import Answer, AnswerSentence, Citation, Turn

TEXT = "Tea came late. Tea came in 1660. Coffee was first."
TEA = Citation(
    number=1,
    paper_id="tea",
    title="A History of Tea",
    section=("Drinks", "Hot drinks"),
    page="7",
    span=Span(115, 132),
    quote="Tea came in 1660.",
    passage_span=Span(100, 150),
    passage_text=TEXT,
    answer_span=Span(127, 131),
    notes=(Note("3", 118, None), Note("4", 132, "See http://tea.example/a?b=1&c=2, p. 4.")),
    references=(
        Reference("12", "Twining, R. On Tea. 1701.", ("Twining",), "1701", "10.1000/tea"),
        Reference(None, "Anon. On Cups."),
    ),
)
COFFEE = replace(
    TEA,
    number=2,
    page=None,
    section=(),
    span=Span(133, 150),
    quote="Coffee was first.",
    answer_span=None,
    notes=(),
    references=(),
)
_TEA_PASSAGE = Passage("tea", (Span(100, 114), Span(115, 132)), ("Drinks",), "vii", TEXT[:32])
_CUPS_PASSAGE = Passage("cups", (Span(0, 9),), (), None, "Cups \ud83d \u202e.")
HITS = (
    Hit(1, 0.1 + 0.2, {"dense": 1 / 3, "reader": -4.25}, _TEA_PASSAGE),
    Hit(2, 0.0, {}, _CUPS_PASSAGE),
)
ANSWERED = Turn(
    "When did tea come?",
    Answer(
        question="When did tea come?",
        standalone_question="When did tea come to England?",
        sentences=(
            AnswerSentence("Tea came in 1660.", (1,)),
            AnswerSentence("Coffee was first.", (2, 1)),
            AnswerSentence("Cocoa came never.", (1,), unsupported="The quote speaks of tea."),
        ),
        citations=(TEA, COFFEE),
        abstained=False,
        confidence=0.87,
        hits=HITS,
        mode="llm-quoted",
        notice="The model did not answer; these are quotations.",
        seconds={"total": 0.1 + 0.7},
    ),
)
ABSTAINED = Turn(
    "Who sells cocoa?",
    Answer(
        question="Who sells cocoa?",
        standalone_question="Who sells cocoa?",
        sentences=(AnswerSentence("The paper does not answer this.", ()),),
        citations=(),
        abstained=True,
        confidence=0.1,
        hits=HITS,
        seconds={"total": 0.25},
    ),
)
TITLES = {"tea": "A History of Tea", "cups": "Cups & Saucers"}
