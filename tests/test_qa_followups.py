"""Follow-up questions stand on their own once they are resolved."""

import pytest

from corpus.paper import Span
from qa.answer import Answer, AnswerSentence, Citation, Turn
from qa.followups import is_follow_up, resolve_follow_up


def turn(question: str, sentence: str, *, marked: str | None = None) -> Turn:
    """Make a turn whose answer is one sentence, with some of its words marked."""
    span = Span(100, 100 + len(sentence))
    start = 100 + sentence.index(marked) if marked else 0
    citation = Citation(
        number=1,
        paper_id="p",
        title="A Paper",
        section=("Results",),
        page="3",
        span=span,
        quote=sentence,
        passage_span=span,
        passage_text=sentence,
        answer_span=Span(start, start + len(marked)) if marked else None,
    )
    answer = Answer(
        question=question,
        standalone_question=question,
        sentences=(AnswerSentence(sentence, (1,)),),
        citations=(citation,),
        abstained=False,
        confidence=0.9,
    )
    return Turn(question, answer)


CLINTON = turn(
    "Who was the president in May 1998?",
    "After the tests, President Bill Clinton imposed sanctions on Pakistan.",
    marked="President Bill Clinton",
)
VISIT = turn("Who visited the Soviet Union in 1967?", "Ayub Khan paid a visit to Moscow in 1967.")


@pytest.mark.parametrize(
    ("question", "earlier", "resolved"),
    [
        (
            "What did he do after the tests?",
            CLINTON,
            "What did President Bill Clinton do after the tests?",
        ),
        ("What was his reason?", CLINTON, "What was President Bill Clinton’s reason?"),
        (
            "And how much trade did they agree on?",
            VISIT,
            "How much trade did they agree on (Soviet Union, 1967)?",
        ),
        ("Why?", VISIT, "Why (Soviet Union, 1967)?"),
        ("And in 1979?", VISIT, "In 1979 (Soviet Union, 1967)?"),
    ],
)
def test_a_follow_up_takes_over_what_it_leaves_out(
    question: str, earlier: Turn, resolved: str
) -> None:
    """Persons replace “he” and “his”; names of the turn before stand in brackets."""
    assert resolve_follow_up(question, [earlier]) == resolved


@pytest.mark.parametrize(
    "question",
    [
        "Which amendment led the US to withhold F-16 jets from Pakistan?",
        "Which fields are there for cooperation with China?",
        "What did Pakistan say about its relations with Iran?",
        "How large was the loan that Pakistan received in 1961?",
        "And what is the price of tea chests?",
    ],
)
def test_a_question_that_stands_alone_stays_as_it_is(question: str) -> None:
    """A pronoun that points to a name in the same question is no follow-up."""
    assert not is_follow_up(question)
    assert resolve_follow_up(question, [VISIT]) == question


def test_without_a_conversation_nothing_is_resolved() -> None:
    """There is nothing to take over in the first question."""
    assert resolve_follow_up("Why did he do it?", []) == "Why did he do it?"


def test_only_the_last_turn_counts() -> None:
    """What was said earlier is not mixed in."""
    assert "Clinton" not in resolve_follow_up("And why?", [CLINTON, VISIT])
