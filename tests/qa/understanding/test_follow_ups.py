"""Follow-up questions stand on their own once they are resolved."""

import pytest

from corpus.paper import Span
from qa.answer import Answer, AnswerSentence, Citation, Turn
from qa.understanding.follow_ups import is_follow_up, resolve_follow_up


def turn(
    question: str, sentence: str, *, marked: str | None = None, title: str = "A Paper"
) -> Turn:
    """Make a turn whose answer is one sentence, with some of its words marked."""
    span = Span(100, 100 + len(sentence))
    start = 100 + sentence.index(marked) if marked else 0
    citation = Citation(
        number=1,
        paper_id="p",
        title=title,
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


LIFE = turn("Which prize did she get first?", "The first prize came in 1903.", title="Marie Curie")
BAND = turn("What did they play?", "They played jazz.", title="Brooks & Dunn (duo)")


@pytest.mark.parametrize(
    ("question", "earlier", "resolved"),
    [
        ("Where did she work?", LIFE, "Where did Marie Curie work?"),
        ("What did her sister study?", LIFE, "What did Marie Curie’s sister study?"),
        ("Who worked with her in Paris?", LIFE, "Who worked with Marie Curie in Paris?"),
        ("Did they tour?", BAND, "Did they tour (Brooks & Dunn, play)?"),
    ],
)
def test_a_paper_named_after_its_subject_gives_the_topic(
    question: str, earlier: Turn, resolved: str
) -> None:
    """The title of an article about a person is whom “she” means."""
    assert resolve_follow_up(question, [earlier]) == resolved


def test_a_title_that_tells_a_finding_is_no_topic() -> None:
    """Only names are taken over from a title."""
    earlier = turn("What was measured?", "Sleep was.", title="Sleep Is What We Need")
    assert "Need" not in resolve_follow_up("Why?", [earlier])


@pytest.mark.parametrize("question", ["What else?", "Who else?", "Why so?"])
def test_a_bare_follow_up_keeps_its_question_words(question: str) -> None:
    """What is asked stays in front of what is taken over."""
    resolved = resolve_follow_up(question, [VISIT])
    assert resolved == f"{question.rstrip('?')} (Soviet Union, 1967)?"


@pytest.mark.parametrize(
    "question",
    [
        "Did Ayub Khan leave because he was ill?",
        "What else did Ayub Khan do besides his visit to Moscow?",
        "Which methods are used in this paper?",
    ],
)
def test_pronouns_with_their_own_antecedent_point_to_nothing(question: str) -> None:
    """What a question names itself it need not take over."""
    assert resolve_follow_up(question, [LIFE]) == question
