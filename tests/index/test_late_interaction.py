"""Late interaction against its definition, token by token."""

from itertools import pairwise
from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.encoding.coded_texts import CodedTexts
from index.encoding.eight_bits import EightBits
from index.encoding.encoder import EncodedText
from index.late_interaction import LateInteraction, late_interaction, token_weights
from index.snapshot import PassageVectors
from tests.toy_encoder import DIMENSION, ToyEncoder

SENTENCE = st.lists(st.sampled_from("tea coffee ship harbour late first".split()), max_size=5)
PASSAGE = st.tuples(
    st.lists(SENTENCE.map(" ".join), min_size=1, max_size=4), SENTENCE.map(" ".join)
)


def encode(text: str) -> EncodedText:
    """Encode one text."""
    (encoded,) = ToyEncoder().encode([text])
    return encoded


def passage_of(sentences: list[str], heading: str) -> PassageVectors:
    """Return what a library keeps of a passage."""
    code = EightBits()
    coded = code.encode(ToyEncoder().encode([*sentences, heading]))
    count = len(sentences)
    return PassageVectors(coded.between(0, count), coded.between(count, count + 1), code)


def tokens_of(passage: PassageVectors, texts: CodedTexts) -> NDArray[np.float32]:
    """Return the vectors that the code of some texts stands for."""
    return passage.code.similarities(texts, np.eye(DIMENSION, dtype=np.float32))


def max_sim(
    question: EncodedText, weights: NDArray[np.float32], tokens: NDArray[np.float32]
) -> float:
    """Return the weighted mean over the question's tokens of each one's best match."""
    total = 0.0
    for weight, asked in zip(weights, question.tokens, strict=True):
        best = -1.0
        for token in tokens:
            best = max(best, float(np.dot(token, asked)))
        total += float(weight) * best
    return total


@settings(max_examples=60, deadline=None)
@given(SENTENCE, st.lists(PASSAGE, max_size=3))
def test_scores_are_those_of_the_definition(
    question_words: list[str], texts: list[tuple[list[str], str]]
) -> None:
    """For each sentence, and for the passage with its heading; sentences may have no words."""
    question = encode(" ".join(question_words))
    weights = np.full(len(question.tokens), 1 / max(len(question.tokens), 1), dtype=np.float32)
    passages = [passage_of(sentences, heading) for sentences, heading in texts]

    late = late_interaction(question, weights, passages)

    for scores, passage in zip(late, passages, strict=True):
        check_scores(scores, passage, question, weights)


def check_scores(
    late: LateInteraction,
    passage: PassageVectors,
    question: EncodedText,
    weights: NDArray[np.float32],
) -> None:
    """Compare the scores of one passage with the definition."""
    count = len(question.tokens)
    assert late.sentences.shape == late.cosines.shape == (len(passage.sentences),)
    vectors = passage.code.vectors(passage.sentences)
    np.testing.assert_allclose(late.cosines, vectors @ question.vector, atol=1e-5)
    if not count or not len(passage.sentences.tokens):
        assert late.passage == 0.0
        assert not late.sentences.any()
        return
    tokens = tokens_of(passage, passage.sentences)
    starts = passage.sentences.starts
    expected = [
        max_sim(question, weights, tokens[start:end]) for start, end in pairwise(starts.tolist())
    ]
    np.testing.assert_allclose(late.sentences, expected, atol=1e-5)
    assert late.best_sentence == late.sentences.max()
    everything = np.concatenate([tokens, tokens_of(passage, passage.heading)])
    assert late.passage == pytest.approx(max_sim(question, weights, everything), abs=1e-5)


def test_a_passage_that_holds_the_question_scores_one() -> None:
    """The most there can be, up to what rounding to bytes costs."""
    question = encode("tea late")
    weights = np.array([0.5, 0.5], dtype=np.float32)
    (late,) = late_interaction(question, weights, [passage_of(["late tea", "coffee"], "ship")])
    assert late.passage == pytest.approx(1.0, abs=0.02)
    assert late.sentences.argmax() == 0


def test_a_rare_token_weighs_more() -> None:
    """Weights add up to 1 and follow the number of sentences that hold the token."""
    frequencies = np.array([99, 0, 9], dtype=np.int32)
    weights = token_weights(np.array([0, 1, 2, 500], dtype=np.int32), frequencies, 100)
    raw = [log(1 + 100 / 100), log(1 + 100 / 1), log(1 + 100 / 10), log(1 + 100 / 1)]
    np.testing.assert_allclose(weights, np.array(raw) / sum(raw), rtol=1e-5)
    assert weights.sum() == pytest.approx(1.0)


def test_a_question_without_tokens_has_no_weights() -> None:
    """Nothing to weigh is nothing to fail on."""
    nothing = np.empty(0, dtype=np.int32)
    assert token_weights(nothing, np.zeros(3, dtype=np.int32), 10).shape == (0,)
