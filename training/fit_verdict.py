"""Fits qa/data/verdict.json: whether a sentence says yes or no to a question.

    python training/fit_verdict.py FOLDER [--write]

FOLDER holds `yesno/boolq.jsonl` (BoolQ, Clark et al. 2019: questions with passages),
`entailment/fever.jsonl` (FEVER, Thorne et al. 2018: claims, supported or refuted by sentences, put
as questions) and `yesno/pubmedqa-dev.json` (PubMedQA, Jin et al. 2019: titles that ask, with the
conclusions of their abstracts). Of the first two, only what the reader was not trained on is used.
Each question comes twice, as it is and as someone in a hurry types it, and in every third case
once more with a text that looks like its own but is another's, and says neither. Some cases that
say yes are made to deny it, or only to allege it. There is one model of yes and one of no, for
evidence that the reader has read and for other evidence. The sets count alike. Every third text is
put aside for the figures; the thresholds are chosen on folds of the rest.
"""

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from reader.as_typed import chatted
from reader.lists import Verdict as Label
from reader.statements import as_question, read_boolq, read_fever, sentences_like
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.model_selection import GroupKFold  # type: ignore[import-untyped]

from corpus.paper import Span
from corpus.sentences import split_into_sentences
from index.words.lexical import LexicalIndex
from index.words.terms import FUNCTION_WORDS, terms
from qa.deciding.denials import Cues
from qa.deciding.verdicts import Evidence, verdict_features
from qa.reading.onnx_reader import OnnxReader
from qa.reading.ranking import WINDOW_WORDS
from qa.reading.reader import Text

PRECISION = 0.82
"""The precision of yes and of no, on folds, by which the thresholds are chosen."""
NEITHER_EVERY = 3
ASIDE_EVERY = 3
CONTRAST_EVERY = 2
ALIKE = 6
"""Texts most like a question, among which one that is not its own is chosen."""
FOLDS = 5
STRENGTH = 0.1
"""The inverse of the penalty on the squares of the weights of standardised features."""
CONTRAST = "contrast"
"""The source of cases made of others, on which no threshold is chosen."""
CONTRAST_SHARE = 0.15
"""What they count beside the others."""
DENIED = 0.5
"""The least share of a question's terms that a sentence must deny to say no."""
ALLEGED, BY_NOT = 0.2, 0.7
AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|can|could|has|have|had|will|would|should|may|might)\b(?! not\b)"
)
NEGATIONS = ("not", "not", "not", "never", "no longer", "neither")
DENIALS = (
    "There is no evidence that",
    "It is not true that",
    "It was not the case that",
    "We found no indication that",
    "It is highly unlikely that",
)
ALLEGATIONS = (
    "Some have alleged that",
    "It has been claimed that",
    "It was widely believed that",
    "It is unknown whether",
    "We asked whether",
    "It remains unclear whether",
)
LABELS = {Label.YES: "yes", Label.NO: "no"}
SAID = ("yes", "no")


@dataclass(frozen=True, slots=True)
class Case:
    """A question with a text under a heading, which says `label` to it: yes, no or neither.

    `origin` is the text as its source has it, whatever was made of it.
    """

    source: str
    question: str
    heading: str
    origin: str
    label: str
    changed: str | None = None

    @property
    def text(self) -> str:
        """The text that says so."""
        return self.origin if self.changed is None else self.changed


def read_cases(folder: Path) -> list[Case]:
    """Read the questions, each with its own text."""
    asked = read_boolq(folder / "yesno" / "boolq.jsonl", held_out=True)
    claims = read_fever(folder / "entailment" / "fever.jsonl", held_out=True)
    abstracts = json.loads((folder / "yesno" / "pubmedqa-dev.json").read_text("utf-8"))
    verdicts = {"yes": "yes", "no": "no", "maybe": "neither"}
    return [
        *(
            Case("boolq", one.text, f"{one.title}. ", one.passage, "yes" if one.yes else "no")
            for one in asked
        ),
        *(
            Case("fever", as_question(one.text), "", " ".join(one.evidence), LABELS[one.verdict])
            for one in claims
        ),
        *(
            Case(
                "pubmedqa", one["QUESTION"], "", one["LONG_ANSWER"], verdicts[one["final_decision"]]
            )
            for one in abstracts.values()
        ),
    ]


def with_neither(cases: Sequence[Case], chance: random.Random) -> Iterator[Case]:
    """Add cases whose text is another's of the same source, which looks like their own."""
    for source in dict.fromkeys(case.source for case in cases):
        of_source = [case for case in cases if case.source == source]
        lexical = LexicalIndex.build([case.text for case in of_source])
        for number, case in enumerate(of_source):
            yield case
            if number % NEITHER_EVERY == 0:
                order = (-lexical.scores(case.question)).argsort()[: 10 * ALIKE]
                own = set(sentences_of(case.text))
                others = [of_source[place] for place in order.tolist()]
                strange = [one for one in others if own.isdisjoint(sentences_of(one.text))]
                other = chance.choice(strange[:ALIKE])
                yield replace(other, question=case.question, label="neither")


def contrasts(cases: Sequence[Case], chance: random.Random) -> Iterator[Case]:
    """Make of cases that say yes such as say no, or neither: their sentence denied, or alleged.

    Few sentences of these sets deny what is asked in its words, as those of papers do.
    """
    for case in cases:
        asked = set(terms(case.question))
        if case.label != "yes" or Cues.NEGATION.are_in(case.question):
            continue
        sentence = most_alike(case.question, case.text)
        if chance.random() < ALLEGED:
            opening = chance.choice(ALLEGATIONS)
            label, changed = "neither", f"{opening} {_continued(sentence)}"
        else:
            label, changed = "no", denied(sentence, chance)
            if Cues.NEGATION.deny_of(asked, changed) < DENIED:
                continue
        text = case.text.replace(sentence, changed)
        yield replace(case, source=CONTRAST, changed=text, label=label)


def denied(sentence: str, chance: random.Random) -> str:
    """Return a sentence that denies what another one says: by “not”, or by what opens it."""
    if AUXILIARY.search(sentence) and chance.random() < BY_NOT:
        return AUXILIARY.sub(lambda match: f"{match[0]} {chance.choice(NEGATIONS)}", sentence, 1)
    return f"{chance.choice(DENIALS)} {_continued(sentence)}"


def _continued(sentence: str) -> str:
    first, _, rest = sentence.partition(" ")
    return f"{first.lower() if first.lower() in FUNCTION_WORDS else first} {rest}"


def most_alike(question: str, text: str) -> str:
    """Return the sentence of a text that shares most terms with a question."""
    asked = set(terms(question))
    return max(sentences_of(text), key=lambda sentence: len(asked & set(terms(sentence))))


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [text[span.start : span.end] for span in split_into_sentences(text, Span(0, len(text)))]


def as_typed(cases: Sequence[Case], chance: random.Random) -> list[Case]:
    """Return the same cases, their questions put as in a chat."""
    return [replace(case, question=chatted(case.question, chance)) for case in cases]


def make_cases(folder: Path) -> list[Case]:
    """Read cases, and make those that say neither, the contrasts, and those as typed."""
    chance = random.Random(0)
    cases = list(with_neither(read_cases(folder), chance))
    cases += list(contrasts(cases, chance))[::CONTRAST_EVERY]
    return cases + as_typed(cases, chance)


def put_aside(cases: Sequence[Case]) -> NDArray[np.bool_]:
    """Return which cases are kept for the figures: every third origin, whatever is made of it."""
    origins = [case.origin for case in cases]
    return np.isin(origins, list(dict.fromkeys(origins))[::ASIDE_EVERY])


def read_evidence(case: Case, reader: OnnxReader) -> Evidence:
    """Return the sentence of a case that shares most terms with it, and what is read around it."""
    best = most_alike(case.question, case.text)
    around = sentences_like(case.question, case.text, WINDOW_WORDS)
    (reading,) = reader.read(case.question, [Text(case.heading, around)])
    return Evidence(best, around, reading)


@dataclass(frozen=True, slots=True)
class Measured:
    """Cases measured: features, shape (case count, feature count), and what they are of.

    `texts` tells which of them must not be parted.
    """

    names: tuple[str, ...]
    features: NDArray[np.float64]
    sources: NDArray[np.str_]
    labels: NDArray[np.str_]
    texts: NDArray[np.str_]

    @classmethod
    def of(cls, cases: Sequence[Case], evidence: Sequence[Evidence]) -> "Measured":
        """Measure what the evidence of each case says to its question."""
        rows = [verdict_features(one.question, by) for one, by in zip(cases, evidence, strict=True)]
        return cls(
            tuple(rows[0]),
            np.array([list(row.values()) for row in rows]),
            np.array([case.source for case in cases]),
            np.array([case.label for case in cases]),
            np.array([case.origin for case in cases]),
        )

    @property
    def shares(self) -> NDArray[np.float64]:
        """How much each case counts: each source the same, but for those made of others."""
        counts = Counter(self.sources.tolist())
        return np.array(
            [
                (CONTRAST_SHARE if source == CONTRAST else 1.0) / counts[source]
                for source in self.sources.tolist()
            ]
        )

    def __getitem__(self, rows: NDArray[np.bool_]) -> "Measured":
        return Measured(
            self.names,
            self.features[rows],
            self.sources[rows],
            self.labels[rows],
            self.texts[rows],
        )


@dataclass(frozen=True, slots=True)
class Fitted:
    """A logistic regression of one label over features as they are, not standardised."""

    weights: NDArray[np.float64]
    bias: float

    @classmethod
    def to(cls, measured: Measured, label: str) -> "Fitted":
        """Fit to cases, the sources counting alike."""
        mean, deviation = measured.features.mean(axis=0), measured.features.std(axis=0) + 1e-9
        model = LogisticRegression(max_iter=5000, C=STRENGTH)
        weights = measured.shares / measured.shares.mean()
        model.fit((measured.features - mean) / deviation, measured.labels == label, weights)
        slopes = model.coef_[0] / deviation
        return cls(slopes, float(model.intercept_[0] - slopes @ mean))

    def probabilities(self, measured: Measured) -> NDArray[np.float64]:
        """Return the probability of the label for each case."""
        return np.asarray(1 / (1 + np.exp(-(measured.features @ self.weights + self.bias))))

    def as_json(self, names: Sequence[str], threshold: float) -> dict[str, object]:
        """Return what is kept of it."""
        weights = zip(names, self.weights.tolist(), strict=True)
        return {
            "weights": {name: round(weight, 4) for name, weight in weights},
            "bias": round(self.bias, 4),
            "threshold": round(threshold, 2),
        }


def held_out(measured: Measured, label: str) -> NDArray[np.float64]:
    """Return the probability of a label for each case, by a model fitted to other texts."""
    probabilities = np.zeros(len(measured.labels))
    for _, fold in GroupKFold(FOLDS).split(measured.features, groups=measured.texts):
        inside = np.zeros(len(measured.labels), dtype=bool)
        inside[fold] = True
        model = Fitted.to(measured[~inside], label)
        probabilities[inside] = model.probabilities(measured[inside])
    return probabilities


def choose(probabilities: NDArray[np.float64], measured: Measured, label: str) -> float:
    """Return the lowest threshold from which on what is said is precise enough."""
    thresholds: list[float] = np.arange(0.3, 1.0, 0.01).tolist()
    for threshold in thresholds:
        said = measured.shares * (probabilities >= threshold) * (measured.sources != CONTRAST)
        if said[measured.labels == label].sum() >= PRECISION * said.sum():
            return threshold
    return 1.0


def describe(
    chances: Mapping[str, NDArray[np.float64]], limits: Mapping[str, float], measured: Measured
) -> dict[str, object]:
    """Return, for each source, how often yes or no is said, and how often rightly."""
    yes, no = (chances[label] >= limits[label] for label in SAID)
    said, right = yes | no, np.where(yes, measured.labels == "yes", no & (measured.labels == "no"))
    told = measured.labels != "neither"

    def share(part: NDArray[np.bool_], whole: NDArray[np.bool_]) -> float:
        return round(float((part & whole).sum() / max(1, whole.sum())), 3)

    return {
        source: {
            "cases": int(of_source.sum()),
            "said_where_told": share(said, of_source & told),
            "said_of_neither": share(said, of_source & ~told),
            "right": share(right, of_source & said),
            "right_yes": share(right, of_source & yes),
            "right_no": share(right, of_source & no & ~yes),
        }
        for source in np.unique(measured.sources).tolist()
        for of_source in [measured.sources == source]
    }


def fit_models(fitted: Measured, kept: Measured) -> dict[str, object]:
    """Fit the models of yes and of no, print their figures on what was put aside, return both."""
    models = {label: Fitted.to(fitted, label) for label in SAID}
    limits = {label: choose(held_out(fitted, label), fitted, label) for label in SAID}
    chances = {label: model.probabilities(kept) for label, model in models.items()}
    figures = describe(chances, limits, kept)
    print("\n".join(f"{source} {json.dumps(of)}" for source, of in figures.items()), limits)
    content = {label: model.as_json(fitted.names, limits[label]) for label, model in models.items()}
    return {**content, "held_out": figures}


def main() -> None:
    """Fit the models, print their figures on what was put aside, and write them if told to."""
    parser = argparse.ArgumentParser(description="Fits the verdict models.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    cases = make_cases(options.folder)
    reader = OnnxReader()
    evidence = [read_evidence(case, reader) for case in cases]
    aside = put_aside(cases)
    content: dict[str, object] = {"made_by": "training/fit_verdict.py"}
    for name, by in (
        ("read", evidence),
        ("unread", [replace(one, reading=None) for one in evidence]),
    ):
        measured = Measured.of(cases, by)
        content[name] = fit_models(measured[~aside], measured[aside])
    if options.write:
        path = Path(__file__).parents[1] / "qa" / "data" / "verdict.json"
        path.write_text(json.dumps(content, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
