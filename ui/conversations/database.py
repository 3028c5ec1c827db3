"""The SQLite file that conversations are kept in: opened, made, and checked."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from corpus.errors import ConversationError
from index.storage.disk import make_folder, open_private

VERSION = 1
"""Of the tables; it stands in the file as ``user_version``."""

_APPLICATION = 0x464E_4F54
"""``FNOT``: marks the file as ours, where SQLite has a place for it."""

_PATIENCE = 20.0
"""Seconds to wait while another process writes."""

_TABLES = (
    """CREATE TABLE conversation (
        id TEXT PRIMARY KEY, user TEXT NOT NULL, name TEXT, changed REAL NOT NULL,
        titles TEXT NOT NULL)""",
    "CREATE INDEX conversation_user ON conversation (user, changed)",
    """CREATE TABLE turn (
        id INTEGER PRIMARY KEY, conversation TEXT NOT NULL, number INTEGER NOT NULL,
        trace TEXT NOT NULL, document BLOB NOT NULL, UNIQUE (conversation, number))""",
)
_SCOPE = "CREATE TABLE scope (conversation TEXT PRIMARY KEY, papers TEXT NOT NULL)"
"""Came later than the others, and is added to a file without it: older versions pass it over."""
_COLUMNS = "(question, answer)"
_INDEXED = f"CREATE VIRTUAL TABLE turn_text USING fts5 {_COLUMNS}"
_PLAIN = f"CREATE TABLE turn_text {_COLUMNS}"


@contextmanager
def opened(path: Path, *, writing: bool = False) -> Iterator[sqlite3.Connection]:
    """Open a connection of its own to the file, made if it is missing, for one transaction.

    What the block changes is kept together when it ends, or not at all. One that is `writing`
    waits for the others that are; reading waits for nobody. Raises `ConversationError` when the
    file cannot be used, and leaves it as it is.
    """
    try:
        _make_room(path)
        with closing(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)) as connection:
            # What was kept outlives a loss of power: not every SQLite waits for the disk by itself.
            connection.execute("PRAGMA synchronous = FULL")
            _prepare(connection, path)
            with connection:
                connection.execute("BEGIN IMMEDIATE" if writing else "BEGIN")
                yield connection
    except sqlite3.DatabaseError as error:
        raise ConversationError(_reason(path, error)) from error
    except OSError as error:
        raise ConversationError(
            f"Conversations cannot be kept in {path}: {error.strerror}. Set FOOTNOTE_HOME to a "
            "folder that may be written to."
        ) from error


def has_index(connection: sqlite3.Connection) -> bool:
    """Whether the file was made where SQLite has FTS5, its full-text search."""
    made = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'turn_text'").fetchone()
    return bool(made[0] == _INDEXED)


def _make_room(path: Path) -> None:
    """Make the folder and an empty file, which nobody else on the machine may read."""
    if not path.exists():
        make_folder(path.parent)
        os.close(open_private(str(path), os.O_CREAT | os.O_RDWR))


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    if _is_empty(connection) and _stamp(connection) == (0, 0):
        connection.execute("PRAGMA journal_mode = WAL")
        with connection:
            # Whoever comes second waits here, and then finds the tables made.
            connection.execute("BEGIN IMMEDIATE")
            if _is_empty(connection):
                _make_tables(connection)
    # Read after the tables: they and the stamp are made together, perhaps just now by another.
    version, application = _stamp(connection)
    if application != _APPLICATION:
        raise ConversationError(
            f"{path} is a database of another program. Move it away; Footnote then makes its own."
        )
    if version != VERSION:
        raise ConversationError(
            f"{path} has format {version}; this version of Footnote reads format {VERSION}. "
            "Update Footnote, or move the file away to start anew."
        )
    if not _has_scope(connection):
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            if not _has_scope(connection):
                connection.execute(_SCOPE)


def _stamp(connection: sqlite3.Connection) -> tuple[int, int]:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    return version, connection.execute("PRAGMA application_id").fetchone()[0]


def _is_empty(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None


def _has_scope(connection: sqlite3.Connection) -> bool:
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'scope'").fetchone()
    return found is not None


def _make_tables(connection: sqlite3.Connection) -> None:
    for table in _TABLES:
        connection.execute(table)
    try:
        connection.execute(_INDEXED)
    except sqlite3.OperationalError:  # this SQLite was built without FTS5
        connection.execute(_PLAIN)
    connection.execute(f"PRAGMA application_id = {_APPLICATION}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _reason(path: Path, error: sqlite3.DatabaseError) -> str:
    if isinstance(error, sqlite3.OperationalError):
        return (
            f"Conversations cannot be kept in {path}: {error}. Try again; if it stays so, see that "
            "the disk has room and the file may be written to."
        )
    return (
        f"{path} is damaged ({error}). It was left as it is: move it away, and Footnote starts a "
        "new one; `sqlite3 FILE .recover` may save what the old one holds."
    )
