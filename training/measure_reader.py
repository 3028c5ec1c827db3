"""Measures a reader on what it was not trained on, each question with its own text.

    python training/measure_reader.py DATA_FOLDER [--reader FOLDER]

Whether it tells impossible questions of SQuAD 2.0 from those with an answer: AUROC, of the logit
for answering and of the lead of the marked words, of questions as they are and as people type
them. How often it is right on questions of yes or no, of all and of the surest four fifths: BoolQ,
by title apart from what it learned, and PubMedQA without "maybe". Intervals are of 95%, by
bootstrap over paragraphs (percentiles; Efron and Tibshirani 1993).
"""

import argparse
import json
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from reader.as_typed import as_typed
from reader.contexts import HELD_OUT_SECOND, HELD_OUT_SQUAD2, TRIED_ON
from reader.statements import read_boolq, sentences_like
from sklearn.feature_extraction.text import CountVectorizer  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.metrics import roc_auc_score  # type: ignore[import-untyped]

from qa.reading.onnx_reader import OnnxReader
from qa.reading.ranking import WINDOW_WORDS
from qa.reading.reader import Reader, Reading, Text

SURE = 0.8
"""The share of questions, the surest ones, that is looked at by itself."""
RESAMPLES = 1000
TITLES = {"first": HELD_OUT_SQUAD2, "second": HELD_OUT_SECOND, "tried on": TRIED_ON}
_FILES = (("squad2", "dev.json"), ("train2", "squad", "squad2-19-articles.json"))

Measure = Callable[[NDArray[np.int64], NDArray[np.float64]], float]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its text; `group` is what is drawn as a whole when figures are resampled."""

    question: str
    text: Text
    positive: bool
    group: int


def read_squad2(folder: Path, wanted: Callable[[str], bool]) -> list[Asked]:
    """Read the questions of the articles whose titles are wanted, with their paragraphs."""
    found: list[Asked] = []
    group = 0
    for parts in _FILES:
        for article in json.loads(folder.joinpath(*parts).read_text("utf-8"))["data"]:
            if not wanted(article["title"]):
                continue
            heading = f"{article['title'].replace('_', ' ')}. "
            for paragraph in article["paragraphs"]:
                group += 1
                for qa in paragraph["qas"]:
                    text = Text(heading, paragraph["context"])
                    positive = not qa["is_impossible"]
                    found.append(Asked(qa["question"].strip(), text, positive, group))
    return found


def read_yes_no(folder: Path) -> list[Asked]:
    """Read the questions of BoolQ that are held out, each with what is read of its passage."""
    asked = read_boolq(folder / "train2" / "yesno" / "boolq.jsonl", held_out=True)
    titles = sorted({question.title for question in asked})
    return [
        Asked(
            question.text,
            Text(
                f"{question.title}. ",
                sentences_like(question.text, question.passage, WINDOW_WORDS),
            ),
            question.yes,
            titles.index(question.title),
        )
        for question in asked
    ]


def read_pubmed(folder: Path) -> list[Asked]:
    """Read PubMedQA's questions of yes or no, each with what an abstract says last of results."""
    records = json.loads((folder / "train2" / "yesno" / "pubmedqa-dev.json").read_text("utf-8"))
    return [
        Asked(
            record["QUESTION"],
            Text("", sentences_like(record["QUESTION"], record["CONTEXTS"][-1], WINDOW_WORDS)),
            record["final_decision"] == "yes",
            number,
        )
        for number, record in enumerate(records.values())
        if record["final_decision"] != "maybe"
    ]


def read_all(reader: Reader, asked: Iterable[Asked]) -> list[Reading]:
    """Read each question with its text."""
    return [reader.read(one.question, [one.text])[0] for one in asked]


def sure_accuracy(labels: NDArray[np.int64], scores: NDArray[np.float64]) -> float:
    """Return the share of right signs among the largest four fifths of the scores."""
    surest = np.argsort(-np.abs(scores))[: round(SURE * len(scores))]
    return float(np.mean((scores[surest] > 0) == labels[surest]))


def accuracy(labels: NDArray[np.int64], scores: NDArray[np.float64]) -> float:
    """Return the share of right signs."""
    return float(np.mean((scores > 0) == labels))


def auroc(labels: NDArray[np.int64], scores: NDArray[np.float64]) -> float:
    """Return the area under the ROC curve."""
    return float(roc_auc_score(labels, scores))


def with_interval(measure: Measure, asked: Sequence[Asked], scores: Sequence[float]) -> str:
    """Return a figure with its interval, as text."""
    labels = np.array([int(one.positive) for one in asked])
    values, groups = np.asarray(scores, dtype=np.float64), np.array([one.group for one in asked])
    rows_of = [np.flatnonzero(groups == group) for group in np.unique(groups)]
    chance = np.random.default_rng(0)
    figures = []
    for _ in range(RESAMPLES):
        rows = np.concatenate(
            [rows_of[k] for k in chance.integers(len(rows_of), size=len(rows_of))]
        )
        figures.append(measure(labels[rows], values[rows]))
    low, high = np.percentile(figures, (2.5, 97.5))
    return f"{measure(labels, values):.3f} ({low:.3f} to {high:.3f})"


def of_questions_alone(asked: Sequence[Asked], learned: Sequence[Asked]) -> list[float]:
    """Return what a bag of the questions' words makes of them, fitted on what the reader learned.

    Whatever a reader tells beyond that it takes from the text.
    """
    words = CountVectorizer(ngram_range=(1, 2))
    model = LogisticRegression(max_iter=1000)
    model.fit(
        words.fit_transform([one.question for one in learned]), [one.positive for one in learned]
    )
    chances = model.predict_proba(words.transform([one.question for one in asked]))
    return [float(chance) for chance in chances[:, 1]]


def print_squad2(reader: Reader, folder: Path) -> None:
    """Print how well impossible questions are told."""
    chance = random.Random(1)
    kept = {title for titles in TITLES.values() for title in titles}
    learned = read_squad2(folder, lambda title: title not in kept)
    for name, titles in TITLES.items():
        asked = read_squad2(folder, titles.__contains__)
        typed = [
            Asked(as_typed(one.question, chance), one.text, one.positive, one.group)
            for one in asked
        ]
        alone = of_questions_alone(asked, learned)
        print(f"SQuAD 2.0, {name}: {len(asked)} questions")
        print(f"  questions alone  {with_interval(auroc, asked, alone)}")
        for form, questions in (("as they are", asked), ("as typed", typed)):
            readings = read_all(reader, questions)
            for what, scores in (
                ("answers", [reading.answers for reading in readings]),
                ("span", [reading.span_score or 0.0 for reading in readings]),
            ):
                print(f"  {form}, {what:8} {with_interval(auroc, asked, scores)}", flush=True)


def print_yes_no(reader: Reader, folder: Path) -> None:
    """Print how often yes and no are told right."""
    for name, asked in (("BoolQ", read_yes_no(folder)), ("PubMedQA", read_pubmed(folder))):
        readings = read_all(reader, asked)
        scores = [0.0 if r.verdict is None else r.verdict for r in readings]
        share = np.mean([one.positive for one in asked])
        print(f"{name}: {len(asked)} questions, {share:.3f} of them yes")
        print(f"  all      {with_interval(accuracy, asked, scores)}")
        print(f"  surest   {with_interval(sure_accuracy, asked, scores)}")
        print(f"  AUROC    {with_interval(auroc, asked, scores)}", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measures a reader on held-out questions.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--reader", type=Path, help="folder of another export of the reader")
    options = parser.parse_args()
    reader = OnnxReader(options.reader)
    print_squad2(reader, options.data)
    print_yes_no(reader, options.data)


if __name__ == "__main__":
    main()
