"""Fits what makes a sentence the one that answers, for qa/composing/sentence_ranking.py.

    python training/fit_sentences.py DATA_FOLDER [--work FOLDER] [--reader FOLDER]

Asks the questions of COVID-QA and SQuAD 2.0 whose papers the reader was not trained on, each of
its own paper, and weighs late interaction, the passage's relevance and the reader's lead. Prints
the weights where late interaction has 1, and figures of papers that a fold was not fitted on.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from articles import Article, open_retriever, read_held_out
from choices import Choice, fit_weights
from numpy.typing import NDArray

from index.encoding.onnx_encoder import OnnxEncoder
from index.retriever import Candidate
from qa.composing.sentence_ranking import PASSAGES_DRAWN_ON, counted_leads, standardised_late
from qa.evaluation.questions.text_matching import holds_answer
from qa.reading.onnx_reader import OnnxReader
from qa.reading.reader import Reader
from qa.understanding.question import Question

GROUPS = ("covidqa", "squad2")
SCORES = ("late interaction", "passage", "lead")
FOLDS = 5
PER_ARTICLE = 60
"""Questions of an article that are asked at most, evenly over it."""
NEARLY = 0.2
"""A further sentence is told that is at least so likely as the best one."""


def measure(article: Article, work: Path, encoder: OnnxEncoder, reader: Reader) -> list[Choice]:
    """Ask an article its answerable questions."""
    retriever = open_retriever(article, work, encoder, reader)
    pairs = list(zip(article.answerable, article.answers, strict=True))
    asked = pairs[:: -(-len(pairs) // PER_ARTICLE) or 1]
    return [
        _choice(retriever.candidates(Question.of(question)), answer, article.group)
        for question, answer in asked
    ]


def _choice(candidates: Sequence[Candidate], answer: str, group: str) -> Choice:
    rows, right = [], []
    for candidate, late in zip(
        candidates[:PASSAGES_DRAWN_ON], standardised_late(candidates), strict=False
    ):
        passage = candidate.hit.passage
        rows.append(
            np.column_stack(
                [late, np.full(len(late), candidate.hit.score), counted_leads(candidate)]
            )
        )
        right += [holds_answer(passage.text_at(span), answer) for span in passage.sentences]
    return Choice(np.concatenate(rows), np.array(right), group)


def print_held_out(choices: Sequence[Choice], folds: Sequence[int]) -> None:
    """Print how often the best sentence is right, how often one told is, and how many are told."""
    figures: dict[str, list[tuple[float, float, float]]] = {group: [] for group in GROUPS}
    for fold in range(FOLDS):
        weights = fit_weights([c for c, at in zip(choices, folds, strict=True) if at != fold])
        for choice, at in zip(choices, folds, strict=True):
            if at == fold and choice.right.any():
                figures[choice.group].append(_figures(choice, weights))
    for group, rows in figures.items():
        best, told, count = np.mean(rows, axis=0)
        print(f"{group:8} n={len(rows):4} best {best:.3f} told {told:.3f} sentences {count:.2f}")


def _figures(choice: Choice, weights: NDArray[np.float64]) -> tuple[float, float, float]:
    likely = choice.scores @ weights
    best = int(likely.argmax())
    told = np.argsort(-likely)[:3]
    told = told[likely[told] >= likely[best] + np.log(NEARLY)]
    return float(choice.right[best]), float(choice.right[told].any()), float(len(told))


def main() -> None:
    """Measure, print held-out figures and the weights."""
    parser = argparse.ArgumentParser(description="Fits the weights of sentences.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, default=Path("build/articles"))
    parser.add_argument("--reader", type=Path, help="folder of another export of the reader")
    options = parser.parse_args()
    articles = [article for article in read_held_out(options.data) if article.group in GROUPS]
    encoder, reader = OnnxEncoder(), OnnxReader(options.reader)
    choices: list[Choice] = []
    folds: list[int] = []
    for number, article in enumerate(articles):
        choices += measure(article, options.work, encoder, reader)
        folds += [number % FOLDS] * (len(choices) - len(folds))
    print_held_out(choices, folds)
    weights = fit_weights(choices)
    for name, weight in zip(SCORES, weights / weights[0], strict=True):
        print(f"{name:18} {weight:.2f}")
    print(f"A further sentence may score {-np.log(NEARLY) / weights[0]:.2f} below the best one.")


if __name__ == "__main__":
    main()
