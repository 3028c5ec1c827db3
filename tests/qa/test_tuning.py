"""Tuning finds weights that rank better, and is honest about questions it did not see."""

import json
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import SettingsError
from qa.reading.ranking import READING_SCORES, READING_WEIGHTS
from qa.settings import Settings, load_settings
from qa.tuning.tuning import Case, fit, split_into_folds, tune

LEXICAL = READING_SCORES.index("lexical")


def lexical_case(seed: int, *, group: str = "") -> Case:
    """Make a case in which BM25 alone tells the relevant one of 20 candidates."""
    chance = np.random.default_rng(seed)
    scores = chance.normal(size=(20, len(READING_SCORES)))
    relevant = np.zeros(20, dtype=bool)
    relevant[chance.integers(20)] = True
    scores[relevant, LEXICAL] = 3.0
    return Case(scores, relevant, answerable=True, confidence=0.6, group=group or str(seed))


def unanswerable_case(confidence: float, seed: int) -> Case:
    """Make a case without a relevant candidate."""
    scores = np.random.default_rng(seed).normal(size=(20, len(READING_SCORES)))
    return Case(
        scores, np.zeros(20, dtype=bool), answerable=False, confidence=confidence, group=str(seed)
    )


def test_weights_move_to_the_score_that_tells() -> None:
    """Where BM25 knows and the others guess, its weight grows and held-out figures with it."""
    tuning = tune([lexical_case(seed) for seed in range(60)], Settings(threshold=0.5))
    assert tuning.settings.relevance_weights["lexical"] > READING_WEIGHTS["lexical"]
    assert tuning.after.mrr > tuning.before.mrr + 0.1
    assert tuning.folds == 5


def test_scores_without_any_signal_leave_the_weights_alone() -> None:
    """Noise gains nothing that would justify other weights on held-out questions."""
    chance = np.random.default_rng(0)
    cases = []
    for number in range(200):
        relevant = np.zeros(20, dtype=bool)
        relevant[0] = True
        scores = chance.normal(size=(20, len(READING_SCORES)))
        cases.append(Case(scores, relevant, answerable=True, confidence=0.6, group=str(number)))
    tuning = tune(cases, Settings(threshold=0.5))
    assert abs(tuning.after.mrr - tuning.before.mrr) < 0.05


def test_the_threshold_parts_answerable_from_unanswerable() -> None:
    """Confidences of 0.6 against 0.3 to 0.45 want a threshold between, not the default of 0.2."""
    cases = [lexical_case(seed) for seed in range(30)]
    cases += [unanswerable_case(0.3 + 0.005 * seed, 100 + seed) for seed in range(30)]
    tuning = tune(cases, Settings(threshold=0.2))
    assert tuning.settings.threshold is not None
    assert 0.445 < tuning.settings.threshold <= 0.6
    assert tuning.before.declining == 0.5
    assert tuning.after.declining == 1.0


def test_without_unanswerable_questions_the_threshold_stays() -> None:
    """Nothing can be learnt about declining from questions that all have an answer."""
    assert fit([lexical_case(1)], Settings(threshold=0.37)).threshold == 0.37


def test_a_group_is_never_split_over_folds() -> None:
    """Questions on one paper are all fitted on or all held out."""
    groups = ["a", "b", "a", "c", "d", "e", "f", "b", "a"]
    folds = split_into_folds(groups)
    assert len({int(fold) for fold, group in zip(folds, groups, strict=True) if group == "a"}) == 1
    assert set(folds.tolist()) == {0, 1, 2, 3, 4}


def test_settings_survive_their_file(tmp_path: Path) -> None:
    """Saving and loading is identity."""
    settings = Settings(
        {name: 0.1 * place for place, name in enumerate(READING_SCORES)}, 0.4, "a reader"
    )
    settings.save(tmp_path / "settings.json")
    assert load_settings(tmp_path / "settings.json") == settings


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "no JSON"),
        ("[]", "must have relevance_weights"),
        ('{"relevance_weights": {"dense": 1}}', "must have relevance_weights"),
        (json.dumps({"relevance_weights": dict.fromkeys(READING_SCORES, "x")}), "no number"),
    ],
)
def test_a_bad_settings_file_is_told_apart(tmp_path: Path, content: str, message: str) -> None:
    """The error names the file and what is wrong with it."""
    path = tmp_path / "settings.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match=message):
        load_settings(path)
