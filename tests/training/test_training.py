"""Training the reader: what goes wrong in a batch, and going on from what was exported."""

import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from reader.lists import Pair, QuestionList, Verdict
from reader.more_answering import with_noise

from corpus.paper import Span

if TYPE_CHECKING:
    from reader.batches import Batch

TEXT = "The port of Brest is deep."
ANSWERED = Pair("What is deep?", "", TEXT, Span(0, 17))
CHANGED = Pair("What is shallow?", "", TEXT, None)
STATED = Pair("Is the port of Brest deep?", "", TEXT, None, Verdict.YES)
LISTS = (
    QuestionList((CHANGED, ANSWERED), ranked=False),
    QuestionList((STATED,), ranked=False),
    QuestionList((ANSWERED, CHANGED), ranked=True),
)
RIGHT = 9.0


@pytest.fixture(scope="module")
def batch(tiny_model: Path) -> "Batch":
    """The lists, as the network takes them."""
    from reader.batches import make_batch, open_tokenizer

    return make_batch(LISTS, open_tokenizer(tiny_model))


def test_the_answering_one_of_a_contrast_comes_first(batch: "Batch") -> None:
    """Whatever its place in the pair; a ranked list keeps its order, and is no contrast."""
    assert batch.contrasts == ((1, 0),)
    assert batch.lists == ((3, 4),)
    assert batch.answers.tolist() == [0.0, 1.0, 1.0, 1.0, 0.0]
    assert batch.verdicts.tolist() == [-1, -1, int(Verdict.YES), -1, -1]


def test_every_loss_is_small_where_all_is_right(batch: "Batch") -> None:
    """And a wrong verdict raises that of verdicts alone; no words are missed in a statement."""
    import torch
    from reader.model import Reading
    from reader.train import losses

    judged = torch.full((5, 5), -RIGHT)
    judged[[1, 2, 3], 1] = RIGHT
    judged[3, 0] = RIGHT
    judged[:, 4] = RIGHT
    judged[2, 2:] = torch.tensor([RIGHT, -RIGHT, -RIGHT])
    words = torch.full((*batch.markable.shape, 2), -RIGHT)
    for row, target in enumerate(batch.targets.tolist()):
        words[row, target[0], 0] = words[row, target[1], 1] = RIGHT
    words[2] = 0.0
    right = losses(batch, Reading(judged, words))
    assert all(float(loss) < 0.01 for loss in right.values())
    judged[2, 2:] = torch.tensor([-RIGHT, RIGHT, -RIGHT])
    wrong = losses(batch, Reading(judged, words))
    assert {name for name in wrong if wrong[name] > right[name] + 1} == {"verdict"}


def test_lists_keep_their_question_when_it_is_put_in_a_hurry() -> None:
    """All passages of a ranked list are read with the same words."""
    pairs = (ANSWERED, Pair(ANSWERED.question, "", "Ghent is old.", None))
    for seed in range(20):
        typed = with_noise(
            QuestionList(pairs, ranked=True),
            random.Random(seed),  # noqa: S311 - to be repeated
        )
        assert len({pair.question for pair in typed.pairs}) == 1
        assert [pair.text for pair in typed.pairs] == [TEXT, "Ghent is old."]


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")
def test_training_goes_on_from_what_was_exported(tiny_model: Path, tmp_path: Path) -> None:
    """The weights that are read back are those that were written, but for eight bits."""
    pytest.importorskip("onnx")
    import torch
    from reader.eight_bits import prepare_for_eight_bits
    from reader.export import export
    from reader.exported import load_exported
    from reader.model import ReaderNetwork

    torch.manual_seed(5)
    written = ReaderNetwork(tiny_model).eval()
    for parameter in written.parameters():
        # Once trained, no two are alike; what is alike, the export writes once.
        if parameter.requires_grad:
            parameter.data += 0.02 * torch.randn_like(parameter)
    text = torch.randint(5, 50, (1, 20))
    arguments = (text, torch.ones_like(text), torch.zeros_like(text))
    export(prepare_for_eight_bits(written, [arguments]), tiny_model / "tokenizer.json", tmp_path)
    torch.manual_seed(6)
    read = ReaderNetwork(tiny_model).eval()
    load_exported(read, tmp_path)
    with torch.no_grad():
        (judged, words), (judged_then, words_then) = written(*arguments), read(*arguments)
    assert torch.allclose(judged, judged_then, atol=0.05)
    assert torch.allclose(words, words_then, atol=0.05)
