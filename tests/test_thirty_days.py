"""Thirty days with 200 sources on 20 hosts, a third of them failing in turn, each in its way. The server's log is the witness."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from eventcal.fetch import Fetcher
from eventcal.fetch.limits import Limits
from eventcal.model import Settings, Source
from eventcal.refresh import Run, Summary, refresh
from eventcal.store import Store

pytestmark = pytest.mark.long

DAYS, SOURCES, HOSTS = 30, 200, 20
START = datetime(2027, 3, 1, 6, tzinfo=UTC)
DAY = timedelta(days=1)
LIMITS = Limits(retry_pause_s=0, whole_s=10)
CALENDAR = b"<title>Sign in</title><h1>Sign in</h1><form><input type=password></form>"

FAULTS: list[tuple[int, dict[str, str], bytes]] = [
    (500, {}, b"oh"),
    (503, {"Retry-After": "86400"}, b"later"),
    (429, {"Retry-After": "43200"}, b"too many"),
    (404, {}, b"no"),
    (403, {}, b"no"),
    (200, {}, b""),
    (200, {}, CALENDAR),
    (200, {}, b"<title>Just a moment...</title>Checking your browser"),
    (200, {}, b"<title>404</title><h1>Page not found</h1>"),
    (200, {"Content-Length": "9000"}, b"<title>Knot"),
    (200, {"Content-Encoding": "br"}, b"x"),
    (302, {"Location": "/loop"}, b""),
]


class World:
    """The clock, the server and its log: who was asked when, by the clock of the simulation."""

    def __init__(self) -> None:
        self.now = START
        self.log: list[tuple[str, str, datetime]] = []
        self.faults: dict[str, tuple[int, dict[str, str], bytes]] = {}
        world = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *args: Any) -> None:
                pass

            def do_GET(self) -> None:
                host = self.headers["Host"].partition(":")[0]
                world.log.append((host, self.path, world.now))
                status, headers, body = world.answer(self.path)
                self.send_response_only(status)
                for name, value in {"Content-Type": "text/html", "Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
                self.close_connection = "Content-Length" in headers

        self.server = ThreadingHTTPServer(("0.0.0.0", 0), Handler)  # noqa: S104
        self.server.daemon_threads = True
        self.server.handle_error = lambda request, address: None  # type: ignore[method-assign]  # the client has seen enough
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def answer(self, path: str) -> tuple[int, dict[str, str], bytes]:
        if path == "/robots.txt":
            return 404, {}, b""
        return self.faults.get(path) or (200, {}, page(path))

    def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def clock(self) -> float:
        return (self.now - START).total_seconds()


def page(path: str) -> bytes:
    number = int(path.strip("/") or 0)
    name = f"Meeting of Knot Club {number}"
    day = date(2027, 6, 1) + timedelta(days=number % 28)
    return f"<!doctype html><title>{name}</title><h1>{name}</h1><p>{day.day} {day:%B} {day.year}, Bergen</p></html>".encode()


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    yield made
    made.server.shutdown()
    made.server.server_close()


def test_thirty_days_lose_nothing_double_nothing_and_press_nobody(world: World, tmp_path: Path) -> None:
    port = world.server.server_address[1]
    sources = tuple(
        Source(f"s{n}", f"http://127.0.0.{n % HOSTS + 1}:{port}/{n}", allow_private=True) for n in range(SOURCES)
    )
    settings = Settings(tmp_path / "sources.yaml", sources)
    raised: Counter[str] = Counter()
    cleared: Counter[str] = Counter()
    with Store.open(str(tmp_path / "eventcal.db")) as store:
        for day in range(DAYS):
            world.now = max(world.now, START + day * DAY)
            world.faults = faults(day)
            summary = run(world, settings, store, tmp_path / "output")
            raised.update(trouble.source.id for trouble in summary.troubles if trouble.is_new)
            cleared.update(summary.cleared)
            names = re.findall(r"SUMMARY:(.*?)\r\n", (tmp_path / "output" / "events.ics").read_bytes().decode())
            assert len(names) == len(set(names))
            assert day == 0 or len(names) == SOURCES, f"day {day}"
        alarmed = {id for id, state in store.source_states().items() if state.alarm}
    assert raised
    assert all(raised[id] - cleared[id] == (id in alarmed) for id in raised | cleared)
    assert raised.keys() <= {f"s{n}" for n in range(SOURCES) if n % 3 == 0}
    by_host: dict[str, list[datetime]] = {}
    for host, _, when in world.log:
        by_host.setdefault(host, []).append(when)
    assert len(by_host) == HOSTS
    assert min(after - before for times in by_host.values() for before, after in pairwise(times)) >= timedelta(
        seconds=0.999
    )


def faults(day: int) -> dict[str, tuple[int, dict[str, str], bytes]]:
    """Each third source fails for ten days in its way, from the second day, then is well for five."""
    return {f"/{n}": FAULTS[(n // 3) % len(FAULTS)] for n in range(0, SOURCES, 3) if day > 0 and (day + n) % 15 < 10}


def run(world: World, settings: Settings, store: Store, output: Path) -> Summary:
    door = Fetcher(
        None, world.now.date(), LIMITS, sleep=world.sleep, clock=world.clock, now=lambda: world.now, hosts=store.hosts()
    )
    with door:
        return refresh(settings, store, door, output, Run(world.now, jobs=1))
