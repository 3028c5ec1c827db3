"""A sentence stands if its quotes support it."""

import pytest

from index.encoding.encoder import Encoder
from qa.support.check import SupportCheck, make_support_check
from qa.support.measures import MEASURES, Measurer
from qa.support.model import support_model
from tests.toy_encoder import ToyEncoder

QUOTE = (
    "In October 1990, the Pressler Amendment was invoked, and the United States withheld the "
    "delivery of F-16 jets for which Pakistan had already paid."
)


@pytest.fixture(scope="module")
def check(real_encoder: Encoder) -> SupportCheck:
    """Return the check with the default encoder."""
    return make_support_check(real_encoder)


def test_what_is_quoted_is_supported(check: SupportCheck) -> None:
    """Verbatim words stand, whatever their signs and capitals."""
    support = check.check("the United States withheld the delivery of F-16 jets", [QUOTE])
    assert (support.score, support.supported, support.reason) == (1.0, True, "")


def test_a_close_paraphrase_is_supported(check: SupportCheck) -> None:
    """The same in another order needs no verbatim words."""
    sentence = "The United States withheld the delivery of jets that Pakistan had paid for."
    support = check.check(sentence, [QUOTE])
    assert support.supported
    assert support.reason == ""
    assert support.score < 1


def test_something_else_is_not_supported(check: SupportCheck) -> None:
    """A sentence about other things fails, and its words are named."""
    support = check.check("Penguins breed on the ice of the southern ocean.", [QUOTE])
    assert not support.supported
    assert support.reason == "The quote does not speak of “penguins”, “breed”, “ice”"
    assert support.score < 0.1


def test_a_conflict_outweighs_any_score(check: SupportCheck) -> None:
    """One other year makes a near copy unsupported."""
    sentence = (
        "In October 1979, the Pressler Amendment was invoked, and the United States withheld "
        "the delivery of F-16 jets for which Pakistan had already paid."
    )
    support = check.check(sentence, [QUOTE])
    assert not support.supported
    assert support.reason == "The quote says 1990, the sentence 1979"


@pytest.mark.parametrize(
    ("sentence", "quotes", "reason"),
    [
        ("It rains.", [], "No passage is quoted"),
        ("It rains.", ["…"], "No passage is quoted"),
        ("…", [QUOTE], "The sentence says nothing"),
    ],
)
def test_nothing_supports_nothing(
    check: SupportCheck, sentence: str, quotes: list[str], reason: str
) -> None:
    """Without words on either side there is no support."""
    support = check.check(sentence, quotes)
    assert (support.score, support.supported, support.reason) == (0.0, False, reason)


def test_another_encoder_is_not_consulted(toy: ToyEncoder, real_encoder: Encoder) -> None:
    """The model was fitted to the default encoder, which scores in its place."""
    sentence = "The jets were withheld by the United States."
    expected = make_support_check(real_encoder).check(sentence, [QUOTE])
    assert make_support_check(toy).check(sentence, [QUOTE]) == expected


def test_the_model_weighs_what_is_measured(toy: ToyEncoder) -> None:
    """Each weight has its measure, and the other way round."""
    measures = Measurer(toy).measure("Ayub Khan left in 1969.", ["Ayub Khan went.", "He left."])
    assert set(support_model().weights) == set(MEASURES) == set(measures)
    assert measures["missing_numbers"] == 1
    assert measures["name_coverage"] == 1.0
    assert measures["coverage"] == pytest.approx(3 / 4)


@pytest.mark.parametrize(
    "quote",
    [
        "There is no evidence that Pakistan supplied weapons.",
        "Critics deny that Pakistan supplied weapons.",
        "None of the envoys said that Pakistan supplied weapons.",
        "The US did not say that Pakistan supplied weapons.",
    ],
)
def test_words_cut_out_of_a_denial_are_not_supported(check: SupportCheck, quote: str) -> None:
    """What a quote denies stands in it word by word, and is not what it says."""
    support = check.check("Pakistan supplied weapons.", [quote])
    assert not support.supported
    assert support.reason == "The quote denies what the sentence says"
