"""The reader as it is shipped: evened out, its weights rounded, for one pair at a time."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from reader.model import Arguments, ReaderNetwork

OUTLIER = 40.0


@pytest.fixture(scope="module")
def network(tiny_model: Path) -> "ReaderNetwork":
    """A reader that makes one component of each word's vector much larger than the others."""
    import torch
    from reader.model import ReaderNetwork

    torch.manual_seed(2)
    made: ReaderNetwork = ReaderNetwork(tiny_model).eval()
    made.encoder.embeddings.LayerNorm.weight.data[3] *= OUTLIER
    return made


@pytest.fixture(scope="module")
def examples() -> "list[Arguments]":
    """Texts of random letters, of 20 tokens each."""
    import torch

    torch.manual_seed(3)
    texts = torch.randint(5, 50, (6, 1, 20))
    return [(text, torch.ones_like(text), torch.zeros_like(text)) for text in texts]


def test_the_reader_says_the_same(network: "ReaderNetwork", examples: "list[Arguments]") -> None:
    """Up to rounding, on texts that the factors were not made from, and is left as it was."""
    import torch
    from reader.eight_bits import smoothed

    other = smoothed(network, examples[:3])
    with torch.no_grad():
        for example in examples[3:]:
            for was, now in zip(network(*example), other(*example), strict=True):
                assert torch.allclose(was, now, atol=1e-4)
    assert not any("layer." in name and "inverse" in name for name in network.state_dict())


def test_query_key_and_value_share_their_input(
    network: "ReaderNetwork", examples: "list[Arguments]"
) -> None:
    """It is divided by the same factors for all three, so that it is written once for them."""
    from reader.eight_bits import smoothed

    attention = smoothed(network, examples).encoder.encoder.layer[0].attention.self
    assert attention.query.inverse is attention.key.inverse is attention.value.inverse


def test_a_pair_by_itself_reads_alike(
    network: "ReaderNetwork", examples: "list[Arguments]"
) -> None:
    """What is exported takes no batch and no mask, and says what the network says."""
    import torch
    from reader.eight_bits import smoothed
    from reader.model import PairReader

    of_pair = PairReader(smoothed(network, examples))
    with torch.no_grad():
        for ids, mask, _ in examples:
            types = (torch.arange(ids.shape[1]) > ids.shape[1] // 3).long()
            judged, words = of_pair(ids[0], types)
            expected = network(ids, mask, types[None])
            assert torch.allclose(judged, expected[0][0], atol=1e-4)
            assert torch.allclose(words, expected[1][0], atol=1e-4)


def test_large_components_are_evened_out(
    network: "ReaderNetwork", examples: "list[Arguments]"
) -> None:
    """The largest component that goes into a layer is no longer many times the usual one."""
    import torch
    from reader.eight_bits import smoothed

    def spread(of: "ReaderNetwork", layer: str) -> float:
        seen = []
        part = of.get_submodule(layer)
        hook = part.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0].abs()))
        with torch.no_grad():
            of(*examples[0])
        hook.remove()
        return float(seen[0].max() / seen[0].median())

    query = "encoder.encoder.layer.0.attention.self.query"
    before, after = spread(network, query), spread(smoothed(network, examples), f"{query}.layer")
    assert before > OUTLIER
    assert after < before / 3


def test_rounded_weights_are_written_as_they_are(
    network: "ReaderNetwork", examples: "list[Arguments]"
) -> None:
    """They have seven bits, by the scale that the largest of each output sets."""
    import torch
    from reader.eight_bits import rounded

    part = "encoder.encoder.layer.0.intermediate.dense"
    weights = rounded(network, examples).get_submodule(part).weight.detach()
    levels = weights / weights.abs().amax(dim=1, keepdim=True) * 64
    assert torch.allclose(levels, levels.round(), atol=1e-3)
    assert not torch.allclose(weights, network.get_submodule(part).weight)


def test_rounding_makes_up_for_what_it_takes(
    network: "ReaderNetwork", examples: "list[Arguments]"
) -> None:
    """What layers give is nearer to what they gave than with each weight rounded by itself."""
    import copy

    import torch
    from reader.eight_bits import rounded
    from torch import nn

    plain = copy.deepcopy(network)
    for part in plain.encoder.encoder.modules():
        if isinstance(part, nn.Linear):
            scale = part.weight.data.abs().amax(dim=1, keepdim=True) / 64
            part.weight.data = (part.weight.data / scale).round() * scale

    def error(other: "ReaderNetwork") -> float:
        with torch.no_grad():
            return sum(
                float((other(*one)[1] - network(*one)[1]).square().sum()) for one in examples
            )

    assert error(rounded(network, examples)) < 0.5 * error(plain)
