"""Trains the reader: lists are ranked, answers marked, and passages judged to answer or not."""

import json
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from reader.batches import Batch, make_batch
from reader.lists import QuestionList, Verdict
from reader.model import VERDICTS, ReaderNetwork, Reading, parameter_groups

WARM_UP = 0.06
WEIGHTS = {"list": 1.0, "judge": 0.7, "span": 0.5, "contrast": 0.3, "verdict": 1.5}
"""How much each loss counts."""
_PLAINLY_NEITHER = 0.05
"""The weight in the verdict of questions that ask for words."""
_ANSWERING_WEIGHT = 2.0
_KEEP_EVERY = 50


@dataclass(frozen=True, slots=True)
class Stage:
    """One pass over some lists: `rate` is the highest learning rate, reached after the warm-up.

    With `minutes`, what is left of the lists by then is left out, and the rate falls accordingly.
    """

    name: str
    rate: float
    lists_per_step: int
    minutes: float | None = None


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
    """Return the losses.

    `list`: softmax over the pairs of a question, the answering one first (ListNet's
    top-one form, Cao et al. 2007). `judge`: whether a pair answers, by cross-entropy.
    `span`: first and last token, token 0 where there is no answer. `contrast`: that of two
    pairs which differ in a word, the one that answers is judged likelier to. `verdict`:
    yes, no or neither; those that ask for words are neither.
    """
    rank = reading.judged[:, 0]
    weight = torch.where(batch.answers > 0, _ANSWERING_WEIGHT, 1.0)
    asks_for_words = batch.verdicts < 0
    masked = reading.words.masked_fill(~batch.markable[:, :, None], -1e4)
    span = functional.cross_entropy(masked, batch.targets, reduction="none").mean(dim=1)
    verdict = functional.cross_entropy(
        reading.judged[:, VERDICTS],
        batch.verdicts.masked_fill(asks_for_words, int(Verdict.NEITHER)),
        reduction="none",
    )
    return {
        "list": _first_of(rank, batch.lists),
        "judge": functional.binary_cross_entropy_with_logits(
            reading.judged[:, 1], batch.answers, weight=weight
        ),
        "span": (span * weight * asks_for_words).mean(),
        "contrast": _first_of(reading.judged[:, 1], batch.contrasts),
        "verdict": torch.where(asks_for_words, _PLAINLY_NEITHER, 1.0).mul(verdict).mean(),
    }


def _first_of(logits: Tensor, lists: Sequence[Sequence[int]]) -> Tensor:
    """Return how unlikely the first row of each list is, by softmax over its rows."""
    if not lists:
        return logits.sum() * 0.0
    first = [functional.log_softmax(logits[list(rows)], dim=0)[0] for rows in lists]
    return -torch.stack(first).mean()


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
    state = _State(network, optimiser, folder / f"{stage.name}.pt")
    first, spent_before = state.resume()
    network.train()
    began, pairs, share = time.monotonic(), 0, 0.0
    for step in range(first, steps):
        spent = spent_before + time.monotonic() - began
        share = max(step / steps, spent / (60 * stage.minutes) if stage.minutes else 0.0)
        if share >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = group["highest"] * rate_at(share)
        torch.manual_seed(seed * 1_000_003 + step)
        chosen = order[step * stage.lists_per_step : (step + 1) * stage.lists_per_step]
        batch = make_batch([lists[place] for place in chosen], tokenizer)
        parts = losses(batch, read_batch(network, batch))
        total = torch.stack([WEIGHTS[name] * part for name, part in parts.items()]).sum()
        optimiser.zero_grad()
        total.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        pairs += len(batch.targets)
        done = step + 1
        if done % 10 == 0:
            line: dict[str, float | str] = {"stage": stage.name, "step": done, "of": steps}
            line |= {name: round(part.item(), 4) for name, part in parts.items()}
            line["pairs_per_second"] = round(pairs / (time.monotonic() - began), 1)
            line["share"] = round(share, 3)
            _log(folder, line)
        if done % _KEEP_EVERY == 0 or done == steps:
            state.keep(done, spent_before + time.monotonic() - began)
    if share >= 1:
        state.keep(steps, spent_before + time.monotonic() - began)


def rate_at(share: float) -> float:
    """Return the share of the highest rate that is taken when this share of a stage is done."""
    return share / WARM_UP if share < WARM_UP else max(0.0, (1 - share) / (1 - WARM_UP))


def _log(folder: Path, line: Mapping[str, float | str]) -> None:
    with (folder / "log.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(line) + "\n")
    print(line, flush=True)


@dataclass(frozen=True, slots=True)
class _State:
    """What a run needs to go on where it was, and the file that keeps it."""

    network: ReaderNetwork
    optimiser: torch.optim.Optimizer
    path: Path

    def keep(self, step: int, seconds: float) -> None:
        """Write everything after `step` steps, which took that long."""
        content = {
            "step": step,
            "seconds": seconds,
            "network": self.network.state_dict(),
            "optimiser": self.optimiser.state_dict(),
        }
        part = self.path.with_suffix(".part")
        torch.save(content, part)
        part.replace(self.path)

    def resume(self) -> tuple[int, float]:
        """Read what was kept; return the steps done and their seconds, 0 where there is nothing."""
        if not self.path.exists():
            return 0, 0.0
        content = torch.load(self.path, weights_only=True)
        self.network.load_state_dict(content["network"])
        self.optimiser.load_state_dict(content["optimiser"])
        return int(content["step"]), float(content["seconds"])
