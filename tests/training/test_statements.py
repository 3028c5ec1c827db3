"""What the reader learns yes and no from: statements as questions, each with a text."""

import json
import random
from pathlib import Path

import pytest
from reader.contexts import in_held_out_share
from reader.lists import Verdict
from reader.statements import (
    YesNoQuestion,
    as_question,
    claim_pairs,
    read_boolq,
    read_fever,
    sentences_like,
    yes_no_pairs,
)

HARBOURS = (
    YesNoQuestion(
        "Is the harbour of Brest deep?", "Brest", "The harbour of Brest is deep.", yes=True
    ),
    YesNoQuestion(
        "Is the harbour of Ghent old?", "Ghent", "The harbour of Ghent is new.", yes=False
    ),
)


@pytest.mark.parametrize(
    ("statement", "question"),
    [
        ("The harbour was closed in 1912.", "Was the harbour closed in 1912?"),
        ("Brest has won two awards.", "Has Brest won two awards?"),
        ("Brest closed its harbour.", "Is it true that Brest closed its harbour?"),
    ],
)
def test_a_statement_becomes_a_question(statement: str, question: str) -> None:
    """The auxiliary comes first; a statement without one is asked about as a whole."""
    assert as_question(statement) == question


def test_another_text_says_neither() -> None:
    """A question comes with its own text and its verdict, and with one on another thing."""
    pairs = [
        pair
        for seed in range(10)
        for pair in yes_no_pairs(HARBOURS, random.Random(seed))  # noqa: S311 - to be repeated
    ]
    assert {(pair.question, pair.heading, pair.verdict) for pair in pairs} == {
        ("Is the harbour of Brest deep?", "Brest. ", Verdict.YES),
        ("Is the harbour of Brest deep?", "Ghent. ", Verdict.NEITHER),
        ("Is the harbour of Ghent old?", "Ghent. ", Verdict.NO),
        ("Is the harbour of Ghent old?", "Brest. ", Verdict.NEITHER),
    }
    assert all(pair.answers == (pair.verdict is not Verdict.NEITHER) for pair in pairs)


def test_titles_are_in_one_share_only(tmp_path: Path) -> None:
    """A title whose questions were learned would flatter the figures of those put aside."""
    titles = [f"Harbour {number}" for number in range(12)]
    path = tmp_path / "boolq.jsonl"
    path.write_text(
        "\n".join(
            json.dumps({"question": "is it deep", "passage": f"{title} -- It is.", "label": True})
            for title in titles
        ),
        "utf-8",
    )
    learned = {question.title for question in read_boolq(path, held_out=False)}
    kept = {question.title for question in read_boolq(path, held_out=True)}
    assert learned | kept == set(titles)
    assert not learned & kept
    assert kept


def test_claims_come_as_they_were_printed(tmp_path: Path) -> None:
    """Brackets that were written as words are brackets again; a claim keeps its verdict."""
    evidence = "Brest -LRB- a port -RRB- lies in the west ."
    path = tmp_path / "fever.jsonl"
    record = {"claim": "Brest is inland.", "label": "REFUTES", "evidence": [evidence, evidence]}
    path.write_text(json.dumps(record), "utf-8")
    printed = "Brest ( a port ) lies in the west ."
    (claim,) = read_fever(path, held_out=in_held_out_share(printed))
    assert claim.evidence == (printed,)
    (pair,) = claim_pairs([claim], random.Random(0))  # noqa: S311 - to be repeated
    assert (pair.text, pair.verdict) == (printed, Verdict.NO)


def test_the_likest_sentence_is_in_what_is_read() -> None:
    """What is learned from is what the product would read: sentences around the likest one."""
    passage = "Ghent is old. It has towers. The port of Brest is deep. A port of ships."
    assert sentences_like("Is the port of Brest deep?", passage, 10) == (
        "The port of Brest is deep. A port of ships."
    )
