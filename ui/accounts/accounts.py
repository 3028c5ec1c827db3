"""Accounts: whose name and password are right."""

import logging
import unicodedata
from collections.abc import Mapping
from hashlib import blake2b, sha256
from hmac import compare_digest
from pathlib import Path
from secrets import token_bytes
from typing import Protocol

from corpus.errors import UsersError
from ui.accounts.passwords import PasswordHash, hash_password
from ui.accounts.users_file import read_users

_log = logging.getLogger(__name__)


class Accounts(Protocol):
    """Who may sign in; `shared` tells whether one name stands for several people."""

    shared: bool

    def check(self, name: str, password: str) -> bool:
        """Whether a password is that of a name; it takes as long where there is no such name."""
        ...

    def know(self, name: str) -> bool:
        """Whether a name that was right is so still."""
        ...

    def may_tell(self, name: str) -> bool:
        """Whether a name that was typed is surely no password, and may stand in the log."""
        ...


class SharedPassword:
    """One name and one password, for everybody who is told them."""

    shared = True

    def __init__(self, name: str, password: str) -> None:
        self._name = name
        self._password = password

    def check(self, name: str, password: str) -> bool:
        """Whether both are right, each compared as sums of one length: the time tells nothing."""
        same = [
            compare_digest(_digest(given), _digest(known))
            for given, known in ((name, self._name), (password, self._password))
        ]
        return all(same)

    def know(self, name: str) -> bool:
        """Whether it is this name."""
        return name == self._name

    def may_tell(self, name: str) -> bool:
        """Whether the password is not in what was typed for the name."""
        return self._password not in name


class Users:
    """The users of a file, which is read anew when it changes.

    Raises `UsersError` if it cannot be read at first; later the users stay as they were.
    """

    shared = False

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp = _stamp(path)
        self._users: Mapping[str, PasswordHash] = read_users(path)
        # Of whom nobody is: who is unknown is told so as late as who is known.
        self._nobody = hash_password(token_bytes(32).hex())
        self._proved: dict[str, tuple[PasswordHash, bytes]] = {}
        self._key = token_bytes(32)

    def check(self, name: str, password: str) -> bool:
        """Whether the password is the user's; one that was right is known without hashing it."""
        name = unicodedata.normalize("NFC", name)
        kept = self._newest().get(name)
        mark = blake2b(_digest(password), key=self._key).digest()
        known, proof = self._proved.get(name, (None, b""))
        if kept is not None and known == kept and compare_digest(proof, mark):
            return True
        if not (kept or self._nobody).fits(password) or kept is None:
            return False
        self._proved[name] = kept, mark
        return True

    def know(self, name: str) -> bool:
        """Whether the file has the user still."""
        return unicodedata.normalize("NFC", name) in self._newest()

    def may_tell(self, name: str) -> bool:
        """Whether it is a user's name: whatever else is typed may be anything."""
        return self.know(name)

    def _newest(self) -> Mapping[str, PasswordHash]:
        stamp = _stamp(self._path)
        if stamp != self._stamp:
            self._stamp = stamp
            try:
                self._users = read_users(self._path)
            except UsersError as error:
                _log.error("The users stay as they were: %s", error)
        return self._users


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _digest(text: str) -> bytes:
    return sha256(text.encode("utf-8", "surrogatepass")).digest()
