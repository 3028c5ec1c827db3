"""Fits the abstention models, and writes qa/data/abstention.json.

    python training/fit_abstention.py DATA_FOLDER [--work FOLDER] [--only none|footnote-reader]

DATA_FOLDER is laid out as for the reader (see training/README.md). Used are the articles
of COVID-QA, SQuAD 2.0 and CLAPNQ that the reader was not trained on, each in a library
of its own. Questions with an answer in their paper are answerable. Not answerable are
those that were written to be so, and questions put to a paper that is not theirs. Each
question comes twice, as it is and as someone in a hurry might type it, and is understood as
the product understands it. There is one model for the default reader and one for none, each a
logistic regression. Where there is a reader, it is fitted on SQuAD 2.0 alone: a question that was
written to look possible teaches what a strange one does not, which a reader tells anyway. Its
probabilities are calibrated by temperature (Guo et al. 2017) on folds that share no paper with
those it was fitted on, and so are the figures.
"""

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from articles import Article, groups_of, open_retriever, read_held_out
from numpy.typing import NDArray
from reader.as_typed import as_typed
from scipy.optimize import minimize_scalar  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]

from index.encoding.onnx_encoder import OnnxEncoder
from qa.deciding.abstention import FEATURES, READING_FEATURES, abstention_features
from qa.reading.onnx_reader import DEFAULT_READER, OnnxReader
from qa.reading.reader import Reader
from qa.understanding.understanding import Understanding

LOOKING_POSSIBLE = "squad2"
"""The group whose questions were written to look possible."""
QUESTIONS_PER_PAPER = 80
STRANGE_PER_PAPER = 12
FOLDS = 7
THRESHOLD = 0.45
"""The confidence from which a question is answered: a wrong answer costs more than none."""
ANSWERABLE = 2 / 3
"""The share of questions with an answer that is assumed: people mostly ask what is there."""
STRENGTH = 1.0
"""The inverse of the penalty on the squares of the weights."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Features, shape (question count, feature count), labels (1: answerable), papers, groups."""

    features: NDArray[np.float64]
    labels: NDArray[np.int64]
    papers: NDArray[np.int64]
    groups: NDArray[np.str_]


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

    own = len(article.answerable) + len(article.impossible)
    return [
        *((question, 1) for question in some(article.answerable, QUESTIONS_PER_PAPER)),
        *((question, 0) for question in some(article.impossible, QUESTIONS_PER_PAPER)),
        *((question, 0) for question in some(strange, min(own, STRANGE_PER_PAPER))),
    ]


def measure(
    articles: Sequence[Article], work: Path, reader: Reader | None, names: Sequence[str]
) -> Examples:
    """Ask every article its questions, and measure how well the best passages fit."""
    chance = random.Random(0)
    encoder = OnnxEncoder()
    rows: list[tuple[list[float], int, int, str]] = []
    for place, article in enumerate(articles):
        retriever = open_retriever(article, work, encoder, reader)
        understanding = Understanding(retriever.snapshot)
        for question, label in label_questions(article, articles, chance):
            for typed in (question, as_typed(question, chance)):
                asked = understanding.understand(typed)
                candidates = retriever.candidates(asked)
                features = abstention_features(asked, candidates, retriever.snapshot)
                rows.append(([features[name] for name in names], label, place, article.group))
        print(f"{place + 1}/{len(articles)} {article.paper.title[:60]}", flush=True)
    features_of, labels, papers, groups = zip(*rows, strict=True)
    return Examples(np.array(features_of), np.array(labels), np.array(papers), np.array(groups))


def fit(examples: Examples, chosen: NDArray[np.bool_]) -> LogisticRegression:
    """Fit the questions at `chosen`, as `weights_of` weighs them."""
    features, labels = examples.features[chosen], examples.labels[chosen]
    model = LogisticRegression(C=STRENGTH, max_iter=5000)
    return model.fit(features, labels, sample_weight=weights_of(examples)[chosen])


def weights_of(examples: Examples) -> NDArray[np.float64]:
    """Weigh questions so that groups count alike, and answerable ones `ANSWERABLE` of each."""
    weights = np.zeros(len(examples.labels))
    for group in np.unique(examples.groups):
        for label, share in ((1, ANSWERABLE), (0, 1 - ANSWERABLE)):
            rows = (examples.groups == group) & (examples.labels == label)
            weights[rows] = 200.0 * share / max(1, rows.sum())
    return weights


def held_out_logits(examples: Examples) -> NDArray[np.float64]:
    """Return a logit for each question, by a model that was fitted on other papers."""
    logits = np.zeros(len(examples.labels))
    for fold in range(FOLDS):
        held_out = examples.papers % FOLDS == fold
        if held_out.any():
            model = fit(examples, ~held_out)
            logits[held_out] = model.decision_function(examples.features[held_out])
    return logits


def temperature(logits: NDArray[np.float64], examples: Examples) -> float:
    """Return what logits are divided by for the likelihood of held-out labels to be highest."""
    weights, signs = weights_of(examples), 2 * examples.labels - 1

    def loss(log_temperature: float) -> float:
        return float(weights @ np.logaddexp(0.0, -signs * logits / np.exp(log_temperature)))

    return float(np.exp(minimize_scalar(loss, bounds=(-2.0, 2.0), method="bounded").x))


def print_held_out(logits: NDArray[np.float64], examples: Examples, groups: Sequence[str]) -> None:
    """Print what models fitted on other papers make of each group's questions."""
    limit = np.log(THRESHOLD / (1 - THRESHOLD))
    for group in groups:
        own = examples.groups == group
        labels, scores = examples.labels[own], logits[own]
        print(
            f"{group}: {len(labels)} questions, held-out AUROC "
            f"{roc_auc_score(labels, scores):.3f}, answered "
            f"{np.mean(scores[labels == 1] >= limit):.3f} of the answerable and "
            f"{np.mean(scores[labels == 0] >= limit):.3f} of the others"
        )


def fit_model(
    articles: Sequence[Article], work: Path, reader: Reader | None, names: Sequence[str]
) -> dict[str, object]:
    """Measure, print held-out figures, and give the model."""
    examples = measure(articles, work, reader, names)
    logits = held_out_logits(examples)
    print_held_out(logits, examples, groups_of(articles))
    divisor = temperature(logits, examples)
    print(f"temperature {divisor:.3f}")
    model = fit(examples, np.ones(len(examples.labels), dtype=bool))
    weights = zip(names, model.coef_[0] / divisor, strict=True)
    return {
        "weights": {name: round(float(weight), 4) for name, weight in weights},
        "bias": round(float(model.intercept_[0] / divisor), 4),
        "threshold": THRESHOLD,
    }


def main() -> None:
    """Fit both models and write them."""
    parser = argparse.ArgumentParser(description="Fits the abstention models.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, default=Path("build/articles"))
    parser.add_argument("--only", choices=("none", DEFAULT_READER))
    options = parser.parse_args()
    path = Path(__file__).parents[1] / "qa" / "data" / "abstention.json"
    content = json.loads(path.read_text("utf-8"))
    articles = read_held_out(options.data)
    if options.only != DEFAULT_READER:
        content["none"] = fit_model(articles, options.work, None, FEATURES)
    if options.only != "none":
        hard = [article for article in articles if article.group == LOOKING_POSSIBLE]
        content[DEFAULT_READER] = fit_model(hard, options.work, OnnxReader(), READING_FEATURES)
    path.write_text(json.dumps(content, indent=2) + "\n", "utf-8")
    print(f"{path}:\n{json.dumps(content, indent=2)}")


if __name__ == "__main__":
    main()
