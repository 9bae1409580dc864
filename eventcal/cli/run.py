"""`eventcal run`: what cron's refresh does, for as long as it is let."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from datetime import datetime
from math import isnan
from pathlib import Path
from threading import Timer
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from eventcal.cli import options
from eventcal.cli.report import Note, interruptible, listening
from eventcal.errors import BusyError, EventcalError

if TYPE_CHECKING:
    from eventcal.model import Settings

AGAIN_S, LOST_S = 0.1, 2.0
"""Seconds after which a signal is sent once more that the scheduler, or code of Python's that lets nothing through, has taken in."""
TICK = 300
"""Seconds between two looks at what is due."""


@click.command()
@options.past
@options.sources
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="DIR", help="Where results go.  [default: output beside FILE]"
)
@options.store
@click.option("--jobs", type=click.IntRange(1, 256), default=16, show_default=True, help="Requests at a time.")
@click.option(
    "--tick",
    type=click.FloatRange(0.1, 86_400),
    default=TICK,
    show_default=True,
    help="Seconds between two looks at what is due.",
)
@click.option("-v", "--verbose", is_flag=True, help="Print every source, and the traceback of our own mistakes.")
@options.log
@click.pass_context
def run(ctx: click.Context, /, tick: float, **given: Any) -> None:
    """Refresh what is due, again and again, until it is stopped (Ctrl-C, SIGTERM).

    It does what `eventcal refresh -q` does in a crontab, and prints as little. What is due is looked up in the database at each
    tick: a machine that slept, a restart, another clock or summer time need no care. sources.yaml, editorial.yaml and the outputs
    are looked at each time.
    """
    if isnan(tick):
        raise click.BadParameter("nan is no number of seconds", param_hint="--tick")
    daemon = _Daemon({**given, "quiet": not given["verbose"]})
    with interruptible(given["log"]):
        daemon.serve(tick)
        raise KeyboardInterrupt  # it ends only when it is told to


class _Daemon:
    """Looks at what is due at each tick, in the main thread, so that a signal ends it as it ends a refresh."""

    def __init__(self, given: dict[str, Any]) -> None:
        from apscheduler.executors.debug import DebugExecutor
        from apscheduler.schedulers.blocking import BlockingScheduler

        import eventcal.publish  # noqa: F401  (loaded before anybody puts a newer eventcal in the place of this one)

        self._given = given
        self._tell = listening(given["log"], verbose=given["verbose"])
        self._said: str | None = None
        self._done: str | None = None
        self._scheduler = BlockingScheduler(timezone="UTC", executors={"default": DebugExecutor()})

    def serve(self, seconds: float) -> None:
        """Until a signal comes. One late tick is made up for, not each of many; none is dropped for being late."""
        self._scheduler.add_job(
            self._tick,
            "interval",
            seconds=seconds,
            next_run_time=options.now(None),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, _end)
        with suppress(KeyboardInterrupt):
            self._scheduler.start()

    def _tick(self) -> None:
        try:
            self._refresh()
            self._said = None
        except BusyError:
            return  # another run is at work, and does what is due
        except EventcalError as error:
            if str(error) != self._said:  # once, not at every tick
                self._tell(Note("error", str(error)))
            self._said = str(error)
        except KeyboardInterrupt:  # which the scheduler takes for an error of the job: asked again when it listens
            _send_again(AGAIN_S)

    def _refresh(self) -> None:
        from eventcal.cli.refresh import work
        from eventcal.config import load, load_editorial
        from eventcal.published import contents, made_from

        now = options.now(None)
        settings, editorial = load(self._given["sources"]), load_editorial(self._given["sources"])
        output = self._given["output"] or settings.path.absolute().parent / "output"

        def state() -> str:
            return made_from(settings, editorial, now.date(), contents(output))

        if self._done == state() and not self._is_due(settings, now):
            return
        self._done = None  # until the work is done: what fails is tried again
        work(settings, editorial, frozenset(), {**USUAL, **self._given}, self._tell)
        self._done = state()

    def _is_due(self, settings: Settings, now: datetime) -> bool:
        from eventcal.schedule import due
        from eventcal.store import Store

        with Store.open(options.store_at(self._given["store"], self._given["sources"])) as kept:
            return bool(due(settings.sources, kept.timings(), now))


def _end(number: int, frame: FrameType | None) -> None:
    """A handler that ends the run, and asks once more should that be lost."""
    _send_again(LOST_S)
    raise KeyboardInterrupt


def _send_again(seconds: float) -> None:
    timer = Timer(seconds, os.kill, (os.getpid(), signal.SIGTERM))
    timer.daemon = True
    timer.start()


USUAL: dict[str, Any] = {
    "today": None,
    "force": False,
    "reread": False,
    "dry_run": False,
    "replay": None,
    "record": None,
}
"""How `eventcal refresh` goes about it when nothing else is said."""
