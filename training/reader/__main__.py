"""Trains the reader, from data to qa/data/footnote-reader.

    make reader DATA=FOLDER

FOLDER is laid out as training/README.md says. What is finished in --work is not done
again: a run that was interrupted goes on where it was. The float32 model is left there
to compare with.
"""

import argparse
import pickle
import random
from pathlib import Path

import torch
from export_encoder import packaged_weights

from index.onnx_encoder import OnnxEncoder
from reader.batches import open_tokenizer
from reader.contexts import DataSet, read_data
from reader.export import OUT, export
from reader.lists import QuestionList, make_lists
from reader.mining import mine_negatives
from reader.model import ReaderNetwork
from reader.train import train
from reader.variants import near_synonyms

SEED = 7
OPINIONS = 2500
"""Questions about reviews and forum posts that are used: few of them ask for facts."""
OPINION_POOLS = ("reddit", "amazon_reviews")
_REPEATS = {"squad2": 2, "covidqa": 3, "clapnq": 2}
"""How often the questions of a pool come, varied anew each time."""


def prepare(folder: Path) -> list[QuestionList]:
    """Read the data, mine negatives, make the lists."""
    encoder = OnnxEncoder()
    data = _with_few_opinions(read_data(folder))
    mined = mine_negatives(data, encoder)
    neighbours = near_synonyms([question.text for question in data.questions], encoder)
    lists = []
    for repeat in range(max(_REPEATS.values())):
        places = _places(data, repeat)
        lists += make_lists(data, mined, neighbours, places, seed=SEED + repeat)
    return lists


def _with_few_opinions(data: DataSet) -> DataSet:
    """Leave most questions about reviews and posts out."""
    opinions = [
        place
        for place, question in enumerate(data.questions)
        if data.contexts[question.context].pool in OPINION_POOLS
    ]
    kept = set(random.Random(SEED).sample(opinions, min(OPINIONS, len(opinions))))
    dropped = set(opinions) - kept
    questions = (q for place, q in enumerate(data.questions) if place not in dropped)
    return DataSet(data.contexts, tuple(questions))


def _places(data: DataSet, repeat: int) -> list[int]:
    return [
        place
        for place, question in enumerate(data.questions)
        if not question.held_out
        and repeat < _REPEATS.get(data.contexts[question.context].pool.split("/")[0], 1)
    ]


def main() -> None:
    """Prepare, train, and export."""
    parser = argparse.ArgumentParser(description="Trains the reader.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, default=Path("build/reader"))
    options = parser.parse_args()
    work: Path = options.work
    work.mkdir(parents=True, exist_ok=True)
    prepared = work / "lists.pickle"
    if not prepared.exists():
        prepared.write_bytes(pickle.dumps(prepare(options.data)))
    lists: list[QuestionList] = pickle.loads(prepared.read_bytes())  # noqa: S301 - our own
    print(f"{len(lists)} lists, {sum(len(one.pairs) for one in lists)} pairs", flush=True)
    torch.manual_seed(SEED)
    source = packaged_weights()
    network = ReaderNetwork(source)
    train(network, open_tokenizer(source), lists, work, seed=SEED)
    export(network, source / "tokenizer.json", work / "float32", eight_bits=False)
    print(export(network, source / "tokenizer.json", OUT))


if __name__ == "__main__":
    main()
