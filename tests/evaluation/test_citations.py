import dataclasses

import pytest

from corpus.paper import Span
from qa.answer import AnswerSentence
from qa.evaluation.metrics.citations import citation_scores, quote_holds, quote_scores
from tests.evaluation_world import BEES, SENTENCES, abstain, cite, paper_text, reply

# The last words of the second sentence and all of the third.
TWO_SENTENCES = "food is far. They rest at night."


@pytest.mark.parametrize(
    ("span", "evidence", "holds"),
    [
        (SENTENCES[1], "A long dance means that food is far.", True),
        (SENTENCES[1], "long dance", True),
        (SENTENCES[0], "long dance", False),
        (SENTENCES[2], TWO_SENTENCES, True),
        (SENTENCES[1], TWO_SENTENCES, False),
        (Span(74, 78), TWO_SENTENCES, True),
        (SENTENCES[0], "Bees sing", False),
        (SENTENCES[0], " ", False),
    ],
)
def test_a_quote_holds_evidence_by_where_both_stand(
    span: Span, evidence: str, *, holds: bool
) -> None:
    """It must cover half of the evidence's characters, or lie wholly inside it."""
    assert quote_holds(cite(1, span), [evidence], text=BEES) is holds


def test_any_piece_of_evidence_suffices() -> None:
    """The pieces are alternatives."""
    assert quote_holds(cite(1, SENTENCES[0]), ["Bees sing", "Bees dance"], text=BEES)


def test_recall_counts_sentences_and_precision_citations() -> None:
    """Two of three citations hold evidence; the sentence without citations does not."""
    cited = reply("?", cite(1, SENTENCES[0]), cite(2, SENTENCES[3]), cite(3, SENTENCES[0]))
    answer = dataclasses.replace(
        cited,
        sentences=(
            AnswerSentence("Bees dance.", (2, 1)),
            AnswerSentence("Honey keeps.", (2,)),
            AnswerSentence("So it is.", ()),
            AnswerSentence("They share.", (3,)),
        ),
    )
    assert citation_scores(["Bees dance"], answer, paper_text=paper_text) == {
        "citation_recall": 0.5,
        "citation_precision": pytest.approx(2 / 3),
    }


def test_abstaining_and_answering_without_citations_score_nothing() -> None:
    """Neither supports anything."""
    nothing = {"citation_recall": 0.0, "citation_precision": 0.0}
    bare = dataclasses.replace(reply("?"), sentences=(AnswerSentence("Bees dance.", ()),))
    assert citation_scores(["Bees"], abstain("?"), paper_text=paper_text) == nothing
    assert citation_scores(["Bees"], bare, paper_text=paper_text) == nothing
    assert citation_scores([], bare, paper_text=paper_text) == {}


def test_a_quote_that_the_paper_does_not_have_supports_nothing() -> None:
    """One changed character, a wrong place or an unknown paper makes it untrue."""
    answer = reply(
        "?",
        cite(1, SENTENCES[0]),
        cite(2, SENTENCES[0], quote="Bees dance to share directions!"),
        cite(3, SENTENCES[2], quote="Bees dance to share directions."),
        cite(4, SENTENCES[0], paper_id="ants"),
        cite(5, Span(0, 0)),
    )
    assert quote_scores(answer, paper_text=paper_text) == {"quote_exists": 0.2}
    scores = citation_scores(["Bees dance"], answer, paper_text=paper_text)
    assert scores["citation_precision"] == 0.2


def test_an_answer_without_citations_has_no_quotes_to_check() -> None:
    """The rate of true quotes is taken over the answers that quote."""
    assert quote_scores(abstain("?"), paper_text=paper_text) == {}
