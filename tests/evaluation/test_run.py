import dataclasses
import json
import math

import pytest

from corpus.errors import QuestionError
from qa.answer import Verdict
from qa.evaluation import Evaluation, QAPair, QuestionResult, evaluate
from qa.evaluation.questions.rubric import Nugget, Rubric, Scope
from qa.evaluation.runs.run import earlier_turns
from tests.evaluation_world import (
    DANCE,
    FOLLOW_UP,
    PAIRS,
    REST,
    SENTENCES,
    WASPS,
    ScriptedAnswerer,
    ScriptedRetriever,
    abstain,
    cite,
    hits_for,
    paper_text,
    perfect_answerer,
    perfect_retriever,
    reply,
)

OF_PAPERS = ("ndcg@10", "recall@100")
DECIDED = ("answered", "closest", "declined")
SCORES = (
    *("evidence_recall@1", "evidence_recall@3", "evidence_recall@5", "mrr"),
    *("answer_recall", "exact_match", "f1"),
    *("citation_recall", "citation_precision", "quote_exists"),
)
SHARES = (*SCORES, "abstention_f1", "abstention_auroc", "coverage@95", "calibration_error")


def run(
    answerer: ScriptedAnswerer,
    retriever: ScriptedRetriever,
    pairs: tuple[QAPair, ...] = PAIRS,
) -> Evaluation:
    """Evaluate with few resamples."""
    return evaluate(
        pairs, answerer=answerer, retriever=retriever, paper_text=paper_text, resamples=100
    )


def values(evaluation: Evaluation) -> dict[str, float]:
    """Return the figures that are not times."""
    return {name: evaluation.metrics[name].value for name in SHARES if name in evaluation.metrics}


def test_a_perfect_system_scores_one_in_every_metric() -> None:
    """All but coverage, which the unanswerable question keeps at three of four.

    Its confidences of 0.9 and 0.1 are a tenth from the truth each.
    """
    evaluation = run(perfect_answerer(), perfect_retriever())
    expected = {"coverage@95": 0.75, "calibration_error": pytest.approx(0.1)}
    assert values(evaluation) == dict.fromkeys(SHARES, 1.0) | expected
    counts = {name: evaluation.metrics[name].n for name in SHARES}
    over_all = dict.fromkeys(
        ("abstention_f1", "abstention_auroc", "coverage@95", "calibration_error"), 4
    )
    assert counts == dict.fromkeys(SHARES, 3) | over_all


def test_a_system_that_finds_and_says_nothing_scores_zero() -> None:
    """Abstaining always, with one confidence, tells nothing apart: an AUROC of one half."""
    evaluation = run(ScriptedAnswerer(), ScriptedRetriever())
    expected = dict.fromkeys(SHARES, 0.0)
    del expected["quote_exists"]
    assert values(evaluation) == expected | {
        "abstention_f1": pytest.approx(0.4),
        "abstention_auroc": 0.5,
        "calibration_error": pytest.approx(0.65),
    }


def test_metrics_that_are_undefined_are_left_out() -> None:
    """Without an unanswerable question there is nothing to tell apart, and no bare NaN."""
    evaluation = run(perfect_answerer(), perfect_retriever(), (DANCE, REST))
    assert "abstention_auroc" not in evaluation.metrics
    assert "abstention_f1" not in evaluation.metrics
    assert "ndcg@10" not in evaluation.metrics
    assert evaluation.metrics["coverage@95"].value == 1.0
    unjudged = QAPair("a", DANCE.question, evidence=DANCE.evidence)
    bare = run(perfect_answerer(), perfect_retriever(), (unjudged,))
    assert "coverage@95" not in bare.metrics
    assert bare.metrics["citation_recall"].value == 1.0


def test_history_is_asked_first_as_a_conversation() -> None:
    """Each earlier question is a turn of the next one."""
    answerer = perfect_answerer()
    run(answerer, perfect_retriever(), (FOLLOW_UP,))
    assert answerer.asked == [
        ("Why do bees dance?", (), ()),
        ("Who watches?", ("Why do bees dance?",), ()),
        ("What does a long one mean?", ("Why do bees dance?", "Who watches?"), ()),
    ]


def test_a_history_with_answers_is_not_asked() -> None:
    """The conversation is the one that the file tells, whatever the system would have said."""
    answerer = perfect_answerer()
    told = dataclasses.replace(FOLLOW_UP, history_answers=("To share.", "Others."))
    run(answerer, perfect_retriever(), (told,))
    assert answerer.asked == [("What does a long one mean?", FOLLOW_UP.history, ())]
    turns = earlier_turns(told, answerer)
    assert [(turn.question, turn.answer.text) for turn in turns] == [
        ("Why do bees dance?", "To share."),
        ("Who watches?", "Others."),
    ]


def test_retrieval_is_scored_on_the_question_as_it_was_understood() -> None:
    """The retriever is asked the resolved question, with the paper of the pair."""
    answerer, retriever = perfect_answerer(), perfect_retriever()
    evaluation = run(answerer, retriever, (dataclasses.replace(FOLLOW_UP, paper="bees"), WASPS))
    assert retriever.asked == [("What does a long dance mean?", 10, ("bees",))]
    assert {papers for _, _, papers in answerer.asked[:3]} == {("bees",)}
    assert evaluation.per_question[0].standalone_question == "What does a long dance mean?"
    assert evaluation.per_question[0].rank == 1


def test_figures_are_averages_of_the_questions_scores() -> None:
    """One evidence at rank 2, one not found; one question answered wrong, one not at all."""
    answerer = ScriptedAnswerer(
        {
            DANCE.question: reply(DANCE.question, cite(1, SENTENCES[3]), confidence=0.6),
            WASPS.question: reply(WASPS.question, cite(1, SENTENCES[0]), confidence=0.7),
        }
    )
    retriever = ScriptedRetriever({DANCE.question: (3, 0), REST.question: (3, 1)})
    evaluation = run(answerer, retriever, (DANCE, REST, WASPS))
    assert [result.rank for result in evaluation.per_question] == [2, None, None]
    found = values(evaluation)
    assert found["evidence_recall@1"] == 0.0
    assert found["evidence_recall@3"] == 0.5
    assert found["mrr"] == 0.25
    assert found["answer_recall"] == found["citation_recall"] == found["coverage@95"] == 0.0
    assert found["quote_exists"] == 1.0
    assert found["abstention_f1"] == found["abstention_auroc"] == 0.0
    assert evaluation.metrics["quote_exists"].n == 2


def test_figures_are_also_given_for_each_kind() -> None:
    """In order of first appearance, each over its own questions."""
    evaluation = run(perfect_answerer(), perfect_retriever())
    assert list(evaluation.by_kind) == ["fact", "followup", "unanswerable"]
    assert evaluation.by_kind["fact"]["mrr"].n == 2
    assert set(evaluation.by_kind["unanswerable"]) == {
        "answered_unanswerable",
        "closest_unanswerable",
        "declined_unanswerable",
        "abstention_f1",
        "coverage@95",
        "calibration_error",
        "latency_p50",
        "latency_p95",
    }


def test_two_runs_give_the_same_figures() -> None:
    """Everything but the times is the same to the last digit."""
    answerer = ScriptedAnswerer({DANCE.question: abstain(DANCE.question, confidence=0.4)})
    first = run(answerer, perfect_retriever())
    second = run(answerer, perfect_retriever())
    for name in SHARES:
        assert first.metrics.get(name) == second.metrics.get(name)


def test_progress_is_told_after_every_question() -> None:
    """How many of how many are done."""
    told: list[tuple[int, int]] = []
    evaluate(
        PAIRS,
        answerer=perfect_answerer(),
        retriever=perfect_retriever(),
        paper_text=paper_text,
        resamples=10,
        on_progress=lambda done, total: told.append((done, total)),
    )
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_refused_question_is_named() -> None:
    """The error says which question of the file could not be asked, and why."""
    pair = QAPair("long-1", "What? " * 20, answers=("x",))
    with pytest.raises(QuestionError, match=r"Question long-1 cannot be asked: .* too long"):
        run(perfect_answerer(), perfect_retriever(), (pair,))


def test_no_questions_give_no_figures() -> None:
    """There is nothing to sum up, and that is no failure."""
    evaluation = run(perfect_answerer(), perfect_retriever(), ())
    assert evaluation.as_dict()["questions"] == 0
    assert evaluation.metrics == {}


def test_figures_are_given_for_each_style() -> None:
    """Of the questions that name one; in the JSON as well."""
    pairs = (dataclasses.replace(DANCE, style="chat"), dataclasses.replace(REST, style="plain"))
    evaluation = run(perfect_answerer(), perfect_retriever(), (*pairs, FOLLOW_UP, WASPS))
    assert {style: figures["mrr"].n for style, figures in evaluation.by_style.items()} == {
        "chat": 1,
        "plain": 1,
    }
    assert evaluation.summary()["by_style"].keys() == evaluation.by_style.keys()  # type: ignore[attr-defined]


def test_figures_are_given_for_each_paper_that_questions_belong_to() -> None:
    """Also when they are asked of all papers; questions without a paper are in none."""
    pairs = (
        dataclasses.replace(DANCE, paper="bees"),
        dataclasses.replace(REST, paper="bees", across_papers=True),
        WASPS,
    )
    answerer = perfect_answerer()
    evaluation = run(answerer, perfect_retriever(), pairs)
    assert list(evaluation.by_paper) == ["bees"]
    assert evaluation.by_paper["bees"]["mrr"].n == 2
    assert [papers for _, _, papers in answerer.asked] == [("bees",), (), ()]


def test_the_passages_that_the_answerer_read_are_not_searched_again() -> None:
    """They are what the retriever found for the question as it was understood."""
    answer = dataclasses.replace(
        reply(DANCE.question, cite(1, SENTENCES[0])), hits=hits_for(3, 0, 1)
    )
    retriever = perfect_retriever()
    evaluation = run(ScriptedAnswerer({DANCE.question: answer}), retriever, (DANCE,))
    assert retriever.asked == []
    assert evaluation.per_question[0].rank == 2
    assert [hit.passage_id for hit in evaluation.per_question[0].retrieved] == [
        "bees:90-112",
        "bees:0-31",
        "bees:33-69",
    ]


def test_a_question_with_judged_papers_is_put_to_the_retriever_alone() -> None:
    """A paper stands where its best passage does; nothing is said of answers."""
    pair = QAPair("q", "Why do bees dance?", judgements={"bees": 2, "ants": 1})
    answerer, retriever = perfect_answerer(), perfect_retriever()
    evaluation = run(answerer, retriever, (pair,))
    assert answerer.asked == []
    assert [(query, papers) for query, _, papers in retriever.asked] == [(pair.question, ())]
    assert set(evaluation.metrics) == {"mrr", *OF_PAPERS, "latency_p50", "latency_p95"}
    assert evaluation.metrics["mrr"].value == 1.0
    assert evaluation.metrics["recall@100"].value == 0.5
    assert evaluation.metrics["ndcg@10"].value == pytest.approx(2 / (2 + 1 / math.log2(3)))


def test_the_curves_show_what_single_figures_cannot() -> None:
    """Three right answers of confidence 0.9, and an abstention of 0.1 that was right to make.

    To answer that question as well would be wrong.
    """
    found = run(perfect_answerer(), perfect_retriever()).summary()["curves"]
    assert found == {
        "risk_coverage": [
            {"threshold": 0.9, "coverage": 0.75, "risk": 0.0},
            {"threshold": 0.1, "coverage": 1.0, "risk": 0.25},
        ],
        "calibration": [
            {"low": 0.1, "high": 0.2, "questions": 1, "confidence": 0.1, "answerable": 0.0},
            {
                "low": 0.9,
                "high": 1.0,
                "questions": 3,
                "confidence": pytest.approx(0.9),
                "answerable": 1.0,
            },
        ],
    }


def test_a_result_survives_being_written_and_read() -> None:
    """To the digit, and with every field."""
    rubric = Rubric(
        scope=Scope.TEXT,
        nuggets=(Nugget("Bees dance", ("They dance",), "bees"), Nugget("They rest")),
        need=1,
        within="Dances",
        verdicts=(Verdict.YES, Verdict.MIXED),
        shown=("7",),
        denial=("no",),
    )
    full = dataclasses.replace(DANCE, rubric=rubric, style="chat")
    for result in run(perfect_answerer(), perfect_retriever(), (*PAIRS[1:], full)).per_question:
        line = json.dumps(result.to_json())
        assert QuestionResult.from_json(json.loads(line)) == result


def test_the_json_has_the_shape_of_the_contract() -> None:
    """Figures with their intervals, one entry per question, time and settings."""
    evaluation = evaluate(
        PAIRS,
        answerer=perfect_answerer(),
        retriever=perfect_retriever(),
        paper_text=paper_text,
        resamples=10,
        settings={"model": "toy"},
    )
    document = json.loads(json.dumps(evaluation.as_dict(), allow_nan=False))
    assert document["questions"] == 4
    assert document["settings"] == {"k": 10, "resamples": 10, "seed": 0, "model": "toy"}
    assert document["metrics"]["mrr"] == {"value": 1.0, "low": 1.0, "high": 1.0, "n": 3}
    assert document["seconds"] >= document["metrics"]["latency_p95"]["value"] >= 0
    rest = document["per_question"][1]
    assert rest["id"] == "rest"
    assert rest["answer"] == "They rest at night. [1]"
    assert (rest["abstained"], rest["confidence"], rest["rank"]) == (False, 0.9, 1)
    assert (rest["decision"], rest["verdict"], rest["style"]) == ("answered", None, None)
    assert rest["scores"].items() >= dict.fromkeys(SCORES, 1.0).items()
    assert rest["citations"] == [
        {
            "number": 1,
            "paper_id": "bees",
            "title": "On Bees",
            "section": ["Dances"],
            "page": 7,
            "pdf_page": None,
            "scan_confidence": None,
            "start": 70,
            "end": 89,
            "quote": "They rest at night.",
            "answer_span": [80, 88],
            "notes": [],
            "references": [],
            "table": None,
        }
    ]
    assert [hit["passage_id"] for hit in rest["retrieved"]] == ["bees:70-89", "bees:90-112"]
