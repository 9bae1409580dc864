"""The program: `eventcal`, or `python -m eventcal`."""

import os
import shutil
import sys
from pathlib import Path

HELP = Path(__file__).with_name("help.txt")
"""What --help prints on 80 columns: to load click takes three times as long as Python takes to start. Written from `eventcal -h`,
which goes the long way."""


def main() -> int:
    """Runs the command of the arguments; its exit status."""
    if sys.argv[1:] == ["--help"] and shutil.get_terminal_size().columns == 80:
        return _print(HELP.read_text("ascii"))
    from eventcal.cli import main

    return main()


def _print(text: str) -> int:
    """Ends well when whoever reads it has what it wanted."""
    try:
        print(text, end="", flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes at exit
    return 0


if __name__ == "__main__":
    sys.exit(main())
