"""Trains the reader further, from what is shipped and more data, to qa/data/footnote-reader.

    make reader DATA=FOLDER

`reader/first.py` trains the first edition, from the packaged encoder. This one goes on from
an exported reader, twice with other chances: with three times the questions that people
made impossible, with questions as people type them, and with statements and questions of
yes or no. What is shipped is the mean of both (Wortsman et al. 2022).

FOLDER is laid out as training/README.md says. What is finished in --work is not done
again: a run that was interrupted goes on where it was. The float32 model is left there
to compare with.
"""

import argparse
import copy
import random
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import torch
from export_encoder import packaged_weights

from index.encoding.onnx_encoder import OnnxEncoder
from reader.answering import vocabulary_of
from reader.batches import make_batch, open_tokenizer
from reader.contexts import DataSet, read_more_data
from reader.contrasts import read_edits
from reader.eight_bits import prepare_for_eight_bits
from reader.export import OUT, export
from reader.exported import load_exported
from reader.first import EXAMPLES, SEED, kept_lists
from reader.lists import QuestionList, make_lists
from reader.mining import mine_negatives
from reader.model import ReaderNetwork, mean_of
from reader.more_answering import make_more_answering_lists, with_noise
from reader.statements import make_yes_no_lists
from reader.train import Stage, train
from reader.variants import near_synonyms

STAGES = tuple(Stage(f"further-{number}", rate=1.2e-4, lists_per_step=48) for number in (1, 2))
RANKED = 700
"""Lists to rank in each stage, besides COVID-QA's."""
_RANKED_ALWAYS = "covidqa"


def prepare_ranking(data: DataSet) -> list[QuestionList]:
    """Mine negatives, and make ranked lists for all stages: each has every second one."""
    encoder = OnnxEncoder()
    chance = random.Random(SEED)
    learned = [q for q in data.questions if not q.held_out and q.answer is not None]
    always = [q for q in learned if data.pool_of(q) == _RANKED_ALWAYS]
    others = [q for q in learned if data.pool_of(q) != _RANKED_ALWAYS]
    chosen = DataSet(data.contexts, (*always, *chance.sample(others, RANKED * len(STAGES))))
    neighbours = near_synonyms([question.text for question in data.questions], encoder)
    mined = mine_negatives(chosen, encoder)
    places = range(len(chosen.questions))
    lists = make_lists(chosen, mined, neighbours, places, seed=SEED + 100, beyond_answer=0.0)
    again = make_lists(
        chosen, mined, neighbours, places[: len(always)], seed=SEED + 101, beyond_answer=0.0
    )
    return [*again, *lists]


def prepare_stage(
    number: int, folder: Path, data: DataSet, ranking: Sequence[QuestionList]
) -> list[QuestionList]:
    """Make all lists of the stage of this number, from 0."""
    seed = SEED + 1 + number
    chance = random.Random(seed)
    more = folder / "train2"
    learned = DataSet(data.contexts, tuple(q for q in data.questions if not q.held_out))
    return [
        *(with_noise(one, chance) for one in ranking[number :: len(STAGES)]),
        *make_yes_no_lists(more, seed=seed),
        *make_more_answering_lists(
            learned,
            vocabulary_of(learned, OnnxEncoder()),
            read_edits(more / "squad" / "one-word-edits.json"),
            seed=seed,
        ),
    ]


def main() -> None:
    """Prepare, train twice, average what that gives, and export."""
    parser = argparse.ArgumentParser(description="Trains the reader further.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, default=Path("build/reader"))
    parser.add_argument("--start", type=Path, default=OUT, help="folder of an exported reader")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--only", type=int, help="a stage, from 0, to train them side by side")
    parser.add_argument("--minutes", type=float, help="how long a stage takes at most")
    options = parser.parse_args()
    work: Path = options.work
    work.mkdir(parents=True, exist_ok=True)
    data = cache(lambda: read_more_data(options.data))
    ranking = kept_lists(work / "ranking.pickle", lambda: prepare_ranking(data()))
    source = packaged_weights()
    tokenizer = open_tokenizer(source)
    runs = []
    for number, stage in enumerate(STAGES):
        if options.only not in (None, number):
            continue

        def make(number: int = number) -> list[QuestionList]:
            return prepare_stage(number, options.data, data(), ranking)

        lists = kept_lists(work / f"{stage.name}.pickle", make)
        torch.manual_seed(SEED)
        network = ReaderNetwork(source)
        load_exported(network, options.start)
        timed = replace(stage, minutes=options.minutes)
        train(network, tokenizer, lists, timed, work, seed=SEED + 1 + number)
        runs.append(copy.deepcopy(network.state_dict()))
    if options.only is not None:
        return
    network.load_state_dict(mean_of(runs))
    export(network, source / "tokenizer.json", work / "float32", eight_bits=False)
    examples = make_batch(random.Random(SEED).sample(ranking, EXAMPLES), tokenizer)
    prepared = prepare_for_eight_bits(network, list(examples.rows_alone()))
    print(export(prepared, source / "tokenizer.json", options.out))


if __name__ == "__main__":
    main()
