"""The questions that tell kinds apart."""

import json
import random
import re

from kind_questions import FOLDER, fill, form_words, make_examples, vary

from qa.understanding.kinds.classifier import Kind

WAYS = ("plain", "chat")


def test_each_kind_has_questions_enough() -> None:
    """A kind would be learnt from a few."""
    texts: dict[Kind, set[str]] = {kind: set() for kind in Kind}
    for example in make_examples():
        if example.written:
            texts[example.kind].add(example.text)
    assert min(map(len, texts.values())) >= 100


def test_no_written_question_has_two_kinds() -> None:
    """The model would be told that the same is not the same."""
    kinds: dict[str, set[Kind]] = {}
    for example in make_examples():
        if example.written:
            kinds.setdefault(example.text.lower().rstrip("?.!"), set()).add(example.kind)
    assert {text: found for text, found in kinds.items() if len(found) > 1} == {}


def test_both_wordings_of_a_row_are_of_one_group() -> None:
    """A question would be tested on by its own other wording."""
    rows = [json.loads(line) for line in (FOLDER / "written.jsonl").read_text("utf-8").splitlines()]
    groups: dict[str, set[str]] = {}
    for example in make_examples():
        groups.setdefault(example.text, set()).add(example.group)
    asked_once = [row for row in rows if all(len(groups.get(row[way], ())) == 1 for way in WAYS)]
    assert len(asked_once) > 1500
    assert [row for row in asked_once if groups[row["plain"]] != groups[row["chat"]]] == []


def test_slots_are_filled_with_different_things() -> None:
    """“Compare Peru with Peru” would be asked."""
    fillers = {"country": ["Peru", "Kenya"]}
    made = fill("{country} or {country2}", fillers, random.Random(1))  # noqa: S311 - to be repeated
    assert made in {"Peru or Kenya", "Kenya or Peru"}


def test_no_slot_is_left_open() -> None:
    """The model would learn what nobody types."""
    assert [one.text for one in make_examples() if re.search(r"[{}]", one.text)] == []


def test_variants_keep_the_question() -> None:
    """A variant without its question would have the wrong kind."""
    chance = random.Random(1)  # noqa: S311 - to be repeated
    variants = {vary("Why did the canal leak?", Kind.WHY_HOW, chance) for _ in range(30)}
    assert len(variants) > 10
    assert all("why" in variant.lower() and "canal leak" in variant.lower() for variant in variants)


def test_form_words_leave_out_subjects() -> None:
    """Kinds would be learnt from what questions happen to be about."""
    words = form_words()
    assert {"what", "summarize", "author", "limitations", "timeline", "paper"} <= words
    assert not words & {"malaria", "darwin", "brazil", "mitosis", "beavers"}
