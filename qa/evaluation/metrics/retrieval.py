"""Scores of a ranking of passages, for one question, computed by `ir_measures`."""

from collections.abc import Mapping, Sequence

from index.hits import Hit
from qa.evaluation.metrics.metric import Outcome, ScoreMetric
from qa.evaluation.questions.text_matching import holds_evidence

# The measure of ir_measures, and how many of the first count. Its own reader of such names
# needs what Python 3.14 removes, and warns of that before.
PASSAGE_MEASURES = {
    "evidence_recall@1": ("Success", 1),
    "evidence_recall@3": ("Success", 3),
    "evidence_recall@5": ("Success", 5),
    "mrr": ("RR", None),
}
PAPER_MEASURES = {"mrr": ("RR", None), "ndcg@10": ("nDCG", 10), "recall@100": ("R", 100)}

# Stands for the relevant passages that the ranking lacks; no passage has this id.
_NOT_RETRIEVED = "not retrieved"


def relevant_passages(hits: Sequence[Hit], evidence: Sequence[str]) -> dict[str, int]:
    """Return the passages that hold a piece of gold evidence whole, each with relevance 1."""
    return {hit.passage.id: 1 for hit in hits if holds_evidence(hit.passage.text, evidence)}


def first_relevant_rank(ranking: Sequence[str], judgements: Mapping[str, int]) -> int | None:
    """Return the rank, from 1, of the first relevant passage id; None if there is none."""
    ranks = (rank for rank, name in enumerate(ranking, start=1) if judgements.get(name, 0) > 0)
    return next(ranks, None)


def passage_scores(ranking: Sequence[str], judgements: Mapping[str, int]) -> dict[str, float]:
    """Score passage ids, best first, by the relevance judged for them (0 is not relevant).

    ``evidence_recall@k`` is 1 if one of the first k is relevant, otherwise 0 (Success@k
    of trec_eval; for question answering, the top-k accuracy of Karpukhin et al., "Dense
    Passage Retrieval", EMNLP 2020). ``mrr`` is the reciprocal of the first relevant
    rank, or 0 (Voorhees, "The TREC-8 Question Answering Track Report", 1999).
    """
    return _measure(ranking, {_NOT_RETRIEVED: 1, **judgements}, PASSAGE_MEASURES)


def paper_scores(ranking: Sequence[str], judgements: Mapping[str, int]) -> dict[str, float]:
    """Score paper ids, best first, by graded judgements of all papers that are relevant.

    ``mrr`` is as for passages. ``ndcg@10`` discounts the grades by their ranks (Järvelin
    and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", 2002; linear
    gains, as trec_eval has it). ``recall@100`` is the share of the relevant papers that
    are among the first hundred.
    """
    return _measure(ranking, judgements, PAPER_MEASURES)


def _measure(
    ranking: Sequence[str],
    judgements: Mapping[str, int],
    names: Mapping[str, tuple[str, int | None]],
) -> dict[str, float]:
    import ir_measures

    measures = {
        getattr(ir_measures, measure) @ cutoff if cutoff else getattr(ir_measures, measure): name
        for name, (measure, cutoff) in names.items()
    }
    qrels = [ir_measures.Qrel("question", name, grade) for name, grade in judgements.items()]
    distinct = dict.fromkeys(ranking)
    run = [
        ir_measures.ScoredDoc("question", name, -float(rank)) for rank, name in enumerate(distinct)
    ]
    results = ir_measures.iter_calc(list(measures), qrels, run)
    return {measures[result.measure]: float(result.value) for result in results}


def _scores(outcome: Outcome) -> dict[str, float]:
    """Score the passages by the evidence they hold, or their papers by graded judgements.

    A paper stands where its best passage does.
    """
    pair = outcome.pair
    if outcome.answer is None:
        papers = list(dict.fromkeys(hit.passage.paper_id for hit in outcome.hits))
        return paper_scores(papers, pair.judgements)
    if not pair.evidence:
        return {}
    ranking = [hit.passage.id for hit in outcome.hits]
    return passage_scores(ranking, relevant_passages(outcome.hits, pair.evidence))


METRICS = (
    ScoreMetric(
        name="evidence_recall@1",
        meaning="the first passage retrieved holds gold evidence",
        over="answerable",
        scores=_scores,
        hit_or_miss=True,
        by_group=True,
    ),
    ScoreMetric(
        name="evidence_recall@3",
        meaning="one of the first three passages does",
        over="answerable",
        scores=_scores,
        hit_or_miss=True,
    ),
    ScoreMetric(
        name="evidence_recall@5",
        meaning="one of the first five passages does",
        over="answerable",
        scores=_scores,
        hit_or_miss=True,
        by_group=True,
    ),
    ScoreMetric(
        name="mrr",
        meaning="mean reciprocal rank of the first passage that does",
        over="answerable",
        scores=_scores,
        by_group=True,
    ),
    ScoreMetric(
        name="ndcg@10",
        meaning="quality of the first ten passages, by graded judgements",
        over="judged",
        scores=_scores,
        by_group=True,
    ),
    ScoreMetric(
        name="recall@100",
        meaning="relevant documents that are among the first hundred",
        over="judged",
        scores=_scores,
    ),
)
