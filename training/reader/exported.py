"""The weights of an exported reader in 32 bits, for training to go on from."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from reader.model import ReaderNetwork

_SHARED_INPUT = {"key": "query", "value": "query"}
"""Layers whose inputs are divided by another one's factors."""


def load_exported(network: ReaderNetwork, folder: Path) -> None:
    """Put the weights of the reader in `folder` into the network, as near as eight bits hold them.

    Word vectors are left as they are: no training moves them. A reader that judges fewer
    things leaves the others of the network's as they are, too.
    """
    arrays = _arrays(folder / "model.onnx")
    state = network.state_dict()
    for name, old in state.items():
        if name.endswith("word_embeddings.weight") or "pooler" in name or "position_ids" in name:
            continue
        new = torch.tensor(_tensor(arrays, name))
        if name.startswith("judge."):
            new = torch.cat([new, old[len(new) :]])
        assert new.shape == old.shape, name
        state[name] = new
    network.load_state_dict(state)


def _tensor(arrays: Mapping[str, NDArray[np.float32]], name: str) -> NDArray[np.float32]:
    """Return what the graph holds for a parameter of the network."""
    inside = name.replace("encoder.encoder.layer.", "vectors.layers.")
    inside = inside.replace("encoder.embeddings.", "vectors.embeddings.")
    for found in (inside, inside.replace(".weight", ".weight_Transposed")):
        if found in arrays:
            array = arrays[found]
            return array.T if found.endswith("_Transposed") else array
    stem, _, kind = inside.rpartition(".")
    if kind == "bias":
        return arrays[f"{stem}.layer.bias"]
    weight = arrays[f"{stem}.layer.weight_Transposed"].T
    parent, _, layer = stem.rpartition(".")
    return weight * arrays[f"{parent}.{_SHARED_INPUT.get(layer, layer)}.inverse"]


def _arrays(path: Path) -> dict[str, NDArray[np.float32]]:
    """Return the arrays of a graph by name; those of eight bits as what they stand for."""
    kept = {i.name: numpy_helper.to_array(i) for i in onnx.load(path).graph.initializer}
    arrays = {}
    for name, array in kept.items():
        stem = name.removesuffix("_quantized")
        if stem == name:
            arrays[name] = array.astype(np.float32)
            continue
        # A product of one vector with a matrix leaves the matrix without its name.
        known = "judge.weight_Transposed" if stem.startswith("onnx::MatMul") else stem
        levels = array.astype(np.float32) - kept[f"{stem}_zero_point"].astype(np.float32)
        arrays[known] = levels * kept[f"{stem}_scale"]
    return arrays
