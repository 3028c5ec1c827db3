"""The file of users: a line for each, with the name and the hash of the password."""

import os
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from corpus.errors import UsersError
from index.storage.disk import PRIVATE_FILE, make_folder
from index.storage.whole_files import replacing
from ui.accounts.passwords import PasswordHash, hash_password

VARIABLE = "FOOTNOTE_USERS"
LONGEST_NAME = 64
SHORTEST_PASSWORD = 8
"""Characters."""
_HEAD = "# The users of Footnote: names, and hashes of passwords, written by `footnote users`.\n"


def read_users(path: Path) -> dict[str, PasswordHash]:
    """Return the users by their names, in the order of the file. Raises `UsersError`."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise UsersError(
            f"There is no file of users {path}. Make it: `footnote users add NAME --users {path}`."
        ) from None
    except (OSError, ValueError) as error:
        raise UsersError(f"The file of users {path} cannot be read: {error}.") from error
    users: dict[str, PasswordHash] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            name, _, written = line.strip().partition(":")
            users[name] = _parse(path, number, written)
    return users


def _parse(path: Path, number: int, written: str) -> PasswordHash:
    try:
        return PasswordHash.parse(written)
    except ValueError:
        # Without what stands there: it may be a password.
        raise UsersError(
            f"Line {number} of {path} has no hash of a password behind the name. Remove the line, "
            "and add the user again: `footnote users add NAME`."
        ) from None


def add_user(path: Path, name: str, password: str) -> bool:
    """Add a user, or give one another password; return whether the user is new.

    Raises `UsersError`, also for a name or a password that is none.
    """
    name = checked_name(name)
    if len(password) < SHORTEST_PASSWORD:
        raise UsersError(
            f"The password has {len(password)} characters; it needs at least {SHORTEST_PASSWORD}."
        )
    users = read_users(path) if path.exists() else {}
    new = name not in users
    _write(path, {**users, name: hash_password(password)})
    return new


def remove_user(path: Path, name: str) -> None:
    """Remove a user. Raises `UsersError` if there is none of that name."""
    users = read_users(path)
    if name not in users:
        known = ", ".join(users) or "nobody"
        raise UsersError(f"{path} has no user {name!r}. It has: {known}.")
    _write(path, {one: kept for one, kept in users.items() if one != name})


def checked_name(text: str) -> str:
    """Return a name as it is kept. Raises `UsersError` if it cannot be signed in by."""
    name = unicodedata.normalize("NFC", text.strip())
    printable = name.isprintable() and not name.startswith("#") and ":" not in name
    if not (0 < len(name) <= LONGEST_NAME and printable):
        raise UsersError(
            f"{text!r} is no name of a user: up to {LONGEST_NAME} characters, without a colon and "
            "without a # in front."
        )
    return name


def _write(path: Path, users: Mapping[str, PasswordHash]) -> None:
    try:
        make_folder(path.absolute().parent)
        with replacing(path) as stream:
            if hasattr(os, "fchmod"):  # Windows has no such modes
                os.fchmod(stream.fileno(), PRIVATE_FILE)
            stream.write(_HEAD)
            stream.writelines(f"{name}:{kept}\n" for name, kept in users.items())
    except OSError as error:
        raise UsersError(
            f"The file of users {path} cannot be written: {error.strerror}. Name another with "
            "`--users`."
        ) from error
