"""The `eventcal` command: arguments and printing only. A command is imported when it is asked for, and imports what it needs when it
runs, so help is quick."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
from io import TextIOWrapper
from typing import Any

import click

from eventcal import __version__
from eventcal.cli.commands import PARTS, Part
from eventcal.cli.terminal import INTERRUPTION, leave, say
from eventcal.errors import EventcalError
from eventcal.termination import end

COLLECTED = 50_000
"""New objects after which Python looks for cycles. Pages leave hardly any, and looking every 700 costs 3 % of their reading."""


class Group(click.Group):
    """The commands in the order of use.

    Ends well when whoever reads stdout has what it wanted, which click would call a failure.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """As they were added."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click's, the command loaded."""
        name, found, rest = super().resolve_command(ctx, args)
        return name, found.loaded() if isinstance(found, Part) else found, rest

    def invoke(self, ctx: click.Context) -> Any:
        """The command's status."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes at exit
            return 0


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="%(prog)s %(version)s")
def command() -> None:
    """Conference pages in; a calendar feed and a newsletter section out.

    Start with `eventcal init`, then `eventcal refresh`.

    Exit status: 0 all well; 1 a person is needed; 2 bad usage or configuration, nothing was changed; 75 another run holds
    the lock; 130 interrupted, nothing half-written.
    """


for part in PARTS:
    command.add_command(part)


def main() -> int:
    """Runs the command of the arguments; its exit status. Every error of ours becomes one line on stderr."""
    gc.set_threshold(COLLECTED)
    atexit.register(gc.freeze)  # else Python looks through all that is loaded once more as it ends, for .1 s
    signal.signal(signal.SIGTERM, end)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # None where it is closed
            stream.reconfigure(errors="backslashreplace")  # a terminal may lack our characters
    try:
        return int(command.main(prog_name="eventcal", standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except EventcalError as error:
        say(str(error))
        return error.exit_status
    except (click.Abort, KeyboardInterrupt):
        say(INTERRUPTION)
        leave()
