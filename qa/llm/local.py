"""A model in this process: llama.cpp serves a GGUF file on the loopback interface."""

import atexit
import os
import secrets
import weakref
from collections.abc import Generator, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

from corpus.errors import LLMError
from corpus.installing import extra_command
from qa.llm.endpoint import Endpoint
from qa.llm.model import Message, ModelFacts, ReplyForm

CONTEXT = 2_048
"""Tokens, unless others are asked for: a processor takes seconds for a thousand."""
_SILENT = -1


class LocalModel:
    """A GGUF file, loaded with the first question; several threads may share it.

    It is reached as an endpoint is, at a port that only this process has the key to.
    """

    def __init__(self, file: Path, *, timeout: float = 60.0, context: int | None = None) -> None:
        self._file = file
        self._timeout = timeout
        self._context = context or CONTEXT
        self._lock = Lock()
        self._served: tuple[Any, Endpoint] | None = None
        # A server that lives until the interpreter is taken down waits for its threads for ever.
        atexit.register(_close, weakref.ref(self))

    def facts(self) -> ModelFacts:
        """Return name and context; see `LLM.facts`."""
        return self._endpoint().facts()

    def write(
        self, messages: Sequence[Message], *, most_tokens: int, form: ReplyForm | None = None
    ) -> Generator[str]:
        """Stream the reply; see `LLM.write`."""
        return self._endpoint().write(messages, most_tokens=most_tokens, form=form)

    def close(self) -> None:
        """Stop serving; the next question begins again."""
        with self._lock:
            self._served = None

    def _endpoint(self) -> Endpoint:
        with self._lock:
            if self._served is None:
                key = secrets.token_urlsafe()
                server = start_server(self._file, context=self._context, key=key)
                url = f"{server.listening_address}/v1"
                self._served = server, Endpoint(url, key=key, timeout=self._timeout)
            return self._served[1]


def _close(model: "weakref.ref[LocalModel]") -> None:
    if (there := model()) is not None:
        there.close()


def start_server(file: Path, *, context: int, key: str) -> Any:  # noqa: ANN401  # it has no types
    """Load a model and serve it at ``listening_address`` as long as the server is held.

    Raises `LLMError` if the package is not there or the file cannot be loaded.
    """
    try:
        from xllamacpp import CommonParams, Server
    except ImportError as error:
        raise LLMError(
            f"Models in this process need the package xllamacpp. Run `{extra_command('local')}`, "
            "or give the address of an endpoint with --llm."
        ) from error
    parameters = CommonParams()
    parameters.model.path = str(file)
    parameters.n_ctx, parameters.n_parallel = context, 1
    parameters.api_keys = [key]
    parameters.verbosity = _SILENT
    for threads in (parameters.cpuparams, parameters.cpuparams_batch):
        # Threads that wait by spinning come to a halt beside anything else that computes.
        threads.n_threads, threads.poll = max(1, (os.cpu_count() or 1) - 1), 0
    try:
        return Server(parameters)
    except (RuntimeError, ValueError) as error:
        raise LLMError(f"The model {file} cannot be loaded: {error}. Give another file.") from error
