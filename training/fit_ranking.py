"""Fits the weights of the scores that rank passages, for READING_WEIGHTS in qa/reading/ranking.py.

    python training/fit_ranking.py DATA_FOLDER [--work FOLDER] [--reader FOLDER]

Asks the questions of COVID-QA and SQuAD 2.0 whose papers the reader was not trained on,
each of its own paper. The weights maximise the likelihood of the passage with the
answer, by softmax over the passages read (ListNet's top-one form, Cao et al. 2007). The
figures are of papers that a fold's weights were not fitted on.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from articles import Article, open_retriever, read_held_out
from choices import Choice, fit_weights
from numpy.typing import NDArray

from index.encoding.onnx_encoder import OnnxEncoder
from index.retriever import SCORES
from qa.evaluation.metrics.retrieval import relevant_passages
from qa.reading.onnx_reader import OnnxReader
from qa.reading.ranking import READING_SCORES, read_candidates, weighed_scores
from qa.reading.reader import Reader
from qa.understanding.question import Question

GROUPS = ("covidqa", "squad2")
FOLDS = 5
SIGNALS = {
    "dense": ("dense",),
    "lexical": ("lexical",),
    "late interaction": ("late_interaction",),
    "without reader": SCORES,
    "reader alone": tuple(name for name in READING_SCORES if name not in SCORES),
    "all": READING_SCORES,
}


@dataclass(frozen=True, slots=True)
class Example:
    """One question: standardised scores of the passages read, and which of them answer."""

    scores: NDArray[np.float64]
    relevant: NDArray[np.bool_]
    group: str
    paper: int


def measure(articles: Sequence[Article], work: Path, reader: Reader) -> list[Example]:
    """Ask every article its answerable questions."""
    encoder = OnnxEncoder()
    examples = []
    for number, article in enumerate(articles):
        retriever = open_retriever(article, work, encoder, reader, close=np.inf)
        for question, answer in zip(article.answerable, article.answers, strict=True):
            read = read_candidates(retriever.candidates(Question.of(question)))
            found = relevant_passages([candidate.hit for candidate in read], [answer])
            relevant = np.array([c.hit.passage.id in found for c in read], dtype=bool)
            examples.append(Example(weighed_scores(read), relevant, article.group, number))
        print(f"{number + 1}/{len(articles)} {article.paper.title[:60]}", flush=True)
    return examples


def fit(examples: Sequence[Example], names: Sequence[str]) -> NDArray[np.float64]:
    """Fit the weights of the named scores; the others are 0. Shape (`READING_SCORES`,)."""
    columns = [READING_SCORES.index(name) for name in names]
    weights = np.zeros(len(READING_SCORES))
    weights[columns] = fit_weights(
        [Choice(one.scores[:, columns], one.relevant, one.group) for one in examples]
    )
    return weights


def held_out_ranks(examples: Sequence[Example], names: Sequence[str]) -> NDArray[np.int64]:
    """Return the answer's rank under weights fitted on other papers; 0 where it was not read."""
    ranks = np.zeros(len(examples), dtype=np.int64)
    for fold in range(FOLDS):
        weights = fit([e for e in examples if e.paper % FOLDS != fold], names)
        for place, example in enumerate(examples):
            if example.paper % FOLDS == fold and example.relevant.any():
                relevance = example.scores @ weights
                best = relevance[example.relevant].max()
                ranks[place] = 1 + np.sum(relevance[~example.relevant] >= best)
    return ranks


def print_held_out(examples: Sequence[Example]) -> None:
    """Print the table of signals."""
    for signal, names in SIGNALS.items():
        ranks = held_out_ranks(examples, names)
        for group in GROUPS:
            own = ranks[[example.group == group for example in examples]]
            shares = [float(np.mean((own > 0) & (own <= k))) for k in (1, 5, 24)]
            print(f"{signal:18} {group:8} n={len(own):4} " + " ".join(f"{s:.3f}" for s in shares))


def main() -> None:
    """Measure, print held-out figures, write the weights."""
    parser = argparse.ArgumentParser(description="Fits the weights of the ranking.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, default=Path("build/articles"))
    parser.add_argument("--reader", type=Path, help="folder of another export of the reader")
    options = parser.parse_args()
    articles = [article for article in read_held_out(options.data) if article.group in GROUPS]
    examples = measure(articles, options.work, OnnxReader(options.reader))
    print_held_out(examples)
    weights = dict(zip(READING_SCORES, np.round(fit(examples, READING_SCORES), 3), strict=True))
    print(json.dumps(weights, indent=2))


if __name__ == "__main__":
    main()
