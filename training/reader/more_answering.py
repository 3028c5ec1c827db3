"""Makes what the second edition learns from: questions that people made impossible, and contrasts.

Half of all questions are put as people type them, those that differ in a word alike.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from reader.answering import pair_of
from reader.as_typed import as_typed
from reader.contexts import DataSet, Question
from reader.contrasts import Vocabulary, contrast_set, negated_set
from reader.lists import Pair, QuestionList

PASSES = 2
"""How often the questions that people made impossible come, in other windows and words."""
CONTRASTS, NEGATIONS = 2000, 600
NOISY = 0.5
FEWEST_WORDS, MOST_WORDS = 40, 80
"""Words of a text: at most as many as the product reads of a passage."""
_WITH_IMPOSSIBLE = ("squad2", "clapnq")


def make_more_answering_lists(
    data: DataSet,
    vocabulary: Vocabulary,
    edits: Mapping[str, Sequence[str]],
    *,
    seed: int,
) -> list[QuestionList]:
    """Make lists of all questions: each alone, in pairs, and in contrasts."""
    chance = random.Random(seed)
    by_pool: dict[str, list[Question]] = {}
    for question in data.questions:
        by_pool.setdefault(data.pool_of(question), []).append(question)
    lists = []
    for _ in range(PASSES):
        for pool in _WITH_IMPOSSIBLE:
            lists += [
                QuestionList(
                    (pair_of(data, question, chance, (FEWEST_WORDS, MOST_WORDS)),), ranked=False
                )
                for question in by_pool[pool]
            ]
        lists += _human_pairs(data, by_pool["pairs"], chance)
    answered = [question for question in data.questions if question.answer is not None]
    lists += _made(
        data, answered, lambda p: contrast_set(p, vocabulary, chance, edits), CONTRASTS, chance
    )
    lists += _made(data, answered, lambda p: negated_set(p, chance), NEGATIONS, chance)
    return [with_noise(one, chance) for one in lists]


def with_noise(one: QuestionList, chance: random.Random) -> QuestionList:
    """Put the questions of half of the lists as people type them; one of a ranked list for all."""
    if chance.random() >= NOISY:
        return one
    typed = {pair.question: as_typed(pair.question, chance) for pair in one.pairs}
    pairs = tuple(replace(pair, question=typed[pair.question]) for pair in one.pairs)
    return QuestionList(pairs, one.ranked)


def _human_pairs(
    data: DataSet, questions: Sequence[Question], chance: random.Random
) -> list[QuestionList]:
    """Pair each answerable question with the one made of it, both with the same window."""
    lists = []
    for answerable, made in pairwise(questions):
        if answerable.answer is None or made.answer is not None:
            continue
        if answerable.context != made.context:
            continue
        pair = pair_of(data, answerable, chance, (FEWEST_WORDS, MOST_WORDS))
        other = Pair(made.text, pair.heading, pair.text, None)
        lists.append(QuestionList((pair, other), ranked=False))
    return lists


def _made(
    data: DataSet,
    questions: Sequence[Question],
    make: Callable[[Pair], QuestionList | None],
    count: int,
    chance: random.Random,
) -> list[QuestionList]:
    found: list[QuestionList] = []
    for question in chance.sample(questions, len(questions)):
        if len(found) == count:
            break
        made = make(pair_of(data, question, chance, (FEWEST_WORDS, MOST_WORDS)))
        found += [made] if made else []
    return found
