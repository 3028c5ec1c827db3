"""Conversations that are kept: whole, by user, and safe from whatever happens to the file."""

import multiprocessing
import sqlite3
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import ConversationError, UnknownConversation
from qa.answer import Turn
from qa.workspace import Workspace
from tests.conversation_samples import ABSTAINED, ANSWERED, TITLES
from ui.conversations.documents import read_turn, write_turn
from ui.conversations.store import Conversations, default_conversations_file, new_conversation_id
from ui.web.talk.render import render_conversation
from ui.web.talk.sources import render_sources

TURNS = (ANSWERED, ABSTAINED)


@pytest.fixture
def kept(tmp_path: Path) -> Conversations:
    """Return conversations of nobody in particular, none of them kept yet."""
    return Conversations(tmp_path / "new" / "conversations.sqlite")


def names(conversations: Conversations, query: str = "") -> list[str]:
    """Return the names in the list, in its order."""
    return [entry.name for entry in conversations.entries(query)]


def asked(question: str, told: str = "Tea came in 1660.") -> Turn:
    """Return a turn with another question, and with other words in its answer."""
    sentence = replace(ANSWERED.answer.sentences[0], text=told)
    return Turn(question, replace(ANSWERED.answer, question=question, sentences=(sentence,)))


def test_a_turn_is_kept_to_the_last_bit() -> None:
    """Every field of the turn, its answer, citations, notes, references and hits is as it was."""
    for turn in TURNS:
        assert read_turn(write_turn(turn)) == turn


@given(st.text(st.characters(codec=None)), st.floats(allow_nan=False))
def test_any_text_and_number_is_kept(text: str, number: float) -> None:
    """Lone surrogates, control characters and infinities come back too."""
    answer = replace(ANSWERED.answer, question=text, confidence=number, notice=text)
    assert read_turn(write_turn(Turn(text, answer))) == Turn(text, answer)


def test_a_conversation_reopens_as_it_was(kept: Conversations) -> None:
    """The page drawn from it is the same byte for byte, also when its papers are gone."""
    kept.keep("a", TURNS[:1], titles=TITLES)
    kept.keep("a", TURNS, titles={})
    reopened = kept.open("a")
    assert reopened.turns == TURNS
    assert render_conversation(reopened.turns) == render_conversation(TURNS)
    before = render_sources(TURNS, titles=TITLES)
    assert render_sources(reopened.turns, titles=reopened.titles) == before
    assert "Cups &amp; Saucers" in before


def test_a_real_answer_reopens_as_it_was(kept: Conversations, real_workspace: Workspace) -> None:
    """What the answerer gives, with all its candidates, is kept as well as the samples are."""
    question = "Which amendment led the US to withhold F-16 jets from Pakistan?"
    turn = Turn(question, real_workspace.answer(question))
    kept.keep("a", [turn])
    assert turn.answer.hits
    assert kept.open("a").turns == (turn,)


def test_the_list_has_the_last_changed_first(kept: Conversations) -> None:
    """A conversation that goes on moves to the front; it is named after its first question."""
    for name in ("one", "two", "three"):
        kept.keep(name, [asked(f"What is {name}?")])
    kept.keep("one", [asked("What is one?"), ABSTAINED])
    assert names(kept) == ["What is one?", "What is three?", "What is two?"]
    assert [entry.turns for entry in kept.entries()] == [2, 1, 1]
    assert [entry.id for entry in kept.entries(most=2)] == ["one", "three"]


def test_a_conversation_without_turns_is_not_kept(kept: Conversations) -> None:
    """An opened page alone leaves nothing in the list."""
    kept.keep("a", ())
    assert kept.entries() == ()


def test_a_question_that_was_edited_takes_the_place_of_what_followed(kept: Conversations) -> None:
    """The turns before it stay, those after it go, and search finds them no more."""
    kept.keep("a", [ANSWERED, asked("Who sells cups?"), ABSTAINED])
    kept.keep("a", [ANSWERED, asked("Who sells spoons?")])
    assert [turn.question for turn in kept.open("a").turns] == [
        "When did tea come?", "Who sells spoons?",
    ]  # fmt: skip
    assert names(kept, "cups") == []
    assert names(kept, "spoons") == ["When did tea come?"]


def test_the_same_question_asked_again_is_kept_with_its_new_answer(kept: Conversations) -> None:
    """The words may be the same, yet the passages that were read are those of the later answer."""
    kept.keep("a", [ANSWERED])
    again = replace(ANSWERED.answer, hits=(), seconds={"total": 0.9})
    kept.keep("a", [Turn(ANSWERED.question, again)])
    assert kept.open("a").turns[0].answer == again


def test_a_name_can_be_given_and_taken_back(kept: Conversations) -> None:
    """The name stays while the conversation goes on; without one, the first question names it."""
    kept.keep("a", [ANSWERED])
    kept.rename("a", "  Tea,\n for\ud83d school ")
    kept.keep("a", TURNS)
    assert names(kept) == ["Tea, for\ufffd school"]
    assert kept.open("a").name == "Tea, for\ufffd school"
    kept.rename("a", "")
    assert names(kept) == ["When did tea come?"]


def test_a_deleted_conversation_is_gone(kept: Conversations) -> None:
    """It is in no list, cannot be opened, and none of its words are left to be found."""
    kept.keep("a", TURNS)
    kept.keep("b", [asked("Other?")])
    kept.delete("a")
    assert names(kept) == ["Other?"]
    assert names(kept, "cocoa") == []
    for refused in (kept.open, kept.delete, lambda name: kept.rename(name, "x")):
        with pytest.raises(UnknownConversation, match="no conversation 'a'"):
            refused("a")


@pytest.mark.parametrize("indexed", [True, False])
def test_words_are_found_in_questions_and_answers(
    kept: Conversations,
    monkeypatch: pytest.MonkeyPatch,
    indexed: bool,  # noqa: FBT001
) -> None:
    """With SQLite's full-text search and without it; all words must be there, in any case."""
    if not indexed:
        missing = "CREATE VIRTUAL TABLE turn_text USING no_such_module (question, answer)"
        monkeypatch.setattr("ui.conversations.database._INDEXED", missing)
    kept.keep("a", [asked("When did tea come?", "Tea came in 1660."), ABSTAINED])
    kept.keep("b", [asked("Is 100% of it déjà vu?", "Never_mind.")])
    assert names(kept, "TEA 1660") == ["When did tea come?"]
    assert names(kept, "coc") == ["When did tea come?"]
    assert names(kept, "tea never") == []
    assert names(kept, '"vu" OR)*') == []
    assert names(kept, "never_mind 100%") == ["Is 100% of it déjà vu?"]
    assert len(names(kept, " -* ")) == 2


def test_each_user_has_their_own(kept: Conversations) -> None:
    """No list shows another's, and an id that became known opens and changes nothing."""
    ada = Conversations(kept.path, user="ada")
    ada.keep("a", [ANSWERED])
    kept.keep("b", [ABSTAINED])
    assert names(ada) == ["When did tea come?"]
    assert names(kept) == ["Who sells cocoa?"]
    assert names(kept, "tea") == []
    tries: list[Callable[[], object]] = [
        lambda: kept.open("a"),
        lambda: kept.delete("a"),
        lambda: kept.rename("a", "Mine"),
        lambda: kept.keep("a", [ABSTAINED]),
    ]
    for attempt in tries:
        with pytest.raises(UnknownConversation):
            attempt()
    assert ada.open("a").turns == (ANSWERED,)


def test_many_threads_keep_their_conversations(kept: Conversations) -> None:
    """The file is made once, whoever comes first, and nothing is lost or mixed up."""
    questions = [f"Question {number}?" for number in range(40)]

    def converse(question: str) -> tuple[Turn, ...]:
        name = new_conversation_id()
        for count in (1, 2, 3):
            kept.keep(name, [asked(question)] * count)
            kept.entries(question)
        return kept.open(name).turns

    with ThreadPoolExecutor(8) as threads:
        for question, turns in zip(questions, threads.map(converse, questions), strict=True):
            assert [turn.question for turn in turns] == [question] * 3
    assert sorted(names(kept)) == sorted(questions)


def keep_some(path: Path, process: int) -> None:
    """Keep ten conversations; runs in a process of its own."""
    for number in range(10):
        Conversations(path).keep(new_conversation_id(), [asked(f"{process} and {number}?")])


def test_several_processes_keep_into_one_file(kept: Conversations) -> None:
    """They start at the same time, when there is no file yet."""
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=keep_some, args=(kept.path, n)) for n in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert len(kept.entries()) == 30


def test_a_damaged_file_is_reported_and_left_as_it_is(kept: Conversations) -> None:
    """The message names the file and what to do; not a byte of it changes."""
    kept.path.parent.mkdir()
    damaged = b"This was a database once. " * 400
    kept.path.write_bytes(damaged)
    for attempt in (kept.entries, lambda: kept.keep("a", TURNS), lambda: kept.open("a")):
        with pytest.raises(ConversationError, match=r"conversations\.sqlite is damaged.*move it"):
            attempt()
    assert kept.path.read_bytes() == damaged
    assert [path.name for path in kept.path.parent.iterdir()] == ["conversations.sqlite"]


def test_a_damaged_turn_does_not_take_the_others_along(kept: Conversations) -> None:
    """Opening it says so; the list and the other conversations work as ever."""
    kept.keep("a", [ANSWERED])
    kept.keep("b", [ABSTAINED])
    with closing(sqlite3.connect(kept.path)) as connection, connection:
        connection.execute("UPDATE turn SET document = x'00' WHERE conversation = 'a'")
    with pytest.raises(ConversationError, match="damaged"):
        kept.open("a")
    assert len(kept.entries()) == 2
    assert kept.open("b").turns == (ABSTAINED,)


def test_a_file_of_another_program_or_version_is_refused(kept: Conversations) -> None:
    """Neither is written to, and the message says which of the two it is."""
    kept.keep("a", TURNS)
    with closing(sqlite3.connect(kept.path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(ConversationError, match=r"format 99.*reads format 1.*Update Footnote"):
        kept.entries()
    other = kept.path.with_name("other.sqlite")
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    before = other.read_bytes()
    with pytest.raises(ConversationError, match="another program"):
        Conversations(other).keep("a", TURNS)
    assert other.read_bytes() == before


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    """The message says which, and names the variable that chooses another."""
    (tmp_path / "home").write_text("a file where a folder should be")
    with pytest.raises(ConversationError, match=r"home.conversations.*FOOTNOTE_HOME"):
        Conversations(tmp_path / "home" / "conversations.sqlite").keep("a", TURNS)


def test_the_file_stands_beside_the_library_for_its_owner_alone(home: Path) -> None:
    """Nobody else on the machine can read what was asked."""
    path = default_conversations_file()
    assert path == home / "conversations.sqlite"
    Conversations(path).keep("a", TURNS)
    for file in home.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0


def test_a_conversation_keeps_which_papers_it_asks(tmp_path: Path) -> None:
    """Also when they change later; what was kept before there was a place for it asks all."""
    conversations = Conversations(tmp_path / "kept.sqlite")
    conversations.keep("a", [ANSWERED], papers=["tea", "cups"])
    assert conversations.open("a").papers == ("tea", "cups")
    conversations.choose("a", ["tea"])
    assert conversations.open("a").papers == ("tea",)
    with closing(sqlite3.connect(conversations.path)) as connection, connection:
        connection.execute("DROP TABLE scope")
    assert conversations.open("a").papers == ()
    conversations.choose("a", ["cups"])
    assert conversations.open("a").papers == ("cups",)
    conversations.delete("a")
    with pytest.raises(UnknownConversation):
        conversations.choose("a", ["tea"])
