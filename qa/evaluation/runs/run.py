"""Asks the questions of a QA file and scores what comes back."""

from collections.abc import Callable, Mapping, Sequence
from time import perf_counter

from corpus.errors import QuestionError
from index.hits import Retriever
from qa.answer import Answer, Answerer, Turn
from qa.evaluation.metrics.bootstrap import RESAMPLES
from qa.evaluation.metrics.metric import PaperText
from qa.evaluation.metrics.summary import curves, summarise, summarise_by
from qa.evaluation.questions.pairs import QAPair
from qa.evaluation.runs.results import Evaluation, QuestionResult
from qa.evaluation.runs.scoring import score_answer, score_ranking
from qa.evaluation.runs.system import System

RETRIEVED = 10
"""The passages that a result holds, and that its retrieval is scored on."""
RANKED = 200
"""The passages that a ranking of papers is made of: a hundred abstracts, of two or less each."""


def evaluate(
    pairs: Sequence[QAPair],
    *,
    answerer: Answerer,
    retriever: Retriever,
    paper_text: PaperText,
    on_progress: Callable[[int, int], None] | None = None,
    resamples: int = RESAMPLES,
    seed: int = 0,
    settings: Mapping[str, object] | None = None,
) -> Evaluation:
    """Ask every question, score the answers, and sum up.

    `on_progress` is told after each question how many of how many are done. `settings`
    says what was evaluated and is kept with the result. Raises `QuestionError`, which
    names the question, if the answerer refuses one.
    """
    system = System(answerer, retriever, paper_text)
    start = perf_counter()
    results = []
    for done, pair in enumerate(pairs, start=1):
        results.append(evaluate_question(pair, system))
        if on_progress is not None:
            on_progress(done, len(pairs))
    return sum_up(
        results,
        seconds=perf_counter() - start,
        settings=settings or {},
        resamples=resamples,
        seed=seed,
    )


def sum_up(
    results: Sequence[QuestionResult],
    *,
    seconds: float,
    settings: Mapping[str, object],
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Evaluation:
    """Return the figures over results, which are kept in their order."""
    return Evaluation(
        metrics=summarise(results, resamples=resamples, seed=seed),
        by_kind=summarise_by(lambda result: result.kind, results, resamples=resamples, seed=seed),
        by_paper=summarise_by(lambda result: result.paper, results, resamples=resamples, seed=seed),
        curves=curves(results),
        per_question=tuple(results),
        seconds=seconds,
        settings={"k": RETRIEVED, "resamples": resamples, "seed": seed, **settings},
    )


def evaluate_question(pair: QAPair, system: System) -> QuestionResult:
    """Ask one question, after its history, and score what comes back.

    A question with judgements of papers is put to the retriever alone.
    """
    return _search(pair, system) if pair.judgements else _answer(pair, system)


def _answer(pair: QAPair, system: System) -> QuestionResult:
    history = earlier_turns(pair, system.answerer)
    start = perf_counter()
    answer = ask(pair, pair.question, system.answerer, history)
    seconds = perf_counter() - start
    # What the answerer read is what the retriever finds for the question as it was understood.
    hits = answer.hits or (
        system.retriever.search(answer.standalone_question, k=RETRIEVED, papers=pair.papers)
        if pair.evidence
        else ()
    )
    return score_answer(pair, answer, hits[:RETRIEVED], system, seconds=seconds)


def _search(pair: QAPair, system: System) -> QuestionResult:
    start = perf_counter()
    hits = system.retriever.search(pair.question, k=RANKED, papers=pair.papers)
    return score_ranking(pair, hits, system, keep=RETRIEVED, seconds=perf_counter() - start)


def earlier_turns(pair: QAPair, answerer: Answerer) -> tuple[Turn, ...]:
    """Ask the questions before a question, and give them with their answers."""
    turns: tuple[Turn, ...] = ()
    for question in pair.history:
        turns = (*turns, Turn(question, ask(pair, question, answerer, turns)))
    return turns


def ask(pair: QAPair, question: str, answerer: Answerer, history: Sequence[Turn]) -> Answer:
    """Ask a question of the papers of `pair`. Raises `QuestionError` that names the pair."""
    try:
        return answerer.answer(question, history=history, papers=pair.papers)
    except QuestionError as error:
        raise QuestionError(f"Question {pair.id} cannot be asked: {error}") from error
