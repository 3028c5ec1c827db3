"""How the web chat is served: the address it takes, the way it ends, what it lets in."""

import gzip
import os
import re
import signal
import socket
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from corpus.errors import ServerError
from tests.serving import PROJECT, address_of
from ui.web.address import allowed_hosts, listening, web_address
from ui.web.serving.server import serve

# The page is drawn without asking the workspace for anything.
PROGRAM = """
import sys
from types import SimpleNamespace
from qa.answer import Mode
from ui.accounts.accounts import SharedPassword
from ui.web.serving.server import serve
accounts = SharedPassword(*sys.argv[1:]) if sys.argv[1:] else None
serve(SimpleNamespace(modes=tuple(Mode)), port=0, accounts=accounts)
"""


@contextmanager
def served(*auth: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Serve the page from a process of its own; give the process and the page's address."""
    command = [sys.executable, "-c", PROGRAM, *auth]
    with subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.PIPE, text=True) as process:
        ready = address_of(process)
        try:
            yield process, ready
        finally:
            process.kill()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Return the address of a page that is served for the whole module."""
    with served() as (_, address):
        yield address


def test_a_port_in_use_is_named_before_anything_is_loaded() -> None:
    """The message names the port and the option to choose another; nothing is opened first."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        def open_nothing() -> None:
            pytest.fail("the workspace was opened although the port was in use")

        with pytest.raises(
            ServerError, match=rf"Port {port} .* already in use.*`--port {port + 1}`"
        ):
            serve(open_nothing, port=port)  # type: ignore[arg-type]


def test_an_address_that_does_not_exist_is_explained() -> None:
    """A wrong port and an unknown host each get a message with a way out."""
    with pytest.raises(ServerError, match="Port 70000 does not exist"), listening("", 70000):
        pass
    unknown = listening("no such host", 7860)
    with pytest.raises(ServerError, match=r"'no such host' cannot be found.*127\.0\.0\.1"), unknown:
        pass


def test_the_address_to_open_is_one_that_a_browser_takes() -> None:
    """IPv6 addresses stand in brackets; "every network" is no address to open."""
    assert web_address("127.0.0.1", 7860) == "http://127.0.0.1:7860"
    assert web_address("::1", 80) == "http://[::1]:80"
    assert web_address("0.0.0.0", 7860) == "http://localhost:7860"  # noqa: S104


def test_only_a_server_for_this_machine_insists_on_its_own_names() -> None:
    """On a network, the name that visitors use is not known."""
    assert "localhost" in allowed_hosts("127.0.0.1")
    assert allowed_hosts("0.0.0.0") == ()  # noqa: S104


def test_importing_the_server_loads_no_gradio() -> None:
    """The command line imports it on the way to `--help`."""
    program = "import sys, ui.web.app, ui.web.serving.site; print('gradio' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"


@pytest.mark.skipif(os.name != "posix", reason="signals like these are POSIX's")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_server_without_a_word(ending: signal.Signals) -> None:
    """Exit status 0, and no traceback."""
    with served() as (process, _):
        process.send_signal(ending)
        _, errors = process.communicate(timeout=20)
        assert process.returncode == 0
        assert errors == ""


def test_a_page_may_load_and_run_only_what_the_server_sends(address: str) -> None:
    """Inline scripts are allowed by their hashes alone, and nothing from elsewhere at all."""
    request = Request(address, headers={"Accept": "text/html", "Accept-Encoding": "br"})  # noqa: S310
    with urlopen(request) as response:  # noqa: S310
        policy = response.headers["Content-Security-Policy"]
        page = response.read().decode()
    scripts = policy.split("script-src ")[1].split(";")[0]
    assert policy.startswith("default-src 'self';")
    assert "sha256-" in scripts
    assert "unsafe-inline" not in scripts
    assert "frame-ancestors 'none'" in policy
    assert "githubusercontent" not in page


@pytest.mark.parametrize("place", ["", "/c/one"])
def test_a_page_is_sent_compressed_to_who_takes_it_so(address: str, place: str) -> None:
    """It is the same page, with the scripts that its policy names."""
    plain, packed = (
        urlopen(Request(address + place, headers={"Accept": "text/html", **more}))  # noqa: S310
        for more in ({}, {"Accept-Encoding": "gzip, deflate, br"})
    )
    with plain, packed:
        assert packed.headers["Content-Encoding"] == "gzip"
        assert packed.headers["Vary"] == "Accept-Encoding"
        sent, page = packed.read(), plain.read()
        policy = packed.headers["Content-Security-Policy"]
    assert len(sent) < len(page) / 4
    unpacked = gzip.decompress(sent)
    assert (b'<base href="../" />' in unpacked) == bool(place)
    for script in re.findall(rb"<script(?: type=\"module\")?>(.*?)</script>", unpacked, re.DOTALL):
        assert b64encode(sha256(script).digest()).decode() in policy


def test_a_request_under_a_foreign_name_is_refused(address: str) -> None:
    """A page elsewhere that names this machine its own cannot read what is served."""
    request = Request(address, headers={"Host": "evil.example"})  # noqa: S310
    with pytest.raises(HTTPError, match="400"):
        urlopen(request)  # noqa: S310


def test_a_file_of_the_machine_is_not_served(address: str) -> None:
    """Gradio's route for files gives out neither system files nor the program's own."""
    for path in ("/etc/hostname", str(Path(__file__)), "../../etc/hostname"):
        with pytest.raises(HTTPError, match=r"403|404"):
            urlopen(f"{address}/gradio_api/file={path}")  # noqa: S310


def test_a_password_is_asked_for() -> None:
    """Without it the page has no content, and no call gets through."""
    with served("ada", "lovelace") as (_, address):
        with urlopen(address) as response:  # noqa: S310
            page = response.read().decode()
        assert '"auth_required":true' in page
        assert "Ask the paper" not in page
        with pytest.raises(HTTPError, match="401"):
            urlopen(f"{address}/config")  # noqa: S310
