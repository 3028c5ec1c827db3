"""Fits qa/data/verdict.json: whether a sentence says yes or no to a question.

    python training/fit_verdict.py FOLDER [--write]

FOLDER holds `yesno/boolq.jsonl` (BoolQ, Clark et al. 2019: questions with passages) and
`entailment/fever.jsonl` (FEVER, Thorne et al. 2018: claims, supported or refuted by sentences), and
for figures only `yesno/pubmedqa-dev.json` (PubMedQA, Jin et al. 2019). Every third passage is put
aside for the figures; the thresholds are chosen on folds of the rest. Both sets count alike.
"""

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.model_selection import GroupKFold  # type: ignore[import-untyped]

from index.words.terms import terms
from qa.deciding.verdicts import LEAST_COVERAGE, verdict_features

PRECISION = 0.87
"""The precision of yes and of no, on folds, by which the thresholds are chosen."""
FOLDS = 5
EVEN = 0.5
FEATURES = tuple(verdict_features("Is it so?", "It is."))

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z`(])")


@dataclass(frozen=True, slots=True)
class Case:
    """A question, or a claim in its place, and the sentence that shares most terms with it."""

    source: str
    passage: str
    question: str
    sentence: str
    is_yes: bool


def read_boolq(path: Path) -> list[Case]:
    """Read BoolQ's questions, each with the best sentence of its passage."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [
        Case("boolq", row["passage"], row["question"], _best(row), bool(row["label"]))
        for row in rows
    ]


def _best(row: dict[str, str]) -> str:
    passage = row["passage"].split(" -- ", 1)[-1]
    return _most_alike(row["question"], _SENTENCE_END.split(passage))


def read_fever(path: Path) -> list[Case]:
    """Read FEVER's claims, each with the best of its evidence."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [
        Case(
            "fever",
            row["evidence"][0],
            row["claim"],
            _most_alike(row["claim"], row["evidence"]).replace("-LRB-", "(").replace("-RRB-", ")"),
            row["label"] == "SUPPORTS",
        )
        for row in rows
    ]


def read_pubmedqa(path: Path) -> list[Case]:
    """Read PubMedQA's questions of yes or no, each with the first sentence of its conclusion."""
    rows = json.loads(path.read_text("utf-8")).values()
    return [
        Case(
            "pubmedqa",
            row["LONG_ANSWER"],
            row["QUESTION"],
            _SENTENCE_END.split(row["LONG_ANSWER"])[0],
            row["final_decision"] == "yes",
        )
        for row in rows
        if row["final_decision"] != "maybe"
    ]


def _most_alike(question: str, sentences: Sequence[str]) -> str:
    asked = set(terms(question))
    return max(sentences, key=lambda sentence: len(asked & set(terms(sentence))))


def measure(cases: Sequence[Case]) -> NDArray[np.float64]:
    """Return a row of features for each case."""
    rows = [verdict_features(case.question, case.sentence) for case in cases]
    return np.array([[row[name] for name in FEATURES] for row in rows])


def fit(measures: NDArray[np.float64], cases: Sequence[Case]) -> LogisticRegression:
    """Fit to cases, the two sources counting alike, and yes and no in each of them."""
    groups = [(case.source, case.is_yes) for case in cases]
    counts = {group: groups.count(group) for group in set(groups)}
    weights = np.array([len(cases) / counts[group] for group in groups])
    model = LogisticRegression(max_iter=5000)
    model.fit(measures, [case.is_yes for case in cases], sample_weight=weights / weights.mean())
    return model


def held_out(measures: NDArray[np.float64], cases: Sequence[Case]) -> NDArray[np.float64]:
    """Return the probability of yes of each case, by a model fitted to other passages."""
    probabilities = np.zeros(len(cases))
    folds = GroupKFold(FOLDS).split(measures, groups=[case.passage for case in cases])
    for rest, fold in folds:
        model = fit(measures[rest], [cases[place] for place in rest])
        probabilities[fold] = model.predict_proba(measures[fold])[:, 1]
    return probabilities


def choose(probabilities: NDArray[np.float64], cases: Sequence[Case]) -> tuple[float, float]:
    """Return the lowest threshold of yes and the highest of no of enough precision."""
    steps = np.arange(EVEN + 0.01, 1.0, 0.01)
    yes = [s for s in steps if _is_precise(probabilities >= s, cases, is_yes=True)]
    no = [1 - s for s in steps if _is_precise(probabilities <= 1 - s, cases, is_yes=False)]
    return float(min(yes, default=0.99)), float(max(no, default=0.01))


def _is_precise(said: NDArray[np.bool_], cases: Sequence[Case], *, is_yes: bool) -> bool:
    """Whether what is said is right often enough, both sets, and yes and no in them, alike."""
    right = wrong = 0.0
    for source in sorted({case.source for case in cases}):
        for kind in (True, False):
            chosen = [
                said[place]
                for place, case in enumerate(cases)
                if (case.source, case.is_yes) == (source, kind)
            ]
            share = float(np.mean(chosen))
            right, wrong = (right + share, wrong) if kind is is_yes else (right, wrong + share)
    return right > 0 and right / (right + wrong) >= PRECISION


def covering(measures: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which sentences have enough of their questions' terms."""
    covered: NDArray[np.bool_] = measures[:, FEATURES.index("coverage")] >= LEAST_COVERAGE
    return covered


def describe(
    probabilities: NDArray[np.float64],
    covered: NDArray[np.bool_],
    cases: Sequence[Case],
    yes_from: float,
    no_to: float,
) -> dict[str, object]:
    """Print, for each set, how often a verdict is said, and how often rightly."""
    figures: dict[str, object] = {}
    for source in sorted({case.source for case in cases}):
        rows = [place for place, case in enumerate(cases) if case.source == source]
        truth = np.array([cases[place].is_yes for place in rows])
        chance = probabilities[rows]
        covers = covered[rows]
        yes, no = covers & (chance >= yes_from), covers & (chance <= no_to)
        said = yes | no
        right = (yes & truth) | (no & ~truth)
        figures[source] = {
            "cases": len(rows),
            "majority": round(max(float(truth.mean()), 1 - float(truth.mean())), 3),
            "accuracy": round(float(((chance >= EVEN) == truth).mean()), 3),
            "said": round(float(said.mean()), 3),
            "right": round(float(right.sum() / max(1, said.sum())), 3),
            "right_yes": round(float((yes & truth).sum() / max(1, yes.sum())), 3),
            "right_no": round(float((no & ~truth).sum() / max(1, no.sum())), 3),
        }
        print(f"{source}: {json.dumps(figures[source])}")
    return figures


def main() -> None:
    """Fit the model, print its figures on what was put aside, and write it if told to."""
    parser = argparse.ArgumentParser(description="Fits the verdict model.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    folder: Path = options.folder
    cases = [
        *read_boolq(folder / "yesno" / "boolq.jsonl"),
        *read_fever(folder / "entailment" / "fever.jsonl"),
    ]
    passages = list(dict.fromkeys(case.passage for case in cases))
    aside = set(passages[::3])
    fitted = [case for case in cases if case.passage not in aside]
    kept = [case for case in cases if case.passage in aside]
    measures = measure(fitted)
    chances = np.where(covering(measures), held_out(measures, fitted), EVEN)
    yes_from, no_to = choose(chances, fitted)
    model = fit(measures, fitted)
    tested = [*kept, *read_pubmedqa(folder / "yesno" / "pubmedqa-dev.json")]
    measures = measure(tested)
    chances, covered = model.predict_proba(measures)[:, 1], covering(measures)
    content = {
        "made_by": "training/fit_verdict.py, on two thirds of BoolQ and FEVER by passage",
        "weights": {n: round(float(w), 4) for n, w in zip(FEATURES, model.coef_[0], strict=True)},
        "bias": round(float(model.intercept_[0]), 4),
        "threshold": round(yes_from, 2),
        "no_to": round(no_to, 2),
        "held_out": describe(chances, covered, tested, yes_from, no_to),
    }
    if options.write:
        path = Path(__file__).parents[1] / "qa" / "data" / "verdict.json"
        path.write_text(json.dumps(content, indent=2) + "\n", "utf-8")
    print(json.dumps({name: content[name] for name in ("weights", "bias", "threshold", "no_to")}))


if __name__ == "__main__":
    main()
