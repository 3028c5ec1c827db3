"""A model that comes with Footnote: ONNX with 8-bit weights, its tokenizer, and their hashes."""

import json
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from corpus.errors import ModelError
from index.encoding.environment import InferenceSession, import_onnxruntime
from index.storage.disk import sha256_of

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


class ShippedModel:
    """The files of one folder, checked and opened when they are first needed.

    Of a text, or a pair of texts, `longest` tokens are kept; of a pair it is the second
    that is cut. `error` is what is raised if the files are not those that were shipped.
    Several threads may share a model.
    """

    def __init__(
        self, folder: Path, *, longest: int, pairs: bool = False, error: type[ModelError]
    ) -> None:
        self._folder = folder
        self._longest = longest
        self._cut = "only_second" if pairs else "longest_first"
        self._error = error
        self._lock = Lock()
        self._sessions: dict[int, InferenceSession] = {}

    @cached_property
    def fingerprint(self) -> str:
        """The SHA-256 of the model. Raises the model's error if any file is another."""
        try:
            known = json.loads((self._folder / "sha256.json").read_text("utf-8"))
            for name, expected in known.items():
                if sha256_of(self._folder / name) != expected:
                    raise self._not_as_shipped(self._folder / name, "not the one that was shipped")
        except OSError as error:
            raise self._not_as_shipped(self._folder, f"incomplete ({error.strerror})") from error
        return str(known["model.onnx"])

    def open(self, *, threads: int = 1) -> "tuple[InferenceSession, Tokenizer]":
        """Return the session whose runs take `threads` threads each, and the tokenizer."""
        with self._lock:
            if threads not in self._sessions:
                self._sessions[threads] = self._session(threads)
            return self._sessions[threads], self._tokenizer

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(self._longest, strategy=self._cut)
        return tokenizer

    def _session(self, threads: int) -> InferenceSession:
        onnxruntime = import_onnxruntime()
        self.fingerprint  # noqa: B018 - checks the files before they are opened
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        # Threads that look for work after a run hold up whatever runs next.
        options.add_session_config_entry("session.force_spinning_stop", "1")
        model = str(self._folder / "model.onnx")
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def _not_as_shipped(self, path: Path, problem: str) -> ModelError:
        return self._error(f"The model {path} is {problem}. Install footnote-qa again.")


def run_each(
    run: Callable[[_Item], _Result],
    items: Sequence[_Item],
    *,
    on_progress: Callable[[int], None] | None = None,
) -> list[_Result]:
    """Run a model on each item by itself, in order, on as many threads as processors.

    In a batch, 8-bit activations would make what an item gives depend on its neighbours.
    """
    if len(items) == 1:
        return [run(items[0])]
    results = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for result in pool.map(run, items):
            results.append(result)
            if on_progress is not None:
                on_progress(1)
    return results
