"""The web chat under attack, on this machine alone: what holds, and what does not.

python -m bench.attack [--short] [--module ui.cli]

It starts a server of its own, behind a password and with few files to open, and does to it over
loopback what a stranger could do: reads, other origins, large requests, silent connections,
guessed passwords, hostile files. Meanwhile another visitor looks at the page; how long that took
at most is in the table. Linux only. Exit status 1 if anything did not hold.
"""

import argparse
import sys
from collections.abc import Iterable

from bench.attacks import bodies, guesses, origins, reads, uploads
from bench.attacks.attack import Attack, Row, make
from bench.attacks.target import attacked

ATTACKS: tuple[Attack, ...] = (
    *origins.ATTACKS,
    *bodies.ATTACKS,
    *guesses.ATTACKS,
    *reads.ATTACKS,
    # Last: what these do to a server that does not hold would be seen in all that follows.
    *uploads.ATTACKS,
)


def run(*, short: bool, module: str) -> list[Row]:
    """Make the attacks, and print a line of a table for each."""
    print("| attack | | result | seen | another waited |\n| --- | --- | --- | --- | ---: |")
    rows = []
    with attacked(module) as target:
        for attack in ATTACKS:
            if short and attack.long:
                continue
            rows.append(make(attack, target))
            print(_line(rows[-1]), flush=True)
    return rows


def _line(row: Row) -> str:
    result = "held" if row.held else "NOT HELD"
    cells = (row.attack.kind, row.attack.name, result, row.outcome.seen, f"{row.waited:.2f} s")
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def status_of(rows: Iterable[Row]) -> int:
    """Return the exit status: 1 if something did not hold."""
    return 0 if all(row.held for row in rows) else 1


def main() -> int:
    """Read the options and run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--short", action="store_true", help="leave out what takes long")
    parser.add_argument(
        "--module", default="ui.cli", help="what is started, with the arguments of `footnote`"
    )
    options = parser.parse_args()
    return status_of(run(short=options.short, module=options.module))


if __name__ == "__main__":
    sys.exit(main())
