"""Any OpenAI-compatible endpoint, by the official client."""

import json
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from ssl import PROTOCOL_TLS_CLIENT, SSLContext
from threading import Lock
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from corpus.errors import LLMError
from corpus.installing import extra_command
from index.encoding.http_variables import is_this_machine, proxies_for, unusable_http_variables
from index.encoding.models import first_line
from qa.llm.model import ASSUMED_CONTEXT, Message, ModelFacts, ReplyForm

if TYPE_CHECKING:
    from openai import OpenAI

_PAUSES = (0.25, 1.0)
"""Seconds before a request is repeated, each time, that failed in a way that may pass."""
_CONNECTING = 5.0
_ASKING = 10.0
"""Seconds to wait for a connection, and for what the endpoint says of its models."""
_MOST_CHARACTERS_OF_TOKEN = 40
_CONTEXT_NAMES = ("n_ctx", "max_model_len", "context_length", "context_window")
"""How llama.cpp, vLLM and others call the number of tokens that a model reads."""


class Endpoint:
    """A model behind a URL. Nothing is sent before it is asked; several threads may share it.

    `key` goes into the header of each request and nowhere else. An endpoint that refuses the
    form of the reply, or a parameter, is asked without, then and later.
    """

    def __init__(
        self,
        url: str,
        *,
        model: str | None = None,
        key: str | None = None,
        timeout: float = 60.0,
        context: int | None = None,
    ) -> None:
        self._url, self._model, self._key = url, model, key
        self._timeout, self._context = timeout, context
        self._lock = Lock()
        self._opened: OpenAI | None = None
        self._facts: ModelFacts | None = None
        self._refused = 0

    def facts(self) -> ModelFacts:
        """Return name, context and abilities; see `LLM.facts`."""
        with self._lock:
            if self._facts is None:
                self._facts = self._ask_facts()
            return self._facts

    def write(
        self, messages: Sequence[Message], *, most_tokens: int, form: ReplyForm | None = None
    ) -> Generator[str]:
        """Stream the reply; see `LLM.write`."""
        facts = self.facts()
        deadline = monotonic() + self._timeout
        size, finished = 0, False
        ways = _ways_to_ask(facts, most_tokens, form)
        with self._translating(), self._stream(facts, messages, ways, deadline) as stream:
            for chunk in stream:
                if monotonic() > deadline:
                    raise self._error(self._too_slow())
                for choice in chunk.choices[:1]:
                    finished = finished or choice.finish_reason is not None
                    if isinstance(piece := choice.delta.content, str):
                        size += len(piece)
                        yield piece
                if size > most_tokens * _MOST_CHARACTERS_OF_TOKEN:
                    raise self._error("it does not stop writing")
        if not finished:
            raise self._error("its reply broke off, or was none")

    def _stream(
        self,
        facts: ModelFacts,
        messages: Sequence[Message],
        ways: Sequence[Mapping[str, Any]],
        deadline: float,
    ) -> Any:  # noqa: ANN401  # openai.Stream, whose chunks are not checked by the client
        """Ask in the first of the `ways` that is not refused."""
        from openai import BadRequestError, UnprocessableEntityError

        while True:
            request = {"model": facts.name, "messages": list(messages), **ways[self._refused]}
            try:
                return self._request(request, deadline)
            except (BadRequestError, UnprocessableEntityError):
                if self._refused == len(ways) - 1:
                    raise
                self._refused += 1

    def _request(self, request: Mapping[str, Any], deadline: float) -> Any:  # noqa: ANN401  # as above
        from openai import APIConnectionError, APITimeoutError, InternalServerError, RateLimitError

        for pause in (*_PAUSES, None):
            try:
                return self._client().chat.completions.create(**request, stream=True)
            except APITimeoutError:
                raise
            except (APIConnectionError, InternalServerError, RateLimitError):
                if pause is None or monotonic() + pause > deadline:
                    raise
            sleep(pause)
        raise AssertionError("The last request is answered or raises.")

    def _ask_facts(self) -> ModelFacts:
        client = self._client()
        from openai import APIStatusError, AuthenticationError, PermissionDeniedError

        with self._translating():
            try:
                waiting = min(_ASKING, self._timeout)
                listed = client.get("/models", cast_to=object, options={"timeout": waiting})
            except (AuthenticationError, PermissionDeniedError):
                raise
            except (APIStatusError, ValueError):  # not every endpoint lists its models
                listed = None
        models = _models(listed)
        if self._model is None and len(models) != 1:
            names = ", ".join(sorted(models)[:8]) or "none"
            raise self._error(f"--llm-model must name one of its models ({names})")
        name = self._model or next(iter(models))
        told = models.get(name, {})
        return ModelFacts(
            name,
            context=self._context or _context_of(told) or ASSUMED_CONTEXT,
            takes_grammar=told.get("owned_by") == "llamacpp",
        )

    def _client(self) -> "OpenAI":
        if self._opened is None:
            try:
                from openai import DefaultHttpxClient, OpenAI, Timeout
            except ImportError as error:
                raise LLMError(
                    f"Language models need the package openai. Run `{extra_command('llm')}`, or "
                    "drop --llm."
                ) from error
            timeout = Timeout(self._timeout, connect=min(_CONNECTING, self._timeout))
            try:
                self._opened = OpenAI(
                    base_url=self._url,
                    api_key=self._key or "none",
                    max_retries=0,  # it would repeat what took too long as well
                    timeout=timeout,
                    http_client=DefaultHttpxClient(timeout=timeout, **_ways_to_connect(self._url)),
                )
            except Exception as error:  # whatever becomes of what the environment says
                fact = unusable_http_variables() or first_line(error)
                raise self._error(f"it cannot be asked ({fact})") from error
        return self._opened

    @contextmanager
    def _translating(self) -> Iterator[None]:
        """Make an `LLMError` of whatever the client raises over what an endpoint sends."""
        import openai

        try:
            yield
        except openai.APITimeoutError as error:
            raise self._error(self._too_slow()) from error
        except openai.APIConnectionError as error:
            raise self._error(f"the connection to it failed{self._hindrance()}") from error
        except openai.APIStatusError as error:
            raise self._error(_reason(error.status_code)) from error
        except (openai.OpenAIError, ValueError, TypeError, AttributeError) as error:
            raise self._error("what it sends is no reply of this kind") from error

    def _hindrance(self) -> str:
        """Return what in the environment may have kept a connection from being made."""
        fact = unusable_http_variables()
        if not fact and _ways_to_connect(self._url)["trust_env"]:
            names = (name for name, _ in proxies_for(urlsplit(self._url).scheme))
            fact = ", ".join(f"{name} names a proxy" for name in names)
        return f" ({fact})" if fact else ""

    def _too_slow(self) -> str:
        return f"it took longer than {self._timeout:g} seconds (--llm-timeout)"

    def _error(self, fact: str) -> LLMError:
        return LLMError(f"The language model at {self._url} did not answer: {fact}.")


def _ways_to_connect(url: str) -> dict[str, Any]:
    """Return what an HTTP client needs to know for this address, and takes of the environment."""
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    return {
        # A redirection could lead the papers' text to another machine; so could a proxy.
        "follow_redirects": False,
        "trust_env": secure or not is_this_machine(parts.hostname or ""),
        # Without TLS no certificates need to be there, and none would be believed.
        "verify": True if secure else SSLContext(PROTOCOL_TLS_CLIENT),
    }


def _ways_to_ask(
    facts: ModelFacts, most_tokens: int, form: ReplyForm | None
) -> list[dict[str, Any]]:
    """Return the parameters to ask with, from the strictest to what every endpoint takes."""
    plain = {"max_tokens": most_tokens, "temperature": 0.0}
    bare = {"max_completion_tokens": most_tokens}
    if form is None:
        return [plain, plain, bare]
    if facts.takes_grammar:
        return [{**plain, "extra_body": {"grammar": form.grammar}}, plain, bare]
    schema = {"name": "answer", "strict": True, "schema": dict(form.schema)}
    return [
        {**plain, "response_format": {"type": "json_schema", "json_schema": schema}},
        plain,
        bare,
    ]


def _models(listed: object) -> dict[str, Mapping[str, Any]]:
    """Return what an endpoint says of each model, by its name."""
    if isinstance(listed, str):
        try:
            listed = json.loads(listed)
        except ValueError:
            return {}
    found = listed.get("data") if isinstance(listed, dict) else None
    return {
        model["id"]: model
        for model in (found if isinstance(found, list) else [])
        if isinstance(model, dict) and isinstance(model.get("id"), str)
    }


def _context_of(told: Mapping[str, Any]) -> int | None:
    meta = told.get("meta")
    places = [told, meta if isinstance(meta, dict) else {}]
    found = (place.get(name) for place in places for name in _CONTEXT_NAMES)
    return next((value for value in found if isinstance(value, int) and value > 0), None)


def _reason(status: int) -> str:
    """Say what a status means. What the endpoint wrote may hold a part of the key."""
    reasons = {
        400: "it refuses the request (status 400); perhaps --llm-context is too large",
        401: "it refuses the key (status 401); set FOOTNOTE_LLM_KEY",
        403: "it refuses the key (status 403); set FOOTNOTE_LLM_KEY",
        404: "it knows no such model or path (status 404); see --llm-model",
        429: "it had too many requests (status 429)",
    }
    return reasons.get(status, f"it failed with status {status}")
