"""Asks the questions of a QA file and scores what comes back."""

from collections.abc import Callable, Mapping, Sequence
from time import perf_counter

from corpus.errors import QuestionError
from index.hits import Hit, Retriever
from qa.answer import Answer, Answerer, Turn
from qa.evaluation.answers import PaperText, answer_scores
from qa.evaluation.bootstrap import RESAMPLES
from qa.evaluation.citations import citation_scores, quote_scores
from qa.evaluation.metrics import summarise, summarise_by_kind
from qa.evaluation.pairs import QAPair
from qa.evaluation.results import Evaluation, QuestionResult
from qa.evaluation.retrieval import first_relevant_rank, relevant_passages, retrieval_scores

# evidence_recall@5 over fewer passages would be another metric under its name.
FEWEST_PASSAGES = 5


def evaluate(
    pairs: Sequence[QAPair],
    *,
    answerer: Answerer,
    retriever: Retriever,
    paper_text: PaperText,
    on_progress: Callable[[int, int], None] | None = None,
    k: int = 10,
    resamples: int = RESAMPLES,
    seed: int = 0,
    settings: Mapping[str, object] | None = None,
) -> Evaluation:
    """Ask every question, score the answers, and sum up.

    `k` passages, at least 5, are retrieved to score the retriever. `on_progress` is told
    after each question how many of how many are done. `settings` says what was
    evaluated and is kept with the result, along with `k`, `resamples` and `seed`.
    Raises `QuestionError`, which names the question, if the answerer refuses one.
    """
    if k < FEWEST_PASSAGES:
        raise ValueError(f"k must be at least {FEWEST_PASSAGES}, and is {k}")
    start = perf_counter()
    results = []
    for done, pair in enumerate(pairs, start=1):
        results.append(
            evaluate_question(
                pair, answerer=answerer, retriever=retriever, paper_text=paper_text, k=k
            )
        )
        if on_progress is not None:
            on_progress(done, len(pairs))
    return Evaluation(
        metrics=summarise(results, resamples=resamples, seed=seed),
        by_kind=summarise_by_kind(results, resamples=resamples, seed=seed),
        per_question=tuple(results),
        seconds=perf_counter() - start,
        settings={"k": k, "resamples": resamples, "seed": seed, **(settings or {})},
    )


def evaluate_question(
    pair: QAPair, *, answerer: Answerer, retriever: Retriever, paper_text: PaperText, k: int = 10
) -> QuestionResult:
    """Ask one question, after its history, and score what comes back.

    The retriever is asked the question as the answerer understood it, so that a
    follow-up is scored on the passages it was answered from.
    """
    history = _earlier_turns(pair, answerer)
    start = perf_counter()
    answer = _ask(pair, pair.question, answerer=answerer, history=history)
    seconds = perf_counter() - start
    hits: tuple[Hit, ...] = ()
    if pair.evidence:
        hits = retriever.search(answer.standalone_question, k=k, papers=pair.papers)
    ranking = [hit.passage.id for hit in hits]
    judgements = relevant_passages(hits, pair.evidence)
    return QuestionResult(
        id=pair.id,
        kind=pair.kind,
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
        scores={
            **(retrieval_scores(ranking, judgements) if pair.evidence else {}),
            **answer_scores(pair, answer, paper_text=paper_text),
            **citation_scores(pair.evidence, answer, paper_text=paper_text),
            **quote_scores(answer, paper_text=paper_text),
        },
        citations=answer.citations,
        hits=hits,
        seconds=seconds,
    )


def _earlier_turns(pair: QAPair, answerer: Answerer) -> tuple[Turn, ...]:
    turns: tuple[Turn, ...] = ()
    for question in pair.history:
        answer = _ask(pair, question, answerer=answerer, history=turns)
        turns = (*turns, Turn(question, answer))
    return turns


def _ask(pair: QAPair, question: str, *, answerer: Answerer, history: Sequence[Turn]) -> Answer:
    try:
        return answerer.answer(question, history=history, papers=pair.papers)
    except QuestionError as error:
        raise QuestionError(f"Question {pair.id} cannot be asked: {error}") from error
