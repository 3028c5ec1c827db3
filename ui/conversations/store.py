"""Conversations by user: kept as they go on, listed, searched, renamed, deleted, reopened."""

import json
import re
import sqlite3
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from corpus.encoding import encodable
from corpus.errors import UnknownConversation
from qa.answer import Turn
from qa.workspace import default_library
from ui.conversations.database import has_index, opened
from ui.conversations.documents import read_turn, write_turn

NOBODY = ""
"""The user where no one signs in."""

MOST_LISTED = 200
"""Older conversations are found by searching."""

_LISTED = """
SELECT conversation.id, coalesce(name, question), changed, turns
FROM conversation
JOIN (SELECT conversation, count(*) AS turns, min(id) AS first FROM turn GROUP BY conversation)
  AS told ON told.conversation = conversation.id
JOIN turn_text ON turn_text.rowid = told.first
WHERE user = ?"""
_FOUND = """
AND conversation.id IN (SELECT turn.conversation FROM turn WHERE turn.id IN
  (SELECT rowid FROM turn_text WHERE {condition}))"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list; `changed` is in seconds since 1970.

    `name` is the first question, unless the conversation was given another.
    """

    id: str
    name: str
    changed: float
    turns: int


@dataclass(frozen=True, slots=True)
class Conversation:
    """What was said, oldest first, and the titles that the papers of its hits had then, by id.

    `papers` are the ids of those that it asks; all without any.
    """

    id: str
    name: str
    turns: tuple[Turn, ...]
    titles: Mapping[str, str]
    papers: tuple[str, ...] = ()


def default_conversations_file() -> Path:
    """Return the file beside the person's library; nothing of it is sent anywhere."""
    return default_library().with_name("conversations.sqlite")


def new_conversation_id() -> str:
    """Return an id that no other conversation has, and that cannot be guessed."""
    return uuid4().hex


class Conversations:
    """All conversations in one file, for any number of threads and processes.

    Each user sees their own alone. Every method raises `ConversationError` if the file
    cannot be used, and `UnknownConversation` for an id that the user has none by.
    """

    def __init__(self, path: Path, *, user: str = NOBODY) -> None:
        self.path = path
        self.user = user

    def keep(
        self,
        conversation_id: str,
        turns: Sequence[Turn],
        *,
        titles: Mapping[str, str] | None = None,
        papers: Sequence[str] = (),
    ) -> None:
        """Keep a conversation as it stands: `turns` take the place of what was kept of it.

        Turns that are kept already stay as they are. `titles` name papers by their ids, `papers`
        are those that it asks. Without turns nothing is kept.
        """
        if not turns:
            return
        with opened(self.path, writing=True) as connection:
            now = time.time()
            connection.execute(
                "INSERT INTO conversation (id, user, changed, titles) VALUES (?, ?, ?, '{}') "
                "ON CONFLICT (id) DO NOTHING",
                (conversation_id, self.user, now),
            )
            known = self._titles(connection, conversation_id)
            if _replace(connection, conversation_id, turns):
                named = {**_titles_in(turns, titles or {}), **known}
                connection.execute(
                    "UPDATE conversation SET changed = ?, titles = ? WHERE id = ?",
                    (now, json.dumps(named), conversation_id),
                )
            _choose(connection, conversation_id, papers)

    def choose(self, conversation_id: str, papers: Sequence[str]) -> None:
        """Note which papers a conversation asks from now on; all without any."""
        with opened(self.path, writing=True) as connection:
            self._titles(connection, conversation_id)
            _choose(connection, conversation_id, papers)

    def entries(self, query: str = "", *, most: int = MOST_LISTED) -> tuple[Entry, ...]:
        """Return `most` conversations, last changed first; with `query`, of those with its words.

        A word is found in questions and answers from its beginning on; anywhere in a word
        where the file has no index.
        """
        with opened(self.path) as connection:
            condition, values = _condition(query, indexed=has_index(connection))
            order = " ORDER BY changed DESC, conversation.rowid DESC LIMIT ?"
            rows = connection.execute(_LISTED + condition + order, (self.user, *values, most))
            return tuple(Entry(*row) for row in rows)

    def open(self, conversation_id: str) -> Conversation:
        """Return a conversation as it was."""
        with opened(self.path) as connection:
            titles = self._titles(connection, conversation_id)
            row = connection.execute(
                f"{_LISTED} AND conversation.id = ?", (self.user, conversation_id)
            ).fetchone()
            documents = connection.execute(
                "SELECT document FROM turn WHERE conversation = ? ORDER BY number",
                (conversation_id,),
            ).fetchall()
            papers = _chosen(connection, conversation_id)
        turns = tuple(read_turn(document) for (document,) in documents)
        return Conversation(conversation_id, row[1], turns, titles, papers)

    def rename(self, conversation_id: str, name: str) -> None:
        """Rename a conversation; an empty name brings back its first question."""
        with opened(self.path, writing=True) as connection:
            self._titles(connection, conversation_id)
            connection.execute(
                "UPDATE conversation SET name = ? WHERE id = ?",
                (" ".join(encodable(name).split()) or None, conversation_id),
            )

    def delete(self, conversation_id: str) -> None:
        """Delete a conversation for good."""
        with opened(self.path, writing=True) as connection:
            self._titles(connection, conversation_id)
            _cut(connection, conversation_id, 0)
            _choose(connection, conversation_id, ())
            connection.execute("DELETE FROM conversation WHERE id = ?", (conversation_id,))

    def _titles(self, connection: sqlite3.Connection, conversation_id: str) -> dict[str, str]:
        """Return what is kept of titles, once it is sure that the conversation is the user's."""
        row = connection.execute(
            "SELECT titles FROM conversation WHERE id = ? AND user = ?",
            (conversation_id, self.user),
        ).fetchone()
        if row is None:
            raise UnknownConversation(
                f"There is no conversation {conversation_id!r}; it may have been deleted. Open "
                "another from the list."
            )
        return dict(json.loads(row[0]))


def _replace(connection: sqlite3.Connection, conversation_id: str, turns: Sequence[Turn]) -> bool:
    """Make the kept turns those that are given; tell whether any was another."""
    kept = connection.execute(
        "SELECT trace FROM turn WHERE conversation = ? ORDER BY number", (conversation_id,)
    ).fetchall()
    traces = [_trace(turn) for turn in turns]
    same = 0
    while same < min(len(kept), len(turns)) and kept[same][0] == traces[same]:
        same += 1
    _cut(connection, conversation_id, same)
    for number in range(same, len(turns)):
        turn = turns[number]
        place = connection.execute(
            "INSERT INTO turn (conversation, number, trace, document) VALUES (?, ?, ?, ?)",
            (conversation_id, number, traces[number], write_turn(turn)),
        ).lastrowid
        connection.execute(
            "INSERT INTO turn_text (rowid, question, answer) VALUES (?, ?, ?)",
            (place, encodable(turn.question), encodable(turn.answer.text)),
        )
    return same < max(len(kept), len(turns))


def _cut(connection: sqlite3.Connection, conversation_id: str, first: int) -> None:
    """Take away the turns from place `first` on."""
    chosen = "conversation = ? AND number >= ?"
    connection.execute(
        f"DELETE FROM turn_text WHERE rowid IN (SELECT id FROM turn WHERE {chosen})",  # noqa: S608
        (conversation_id, first),
    )
    connection.execute(f"DELETE FROM turn WHERE {chosen}", (conversation_id, first))  # noqa: S608


def _choose(connection: sqlite3.Connection, conversation_id: str, papers: Sequence[str]) -> None:
    connection.execute("DELETE FROM scope WHERE conversation = ?", (conversation_id,))
    if papers:
        connection.execute(
            "INSERT INTO scope (conversation, papers) VALUES (?, ?)",
            (conversation_id, json.dumps(list(papers))),
        )


def _chosen(connection: sqlite3.Connection, conversation_id: str) -> tuple[str, ...]:
    row = connection.execute(
        "SELECT papers FROM scope WHERE conversation = ?", (conversation_id,)
    ).fetchone()
    return tuple(json.loads(row[0])) if row else ()


def _trace(turn: Turn) -> str:
    """Return what sets a turn apart: no two answers take the same time to the last bit."""
    answer = turn.answer
    return json.dumps([turn.question, answer.text, answer.confidence, dict(answer.seconds)])


def _titles_in(turns: Sequence[Turn], titles: Mapping[str, str]) -> dict[str, str]:
    papers = {hit.passage.paper_id for turn in turns for hit in turn.answer.hits}
    return {paper: titles[paper] for paper in sorted(papers & titles.keys())}


def _condition(query: str, *, indexed: bool) -> tuple[str, list[str]]:
    words = re.findall(r"[^\W_]+", encodable(query))
    if not words:
        return "", []
    if indexed:
        terms = " ".join(f'"{word}"*' for word in words)
        return _FOUND.format(condition="turn_text MATCH ?"), [terms]
    each = " AND ".join(["(' ' || question || ' ' || answer) LIKE ?"] * len(words))
    return _FOUND.format(condition=each), [f"%{word}%" for word in words]
