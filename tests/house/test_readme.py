"""What the README shows is what comes out."""

import re
import shlex
from pathlib import Path

import pytest

from tests.conftest import Footnote
from tests.fenced_commands import PAGES, SHAPES, Command, Reader, commands_of

README = Path(__file__).parents[2] / "README.md"
SESSION = re.compile(
    r"^```console\n\$ footnote (?P<command>[^\n]+)\n(?P<output>.*?)^```", re.MULTILINE | re.DOTALL
)
SHOWN = [(match["command"], match["output"]) for match in SESSION.finditer(README.read_text())]


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command for command, _ in SHOWN])
def test_the_session_is_what_really_comes_out(
    real_footnote: Footnote, command: str, output: str
) -> None:
    """Line breaks aside, which the page sets for itself."""
    outcome = real_footnote(*shlex.split(command))
    assert outcome.status == 0
    assert outcome.output.split() == output.split()


def test_nothing_in_a_fence_is_passed_over() -> None:
    """Sessions that are shown are among the commands, as is what stands in other fences."""
    found = [command.text for page in pages() for command in commands_of(page)]
    assert {f"footnote {command}" for command, _ in SHOWN} <= set(found)
    assert len(found) > 20


def pages() -> list[Path]:
    """Return the pages with commands."""
    written = [page for page in PAGES if page.exists() and page.name not in SHAPES]
    return [page for page in written if any(commands_of(page))]


@pytest.mark.slow
@pytest.mark.parametrize("page", pages(), ids=[page.name for page in pages()])
def test_every_fenced_command_works_in_the_order_printed(
    real_footnote: Footnote,
    tmp_path: Path,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    page: Path,
) -> None:
    """As it is printed; what takes an installation or a server is tried in a way of its own."""
    reader = Reader(real_footnote, tmp_path / "desk", home)
    monkeypatch.chdir(reader.folder)
    for command in commands_of(page):
        reader.try_out(command)


@pytest.mark.parametrize(
    "text",
    [
        "curl http://example.org",
        "pip install 'footnote-qa[llm]'",
        "python -m pip install footnote-qa",
        "python -m pip install -c constraints.txt -e '.[nothing]'",
        "python -m pip install -c pins.txt torch",
        "make nothing",
        'make test PYTEST_ARGS="tests/test_nothing.py"',
        "footnote nothing",
        "footnote ask",
        "footnote ask ...",
        "python3 -m venv elsewhere",
    ],
)
def test_a_command_that_is_unknown_or_fails_is_told(
    real_footnote: Footnote, tmp_path: Path, home: Path, text: str
) -> None:
    """So a new one on a page needs a way to be tried."""
    reader = Reader(real_footnote, tmp_path / "desk", home)
    with pytest.raises((AssertionError, KeyError)):
        reader.try_out(Command(README.with_name("CONTRIBUTING.md"), text))


def test_a_command_of_the_environment_comes_after_it_was_entered(
    real_footnote: Footnote, tmp_path: Path, home: Path
) -> None:
    """Before, a shell would not find it; by its path it can be called at once."""
    reader = Reader(real_footnote, tmp_path / "desk", home)
    with pytest.raises(AssertionError, match="nothing has put this on the PATH yet"):
        reader.try_out(Command(README, "footnote papers"))
    for text in (
        ".venv/bin/footnote papers",
        "python3 -m venv .venv",
        "source .venv/bin/activate",
        "footnote papers",
    ):
        reader.try_out(Command(README, text))


def test_every_command_is_in_the_readme() -> None:
    """A command that nobody can find is none."""
    from ui.cli import COMMANDS

    text = README.read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"footnote {name}" not in text] == []


def test_the_example_questions_can_be_evaluated(real_footnote: Footnote) -> None:
    """The file that the README names runs as it is, and meets the bar that it sets."""
    examples = README.with_name("examples") / "questions.jsonl"
    outcome = real_footnote("evaluate", str(examples), "--fail-under", "evidence_recall@5=0.9")
    assert outcome.status == 0, outcome.errors
    assert "evidence_recall@1" in outcome.output
