"""Scores of what an answer quotes against the nuggets of its question.

Nuggets are the facts that a complete answer draws on: Voorhees, "Overview of the TREC 2003
Question Answering Track", 2003; Lin and Demner-Fushman, "Automatically Evaluating Answers to
Definition Questions", HLT-EMNLP 2005. Where an assessor judged there whether an answer says a
nugget, the place of the quote in the paper judges here, as it does of evidence. Quotes count
whatever the decision: those that come closest are shown as well.
"""

from collections.abc import Mapping, Sequence

from qa.answer import Answer, Citation
from qa.evaluation.metrics.answers import cited_text
from qa.evaluation.metrics.citations import quote_exists, quote_holds
from qa.evaluation.metrics.flags import DENIAL_QUOTED
from qa.evaluation.metrics.metric import Outcome, PaperText, ScoreMetric
from qa.evaluation.questions.pairs import QAPair
from qa.evaluation.questions.rubric import BOTH, Nugget
from qa.evaluation.questions.text_matching import normalise

_OF_SIDES = ("compare", "multi_part")
"""The kinds that ask for something of each side, whatever it is."""


def nugget_scores(pair: QAPair, answer: Answer, *, paper_text: PaperText) -> dict[str, float]:
    """Return ``nugget_recall``, ``nugget_precision`` and ``enough_nuggets``.

    Recall is the share of the nuggets that a quote holds, precision the share of the quotes that
    hold a nugget or evidence, or stand in the section that is to be summarised; without quotes
    both are 0. There is enough where recall reaches as many nuggets as the question needs. Gives
    nothing for a question without nuggets, but for the precision of a summary.
    """
    rubric, citations = pair.rubric, answer.citations
    scores = {}
    if rubric.nuggets:
        held = [
            nugget
            for nugget in rubric.nuggets
            if _quoted(nugget.texts, citations, paper_text=paper_text)
        ]
        scores["nugget_recall"] = len(held) / len(rubric.nuggets)
        if rubric.need is not None:
            scores["enough_nuggets"] = float(_told(pair, held) >= rubric.need)
    if rubric.nuggets or rubric.within:
        pieces = (*pair.evidence, *rubric.pieces)
        good = [
            _stands_within(citation, rubric.within, text=cited_text(citation, paper_text))
            or _quoted(pieces, [citation], paper_text=paper_text)
            for citation in citations
        ]
        scores["nugget_precision"] = sum(good) / len(good) if good else 0.0
    return scores


def denial_scores(pair: QAPair, answer: Answer, *, paper_text: PaperText) -> dict[str, float]:
    """Return ``denial_quoted``: whether a quote sets the premise of the question right.

    Gives nothing for a question without a denial.
    """
    denial = pair.rubric.denial
    if not denial:
        return {}
    return {DENIAL_QUOTED: float(_quoted(denial, answer.citations, paper_text=paper_text))}


def _quoted(pieces: Sequence[str], citations: Sequence[Citation], *, paper_text: PaperText) -> bool:
    return any(
        quote_holds(citation, pieces, text=cited_text(citation, paper_text))
        for citation in citations
    )


def _told(pair: QAPair, held: Sequence[Nugget]) -> int:
    """Return how many nuggets are held or, where a question is about sides, how many of those."""
    sides = {nugget.side for nugget in held}
    if pair.kind in _OF_SIDES and all(nugget.side for nugget in pair.rubric.nuggets):
        return len(sides - {BOTH})
    return len(held)


def _stands_within(citation: Citation, title: str | None, *, text: str) -> bool:
    return (
        title is not None
        and quote_exists(citation, text=text)
        and normalise(title) in map(normalise, citation.section)
    )


def _scores(outcome: Outcome) -> Mapping[str, float]:
    if outcome.answer is None:
        return {}
    return {
        **nugget_scores(outcome.pair, outcome.answer, paper_text=outcome.paper_text),
        **denial_scores(outcome.pair, outcome.answer, paper_text=outcome.paper_text),
    }


METRICS = (
    ScoreMetric(
        name="nugget_recall",
        meaning="nuggets that a cited quote holds",
        over="with nuggets",
        scores=_scores,
        by_group=True,
    ),
    ScoreMetric(
        name="nugget_precision",
        meaning="quotes that hold a nugget or evidence, or stand in the section asked for",
        over="with nuggets, or a section to stay in",
        scores=_scores,
        by_group=True,
    ),
    ScoreMetric(
        name="enough_nuggets",
        meaning="the quotes hold as many nuggets, or sides, as the question needs",
        over="with nuggets, and a number that is needed",
        scores=_scores,
        hit_or_miss=True,
    ),
    ScoreMetric(
        name=DENIAL_QUOTED,
        meaning="a quote sets the premise of the question right",
        over="unanswerable, with a denial",
        scores=_scores,
        hit_or_miss=True,
    ),
)
