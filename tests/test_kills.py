"""Runs that are killed, crowd together or meet a broken disk: nothing is lost or doubled, and the next run goes on."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import subprocess
import sys
import textwrap
import threading
import time
from contextlib import closing, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

TOWNS = "Alta Bodo Drammen Egersund Florvag Grimstad Hamar Irgens Jessheim Kongsberg Larvik Moss".split()
PAGES = len(TOWNS)
TODAY = ("--today", "2027-04-01")
REFRESH = (sys.executable, "-m", "eventcal", "refresh", "--force", *TODAY)
OUTPUTS = ("events.ics", "calls.ics", "online.ics", "feed.xml", "events.md", "events.json")


def write_pages(folder: Path, edition: int) -> None:
    """Pages of some events each; with the edition the days of every second one move on."""
    for number in range(PAGES):
        day = 1 + edition % 20 if number % 2 else 5
        rows = "".join(
            f"<li><a href='https://fjord.example/{number}/{i}'>{TOWNS[number]} {name}</a>, {day}-{day + 1} {month} 2027, Bergen, Norway</li>"
            for i, (name, month) in enumerate((("Days", "May"), ("Nights", "June"), ("Forum", "July")))
        )
        page = f"<!doctype html><html lang=en><title>Events {number}</title><h1>Events {number}</h1><ul>{rows}</ul>"
        (folder / f"{number}.html").write_text(page, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Pages and the sources that name them."""
    write_pages(tmp_path, 0)
    sources = "".join(f"  - url: {number}.html\n" for number in range(PAGES))
    (tmp_path / "sources.yaml").write_text(f"sources:\n{sources}", encoding="utf-8")
    return tmp_path


def refresh(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(REFRESH, cwd=folder, capture_output=True, text=True, timeout=60, check=False)


def start(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(REFRESH, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def known(folder: Path) -> dict[str, tuple[str, str, str]]:
    """Name, start and end of each published event by its uid."""
    events = json.loads((folder / "output" / "events.json").read_text(encoding="utf-8"))
    return {event["uid"]: (event["name"], event["start"], event["end"]) for event in events}


def is_sound(folder: Path) -> bool:
    with closing(sqlite3.connect(folder / "eventcal.db")) as connection:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize("kills", [3, pytest.param(200, marks=pytest.mark.long)])
def test_a_run_that_is_killed_at_any_moment_loses_and_doubles_nothing(folder: Path, kills: int) -> None:
    chance = random.Random(kills)  # noqa: S311 - the same moments each time
    begin = time.monotonic()
    assert refresh(folder).returncode == 0
    lasts = time.monotonic() - begin
    uids = set(known(folder))
    assert len(uids) == 3 * PAGES
    for kill in range(1, kills + 1):
        write_pages(folder, kill)
        run = start(folder)
        time.sleep(chance.uniform(0.2, 1.1) * lasts)
        run.kill()
        run.wait(10)
        assert is_sound(folder)
        assert set(known(folder)) == uids  # an output is the old one or the new one, and whole
        # the next run completes, or is killed in its turn: a state is built on that of several kills too
        if kill % 2 == 0 or kill == kills:
            done = refresh(folder)
            assert (done.returncode, done.stderr) == (0, "")
            assert set(known(folder)) == uids
    never_killed = folder / "clean"
    shutil.copytree(folder, never_killed, ignore=shutil.ignore_patterns("eventcal.db*", "output"))
    assert refresh(never_killed).returncode == 0
    assert sorted(known(folder).values()) == sorted(known(never_killed).values())
    assert not [path for path in (folder / "output").iterdir() if path.suffix == ".tmp"]


class Held:
    """A server whose first answer waits until it is let go."""

    def __init__(self) -> None:
        self.asked, self.let_go = threading.Event(), threading.Event()
        held = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path != "/robots.txt":
                    held.asked.set()
                    held.let_go.wait(60)
                with suppress(OSError):
                    self.send_error(404)

            def log_message(self, *_: object) -> None:
                """Nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.url = f"http://127.0.0.1:{self.server.server_port}/events"

    def __enter__(self) -> Held:
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.let_go.set()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def held(folder: Path):
    """A source that does not answer, before the others."""
    path = folder / "sources.yaml"
    with Held() as held:
        slow = f"  - url: {held.url}\n    id: slow\n    allow_private: true\n"
        path.write_text(path.read_text().replace("sources:\n", f"sources:\n{slow}"), encoding="utf-8")
        yield held


@pytest.mark.parametrize("count", [3, pytest.param(20, marks=pytest.mark.long)])
def test_of_many_runs_at_once_one_works_and_the_others_end_at_once(folder: Path, held: Held, count: int) -> None:
    (folder / "eventcal.db.lock").touch()  # as a holder that was killed leaves it
    runs = [start(folder) for _ in range(count)]
    assert held.asked.wait(60)
    begin = time.monotonic()
    while sum(run.poll() is not None for run in runs) < count - 1:  # all but the one that holds the lock
        assert time.monotonic() - begin < 100
        time.sleep(0.05)
    held.let_go.set()
    assert sorted(run.wait(60) for run in runs) == [0, *[75] * (count - 1)]
    assert is_sound(folder)
    assert len(known(folder)) == 3 * PAGES


def test_sigterm_ends_a_run_that_waits_for_a_server(folder: Path, held: Held) -> None:
    run = subprocess.Popen(REFRESH, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert held.asked.wait(60)
    run.terminate()
    begin = time.monotonic()
    _, told = run.communicate(timeout=30)
    assert (run.returncode, time.monotonic() - begin < 10) == (130, True)
    assert told.decode().strip() == "eventcal: interrupted; nothing is half-written"
    assert is_sound(folder)
    held.let_go.set()
    assert refresh(folder).returncode == 0
    assert len(known(folder)) == 3 * PAGES


@pytest.mark.parametrize("room", [0, 20_000, 60_000])
def test_a_database_that_cannot_grow_is_told_with_its_path_and_loses_nothing(folder: Path, room: int) -> None:
    """RLIMIT_FSIZE makes a write fail within SQLite, as a full disk does."""
    assert refresh(folder).returncode == 0
    before = {name: (folder / "output" / name).read_bytes() for name in OUTPUTS}
    write_pages(folder, 7)
    most = (folder / "eventcal.db").stat().st_size + room if room else 1_000
    limited = ["bash", "-c", 'trap "" XFSZ; ulimit -f "$0"; exec "$@"', str(most // 1024), *REFRESH]
    done = subprocess.run(limited, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    if done.returncode:  # with room enough all is well
        assert (done.returncode, len(done.stderr.splitlines())) in ((2, 1), (1, 1))
        assert str(folder) in done.stderr
    assert is_sound(folder)
    now = {name: (folder / "output" / name).read_bytes() for name in OUTPUTS}
    assert refresh(folder).returncode == 0
    whole = {name: (folder / "output" / name).read_bytes() for name in OUTPUTS}
    assert all(now[name] in (before[name], whole[name]) for name in OUTPUTS)
    assert done.returncode or not room or now == whole


def test_few_open_files_are_enough_for_many_sources(folder: Path) -> None:
    sources = "".join(f"  - {{url: {n % PAGES}.html, id: s{n}}}\n" for n in range(PAGES))
    dead = "".join(f'  - {{url: "http://127.0.0.1:9/{n}", allow_private: true}}\n' for n in range(200))
    (folder / "sources.yaml").write_text(f"sources:\n{sources}{dead}", encoding="utf-8")
    limited = ["bash", "-c", 'ulimit -n 64; exec "$@"', "-", *REFRESH, "--jobs", "256"]
    done = subprocess.run(limited, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, f"{PAGES} read, 200 failed" in done.stdout) == (0, True), done.stderr
    assert len(known(folder)) == 3 * PAGES


def test_sigterm_ends_a_run_after_the_page_that_is_being_stored(folder: Path) -> None:
    assert refresh(folder).returncode == 0
    before = known(folder)
    write_pages(folder, 7)
    script = """
        import os, signal, sys
        from eventcal.cli import main
        from eventcal.store import Store

        saved, save = [], Store.save

        def ask_to_end(self, *args):
            os.kill(os.getpid(), signal.SIGTERM)
            save(self, *args)
            saved.append(args)

        Store.save = ask_to_end
        sys.argv[1:] = ["refresh", "--force", "--today", "2027-04-01"]
        import eventcal.cli
        end = os._exit
        os._exit = lambda status: (print(len(saved), flush=True), end(status))
        sys.exit(main())
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (130, "1\n")
    assert done.stderr.strip() == "eventcal: interrupted; nothing is half-written"  # click ends the line of ^C
    assert known(folder) == before
    assert refresh(folder).returncode == 0
    assert set(known(folder)) == set(before)
    assert known(folder) != before


FAULTS = """
    import errno, os, pathlib, sys

    n, error = int(sys.argv[1]), int(sys.argv[2])
    calls = 0

    def failing(function):
        def call(*args, **options):
            global calls
            calls += 1
            if calls == n:
                raise OSError(error, os.strerror(error))
            return function(*args, **options)
        return call

    class File:
        def __init__(self, file): self.file = file
        def __enter__(self): self.file.__enter__(); return self
        def __exit__(self, *error): return self.file.__exit__(*error)
        def __getattr__(self, name): return failing(self.file.write) if name == "write" else getattr(self.file, name)

    opened = pathlib.Path.open
    pathlib.Path.open = lambda path, mode="r", *a, **o: (
        File(failing(opened)(path, mode, *a, **o)) if mode == "xb" else opened(path, mode, *a, **o)
    )
    pathlib.Path.replace = failing(pathlib.Path.replace)
    os.fsync = failing(os.fsync)

    from eventcal.cli import main

    sys.argv[1:] = ["refresh", "--force", "--today", "2027-04-01"]
    status = main()
    print(calls)
    sys.exit(status)
"""


def faulty(folder: Path, n: int, error: int) -> tuple[int, str, int]:
    """A run whose n-th write, fsync or rename of an output fails: exit status, stderr, and how many there were."""
    script = [sys.executable, "-c", textwrap.dedent(FAULTS), str(n), str(error)]
    done = subprocess.run(script, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stderr, int(done.stdout.split()[-1])


@pytest.mark.parametrize(
    ("which", "error"),
    [
        pytest.param("some", 28, id="some-ENOSPC"),
        pytest.param("every", 28, id="every-ENOSPC", marks=pytest.mark.long),
        pytest.param("every", 5, id="every-EIO", marks=pytest.mark.long),
    ],
)
def test_a_disk_that_fails_leaves_every_output_whole(folder: Path, error: int, which: str) -> None:
    (folder / "sources.yaml").write_text("sources: [{url: 0.html}, {url: 1.html}]\n", encoding="utf-8")
    assert refresh(folder).returncode == 0
    n = failed = 0
    while True:
        n += 1 if which == "every" else 12
        write_pages(folder, n)
        before = {name: (folder / "output" / name).read_bytes() for name in OUTPUTS}
        status, told, calls = faulty(folder, n, error)
        if calls < n:
            break
        assert status != 0
        assert str(folder / "output") in told.splitlines()[-1]
        now = {name: (folder / "output" / name).read_bytes() for name in OUTPUTS}
        assert refresh(folder).returncode == 0
        whole = {name: (folder / "output" / name).read_bytes() for name in OUTPUTS}
        assert all(now[name] in (before[name], whole[name]) for name in OUTPUTS)
        failed += 1
    assert failed >= (12 if which == "every" else 3)  # three outputs at least are opened, written, synced and renamed
    assert (status, told) == (0, "")
    assert refresh(folder).returncode == 0
    assert not [path for path in (folder / "output").iterdir() if path.suffix == ".tmp"]
