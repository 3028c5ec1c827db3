"""Asks the questions of a development set, and keeps what tuning needs of each."""

from collections.abc import Callable, Sequence

import numpy as np

from index.encoding.encoder import Encoder
from index.snapshot import Snapshot
from qa.assembly import Assembly
from qa.evaluation.metrics.retrieval import relevant_passages
from qa.evaluation.questions.pairs import QAPair
from qa.evaluation.runs.run import ask, earlier_turns
from qa.reading.ranking import read_candidates, weighed_scores
from qa.reading.readers import make_reader
from qa.settings import Settings
from qa.tuning.tuning import FOLDS, Case
from qa.understanding.question import Question


def gather_cases(
    pairs: Sequence[QAPair],
    snapshot: Snapshot,
    encoder: Encoder,
    settings: Settings,
    *,
    on_progress: Callable[[int, int], None] | None = None,
) -> list[Case]:
    """Ask each question once, under the settings given.

    Folds split by paper where there are papers enough, and otherwise by question.
    """
    assembly = Assembly(settings, snapshot, encoder, make_reader(settings.reader))
    answerer, retriever = assembly.extractive, assembly.retriever
    by_paper = len({pair.paper for pair in pairs if pair.paper}) >= FOLDS
    cases = []
    for done, pair in enumerate(pairs, start=1):
        answer = ask(pair, pair.question, answerer, earlier_turns(pair, answerer))
        resolved = Question(pair.question, answer.standalone_question)
        found = retriever.candidates(resolved, papers=pair.papers)
        candidates = read_candidates(found) or found
        hits = [candidate.hit for candidate in candidates]
        relevant = relevant_passages(hits, pair.evidence) if pair.evidence else {}
        cases.append(
            Case(
                scores=weighed_scores(candidates),
                relevant=np.array([hit.passage.id in relevant for hit in hits], dtype=bool),
                answerable=pair.answerable,
                confidence=answer.confidence,
                group=(pair.paper or "") if by_paper else pair.id,
            )
        )
        if on_progress is not None:
            on_progress(done, len(pairs))
    return cases
