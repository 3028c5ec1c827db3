"""The attacks on a server of their own: all that are short hold, and one that does not is told."""

import subprocess
import sys

import pytest

from bench.attack import status_of
from bench.attacks.attack import PATIENCE, Attack, Outcome, Row, refused
from tests.serving import PROJECT


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the attacks come from addresses of Linux")
def test_the_short_attacks_hold() -> None:
    """Over the toy encoder, which is there at once."""
    command = [sys.executable, "-m", "bench.attack", "--short", "--module", "tests.toy_footnote"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    rows = [line for line in done.stdout.splitlines() if "held" in line.lower()]
    assert len(rows) >= 30
    assert [row for row in rows if "NOT HELD" in row] == [], done.stdout
    assert done.returncode == 0, done.stderr


def test_what_does_not_hold_is_told() -> None:
    """A refusal that was none, a leak, or a wait of another visitor; one of them is enough."""
    attack = Attack("a", "b", lambda _: Outcome(held=True, seen=""))
    sound = Row(attack, refused([401, 413]), 0.1)
    assert sound.held
    assert status_of([sound]) == 0
    for row in (
        Row(attack, refused([401, 200]), 0.1),
        Row(attack, refused([0]), 0.1),
        Row(attack, refused([500]), 0.1),
        Row(attack, Outcome(held=True, seen=""), PATIENCE),
    ):
        assert not row.held
        assert status_of([sound, row]) == 1
