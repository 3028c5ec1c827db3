"""Makes what the second stage is trained on: texts that answer a question, or only seem to."""

import random
from collections import Counter
from collections.abc import Sequence

from index.encoding.encoder import Encoder
from index.words.terms import FUNCTION_WORDS, terms, words
from reader.contexts import Context, DataSet, Question
from reader.contrasts import Vocabulary, contrast_set
from reader.lists import HEADLESS, MOST_WORDS, Pair, QuestionList, answer_window, window

PASSES = 3
"""How often the questions of sets with impossible ones come, in another window each time."""
CONTRASTS = 5000
REPLAYED = 400
"""Lists of the first stage that come again, so that ranking is not forgotten."""
_WITH_IMPOSSIBLE = ("squad2", "clapnq")
SIZE = (60, MOST_WORDS)
"""Words of a text at most, by chance."""
_FEWEST_TEXTS = 4
"""How many texts a word must occur in to be exchanged."""


def make_answering_lists(
    data: DataSet,
    places: Sequence[int],
    ranked: Sequence[QuestionList],
    vocabulary: Vocabulary,
    *,
    seed: int,
) -> list[QuestionList]:
    """Make lists of the questions at `places`, and repeat some of `ranked`, the first stage's."""
    chance = random.Random(seed)
    questions = [data.questions[place] for place in places]
    impossible = [
        question
        for question in questions
        if data.contexts[question.context].pool.split("/")[0] in _WITH_IMPOSSIBLE
    ]
    lists = [
        QuestionList((pair_of(data, question, chance),), ranked=False)
        for _ in range(PASSES)
        for question in impossible
    ]
    lists += _contrasts(data, questions, vocabulary, chance)
    return lists + chance.sample([one for one in ranked if one.ranked], REPLAYED)


def vocabulary_of(data: DataSet, encoder: Encoder) -> Vocabulary:
    """Return the words that occur in several texts, with their vectors."""
    texts = [*(q.text for q in data.questions), *(c.text for c in data.contexts)]
    counts = Counter(word for text in texts for word in set(words(text)) - FUNCTION_WORDS)
    known = (word for word, count in counts.items() if count >= _FEWEST_TEXTS and word.isalpha())
    return Vocabulary.of(sorted(known), encoder)


def _contrasts(
    data: DataSet, questions: Sequence[Question], vocabulary: Vocabulary, chance: random.Random
) -> list[QuestionList]:
    answered = [question for question in questions if question.answer is not None]
    found: list[QuestionList] = []
    for question in chance.sample(answered, len(answered)):
        if len(found) == CONTRASTS:
            break
        contrast = contrast_set(pair_of(data, question, chance), vocabulary, chance)
        found += [contrast] if contrast else []
    return found


def pair_of(
    data: DataSet, question: Question, chance: random.Random, size: tuple[int, int] = SIZE
) -> Pair:
    """Pair a question with sentences around its answer, or else around what is most like it.

    They have as many words at most as chance says, of two numbers, `size`.
    """
    context = data.contexts[question.context]
    heading = "" if chance.random() < HEADLESS else context.heading
    most_words = chance.randint(*size)
    if question.answer is not None:
        text, answer = answer_window(context, question.answer, most_words=most_words, chance=chance)
        return Pair(question.text, heading, text, answer)
    focus = _likest_sentence(context, question.text)
    text, _ = window(context, focus, most_words=most_words, chance=chance)
    return Pair(question.text, heading, text, None)


def _likest_sentence(context: Context, question: str) -> int:
    """Return the place of the sentence that shares most terms with the question."""
    asked = set(terms(question))

    def shared(place: int) -> int:
        span = context.sentences[place]
        return len(asked & set(terms(context.text[span.start : span.end])))

    return max(range(len(context.sentences)), key=shared)
