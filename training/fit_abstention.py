"""Fits the abstention model, and writes qa/data/abstention.json.

    python training/fit_abstention.py DATA_FOLDER [--work FOLDER]

DATA_FOLDER holds covidqa/dev.json (COVID-QA, Möller et al. 2020) and squad2/dev.json
(SQuAD 2.0, Rajpurkar et al. 2018), both in SQuAD's format. Each article becomes a
paper in a library of its own. Questions with an answer in their paper are answerable.
Not answerable are SQuAD's impossible questions, and questions put to a paper that is
not theirs. The model is a logistic regression; its figures come from folds that share
no paper.
"""

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]

from corpus.assembly import Origin
from corpus.paper import Paper
from corpus.readers.text import read_text
from index.encoder import Encoder
from index.library import Library
from index.onnx_encoder import OnnxEncoder
from index.retriever import HybridRetriever
from qa.abstention import FEATURES, abstention_features

GROUPS = ("covidqa", "squad2")
QUESTIONS_PER_PAPER = 40
STRANGE_PER_PAPER = 12
FOLDS = 7
THRESHOLD = 0.5
ANSWERABLE = 2 / 3
"""The share of questions that the papers answer, as the probabilities assume it."""


@dataclass(frozen=True, slots=True)
class Article:
    """A paper with the questions that it answers, and those it was made not to answer."""

    group: str
    paper: Paper
    answerable: tuple[str, ...]
    impossible: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Examples:
    """Features, shape (question count, feature count), labels (1: answerable), paper numbers."""

    features: NDArray[np.float64]
    labels: NDArray[np.int64]
    papers: NDArray[np.int64]


def read_articles(path: Path, group: str) -> list[Article]:
    """Read a file in SQuAD's format; an article's contexts become one paper."""
    articles = []
    for number, article in enumerate(json.loads(path.read_text("utf-8"))["data"]):
        paragraphs = article["paragraphs"]
        text = "\n\n".join(paragraph["context"] for paragraph in paragraphs)
        name = f"{article.get('title', f'{group} {number}')}.txt".replace("_", " ")
        questions = [qa for paragraph in paragraphs for qa in paragraph["qas"]]
        articles.append(
            Article(
                group=group,
                paper=read_text(text, Origin(f"{group}{number}", name)),
                answerable=tuple(q["question"] for q in questions if not q.get("is_impossible")),
                impossible=tuple(q["question"] for q in questions if q.get("is_impossible")),
            )
        )
    return articles


def label_questions(
    article: Article, articles: Sequence[Article], chance: random.Random
) -> list[tuple[str, int]]:
    """Choose questions to put to an article: its own, its impossible ones, those of others."""
    strange = [
        question
        for other in articles
        if other is not article and other.group == article.group
        for question in other.answerable
    ]

    def some(questions: Sequence[str], count: int) -> list[str]:
        return chance.sample(list(questions), min(count, len(questions)))

    return [
        *((question, 1) for question in some(article.answerable, QUESTIONS_PER_PAPER)),
        *((question, 0) for question in some(article.impossible, QUESTIONS_PER_PAPER)),
        *((question, 0) for question in some(strange, STRANGE_PER_PAPER)),
    ]


def open_retriever(article: Article, work: Path, encoder: Encoder) -> HybridRetriever:
    """Open the article's own library under `work`; make it where there is none yet."""
    library = Library(work / article.paper.id, make_encoder=lambda _name: encoder)
    if library.snapshot() is None:
        library.add([library.encode(article.paper)])
    snapshot = library.snapshot()
    assert snapshot is not None
    return HybridRetriever(snapshot, encoder)


def measure(articles: Sequence[Article], work: Path) -> Examples:
    """Ask every article its questions, and measure how well the best passages fit."""
    chance = random.Random(0)
    encoder = OnnxEncoder()
    rows: list[tuple[list[float], int, int]] = []
    for place, article in enumerate(articles):
        retriever = open_retriever(article, work, encoder)
        for question, label in label_questions(article, articles, chance):
            candidates = retriever.candidates(question)
            features = abstention_features(question, candidates, retriever.snapshot)
            rows.append(([features[name] for name in FEATURES], label, place))
        print(f"{place + 1}/{len(articles)} {article.paper.title[:60]}", flush=True)
    features_of, labels, papers = zip(*rows, strict=True)
    return Examples(np.array(features_of), np.array(labels), np.array(papers))


def fit(examples: Examples, chosen: NDArray[np.bool_]) -> LogisticRegression:
    """Fit for a prior of `ANSWERABLE`: people mostly ask what a paper does answer."""
    features, labels = examples.features[chosen], examples.labels[chosen]
    weight = {
        1: ANSWERABLE / np.mean(labels == 1),
        0: (1 - ANSWERABLE) / np.mean(labels == 0),
    }
    return LogisticRegression(C=10.0, class_weight=weight, max_iter=1000).fit(features, labels)


def print_held_out(examples: Examples, articles: Sequence[Article]) -> None:
    """Print what models fitted on other papers make of each group's questions."""
    probabilities = np.zeros(len(examples.labels))
    for fold in range(FOLDS):
        held_out = examples.papers % FOLDS == fold
        model = fit(examples, ~held_out)
        probabilities[held_out] = model.predict_proba(examples.features[held_out])[:, 1]
    groups = np.array([articles[place].group for place in examples.papers])
    for group in GROUPS:
        labels, chances = examples.labels[groups == group], probabilities[groups == group]
        print(
            f"{group}: {len(labels)} questions, held-out AUROC "
            f"{roc_auc_score(labels, chances):.3f}, answered "
            f"{np.mean(chances[labels == 1] >= THRESHOLD):.3f} of the answerable and "
            f"{np.mean(chances[labels == 0] >= THRESHOLD):.3f} of the others"
        )


def main() -> None:
    """Fit, print held-out figures, write the model."""
    parser = argparse.ArgumentParser(description="Fits the abstention model.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, default=Path("build/abstention"))
    options = parser.parse_args()
    articles = [
        article
        for group in GROUPS
        for article in read_articles(options.data / group / "dev.json", group)
    ]
    examples = measure(articles, options.work)
    print_held_out(examples, articles)
    model = fit(examples, np.ones(len(examples.labels), dtype=bool))
    weights = zip(FEATURES, model.coef_[0], strict=True)
    content = {
        "weights": {name: round(float(weight), 4) for name, weight in weights},
        "bias": round(float(model.intercept_[0]), 4),
        "threshold": THRESHOLD,
    }
    path = Path(__file__).parents[1] / "qa" / "data" / "abstention.json"
    path.write_text(json.dumps(content, indent=2) + "\n", "utf-8")
    print(f"{path}:\n{json.dumps(content, indent=2)}")


if __name__ == "__main__":
    main()
