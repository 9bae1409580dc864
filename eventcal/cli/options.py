"""Options that several commands share, and what stands behind their defaults."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from eventcal.errors import UsageError

if TYPE_CHECKING:
    from eventcal.edits import Hand
    from eventcal.fetch import Door
    from eventcal.model import Record, Settings
    from eventcal.store import Store

Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day."""
        try:
            day = datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            day = None
        if day is None or not 1970 <= day.year < 3000:  # neither the store nor the schedule holds others
            self.fail(f"{value!r} is not a day such as 2027-03-01", param, ctx)
        return day


class Past(click.ParamType[int | str]):
    """A number of days, or "all"."""

    name = "DAYS|all"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | str:
        """The number, or "all" as it stands: click takes None for an option not given."""
        if isinstance(value, int):
            return value
        if value == "all":
            return "all"
        if not str(value).isascii() or not str(value).isdigit() or len(value) > 6:
            self.fail(f"{value!r} is neither a number of days nor 'all'", param, ctx)
        return int(value)


def days_back(past: int | str) -> int | None:
    """Days back that still show; None for all."""
    return past if isinstance(past, int) else None


def sources(command: Command) -> Command:
    """--sources: the settings file."""
    return click.option(
        "--sources", type=click.Path(path_type=Path), default=Path("sources.yaml"), show_default=True, metavar="FILE",
        help="The settings; state and output live beside it.",
    )(command)  # fmt: skip


def log(command: Command) -> Command:
    """--log: how a run is told."""
    from eventcal.cli.report import FORMS

    return click.option(
        "--log",
        type=click.Choice(FORMS),
        default="text",
        show_default=True,
        help="json: on stderr an object a line, with time, level, message, source and counts.",
    )(command)


def store(command: Command) -> Command:
    """--store: the database."""
    return click.option(
        "--store", metavar="URL", help="The state: a path or a database URL.  [default: eventcal.db beside FILE]"
    )(command)


def today(command: Command) -> Command:
    """--today: the day that counts as today."""
    return click.option("--today", type=Day(), help="Take this day for today, from 00:00 UTC.")(command)


def past(command: Command) -> Command:
    """--past: how long events still show when they are over."""
    return click.option(
        "--past",
        type=Past(),
        default=30,
        metavar="DAYS|all",
        show_default=True,
        help="Days that a past event still shows.",
    )(command)


def now(today: date | None) -> datetime:
    """The time that counts as now: the real one to the second, or the first of the day `today`. Aware, UTC."""
    if today is not None:
        return datetime.combine(today, time(), UTC)
    return datetime.now(UTC).replace(microsecond=0)


def door(archive: Path | None, today: date, contact: str | None = None) -> Door:
    """Where pages come from: the archive, else the network, which `contact` is told to."""
    from eventcal.fetch import Fetcher

    if archive is None:
        return Fetcher(contact, today)
    from eventcal.fetch.replay import Replay

    return Replay(archive, today)


def settings_or_none(sources: Path) -> Settings:
    """The settings of the file; those of a calendar that says nothing of itself where there is none."""
    from eventcal.config import load
    from eventcal.model import Settings

    return load(sources) if sources.exists() else Settings(sources, ())


def store_at(store: str | None, sources: Path) -> str:
    """Where the state is: as given, else beside the settings."""
    return store or str(sources.absolute().parent / "eventcal.db")


def existing_store(store: str | None, sources: Path) -> Store:
    """The store, to look into. UsageError where there is none yet, since looking must not make one."""
    from eventcal.cli.terminal import say
    from eventcal.store import Store

    where = store_at(store, sources)
    if "://" not in where and not Path(where).exists():
        raise UsageError(f"no {where} yet; run `eventcal refresh`")
    return Store.open(where, say)


def in_hand(kept: Store, sources: Path) -> Hand:
    """What the editor says of the events that a store knows; what cannot be done is told by the next refresh."""
    from eventcal import editorial
    from eventcal.config import load_editorial

    said = load_editorial(sources)
    return editorial.in_hand(said, kept.known() if said.edits else (), kept.aliases(), ())[0]


def seen(kept: Store, sources: Path) -> list[Record]:
    """The records that outputs show, as the editor wants them."""
    return [record for record in everything(kept, sources) if not (record.waiting or record.hidden)]


def everything(kept: Store, sources: Path) -> list[Record]:
    """All records as the editor wants them, those that are hidden or wait too."""
    from eventcal.editorial import shown
    from eventcal.removed import day_of, left, over

    since = {name: day for name, alarm in kept.alarms().items() if (day := day_of(alarm))}
    gone = over(since, now(None).date())
    alone = kept.only_of(gone) if gone else {}
    hand = in_hand(kept, sources)
    return [left(shown(record, hand), alone, gone) for record in kept.records()]
