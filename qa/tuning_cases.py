"""Asks the questions of a development set, and keeps what tuning needs of each."""

from collections.abc import Callable, Sequence

import numpy as np

from index.encoder import Encoder
from index.retriever import standardised_scores
from index.snapshot import Snapshot
from qa.evaluation.pairs import QAPair
from qa.evaluation.retrieval import relevant_passages
from qa.evaluation.run import ask, earlier_turns
from qa.extractive import ExtractiveAnswerer
from qa.settings import Settings
from qa.tuning import FOLDS, Case


def gather_cases(
    pairs: Sequence[QAPair],
    snapshot: Snapshot,
    encoder: Encoder,
    *,
    on_progress: Callable[[int, int], None] | None = None,
) -> list[Case]:
    """Ask each question once, under the default settings.

    Folds split by paper where there are papers enough, and otherwise by question.
    """
    retriever = Settings().retriever(snapshot, encoder)
    answerer = ExtractiveAnswerer(retriever)
    by_paper = len({pair.paper for pair in pairs if pair.paper}) >= FOLDS
    cases = []
    for done, pair in enumerate(pairs, start=1):
        answer = ask(pair, pair.question, answerer, earlier_turns(pair, answerer))
        candidates = retriever.candidates(answer.standalone_question, papers=pair.papers)
        hits = [candidate.hit for candidate in candidates]
        relevant = relevant_passages(hits, pair.evidence) if pair.evidence else {}
        cases.append(
            Case(
                scores=standardised_scores(candidates),
                relevant=np.array([hit.passage.id in relevant for hit in hits], dtype=bool),
                answerable=pair.answerable,
                confidence=answer.confidence,
                group=(pair.paper or "") if by_paper else pair.id,
            )
        )
        if on_progress is not None:
            on_progress(done, len(pairs))
    return cases
