"""Fits the abstention model, and writes qa/data/abstention.json.

    python training/fit_abstention.py DATA_FOLDER [--work FOLDER]

DATA_FOLDER holds covidqa/dev.json (deepset/covid-qa-deepset) and squad2/dev.json
(SQuAD 2.0), both in SQuAD's format. Each article becomes a paper in a library of its
own. Questions with an answer in their paper are answerable. Not answerable are SQuAD
2.0's impossible questions, and questions put to a paper that is not theirs. The model
is a logistic regression; its figures come from folds that share no paper.
"""

import argparse
import json
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from corpus.assembly import Origin
from corpus.paper import Paper
from corpus.readers.text import read_text
from index.encoder import SentenceTransformerEncoder
from index.library import Library
from index.retriever import HybridRetriever
from qa.abstention import FEATURES, abstention_features

QUESTIONS_PER_PAPER = 40
STRANGE_PER_PAPER = 12
FOLDS = 7
THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class Article:
    """A paper with the questions that it answers, and those it was made not to answer."""

    group: str
    paper: Paper
    answerable: tuple[str, ...]
    impossible: tuple[str, ...]


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


def rows_of(articles: list[Article], place: int, work: Path, encoder: SentenceTransformerEncoder,
            chance: random.Random) -> tuple[list[list[float]], list[int]]:
    """Give features and labels (1: answerable) of the questions put to one paper."""
    article = articles[place]
    library = Library(work / article.paper.id, make_encoder=lambda _name: encoder)
    if library.snapshot() is None:
        library.add([library.encode(article.paper)])
    snapshot = library.snapshot()
    assert snapshot is not None
    retriever = HybridRetriever(snapshot, encoder)
    strange = [
        question
        for other in articles
        if other is not article and other.group == article.group
        for question in other.answerable
    ]
    labelled = [
        *((question, 1) for question in _some(article.answerable, QUESTIONS_PER_PAPER, chance)),
        *((question, 0) for question in _some(article.impossible, QUESTIONS_PER_PAPER, chance)),
        *((question, 0) for question in _some(strange, STRANGE_PER_PAPER, chance)),
    ]
    rows = []
    for question, _ in labelled:
        features = abstention_features(question, retriever.candidates(question), snapshot)
        rows.append([features[name] for name in FEATURES])
    return rows, [label for _, label in labelled]


def _some(questions: tuple[str, ...] | list[str], count: int, chance: random.Random) -> list[str]:
    return chance.sample(list(questions), min(count, len(questions)))


def fit(features: np.ndarray, labels: np.ndarray) -> LogisticRegression:
    """Fit on classes of equal weight, so that 0.5 means as likely as not."""
    model = LogisticRegression(C=10.0, class_weight="balanced", max_iter=1000)
    return model.fit(features, labels)


def main() -> None:
    """Fit, print held-out figures, write the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, default=Path("build/abstention"))
    options = parser.parse_args()
    chance = random.Random(0)
    encoder = SentenceTransformerEncoder()
    articles = [
        *read_articles(options.data / "covidqa" / "dev.json", "covidqa"),
        *read_articles(options.data / "squad2" / "dev.json", "squad2"),
    ]
    features, labels, papers = [], [], []
    for place, article in enumerate(articles):
        rows, answerable = rows_of(articles, place, options.work, encoder, chance)
        features += rows
        labels += answerable
        papers += [place] * len(rows)
        print(f"{place + 1}/{len(articles)} {article.paper.title[:60]}", flush=True)
    X, y, paper = np.array(features), np.array(labels), np.array(papers)
    np.savez(options.work / "features.npz", X=X, y=y, paper=paper)
    held_out = np.zeros(len(y))
    for fold in range(FOLDS):
        test = paper % FOLDS == fold
        held_out[test] = fit(X[~test], y[~test]).predict_proba(X[test])[:, 1]
    for group in ("covidqa", "squad2"):
        mask = np.array([articles[place].group == group for place in paper])
        print(f"{group}: {mask.sum()} questions, held-out AUROC {roc_auc_score(y[mask], held_out[mask]):.3f}, "
              f"answered {np.mean(held_out[mask & (y == 1)] >= THRESHOLD):.3f} of the answerable, "
              f"{np.mean(held_out[mask & (y == 0)] >= THRESHOLD):.3f} of the others")
    model = fit(X, y)
    content = {
        "weights": {name: round(float(w), 4) for name, w in zip(FEATURES, model.coef_[0], strict=True)},
        "bias": round(float(model.intercept_[0]), 4),
        "threshold": THRESHOLD,
    }
    Path("qa/data/abstention.json").write_text(json.dumps(content, indent=2) + "\n", "utf-8")
    print(json.dumps(content, indent=2))


if __name__ == "__main__":
    main()
