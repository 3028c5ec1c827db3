"""Exports a trained reader to ONNX, for qa/data/footnote-reader."""

from pathlib import Path

import torch
from shipped_model import write_model
from tokenizers import Tokenizer

from reader.model import PairReader, ReaderNetwork

OUT = Path(__file__).parents[2] / "qa" / "data" / "footnote-reader"


def export(
    network: ReaderNetwork, tokenizer_file: Path, out: Path, *, eight_bits: bool = True
) -> dict[str, str]:
    """Export, with weights of eight or of 32 bits; give the hashes of the files."""
    example = Tokenizer.from_file(str(tokenizer_file)).encode("Who?", "A text.")
    return write_model(
        PairReader(network),
        {
            "token_ids": torch.tensor(example.ids),
            "token_types": torch.tensor(example.type_ids),
        },
        {"judged": False, "words": True},
        tokenizer_file,
        out,
        eight_bits=eight_bits,
    )
