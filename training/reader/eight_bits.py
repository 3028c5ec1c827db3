"""Prepares a network for eight bits, so that it reads more like the one it was.

The linear layers of the encoder are changed in two ways, by what goes into them when
example texts are read. What is written in the end has eight bits for an activation, with
one scale for a text, and seven for a weight, with a scale for each output.
"""

import copy
from collections.abc import Callable, Iterable, Sequence
from functools import partial

import torch
from torch import Tensor, nn

from reader.model import Arguments, ReaderNetwork

_BY_ACTIVATIONS = 0.85
"""How far the factors follow the activations; 0 would be by the weights alone."""
_LEVELS = 64
"""Levels of a weight on either side of 0: seven bits, as the export writes them."""
_DAMPING = 0.02
"""What is added to the inputs' second moments, as a share of their mean."""
_LEAST = 1e-5


class SmoothedLinear(nn.Module):
    """A linear layer whose inputs are multiplied by `inverse`, shape (inputs,), beforehand."""

    def __init__(self, layer: nn.Linear, inverse: Tensor) -> None:
        super().__init__()
        self.layer = copy.deepcopy(layer)
        self.layer.weight.data /= inverse
        self.register_buffer("inverse", inverse)

    def forward(self, inputs: Tensor) -> Tensor:
        """Return what the layer gave, up to rounding."""
        outputs: Tensor = self.layer(inputs * self.inverse)
        return outputs


def prepare_for_eight_bits(network: ReaderNetwork, examples: Sequence[Arguments]) -> ReaderNetwork:
    """Return a copy that is smoothed, and whose weights are then rounded."""
    return rounded(smoothed(network, examples), examples)


def smoothed(network: ReaderNetwork, examples: Sequence[Arguments]) -> ReaderNetwork:
    """Return a copy that reads alike, with large components of activations moved to the weights.

    A few components set the scale of all. They are divided by a factor each, and their
    weights are multiplied by it, so that the product stays. Xiao et al. 2023.
    """
    network = copy.deepcopy(network).eval()
    layers = _linear_layers(network)
    largest = {name: torch.full((part.in_features,), _LEAST) for name, part in layers.items()}

    def look(name: str, inputs: Tensor) -> None:
        largest[name] = largest[name].maximum(inputs.abs().amax(dim=0))

    _watch(network, layers, examples, look)
    for parent, names in _by_parent(layers).items():
        weights = torch.cat([layers[name].weight.detach() for name in names])
        of_weights = weights.abs().amax(dim=0).clamp(min=_LEAST)
        factors = largest[names[0]] ** _BY_ACTIVATIONS / of_weights ** (1 - _BY_ACTIVATIONS)
        inverse = 1.0 / factors
        for name in names:
            own = name.removeprefix(f"{parent}.")
            setattr(network.get_submodule(parent), own, SmoothedLinear(layers[name], inverse))
    return network


def rounded(network: ReaderNetwork, examples: Sequence[Arguments]) -> ReaderNetwork:
    """Return a copy whose weights lie on the levels that will be written.

    They are rounded input by input, and what that takes from a layer's outputs is made up
    for in the inputs that follow, as far as these go together. Frantar et al. 2023 (GPTQ).
    """
    network = copy.deepcopy(network).eval()
    layers = _linear_layers(network)
    moments = {
        name: torch.zeros(part.in_features, part.in_features) for name, part in layers.items()
    }

    def look(name: str, inputs: Tensor) -> None:
        moments[name] += inputs.T @ inputs

    _watch(network, layers, examples, look)
    for name, part in layers.items():
        part.weight.data = _on_levels(part.weight.detach(), moments[name])
    return network


def _on_levels(weights: Tensor, moments: Tensor) -> Tensor:
    """Round weights, shape (outputs, inputs), of inputs with these second moments.

    The largest weight of an output keeps its size: the export makes the levels by it.
    """
    weights = weights.clone()
    scale = weights.abs().amax(dim=1) / _LEVELS
    largest = weights.abs().argmax(dim=1)
    damping = _DAMPING * moments.diagonal().mean() * torch.eye(len(moments))
    inverse = torch.cholesky_inverse(torch.linalg.cholesky(moments + damping))
    passed_on = torch.linalg.cholesky(inverse, upper=True)
    signs = weights.gather(1, largest[:, None])[:, 0].sign()
    for place in range(weights.shape[1]):
        levels = (weights[:, place] / scale).round().clamp(-_LEVELS, _LEVELS)
        now = torch.where(largest == place, signs * _LEVELS, levels) * scale
        error = (weights[:, place] - now) / passed_on[place, place]
        weights[:, place + 1 :] -= error[:, None] * passed_on[place, place + 1 :]
        weights[:, place] = now
    return weights


def _linear_layers(network: ReaderNetwork) -> dict[str, nn.Linear]:
    return {
        name: part
        for name, part in network.named_modules()
        if isinstance(part, nn.Linear) and name.startswith("encoder.encoder.")
    }


def _by_parent(layers: Iterable[str]) -> dict[str, list[str]]:
    """Group layers that are parts of the same one, as query, key and value: their input is one."""
    groups: dict[str, list[str]] = {}
    for name in layers:
        groups.setdefault(name.rpartition(".")[0], []).append(name)
    return groups


def _watch(
    network: ReaderNetwork,
    layers: dict[str, nn.Linear],
    examples: Sequence[Arguments],
    look: Callable[[str, Tensor], None],
) -> None:
    """Read the examples; `look` is told each layer's name and inputs, shape (tokens, inputs)."""

    def before(name: str, _: nn.Module, arguments: tuple[Tensor]) -> None:
        look(name, arguments[0].flatten(0, -2))

    hooks = [part.register_forward_pre_hook(partial(before, name)) for name, part in layers.items()]
    with torch.no_grad():
        for example in examples:
            network(*example)
    for hook in hooks:
        hook.remove()
