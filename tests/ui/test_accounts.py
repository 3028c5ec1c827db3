"""Accounts: names and hashes of passwords in a file, and whose are right."""

import stat
from pathlib import Path

import pytest

from corpus.errors import UsersError
from tests.conftest import Footnote
from ui.accounts.accounts import SharedPassword, Users
from ui.accounts.passwords import PasswordHash, Work, hash_password
from ui.accounts.users_file import add_user, checked_name, read_users, remove_user

SECRET = "correct: hörse"  # noqa: S105 - of nobody
QUICK = Work(cost=4, block=1, parallel=1)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a file with Ada and Bob, whose hashes are quick to try."""
    monkeypatch.setattr(
        "ui.accounts.users_file.hash_password", lambda text: hash_password(text, work=QUICK)
    )
    path = tmp_path / "people" / "users"
    assert add_user(path, "ada", SECRET)
    assert add_user(path, "bob", "another secret")
    return path


def test_a_password_is_kept_as_a_salted_hash(file: Path) -> None:
    """Nobody else may read the file, it has no password, and equal ones do not look alike."""
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    text = file.read_text()
    assert SECRET not in text
    assert "another" not in text
    assert str(hash_password(SECRET, work=QUICK)) != str(hash_password(SECRET, work=QUICK))
    assert list(read_users(file)) == ["ada", "bob"]


def test_a_hash_is_written_and_read_again() -> None:
    """As the standard library makes it, which has a published vector (RFC 7914, section 12)."""
    made = hash_password(SECRET, work=QUICK)
    again = PasswordHash.parse(str(made))
    assert again == made
    assert again.fits(SECRET)
    assert again.fits("correct: ho\u0308rse")
    assert not again.fits("correct: horse")
    published = PasswordHash(
        Work(cost=4, block=1, parallel=1),
        b"",
        bytes.fromhex("77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"),
    )
    assert published.fits("")


@pytest.mark.parametrize(
    "text",
    [
        SECRET,
        "",
        "scrypt:31:8:1:YQ==:YQ==",
        "scrypt:15:99999999:1:YQ==:YQ==",
        "scrypt:15:8:99:YQ==:YQ==",
        "scrypt:-1:8:1:YQ==:YQ==",
        "scrypt:15:8:1::YQ==",
        "scrypt:15:8:1:?:YQ==",
        "md5:15:8:1:YQ==:YQ==",
    ],
)
def test_what_is_no_hash_is_refused_without_repeating_it(file: Path, text: str) -> None:
    """It may be a password; and no hash makes the server take more memory than one may."""
    with file.open("a") as stream:
        stream.write(f"eve:{text}\n")
    with pytest.raises(UsersError, match=r"Line 4 of .*footnote users add") as caught:
        read_users(file)
    assert not text or text not in str(caught.value)


def test_a_user_is_right_with_their_own_password_alone(file: Path) -> None:
    """Again and again; not with another's, nor under a name that is not there."""
    users = Users(file)
    for _ in range(2):
        assert users.check("ada", SECRET)
        assert not users.check("ada", "another secret")
        assert not users.check("eve", SECRET)
        assert not users.check("", "")
    assert users.may_tell("ada")
    assert not users.may_tell(SECRET)


def test_an_unknown_name_takes_as_much_work(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hash is tried in any case; for who was right before, none."""
    users, tried = Users(file), []
    monkeypatch.setattr(PasswordHash, "fits", lambda *_: tried.append(1))
    users.check("eve", "some secret")
    users.check("ada", "some secret")
    assert len(tried) == 2
    monkeypatch.undo()
    users.check("ada", SECRET)
    monkeypatch.setattr(PasswordHash, "fits", lambda *_: tried.append(1))
    assert users.check("ada", SECRET)
    assert len(tried) == 2


def test_a_change_of_the_file_counts_at_once(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A new password, a removal; a file that cannot be read changes nothing, and is told."""
    users = Users(file)
    assert users.check("ada", SECRET)
    assert not add_user(file, "ada", "quite another")
    assert not users.check("ada", SECRET)
    assert users.check("ada", "quite another")
    remove_user(file, "ada")
    assert not users.know("ada")
    assert not users.check("ada", "quite another")
    file.write_text("damaged\n")
    assert users.know("bob")
    assert "The users stay as they were" in caplog.text


def test_a_shared_password_is_one_name_and_one_password() -> None:
    """A password in the wrong box is not for the log."""
    shared = SharedPassword("group", SECRET)
    assert shared.check("group", SECRET)
    assert not shared.check("group", "wrong")
    assert not shared.check("ada", SECRET)
    assert shared.may_tell("ada")
    assert not shared.may_tell(f"x{SECRET}")


@pytest.mark.parametrize("name", ["", " ", "a:b", "#a", "a\nb", "a" * 65, "a\u202e"])
def test_a_name_is_short_and_plain(file: Path, name: str) -> None:
    """Without the colon that HTTP Basic puts behind it."""
    with pytest.raises(UsersError, match="is no name of a user"):
        add_user(file, name, SECRET)
    assert checked_name(" Zoe\u0308 ") == "Zoë"


def test_users_are_added_listed_and_removed_by_the_command(
    footnote: Footnote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The password comes from standard input where no person sits at it."""
    from io import StringIO

    file = tmp_path / "users"
    for name in ("ada", "bob"):
        monkeypatch.setattr("sys.stdin", StringIO(f"{SECRET}\n"))
        assert footnote("users", "add", name, "--users", file).status == 0
    assert Users(file).check("ada", SECRET)
    assert footnote("users", "--users", file).output == "ada\nbob\n"
    monkeypatch.setenv("FOOTNOTE_USERS", str(file))
    assert '"users"' in footnote("users", "--json").output
    assert footnote("users", "remove", "ada").status == 0
    assert footnote("users").output == "bob\n"
    gone = footnote("users", "remove", "ada")
    assert gone.status == 1
    assert "It has: bob." in gone.errors
    monkeypatch.setattr("sys.stdin", StringIO("short\n"))
    refused = footnote("users", "add", "eve")
    assert refused.status == 1
    assert "at least 8" in refused.errors
    monkeypatch.delenv("FOOTNOTE_USERS")
    assert footnote("users").status == 2
    missing = footnote("users", "--users", tmp_path / "none")
    assert missing.status == 1
    assert "footnote users add NAME" in missing.errors


def test_the_web_chat_takes_one_way_to_sign_in(
    footnote: Footnote, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two at once are wrong usage, and a file that is missing is told before anything is served."""
    both = footnote("chat", "--users", file, "--auth", "a:b")
    assert both.status == 2
    assert "two ways to sign in" in both.errors
    monkeypatch.setenv("FOOTNOTE_USERS", str(file))
    monkeypatch.setenv("FOOTNOTE_AUTH", "a:b")
    assert footnote("chat").status == 2
    missing = footnote("chat", "--users", file.with_name("none"))
    assert missing.status == 1
    assert "There is no file of users" in missing.errors
