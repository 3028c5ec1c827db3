"""Trains the reader: lists are ranked, answers marked, and passages judged to answer or not."""

import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from reader.batches import Batch, make_batch
from reader.lists import QuestionList
from reader.model import ReaderNetwork, Reading, parameter_groups

WARM_UP = 0.06
_JUDGE_WEIGHT = 0.7
_SPAN_WEIGHT = 0.5
_ANSWERING_WEIGHT = 2.0
_KEEP_EVERY = 100


@dataclass(frozen=True, slots=True)
class Stage:
    """One pass over some lists: `rate` is the highest learning rate, reached after the warm-up."""

    name: str
    rate: float
    lists_per_step: int


def read_batch(network: ReaderNetwork, batch: Batch) -> Reading:
    """Run the network over a batch, rows of like length together, in bfloat16."""
    judged: list[Tensor] = []
    words: list[Tensor] = []
    rows: list[Tensor] = []
    width = batch.input_ids.shape[1]
    for chosen, length in batch.chunks():
        with torch.autocast("cpu", dtype=torch.bfloat16):
            of_pairs, of_words = network(
                batch.input_ids[chosen, :length],
                batch.attention_mask[chosen, :length],
                batch.token_type_ids[chosen, :length],
            )
        judged.append(of_pairs.float())
        words.append(functional.pad(of_words.float(), (0, 0, 0, width - length)))
        rows.append(chosen)
    # A row may have come more than once: it is taken where it came first.
    places = torch.cat(rows).tolist()
    back = [places.index(row) for row in range(len(batch.targets))]
    return Reading(torch.cat(judged)[back], torch.cat(words)[back])


def losses(batch: Batch, reading: Reading) -> dict[str, Tensor]:
    """Return the three losses.

    `list`: softmax over the pairs of a question, the answering one first (ListNet's
    top-one form, Cao et al. 2007). `judge`: whether a pair answers, by cross-entropy.
    `span`: first and last token, token 0 where there is no answer.
    """
    rank = reading.judged[:, 0]
    ranked = [functional.log_softmax(rank[list(rows)], dim=0)[0] for rows in batch.lists]
    answers = (batch.targets[:, 1] > 0).float()
    weight = torch.where(answers > 0, _ANSWERING_WEIGHT, 1.0)
    masked = reading.words.masked_fill(~batch.markable[:, :, None], -1e4)
    span = functional.cross_entropy(masked, batch.targets, reduction="none").mean(dim=1)
    return {
        "list": -torch.stack(ranked).mean() if ranked else rank.sum() * 0.0,
        "judge": functional.binary_cross_entropy_with_logits(
            reading.judged[:, 1], answers, weight=weight
        ),
        "span": (span * weight).mean(),
    }


def train(
    network: ReaderNetwork,
    tokenizer: Tokenizer,
    lists: Sequence[QuestionList],
    stage: Stage,
    folder: Path,
    *,
    seed: int,
) -> None:
    """Train for one pass over the lists; goes on from the stage's last kept step in `folder`."""
    order = list(range(len(lists)))
    random.Random(seed).shuffle(order)
    steps = len(order) // stage.lists_per_step
    optimiser = torch.optim.AdamW(parameter_groups(network, stage.rate))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step, steps))
    kept = folder / f"{stage.name}.pt"
    state = _State(network, optimiser, schedule)
    first = state.resume(kept)
    network.train()
    log = (folder / "log.jsonl").open("a", encoding="utf-8")
    began, pairs = time.monotonic(), 0
    for step in range(first, steps):
        torch.manual_seed(seed * 1_000_003 + step)
        chosen = order[step * stage.lists_per_step : (step + 1) * stage.lists_per_step]
        batch = make_batch([lists[place] for place in chosen], tokenizer)
        parts = losses(batch, read_batch(network, batch))
        total = parts["list"] + _JUDGE_WEIGHT * parts["judge"] + _SPAN_WEIGHT * parts["span"]
        optimiser.zero_grad()
        total.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        pairs += len(batch.targets)
        if (step + 1) % 10 == 0:
            line: dict[str, float | str] = {"stage": stage.name, "step": step + 1, "of": steps}
            line |= {name: round(part.item(), 4) for name, part in parts.items()}
            line["pairs_per_second"] = round(pairs / (time.monotonic() - began), 1)
            log.write(json.dumps(line) + "\n")
            log.flush()
            print(line, flush=True)
        if (step + 1) % _KEEP_EVERY == 0 or step + 1 == steps:
            state.keep(kept, step + 1)
    log.close()


def _rate(step: int, steps: int) -> float:
    warm = WARM_UP * steps
    return step / warm if step < warm else max(0.0, (steps - step) / (steps - warm))


@dataclass(frozen=True, slots=True)
class _State:
    """What a run needs to go on where it was."""

    network: ReaderNetwork
    optimiser: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LambdaLR

    def keep(self, path: Path, step: int) -> None:
        """Write everything after `step` steps."""
        content = {
            "step": step,
            "network": self.network.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(),
        }
        part = path.with_suffix(".part")
        torch.save(content, part)
        part.replace(path)

    def resume(self, path: Path) -> int:
        """Read what was kept, and give the steps done; 0 where there is nothing."""
        if not path.exists():
            return 0
        content = torch.load(path, weights_only=True)
        self.network.load_state_dict(content["network"])
        self.optimiser.load_state_dict(content["optimiser"])
        self.schedule.load_state_dict(content["schedule"])
        return int(content["step"])
