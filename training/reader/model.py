"""The reader's network: the packaged MiniLM with a head for passages and one for words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from token_vectors import TokenVectors
from torch import Tensor, nn
from transformers import AutoModel

LONGEST = 224
"""Tokens of a question, its passage and the marks between them."""

JUDGED = ("relevance", "answers", "yes", "no", "neither")
"""What is said of a pair as a whole."""
VERDICTS = slice(2, 5)

Arguments = tuple[Tensor, Tensor, Tensor]
"""What the network takes: ids, mask and types of tokens, shape (pairs, tokens) each."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network says of pairs.

    `judged` has shape (pairs, `JUDGED`): logits for rank, for answering, and for the three
    verdicts on a question of yes or no, or on a statement. `words` has
    shape (pairs, tokens, 2): the logits for the first and the last token of an answer;
    those of token 0 say that there is none.
    """

    judged: Tensor
    words: Tensor


class ReaderNetwork(nn.Module):
    """A cross-encoder (Nogueira and Cho 2019) that marks spans as well (Devlin et al. 2019)."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        # One pass over the data leaves little to forget, and random masks cost a third of the time.
        self.encoder = AutoModel.from_pretrained(
            folder,
            attn_implementation="eager",
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        size = self.encoder.config.hidden_size
        self.judge = nn.Linear(size, len(JUDGED))
        self.mark = nn.Linear(size, 2)
        for head in (self.judge, self.mark):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)
        # With so few questions, word vectors that move lose the words that are not among them.
        self.encoder.embeddings.word_embeddings.requires_grad_(requires_grad=False)

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return `Reading.judged` and `Reading.words`."""
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        return self.judge(hidden[:, 0]), self.mark(hidden)


class PairReader(nn.Module):
    """What the network says of one pair without padding, as the product reads pairs."""

    def __init__(self, network: ReaderNetwork) -> None:
        super().__init__()
        self.vectors = TokenVectors(network.encoder)
        self.judge = network.judge
        self.mark = network.mark

    def forward(self, token_ids: Tensor, token_types: Tensor) -> tuple[Tensor, Tensor]:
        """Return the row of `Reading.judged` and `Reading.words`; ids and types have one axis."""
        vectors = self.vectors(token_ids, token_types)
        return self.judge(vectors[0]), self.mark(vectors)


def mean_of(runs: Sequence[Mapping[str, Tensor]]) -> dict[str, Tensor]:
    """Return the mean of the weights of several runs."""
    return {name: sum(run[name] for run in runs) / len(runs) for name in runs[0]}


def parameter_groups(network: ReaderNetwork, rate: float) -> list[dict[str, object]]:
    """Return the parameters, each group with its highest rate: new heads learn faster."""
    heads = [*network.judge.parameters(), *network.mark.parameters()]
    body = [p for p in network.encoder.parameters() if p.requires_grad]
    return [
        {"params": body, "highest": rate, "weight_decay": 0.01},
        {"params": heads, "highest": 5 * rate, "weight_decay": 0.0},
    ]
