"""How `footnote` is called: help, exit statuses, and what is said of mistakes."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Footnote
from ui.cli import COMMANDS

LONG = "word " * 10_000


def test_help_names_every_command(footnote: Footnote) -> None:
    """With a line on each, the common options, and the exit statuses."""
    outcome = footnote("--help")
    assert (outcome.status, outcome.errors) == (0, "")
    listed = re.findall(r"^    (\w+) ", outcome.output, re.MULTILINE)
    assert listed == list(COMMANDS)
    for word in ("--library", "--model", "--quiet", "Exit status: 0 done", "COMMAND --help"):
        assert word in outcome.output


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_says_what_it_does(footnote: Footnote, command: str) -> None:
    """In a sentence or two, with its options and those that every command has."""
    outcome = footnote(command, "--help")
    assert (outcome.status, outcome.errors) == (0, "")
    assert outcome.output.startswith(f"usage: footnote {command} ")
    for option in ("--library FOLDER", "--model NAME_OR_PATH", "--quiet"):
        assert option in outcome.output
    description = outcome.output.split("\n\n")[1]
    assert len(description.split()) >= 15
    assert description.endswith(".")


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("ask", ["QUESTION", "--json", "-k N", "--paper ID"]),
        ("search", ["QUERY", "--json", "-k N", "--paper ID"]),
        ("chat", ["--host H", "--port P", "--auth USER:PASSWORD"]),
        ("add", ["FILE_OR_FOLDER", "--json"]),
        ("papers", ["--json"]),
        ("remove", ["ID"]),
        ("outline", ["ID", "--text", "--json"]),
        ("evaluate", ["QA_FILE", "--out FOLDER", "--json", "--fail-under METRIC=VALUE"]),
        ("compare", ["RUN_A", "RUN_B", "--json"]),
    ],
)
def test_every_option_of_the_contract_is_in_the_help(
    footnote: Footnote, command: str, options: list[str]
) -> None:
    """What a command takes can be read from its help."""
    shown = footnote(command, "--help").output
    assert [option for option in options if option not in shown] == []


def test_the_version_is_that_of_the_package(footnote: Footnote) -> None:
    """On standard output."""
    outcome = footnote("--version")
    assert outcome.status == 0
    assert re.fullmatch(r"footnote \d+\.\d+\.\d+\n", outcome.output)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("no-such-command",),
        ("ask",),
        ("ask", "Why?", "because"),
        ("ask", "Why?", "-k", "0"),
        ("ask", "Why?", "-k", "-1"),
        ("search", "bees", "-k", "many"),
        ("search", "bees", "--no-such-option"),
        ("add",),
        ("remove",),
        ("outline", "a", "b"),
        ("papers", "--library", ""),
        ("papers", "--model", " "),
        ("chat", "--port", "70000"),
        ("chat", "--auth", "nobody"),
        ("evaluate",),
        ("evaluate", "questions.jsonl", "--fail-under", "no_such_metric=0.5"),
        ("evaluate", "questions.jsonl", "--fail-under", "mrr"),
        ("evaluate", "questions.jsonl", "--fail-under", "mrr=2"),
    ],
)
def test_wrong_usage_is_exit_status_2(
    footnote: Footnote, home: Path, arguments: tuple[str, ...]
) -> None:
    """With a message on standard error only, and before any library is made."""
    outcome = footnote(*arguments)
    assert (outcome.status, outcome.output) == (2, "")
    assert "footnote" in outcome.errors
    assert not home.exists()


@pytest.mark.parametrize("command", ["ask", "search"])
@pytest.mark.parametrize(
    ("question", "says"),
    [("", "is empty"), ("  \n ", "is empty"), ("?!", "is empty"), (LONG, "has 10,000 words")],
)
def test_a_question_that_cannot_be_asked_is_explained(
    footnote: Footnote, home: Path, command: str, question: str, says: str
) -> None:
    """An error, not wrong usage; told before any library is made."""
    outcome = footnote(command, question)
    assert (outcome.status, outcome.output) == (1, "")
    assert says in outcome.errors
    assert len(outcome.errors) < 500
    assert not home.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("outline", "zz"),
        ("ask", "Why?", "--paper", "zz"),
        ("search", "bees", "--paper", "zz", "--json"),
        ("remove", "zz"),
    ],
)
def test_an_unknown_paper_is_named_with_those_there_are(
    footnote: Footnote, arguments: tuple[str, ...]
) -> None:
    """Exit status 1, and where to look the ids up."""
    outcome = footnote(*arguments, "--quiet")
    assert (outcome.status, outcome.output) == (1, "")
    assert "'zz' is not in the library" in outcome.errors
    assert "b7f84ff497eb" in outcome.errors
    assert "`footnote papers`" in outcome.errors


def test_an_unknown_model_is_explained(footnote: Footnote, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit status 1, in one paragraph, whatever was tried to find it."""
    from index.encoding.encoder import SentenceTransformerEncoder

    monkeypatch.setattr("index.encoding.encoders.make_encoder", SentenceTransformerEncoder)
    for name in ("no-such-model", "./no/such/folder"):
        outcome = footnote("ask", "Why?", "--model", name, "--quiet")
        assert (outcome.status, outcome.output) == (1, "")
        assert outcome.errors.count("\n") == 1
        assert f"There is no folder {name}" in outcome.errors


def test_another_model_than_the_librarys_is_refused(footnote: Footnote, tmp_path: Path) -> None:
    """Every command says which one it was built with; without the option all is well."""
    assert footnote("papers", "--model", "first").status == 0
    for command in (("ask", "Why?"), ("papers",), ("add", tmp_path), ("remove", "b")):
        outcome = footnote(*command, "--model", "second")
        assert outcome.status == 1
        assert "was built with the model first, not with second" in outcome.errors
    assert footnote("search", "bees").status == 0


def test_a_model_folder_serves_end_to_end(
    footnote: Footnote, tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any sentence-transformers model, by its path, which is remembered wherever one is."""
    from index.encoding.encoder import SentenceTransformerEncoder

    monkeypatch.setattr("index.encoding.encoders.make_encoder", SentenceTransformerEncoder)
    monkeypatch.chdir(tiny_model.parent)
    outcome = footnote("search", "amendment", "--model", tiny_model.name)
    assert outcome.status == 0, outcome.errors
    assert outcome.output.startswith("1. Pakistan’s Growing Relations with Russia")
    monkeypatch.chdir("/")
    assert footnote("ask", "Which amendment?").status == 0
    assert footnote("ask", "Which amendment?", "--model", tiny_model).status == 0


def test_what_nobody_foresaw_becomes_a_message(
    footnote: Footnote, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it was, and how to see more."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("qa.workspace.Workspace.entries", fail)
    outcome = footnote("papers", "--quiet")
    assert (outcome.status, outcome.output) == (1, "")
    assert "ZeroDivisionError: a bug" in outcome.errors
    assert "FOOTNOTE_DEBUG=1" in outcome.errors
    assert "Traceback" not in outcome.errors


@pytest.mark.parametrize(
    ("command", "status", "error"),
    [
        (("ask", "?!"), 1, "corpus.errors.QuestionError"),
        (("outline", "nowhere"), 1, "corpus.errors.UnknownPaper"),
        (("evaluate", "nowhere.jsonl"), 1, "corpus.errors.QAFileError"),
        (("ask", "Why?", "--llm-model", "x"), 2, "ui.commands.usage.UsageError"),
        (("papers",), 1, "ZeroDivisionError"),
    ],
)
def test_only_debugging_shows_tracebacks(
    footnote: Footnote,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    status: int,
    error: str,
) -> None:
    """Of ordinary errors as of others, before the same message and with the same status."""
    monkeypatch.setattr("ui.commands.papers.run", lambda _: 1 / 0)
    plain = footnote(*command, "--quiet")
    assert plain.status == status
    assert "Traceback" not in plain.errors
    monkeypatch.setenv("FOOTNOTE_DEBUG", "1")
    debugged = footnote(*command, "--quiet")
    assert debugged.status == status
    assert debugged.errors.startswith("Traceback (most recent call last):\n")
    assert f"\n{error}: " in debugged.errors
    assert debugged.errors.endswith(plain.errors)


def test_an_interruption_is_exit_status_130(
    footnote: Footnote, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a message and no traceback."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("qa.workspace.Workspace.entries", interrupt)
    outcome = footnote("papers", "--quiet")
    assert (outcome.status, outcome.output) == (130, "")
    assert outcome.errors == "Interrupted. What was finished is kept.\n"


@pytest.mark.parametrize(
    ("arguments", "loaded"), [(["--help"], set()), (["papers", "--help"], {"ui.commands.papers"})]
)
def test_a_command_is_loaded_when_it_is_called(arguments: list[str], loaded: set[str]) -> None:
    """The help names all, and loads none of them."""
    program = (
        "import sys; from ui.cli import main; main(sys.argv[1:]); "
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True
    )
    modules = {f"ui.commands.{name}" for name in COMMANDS} & set(done.stderr.split())
    assert modules == loaded
