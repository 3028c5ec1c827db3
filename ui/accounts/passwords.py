"""Passwords as they are kept: hashed by scrypt (Percival and Josefsson 2016, RFC 7914)."""

import unicodedata
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import scrypt
from hmac import compare_digest
from secrets import token_bytes

_SALT_BYTES = 16
_HASH_BYTES = 32
_MOST_MEMORY = 256 * 2**20
"""Bytes that a hash in a file may ask for."""
_MOST_COST = 31
_MOST_PARALLEL = 16


@dataclass(frozen=True, slots=True)
class Work:
    """How much it is to try a password, as RFC 7914 has it; `cost` is the binary logarithm of N."""

    cost: int
    block: int
    parallel: int

    @property
    def memory(self) -> int:
        """Bytes."""
        return 128 * self.block * (1 << self.cost)


WORK = Work(cost=15, block=8, parallel=3)
"""Of new hashes: a try takes 32 MB and a quarter of a second of a processor."""


@dataclass(frozen=True, slots=True)
class PasswordHash:
    """What is kept of a password."""

    work: Work
    salt: bytes
    value: bytes

    @classmethod
    def parse(cls, text: str) -> "PasswordHash":
        """Return the hash that was written as text. Raises `ValueError` if it is none."""
        kind, cost, block, parallel, salt, value = text.split(":")
        work = Work(int(cost), int(block), int(parallel))
        known = kind == "scrypt" and 0 < work.cost <= _MOST_COST and work.block > 0
        if not (known and 0 < work.parallel <= _MOST_PARALLEL and work.memory <= _MOST_MEMORY):
            raise ValueError("it is no hash by scrypt that can be tried")
        return cls(work, _bytes(salt), _bytes(value))

    def __str__(self) -> str:
        numbers = f"{self.work.cost}:{self.work.block}:{self.work.parallel}"
        salt, value = (b64encode(part).decode("ascii") for part in (self.salt, self.value))
        return f"scrypt:{numbers}:{salt}:{value}"

    def fits(self, password: str) -> bool:
        """Whether it was made of this password."""
        return compare_digest(_scrypt(password, self.work, self.salt, len(self.value)), self.value)


def hash_password(password: str, *, work: Work = WORK) -> PasswordHash:
    """Return a new hash, with a salt of its own."""
    salt = token_bytes(_SALT_BYTES)
    return PasswordHash(work, salt, _scrypt(password, work, salt, _HASH_BYTES))


def _scrypt(password: str, work: Work, salt: bytes, size: int) -> bytes:
    # The same letters may be typed composed or not.
    typed = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    return scrypt(
        typed,
        salt=salt,
        n=1 << work.cost,
        r=work.block,
        p=work.parallel,
        maxmem=2 * work.memory,
        dklen=size,
    )


def _bytes(text: str) -> bytes:
    decoded = b64decode(text, validate=True)
    if not decoded:
        raise ValueError("a part of it is empty")
    return decoded
