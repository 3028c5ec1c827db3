"""The protocol of language models."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

Message: TypeAlias = Mapping[str, str]
"""What somebody says: ``role`` is ``system`` or ``user``, ``content`` the words."""

ASSUMED_CONTEXT = 4_096
"""Tokens that a model is taken to read where nobody says how many it does."""


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """What is known of a model: its name, its context in tokens, whether it takes a grammar."""

    name: str
    context: int = ASSUMED_CONTEXT
    takes_grammar: bool = False


@dataclass(frozen=True, slots=True)
class ReplyForm:
    """How a reply has to look: as a JSON schema, or as a grammar in GBNF, the llama.cpp format.

    The two need not describe the same form; whoever reads the reply takes both.
    """

    schema: Mapping[str, Any]
    grammar: str


class LLM(Protocol):
    """A language model that follows instructions."""

    def facts(self) -> ModelFacts:
        """Ask the model about itself, once. Raises `LLMError` if it cannot be reached."""
        ...

    def write(
        self, messages: Sequence[Message], *, most_tokens: int, form: ReplyForm | None = None
    ) -> Generator[str]:
        """Return the reply piece by piece, of at most `most_tokens`, always the likeliest words.

        `form` is kept to if the model can be held to it. Raises `LLMError` when the model cannot
        be reached, takes too long, or breaks off; closing the iterator ends the writing.
        """
        ...
