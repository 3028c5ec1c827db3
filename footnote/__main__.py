"""The command: `python -m footnote` and the program `footnote`."""

import sys

from footnote.hidden import refuse_hidden_packages


def main() -> int:
    """Run the command line and return its exit status."""
    try:
        refuse_hidden_packages()
    except ImportError as error:
        sys.stderr.write(f"footnote: {error}\n")
        return 1
    from ui.cli import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
