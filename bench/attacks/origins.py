"""Other pages in a visitor's browser, and other names of the server."""

from collections.abc import Callable, Mapping
from functools import partial

from bench.attacks.attack import Attack, Outcome, refused
from bench.attacks.target import JSON, UPLOAD, Target

_ROUTES = (
    ("GET", "/config", None),
    ("POST", "/gradio_api/call/papers", b'{"data": []}'),
    ("POST", "/gradio_api/queue/join", b'{"data": [], "fn_index": 0, "session_hash": "a"}'),
    ("POST", "/gradio_api/mcp/", b"{}"),
    ("POST", UPLOAD, b""),
)
_SHARING = "access-control-allow-origin"


def _ask_as(headers: Callable[[Target], Mapping[str, str]], target: Target) -> Outcome:
    sent = {**JSON, **headers(target)}
    replies = [target.send(method, path, body, headers=sent) for method, path, body in _ROUTES]
    outcome = refused([reply.status for reply in replies])
    shared = sum(bool(reply.header(_SHARING)) for reply in replies)
    return Outcome(outcome.held and not shared, f"{outcome.seen}; {shared} shared")


def _host(name: str) -> Callable[[Target], Mapping[str, str]]:
    return lambda target: {"Host": name.format(port=target.port)}


def _origin(origin: str) -> Callable[[Target], Mapping[str, str]]:
    return lambda target: {"Origin": origin.format(port=target.port, other=target.port - 1)}


def _preflight(target: Target) -> Outcome:
    shared = 0
    for origin in ("http://evil.example", "null", f"http://localhost:{target.port - 1}"):
        asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        for _, path, _ in _ROUTES:
            shared += bool(target.send("OPTIONS", path, headers=asked).header(_SHARING))
    return Outcome(not shared, f"{shared} shared")


def _cookies(target: Target) -> Outcome:
    reply = target.sign_in(target.password, source="127.0.0.9")
    given = [cookie.lower() for cookie in reply.header("set-cookie")]
    strict = sum("samesite=strict" in cookie and "httponly" in cookie for cookie in given)
    return Outcome(bool(given) and strict == len(given), f"{strict} of {len(given)} cookies strict")


ATTACKS = (
    *(
        Attack("origins", name, partial(_ask_as, headers))
        for name, headers in (
            ("a foreign host", _host("evil.example")),
            ("a host that begins like ours", _host("127.0.0.1.evil.example:{port}")),
            ("a page of another site", _origin("http://evil.example")),
            ("a page of another port", _origin("http://127.0.0.1:{other}")),
            ("a page of another port of localhost", _origin("http://localhost:{other}")),
            ("a page without an origin", _origin("null")),
        )
    ),
    Attack("origins", "a question whether other pages may", _preflight),
    Attack("origins", "cookies that go with other pages' requests", _cookies),
)
