"""Which sentences are told: what goes on with the best one comes before what does not."""

import pytest

from corpus.paper import Passage, Span
from qa.composing.composition import ScoredSentence
from qa.composing.evidence import CONTINUED_BONUS, _with_rest

SENTENCES = ("The bridge was old.", "Its piers had sunk.", "Moreover, the road was gone.")


def scored(texts: tuple[str, ...], scores: tuple[float, ...]) -> list[ScoredSentence]:
    """Return the sentences of one passage with their scores, best first."""
    text = " ".join(texts)
    starts = [text.index(sentence) for sentence in texts]
    spans = tuple(
        Span(start, start + len(sentence)) for start, sentence in zip(starts, texts, strict=True)
    )
    passage = Passage(paper_id="a", sentences=spans, section=(), page=None, text=text)
    found = [
        ScoredSentence(score, span, passage) for score, span in zip(scores, spans, strict=True)
    ]
    return sorted(found, key=lambda sentence: -sentence.score)


@pytest.mark.parametrize(
    ("scores", "order"),
    [
        pytest.param((0.5, 1.0, 0.0), (1, 2, 0), id="the best one is gone on with"),
        pytest.param((0.5, 0.0, 1.0), (2, 1, 0), id="the best one goes on"),
        pytest.param((1.0, 0.0, 0.5), (0, 2, 1), id="the best one stands by itself"),
    ],
)
def test_what_goes_on_comes_with_the_best(
    scores: tuple[float, ...], order: tuple[int, ...]
) -> None:
    """Neighbours that the best one goes on with gain; others, and the best itself, do not."""
    ranked = _with_rest(scored(SENTENCES, scores))
    assert [sentence.text for sentence in ranked] == [SENTENCES[place] for place in order]
    gained = {sentence.text: sentence.score for sentence in ranked}
    for text, score in zip(SENTENCES, scores, strict=True):
        assert gained[text] - score in (0.0, CONTINUED_BONUS)
    assert ranked[0].score == max(scores)
