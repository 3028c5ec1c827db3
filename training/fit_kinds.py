"""Fits the models that tell a question's kind, and writes qa/data/kinds.npz.

    python training/fit_kinds.py DATA_FOLDER [--write]

The questions in training/kinds were written for this, each plainly and as in a chat, and as
templates with fillers. Questions of SQuADShifts and NQ, which people put to Wikipedia, are
added in one step of expectation and maximisation (Dempster et al. 1977): their kind is not
known, but is one of the plain ones, a list, a comparison or several questions. Folds share
no subject, no row and no template; the temperature (Guo et al. 2017) is fitted on them. How
often a plain question is taken for a special one is counted on SQuAD 2.0 and COVID-QA, which
nothing is fitted to.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from kind_questions import Example, form_words, make_examples, questions_of, read_plain, some
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar  # type: ignore[import-untyped]
from scipy.sparse import csr_matrix, diags, hstack, vstack  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from index.encoding.onnx_encoder import OnnxEncoder
from qa.understanding.kinds.classifier import PLAIN_KINDS, Kind, choose_kind, plain_form
from qa.understanding.kinds.features import form_features, spelling_features

FOLDS = 5
STRENGTH = 1.0
"""The inverse of the penalty on the squares of the weights."""
FORM_SCALE, VECTOR_SCALE = 4.0, 3.0
"""The length of a question's features, and of its vector: how cheaply each is used."""
LEAST_GROUPS = 3
"""A feature that fewer groups of questions have is left out."""
PLAIN_QUESTIONS = (1200, 800)
"""Of SQuADShifts, of NQ."""
PLAIN_WEIGHT = 0.2
OF_WIKIPEDIA = PLAIN_KINDS | {Kind.LIST, Kind.COMPARE, Kind.SEVERAL}
THRESHOLD = 0.65
"""How probable all special kinds together must be for one of them to be told."""
CHECKED = 1500
"""Questions of each set on which the false alarms are counted, if there are so many."""
KINDS = list(Kind)

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Questions:
    """The features of questions, and a matrix of their vectors: none where it has no columns."""

    features: Sequence[set[str]]
    vectors: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model as it was fitted: rows of features, then of the vector's dimensions."""

    names: Sequence[str]
    weights: Matrix
    bias: Matrix

    def scores(self, questions: Questions) -> Matrix:
        """Return a row for each question, a column for each kind."""
        return np.asarray(assemble(questions, self.names) @ self.weights + self.bias)


def assemble(questions: Questions, names: Sequence[str]) -> csr_matrix:
    """Return a row for each question: its features, of one length in all, and its vector."""
    rows: list[int] = []
    columns: list[int] = []
    column_of = {name: column for column, name in enumerate(names)}
    for row, features in enumerate(questions.features):
        known = [column_of[name] for name in sorted(features) if name in column_of]
        rows += [row] * len(known)
        columns += known
    shape = (len(questions.features), len(names))
    form = csr_matrix((np.ones(len(rows)), (rows, columns)), shape)
    lengths = np.sqrt(np.asarray(form.sum(axis=1)).ravel() + 1)
    return hstack(
        [diags(FORM_SCALE / lengths) @ form, csr_matrix(questions.vectors * VECTOR_SCALE)]
    ).tocsr()


def fit(examples: Sequence[Example], own: Questions, plain: Questions) -> Fitted:
    """Fit on the examples, label the plain questions by that, and fit on both."""
    names = _common_features(examples, own)
    inputs, plain_inputs = assemble(own, names), assemble(plain, names)
    labels = np.array([KINDS.index(example.kind) for example in examples])
    weights = np.array([example.weight for example in examples])
    first = _regress(inputs, labels, weights)
    allowed = np.array([kind in OF_WIKIPEDIA for kind in KINDS])
    guessed = (first.predict_proba(plain_inputs) * allowed).argmax(axis=1)
    second = _regress(
        vstack([inputs, plain_inputs]),
        np.concatenate([labels, guessed]),
        np.concatenate([weights, np.full(len(guessed), PLAIN_WEIGHT)]),
    )
    return Fitted(names, second.coef_.T, second.intercept_)


def _common_features(examples: Sequence[Example], questions: Questions) -> list[str]:
    """Return the features that several groups have, or several questions of one subject."""
    seen = {
        (name, example.group, example.kind)
        for example, features in zip(examples, questions.features, strict=True)
        for name in features
    }
    counts = Counter(name for name, _, _ in seen)
    return sorted(name for name, count in counts.items() if count >= LEAST_GROUPS)


def _regress(
    inputs: csr_matrix, labels: NDArray[np.int64], weights: NDArray[np.float64]
) -> LogisticRegression:
    model = LogisticRegression(C=STRENGTH, max_iter=300, tol=1e-3)
    return model.fit(inputs, labels, sample_weight=weights)


def take(questions: Questions, chosen: NDArray[np.bool_]) -> Questions:
    """Return the questions that are chosen."""
    features = [one for one, here in zip(questions.features, chosen, strict=True) if here]
    return Questions(features, questions.vectors[chosen])


def held_out(examples: Sequence[Example], own: Questions, plain: Questions) -> Matrix:
    """Return the scores of each example by a model that saw nothing of its group."""
    groups = sorted({example.group for example in examples})
    random.Random(3).shuffle(groups)
    fold_of = {group: number % FOLDS for number, group in enumerate(groups)}
    folds = np.array([fold_of[example.group] for example in examples])
    scores = np.zeros((len(examples), len(KINDS)))
    for fold in range(FOLDS):
        there = folds == fold
        rest = [example for example, out in zip(examples, there, strict=True) if not out]
        scores[there] = fit(rest, take(own, ~there), plain).scores(take(own, there))
    return scores


def softmax(scores: Matrix) -> Matrix:
    """Return probabilities, row by row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def find_temperature(scores: Matrix, labels: NDArray[np.int64]) -> float:
    """Return what scores must be divided by for the best likelihood."""

    def loss(temperature: float) -> float:
        chances = softmax(scores / temperature)[np.arange(len(labels)), labels]
        return float(-np.log(chances + 1e-9).mean())

    return float(minimize_scalar(loss, bounds=(0.2, 3.0), method="bounded").x)


def choose(texts: Sequence[str], probabilities: Matrix) -> list[Kind]:
    """Return the kinds that are told, special ones only where they are probable enough."""
    return [
        plain_form(text) or choose_kind(dict(zip(KINDS, row, strict=True)), THRESHOLD).kind
        for text, row in zip(texts, probabilities.tolist(), strict=True)
    ]


def describe(truth: Sequence[Kind], told: Sequence[Kind]) -> dict[str, object]:
    """Return the shares of kinds that are right, exactly and between plain and special."""
    pairs = list(zip(truth, told, strict=True))
    coarse = [(one in PLAIN_KINDS) == (other in PLAIN_KINDS) for one, other in pairs]
    return {
        "questions": len(pairs),
        "right": round(float(np.mean([one is other for one, other in pairs])), 3),
        "plain or special right": round(float(np.mean(coarse)), 3),
        "kinds": {
            kind: {
                "recall": _share([b is kind for a, b in pairs if a is kind]),
                "precision": _share([a is kind for a, b in pairs if b is kind]),
            }
            for kind in KINDS
        },
        "confused": [
            f"{a} as {b}: {n}" for (a, b), n in Counter(pairs).most_common(60) if a is not b
        ][:20],
    }


def _share(right: Sequence[bool]) -> float | None:
    return round(float(np.mean(right)), 2) if right else None


def pack(name: str, fitted: Fitted, temperature: float) -> dict[str, NDArray[np.generic]]:
    """Return the arrays of a model: weights of features in eight bits, a scale for each kind."""
    scaled = fitted.weights / temperature
    form = scaled[: len(fitted.names)] * FORM_SCALE
    scale = np.abs(form).max(axis=0) / 127
    return {
        f"{name}_features": _as_bytes(fitted.names),
        f"{name}_weights": np.round(form / scale).astype(np.int8),
        f"{name}_scale": scale.astype(np.float32),
        f"{name}_vector": (scaled[len(fitted.names) :] * VECTOR_SCALE).astype(np.float16),
        f"{name}_bias": (fitted.bias / temperature).astype(np.float32),
    }


def _as_bytes(lines: Sequence[str]) -> NDArray[np.generic]:
    return np.frombuffer("\n".join(lines).encode("utf-8"), dtype=np.uint8)


def count_false_alarms(data: Path, told: Mapping[str, Sequence[Kind]]) -> None:
    """Print which special kinds the plain questions of each set were taken for."""
    for name, kinds in told.items():
        special = Counter(kind for kind in kinds if kind not in PLAIN_KINDS)
        share = special.total() / len(kinds)
        print(f"{data / name}: {len(kinds)} questions, special {share:.3f}: {dict(special)}")


def main() -> None:
    """Fit both models, print their held-out figures, and write them if told to."""
    parser = argparse.ArgumentParser(description="Fits the models of kinds.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    encoder, words = OnnxEncoder(), form_words()
    examples = make_examples()
    checks = {
        name: some(list(questions_of(options.data / name)), CHECKED)
        for name in ("squad2/dev.json", "covidqa/dev.json")
    }
    content: dict[str, NDArray[np.generic]] = {
        "form_words": _as_bytes(sorted(words)),
        "threshold": np.array(THRESHOLD),
        "columns": _as_bytes(KINDS),
    }

    def read(texts: Sequence[str], *, vectors: bool) -> Questions:
        form = [form_features(text, words) for text in texts]
        if vectors:
            return Questions(form, np.array([one.vector for one in encoder.encode(texts)]))
        spelled = [a | spelling_features(text) for a, text in zip(form, texts, strict=True)]
        return Questions(spelled, np.zeros((len(texts), 0), dtype=np.float32))

    written = np.array([example.written for example in examples])
    texts = [example.text for example in examples if example.written]
    truth = [example.kind for example in examples if example.written]
    labels = np.array([KINDS.index(kind) for kind in truth])
    for name, vectors in (("with_vector", True), ("without", False)):
        own = read([example.text for example in examples], vectors=vectors)
        plain = read(read_plain(options.data, PLAIN_QUESTIONS), vectors=vectors)
        scores = held_out(examples, own, plain)[written]
        temperature = find_temperature(scores, labels)
        figures = describe(truth, choose(texts, softmax(scores / temperature)))
        print(f"{name}, temperature {temperature:.2f}: {json.dumps(figures, indent=1)}")
        fitted = fit(examples, own, plain)
        content |= pack(name, fitted, temperature)
        told = {
            check: choose(asked, softmax(fitted.scores(read(asked, vectors=vectors)) / temperature))
            for check, asked in checks.items()
        }
        count_false_alarms(options.data, told)
    if options.write:
        path = Path(__file__).parents[1] / "qa" / "data" / "kinds.npz"
        np.savez_compressed(path, **content)  # type: ignore[arg-type]  # its stubs want a flag


if __name__ == "__main__":
    main()
