"""Fetching, against Scrapy, in one run: 2,000 pages on 200 hosts of this machine.

    python benchmarks/refresh.py ARCHIVE.warc.gz [--python PYTHON] [--rounds 3]

PYTHON is one that has Scrapy, and eventcal for the rows that read pages (default: this one). robots.txt and pauses between
requests are off in both, for the race only; in earnest the pauses decide. Each figure is the median of some rounds, taken in turn,
each in a process of its own. Peak memory is that of the whole process.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

HOSTS, PAGES = 200, 2_000
TITLE = re.compile(rb"<title[^>]*>([^<]*)", re.I)
TODAY = date(2026, 11, 1)


def urls(port: int) -> list[str]:
    """Each page, the hosts in turn: 127.0.0.1 to 127.0.0.200."""
    return [f"http://127.0.0.{n % HOSTS + 1}:{port}/{n}" for n in range(PAGES)]


# The server


def serve(bodies: list[bytes], latency_s: float, ready: Any) -> None:
    """All hosts, in a process of its own. Tells its port; answers 304 to whoever has the page's ETag."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                number = int(head.split(b" ", 2)[1].strip(b"/") or 0)
                await asyncio.sleep(latency_s) if latency_s else None
                writer.write(answer(head, number, bodies[number % len(bodies)]))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, ValueError):
            writer.close()

    async def run() -> None:
        server = await asyncio.start_server(talk, "0.0.0.0", 0, limit=2**20, backlog=1_000)  # noqa: S104
        ready.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


def answer(head: bytes, number: int, body: bytes) -> bytes:
    """The whole response."""
    etag = f'"{number}"'.encode()
    if b"if-none-match: " + etag in head.lower():
        return b"HTTP/1.1 304 Not Modified\r\nETag: " + etag + b"\r\n\r\n"
    stated = b"Content-Type: text/html; charset=utf-8\r\nETag: " + etag
    return b"HTTP/1.1 200 OK\r\n" + stated + b"\r\nContent-Length: " + str(len(body)).encode() + b"\r\n\r\n" + body


# The runners: each in a process of its own, which prints its figures as JSON


def measured(work: Callable[[], int]) -> None:
    """Runs it and prints wall and CPU seconds, peak megabytes and the pages that it has seen."""
    before, start = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    pages = work()
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps({"wall": wall, "cpu": cpu, "mb": after.ru_maxrss / 1024, "pages": pages}))


def reading(url: str, body: bytes, full: bool) -> int:
    """What is done with a page: its title, or all that eventcal reads in it."""
    if not full:
        return len(TITLE.findall(body[:20_000])) or 1
    from eventcal.errors import ReadError
    from eventcal.extract import understand
    from eventcal.page import Page

    try:
        understand(Page(url, body, TODAY, "text/html; charset=utf-8"), "auto", (), (TODAY, TODAY))
    except ReadError:
        return 1
    return 1


def run_eventcal(port: int, jobs: int, full: bool) -> int:
    """Through eventcal's own door and its pool."""
    import socket
    from urllib.parse import urlsplit

    from eventcal.abreast import in_order
    from eventcal.fetch.limits import Limits
    from eventcal.fetch.road import Road

    road = Road(None, Limits(gap_s=0, slow_s=0), socket.getaddrinfo)
    answers = in_order(
        urls(port), lambda url: urlsplit(url).netloc, lambda url: road.follow(url, road.trip(allow_private=True)), jobs
    )
    return sum(reading(url, got.body, full) for url, got in answers)


def quickest(jobs: int) -> dict[str, Any]:
    """Settings of Scrapy with which it does nothing but fetch."""
    return {
        "CONCURRENT_REQUESTS": jobs,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1 if jobs >= HOSTS else 4,
        "DOWNLOAD_DELAY": 0,
        "ROBOTSTXT_OBEY": False,
        "LOG_LEVEL": "CRITICAL",
        "TELNETCONSOLE_ENABLED": False,
        "COOKIES_ENABLED": False,
        "RETRY_ENABLED": False,
    }


def run_scrapy(port: int, jobs: int, full: bool) -> int:
    """The same in Scrapy, at its quickest settings."""
    import scrapy
    from scrapy.crawler import CrawlerProcess

    seen = [0]

    class Pages(scrapy.Spider):
        name = "pages"
        start_urls = urls(port)

        def parse(self, response: Any) -> None:
            seen[0] += reading(response.url, response.body, full)

    process = CrawlerProcess(quickest(jobs))
    process.crawl(Pages)
    process.start()
    return seen[0]


def run_unchanged_eventcal(port: int, jobs: int, full: bool) -> int:
    """A refresh with its database in which nothing has changed. The first, which reads it all, is not counted."""
    from eventcal.refresh import Run, refresh

    folder = TemporaryDirectory()
    settings, store, door = desk(Path(folder.name), port)
    refresh(settings, store, door(), None, Run(datetime(2026, 11, 1, tzinfo=UTC), jobs=jobs))
    before = resource.getrusage(resource.RUSAGE_SELF)
    start = time.perf_counter()
    summary = refresh(settings, store, door(), None, Run(datetime(2026, 11, 3, tzinfo=UTC), jobs=jobs))
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(
        json.dumps(
            {"wall": time.perf_counter() - start, "cpu": cpu, "mb": after.ru_maxrss / 1024, "pages": summary.unchanged}
        )
    )
    return 0


def desk(folder: Path, port: int) -> tuple[Any, Any, Callable[[], Any]]:
    """Settings with all pages, an empty store, and a maker of doors without robots.txt and pauses."""
    from eventcal.fetch import Fetcher
    from eventcal.fetch.limits import Limits
    from eventcal.model import Settings, Source
    from eventcal.store import Store

    sources = tuple(Source(f"s{n}", url, allow_private=True) for n, url in enumerate(urls(port)))

    def door() -> Any:
        made = Fetcher(None, TODAY, Limits(gap_s=0, slow_s=0))
        made._robots.check = lambda url, trip: None  # type: ignore[method-assign]
        return made

    return Settings(folder / "sources.yaml", sources), Store.open(str(folder / "eventcal.db")), door


def run_unchanged_scrapy(port: int, jobs: int, full: bool) -> int:
    """The same 304s in Scrapy, with the validators at hand and no database."""
    import scrapy
    from scrapy.crawler import CrawlerProcess

    seen = [0]

    class Pages(scrapy.Spider):
        name = "pages"
        handle_httpstatus_list = [304]  # noqa: RUF012

        async def start(self) -> Any:
            for n, url in enumerate(urls(port)):
                yield scrapy.Request(url, headers={"If-None-Match": f'"{n}"'}, dont_filter=True)

        def parse(self, response: Any) -> None:
            seen[0] += response.status == 304

    process = CrawlerProcess(quickest(jobs))
    process.crawl(Pages)
    process.start()
    return seen[0]


RUNNERS: dict[str, Callable[[int, int, bool], int]] = {
    "eventcal": run_eventcal,
    "scrapy": run_scrapy,
    "unchanged-eventcal": run_unchanged_eventcal,
    "unchanged-scrapy": run_unchanged_scrapy,
}


# The race


def race(python: str, port: int, entries: dict[str, tuple[str, int, bool]], rounds: int) -> dict[str, dict[str, float]]:
    """By entry the medians of its figures; the entries in turn in each round."""
    found: dict[str, list[dict[str, float]]] = {name: [] for name in entries}
    for _ in range(rounds):
        for name, (runner, jobs, full) in entries.items():
            command = [
                python,
                __file__,
                "--runner",
                runner,
                "--port",
                str(port),
                "--jobs",
                str(jobs),
                *(["--full"] if full else []),
            ]
            done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
            found[name].append(json.loads(done.stdout.strip().splitlines()[-1]))
    return {name: {key: statistics.median(run[key] for run in runs) for key in runs[0]} for name, runs in found.items()}


def started(bodies: list[bytes], latency_s: float) -> Iterator[int]:
    """The port of a server, which ends with the block."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.Process(target=serve, args=(bodies, latency_s, there), daemon=True)
    process.start()
    yield here.recv()
    process.terminate()
    process.join()


def told(title: str, found: dict[str, dict[str, float]]) -> None:
    """A row for each."""
    print(f"\n{title}")
    for name, figures in found.items():
        print(
            f"  {name:20} {figures['pages'] / figures['wall']:7.0f} pages/s  {figures['wall']:6.2f} s"
            f"  CPU {figures['cpu'] / figures['pages'] * 1000:6.2f} s/1,000  {figures['mb']:5.0f} MB  {figures['pages']:.0f} pages"
        )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", nargs="?")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--runner", choices=RUNNERS, help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--jobs", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--full", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.runner:
        run = RUNNERS[given.runner]
        if given.runner == "unchanged-eventcal":
            run(given.port, given.jobs, given.full)
        else:
            measured(lambda: run(given.port, given.jobs, given.full))
        return
    from eventcal.fetch.archive import read_archive

    bodies = [page.body for page in read_archive(Path(given.archive)) if "html" in (page.content_type or "")][:200]
    print(
        f"{PAGES} pages of {sum(map(len, bodies)) / len(bodies) / 1000:.0f} kB in the mean, {HOSTS} hosts, {given.rounds} rounds"
    )
    for port in started(bodies, 0):
        told(
            "no latency, the title alone",
            race(
                given.python,
                port,
                {"eventcal": ("eventcal", 16, False), "Scrapy": ("scrapy", 128, False)},
                given.rounds,
            ),
        )
        told(
            "unchanged (304); eventcal with its database",
            race(
                given.python,
                port,
                {"eventcal": ("unchanged-eventcal", 16, False), "Scrapy": ("unchanged-scrapy", 128, False)},
                given.rounds,
            ),
        )
        told(
            "no latency, all that eventcal reads",
            race(given.python, port, {"eventcal": ("eventcal", 16, True), "Scrapy": ("scrapy", 128, True)}, 1),
        )
    for port in started(bodies, 0.2):
        ideal = PAGES / HOSTS * 0.2
        told(
            f"200 ms, one connection a host; ideal {ideal:.1f} s",
            race(
                given.python,
                port,
                {"eventcal": ("eventcal", 200, False), "Scrapy": ("scrapy", 200, False)},
                given.rounds,
            ),
        )


if __name__ == "__main__":
    main()
