"""Writes a model as Footnote ships it: ONNX, its tokenizer, and their hashes."""

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import torch

from index.encoding.environment import silence_libraries
from index.storage.disk import sha256_of

_OPSET = 17


def write_model(
    model: torch.nn.Module,
    inputs: Mapping[str, torch.Tensor],
    outputs: Mapping[str, bool],
    tokenizer_file: Path,
    out: Path,
    *,
    eight_bits: bool = True,
) -> dict[str, str]:
    """Write the files of a model into the folder `out`; give their hashes, which are written too.

    `inputs` are an example, each with a number for each token; `outputs` tells which of them
    have a row for each token. With eight bits, the weights of matrix products and the
    embeddings become int8, per channel; activations are quantised when the model runs.
    """
    silence_libraries()
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: TID251  # silenced

    out.mkdir(parents=True, exist_ok=True)
    graph = out / "model.onnx"
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "float32.onnx" if eight_bits else graph
        _trace(model, inputs, outputs, whole)
        if eight_bits:
            quantize_dynamic(
                whole,
                graph,
                per_channel=True,
                # Seven bits: with eight, processors without VNNI saturate and read otherwise.
                reduce_range=True,
                weight_type=QuantType.QInt8,
            )
    shutil.copyfile(tokenizer_file, out / "tokenizer.json")
    hashes = {name: sha256_of(out / name) for name in ("model.onnx", "tokenizer.json")}
    (out / "sha256.json").write_text(json.dumps(hashes, indent=2) + "\n", encoding="utf-8")
    return hashes


def _trace(
    model: torch.nn.Module,
    inputs: Mapping[str, torch.Tensor],
    outputs: Mapping[str, bool],
    target: Path,
) -> None:
    """Trace the model and write its graph with float32 weights."""
    per_token = [*inputs, *(name for name, has_rows in outputs.items() if has_rows)]
    torch.onnx.export(
        model.eval(),
        tuple(inputs.values()),
        str(target),
        input_names=list(inputs),
        output_names=list(outputs),
        dynamic_axes={name: {0: "tokens"} for name in per_token},
        opset_version=_OPSET,
        dynamo=False,
    )
