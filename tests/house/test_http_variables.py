"""Variables that HTTP clients read: of concern only to who asks an endpoint, and named to them."""

import json
import os
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from ssl import PROTOCOL_TLS_CLIENT, SSLContext

import httpx
import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import LLMError
from index.encoding.http_variables import (
    is_this_machine,
    unusable_http_variables,
    without_http_variables,
)
from qa.llm.endpoint import Endpoint
from tests.conftest import Footnote
from tests.llm_servers import said, scripted_server
from tests.serving import PROJECT, address_of, environment_of, free_port

QUESTION = "Which amendment led the US to withhold F-16 jets from Pakistan?"
NOBODY = "http://127.0.0.1:9/v1"
MISSING = "/nonexistent.pem"
# What a variable says, and what is told of it where an endpoint cannot be reached.
ODD = [
    ("SSL_CERT_FILE", MISSING, f"SSL_CERT_FILE names {MISSING}"),
    ("SSL_CERT_FILE", "/dev/null", "SSL_CERT_FILE names /dev/null"),
    ("SSL_CERT_FILE", "/", "SSL_CERT_FILE names /, which cannot be used"),
    ("SSL_CERT_DIR", "/nonexistent", "SSL_CERT_DIR names /nonexistent"),
    ("ALL_PROXY", "socks5://127.0.0.1:9", "ALL_PROXY names a socks5 proxy"),
    ("all_proxy", "socks5h://127.0.0.1:9", "all_proxy names a socks5h proxy"),
    ("ALL_PROXY", "socks4://ada:secret@127.0.0.1:9", "ALL_PROXY names no proxy that can be used"),
    ("HTTP_PROXY", ":::", "HTTP_PROXY names no proxy that can be used"),
    ("https_proxy", "ftp://a", "https_proxy names no proxy that can be used"),
    ("NO_PROXY", "[::1", ""),
    ("NO_PROXY", "[::1]", ""),
    ("no_proxy", "::1,a b,http://x:y", ""),
    ("NO_PROXY", "*", ""),
    ("SSLKEYLOGFILE", "/nonexistent/keys", ""),
    ("REQUESTS_CA_BUNDLE", MISSING, ""),
]
ALL_ODD = {name: value for name, value, _ in ODD}


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what the machine itself has of these variables."""
    for name in tuple(os.environ):
        if name.lower().endswith("_proxy") or name.startswith("SSL") or name in ALL_ODD:
            monkeypatch.delenv(name)


@pytest.mark.parametrize(("name", "value", "told"), ODD)
def test_an_endpoint_out_of_reach_is_told_with_what_is_wrong(
    name: str, value: str, told: str, real_footnote: Footnote, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer is the extractive one, as where any endpoint fails."""
    monkeypatch.setenv(name, value)
    asked = ("ask", QUESTION, "--llm", NOBODY, "--llm-model", "x", "--json")
    answer = json.loads(real_footnote(*asked).output)
    assert (answer["mode"], answer["abstained"]) == ("extractive", False)
    assert told in answer["notice"]
    assert "the connection to it failed" in answer["notice"]
    assert "secret" not in answer["notice"]


def test_a_question_that_asks_no_endpoint_is_answered_as_ever(
    real_footnote: Footnote, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is said of any of them."""
    expected = real_footnote("ask", QUESTION)
    for name, value in ALL_ODD.items():
        monkeypatch.setenv(name, value)
    assert real_footnote("ask", QUESTION) == expected
    assert (expected.status, expected.errors) == (0, "")


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, value, _ in ODD])
def test_a_model_on_this_machine_is_asked_whatever_they_say(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It needs neither certificates nor a proxy."""
    monkeypatch.setenv(name, value)
    with scripted_server(said("Yes [1].")) as server:
        assert Endpoint(server.url, model="some").facts().name == "some"
        message = [{"role": "user", "content": "Why?"}]
        assert "".join(Endpoint(server.url, model="some").write(message, most_tokens=9)) == (
            "Yes [1]."
        )


def test_a_failure_without_words_of_the_system_is_told_in_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An error that has no number has no text of the system's either."""

    def fail(*_: object, **__: object) -> None:
        raise OSError("the store is closed")

    monkeypatch.setattr(SSLContext, "load_verify_locations", fail)
    monkeypatch.setenv("SSL_CERT_FILE", "/some.pem")
    assert unusable_http_variables() == (
        "SSL_CERT_FILE names /some.pem, which cannot be used: the store is closed"
    )


@pytest.mark.parametrize("name", ["HTTP_PROXY", "ALL_PROXY", "http_proxy"])
def test_text_for_this_machine_does_not_take_the_way_of_a_proxy(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That proxy might be any machine."""
    with scripted_server(said("No.")) as proxy, scripted_server(said("Yes [1].")) as server:
        monkeypatch.setenv(name, proxy.url.removesuffix("/v1"))
        message = [{"role": "user", "content": "Why?"}]
        list(Endpoint(server.url, model="some").write(message, most_tokens=9))
        assert (len(proxy.asked), len(server.asked)) == (0, 1)
        # An endpoint elsewhere is asked through it, as whoever set it wants.
        list(Endpoint("http://llm.invalid/v1", model="some").write(message, most_tokens=9))
        assert (len(proxy.asked), len(server.asked)) == (1, 1)


@pytest.mark.parametrize(
    ("name", "value", "told"), [odd for odd in ODD if odd[2] and odd[0] != "SSL_CERT_DIR"]
)
def test_an_endpoint_elsewhere_names_what_keeps_it_from_being_asked(
    name: str, value: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over TLS all of them count."""
    monkeypatch.setenv(name, value)
    with pytest.raises(LLMError, match=re.escape(told)) as error:
        Endpoint("https://llm.invalid/v1", model="some", timeout=5.0).facts()
    assert "secret" not in str(error.value)


def test_a_proxy_that_is_down_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its address, which may hold a password."""
    monkeypatch.setenv("HTTP_PROXY", f"http://ada:secret@127.0.0.1:{free_port()}")
    with pytest.raises(LLMError, match=r"failed \(HTTP_PROXY names a proxy\)") as error:
        Endpoint("http://llm.invalid/v1", model="some").facts()
    assert "secret" not in str(error.value)


def test_a_model_on_the_hub_that_cannot_be_asked_for_names_what_is_wrong(
    home: Path,
) -> None:
    """In place of an error without a file's name."""
    environment = {**environment_of(home), "SSL_CERT_FILE": MISSING, "HF_HUB_OFFLINE": "0"}
    command = [sys.executable, "-m", "ui.cli", "search", "lakes", "--model", "no-such/model"]
    done = subprocess.run(
        command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert f"SSL_CERT_FILE names {MISSING}, which cannot be used" in done.stderr


@pytest.mark.parametrize(
    "changes",
    [
        {"SSL_CERT_FILE": MISSING},
        {"ALL_PROXY": "socks5://127.0.0.1:9"},
        {"NO_PROXY": "[::1]"},
        ALL_ODD,
    ],
    ids=["certificates", "proxy", "exception", "all"],
)
def test_the_page_is_served_whatever_they_say(changes: dict[str, str], home: Path) -> None:
    """It speaks to nobody but who opens it."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.toy_footnote", "chat", "--quiet", "--port", free_port()],
        cwd=PROJECT,
        env={**environment_of(home), **changes},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            address = address_of(process)
            with httpx.Client(trust_env=False) as visitor:
                assert "Footnote" in visitor.get(address).text
        finally:
            process.terminate()
            _, errors = process.communicate()
    assert errors == ""


def test_a_library_does_not_see_them_and_they_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the library fails."""
    for name, value in ALL_ODD.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("MY_PROXY", "odd")
    before = dict(os.environ)

    with suppress(RuntimeError), without_http_variables():
        unseen = {name for name in before if name not in os.environ}
        raise RuntimeError
    assert unseen == {*ALL_ODD, "MY_PROXY"} - {"REQUESTS_CA_BUNDLE"}
    assert dict(os.environ) == before


@given(
    st.sampled_from(["HTTP_PROXY", "https_proxy", "ALL_PROXY"]),
    st.sampled_from(["", "http://", "socks5://", "socks4://", "://"]),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20),
)
def test_the_variables_that_are_named_are_those_a_client_fails_on(
    name: str, kind: str, rest: str
) -> None:
    """And they are named whatever they hold."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(name, f"{kind}{rest}")
        try:
            httpx2.Client(verify=SSLContext(PROTOCOL_TLS_CLIENT)).close()
        except Exception:  # noqa: BLE001  # whatever it raises: that it fails is what counts
            assert unusable_http_variables().startswith(f"{name} names ")
        else:
            assert unusable_http_variables() == ""


def test_which_hosts_are_this_machine() -> None:
    """By number or by the one name that is always so."""
    assert all(map(is_this_machine, ["127.0.0.1", "127.8.9.1", "::1", "localhost"]))
    assert not any(map(is_this_machine, ["10.0.0.1", "localhost.example.org", ""]))
