"""Endpoints, and what they do wrong: down, slow, lying, broken off."""

import socket
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from subprocess import run

import pytest

from corpus.errors import LLMError
from corpus.installing import extra_command
from qa.llm.endpoint import Endpoint
from qa.llm.local import start_server
from qa.llm.opening import open_llm
from qa.llm.prompt import answer_form
from qa.llm.settings import LLMSettings
from tests.llm_servers import Reply, ScriptedServer, event, said, scripted_server

MESSAGES = [{"role": "user", "content": "Why?"}]
LLAMA_CPP = {"data": [{"id": "small", "owned_by": "llamacpp", "meta": {"n_ctx": 512}}]}
SECRET = "sk-do-not-tell"  # noqa: S105  # nobody's


def written(server: ScriptedServer, *, timeout: float = 5.0, model: str | None = "some") -> str:
    """Return the whole reply of a server."""
    endpoint = Endpoint(server.url, model=model, key=SECRET, timeout=timeout)
    return "".join(endpoint.write(MESSAGES, most_tokens=50, form=answer_form(2, limit=1)))


def test_a_reply_comes_piece_by_piece() -> None:
    """As the server sends it; the request is for the likeliest words, and has a form."""
    with scripted_server(said("It was cold [1].", size=4)) as server:
        pieces = list(Endpoint(server.url, model="some").write(MESSAGES, most_tokens=50))
        assert pieces == ["It w", "as c", "old ", "[1]."]
        assert written(server) == "It was cold [1]."
    first, second = server.asked
    assert first["model"] == "some"
    assert first["temperature"] == 0.0
    assert first["max_tokens"] == 50
    assert first["stream"] is True
    assert not {"tools", "functions", "tool_choice"} & set(first)
    assert second["response_format"]["json_schema"]["schema"]["required"] == ["sentences"]


def test_what_an_endpoint_says_of_its_only_model_is_used() -> None:
    """Its name, its context, and that llama.cpp takes a grammar."""
    with scripted_server(said("Yes [1]."), models=LLAMA_CPP) as server:
        facts = Endpoint(server.url).facts()
        assert (facts.name, facts.context, facts.takes_grammar) == ("small", 512, True)
        assert Endpoint(server.url, context=300).facts().context == 300
        assert written(server, model=None) == "Yes [1]."
    assert server.asked[0]["model"] == "small"
    assert server.asked[0]["grammar"].startswith("root ::=")


def test_of_several_models_one_must_be_named() -> None:
    """The message lists them."""
    with (
        scripted_server(said(""), models={"data": [{"id": "big"}, {"id": "small"}]}) as server,
        pytest.raises(LLMError, match=r"--llm-model must name one of its models \(big, small\)"),
    ):
        Endpoint(server.url).facts()


def test_an_endpoint_that_refuses_a_parameter_is_asked_without() -> None:
    """First without the form, then without what newer models do not take; and so from then on."""
    refusal = Reply([b'{"error": "unknown parameter"}'], 400, "application/json")
    with scripted_server(refusal, refusal, said("Yes.")) as server:
        endpoint = Endpoint(server.url, model="some")
        for _ in range(2):
            written = endpoint.write(MESSAGES, most_tokens=50, form=answer_form(2, limit=1))
            assert "".join(written) == "Yes."
    assert ["response_format" in request for request in server.asked] == [True, False, False, False]
    assert ["max_completion_tokens" in request for request in server.asked[1:]] == [
        False,
        True,
        True,
    ]


def test_a_failure_that_passes_is_tried_again() -> None:
    """An overload and a fault of the server."""
    passing = [Reply([b"{}"], status, "application/json") for status in (429, 503)]
    with scripted_server(*passing, said("Yes.")) as server:
        assert written(server) == "Yes."
    assert len(server.asked) == 3


LIES: Sequence[tuple[str, Reply, str]] = (
    ("fault", Reply([b"{}"], 500, "application/json"), "it failed with status 500"),
    ("key", Reply([SECRET.encode()], 401, "text/plain"), "it refuses the key"),
    ("model", Reply([b"{}"], 404, "application/json"), "it knows no such model"),
    ("redirection", Reply([b""], 307), "it failed with status 307"),
    ("page", Reply([b"<html><body>Welcome!</body></html>"], 200, "text/html"), "broke off"),
    ("silence", Reply([]), "broke off"),
    ("no JSON", Reply([b"data: {oops\n\n"]), "no reply of this kind"),
    ("other JSON", Reply([b'data: {"choices": [{"text": 1}]}\n\n']), "no reply of this kind"),
    ("a list", Reply([b"data: [1, 2]\n\n"]), "no reply of this kind"),
    ("half a stream", Reply([event("It was c")]), "broke off"),
    (
        "half an event",
        Reply([event("It was c"), b"data: {"], breaks_off=True),
        "the connection to it failed",
    ),
    ("half a body", Reply([event("It was c")], breaks_off=True), "the connection to it failed"),
    ("no end", Reply([event("blah " * 100)] * 90 + [event("", "stop")]), "does not stop"),
)


@pytest.mark.parametrize(("reply", "fact"), [lie[1:] for lie in LIES], ids=[lie[0] for lie in LIES])
def test_what_is_no_reply_is_one_error(reply: Reply, fact: str) -> None:
    """It says what was wrong, and nothing of the key."""
    with scripted_server(reply) as server, pytest.raises(LLMError, match=fact) as raised:
        written(server)
    assert SECRET not in str(raised.value)
    assert len(server.asked) <= 3


def test_a_server_that_is_slow_to_begin_or_to_go_on_is_given_up() -> None:
    """The time is for the whole reply, however busily it trickles, and is not spent again."""
    for reply in (Reply([event("Yes.", "stop")], pause=1.0), said("a" * 400, size=1, pause=0.02)):
        with (
            scripted_server(reply) as server,
            pytest.raises(LLMError, match=r"longer than 0\.5 seconds"),
        ):
            written(server, timeout=0.5)
        assert len(server.asked) == 1


def test_a_server_that_is_not_there_is_told() -> None:
    """With its address."""
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        with pytest.raises(LLMError, match=f"{url} did not answer: the connection to it failed"):
            list(Endpoint(url, model="some").write(MESSAGES, most_tokens=5))


def test_the_package_that_is_missing_is_named_with_its_command(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Of an endpoint, and of a model in this process."""
    for missing in ("openai", "xllamacpp"):
        monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(LLMError) as endpoint:
        Endpoint("http://127.0.0.1:9/v1").facts()
    with pytest.raises(LLMError) as local:
        start_server(tmp_path / "any.gguf", context=300, key="any")
    assert f"the package openai. Run `{extra_command('llm')}`, or" in str(endpoint.value)
    assert f"the package xllamacpp. Run `{extra_command('local')}`, or" in str(local.value)


def test_keys_come_from_the_environment_and_go_where_they_belong(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """OpenAI’s key is not sent to anybody else."""
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    monkeypatch.delenv("FOOTNOTE_LLM_KEY", raising=False)
    with scripted_server(said("Yes.")) as server:
        for key in (None, "mine"):
            if key is not None:
                monkeypatch.setenv("FOOTNOTE_LLM_KEY", key)
            settings = LLMSettings(server.url, model="some")
            assert SECRET not in repr(settings)
            list(open_llm(settings).write(MESSAGES, most_tokens=5))
    assert server.keys == ["Bearer none", "Bearer mine"]


def test_the_clients_are_imported_for_those_who_name_a_model_only() -> None:
    """Asking without one does not wait for them."""
    program = (
        "import sys; from ui.cli import build_parser; import qa.workspace, qa.evaluation;"
        "build_parser().parse_args(['ask', 'Why?']);"
        "assert not {'openai', 'xllamacpp'} & set(sys.modules), sys.modules"
    )
    assert run([sys.executable, "-c", program], check=False).returncode == 0
