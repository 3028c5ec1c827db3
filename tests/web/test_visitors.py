"""Whose file is whose: uploads and reports go to who uploaded them, or had them made."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.stored_runs import answered, write_run
from tests.toy_site import served_library
from tests.web_attack import Attacker, events_of, file_object
from ui.web.guards.visitors import VisitorFiles

ADA, BOB = ("", "ada"), ("", "bob")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a server with a password, and one run of an evaluation."""
    home = tmp_path_factory.mktemp("home")
    write_run(home / "runs" / "honey", [answered("a")])
    with served_library(home, "ada", "lovelace") as served:
        yield served


def log_in(address: str) -> Attacker:
    """Return a visitor who knows the password, and has cookies of their own."""
    visitor = Attacker(address).visit()
    assert visitor.log_in("ada", "lovelace").status == 200
    return visitor


def report_of(visitor: Attacker) -> str:
    """Look at the evaluations; return the path of the report to download."""
    event = next(one for one in events_of(visitor.config()) if one.name == "list_runs")
    path: str = visitor.run(event.number, []).json["data"][3]["value"]["path"]
    return path


def uploaded_by(visitor: Attacker) -> str:
    """Return the path of something that a visitor uploaded."""
    return visitor.upload("ants.md", b"# Ants\n\nAnts carry leaves.\n")


@pytest.mark.parametrize("made", [report_of, uploaded_by])
def test_a_file_goes_to_its_visitor_alone(address: str, made: Callable[[Attacker], str]) -> None:
    """Not to another one who signed in, nor to a stranger, who both know its path."""
    owner, other, stranger = log_in(address), log_in(address), Attacker(address).visit()
    path = made(owner)
    assert owner.file(path).status == 200
    assert owner.file(path).all("content-disposition")[0].startswith("attachment")
    assert other.file(path).status == 403
    assert stranger.file(path).status == 401
    # The same browser, once its visitor has logged out.
    owner.cookies = {"footnote-visitor": owner.cookies["footnote-visitor"]}
    assert owner.file(path).status == 401


def test_a_report_is_for_whoever_looks_at_it(address: str) -> None:
    """Each visitor who looks at the run gets it to download."""
    for visitor in (log_in(address), log_in(address)):
        assert visitor.file(report_of(visitor)).body.startswith(b"PK")


def test_a_visitor_who_was_never_here_has_no_files(address: str) -> None:
    """An invented cookie is nobody's, and one of a wrong form tells nobody apart."""
    owner, other = log_in(address), log_in(address)
    path = uploaded_by(owner)
    for token in ("", "a", "A" * 43, owner.cookies["footnote-visitor"][:-1], "address 127.0.0.1"):
        other.cookies["footnote-visitor"] = token
        assert other.file(path).status == 403


def test_a_program_without_cookies_uploads_and_has_its_file_taken(address: str) -> None:
    """It is told from others by its user and its address."""
    program = log_in(address)
    del program.cookies["footnote-visitor"]
    path = uploaded_by(program)
    zone = next(one for one in events_of(program.config()) if one.name == "run")
    state = [None] * (len(zone.kinds) - 1)
    assert '"success":true' in program.queue(zone.number, [[file_object(path)], *state])


def test_cookies_go_with_no_request_of_another_page(address: str) -> None:
    """Those of the page and of the login: for the server alone, and strictly from itself."""
    visitor = Attacker(address)
    page = visitor.send("GET", "/")
    login = visitor.log_in("ada", "lovelace")
    logout = visitor.send("GET", "/logout")
    assert len(page.all("set-cookie")) == 1
    assert len(login.all("set-cookie")) == 2
    for cookie in (one for reply in (page, login, logout) for one in reply.all("set-cookie")):
        attributes = [part.strip().lower() for part in cookie.split(";")[1:]]
        assert attributes.count("samesite=strict") == 1
        assert [part for part in attributes if "samesite" in part] == ["samesite=strict"]
        assert "httponly" in attributes
    assert visitor.visit().send("GET", "/").all("set-cookie") == []


def test_a_file_is_known_by_just_its_path(tmp_path: Path) -> None:
    """To its visitor, as long as it is a file of the folder itself."""
    files = VisitorFiles(tmp_path / "room")
    (tmp_path / "room").mkdir()
    outside, inside = tmp_path / "outside.md", tmp_path / "room" / "inside.md"
    for file in (outside, inside):
        file.write_text("Bees.")
    files.add_uploaded(ADA, [str(inside), str(outside), str(tmp_path / "room")])
    files.add_made(BOB, [str(inside)])
    assert files.is_uploaded(ADA, str(inside))
    assert not files.is_uploaded(BOB, str(inside))
    assert files.may_read(BOB, str(inside))
    for path in (outside, tmp_path / "room", "", "\0", f"{tmp_path}/room/../room/inside.md"):
        assert not files.may_read(ADA, str(path))
    inside.unlink()
    assert not files.may_read(BOB, str(inside))
    files.add_made(BOB, [])
    inside.write_text("Another one, of nobody.")
    assert not files.may_read(BOB, str(inside))
