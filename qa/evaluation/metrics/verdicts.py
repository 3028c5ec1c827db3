"""Scores of what an answer says beside its quotes: yes or no, and what it was to show."""

from collections.abc import Mapping

from qa.answer import Answer
from qa.evaluation.metrics.answers import cited_text, plain_text
from qa.evaluation.metrics.citations import quote_holds
from qa.evaluation.metrics.metric import Outcome, PaperText, ScoreMetric
from qa.evaluation.questions.pairs import QAPair
from qa.evaluation.questions.text_matching import holds_answer


def verdict_scores(pair: QAPair, answer: Answer) -> dict[str, float]:
    """Return ``verdict_stated`` and ``verdict_accuracy`` of a question with a gold verdict.

    A verdict is right where it is said, and is the gold one or another that is to be accepted.
    """
    verdicts = pair.rubric.verdicts
    if not verdicts:
        return {}
    return {
        "verdict_stated": float(answer.verdict is not None),
        "verdict_accuracy": float(answer.verdict in verdicts),
    }


def shown_scores(pair: QAPair, answer: Answer, *, paper_text: PaperText) -> dict[str, float]:
    """Return ``shown_recall``: the share of what an answer was to show that it shows.

    A text is shown where the answer has it, in whoever's words, or where it is the page of a
    citation, whose quote holds evidence if there is any. An abstention shows nothing.
    """
    shown = pair.rubric.shown
    if not shown:
        return {}
    if answer.abstained:
        return {"shown_recall": 0.0}
    text = plain_text(answer)
    pages = {
        citation.page
        for citation in answer.citations
        if not pair.evidence
        or quote_holds(citation, pair.evidence, text=cited_text(citation, paper_text))
    }
    found = [piece in pages or holds_answer(text, piece) for piece in shown]
    return {"shown_recall": sum(found) / len(found)}


def _scores(outcome: Outcome) -> Mapping[str, float]:
    if outcome.answer is None:
        return {}
    return {
        **verdict_scores(outcome.pair, outcome.answer),
        **shown_scores(outcome.pair, outcome.answer, paper_text=outcome.paper_text),
    }


METRICS = (
    ScoreMetric(
        name="shown_recall",
        meaning="texts that the answer was to show: in its words, or as the page of a citation",
        over="with texts to show",
        scores=_scores,
        by_group=True,
    ),
    ScoreMetric(
        name="verdict_stated",
        meaning="the answer says yes, no or mixed",
        over="with a verdict",
        scores=_scores,
        hit_or_miss=True,
    ),
    ScoreMetric(
        name="verdict_accuracy",
        meaning="the answer says so, and rightly",
        over="with a verdict",
        scores=_scores,
        hit_or_miss=True,
        by_group=True,
    ),
)
