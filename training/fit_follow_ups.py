"""Fits qa/data/follow_ups.json: which words of the talk before it a question needs.

    python training/fit_follow_ups.py CANARD_DEV [--write]

CANARD_DEV is `dev.json` of CANARD (Elgohary et al. 2019): dialogues about sections of Wikipedia,
every question rewritten by a person so that it stands alone. What the rewrite has and the
question has not is what was needed of the talk. Papers are seldom named after their subject as
articles of Wikipedia are, so each dialogue is learnt from twice: with the article's title, and
under a title that says nothing. Every figure printed is held out: models are fitted on other
dialogues. Without `--write`, nothing but the figures is made.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from corpus.paper import Span
from index.words.terms import terms, words
from qa.answer import Answer, AnswerSentence, Citation, Turn
from qa.understanding.follow_ups import resolve_follow_up
from qa.understanding.talk.candidates import gather_candidates, share_in
from qa.understanding.talk.chooser import Chooser, Sparse, need_features, phrase_features
from qa.understanding.talk.lacks import POINTING, find_lacks

FOLDS = 5
NO_ANSWER = frozenset({"CANNOTANSWER", "I don't know."})
NO_TITLE = "What Was Found in a Study of the Talk"
NEED_STRENGTH = 0.3
PHRASE_STRENGTH = 0.05
"""The inverses of the penalties on the squares of the weights."""
NEED_THRESHOLD = 0.5
FEWEST = 15
"""Examples that must have a feature for it to get a weight."""
SMALLEST = 0.02
"""Smaller weights are left out."""
WANTED_SHARE = 0.6
"""The share of a phrase's new terms that the rewrite has, from which the phrase was needed."""
PRONOUNS = frozenset(
    "he she him her his hers they them their it its this that these those there then".split()
)
STRANGE = 3
"""Questions of other dialogues that are put to each turn: another subject needs no talk."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question with the turns before it and a person's rewrite."""

    dialogue: str
    question: str
    rewrite: str
    history: tuple[Turn, ...]

    @property
    def said(self) -> set[str]:
        """The terms of the turns before."""
        texts = [
            text
            for turn in self.history
            for text in (turn.question, turn.answer.standalone_question, turn.answer.text)
        ]
        titles = [citation.title for turn in self.history for citation in turn.answer.citations]
        return {term for text in (*texts, *titles) for term in terms(text)}

    @property
    def needed(self) -> set[str]:
        """The terms of the turns before that the rewrite has and the question has not."""
        return (set(terms(self.rewrite)) - set(terms(self.question))) & self.said


def read_cases(path: Path, *, titled: bool) -> list[Case]:
    """Read all questions with turns before them."""
    dialogues: dict[str, list[dict[str, Any]]] = {}
    for row in json.loads(path.read_text("utf-8")):
        dialogues.setdefault(row["QuAC_dialog_id"], []).append(row)
    return [case for rows in dialogues.values() for case in _cases_of(rows, titled=titled)]


def _cases_of(rows: Sequence[Mapping[str, Any]], *, titled: bool) -> Iterator[Case]:
    title, _, *said = rows[-1]["History"]
    rewrites = {row["Question_no"]: row["Rewrite"] for row in rows}
    turns = [
        make_turn(question, rewrites.get(place, question), answer, title if titled else NO_TITLE)
        for place, (question, answer) in enumerate(zip(said[::2], said[1::2], strict=True), 1)
    ]
    for row in rows:
        if row["Question_no"] > 1:
            before = tuple(turns[: row["Question_no"] - 1])
            yield Case(row["QuAC_dialog_id"], row["Question"], row["Rewrite"], before)


def make_turn(question: str, standalone: str, told: str, title: str) -> Turn:
    """Make the turn of a question that was answered by a sentence."""
    abstained = told in NO_ANSWER
    span = Span(0, len(told))
    citation = Citation(
        number=1,
        paper_id="paper",
        title=title,
        section=(),
        page=None,
        span=span,
        quote=told,
        passage_span=span,
        passage_text=told,
    )
    answer = Answer(
        question=question,
        standalone_question=standalone,
        sentences=(AnswerSentence(told, () if abstained else (1,)),),
        citations=() if abstained else (citation,),
        abstained=abstained,
        confidence=0.0 if abstained else 1.0,
    )
    return Turn(question, answer)


def need_examples(cases: Sequence[Case]) -> Iterator[tuple[str, dict[str, float], int]]:
    """Return dialogue, features and label (1: needs the talk) of questions.

    What a person wrote to stand alone needs no talk, neither its own nor a strange one.
    """
    chance = np.random.default_rng(0)
    for case in cases:
        candidates = gather_candidates(case.history)
        yield case.dialogue, need_features(case.question, candidates), int(bool(case.needed))
        yield case.dialogue, need_features(case.rewrite, candidates), 0
        for place in chance.integers(len(cases), size=STRANGE):
            other = cases[place]
            if other.dialogue != case.dialogue:
                yield case.dialogue, need_features(other.rewrite, candidates), 0


def phrase_examples(cases: Sequence[Case]) -> Iterator[tuple[str, dict[str, float], int]]:
    """Return dialogue, features and label (1: needed) of the phrases of the talk."""
    for case in cases:
        needed = case.needed
        if not needed:
            continue
        asked, lacks = set(terms(case.question)), find_lacks(case.question)
        for candidate in gather_candidates(case.history):
            new = candidate.phrase.terms - asked
            if new:
                label = int(len(new & needed) >= WANTED_SHARE * len(new))
                features = phrase_features(candidate, case.question, lacks)
                yield case.dialogue, features, label


def pronoun_examples(cases: Sequence[Case]) -> Iterator[tuple[str, dict[str, float], int]]:
    """Return dialogue, features and label (1: meant) of phrases, where a person replaced a pronoun.

    Half a phrase is no example: neither meant nor not.
    """
    for case in cases:
        lacks = find_lacks(case.question) & POINTING
        meant = set(terms(" ".join(put_for_pronouns(case.question, case.rewrite))))
        meant -= set(terms(case.question))
        if not meant:
            continue
        for candidate in gather_candidates(case.history):
            own = candidate.phrase.terms
            if share_in(candidate.phrase, case.question) == 1.0 or 0 < len(own & meant) < len(own):
                continue
            label = int(len(own & meant) >= WANTED_SHARE * len(meant))
            if label or not own & meant:
                yield case.dialogue, phrase_features(candidate, case.question, lacks), label


def put_for_pronouns(question: str, rewrite: str) -> Iterator[str]:
    """Return the words that stand in a rewrite in the place of the pronouns of a question."""
    before, after = words(question), words(rewrite)
    for kind, start, end, first, last in SequenceMatcher(None, before, after).get_opcodes():
        if kind == "replace" and PRONOUNS & set(before[start:end]):
            yield " ".join(after[first:last])


@dataclass(frozen=True, slots=True)
class Examples:
    """Dialogues, features and labels, in the same order."""

    dialogues: NDArray[np.str_]
    features: Sequence[Mapping[str, float]]
    labels: NDArray[np.int64]

    @classmethod
    def of(cls, rows: Iterator[tuple[str, dict[str, float], int]]) -> "Examples":
        """Collect examples."""
        dialogues, features, labels = zip(*rows, strict=True)
        return cls(np.array(dialogues), features, np.array(labels))


def fit(examples: Examples, held_out: set[str], strength: float, threshold: float) -> Sparse:
    """Fit the examples of all dialogues that are not held out."""
    chosen = [place for place, name in enumerate(examples.dialogues) if name not in held_out]
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([examples.features[place] for place in chosen])
    frequent = np.flatnonzero(np.asarray((matrix != 0).sum(axis=0)).ravel() >= FEWEST)
    model = LogisticRegression(C=strength, max_iter=3000)
    model.fit(matrix[:, frequent], examples.labels[chosen])
    names = vectorizer.get_feature_names_out()[frequent]
    weights = {
        str(name): round(float(weight), 3)
        for name, weight in zip(names, model.coef_[0], strict=True)
        if abs(weight) >= SMALLEST
    }
    return Sparse(weights, round(float(model.intercept_[0]), 3), threshold)


def fit_chooser(examples: Sequence[Examples], held_out: set[str], threshold: float) -> Chooser:
    """Fit the three models on the dialogues that are not held out."""
    need, phrases, pronouns = examples
    return Chooser(
        fit(need, held_out, NEED_STRENGTH, NEED_THRESHOLD),
        fit(phrases, held_out, PHRASE_STRENGTH, threshold),
        fit(pronouns, held_out, PHRASE_STRENGTH, NEED_THRESHOLD),
    )


def folds_of(cases: Sequence[Case]) -> list[set[str]]:
    """Part the dialogues, in the order of the file."""
    dialogues = list(dict.fromkeys(case.dialogue for case in cases))
    return [set(dialogues[fold::FOLDS]) for fold in range(FOLDS)]


def term_figures(pairs: Sequence[tuple[set[str], set[str]]]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of taken against needed terms, over all questions at once."""
    right = sum(len(taken & needed) for taken, needed in pairs)
    precision = right / max(1, sum(len(taken) for taken, _ in pairs))
    recall = right / max(1, sum(len(needed) for _, needed in pairs))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def measure(
    cases: Sequence[Case], choosers: Sequence[Chooser], folds: Sequence[set[str]]
) -> dict[str, tuple[float, float, float]]:
    """Return the term figures of the phrases chosen at several thresholds, and of what is asked."""
    chosen_pairs: dict[str, list[tuple[set[str], set[str]]]] = {}
    for case in cases:
        chooser = next(c for c, fold in zip(choosers, folds, strict=True) if case.dialogue in fold)
        asked, needed = set(terms(case.question)), case.needed
        candidates = gather_candidates(case.history)
        needs = chooser.needs_talk(case.question, candidates)
        choices = chooser.choose(case.question, candidates) if needs else []
        for threshold in (0.3, 0.4, 0.5, 0.6):
            taken = {t for c in choices if c.probability >= threshold for t in c.phrase.terms}
            pairs = chosen_pairs.setdefault(f"phrases of {threshold:.1f}", [])
            pairs.append((taken - asked, needed))
        written = resolve_follow_up(case.question, case.history, chooser=chooser)
        taken = (set(terms(written)) - asked) & case.said
        chosen_pairs.setdefault("as written", []).append((taken, needed))
    return {name: term_figures(pairs) for name, pairs in chosen_pairs.items()}


def main() -> None:
    """Print held-out figures, and write the model if asked."""
    parser = argparse.ArgumentParser(description="Fits the models of follow-up questions.")
    parser.add_argument("canard", type=Path)
    parser.add_argument("--threshold", type=float, default=0.5)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    kinds = {"title": read_cases(options.canard, titled=True)}
    kinds["no title"] = read_cases(options.canard, titled=False)
    both = [case for cases in kinds.values() for case in cases]
    makers = (need_examples, phrase_examples, pronoun_examples)
    examples = [Examples.of(make(both)) for make in makers]
    folds = folds_of(both)
    choosers = [fit_chooser(examples, fold, options.threshold) for fold in folds]
    print(f"{len(kinds['title'])} questions, {FOLDS} folds")
    print("examples:", ", ".join(str(len(part.labels)) for part in examples))
    held_out: dict[str, dict[str, list[float]]] = {}
    for kind, cases in kinds.items():
        for name, figures in measure(cases, choosers, folds).items():
            held_out.setdefault(kind, {})[name] = [round(figure, 3) for figure in figures]
            print(f"{kind:9} {name:15} precision, recall, F1 of terms: {held_out[kind][name]}")
    chooser = fit_chooser(examples, set(), options.threshold)
    content = {
        "made_by": "training/fit_follow_ups.py, on the development set of CANARD",
        **{
            name: {"weights": model.weights, "bias": model.bias, "threshold": model.threshold}
            for name, model in (
                ("need", chooser.need),
                ("phrases", chooser.phrases),
                ("pronouns", chooser.pronouns),
            )
        },
        "held_out": held_out,
    }
    if options.write:
        path = Path(__file__).parents[1] / "qa" / "data" / "follow_ups.json"
        path.write_text(json.dumps(content, indent=1) + "\n", "utf-8")
        print(path)


if __name__ == "__main__":
    main()
