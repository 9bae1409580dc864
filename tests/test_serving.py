"""The output folder over HTTP: what a real server answers to good and bad clients."""

from __future__ import annotations

import gzip
import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar

from eventcal.exporters import events_json, ical
from eventcal.model import Cost, Event, Place, Record, Settings, Site, When
from eventcal.serving import server

SETTINGS = Settings(Path("sources.yaml"), (), Site(title="Fjord events"))
SEEN = datetime(2027, 1, 1, tzinfo=UTC)
TODAY = date(2027, 1, 1)


def record(name: str, *tags: str, hidden: bool = False, **fields) -> Record:
    day = When(date(2027, 5, 3), date(2027, 5, 5))
    event = Event(name, f"https://fjord.example/{name}", day, tags=tags, **fields)
    return Record(f"{name}@eventcal", event, 0, "scheduled", (), SEEN, SEEN, SEEN, hidden=hidden)


RECORDS = [
    record("knots", "hpc", mode="online", cost=Cost(True, 0, 0, None, "Free"), language="en-GB"),
    record("ropes", "hpc", "boats", mode="in-person", place=Place(city="Bergen", country="Norway")),
    record("sails", "Research Software", mode="hybrid", place=Place(city="Oslo", country="Norway"), language="no"),
    record("secret", "hpc", hidden=True),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    output = tmp_path / "output"
    (output / "tags").mkdir(parents=True)
    shown = [each for each in RECORDS if not each.hidden]
    (output / "events.ics").write_bytes(ical.export(shown, SETTINGS, TODAY, None))
    (output / "events.json").write_bytes(events_json.export(RECORDS, SETTINGS, TODAY, None))
    (output / "tags/hpc.ics").write_bytes(b"BEGIN:VCALENDAR\r\n")
    (output / "index.html").write_text("<!doctype html><title>Fjord</title>" + "snow " * 500)
    (output / "feed.xml").write_text("<feed/>")
    (output / "events.md").write_text("## Events")
    (output / ".events.ics.1234.tmp").write_text("half")
    (output / ".hidden.ics").write_text("no")
    (output / "eventcal.db").write_text("no")
    (tmp_path / "secret.ics").write_text("no")
    (output / "link.ics").symlink_to(tmp_path / "secret.ics")
    return output


@pytest.fixture
def port(folder: Path):
    running = server(folder, SETTINGS, "127.0.0.1", 0)
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    yield running.effective_port
    with suppress(OSError):  # the loop may have closed it before it was woken
        running.trigger.pull_trigger(running.close)  # in its own loop
    thread.join(5)
    running.task_dispatcher.shutdown()


def ask(port: int, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest(method, path, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    connection.close()
    return found


@pytest.mark.parametrize(
    ("path", "name", "kind"),
    [
        ("/", "index.html", "text/html; charset=utf-8"),
        ("/events.ics", "events.ics", "text/calendar; charset=utf-8"),
        ("/tags/hpc.ics", "tags/hpc.ics", "text/calendar; charset=utf-8"),
        ("/feed.xml", "feed.xml", "application/atom+xml; charset=utf-8"),
        ("/events.json", "events.json", "application/json; charset=utf-8"),
        ("/events.md", "events.md", "text/markdown; charset=utf-8"),
        ("/%65vents.ics", "events.ics", "text/calendar; charset=utf-8"),
    ],
)
def test_each_file_is_served_as_what_it_is(port, folder, path, name, kind):
    status, headers, data = ask(port, path)
    assert (status, headers["content-type"], data) == (200, kind, (folder / name).read_bytes())
    assert headers["x-content-type-options"] == "nosniff" and "server" not in headers
    assert ask(port, path, "HEAD")[:1] + ask(port, path, "HEAD")[2:] == (200, b"")
    assert ask(port, path, "HEAD")[1]["content-length"] == str(len(data))
    assert ("access-control-allow-origin" in headers) == (not name.endswith((".html", ".md")))


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.ics", "/%2e%2e/secret.ics", "/..%2fsecret.ics", "/tags/../../secret.ics", "/..%5csecret.ics", "//etc/passwd",
        "/link.ics", "/.hidden.ics", "/.events.ics.1234.tmp", "/eventcal.db", "/tags", "/tags/", "/none.ics", "/%00.ics", "/%ff.ics",
        "/events.ics/x.ics", "/" + "a" * 5000 + ".ics",
    ],
)  # fmt: skip
def test_nothing_else_is(port, path):
    status, _, data = ask(port, path)
    assert (status, data) == (404, b"not found\n")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "X"])
def test_nothing_can_be_written(port, method):
    status, headers, _ = ask(port, "/events.ics", method, Content_Length="0")
    assert (status, headers["allow"]) == (405, "GET, HEAD")


def test_what_has_not_changed_is_not_sent_again(port, folder):
    _, headers, _ = ask(port, "/events.ics")
    tag, modified = headers["etag"], headers["last-modified"]
    for said in (
        {"If_None_Match": tag},
        {"If_None_Match": f'"x", W/{tag}'},
        {"If_None_Match": "*"},
        {"If_Modified_Since": modified},
    ):
        status, again, data = ask(port, "/events.ics", **said)
        assert (status, data, again["etag"]) == (304, b"", tag)
    assert ask(port, "/events.ics", If_None_Match='"x"', If_Modified_Since=modified)[0] == 200, "the tag comes first"
    assert ask(port, "/events.ics", If_Modified_Since="yesterday")[0] == 200
    (folder / "events.ics").write_bytes(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    status, headers, _ = ask(port, "/events.ics", If_None_Match=tag)
    assert (status, headers["etag"] != tag) == (200, True)


def test_large_files_are_packed_for_those_who_can_unpack_them(port, folder):
    plain = ask(port, "/")
    status, headers, data = ask(port, "/", Accept_Encoding="br, gzip;q=0.5")
    assert (status, headers["content-encoding"], gzip.decompress(data)) == (200, "gzip", plain[2])
    assert headers["vary"] == "Accept-Encoding" and headers["etag"] != plain[1]["etag"]
    assert ask(port, "/", Accept_Encoding="gzip", If_None_Match=headers["etag"])[0] == 304
    assert "content-encoding" not in ask(port, "/", Accept_Encoding="gzip;q=0, br")[1]
    assert "content-encoding" not in ask(port, "/events.md", Accept_Encoding="gzip")[1]


@pytest.mark.parametrize(
    ("query", "names", "title"),
    [
        ("tag=hpc", ["knots", "ropes"], "hpc"),
        ("tag=boats&tag=research-software", ["ropes", "sails"], "boats, research-software"),
        ("mode=online", ["knots", "sails"], "online"),
        ("mode=in-person", ["ropes", "sails"], "in-person"),
        ("place=bergen", ["ropes"], "bergen"),
        ("free=1", ["knots"], "free"),
        ("free=0", [], "not free"),
        ("any=sail", [], "sail"),
        ("any=sails&language=no", ["sails"], "sails, no"),
        ("tag=hpc&mode=online&place=&free=", ["knots"], "hpc, online, free"),
    ],
)
def test_a_feed_of_any_filter(port, query, names, title):
    status, headers, data = ask(port, f"/events.ics?{query}")
    calendar = Calendar.from_ical(data)
    assert (status, [str(entry["SUMMARY"]) for entry in calendar.events]) == (200, names)
    assert str(calendar["NAME"]).replace("\\,", ",") == f"Fjord events: {title}"
    assert ask(port, f"/events.ics?{query}", If_None_Match=headers["etag"])[0] == 304


def test_a_filter_that_asks_for_nothing_gives_the_file(port, folder):
    for query in ("", "tag=", "mode="):
        assert ask(port, f"/events.ics?{query}")[2] == (folder / "events.ics").read_bytes()


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("mode=remote", "mode is one of online, in-person, hybrid"),
        ("free=maybe", "free is 1 or 0"),
        ("colour=red", "'colour' is no filter; tag, mode, place, free, any and language are"),
        ("place=a&place=b", "place is given twice"),
        ("tag=" + "a" * 300, "tag has more than 200 characters"),
    ],
)
def test_a_wrong_filter_is_told_what_is_allowed(port, query, line):
    status, _, data = ask(port, f"/events.ics?{query}")
    assert (status, data.decode()) == (400, f"{line}\n")


def test_other_files_take_no_filter(port, folder):
    assert ask(port, "/tags/hpc.ics?mode=remote")[2] == (folder / "tags/hpc.ics").read_bytes()


def raw(port: int, data: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(data)
        answer = b""
        with suppress(ConnectionResetError):  # it does not read to its end what is too long
            while part := connection.recv(65536):
                answer += part
        return answer


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"nonsense\r\n\r\n", b" 400 "),
        (b"GET /events.ics HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 100_000 + b"\r\n\r\n", b" 431 "),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 999999\r\nConnection: close\r\n\r\n" + b"a" * 2000, b" 413 "),
    ],
)
def test_bad_requests_are_refused_and_the_server_goes_on(port, data, status):
    assert status in raw(port, data).split(b"\r\n")[0] + b" "
    assert ask(port, "/events.ics")[0] == 200


def test_slow_clients_hold_nobody_up(port):
    slow = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(50)]
    for connection in slow:
        connection.sendall(b"GET /events.ics HTTP/1.1\r\nHost:")
    begin = time.monotonic()
    assert ask(port, "/events.ics")[0] == 200
    assert time.monotonic() - begin < 5
    for connection in slow:
        connection.close()


def test_fifty_downloads_at_once_are_all_whole(port, folder):
    want = (folder / "index.html").read_bytes()
    with ThreadPoolExecutor(50) as pool:
        found = list(pool.map(lambda _: ask(port, "/")[2], range(50)))
    assert found == [want] * 50


def test_events_json_that_is_broken_is_no_feed(port, folder):
    (folder / "events.json").write_text("[{")
    assert ask(port, "/events.ics?tag=hpc")[0] == 503
    assert ask(port, "/events.ics")[0] == 200


def test_the_command_serves_until_it_is_asked_to_end(folder):
    command = [sys.executable, "-m", "eventcal", "serve", "--port", "0", "-v"]
    run = subprocess.Popen(
        command,
        cwd=folder.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert run.stdout is not None
    address = run.stdout.readline().decode().strip()
    port = int(address.rsplit(":", 1)[1].strip("/"))
    assert ask(port, "/events.ics?tag=hpc")[0] == 200
    assert ask(port, "/%1b%5b2J%0aeventcal:%20forged")[0] == 404
    run.terminate()
    _, said = run.communicate(timeout=20)
    assert run.returncode == 0
    lines = said.decode().splitlines()
    assert len(lines) == 2 and lines[0].startswith("eventcal: GET /events.ics?tag=hpc 200 ")
    assert "\x1b" not in said.decode() and "404" in lines[1]


def test_a_folder_or_a_port_that_cannot_be_had_is_told(folder, port):
    command = [sys.executable, "-m", "eventcal", "serve"]
    for options, said in ((["--output", "none"], "no such folder"), (["--port", str(port)], "cannot be listened to")):
        run = subprocess.run(
            [*command, *options], cwd=folder.parent, capture_output=True, text=True, timeout=30, check=False
        )
        assert (run.returncode, len(run.stderr.splitlines()), said in run.stderr) == (2, 1, True), run.stderr
