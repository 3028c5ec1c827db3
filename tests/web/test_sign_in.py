"""The password: asked for before anything else, and hard to guess."""

import time
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from tests.raw_requests import JSON, send, waits_of_another
from tests.web_chat import served_chat
from ui.web.guards.guesses import Guesses
from ui.web.guards.networks import network_of
from ui.web.page.limits import (
    FIRST_DELAY_SECONDS,
    FORGOTTEN_SECONDS,
    LONGEST_DELAY_SECONDS,
    MOST_REMEMBERED,
    TRIES_OF_A_NEWCOMER,
)

NAME, SECRET = "adå", "correct: hörse"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TOOLS = "/gradio_api/mcp/"
MEGABYTES_OF_JSON = b"[" + b"[]," * 10 * 2**20

Served = tuple[str, Path]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the chat behind a password; with its messages."""
    home = tmp_path_factory.mktemp("home")
    with served_chat(home, "--auth", f"{NAME}:{SECRET}", program="tests.toy_footnote") as chat:
        yield chat[0], home / "log"


def sign_in(address: str, name: str, password: str, *, source: str) -> int:
    """Send the form; give the status."""
    body = urlencode({"username": name, "password": password}, errors="surrogatepass").encode()
    return send(address, "/login", body, headers=FORM, source=source)[0]


def call_tools(address: str, credentials: bytes, *, source: str) -> int:
    """Send a call of a tool that is none; give the status, which is 401 without the password."""
    token = b64encode(credentials).decode()
    headers = {**JSON, "Accept": "application/json, text/event-stream"}
    headers |= {"Authorization": f"Basic {token}"}
    return send(address, TOOLS, b"{}", headers=headers, source=source)[0]


@pytest.mark.parametrize(
    "route",
    [
        "/gradio_api/queue/join",
        "/gradio_api/upload",
        "/gradio_api/reset",
        "/gradio_api/cancel",
        "/gradio_api/stream/x",
        "/gradio_api/vibe-edit/",
        "/login/x",
        "/",
        "//login",
        TOOLS,
        "/gradio_api/mcp",
        "/gradio_api/mcp/messages/",
        "/pages",
    ],
)
def test_nothing_of_a_body_is_taken_in_before_the_sign_in(served: Served, route: str) -> None:
    """Thirty megabytes are refused for the missing password, in moments, whoever else comes."""
    address, _ = served
    with waits_of_another(address) as waits:
        assert send(address, route, MEGABYTES_OF_JSON)[0] == 401
        assert send(address, route, (b"[]," * 2**16 for _ in range(50)))[0] == 401
        assert send(address, route, b"")[0] == 401
    assert max(waits) < 5


def test_without_the_password_only_the_page_that_asks_for_it_is_there(served: Served) -> None:
    """And what it is made of; whatever else there is, or is not, is refused alike."""
    address, _ = served
    for public in ("/", "/theme.css", "/favicon.ico"):
        assert send(address, public, method="GET", headers={})[0] == 200
    assert '"auth_required":true' in send(address, "/", method="GET", headers={})[1]
    for private in (
        "/config",
        "/gradio_api/info",
        "/gradio_api/heartbeat/x",
        "/gradio_api/queue/data?session_hash=x",
        "/gradio_api/file=/etc/hostname",
        "/gradio_api/mcp/schema",
        "/monitoring/x",
        "/pages?paper=x",
        "/nowhere",
        "/static",
    ):
        assert send(address, private, method="GET", headers={})[0] == 401, private


def test_the_form_is_small_and_well_made(served: Served) -> None:
    """Else nothing is looked at, and nothing counts as a guess."""
    address, log = served
    before = log.read_text()
    for body, status in (
        (b"username=a&password=" + b"b" * 16_400, 413),
        (MEGABYTES_OF_JSON, 413),
        (b"username=a", 422),
        (b"password=b", 422),
        (b"", 422),
        (b"a=b&" * 1000, 400),
    ):
        assert send(address, "/login", body, headers=FORM, source="127.0.1.1")[0] == status
    multipart = {"Content-Type": "multipart/form-data; boundary=e"}
    file = b"--e\r\nContent-Disposition: form-data; name=username; filename=a\r\n\r\nb\r\n--e--\r\n"
    for body in (file, b"--e\r\n", b"\xff" * 100):
        assert send(address, "/login", body, headers=multipart, source="127.0.1.1")[0] in {400, 422}
    assert log.read_text() == before


def test_who_guesses_is_slowed_and_logged_and_nobody_else(served: Served) -> None:
    """On the form and for the tools together; the right password works all the while."""
    address, log = served
    start = time.monotonic()
    for number in range(3):
        assert sign_in(address, NAME, f"{SECRET}{number}", source="127.0.2.1") == 400
    assert call_tools(address, f"{NAME}:wrong".encode(), source="127.0.2.1") == 401
    slowed = time.monotonic() - start
    assert slowed > FIRST_DELAY_SECONDS * (1 + 2 + 4)
    start = time.monotonic()
    assert sign_in(address, NAME, SECRET, source="127.0.2.2") == 200
    assert call_tools(address, f"{NAME}:{SECRET}".encode(), source="127.0.2.3") == 400
    assert time.monotonic() - start < slowed
    assert log.read_text().count(f"A wrong password for '{NAME}' came from 127.0.2.1.") == 4
    assert SECRET not in log.read_text()


def test_many_guesses_at_once_gain_nothing(served: Served) -> None:
    """They wait for each other, and those that would wait for long are refused unheard."""
    address, log = served
    guesses = [f"guess {number}" for number in range(30)]

    def guess(password: str) -> int:
        return sign_in(address, NAME, password, source="127.0.3.1")

    with ThreadPoolExecutor(len(guesses)) as guessers:
        statuses = list(guessers.map(guess, guesses))
    assert set(statuses) == {400, 429}
    heard = statuses.count(400)
    assert heard <= 8
    assert log.read_text().count("came from 127.0.3.1.") == heard


ODD = (NAME + "\x00", "ада\u202e", "💥" * 1000, "\udc80", "a\nb", SECRET, "x" * 5000)


def test_odd_names_and_passwords_are_wrong_ones(served: Served) -> None:
    """Whatever characters or bytes they have; a password in the wrong box is not logged."""
    address, log = served
    for number, odd in enumerate(ODD):
        assert sign_in(address, odd, SECRET, source=f"127.0.4.{number + 1}") == 400
        assert sign_in(address, NAME, odd + "!", source=f"127.0.5.{number + 1}") == 400
    for number, bad in enumerate((b"\xff:\xfe", b"", b":", b"ad\xc3:\x00", b"no colon")):
        assert call_tools(address, bad, source=f"127.0.6.{number + 1}") == 401
    text = log.read_text()
    assert SECRET not in text
    assert "A wrong password for another name came from" in text
    assert max(map(len, text.splitlines())) < 500


def test_headers_that_say_two_things_are_refused(served: Served) -> None:
    """One reader takes the first, another the last; nothing counts as a guess."""
    address, log = served
    before = log.read_text()
    right = b64encode(f"{NAME}:{SECRET}".encode()).decode()
    wrong = b64encode(f"{NAME}:wrong".encode()).decode()
    for name, values in (
        ("Authorization", (f"Basic {right}", f"Basic {wrong}")),
        ("Authorization", (f"Basic {wrong}", f"Basic {right}")),
        ("Content-Type", ("application/json", "text/plain")),
        ("Content-Length", ("0", "5")),
        ("Host", ("elsewhere.example", "127.0.0.1")),
    ):
        connection = HTTPConnection(urlsplit(address).netloc, timeout=60)
        connection.putrequest("POST", TOOLS, skip_host=name == "Host")
        for value in values:
            connection.putheader(name, value)
        connection.endheaders()
        assert connection.getresponse().status == 400, name
        connection.close()
    assert log.read_text() == before


class _Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_delays_double_up_to_a_bound() -> None:
    """For tries that come one after the other, each as soon as the one before was heard."""
    clock = _Clock()
    guesses = Guesses(now=clock)
    waits = []
    for _ in range(12):
        wait = guesses.take_turn("a", "ada")
        assert wait is not None
        waits.append(wait)
        clock.now += wait
    doubled = [FIRST_DELAY_SECONDS * 2**place for place in range(11)]
    assert waits == [0.0, *(min(one, LONGEST_DELAY_SECONDS) for one in doubled)]
    clock.now += LONGEST_DELAY_SECONDS + FORGOTTEN_SECONDS + 1
    assert guesses.take_turn("a", "ada") == 0


def test_a_name_that_many_guess_is_slow_for_them_and_open_to_its_owner() -> None:
    """A newcomer is heard at once; whoever was wrong a few times waits, but never for ever."""
    clock = _Clock()
    guesses = Guesses(now=clock)
    for place in range(1000):
        assert guesses.take_turn(f"bot {place}", "ada") == 0
    assert guesses.take_turn("home", "ada") == 0
    guesses.forgive("home", "ada")
    clock.now += 1
    waits = []
    for _ in range(TRIES_OF_A_NEWCOMER):
        waits.append(guesses.take_turn("bot 1", "ada") or 0)
        clock.now += waits[-1]
    # Its own delays are short yet; the last wait is for the others.
    assert waits[-2] < 2 < LONGEST_DELAY_SECONDS / 2 < waits[-1] <= LONGEST_DELAY_SECONDS
    assert guesses.take_turn("home", "ada") == 0


def test_who_knew_it_after_all_begins_anew() -> None:
    """The tries of others with the same name stay counted."""
    clock = _Clock()
    guesses = Guesses(now=clock)
    for _ in range(3):
        clock.now += guesses.take_turn("a", "ada") or 0
    guesses.forgive("a", "ada")
    assert [guesses.take_turn("a", "ada"), guesses.take_turn("a", "ada")] == [
        0,
        FIRST_DELAY_SECONDS,
    ]


def test_what_is_remembered_is_bounded() -> None:
    """Of addresses and of names, the latest."""
    guesses = Guesses(now=_Clock())
    for place in range(MOST_REMEMBERED + 1):
        guesses.take_turn(f"bot {place}", f"name {place}")
    assert guesses.take_turn("bot 0", "name 0") == 0
    assert guesses.take_turn(f"bot {MOST_REMEMBERED}", "x") == FIRST_DELAY_SECONDS


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::ffff:1", "2001:db8::/64"),
        ("2001:db8:0:1::1", "2001:db8:0:1::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("testclient", "testclient"),
    ],
)
def test_visitors_are_told_apart_by_network(address: str, network: str) -> None:
    """An address of IPv4, and the half of one of IPv6 that its holder did not choose."""
    assert network_of(address) == network
