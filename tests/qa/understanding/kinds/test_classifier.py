"""What a question asks for."""

import numpy as np
import pytest
from numpy.typing import NDArray

from index.encoding.onnx_encoder import OnnxEncoder
from qa.understanding.kinds.classifier import (
    PLAIN_KINDS,
    Kind,
    KindClassifier,
    KindReading,
    choose_kind,
    plain_form,
)

ASKED = [
    ("Who chaired the meeting of the glaziers?", Kind.PERSON),
    ("when did the ferry sink", Kind.TIME),
    ("How many beehives were counted?", Kind.QUANTITY),
    ("whats a hedge fund", Kind.DEFINITION),
    ("Is the ferry still in use?", Kind.YES_NO),
    ("why did the roof leak", Kind.WHY_HOW),
    ("Which musicians played on the record?", Kind.LIST),
    ("difference between jam and jelly", Kind.COMPARE),
    ("Give me a timeline of the building of the canal.", Kind.TIMELINE),
    ("whats this paper about", Kind.OVERVIEW),
    ("Summarise the discussion section.", Kind.SECTION_SUMMARY),
    ("does the author think that the canal was a mistake", Kind.STANCE),
    ("What do the authors recommend to beekeepers?", Kind.RECOMMENDATION),
    ("limitations of the study?", Kind.LIMITATION),
    ("How were the beehives selected for the study?", Kind.METHOD),
    ("what is new in this paper", Kind.CONTRIBUTION),
    ("who wrote this paper", Kind.METADATA),
    ("what page is the canal on", Kind.PAGE),
    ("quote the sentence about jelly", Kind.QUOTE),
    ("What does footnote 9 say?", Kind.NOTE),
    ("how many beehives and ferries altogether", Kind.TOTAL),
    ("Who dug the canal, and when was it opened?", Kind.SEVERAL),
    ("ok thanks", Kind.SMALL_TALK),
    ("how do i upload a pdf", Kind.ABOUT_TOOL),
]


@pytest.fixture(scope="module")
def encoder() -> OnnxEncoder:
    """Return the encoder that the classifier is made for."""
    return OnnxEncoder()


def vector_of(encoder: OnnxEncoder, text: str) -> NDArray[np.float32]:
    """Return the vector of one text."""
    return encoder.encode([text])[0].vector


@pytest.mark.parametrize("text", ["military pacts peru joined", "warships built in Lisbon"])
def test_what_speaks_of_no_tool_is_not_about_it(encoder: OnnxEncoder, text: str) -> None:
    """A few words without a verb are a search, and no talk with the program."""
    reading = KindClassifier.shipped().read(text, vector_of(encoder, text))
    assert reading.kind not in {Kind.ABOUT_TOOL, Kind.SMALL_TALK}


@pytest.mark.parametrize(("text", "kind"), ASKED)
def test_each_kind_is_known(encoder: OnnxEncoder, text: str, kind: Kind) -> None:
    """An answer would be put together for another question."""
    reading = KindClassifier.shipped().read(text, vector_of(encoder, text))
    assert reading.kind is kind
    assert reading.probability == reading.probabilities[kind]


def test_words_alone_do_mostly() -> None:
    """With another encoder, every question would be plain."""
    classifier = KindClassifier.shipped()
    right = [classifier.read(text, None).kind is kind for text, kind in ASKED]
    assert sum(right) >= 0.75 * len(ASKED)


@pytest.mark.parametrize("with_vector", [True, False])
def test_probabilities_sum_to_one(encoder: OnnxEncoder, *, with_vector: bool) -> None:
    """A caller would weigh kinds by figures that mean nothing."""
    for text in ("hi", "note 3", "Why?", "?", "x" * 5000, "Was ist das? 何ですか"):
        vector = vector_of(encoder, text) if with_vector else None
        probabilities = KindClassifier.shipped().read(text, vector).probabilities
        assert set(probabilities) == set(Kind)
        assert sum(probabilities.values()) == pytest.approx(1, abs=1e-5)


def test_special_kinds_need_to_be_probable() -> None:
    """A plain question would be answered with a list or by small talk on a mere suspicion."""
    chances = {Kind.LIST: 0.4, Kind.FACT: 0.35, Kind.NOTE: 0.2, Kind.TIME: 0.05}
    probabilities = dict.fromkeys(Kind, 0.0) | chances
    assert choose_kind(probabilities, 0.65) == KindReading(Kind.FACT, 0.35, probabilities)
    assert choose_kind(probabilities, 0.55) == KindReading(Kind.LIST, 0.4, probabilities)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Thanks a lot!", Kind.SMALL_TALK),
        ("on which pages is the canal", Kind.PAGE),
        ("endnote 12", Kind.NOTE),
        ("What does note number 7 say?", Kind.NOTE),
        ("How many pages does it have?", None),
        ("thanks, and when did it sink?", None),
        ("is this good", None),
        ("What a note!", None),
    ],
)
def test_plain_forms_are_settled_without_a_model(text: str, kind: Kind | None) -> None:
    """A greeting, a page or a note would be guessed at; a question behind thanks would be lost."""
    assert plain_form(text) is kind


def test_questions_in_words_of_special_kinds_stay_plain(encoder: OnnxEncoder) -> None:
    """A question about some author or page in the text would be taken for one about the paper."""
    texts = (
        "Who was the author of the oldest cookery book in Persia?",
        "When was the novel about the ferry published?",
        "What did the mayor recommend to the glaziers?",
        "What is the title of the duke?",
    )
    classifier = KindClassifier.shipped()
    kinds = {classifier.read(text, vector_of(encoder, text)).kind for text in texts}
    assert kinds <= PLAIN_KINDS


@pytest.mark.parametrize(
    "text", ["Sum up “The price of tea”", 'summarise the part called "Who drank coffee?"']
)
def test_a_heading_in_quotation_marks_is_a_section_to_be_summed_up(text: str) -> None:
    """Whatever the heading says: the page suggests such questions."""
    assert KindClassifier.shipped().read(text, None).kind is Kind.SECTION_SUMMARY
