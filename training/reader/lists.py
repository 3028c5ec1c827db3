"""Makes what is trained on: a question with a passage that answers and some that do not."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from corpus.paper import Span
from reader.contexts import Context, DataSet, Question
from reader.mining import Negative
from reader.variants import reworded, unanswerable

NEGATIVES = 3
FEWEST_WORDS, MOST_WORDS = 40, 120
HEADLESS = 0.3
"""The share of passages that are shown without their heading."""
REWORDED = 0.35
"""The share of questions that are put in other words than the passage's."""
BEYOND_ANSWER = 0.5
"""The share of questions that come once more, changed so that nothing answers them."""


class Verdict(IntEnum):
    """What a text says of a question of yes or no, or of a statement."""

    YES = 0
    NO = 1
    NEITHER = 2


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and a passage; `answer` is a span of `text`, None if it does not answer.

    `verdict` is None for questions that ask for words of the text. To others no words are
    the answer: the text answers them if the verdict is yes or no.
    """

    question: str
    heading: str
    text: str
    answer: Span | None
    verdict: Verdict | None = None

    @property
    def answers(self) -> bool:
        """Whether the text answers the question."""
        if self.verdict is not None:
            return self.verdict is not Verdict.NEITHER
        return self.answer is not None


@dataclass(frozen=True, slots=True)
class QuestionList:
    """Pairs of one question. If `ranked`, the first one answers and ranks before the others."""

    pairs: tuple[Pair, ...]
    ranked: bool

    @property
    def contrasted(self) -> bool:
        """Whether these are two pairs that differ in a word, one of which answers."""
        return not self.ranked and sorted(p.answers for p in self.pairs) == [False, True]


def make_lists(
    data: DataSet,
    mined: Sequence[Sequence[Negative]],
    neighbours: Mapping[str, tuple[str, ...]],
    places: Sequence[int],
    *,
    seed: int,
    vary: bool = True,
    beyond_answer: float = BEYOND_ANSWER,
) -> list[QuestionList]:
    """Make the lists of the questions at `places`, and of questions changed beyond answer."""
    lists = []
    for place in places:
        chance = random.Random(f"{seed} {place}")
        question = data.questions[place]
        context = data.contexts[question.context]
        if question.answer is None:
            lists.append(QuestionList((_whole(question, context, chance),), ranked=False))
            continue
        ranked = _ranked(data, question, mined[place], neighbours, chance, vary=vary)
        if len(ranked.pairs) > 1:
            lists.append(ranked)
        if vary and chance.random() < beyond_answer:
            lists += _beyond_answer(question, ranked.pairs[0], context, chance)
    return lists


def _whole(question: Question, context: Context, chance: random.Random) -> Pair:
    sentence = chance.randrange(len(context.sentences))
    text, _ = window(context, sentence, most_words=MOST_WORDS)
    return Pair(question.text, context.heading, text, None)


def _ranked(
    data: DataSet,
    question: Question,
    mined: Sequence[Negative],
    neighbours: Mapping[str, tuple[str, ...]],
    chance: random.Random,
    *,
    vary: bool,
) -> QuestionList:
    assert question.answer is not None
    context = data.contexts[question.context]
    asked = question.text
    if vary and chance.random() < REWORDED:
        asked = reworded(asked, context.text, neighbours, chance)
    heading = "" if vary and chance.random() < HEADLESS else context.heading

    def some_words() -> int:
        return chance.randint(FEWEST_WORDS, MOST_WORDS) if vary else MOST_WORDS

    text, answer = answer_window(context, question.answer, most_words=some_words(), chance=chance)
    pairs = [Pair(asked, heading, text, answer)]
    without = _cut_out(context, question.answer, some_words(), chance)
    if without:
        pairs.append(Pair(asked, heading, without, None))
    count = NEGATIVES + 1 - len(pairs)
    pool = list(mined[: 3 * count])
    for negative in chance.sample(pool, min(count, len(pool))):
        other = data.contexts[negative.context]
        text, _ = window(other, negative.sentence, most_words=some_words(), chance=chance)
        pairs.append(Pair(asked, heading and other.heading, text, None))
    return QuestionList(tuple(pairs), ranked=True)


def _beyond_answer(
    question: Question, pair: Pair, context: Context, chance: random.Random
) -> list[QuestionList]:
    assert pair.answer is not None
    answer = pair.text[pair.answer.start : pair.answer.end]
    changed = unanswerable(question.text, context.text, answer, chance)
    if changed is None:
        return []
    return [QuestionList((Pair(changed, pair.heading, pair.text, None),), ranked=False)]


def answer_window(
    context: Context, answer: Span, *, most_words: int, chance: random.Random
) -> tuple[str, Span]:
    """Return whole sentences around an answer, as `window` does, and where it stands in them."""
    focus = _sentence_at(context, answer.start)
    text, start = window(context, focus, most_words=most_words, chance=chance)
    return text, Span(answer.start - start, min(answer.end - start, len(text)))


def _sentence_at(context: Context, offset: int) -> int:
    for place, span in enumerate(context.sentences):
        if offset < span.end:
            return place
    return len(context.sentences) - 1


def window(
    context: Context, focus: int, *, most_words: int, chance: random.Random | None = None
) -> tuple[str, int]:
    """Return whole sentences around the one at `focus`, and the offset at which they start.

    They grow to both sides, at random or evenly, while they have at most `most_words`.
    """
    first = last = focus
    size = _words(context, focus)
    while True:
        sides = [
            side
            for side, place in ((0, first - 1), (1, last + 1))
            if 0 <= place < len(context.sentences) and size + _words(context, place) <= most_words
        ]
        if not sides:
            break
        side = chance.choice(sides) if chance else sides[(last - first) % len(sides)]
        first, last = (first - 1, last) if side == 0 else (first, last + 1)
        size += _words(context, first if side == 0 else last)
    start, end = context.sentences[first].start, context.sentences[last].end
    return context.text[start:end], start


def _words(context: Context, sentence: int) -> int:
    span = context.sentences[sentence]
    return len(context.text[span.start : span.end].split())


def _cut_out(context: Context, answer: Span, most_words: int, chance: random.Random) -> str:
    """Return the sentences around the answer's without those that hold its words."""
    words = context.text[answer.start : answer.end].lower()
    kept = [
        context.text[span.start : span.end]
        for span in context.sentences
        if not (span.start < answer.end and answer.start < span.end)
        and words not in context.text[span.start : span.end].lower()
    ]
    if not kept:
        return ""
    first = chance.randrange(max(1, len(kept) - 3))
    text = ""
    for sentence in kept[first:]:
        if text and len(text.split()) + len(sentence.split()) > most_words:
            break
        text = f"{text} {sentence}".strip()
    return text
