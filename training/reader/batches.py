"""Turns lists of pairs into tensors."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Encoding, Tokenizer
from torch import Tensor

from reader.lists import Pair, QuestionList
from reader.model import LONGEST, Arguments

_TOKENS_AT_ONCE = 2048


@dataclass(frozen=True, slots=True)
class Batch:
    """Pairs of some lists, as the network takes them.

    `targets` has shape (pairs, 2): the first and last token of the answer, 0 for none.
    `answers` and `verdicts`, shape (pairs,), are those of the pairs, the latter -1 where
    words are asked for. `markable` has shape (pairs, tokens): the tokens of the passage, and
    token 0. `lists` holds the rows of each ranked list, the answering one first; `contrasts`
    those of pairs that differ in a word, the answering one first.
    """

    input_ids: Tensor
    attention_mask: Tensor
    token_type_ids: Tensor
    markable: Tensor
    targets: Tensor
    answers: Tensor
    verdicts: Tensor
    lists: tuple[tuple[int, ...], ...]
    contrasts: tuple[tuple[int, ...], ...]

    def chunks(self) -> Iterator[tuple[Tensor, int]]:
        """Return rows of like length, and a length that holds them, some thousand tokens at a time.

        Lengths are multiples of 32, and row counts of 8, the first rows coming once more to
        make them so: the kernels for a shape are compiled when it is first met.
        """
        lengths = self.attention_mask.sum(dim=1)
        order = torch.argsort(lengths, descending=True)
        first = 0
        while first < len(order):
            longest = -(-int(lengths[order[first]]) // 32) * 32
            count = max(8, _TOKENS_AT_ONCE // longest // 8 * 8)
            rows = order[first : first + count]
            spare = -len(rows) % 8
            yield torch.cat([rows, rows[:1].repeat(spare)]), longest
            first += count

    def rows_alone(self) -> Iterator[Arguments]:
        """Return the network's arguments for each row by itself, as the product reads pairs."""
        for row, length in enumerate(self.attention_mask.sum(dim=1).tolist()):
            alone = slice(row, row + 1), slice(length)
            yield self.input_ids[alone], self.attention_mask[alone], self.token_type_ids[alone]


def open_tokenizer(folder: Path) -> Tokenizer:
    """Open the packaged tokenizer, cutting passages that are too long."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(LONGEST, strategy="only_second")
    tokenizer.no_padding()
    return tokenizer


def make_batch(lists: Sequence[QuestionList], tokenizer: Tokenizer) -> Batch:
    """Encode the pairs of lists."""
    pairs = [pair for one in lists for pair in one.pairs]
    encodings = tokenizer.encode_batch(
        [(pair.question[:300], pair.heading + pair.text) for pair in pairs]
    )
    width = -(-max(len(encoding.ids) for encoding in encodings) // 32) * 32
    shape = (len(pairs), width)
    ids, mask, types = (torch.zeros(shape, dtype=torch.long) for _ in range(3))
    markable = torch.zeros(shape, dtype=torch.bool)
    targets = torch.zeros((len(pairs), 2), dtype=torch.long)
    for row, (pair, encoding) in enumerate(zip(pairs, encodings, strict=True)):
        size = len(encoding.ids)
        ids[row, :size] = torch.tensor(encoding.ids)
        mask[row, :size] = 1
        types[row, :size] = torch.tensor(encoding.type_ids)
        tokens = _passage_tokens(pair, encoding)
        markable[row, [0, *tokens]] = True
        targets[row] = torch.tensor(_target(pair, encoding, tokens))
    answers = torch.tensor([float(pair.answers) for pair in pairs])
    verdicts = torch.tensor([-1 if pair.verdict is None else int(pair.verdict) for pair in pairs])
    rows = list(_rows(lists))
    ranked = tuple(own for one, own in zip(lists, rows, strict=True) if one.ranked)
    contrasts = tuple(
        tuple(sorted(own, key=lambda row: not pairs[row].answers))
        for one, own in zip(lists, rows, strict=True)
        if one.contrasted
    )
    return Batch(ids, mask, types, markable, targets, answers, verdicts, ranked, contrasts)


def _passage_tokens(pair: Pair, encoding: Encoding) -> list[int]:
    """Return the tokens of the text, those of the heading left out."""
    return [
        place
        for place, (sequence, (start, _)) in enumerate(
            zip(encoding.sequence_ids, encoding.offsets, strict=True)
        )
        if sequence == 1 and start >= len(pair.heading)
    ]


def _target(pair: Pair, encoding: Encoding, tokens: Sequence[int]) -> tuple[int, int]:
    if pair.answer is None:
        return 0, 0
    start, end = (len(pair.heading) + offset for offset in (pair.answer.start, pair.answer.end))
    inside = [
        place
        for place in tokens
        if encoding.offsets[place][0] < end and encoding.offsets[place][1] > start
    ]
    return (inside[0], inside[-1]) if inside else (0, 0)


def _rows(lists: Sequence[QuestionList]) -> Iterator[tuple[int, ...]]:
    first = 0
    for one in lists:
        yield tuple(range(first, first + len(one.pairs)))
        first += len(one.pairs)
