"""The command: what it prints, what it leaves behind, and how it ends."""

from __future__ import annotations

import gzip
import http.server
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from textwrap import dedent
from uuid import uuid4

import pytest

from eventcal.cli import main
from eventcal.cli.commands import PARTS
from eventcal.cli.terminal import printable

EVENT = {
    "@context": "https://schema.org",
    "@type": "Event",
    "name": "Fjord Days 2027",
    "startDate": "2027-05-10",
    "endDate": "2027-05-12",
    "url": "https://fjord.example/days",
}
PAGE = f"""<!doctype html>
<html lang="en"><head><title>Fjord Days 2027</title>
<link rel="canonical" href="https://fjord.example/days">
<script type="application/ld+json">{json.dumps(EVENT)}</script></head>
<body><h1>Fjord Days 2027</h1><p>10-12 May 2027</p></body></html>
"""
TODAY = ("--today", "2027-04-01")

Said = tuple[int, str, str]
Eventcal = Callable[..., Said]


@pytest.fixture
def eventcal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Eventcal:
    """Runs the command in an empty folder: its status, stdout and stderr."""
    monkeypatch.chdir(tmp_path)

    def run(*args: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["eventcal", *args])
        status = main()
        out, err = capsys.readouterr()
        return status, out, err

    return run


@pytest.fixture
def desk(eventcal: Eventcal) -> Eventcal:
    """The same, with a sources.yaml that names one page file."""
    Path("days.html").write_text(PAGE, encoding="utf-8")
    Path("sources.yaml").write_text("sources:\n  - url: days.html\n    tags: [hpc]\n", encoding="utf-8")
    return eventcal


def process(*args: str, **options) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "eventcal", *args], **options)


def archive(path: Path, pages: dict[str, str]) -> None:
    """A WARC file (ISO 28500) of one response a page, captured on 1 March 2027."""
    path.write_bytes(b"".join(_record(url, page.encode(), path.suffix == ".gz") for url, page in pages.items()))


def _record(url: str, page: bytes, packed: bool) -> bytes:
    content = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2027-03-01T12:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid4()}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    record = head.encode() + content + b"\r\n\r\n"
    return gzip.compress(record) if packed else record


# Help, and what is not to be done.


def test_help_names_every_command_and_the_exit_statuses(eventcal):
    status, out, _ = eventcal("--help")
    assert status == 0
    assert set(re.findall(r"^  (\w[\w-]*)  ", out, re.M)) == {
        "init", "add", "refresh", "run", "extract", "newsletter", "list", "show", "why", "changes", "edit", "accept", "check", "doctor", "new-adapter",
        "try", "serve", "install", "dump", "load",
    }  # fmt: skip
    assert "75 another run" in " ".join(out.split())


@pytest.mark.parametrize("columns", ["60", "80", "100"])
def test_the_help_that_is_ready_is_what_the_commands_say(columns):
    told = [
        process(option, stdout=subprocess.PIPE, env={**os.environ, "COLUMNS": columns}).communicate()[0]
        for option in ("--help", "-h")
    ]
    assert told[0] == told[1] != b"", "write it again: COLUMNS=80 eventcal -h > eventcal/help.txt"


def test_help_is_printed_before_click_is_loaded():
    code = "import sys; from eventcal.__main__ import main; sys.argv[1:] = ['--help']; main(); print('click' in sys.modules)"
    environment = {**os.environ, "COLUMNS": "80"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.splitlines()[-1] == "False"


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_help_that_nobody_reads_to_its_end_is_no_mistake(unbuffered):
    read, write = os.pipe()
    os.close(read)
    options = {"stdout": write, "stderr": subprocess.PIPE, "env": {**os.environ, "PYTHONUNBUFFERED": unbuffered}}
    with process("--help", **options) as done:
        os.close(write)
        assert (done.communicate()[1], done.returncode) == (b"", 0)


def test_version_is_told(eventcal):
    assert re.fullmatch(r"eventcal \d+\.\d+\.\d+\n", eventcal("--version")[1])


def test_help_loads_no_command():
    code = """
        import sys
        from eventcal.cli import main
        sys.argv[1:] = ["--help"]
        main()
        print(*sorted(name for name in sys.modules if name.startswith("eventcal")))
    """
    done = subprocess.run([sys.executable, "-c", dedent(code)], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1].split() == [
        "eventcal", "eventcal.cli", "eventcal.cli.commands", "eventcal.cli.terminal", "eventcal.errors", "eventcal.termination",
    ]  # fmt: skip


def test_no_command_loads_anything_heavy_before_it_runs():
    code = """
        import sys
        from eventcal.cli.commands import PARTS
        assert all(part.loaded().callback is not None for part in PARTS)
        print(*{"requests", "sqlalchemy", "pydantic", "rich", "icalendar", "selectolax", "lxml"} & set(sys.modules))
    """
    done = subprocess.run([sys.executable, "-c", dedent(code)], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_the_list_of_commands_says_what_each_says_of_itself(part):
    command = part.loaded()
    assert (part.name, part.get_short_help_str(1000)) == (command.name, command.get_short_help_str(1000))


@pytest.mark.parametrize(
    "args",
    [
        ("refesh",),
        ("refresh", "--today", "tomorrow"),
        ("refresh", "--past", "-3"),
        ("refresh", "--jobs", "0"),
        ("refresh", "--replay", "lost.warc.gz"),
        ("extract",),
        ("extract", "a.html", "b.html", "--url", "https://fjord.example/"),
        ("newsletter", "--weeks", "0"),
        ("refresh", "nobody"),
        ("refresh", "--store", "mysql://host/name"),
    ],
)
def test_bad_usage_ends_with_2_and_changes_nothing(desk, args):
    before = sorted(Path().rglob("*"))
    status, out, err = desk(*args)
    assert (status, out) == (2, "")
    assert err
    assert "Traceback" not in err
    assert sorted(Path().rglob("*")) == before


@pytest.mark.parametrize("command", ["refresh", "check", "newsletter"])
def test_without_sources_the_way_to_init_is_shown(eventcal, command):
    assert eventcal(command) == (2, "", "eventcal: sources.yaml: no sources.yaml here; run `eventcal init`\n")


def test_every_mistake_in_sources_has_its_line(desk):
    Path("sources.yaml").write_text("sorces: []\nsources:\n  - url: ftp://x\n")
    status, _, err = desk("refresh")
    assert status == 2
    assert [line.split(": ")[1] for line in err.splitlines()] == ["sources.yaml:1:1", "sources.yaml:3:10"]
    assert not Path("output").exists()


@pytest.mark.parametrize("command", [("list",), ("show", "x"), ("why", "x"), ("changes",)])
def test_looking_makes_no_state(eventcal, command):
    status, _, err = eventcal(*command)
    assert status == 2
    assert "run `eventcal refresh`" in err
    assert list(Path().iterdir()) == []


# init and check.


def test_init_gives_sources_to_start_from_each_with_tags_and_interval(eventcal):
    assert eventcal("init")[0] == 0
    assert Path("output").is_dir()
    status, out, _ = eventcal("check")
    rows = [line.split("\t") for line in out.splitlines()]
    assert status == 0
    assert 40 <= len(rows) <= 60
    assert all(every and tags for _, _, _, every, tags in rows)
    assert len({name for name, *_ in rows}) == len(rows)


def test_the_file_of_init_is_the_one_of_this_project(eventcal):
    eventcal("init")
    assert Path("sources.yaml").read_bytes() == (Path(__file__).parents[1] / "sources.yaml").read_bytes()


def test_what_the_file_of_init_has_switched_off_is_right_too(eventcal):
    eventcal("init")
    before = eventcal("check")[1].splitlines()
    path = Path("sources.yaml")
    path.write_text(path.read_text().replace("\n  # - {", "\n  - {"))
    status, out, _ = eventcal("check")
    assert status == 0
    assert len(out.splitlines()) > len(before) + 20


def test_the_feeds_in_the_file_of_init_are_right(eventcal):
    eventcal("init")
    text = Path("sources.yaml").read_text()
    assert text.count("\n# feeds: {gpu: ") == 1
    Path("sources.yaml").write_text(text.replace("\n# feeds: {gpu: ", "\nfeeds: {gpu: "))
    assert eventcal("check")[0] == 0


def test_the_example_in_the_file_of_init_is_right(eventcal):
    eventcal("init")
    example = re.findall(r"^# (  .+)$", Path("sources.yaml").read_text(), re.M)
    Path("sources.yaml").write_text("\n".join(["sources:", *example]))
    assert eventcal("check")[1] == "example-events\thttps://example.org/events\tauto\t12h\thpc, training\n"


def test_a_source_may_be_added_to_the_file_of_init(eventcal):
    eventcal("init")
    Path("days.html").write_text(PAGE, encoding="utf-8")
    assert eventcal("add", "days.html", "--yes", *TODAY)[0] == 0
    assert eventcal("check")[1].splitlines()[-1].startswith("days-html\t")


def test_init_leaves_a_file_that_is_there(eventcal):
    Path("sources.yaml").write_text("mine")
    status, _, err = eventcal("init")
    assert (status, err) == (2, "eventcal: sources.yaml: already there; left as it is\n")
    assert Path("sources.yaml").read_text() == "mine"


def test_init_makes_git_ignore_the_state(eventcal):
    Path(".git").mkdir()
    Path(".gitignore").write_text("*.pyc")
    eventcal("init")
    assert Path(".gitignore").read_text() == "*.pyc\neventcal.db*\n"


def test_check_says_what_each_source_would_do(desk):
    status, out, err = desk("check")
    assert (status, out) == (0, f"days-html\t{Path('days.html').absolute()}\tauto\t1d\thpc\n")
    assert err == "sources.yaml: 1 source, no mistake\n"


def test_check_tells_people_in_words_how_a_source_is_read(desk, monkeypatch):
    monkeypatch.setattr("eventcal.cli.setup.on_terminal", lambda: True)
    assert "\tas it is found\t" in desk("check")[1]


def test_check_tells_the_recipe_of_a_source(eventcal):
    Path("sources.yaml").write_text(
        "sources:\n  - url: https://harbour.example/events\n    adapter: selectors\n"
        "    select: {event: div.event, name: h3, dates: [.when, time@datetime]}\n"
    )
    status, out, _ = eventcal("check")
    assert status == 0
    assert "\tselectors: event div.event, name h3, dates .when or time@datetime\t" in out


def test_check_names_a_file_that_is_not_there(desk):
    Path("days.html").unlink()
    assert "eventcal: days-html: no file " in desk("check")[2]


# refresh.


def test_refresh_says_in_one_line_what_it_did(desk):
    status, out, err = desk("refresh", *TODAY)
    output = Path("output").absolute()
    assert (status, err) == (0, "")
    assert out == f"1 source: 1 read; 1 event, 1 new, 0 changed; 16 files written to {output}\n"
    assert len([path for path in output.rglob("*") if path.is_file()]) == 16
    assert desk("refresh", *TODAY)[1].startswith("nothing is due; 1 event, 0 new, 0 changed; 0 files")


@pytest.mark.parametrize("editorial", [None, "{start: 2027-05-11, city: Bergen, deadlines: {poster: 2027-04-20}}"])
def test_where_nothing_is_due_nothing_is_loaded_that_reads_asks_or_publishes(desk, editorial):
    desk("refresh", *TODAY)
    if editorial is not None:
        (event,) = json.loads(Path("output/events.json").read_text())
        Path("editorial.yaml").write_text(f"events: {{{event['uid']}: {editorial}}}")
        desk("refresh", *TODAY)
    code = f"""
        import sys
        from eventcal.cli import main
        sys.argv[1:] = ["refresh", "--today", "{TODAY[1]}"]
        assert main() == 0
        readers = ("eventcal.adapters.", "eventcal.reading.calendar", "eventcal.reading.dates", "eventcal.reading.places")
        others = ("alembic", "requests", "urllib3", "warcio", "icalendar", "markdown_it", "eventcal.exporters.ical")
        print(*(name for name in sys.modules if name.startswith((*readers, *others))), sep=",")
    """
    done = subprocess.run([sys.executable, "-c", dedent(code)], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[0].startswith("nothing is due; 1 event")
    assert done.stdout.splitlines()[1:] == [""]


def test_state_and_output_may_be_elsewhere(desk, tmp_path):
    assert desk("refresh", *TODAY, "--output", "site/feeds", "--store", f"sqlite:///{tmp_path}/state.db")[0] == 0
    assert Path("site/feeds/events.ics").exists()
    assert Path("state.db").exists()
    assert not Path("eventcal.db").exists()


@pytest.mark.parametrize(("fail_on", "expected"), [("any", 1), ("person", 0), ("never", 0)])
def test_a_first_failure_is_told_and_fails_only_where_asked(desk, fail_on, expected):
    Path("days.html").unlink()
    status, out, err = desk("refresh", *TODAY, "--fail-on", fail_on)
    assert status == expected
    assert err.startswith("eventcal: days-html: ")
    assert "no such file" in err
    assert "1 failed" in out


def test_quiet_speaks_only_when_a_person_is_needed(desk):
    Path("days.html").unlink()
    assert desk("refresh", "-q", "--today", "2027-04-01") == (0, "", "")
    status, out, err = desk("refresh", "-q", "--today", "2027-04-04")
    assert (status, out) == (1, "")
    assert err.endswith("; a person is needed\n")
    assert desk("refresh", "-q", "--today", "2027-04-08", "--fail-on", "never")[0] == 0


def test_verbose_has_a_line_for_each_source(desk):
    assert desk("refresh", "-v", *TODAY)[2] == "eventcal: days-html: 1 event\n"


def test_a_dry_run_says_what_would_change_and_writes_nothing(desk):
    desk("refresh", *TODAY)
    Path("days.html").write_text(PAGE.replace("2027-05-10", "2027-05-11").replace("10-12", "11-12"))
    state = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in Path().rglob("*") if path.is_file()}
    status, out, _ = desk("refresh", "--dry-run", "--today", "2027-04-02")
    assert status == 0
    assert "~ Fjord Days 2027: start: 2027-05-10 → 2027-05-11\n" in out
    assert "nothing written" in out
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in Path().rglob("*") if path.is_file()} == state


def test_a_dry_run_before_the_first_run_leaves_no_state(desk):
    assert desk("refresh", "--dry-run", *TODAY)[1].startswith("+ Fjord Days 2027, 2027-05-10\n")
    assert {path.name for path in Path().iterdir()} == {"days.html", "sources.yaml"}


def test_replay_answers_from_the_archive(desk):
    archive(Path("pages.warc.gz"), {"https://fjord.example/days": PAGE})
    Path("sources.yaml").write_text("sources: [{url: 'https://fjord.example/days'}, {url: 'https://lost.example/'}]")
    status, out, err = desk("refresh", *TODAY, "--replay", "pages.warc.gz")
    assert status == 0
    assert out.startswith("2 sources: 1 read, 1 failed; 1 event, 1 new")
    assert err.startswith("eventcal: lost-example: ")


@pytest.mark.parametrize("content", [b"not a database, but text" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_a_state_that_is_no_database_is_told_and_left(desk, content, options):
    Path("eventcal.db").write_bytes(content)
    status, _, err = desk("refresh", *TODAY, *options)
    assert status == 2
    assert "eventcal.db" in err
    assert err.count("\n") == 1
    assert Path("eventcal.db").read_bytes() == content


def test_an_output_that_cannot_be_written_ends_with_2(desk):
    Path("output").write_text("a file")
    status, _, err = desk("refresh", *TODAY)
    assert status == 2
    assert "results cannot be written there" in err


def test_a_run_beside_another_ends_with_75(desk):
    from eventcal.store import Store

    with Store.open("eventcal.db") as store, store.lock():
        status, _, err = desk("refresh", *TODAY)
    assert status == 75
    assert "another run" in err


class Slow(http.server.BaseHTTPRequestHandler):
    """Lets every page wait for a minute."""

    def do_GET(self) -> None:
        if self.path == "/robots.txt":
            self.send_error(404)
            return
        self.server.asked.set()
        self.server.ended.wait(60)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def slow_site() -> Iterator[tuple[str, threading.Event]]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    server.asked, server.ended = threading.Event(), threading.Event()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", server.asked
    server.ended.set()
    server.shutdown()
    thread.join()
    server.server_close()


def heeds_ctrl_c() -> None:
    """Else the tests fail in a shell's background, whose processes inherit that SIGINT is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_ends_at_once_with_130_and_the_next_run_goes_on(desk, slow_site):
    url, asked = slow_site
    Path("sources.yaml").write_text(f"sources: [{{url: days.html}}, {{url: '{url}', allow_private: true}}]")
    with process("refresh", *TODAY, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=heeds_ctrl_c) as run:
        assert asked.wait(10)
        start = time.monotonic()
        run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=10)
    assert (run.returncode, out) == (130, b"")
    assert err.strip() == b"eventcal: interrupted; nothing is half-written"  # click ends the line of ^C
    assert time.monotonic() - start < 5
    assert list(Path("output").iterdir()) == []
    assert desk("refresh", "days-html", *TODAY)[0] == 0


@pytest.mark.long
def test_a_feed_of_20_mib_is_read_as_far_as_is_bearable_and_the_rest_is_said(desk):
    entry = (
        "BEGIN:VEVENT\r\nUID:{0}\r\nSUMMARY:Tide Talk {0}\r\nDTSTART:20280{1}10\r\nDESCRIPTION:{2}\r\nEND:VEVENT\r\n"
    )
    entries = "".join(entry.format(i, i % 9 + 1, "Tides. " * 25) for i in range(80_000))
    assert 20 * 2**20 < len(entries) < 22 * 2**20
    Path("feed.ics").write_text(f"BEGIN:VCALENDAR\r\n{entries}END:VCALENDAR\r\n", newline="")
    Path("sources.yaml").write_text("sources: [{url: feed.ics}]")
    status, out, err = desk("refresh", "-v", *TODAY)
    assert (status, "2000 events, 2000 new" in out) == (0, True)
    assert "only 2,000 of 80,000 events are read, those that come next before all others" in err


# Events that are gone, and sources that are not believed.


def calendar(names: str) -> None:
    entries = (
        f"BEGIN:VEVENT\r\nUID:{name}\r\nSUMMARY:{name} Talk\r\nDTSTART;VALUE=DATE:20270510\r\nEND:VEVENT\r\n"
        for name in names
    )
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(entries)}END:VCALENDAR\r\n"
    Path("list.ics").write_text(text, newline="")
    Path("sources.yaml").write_text("sources: [{url: list.ics, id: list}]")


def on(day: int) -> tuple[str, str]:
    return "--today", f"2027-04-{day:02}"


@pytest.mark.parametrize(("options", "expected"), [((), 1), (("--fail-on", "any"), 1), (("--fail-on", "never"), 0)])
def test_outputs_that_would_be_emptied_stay_and_need_a_person(desk, options, expected):
    desk("refresh", *TODAY)
    before = Path("output/events.ics").read_bytes()
    for lost in (*Path().glob("eventcal.db*"), Path("days.html")):
        lost.unlink()
    status, out, err = desk("refresh", "-q", *TODAY, *options)
    assert (status, out) == (expected, "")
    (line,) = err.splitlines()
    assert line.startswith(
        f"eventcal: {Path.cwd()}/output/events.ics and 4 more: not replaced: it would be empty; if the data"
    )
    assert "`eventcal load output/events.json`" in line
    assert Path("output/events.ics").read_bytes() == before
    assert desk("refresh", "-q", "--force", *TODAY) == (0, "", "")
    assert b"VEVENT" not in Path("output/events.ics").read_bytes()


def test_a_suspect_source_ends_with_1_until_it_is_accepted_and_what_it_lacks_is_listed_as_missing(eventcal):
    calendar("ABCDEFGH")
    eventcal("refresh", *on(1))
    calendar("ABC")
    status, out, err = eventcal("refresh", *on(2))
    assert (status, out.startswith("1 source: 1 suspect; 8 events, 0 new, 0 changed")) == (1, True)
    assert err == (
        "eventcal: list: 5 of the 8 coming events that it had are gone; what it had stays until it recovers or, if that is"
        " right, `eventcal accept list`; a person is needed\n"
    )
    assert eventcal("refresh", "--force", *on(2))[0] == 1
    assert "its next reading is taken as it is" in eventcal("accept", "list")[1]
    assert [eventcal("refresh", "-q", *on(day)) for day in (3, 4, 5)] == [(0, "", "")] * 3
    assert len(eventcal("list", *on(5))[1].splitlines()) == 3
    assert eventcal("list", "--past", "all", *on(5))[1].count(", missing since 2027-04-03\t") == 5
    events = json.loads(Path("output/events.json").read_text())
    uid = next(event["uid"] for event in events if event["state"] == "missing")
    assert "state\tmissing since 2027-04-03\n" in eventcal("show", uid, *on(5))[1]


def test_an_event_that_was_lacking_once_is_unconfirmed(eventcal):
    calendar("AB")
    eventcal("refresh", *on(1))
    calendar("A")
    eventcal("refresh", *on(2))
    uid = next(
        event["uid"] for event in json.loads(Path("output/events.json").read_text()) if event["name"] == "B Talk"
    )
    assert "state\tscheduled, unconfirmed since 2027-04-02\n" in eventcal("show", uid, *on(2))[1]
    assert "state\tpast, unconfirmed since 2027-04-02\n" in eventcal("show", uid, "--today", "2027-05-11")[1]


def test_there_is_nothing_to_accept_of_a_source_that_is_well_or_unknown(eventcal):
    calendar("AB")
    eventcal("refresh", *on(1))
    assert eventcal("accept", "list") == (0, "", "eventcal: list: not suspect; nothing to accept\n")
    status, _, err = eventcal("accept", "lost")
    assert (status, "no source 'lost'" in err) == (2, True)


# The editor's hand.


def test_an_event_is_edited_by_its_id_and_published_so(desk):
    desk("refresh", *TODAY)
    uid = desk("list", *TODAY)[1].split("\t")[3].strip()
    assert desk("edit", uid) == (0, "-\tnothing is fixed\n", "")
    status, out, err = desk(
        "edit", uid, "start=2027-05-11", "end=2027-05-13", "deadlines.paper=2027-04-20", "tags=gpu,-hpc"
    )
    assert (status, err) == (0, "") and "written to editorial.yaml" in out
    assert desk("edit", uid)[1].splitlines() == [
        "start\t2027-05-11", "end\t2027-05-13", "deadlines\tpaper 2027-04-20", "tags\tgpu, -hpc",
    ]  # fmt: skip
    assert "2027-05-11 to 2027-05-13" in desk("list", *TODAY)[1], "it is seen at once"
    assert "11-13 May" in desk("newsletter", "--date", "2027-04-01")[1]
    assert desk("refresh", *TODAY)[0] == 0
    assert "DTSTART;VALUE=DATE:20270511" in Path("output/events.ics").read_text()
    shown = desk("show", uid, *TODAY)[1]
    assert "start\t2027-05-11 (fixed; sources: 2027-05-10)\n" in shown and "sequence\t1\n" in shown
    assert "* 1.00 “2027-05-11” fixed by the editor; editorial.yaml" in desk("why", uid, "start")[1]
    assert "first day 10 May → 11 May\teditorial.yaml" in desk("changes", *TODAY)[1]
    desk("edit", uid, "start=", "end=", "deadlines.paper=", "tags=")
    assert "2027-05-10 to 2027-05-12" in desk("list", *TODAY)[1]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("start", "write FIELD=VALUE"),
        ("start=soon", "eventcal: start: found 'soon', allowed: a day such as"),
        ("colour=red", "unknown key"),
        ("deadlines.papers=2027-01-31", "did you mean 'paper'"),
    ],
)
def test_a_wrong_edit_writes_nothing(desk, value, said):
    desk("refresh", *TODAY)
    uid = desk("list", *TODAY)[1].split("\t")[3].strip()
    status, _, err = desk("edit", uid, value)
    assert (status, said in err, Path("editorial.yaml").exists()) == (2, True, False), err


def test_what_is_hidden_is_listed_where_asked_for(desk):
    desk("refresh", *TODAY)
    line = desk("list", *TODAY)[1]
    desk("edit", line.split("\t")[3].strip(), "hide=true")
    assert (desk("list", *TODAY)[1], desk("list", "--hidden", *TODAY)[1]) == ("", line)


def test_events_of_a_reviewed_source_wait_and_are_accepted_by_id(desk):
    Path("sources.yaml").write_text("sources:\n  - url: days.html\n    review: true\n", encoding="utf-8")
    assert "1 waiting (`eventcal list --waiting`)" in desk("refresh", *TODAY)[1]
    assert desk("list", *TODAY)[1] == ""
    uid = desk("list", "--waiting", *TODAY)[1].split("\t")[3].strip()
    assert desk("accept", uid)[:1] == (0,)
    desk("refresh", *TODAY)
    assert uid in Path("output/events.ics").read_text() and desk("list", "--waiting", *TODAY)[1] == ""
    status, _, err = desk("accept", uid)
    assert (status, "no source" in err) == (2, True)


def test_a_mistake_in_editorial_yaml_ends_every_command_that_reads_it(desk):
    desk("refresh", *TODAY)
    Path("editorial.yaml").write_text("events:\n  5f0c: {pin: maybe}\n")
    for command in (["check"], ["refresh"], ["list"], ["newsletter"]):
        status, _, err = desk(*command)
        assert (status, "editorial.yaml:2:15: events.5f0c.pin: found 'maybe', allowed: true or false" in err) == (
            2,
            True,
        )


# extract.


def lines(out: str) -> list[dict]:
    return [json.loads(line) for line in out.splitlines()]


def test_extract_prints_one_line_a_page(desk):
    archive(Path("pages.warc.gz"), {"https://fjord.example/days": PAGE, "https://empty.example/": "<p>Nothing on</p>"})
    status, out, err = desk("extract", "days.html", "pages.warc.gz", *TODAY)
    assert (status, err) == (0, "")
    assert [(line["url"], line["date"], len(line["events"])) for line in lines(out)] == [
        ("https://fjord.example/days", "2027-04-01", 1),
        ("https://fjord.example/days", "2027-03-01", 1),
        ("https://empty.example/", "2027-03-01", 0),
    ]
    assert lines(out)[0]["events"][0]["start"] == "2027-05-10"
    assert not Path("eventcal.db").exists()


def test_extract_reads_a_file_as_the_page_of_url(desk):
    Path("days.html").write_text(PAGE.replace('"url": "https://fjord.example/days"', '"image": ""'))
    (line,) = lines(desk("extract", "days.html", "--url", "https://mirror.example/x", *TODAY)[1])
    assert line["url"] == "https://mirror.example/x"


def test_extract_explains_with_all_facts(desk):
    (line,) = lines(desk("extract", "days.html", "--explain", *TODAY)[1])
    fact = next(fact for fact in line["facts"] if fact["field"] == "name")
    assert fact["text"] == "Fjord Days 2027"
    assert 0 < fact["score"] <= 1
    assert fact["where"]


@pytest.mark.parametrize(
    ("name", "content"),
    [("lost.html", None), ("empty.html", b""), ("folder.html", "folder"), ("deep.html", b"<div>" * 20_000)],
)
def test_extract_goes_on_after_a_page_that_cannot_be_read(desk, name, content):
    if content == "folder":
        Path(name).mkdir()
    elif content is not None:
        Path(name).write_bytes(content)
    status, out, err = desk("extract", name, "days.html", *TODAY)
    assert (status, err) == (1, "")
    bad, good = lines(out)
    assert bad["events"] == []
    assert bad["error"]
    assert "\n" not in bad["error"]
    assert len(good["events"]) == 1


def test_what_an_archive_holds_beside_pages_has_its_line_and_is_no_failure(desk):
    archive(Path("pages.warc.gz"), {"https://fjord.example/days": PAGE, "https://fjord.example/data": '{"days": 3}'})
    status, out, err = desk("extract", "pages.warc.gz", *TODAY)
    assert (status, err) == (0, "")
    assert [("error" in line, len(line["events"])) for line in lines(out)] == [(False, 1), (True, 0)]


def test_extract_prints_what_a_broken_archive_holds_and_says_where_it_breaks(desk):
    archive(
        Path("whole.warc.gz"),
        {f"https://fjord.example/{n}": PAGE + "<!--" + os.urandom(3000).hex() + "-->" for n in range(4)},
    )
    data = Path("whole.warc.gz").read_bytes()
    Path("cut.warc.gz").write_bytes(data[: len(data) * 5 // 8])
    status, out, err = desk("extract", "cut.warc.gz", "days.html", *TODAY)
    assert status == 1
    assert [line["url"] for line in lines(out)] == [
        "https://fjord.example/0",
        "https://fjord.example/1",
        "https://fjord.example/days",
    ]
    assert "cut.warc.gz" in err
    assert err.count("\n") == 1


def test_extract_refuses_a_private_address(desk):
    (line,) = lines(desk("extract", "http://127.0.0.1/")[1])
    assert "private address" in line["error"]


def test_a_reader_that_has_enough_is_no_error(desk):
    archive(Path("pages.warc"), {f"https://fjord.example/{n}": PAGE for n in range(2000)})
    with process("extract", "pages.warc", stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout is not None
        run.stdout.readline()
        run.stdout.close()
        assert run.stderr is not None
        assert run.stderr.read() == b""
    assert run.returncode == 0


# list, show, why, newsletter.


@pytest.fixture
def known(desk: Eventcal) -> Eventcal:
    desk("refresh", *TODAY)
    return desk


def uid() -> str:
    return json.loads(Path("output/events.json").read_text())[0]["uid"]


def test_list_has_a_line_for_each_event(known):
    name, dates, _, start = known("list", *TODAY)[1].rstrip("\n").split("\t")
    assert (name, dates) == ("Fjord Days 2027", "2027-05-10 to 2027-05-12")
    assert uid().startswith(start)


def test_list_leaves_out_what_is_long_past(known):
    assert known("list", "--today", "2027-07-01") == (0, "", "")
    assert known("list", "--today", "2027-07-01", "--past", "all")[1].startswith("Fjord Days 2027\t")


def test_list_as_json_is_what_the_output_holds(known):
    assert known("list", "--json", *TODAY)[1] == Path("output/events.json").read_text()


def test_show_tells_all_of_one_event_by_any_unique_start_of_its_uid(known):
    shown = dict(line.split("\t") for line in known("show", uid()[:6])[1].splitlines())
    assert shown["uid"] == uid()
    assert (shown["name"], shown["start"], shown["tags"], shown["venue"]) == (
        "Fjord Days 2027",
        "2027-05-10",
        "hpc",
        "-",
    )
    assert shown["sources"] == "https://fjord.example/days"


@pytest.mark.parametrize("command", ["show", "why"])
def test_an_id_of_no_event_is_told(known, command):
    status, _, err = known(command, "zzz")
    assert status == 2
    assert "zzz" in err


def test_why_tells_the_words_the_rule_and_the_place_of_each_field(known):
    status, out, _ = known("why", uid()[:6])
    assert status == 0
    assert re.search(r"^name\n  \* [01]\.\d\d “Fjord Days 2027” .+; https://fjord\.example/days$", out, re.M)
    assert re.search(r"^ +[+-]\d+\.\d \w", out, re.M)  # what counted for it and against it
    only = known("why", uid()[:6], "start")[1]
    assert only.startswith("start\n  * ")
    assert "\nname" not in only


def test_why_tells_no_fact_twice(known):
    facts = re.findall(r"^  [ *] [01]\.\d\d (.+)$", known("why", uid()[:6], "name")[1], re.M)
    assert len(facts) == len(set(facts)) > 0


def test_why_tells_a_cancellation_that_did_not_count(known):
    days = "DTSTART;VALUE=DATE:20270510\nDTEND;VALUE=DATE:20270513"
    entry = f"UID:7\nSUMMARY:Fjord Days 2027\nURL:https://fjord.example/days\nSTATUS:CANCELLED\n{days}"
    Path("list.ics").write_text(f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{entry}\nEND:VEVENT\nEND:VCALENDAR\n")
    Path("sources.yaml").write_text("sources: [{url: days.html}, {url: list.ics}]")
    assert known("refresh", "--today", "2027-04-03")[0] == 0
    (event,) = json.loads(Path("output/events.json").read_text())
    assert (event["status"], len(event["sources"])) == ("scheduled", 2)
    told = known("why", uid()[:6], "status")[1]
    assert re.fullmatch(r"status \(doubtful\)\n  \* 0\.40 “CANCELLED” iCalendar STATUS; VEVENT 1; .+list\.ics\n", told)


def test_why_of_a_field_without_evidence_names_those_that_have_some(known):
    status, _, err = known("why", uid()[:6], "colour")
    assert status == 2
    assert "name" in err


@pytest.fixture
def moved(known: Eventcal) -> Eventcal:
    """Twelve days later the page gives another last day."""
    page = Path("days.html")
    page.write_text(page.read_text().replace("2027-05-12", "2027-05-13").replace("10-12 May", "10-13 May"))
    known("refresh", "--today", "2027-04-13")
    return known


def test_changes_tells_those_of_the_last_seven_days(moved):
    status, out, err = moved("changes", "--today", "2027-04-20")
    assert (status, err) == (0, "")
    day, kind, name, told, source, words, start = out.rstrip("\n").split("\t")
    assert (day, kind, name, told) == ("2027-04-13", "changed", "Fjord Days 2027", "last day 12 May → 13 May")
    assert source == "days-html"
    assert "2027-05-13" in words or "10-13 May" in words
    assert uid().startswith(start)


def test_changes_tells_all_since_a_day_as_json(moved):
    new, changed = json.loads(moved("changes", "--since", "2027-04-01", "--json", "--today", "2027-04-20")[1])
    assert (new["kind"], new["uid"], new["when"], new["told"]) == (
        "new",
        uid(),
        "2027-04-01T00:00:00Z",
        "10-12 May",
    )
    assert (changed["field"], changed["old"], changed["new"]) == ("end", "2027-05-12", "2027-05-13")


def test_changes_says_in_a_line_that_there_is_nothing(moved):
    said = "eventcal: nothing is new or changed since 2027-04-14\n"
    assert moved("changes", "--today", "2027-04-21") == (0, "", said)
    assert moved("changes", "--today", "2027-04-21", "--json") == (0, "[]\n", said)


def test_newsletter_prints_the_section_for_a_day(known):
    out = known("newsletter", "--date", "2027-04-01")[1]
    assert out.startswith("<!--\nWhen this is printed: eventcal newsletter -d ")
    assert "\n-->\n\n## Events" in out
    assert "[Fjord Days 2027](https://fjord.example/days) - 10-12 May" in out
    assert "Fjord" not in known("newsletter", "--date", "2027-04-01", "--weeks", "2")[1]


# Adding a source.


def test_add_says_what_a_page_offers_and_appends_it(desk):
    Path("more.html").write_text(PAGE.replace("Fjord Days", "Kelp Days"), encoding="utf-8")
    status, out, _ = desk("add", "more.html", "--yes", "--tag", "sea", *TODAY)
    assert status == 0
    assert "Kelp Days 2027 - 2027-05-10 to 2027-05-12" in out
    assert Path("sources.yaml").read_text() == (
        "sources:\n  - url: days.html\n    tags: [hpc]\n  - url: more.html\n    tags: [sea]\n"
    )


def test_a_dry_run_of_add_writes_nothing(desk):
    before = Path("sources.yaml").read_text()
    Path("more.html").write_text(PAGE.replace("Fjord Days", "Kelp Days"), encoding="utf-8")
    assert desk("add", "more.html", "--dry-run", *TODAY)[0] == 0
    assert Path("sources.yaml").read_text() == before


def test_add_offers_nothing_where_there_is_no_event(desk):
    Path("about.html").write_text(
        "<html><title>About us</title><body><h1>About us</h1><p>We like knots.</p></body></html>"
    )
    status, _, err = desk("add", "about.html", "--yes", *TODAY)
    assert status == 1
    assert "no event found; nothing to add" in err


def test_add_tells_every_way_as_json(desk):
    (way,) = json.loads(desk("add", "days.html", "--json", *TODAY)[1])
    assert (way["how"], way["adapter"], way["events"][0]["start"]) == ("this page", "html", "2027-05-10")


# The terminal.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Café 会议 👩‍💻", "Café 会议 👩‍💻"),
        ("two\nlines\tand  more", "two lines and more"),
        ("\x1b]8;;http://evil.example\x07click", "\\x1b]8;;http://evil.example\\x07click"),
        ("abc\u202ecba", "abc\\u202ecba"),
        ("half \ud83d", "half \\ud83d"),
        ("\x9b31m", "\\x9b31m"),
    ],
)
def test_what_a_terminal_would_obey_is_shown_as_an_escape(text, expected):
    assert printable(text) == expected


def test_a_name_with_an_escape_sequence_is_listed_without_it(desk):
    Path("days.html").write_text(
        PAGE.replace("Fjord Days", "Fjord &#27;[31mDays").replace('"Fjord &#27;[31m', '"Fjord \\u001b[31m')
    )
    desk("refresh", *TODAY)
    for args in (("list", *TODAY), ("show", uid()[:6]), ("why", uid()[:6])):
        assert "\x1b" not in desk(*args)[1]


def test_a_closed_stdout_is_no_error(desk):
    code = "import os, sys; os.close(1); os.execv(sys.executable, [sys.executable, '-m', 'eventcal', *sys.argv[1:]])"
    for args in (["check"], ["refresh", *TODAY], ["list", *TODAY]):
        run = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, timeout=30)
        assert (run.returncode, b"Traceback" in run.stderr) == (0, False)


def test_a_terminal_without_our_characters_gets_escapes(desk):
    Path("days.html").write_text(PAGE.replace("Fjord Days", "Fjord Dagøn 会议"), encoding="utf-8")
    desk("refresh", *TODAY)
    environment = os.environ | {"PYTHONIOENCODING": "iso-8859-1"}
    run = subprocess.run(
        [sys.executable, "-m", "eventcal", "list", *TODAY], capture_output=True, env=environment, timeout=30
    )
    assert run.stdout.startswith(b"Fjord Dag\xf8n \\u4f1a\\u8bae 2027\t")


@pytest.mark.parametrize(("args", "told"), [(("list",), True), (("refresh",), True), (("refresh", "-q"), False)])
def test_a_database_of_an_earlier_eventcal_is_copied_and_that_is_told_once(desk, args, told):
    first = (Path(__file__).parent / "store/schema-0001.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect("eventcal.db")) as connection:
        connection.executescript(first)
    status, _, err = desk(*args)
    assert (status, "a copy as it was is kept in" in err) == (0, told)
    assert Path("eventcal.db.0001.bak").exists()
    assert "a copy as it was" not in desk(*args)[2]


# dump and load.


def test_dump_and_load_are_each_other_s_inverse(moved):
    status, dumped, err = moved("dump", "--bodies")
    assert (status, err) == (0, "")
    Path("state.jsonl").write_text(dumped, encoding="utf-8")
    assert moved("load", "state.jsonl", "--store", "copy.db")[0] == 0
    assert moved("dump", "--bodies", "--store", "copy.db") == (0, dumped, "")
    assert len(moved("dump")[1]) < len(dumped)


def test_load_reads_stdin(moved):
    dumped = moved("dump")[1]
    run = process("load", "-", "--store", "copy.db", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    out, _ = run.communicate(dumped.encode(), timeout=60)
    assert (run.returncode, out) == (0, b"1 event in copy.db; `eventcal refresh` goes on from there\n")
    assert moved("dump", "--store", "copy.db")[1] == dumped


def test_load_leaves_a_store_that_holds_events(moved):
    Path("state.jsonl").write_text(moved("dump")[1], encoding="utf-8")
    before = moved("dump", "--bodies")
    for file in ("state.jsonl", "output/events.json"):
        status, out, err = moved("load", file)
        assert (status, out) == (2, "")
        assert "eventcal.db: holds events already; move it away, or name another with --store" in err
    assert moved("dump", "--bodies") == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{}\n", 'eventcal: bad:1: the first line of a dump is {"eventcal dump": '),
        ("", "eventcal: bad: is empty"),
        ("[\n  {]\n", "eventcal: bad:2:4: not JSON: "),
        ("[\n  {}\n]\n", "eventcal: bad:2: not an event of events.json: 'last_changed' is missing"),
        ("[\n" + "9" * 5000 + "]", "eventcal: bad: not JSON: "),
        ("[" * 100_000, "eventcal: bad: nested too deeply"),
    ],
)
def test_a_mistake_in_a_file_to_load_leaves_no_state(desk, content, said):
    Path("bad").write_text(content, encoding="utf-8")
    status, out, err = desk("load", "bad")
    assert (status, out) == (2, "")
    assert err.startswith(said)
    assert not Path("eventcal.db").exists()


def test_a_file_to_load_that_is_not_there_is_told(desk):
    assert desk("load", "lost.jsonl") == (2, "", "eventcal: lost.jsonl: cannot be read: No such file or directory\n")


def test_load_names_the_addresses_that_no_source_has(moved):
    Path("sources.yaml").write_text("sources:\n  - url: https://elsewhere.example/\n", encoding="utf-8")
    status, out, err = moved("load", "output/events.json", "--store", "copy.db")
    assert (status, out) == (0, "1 event in copy.db; `eventcal refresh` goes on from there\n")
    assert err.startswith("eventcal: sources.yaml has no source https://fjord.example/days; their events are kept")


# What a run tells again, and what doctor tells of it.


class TestWhatTheLastRunTold:
    """The lines of a run that are of no source: silence does not mean that they are mended."""

    @pytest.fixture
    def unknown(self, desk: Eventcal) -> Eventcal:
        """A desk of which the editor speaks of an event that nobody knows."""
        Path("editorial.yaml").write_text("events: {7777: {city: Oslo}}")
        return desk

    def test_is_told_once_in_quiet_runs_and_the_status_stays(self, unknown):
        status, out, err = unknown("refresh", "-q", *TODAY)
        assert (status, out, err.count("no event has an id that starts with 7777")) == (1, "", 1)
        assert unknown("refresh", "-q", *TODAY) == (1, "", "")
        assert "7777" in unknown("refresh", *TODAY)[2]

    def test_is_told_by_doctor_until_it_is_mended(self, unknown):
        unknown("refresh", "-q", *TODAY)
        status, out, _ = unknown("doctor", *TODAY)
        assert (status, "! last refresh: " in out, "7777" in out) == (1, True, True)
        Path("editorial.yaml").unlink()
        assert unknown("refresh", "-q", *TODAY) == (0, "", "")
        assert "last refresh" not in unknown("doctor", *TODAY)[1]

    def test_is_no_more_than_what_is_wrong_when_all_is_read(self, desk):
        """As with a new database beside what the editor has written."""
        desk("refresh", *TODAY)
        Path("editorial.yaml").write_text(f"events: {{{uid()}: {{city: Oslo}}}}")
        for path in Path().glob("eventcal.db*"):
            path.unlink()
        assert desk("refresh", "-q", *TODAY) == (0, "", "")

    def test_is_of_a_source_that_was_taken_out_too(self, desk):
        desk("refresh", *TODAY)
        Path("other.ics").write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n")
        Path("sources.yaml").write_text("sources: [{url: other.ics}]")
        status, out, err = desk("refresh", "-q", *TODAY)
        assert (status, out, err.count("leaves the outputs on 2027-04-04")) == (0, "", 1)
        assert desk("refresh", "-q", "--today", "2027-04-02") == (0, "", "")
        assert "leaves the outputs on 2027-04-04" in desk("doctor", *TODAY)[1]

    def test_is_that_an_output_could_not_be_written(self, desk):
        desk("refresh", *TODAY)
        Path("output/events.ics").unlink()
        Path("output/events.ics").mkdir()
        assert desk("refresh", "-q", *TODAY)[0] == 1
        status, out, _ = desk("doctor", *TODAY)
        assert (status, "events.ics: cannot be " in out) == (1, True)

    def test_is_nothing_that_a_run_could_not_tell_as_it_failed(self, unknown):
        Path("output/events.ics").mkdir(parents=True)
        assert "7777" not in unknown("refresh", "-q", *TODAY)[2]
        Path("output/events.ics").rmdir()
        assert "7777" in unknown("refresh", "-q", *TODAY)[2]


def test_doctor_tells_a_mistake_in_editorial_yaml(desk):
    desk("refresh", *TODAY)
    Path("editorial.yaml").write_text("events: [")
    status, _, err = desk("doctor")
    assert (status, "editorial.yaml:1" in err) == (2, True)
