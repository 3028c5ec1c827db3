"""What the README shows is what comes out."""

import re
import shlex
from pathlib import Path

import pytest

from tests.conftest import Footnote

README = Path(__file__).parents[1] / "README.md"
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
