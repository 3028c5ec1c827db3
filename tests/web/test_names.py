"""What a request may call the server, and what a page that sends one may be called."""

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Footnote
from ui.web.guards.names import Authority, public_name, read_authority, read_origin, served_names

HERE = ("127.0.0.1", 7860)
LAN = ("192.168.1.5", 7860)


def is_named(host: str, text: str, *public: str, at: tuple[str, int] = HERE) -> bool:
    """Whether a server on `host` goes by the name in a header."""
    asked = read_authority(text)
    return asked is not None and served_names(host, public=public).include(asked, at=at)


@pytest.mark.parametrize(
    "name", ["127.0.0.1:7860", "localhost:7860", "LOCALHOST:7860", "[::1]:7860"]
)
def test_a_server_for_this_machine_goes_by_its_loopback_names(name: str) -> None:
    """With the port that it listens on."""
    assert is_named("127.0.0.1", name)


@pytest.mark.parametrize(
    "name",
    [
        "localhost",
        "localhost:7861",
        "localhost:80",
        "127.0.0.2:7860",
        "localhost.:7860",
        "localhost.evil.example:7860",
        "evil.example:7860",
        "evil.example",
        "127.0.0.1.evil.example:7860",
        "127.0.0.1:7860.evil.example",
        "user@localhost:7860",
        "localhost:7860@evil.example",
        "localhost:7860/",
        "localhost:",
        "localhost:99999",
        "localhost:7860:7860",
        "localhost :7860",
        "http://localhost:7860",
        "2130706433:7860",
        "192.168.1.5:7860",
        "[::1]:7861",
        "[::1",
        "::1:7860",
        "",
        "*",
        "null",
        "lócalhost:7860",
        "localhost\0:7860",
    ],
)
def test_it_goes_by_no_other_name(name: str) -> None:
    """Nor by a name that only begins or ends like one, nor with another port."""
    assert not is_named("127.0.0.1", name)


def test_a_server_on_a_network_goes_by_the_address_that_was_reached() -> None:
    """And by the name of the machine, but by no name that somebody else could give it."""
    machine = socket.gethostname()
    for host in ("0.0.0.0", "::", "192.168.1.5"):  # noqa: S104
        for name in ("192.168.1.5:7860", f"{machine}:7860", "localhost:7860"):
            assert is_named(host, name, at=LAN)
        for name in ("192.168.1.6:7860", "evil.example:7860", "192.168.1.5:7861", "192.168.1.5"):
            assert not is_named(host, name, at=LAN)
    assert is_named("::", "192.168.1.5:7860", at=("::ffff:192.168.1.5", 7860))
    assert is_named("::", "[fe80::1]:7860", at=("fe80::1%eth0", 7860))
    assert is_named("::", "[FE80:0::1]:7860", at=("fe80::1", 7860))
    assert is_named("papers.lan", "papers.lan:7860", at=LAN)
    assert is_named("0.0.0.0", "192.168.1.5", at=("192.168.1.5", 80))  # noqa: S104


def test_a_public_name_is_good_with_its_port_or_those_of_the_web() -> None:
    """As a proxy or a tunnel has it."""
    for name in ("papers.example.org", "Papers.example.org:443", "papers.example.org:7860"):
        assert is_named("127.0.0.1", name, "papers.example.org")
    assert not is_named("127.0.0.1", "papers.example.org:8080", "papers.example.org")
    assert is_named("127.0.0.1", "localhost:9000", "localhost:9000")
    assert not is_named("127.0.0.1", "localhost:9001", "localhost:9000")
    assert is_named("127.0.0.1", "papers.example.org", "papers.example.org:443")
    assert is_named("127.0.0.1", "xn--bcher-kva.example", "bücher.example")
    assert is_named("127.0.0.1", "[2001:db8::1]:80", "[2001:DB8:0::1]")


def test_an_origin_is_a_scheme_a_host_and_a_port() -> None:
    """The port of the scheme where none is said; `null` and other schemes have none of it."""
    assert read_origin("https://papers.example.org") == Authority("papers.example.org", 443)
    assert read_origin("http://localhost:7860") == Authority("localhost", 7860)
    for text in ("null", "", "file://", "chrome-extension://abc", "http://", "//localhost:7860"):
        assert read_origin(text) is None


@given(st.text())
def test_no_text_breaks_what_reads_names(text: str) -> None:
    """It is a name that is written out again as it was read, or it is none."""
    for authority in (read_authority(text), read_origin(f"http://{text}")):
        assert authority is None or authority.name
    read_origin(text)


@pytest.mark.parametrize("text", ["", "https://a.example", "a b", "a.example:99999", "a/b", "é\0"])
def test_a_public_name_that_is_none_is_refused(footnote: Footnote, text: str) -> None:
    """Before anything is started, with what it must be."""
    with pytest.raises(ValueError, match="NAME or NAME:PORT"):
        public_name(text)
    outcome = footnote("chat", "--public-host", text)
    assert outcome.status == 2
    assert "NAME:PORT" in outcome.errors
