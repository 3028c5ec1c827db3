"""Fits qa/data/support.json: how likely quotes support a sentence, and from when it stands.

    python training/fit_support.py WICE_DEV [--write]

WICE_DEV is `dev.jsonl` of WiCE (Kamoi et al. 2023, github.com/ryokamoi/wice): claims of
Wikipedia, each with the sentences of the page that it cites and those that support it.
Every figure printed is held out: models are fitted on claims of other articles. Without
`--write`, nothing but the figures is made.
"""

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]
from sklearn.model_selection import GroupKFold  # type: ignore[import-untyped]

from index.encoding.encoder import EncodedText
from index.encoding.onnx_encoder import OnnxEncoder
from index.words.terms import terms
from qa.support.measures import MEASURES, Measurer
from qa.support.strict import RULES, find_conflict

QUOTES = 3
"""Quotes of a sentence, as many as an answer shows at most."""
READ = 30
"""Sentences of a page that the encoder ranks: those with most terms of the claim."""
FOLDS = 10
STRENGTH = 1.0
"""The inverse of the penalty on the squares of the weights of standardised measures."""
PRECISION = 0.9
"""The held-out precision of score and rules together, by which the threshold is chosen."""
RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Case:
    """A claim with some quotes. `kind` tells which: gold, wrong, or retrieved ones."""

    article: str
    label: str
    kind: str
    claim: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Cases that are supported by their quotes, and such that are not."""

    name: str
    supported: Callable[[Case], bool]
    others: Callable[[Case], bool]


def _is_gold(case: Case) -> bool:
    return (case.kind, case.label) == ("gold", "supported")


def _is_fitted_against(case: Case) -> bool:
    unsupported = (case.kind, case.label) == ("retrieved", "not_supported")
    return case.kind == "wrong" or _is_partial(case) or unsupported


def _is_partial(case: Case) -> bool:
    return (case.kind, case.label) == ("gold", "partially_supported")


FITTED = Comparison("all that was fitted", _is_gold, _is_fitted_against)
COMPARISONS = (
    Comparison("gold quotes, against the best others", _is_gold, lambda case: case.kind == "wrong"),
    Comparison("gold quotes, supported against partially", _is_gold, _is_partial),
    Comparison(
        "retrieved quotes, supported against all else",
        lambda case: case.kind == "retrieved" and case.label == "supported",
        lambda case: case.kind == "retrieved" and case.label != "supported",
    ),
    Comparison(
        "retrieved quotes, supported against not",
        lambda case: case.kind == "retrieved" and case.label == "supported",
        lambda case: case.kind == "retrieved" and case.label == "not_supported",
    ),
    FITTED,
)


def read_cases(path: Path, encoder: OnnxEncoder) -> list[Case]:
    """Return each claim with its smallest set of gold quotes and with the best others."""
    claims = [json.loads(line) for line in path.read_bytes().splitlines()]
    return [case for claim in claims for case in _cases_of(claim, encoder)]


def _cases_of(claim: Mapping[str, Any], encoder: OnnxEncoder) -> list[Case]:
    text, page = claim["claim"], claim["evidence"]
    sets = [places for places in claim["supporting_sentences"] if places]
    gold: list[int] = min(sets, key=len, default=[])[:QUOTES]
    ranked = _rank(text, page, encoder)
    supporting = {place for places in sets for place in places}
    wrong = [place for place in ranked if place not in supporting]
    chosen = {"gold": gold, "wrong": wrong[: len(gold) or 1], "retrieved": ranked[:QUOTES]}
    article, label = claim["meta"]["claim_title"], claim["label"]
    return [
        Case(article, label, kind, text, tuple(page[place] for place in places))
        for kind, places in chosen.items()
        if places
    ]


def _rank(claim: str, page: Sequence[str], encoder: OnnxEncoder) -> list[int]:
    """Rank the sentences of a page as quotes are found: by terms, then by the encoder."""
    said = set(terms(claim))
    shared = [-len(said & set(terms(sentence))) for sentence in page]
    likeliest = np.argsort(shared, kind="stable")[:READ].tolist()
    whole, *sentences = encoder.encode([claim, *(page[place] for place in likeliest)])

    def likeness(item: tuple[int, EncodedText]) -> float:
        return -float(item[1].vector @ whole.vector)

    return [place for place, _ in sorted(zip(likeliest, sentences, strict=True), key=likeness)]


def fit(measures: NDArray[np.float64], labels: NDArray[np.bool_]) -> tuple[list[float], float]:
    """Fit the weights and the bias, both labels counting alike."""
    centre, spread = measures.mean(axis=0), measures.std(axis=0)
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=5000)
    model.fit((measures - centre) / spread, labels)
    weights = model.coef_[0] / spread
    return weights.tolist(), float(model.intercept_[0] - weights @ centre)


def held_out(cases: Sequence[Case], measures: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a probability for each case, by a model that was fitted on other articles."""
    probabilities = np.zeros(len(cases))
    articles = [case.article for case in cases]
    supported, chosen = _labels(cases, FITTED)
    for rest, fold in GroupKFold(FOLDS).split(measures, groups=articles):
        rows = rest[chosen[rest]]
        weights, bias = fit(measures[rows], supported[rows])
        probabilities[fold] = 1 / (1 + np.exp(-(measures[fold] @ weights + bias)))
    return probabilities


def _labels(
    cases: Sequence[Case], comparison: Comparison
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which cases are supported, and which are in the comparison."""
    supported = np.array([comparison.supported(case) for case in cases])
    return supported, supported | np.array([comparison.others(case) for case in cases])


def precision_recall(labels: NDArray[np.bool_], passed: NDArray[np.bool_]) -> tuple[float, float]:
    """Return precision, supported and other cases counting alike, and recall."""
    recall = float(passed[labels].mean())
    false = float(passed[~labels].mean())
    return recall / max(recall + false, 1e-9), recall


def choose_threshold(labels: NDArray[np.bool_], scores: NDArray[np.float64]) -> float:
    """Return the lowest score, in hundredths, from which on precision is at least `PRECISION`."""
    steps = [step / 100 for step in range(1, 100)]
    enough = [step for step in steps if precision_recall(labels, scores >= step)[0] >= PRECISION]
    return min(enough, default=0.99)


def interval(
    statistic: Callable[[NDArray[np.int64]], float], articles: Sequence[str]
) -> tuple[float, float]:
    """Return the 95% interval of a figure over rows, articles drawn with replacement."""
    chance = np.random.default_rng(0)
    names, inverse = np.unique(articles, return_inverse=True)
    rows = [np.flatnonzero(inverse == place) for place in range(len(names))]
    draws = [
        statistic(
            np.concatenate([rows[place] for place in chance.integers(len(rows), size=len(rows))])
        )
        for _ in range(RESAMPLES)
    ]
    low, high = np.nanquantile(draws, [0.025, 0.975])
    return float(low), float(high)


def describe(
    cases: Sequence[Case], scores: NDArray[np.float64], threshold: float, comparison: Comparison
) -> dict[str, object]:
    """Print the figures of a comparison, and give them."""
    supported, chosen = _labels(cases, comparison)
    labels, points = supported[chosen], scores[chosen]
    own = [case for case, is_chosen in zip(cases, chosen, strict=True) if is_chosen]
    articles = [case.article for case in own]
    stands = np.array([find_conflict(case.claim, case.quotes) is None for case in own])

    def auroc(rows: NDArray[np.int64]) -> float:
        mixed = labels[rows].any() and not labels[rows].all()
        return float(roc_auc_score(labels[rows], points[rows])) if mixed else float("nan")

    def passing(rows: NDArray[np.int64], *, passed: NDArray[np.bool_], part: int) -> float:
        return precision_recall(labels[rows], passed[rows])[part]

    figures: dict[str, object] = {"supported": int(labels.sum()), "others": int((~labels).sum())}
    measured: dict[str, Callable[[NDArray[np.int64]], float]] = {"auroc": auroc}
    high = points >= threshold
    for name, passed in (("score", high), ("check", high & stands)):
        measured[f"{name}_precision"] = partial(passing, passed=passed, part=0)
        measured[f"{name}_recall"] = partial(passing, passed=passed, part=1)
    everything = np.arange(len(labels))
    for name, statistic in measured.items():
        bounds = interval(statistic, articles)
        figures[name] = [round(value, 3) for value in (statistic(everything), *bounds)]
    print(f"{comparison.name}: {json.dumps(figures)}")
    return figures


def describe_rules(cases: Sequence[Case]) -> dict[str, object]:
    """Print how many unsupported and supported cases each rule flags, and give them.

    Precision is that of calling a case unsupported, both kinds counting alike.
    """
    supported, chosen = _labels(cases, FITTED)
    figures: dict[str, object] = {}
    for name, rule in RULES.items():
        flagged = np.array([rule(case.claim, case.quotes) is not None for case in cases])
        right, wrong = int((flagged & chosen & ~supported).sum()), int((flagged & supported).sum())
        precision, _ = precision_recall(~supported[chosen], flagged[chosen])
        figures[name] = {
            "flagged_rightly": right,
            "flagged_wrongly": wrong,
            "precision": round(precision, 3) if right + wrong else None,
        }
        print(f"rule on {name}: {json.dumps(figures[name])}")
    return figures


def main() -> None:
    """Fit the model, print its held-out figures, and write it if told to."""
    parser = argparse.ArgumentParser(description="Fits the support model.")
    parser.add_argument("wice", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    encoder = OnnxEncoder()
    cases = read_cases(options.wice, encoder)
    measurer = Measurer(encoder)
    measured = [measurer.measure(case.claim, case.quotes) for case in cases]
    measures = np.array([[row[name] for name in MEASURES] for row in measured])
    scores = held_out(cases, measures)
    supported, chosen = _labels(cases, FITTED)
    stands = np.array([find_conflict(case.claim, case.quotes) is None for case in cases])
    threshold = choose_threshold(supported[chosen], np.where(stands, scores, 0.0)[chosen])
    weights, bias = fit(measures[chosen], supported[chosen])
    content = {
        "made_by": "training/fit_support.py, on the development set of WiCE",
        "weights": {name: round(w, 4) for name, w in zip(MEASURES, weights, strict=True)},
        "bias": round(bias, 4),
        "threshold": threshold,
        "held_out": {c.name: describe(cases, scores, threshold, c) for c in COMPARISONS},
        "rules": describe_rules(cases),
    }
    if options.write:
        path = Path(__file__).parents[1] / "qa" / "data" / "support.json"
        path.write_text(json.dumps(content, indent=2) + "\n", "utf-8")
    print(json.dumps({name: content[name] for name in ("weights", "bias", "threshold")}))


if __name__ == "__main__":
    main()
