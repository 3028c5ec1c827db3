"""People: each has conversations and feedback of their own."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.conversation_samples import ABSTAINED, ANSWERED
from tests.toy_site import served_library
from tests.web_attack import Attacker, events_of
from tests.web_chat import served_chat
from ui.accounts.users_file import add_user, remove_user
from ui.conversations.store import Conversations
from ui.feedback import Feedback
from ui.web.guards.owners import OwnerGuard, owner_of
from ui.web.guards.proxies import PROXIED

SECRET = "correct horse"  # noqa: S105 - of nobody
QUESTIONS = (ANSWERED.question, ABSTAINED.question)


def signed_in(address: str, name: str, password: str = SECRET) -> Attacker:
    """Return a browser of somebody who has signed in."""
    browser = Attacker(address).visit()
    assert browser.log_in(name, password).status == 200
    return browser


def seen_by(browser: Attacker) -> list[str]:
    """Return which of the questions asked stand in the list of conversations."""
    event = next(one for one in events_of(browser.config()) if one.name == "find")
    text = json.dumps(browser.run(event.number, ["", None]).json, ensure_ascii=False)
    return [question for question in QUESTIONS if question in text]


@pytest.fixture
def people(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Serve Ada and Bob, who have a conversation each; give the address and the home."""
    home = tmp_path / "home"
    for name in ("ada", "bob"):
        add_user(home / "users", name, SECRET)
    for name, turn in (("ada", ANSWERED), ("bob", ABSTAINED)):
        Conversations(home / "conversations.sqlite", user=name).keep(name, [turn])
    users = ("--users", str(home / "users"))
    with served_chat(home, *users, program="tests.toy_footnote") as (address, _):
        yield address, home


def test_each_user_sees_their_own_conversations_on_any_browser(people: tuple[str, Path]) -> None:
    """And nobody else's; who is removed is out at once, and a wrong name is not in the log."""
    address, home = people
    ada, bob = signed_in(address, "ada"), signed_in(address, "bob")
    assert seen_by(ada) == seen_by(signed_in(address, "ada")) == [ANSWERED.question]
    assert seen_by(bob) == [ABSTAINED.question]
    stranger = Attacker(address).visit()
    assert stranger.log_in("my own secret", "ada").status == 400
    assert stranger.log_in("ada", "wrong").status == 400
    assert stranger.send("GET", "/config").status == 401
    log = (home / "log").read_text()
    assert "my own secret" not in log
    assert "A wrong password for 'ada' came from" in log
    remove_user(home / "users", "bob")
    assert bob.send("GET", "/config").status == 401
    assert ada.send("GET", "/config").status == 200


def test_who_share_a_password_share_no_conversations(tmp_path: Path) -> None:
    """Each browser has its own, today and tomorrow; what was kept under the name is nobody's."""
    home = tmp_path / "home"
    Conversations(home / "conversations.sqlite", user="group").keep("old", [ANSWERED])
    with served_library(home, "group", SECRET) as address:
        first, second = signed_in(address, "group"), signed_in(address, "group")
        page = Attacker(address).send("GET", "/")
        assert any("Max-Age=34560000" in cookie for cookie in page.all("set-cookie"))
        assert seen_by(first) == seen_by(second) == []
        keep_as(home, first.cookies["footnote-visitor"])
        assert seen_by(first) == [ABSTAINED.question]
        assert seen_by(second) == []
        later = Attacker(address)
        later.cookies["footnote-visitor"] = first.cookies["footnote-visitor"]
        assert later.log_in("group", SECRET).status == 200
        assert seen_by(later) == [ABSTAINED.question]


def keep_as(home: Path, token: str) -> None:
    """Keep a conversation for the browser with this cookie."""
    accounts = SimpleNamespace(shared=True)
    whose = owner(accounts, cookie=token, user="group")
    assert whose is not None
    assert token not in whose
    Conversations(home / "conversations.sqlite", user=whose).keep("new", [ABSTAINED])


def owner(
    accounts: Any = None,  # noqa: ANN401
    *,
    client: str = "127.0.0.1",
    host: str = "127.0.0.1:7860",
    proxied: bool = False,
    cookie: str = "",
    user: str | None = None,
) -> str | None:
    """Return whose things a request is about, as the application inside the guard is told."""
    from starlette.requests import Request

    told: list[str | None] = []

    async def app(scope: Any, *_: Any) -> None:  # noqa: ANN401
        told.append(owner_of(Request(scope)))

    async def nothing(*_: Any) -> Any:  # noqa: ANN401
        return {}

    headers = [(b"host", host.encode()), (b"cookie", f"footnote-visitor={cookie}".encode())]
    scope = {"type": "http", "client": (client, 9), "headers": headers, PROXIED: proxied}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ui.web.guards.owners.user_of", lambda _: user)
        asyncio.run(OwnerGuard(app, accounts=accounts)(scope, nothing, nothing))
    return told[0]


def test_without_a_sign_in_things_are_those_of_this_machines_user() -> None:
    """Straight from this machine, under a name of it; of all others nothing is kept."""
    for client in ("127.0.0.1", "127.0.0.9", "::1", "::ffff:127.0.0.1"):
        for host in ("127.0.0.1:7860", "localhost:7860", "localhost", "[::1]:9000"):
            assert owner(client=client, host=host) == ""
    for told in (
        {"client": "10.0.0.7"},
        {"client": ""},
        {"host": "papers.example.org"},
        {"host": "192.168.1.5"},
        {"proxied": True},
    ):
        assert owner(**told) is None


def test_people_are_told_apart_by_their_names_or_their_browsers() -> None:
    """By the name alone where it is one person's; by the browser too where it is a group's."""
    own, shared = SimpleNamespace(shared=False), SimpleNamespace(shared=True)
    a, b = "a" * 43, "b" * 43
    assert owner(own, user="ada", cookie=a) == owner(own, user="ada", client="10.0.0.7") == "ada"
    assert owner(own) is None
    first = owner(shared, user="group", cookie=a)
    assert first is not None
    assert a not in first
    assert first == owner(shared, user="group", cookie=a, client="10.0.0.7")
    assert first != owner(shared, user="group", cookie=b)
    assert first != owner(shared, user="other", cookie=a)
    assert owner(shared, user="group", cookie="short") is None


def test_each_person_has_a_verdict_of_their_own(tmp_path: Path) -> None:
    """The later one of the same person counts; whose it is stays in the file."""
    feedback = Feedback(tmp_path / "feedback.jsonl")
    feedback.keep([ANSWERED], helpful=True, person="ada")
    feedback.keep([ANSWERED], helpful=False, comment="No.", person="bob")
    feedback.keep([ANSWERED], helpful=False, comment="After all.", person="ada")
    assert [row["comment"] for row in feedback.questions()] == ["After all.", "No."]
    assert "ada" not in json.dumps(feedback.questions())
    assert feedback.path.read_text().count('"person": "ada"') == 2
