"""Exports a trained reader to ONNX with 8-bit weights, for qa/data/footnote-reader."""

import json
import shutil
import tempfile
from pathlib import Path

import torch
from export_encoder import OPSET, sha256
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer

from reader.model import ReaderNetwork

OUT = Path(__file__).parents[2] / "qa" / "data" / "footnote-reader"


def export_float(network: ReaderNetwork, tokenizer_file: Path, target: Path) -> None:
    """Trace the network and write its graph with float32 weights."""
    tokenizer = Tokenizer.from_file(str(tokenizer_file))
    encodings = tokenizer.encode_batch([("Who?", "A text."), ("Who?", "A text.")])
    example = tuple(
        torch.tensor([getattr(encoding, name) for encoding in encodings])
        for name in ("ids", "attention_mask", "type_ids")
    )
    inputs = ["input_ids", "attention_mask", "token_type_ids"]
    outputs = ["judged", "words"]
    sizes = {name: {0: "pairs", 1: "tokens"} for name in (*inputs, "words")}
    torch.onnx.export(
        network.eval(),
        example,
        str(target),
        input_names=inputs,
        output_names=outputs,
        dynamic_axes={**sizes, "judged": {0: "pairs"}},
        opset_version=OPSET,
        dynamo=False,
    )


def export(
    network: ReaderNetwork, tokenizer_file: Path, out: Path, *, eight_bits: bool = True
) -> dict[str, str]:
    """Export, with weights of eight or of 32 bits; give the hashes, which are written as well."""
    out.mkdir(parents=True, exist_ok=True)
    graph = out / "model.onnx"
    if eight_bits:
        with tempfile.TemporaryDirectory() as scratch:
            whole = Path(scratch) / "float32.onnx"
            export_float(network, tokenizer_file, whole)
            quantize_dynamic(
                whole,
                graph,
                per_channel=True,
                # Seven bits: with eight, processors without VNNI saturate and read otherwise.
                reduce_range=True,
                weight_type=QuantType.QInt8,
            )
    else:
        export_float(network, tokenizer_file, graph)
    shutil.copyfile(tokenizer_file, out / "tokenizer.json")
    hashes = {name: sha256(out / name) for name in ("model.onnx", "tokenizer.json")}
    (out / "sha256.json").write_text(json.dumps(hashes, indent=2) + "\n", encoding="utf-8")
    return hashes
