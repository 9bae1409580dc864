"""A machine without a network, and hosts that ask to be left alone: nothing is counted against the sources."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from servers import Reply, Site, site

from eventcal.fetch import Fetcher
from eventcal.fetch.limits import Limits
from eventcal.model import Settings, Source
from eventcal.refresh import Run, Summary, refresh
from eventcal.store import Store

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
QUICK = Limits(gap_s=0, slow_s=0, retry_pause_s=0, whole_s=5)
PAGE = (
    b"<!doctype html><html><title>Fjord Days 2027</title><h1>Fjord Days 2027</h1><p>10-12 May 2027, Bergen</p></html>"
)


class Desk:
    """Sources, a state and an output folder, read through the real door with the name service as it is told to be."""

    def __init__(self, folder: Path, urls: list[str]) -> None:
        self.store = Store.open(str(folder / "eventcal.db"))
        self.output = folder / "output"
        sources = tuple(Source(f"s{n}", url, allow_private=True) for n, url in enumerate(urls))
        self.settings = Settings(folder / "sources.yaml", sources)

    def run(self, resolve: Any = socket.getaddrinfo, after: timedelta = timedelta(0)) -> Summary:
        now = NOW + after
        door = Fetcher(None, date(2027, 3, 1), QUICK, resolve=resolve, now=lambda: now, hosts=self.store.hosts())
        with door:
            return refresh(self.settings, self.store, door, self.output, Run(now))

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.output.rglob("*") if path.is_file()}


@pytest.fixture
def here() -> Iterator[Site]:
    with site() as made:
        made.says("/", Reply(PAGE))
        yield made


def no_names(host: str, *args: Any, **options: Any) -> list[Any]:
    """A name service that does not answer, but for numbers."""
    if host.replace(".", "").isdigit():
        return socket.getaddrinfo(host, *args, **options)
    raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")


def test_without_a_network_nothing_is_counted_and_nothing_changes(here: Site, tmp_path: Path) -> None:
    desk = Desk(tmp_path, [here.url(), "http://fjord.example/", "http://alp.example/"])
    desk.run()
    before, states = desk.files(), desk.store.source_states()
    desk.settings = Settings(desk.settings.path, tuple(Source(f"s{n}", f"http://host{n}.example/") for n in range(3)))
    summary = desk.run(no_names, timedelta(days=2))
    assert (summary.offline, summary.failed) == (True, 3)
    assert not summary.person_needed
    assert desk.store.source_states() == states
    assert {name for name, data in desk.files().items() if data != before[name]} <= {
        "index.html",
        "status.json",
        "status.html",
        "events.md",
        "newsletter.html",
    }


def test_a_name_service_that_fails_for_some_is_counted_against_those(here: Site, tmp_path: Path) -> None:
    desk = Desk(tmp_path, [here.url(), "http://fjord.example/"])
    summary = desk.run(no_names)
    assert (summary.offline, summary.read, summary.failed) == (False, 1, 1)
    state = desk.store.source_states()["s1"]
    assert (state.failures, state.kind, state.reason) == (
        1,
        "offline",
        "the address of fjord.example cannot be looked up now",
    )


def test_a_host_that_asked_to_be_left_alone_is_by_the_next_run(here: Site, tmp_path: Path) -> None:
    here.says("/busy", Reply(b"", 429, {"Retry-After": "7200"}))
    desk = Desk(tmp_path, [here.url(), here.url("/busy"), here.url("/third")])
    summary = desk.run()
    assert (summary.read, summary.failed, summary.later) == (1, 1, 1)
    assert "s2" not in desk.store.source_states()  # it was not asked, and is due
    asked = len(here.asked)
    assert desk.run(after=timedelta(hours=1)).later == 1
    assert len(here.asked) == asked
    here.says("/third", Reply(PAGE))
    assert desk.run(after=timedelta(hours=2, minutes=1)).read == 1
