"""Trains the first edition of the reader, from the packaged encoder and data.

    python -m reader.first FOLDER

First it learns to rank passages, then, from questions and texts that differ in a word,
to tell those that answer: three times, each from what the first stage gave. The mean of all
four weights ranks better than what the second stage gives (Wortsman et al. 2022).

FOLDER is laid out as training/README.md says. What is finished in --work is not done
again: a run that was interrupted goes on where it was. The float32 model is left there
to compare with.
"""

import argparse
import copy
import pickle
import random
from collections.abc import Callable
from functools import cache
from pathlib import Path

import torch
from export_encoder import packaged_weights

from index.encoding.onnx_encoder import OnnxEncoder
from reader.answering import make_answering_lists, vocabulary_of
from reader.batches import make_batch, open_tokenizer
from reader.contexts import DataSet, read_data
from reader.eight_bits import prepare_for_eight_bits
from reader.export import OUT, export
from reader.lists import QuestionList, make_lists
from reader.mining import mine_negatives
from reader.model import ReaderNetwork, mean_of
from reader.train import Stage, train
from reader.variants import near_synonyms

SEED = 7
RANKING = Stage("ranking", rate=1.5e-4, lists_per_step=18)
ANSWERING = tuple(
    Stage(f"answering-{number}", rate=1e-4, lists_per_step=45) for number in range(1, 4)
)
OPINIONS = 2500
"""Questions about reviews and forum posts that are used: few of them ask for facts."""
OPINION_POOLS = ("reddit", "amazon_reviews")
EXAMPLES = 40
"""Lists by which the network is prepared for eight bits."""
_REPEATS = {"squad2": 2, "covidqa": 3, "clapnq": 2}
"""How often the questions of a pool come, varied anew each time."""


def prepare_ranking(data: DataSet) -> list[QuestionList]:
    """Mine negatives, and make the lists of the first stage."""
    encoder = OnnxEncoder()
    mined = mine_negatives(data, encoder)
    neighbours = near_synonyms([question.text for question in data.questions], encoder)
    lists = []
    for repeat in range(max(_REPEATS.values())):
        places = _places(data, repeat)
        lists += make_lists(data, mined, neighbours, places, seed=SEED + repeat)
    return lists


def with_few_opinions(data: DataSet) -> DataSet:
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


def kept_lists(path: Path, make: Callable[[], list[QuestionList]]) -> list[QuestionList]:
    """Return the lists that are kept at `path`; make and keep them where there are none."""
    if not path.exists():
        part = path.with_suffix(".part")
        part.write_bytes(pickle.dumps(make()))
        part.replace(path)
    lists: list[QuestionList] = pickle.loads(path.read_bytes())  # noqa: S301 - our own
    print(f"{path}: {len(lists)} lists, {sum(len(one.pairs) for one in lists)} pairs", flush=True)
    return lists


def main() -> None:
    """Prepare, train in two stages, average what they give, and export."""
    parser = argparse.ArgumentParser(description="Trains the reader.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, default=Path("build/reader"))
    options = parser.parse_args()
    work: Path = options.work
    work.mkdir(parents=True, exist_ok=True)
    data = with_few_opinions(read_data(options.data))
    torch.manual_seed(SEED)
    source = packaged_weights()
    tokenizer = open_tokenizer(source)
    network = ReaderNetwork(source)
    ranking = kept_lists(work / "ranking.pickle", lambda: prepare_ranking(data))
    train(network, tokenizer, ranking, RANKING, work, seed=SEED)
    runs = [copy.deepcopy(network.state_dict())]
    places = _places(data, 0)
    vocabulary = cache(lambda: vocabulary_of(data, OnnxEncoder()))
    for seed, stage in enumerate(ANSWERING, start=SEED):

        def make(seed: int = seed) -> list[QuestionList]:
            return make_answering_lists(data, places, ranking, vocabulary(), seed=seed)

        lists = kept_lists(work / f"{stage.name}.pickle", make)
        network.load_state_dict(runs[0])
        train(network, tokenizer, lists, stage, work, seed=seed)
        runs.append(copy.deepcopy(network.state_dict()))
    network.load_state_dict(mean_of(runs))
    export(network, source / "tokenizer.json", work / "float32", eight_bits=False)
    examples = make_batch(random.Random(SEED).sample(ranking, EXAMPLES), tokenizer)
    prepared = prepare_for_eight_bits(network, list(examples.rows_alone()))
    print(export(prepared, source / "tokenizer.json", OUT))


if __name__ == "__main__":
    main()
