"""From what came back for one question to its result."""

from collections.abc import Sequence

from index.hits import Hit
from qa.answer import Answer
from qa.evaluation.metrics.figures import score_outcome
from qa.evaluation.metrics.metric import Outcome
from qa.evaluation.metrics.retrieval import first_relevant_rank, relevant_passages
from qa.evaluation.questions.pairs import QAPair
from qa.evaluation.runs.results import QuestionResult
from qa.evaluation.runs.system import System
from qa.shapes import CitedQuote, FoundPassage


def score_answer(
    pair: QAPair, answer: Answer, hits: Sequence[Hit], system: System, *, seconds: float
) -> QuestionResult:
    """Score an answer by the gold answers and the gold evidence of its question.

    `hits` are the passages that the answerer had, best first.
    """
    ranking = [hit.passage.id for hit in hits]
    judgements = relevant_passages(hits, pair.evidence)
    return QuestionResult(
        id=pair.id,
        kind=pair.kind,
        paper=pair.paper,
        question=pair.question,
        history=pair.history,
        standalone_question=answer.standalone_question,
        answerable=pair.answerable,
        gold_answers=pair.answers,
        gold_evidence=pair.evidence,
        answer=answer.text,
        abstained=answer.abstained,
        confidence=answer.confidence,
        rank=first_relevant_rank(ranking, judgements),
        scores=score_outcome(Outcome(pair, answer, hits, system.paper_text)),
        citations=tuple(map(CitedQuote.of, answer.citations)),
        retrieved=tuple(FoundPassage.of(hit, system.titles) for hit in hits),
        seconds=seconds,
    )


def score_ranking(
    pair: QAPair, hits: Sequence[Hit], system: System, *, keep: int, seconds: float
) -> QuestionResult:
    """Score a ranking of papers by the judgements of its question; there is no answer.

    A paper stands where its best passage does. The best `keep` of the passages in
    `hits` are kept with the result.
    """
    ranking = list(dict.fromkeys(hit.passage.paper_id for hit in hits))
    return QuestionResult(
        id=pair.id,
        kind=pair.kind,
        paper=None,
        question=pair.question,
        history=(),
        standalone_question=pair.question,
        answerable=pair.answerable,
        gold_answers=(),
        gold_evidence=(),
        answer="",
        abstained=False,
        confidence=0.0,
        rank=first_relevant_rank(ranking, pair.judgements),
        scores=score_outcome(Outcome(pair, None, hits, system.paper_text)),
        citations=(),
        retrieved=tuple(FoundPassage.of(hit, system.titles) for hit in hits[:keep]),
        seconds=seconds,
    )
