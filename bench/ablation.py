"""What each signal brings to a ranking of documents: python -m bench.ablation BEIR_FOLDER.

Every query is asked once, and its candidates are ranked by each signal. A document stands where
the first of its passages does. Prints nDCG@10 with its 95% bootstrap interval, and how much
higher Footnote's is, query by query, with the interval of that.

Candidates are the 60 best passages by cosine and the 60 best by BM25: more than it takes to see
the first ten documents of either ranking.
"""

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from index.library import Library
from index.retriever import Candidate
from qa.assembly import Assembly
from qa.evaluation import QuestionSet, fill_library, load_questions, open_snapshot
from qa.evaluation.metrics.bootstrap import Estimate, estimate, mean
from qa.evaluation.metrics.retrieval import paper_scores
from qa.reading.readers import make_reader
from qa.settings import Settings
from qa.understanding.question import Question

ALONE = {
    "dense": "dense",
    "lexical": "lexical",
    "fused": "reciprocal rank fusion",
    "late_interaction": "late interaction",
}
"""The scores that rank by themselves, and what they are called in the table."""
UNREAD, OURS = "all, without the reader", "all"


def main() -> None:
    """Ask every query, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--library", type=Path, help="keeps the indexed documents")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        values = measure(load_questions(options.data), options.library or Path(scratch))
    print(table(values))


def measure(questions: QuestionSet, folder: Path) -> dict[str, list[float]]:
    """Return the nDCG@10 of each query, by signal."""
    library = Library(folder)
    fill_library(library, questions.sources)
    snapshot, settings = open_snapshot(library), Settings()
    encoder = library.encoder(snapshot)
    unread = Assembly(settings, snapshot, encoder, None).retriever
    read = Assembly(settings, snapshot, encoder, make_reader(settings.reader)).retriever
    values: dict[str, list[float]] = {}
    for done, pair in enumerate(questions.pairs, 1):
        question = Question.of(pair.question)
        candidates = unread.candidates(question)
        ours = {UNREAD: candidates, OURS: read.candidates(question)}
        for name, ranking in (by_signal(candidates) | ours).items():
            papers = [candidate.hit.passage.paper_id for candidate in ranking]
            values.setdefault(name, []).append(paper_scores(papers, pair.judgements)["ndcg@10"])
        if done % 100 == 0:
            print(f"{done} of {len(questions.pairs)} queries", file=sys.stderr, flush=True)
    return values


def by_signal(candidates: Sequence[Candidate]) -> dict[str, Sequence[Candidate]]:
    """Rank candidates by each score that can stand alone."""
    return {
        label: sorted(candidates, key=lambda candidate: -candidate.hit.scores[score])
        for score, label in ALONE.items()
    }


def table(values: Mapping[str, Sequence[float]]) -> str:
    """Write the figures as a table in Markdown."""
    columns = {name: np.array(scores) for name, scores in values.items()}
    ours = columns[OURS]
    statistics = {name: mean(scores) for name, scores in columns.items()}
    above = {name: mean(ours - scores) for name, scores in columns.items() if name != OURS}
    figures = estimate(statistics, questions=len(ours))
    differences = estimate(above, questions=len(ours))
    lines = ["| signal | nDCG@10 | Footnote is higher by |", "|---|---|---|"]
    for name, figure in figures.items():
        difference = written(differences[name]) if name in differences else ""
        lines.append(f"| {name} | {written(figure)} | {difference} |")
    return "\n".join(lines)


def written(figure: Estimate) -> str:
    """Write a figure with its interval."""
    return f"{figure.value:.3f} ({figure.low:.3f} to {figure.high:.3f})"


if __name__ == "__main__":
    main()
