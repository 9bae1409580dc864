"""Calendar apps that are installed here read the feed as it is meant. One that is missing is skipped.

Their scripts for Thunderbird, Evolution, libical and JavaScript are not part of the project.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from hard import TODAY, hard_records
from icalendar import Calendar
from invented import SETTINGS, days, record

from eventcal.exporters.ical import export
from eventcal.model import Record

JUDGES = Path(__file__).parents[3] / "shared" / "judges"
MODULES = Path(os.environ.get("EVENTCAL_NODE_MODULES", "node_modules")).absolute()
"""Where ical.js and node-ical are installed."""

pytestmark = pytest.mark.long


def needs(program: str, *files: Path) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    for file in files:
        if not file.exists():
            pytest.skip(f"no {file.name} here")


@dataclass(frozen=True, order=True)
class Seen:
    """An entry as an app has it; what it does not tell is None."""

    uid: str
    title: str
    start: date
    """A day, or a time in UTC."""
    status: str | None


def feed(records: list[Record], **options: bool) -> bytes:
    return export(records, SETTINGS, TODAY, None, **options)


def meant(data: bytes) -> list[Seen]:
    """What the feed says, as icalendar reads it."""
    return sorted(
        Seen(str(entry["UID"]), str(entry["SUMMARY"]), utc(entry["DTSTART"].dt), str(entry.get("STATUS")))
        for entry in Calendar.from_ical(data).walk("VEVENT")
    )


def utc(moment: date) -> date:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment


def run(*command: str | Path, **options: Any) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, **options)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


@contextmanager
def served(folder: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "feed.ics"
    path.write_bytes(feed(hard_records()))
    return path


def crowd(count: int) -> list[Record]:
    return [
        record(f"Fjord Days {n}", f"{n}@eventcal", when=days(str(TODAY + timedelta(days=n % 900))))
        for n in range(count)
    ]


@pytest.mark.parametrize("count", [0, 20_000])
def test_libical_finds_nothing_to_object_to(file, count):
    needs("python3", JUDGES / "libical_judge.py")
    if count:
        file.write_bytes(feed(crowd(count)))
    try:
        import ctypes

        ctypes.CDLL("libical.so.3")
    except OSError:
        pytest.skip("libical is not installed")
    assert run("python3", JUDGES / "libical_judge.py", file) == "\n"


def test_ical_js_reads_every_entry(file):
    needs("node", MODULES / "ical.js", JUDGES / "icaljs_judge.mjs")
    script = MODULES.parent / "icaljs_judge.mjs"
    if not script.exists():
        pytest.skip("node takes modules from beside the script; copy icaljs_judge.mjs there")
    entries = [json.loads(line) for line in run("node", script, file).splitlines()]
    found = sorted(
        Seen(
            entry["uid"],
            entry["summary"],
            date.fromisoformat(entry["start"]) if entry["date"] else datetime.fromisoformat(entry["utc"]),
            entry["status"],
        )
        for entry in entries
    )
    assert found == meant(file.read_bytes())


def test_node_ical_reads_every_entry(file):
    needs("node", MODULES / "node-ical", JUDGES / "nodeical_judge.cjs")
    script = MODULES.parent / "nodeical_judge.cjs"
    if not script.exists():
        pytest.skip("node takes modules from beside the script; copy nodeical_judge.cjs there")
    entries = [json.loads(line) for line in run("node", script, file, env={**os.environ, "TZ": "UTC"}).splitlines()]
    found = sorted(
        Seen(
            entry["uid"],
            entry["summary"].replace("\\\n", "\\n"),  # it takes an escaped backslash before an n for a line end
            date.fromisoformat(entry["start"][:10])
            if entry["dt"] == "date"
            else datetime.fromisoformat(entry["start"]),
            entry["status"],
        )
        for entry in entries
    )
    assert found == meant(file.read_bytes())


KHAL = """\
[calendars]
[[test]]
path = {folder}/calendar
type = calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = UTC
default_timezone = UTC
[sqlite]
path = {folder}/khal.db
[default]
default_calendar = test
"""


def test_khal_imports_every_entry_on_its_days(file, tmp_path):
    needs("khal")
    (tmp_path / "calendar").mkdir()
    config = tmp_path / "khal.conf"
    config.write_text(KHAL.format(folder=tmp_path))
    run("khal", "-c", config, "import", "--batch", file)
    told = "{uid}|{start-date-full}|{start-time}|{status}|{title}"
    lines = run("khal", "-c", config, "list", "--notstarted", "--format", told, "2026-10-01", "600d").splitlines()
    found = {(uid, day, time) for line in lines if line.count("|") >= 4 for uid, day, time, *_ in [line.split("|")]}
    wanted = {
        (seen.uid, f"{seen.start:%Y-%m-%d}", f"{seen.start:%H:%M}" if isinstance(seen.start, datetime) else "")
        for seen in meant(file.read_bytes())
    }
    assert wanted - found == set()


def test_calcurse_imports_every_entry_and_skips_none(file, tmp_path):
    needs("calcurse")
    said = run("calcurse", "-D", tmp_path / "calcurse", "-i", file, env={**os.environ, "TZ": "Europe/Oslo"})
    count = len(meant(file.read_bytes()))
    numbers = [int(number) for number in re.findall(r"(\d+) (?:apps?|appointments?|events?)\b", said)]
    assert (sum(numbers), "0 skipped" in said) == (count, True), said


VDIRSYNCER = """\
[general]
status_path = "{folder}/status/"
[pair feed]
a = "remote"
b = "local"
collections = null
conflict_resolution = "a wins"
[storage remote]
type = "http"
url = "{url}/feed.ics"
[storage local]
type = "filesystem"
path = "{folder}/copy/"
fileext = ".ics"
"""


def test_vdirsyncer_copies_each_entry_once_and_one_that_changed_alone(file, tmp_path):
    needs("vdirsyncer")
    with served(file.parent) as url:
        config = tmp_path / "vdirsyncer.conf"
        config.write_text(VDIRSYNCER.format(folder=tmp_path, url=url))
        run("vdirsyncer", "-c", config, "discover", input="y\ny\n")

        def sync() -> int:
            done = subprocess.run(
                ["vdirsyncer", "-c", config, "sync"], capture_output=True, text=True, timeout=300, check=False
            )
            assert done.returncode == 0, done.stderr
            return len(re.findall(r"[Cc]opying", done.stderr + done.stdout))

        assert sync() == len({seen.uid for seen in meant(file.read_bytes())})
        assert sync() == 0
        changed = [replace(each, sequence=1) if each.uid == "odd@eventcal" else each for each in hard_records()]
        file.write_bytes(feed(changed))
        assert sync() == 1
        assert sync() == 0


def changed_feed() -> bytes:
    """The same, with one event that has another name."""
    records = hard_records()
    return feed(
        [
            replace(each, event=replace(each.event, name="Renamed")) if each.uid == "off@eventcal" else each
            for each in records
        ]
    )


def in_thunderbird(folder: Path) -> list[Seen]:
    with served(folder) as url:
        entries = json.loads(run("python3", JUDGES / "tb_subscribe.py", f"{url}/feed.ics", "90"))
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    starts = [epoch + timedelta(seconds=entry["start"]) for entry in entries]
    return sorted(
        Seen(entry["uid"], entry["title"], start.date() if entry["all_day"] else start, entry["status"])
        for entry, start in zip(entries, starts, strict=True)
    )


def test_thunderbird_shows_every_entry_and_one_that_changed_as_changed(file):
    needs("thunderbird", JUDGES / "tb_subscribe.py")
    first = in_thunderbird(file.parent)
    assert first == meant(file.read_bytes())
    file.write_bytes(changed_feed())
    (was,) = set(first) - set(in_thunderbird(file.parent))
    assert (was.uid, in_thunderbird(file.parent)) == ("off@eventcal", meant(file.read_bytes()))


def test_evolution_shows_every_entry_and_one_that_changed_as_changed(file, tmp_path):
    needs("dbus-run-session", JUDGES / "eds_subscribe.py")
    python = "/usr/bin/python3"
    if subprocess.run([python, "-c", "import gi"], capture_output=True, check=False).returncode:
        pytest.skip("python3-gi is not installed")

    def shown(name: str) -> str:
        home = tmp_path / name
        (home / "run").mkdir(parents=True, mode=0o700)
        env = {**os.environ, "HOME": str(home), "XDG_RUNTIME_DIR": str(home / "run"), "GIO_USE_VFS": "local"}
        with served(file.parent) as url:
            return run("dbus-run-session", "--", python, JUDGES / "eds_subscribe.py", f"{url}/feed.ics", env=env)

    said = shown("first")
    wanted = meant(file.read_bytes())
    assert f"n {len(wanted)}" in said, said[:500]
    for seen in wanted:
        line = next(line for line in said.splitlines() if line.startswith(f"{seen.uid} "))
        day = seen.start if not isinstance(seen.start, datetime) else None
        assert seen.title[:20] in line or not seen.title.isascii()
        assert day is None or f" {day:%Y%m%d} " in line
    file.write_bytes(changed_feed())
    was = set(said.splitlines()) - set(shown("second").splitlines())
    assert [line.split(" ")[0] for line in was] == ["off@eventcal"]
