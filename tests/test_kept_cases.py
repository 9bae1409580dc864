"""Whole runs on servers that misbehave: what was known stays published, the fault is told, and other sources go on."""

from __future__ import annotations

import gzip
import json
import shutil
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from servers import Reply, Site, make_certificate, no_robots, raw_server, resets_after, sends, silent_port, site

from eventcal.fetch import Fetcher
from eventcal.fetch.limits import Limits
from eventcal.model import Settings, Source
from eventcal.refresh import Run, Summary, refresh
from eventcal.store import Store

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
QUICK = Limits(gap_s=0, slow_s=0, retry_pause_s=0, whole_s=5, connect_s=2, page_bytes=200_000)
Talk = Callable[[socket.socket], None]


def listing(days: Iterable[int], name: str = "Knot Day", end: str = "</html>") -> bytes:
    """A page of events in May, each in markup and in words."""
    items = "".join(entry(f"{name} {day}", f"2027-05-{day:02}", f"{day} May 2027") for day in days)
    return f"<!doctype html><html><title>Events</title><h1>Events</h1>{items}{end}".encode()


def entry(name: str, start: str, words: str) -> str:
    url = f"https://days.example/{name.rpartition(' ')[0].replace(' ', '-')}/{start}"
    event = {"@context": "https://schema.org", "@type": "Event", "name": name, "startDate": start, "url": url}
    return f'<h2>{name}</h2><p>{words}</p><script type="application/ld+json">{json.dumps(event, ensure_ascii=False)}</script>\n'


DAYS = range(1, 7)
GOOD = listing(DAYS)
HEAD = b"HTTP/1.1 200 OK\r\nConnection: close\r\n"


def answer(body: bytes, status: str = "200 OK", headers: str = "") -> Talk:
    """A well-formed answer."""
    return sends(
        f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {len(body)}\r\n{headers}\r\n".encode() + body
    )


class Desk:
    """Sources that go wrong, and `fjord`, whose meeting moves on each day; all asked once a day."""

    def __init__(self, folder: Path, fjord: Site, **urls: str) -> None:
        self.store = Store.open(str(folder / "eventcal.db"))
        self.output, self.fjord, self.day = folder / "output", fjord, 0
        urls["fjord"] = fjord.url("/fjord")
        self.sources = tuple(Source(id, url, allow_private=True) for id, url in urls.items())
        self.addresses: dict[str, str | socket.gaierror] = {}

    @property
    def now(self) -> datetime:
        return NOW + self.day * DAY

    def resolve(self, host: str, port: int, **_: Any) -> list[Any]:
        """A name service that knows this machine by any name, unless told otherwise."""
        address = self.addresses.get(host, "127.0.0.1")
        if isinstance(address, socket.gaierror):
            raise address
        return [(0, socket.SOCK_STREAM, 6, "", (address, port))]

    def run(self, days: int = 1, jobs: int = 16, **limits: Any) -> Summary:
        """The next day, or a later one."""
        self.day += days
        meeting = entry("Fjord Meeting", f"2027-06-{self.day % 30 + 1:02}", "")
        self.fjord.says("/fjord", Reply(f"<!doctype html><title>Fjord Meeting</title>{meeting}".encode()))
        hosts, now = self.store.hosts(), self.now
        some = replace(QUICK, **limits)
        with Fetcher(None, now.date(), some, resolve=self.resolve, now=lambda: now, hosts=hosts) as door:
            settings = Settings(Path("sources.yaml"), self.sources)
            return refresh(settings, self.store, door, self.output, Run(now, jobs=jobs))

    def published(self) -> list[dict[str, Any]]:
        return list(json.loads((self.output / "events.json").read_text()))

    def events(self, name: str = "Knot Day") -> list[tuple[str, str]]:
        """The name and the first day of each event whose name starts so."""
        return sorted((each["name"], each["start"]) for each in self.published() if each["name"].startswith(name))

    def in_calendar(self) -> int:
        return (self.output / "events.ics").read_text().count("BEGIN:VEVENT")

    def status(self, id: str = "knots") -> dict[str, Any]:
        sources = json.loads((self.output / "status.json").read_text())["sources"]
        return next(dict(source) for source in sources if source["id"] == id)

    def files(self) -> bytes:
        return b"".join(path.read_bytes() for path in sorted(self.output.rglob("*")) if path.is_file())


@pytest.fixture
def fjord() -> Iterator[Site]:
    with site() as made:
        yield made


Told = Mapping[str, tuple[str, str]]
"""The state and the reason of sources by id."""


def check_kept(desk: Desk, told: Told, then: Callable[[], None] = lambda: None, **limits: Any) -> None:
    """One day all is well, the next one `fjord` alone."""
    desk.run()
    before = desk.events("")
    assert all(desk.status(id)["events"] for id in told)
    then()
    desk.run(**limits)
    status = {id: desk.status(id) for id in told}
    assert {id: (each["state"], each["reason"].partition(";")[0]) for id, each in status.items()} == told
    assert all(each["next_due"] > f"{desk.now:%Y-%m-%dT%H:%M:%SZ}" for each in status.values())
    meeting = {("Fjord Meeting", "2027-06-02")}
    assert {*desk.events("")} == {*before} - meeting | {("Fjord Meeting", "2027-06-03")}
    assert desk.in_calendar() == len(before)


MOST_GONE, ALL_GONE = "5 of the 6 coming events that it had are gone", "it has no coming event any more, and had 6"
NOT_HTTP = "what 127.0.0.1 answers is not HTTP"
NO_PAGE = "an address that starts with {}: is not fetched, only http and https"
PORTAL = b"<!doctype html><title>Guest Wi-Fi</title><h1>Guest Wi-Fi</h1><p>Accept the terms.</p><form><input type=submit></form>"
BOMB, ONION = gzip.compress(bytes(3_000_000)), GOOD
for _ in range(10):
    ONION = gzip.compress(ONION)


def redirect(location: str) -> Talk:
    return answer(b"", "302 Found", f"Location: {location}\r\n")


def packed(body: bytes, *how: str) -> Talk:
    return answer(body, headers=f"Content-Encoding: {', '.join(how)}\r\n")


ANSWERS: dict[str, tuple[Talk, str, str]] = {
    "reset in mid-page": (resets_after(HEAD + b"Content-Length: 9000\r\n\r\n" + GOOD[:500]), "failing", "127.0.0.1 closed the connection"),
    "start without a length": (sends(HEAD + b"\r\n" + listing([1, 2], "Start without a length", "<h2>St")), "suspect", MOST_GONE),
    "broken chunk": (sends(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + GOOD), "failing", "the answer was cut short"),
    "bad gateway": (answer(b"oh", "502 Bad Gateway"), "failing", "HTTP 502"),
    "overload": (answer(b"oh", "503 Service Unavailable"), "failing", "HTTP 503"),
    "gateway that waits": (answer(b"oh", "504 Gateway Timeout"), "failing", "HTTP 504"),
    "password": (answer(b"no", "401 Unauthorized"), "blocked", "HTTP 401: it asks for a name and a password"),
    "circle": (redirect("/"), "failing", "more than 5 redirects"),
    "way to a file": (redirect("file:///etc/passwd"), "failing", NO_PAGE.format("file")),
    "way to a script": (redirect("javascript:1"), "failing", NO_PAGE.format("javascript")),
    "meta refresh": (answer(b'<meta http-equiv="refresh" content="0; url=/new">'), "suspect", ALL_GONE),
    "gzip bomb": (packed(BOMB, "gzip"), "failing", "over 0.2 MB"),
    "onion of gzip": (packed(ONION, *["gzip"] * 10), "failing", "the answer cannot be unpacked"),
    "unasked brotli": (packed(b"x", "br"), "failing", "the answer is packed as br, which was not asked for"),
    "portal": (answer(PORTAL), "failing", "the sign-in page of a network, not of the site"),
    "thousand headers": (answer(GOOD, headers="X: y\r\n" * 1000), "failing", NOT_HTTP),
    "banner": (sends(b"SSH-2.0-hushhush\r\n"), "failing", NOT_HTTP),
    "no headers": (sends(b"<html>hushhush"), "failing", NOT_HTTP),
}  # fmt: skip


def test_no_bad_answer_loses_an_event(tmp_path: Path, fjord: Site) -> None:
    with ExitStack() as stack:
        urls = {}
        for id, (talk, state, _) in ANSWERS.items():
            good = listing(DAYS if state == "suspect" else [1], id.capitalize())
            urls[id] = stack.enter_context(raw_server(no_robots, answer(good), no_robots, talk))
        desk = Desk(tmp_path, fjord, **urls)
        check_kept(desk, {id: (state, reason) for id, (_, state, reason) in ANSWERS.items()})
    assert b"hushhush" not in desk.files()


DRIP = sends(HEAD + b"\r\n" + listing([1, 2]), *[b" "] * 100, every_s=0.05)


def test_half_a_page_that_then_drips_is_no_page(tmp_path: Path, fjord: Site) -> None:
    with raw_server(no_robots, answer(GOOD), no_robots, DRIP) as url:
        check_kept(Desk(tmp_path, fjord, knots=url), {"knots": ("failing", "no answer within 0.7 s")}, whole_s=0.7)


NO_ANSWER = socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
UNREACHED: dict[str, tuple[str | socket.gaierror, str]] = {
    "unknown": (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "there is no host {}"),
    "unanswered": (NO_ANSWER, "the address of {} cannot be looked up now"),
    "refused": ("127.0.0.8", "{} refuses the connection"),
    "silent": ("127.0.0.9", "no connection to {} within 0.2 s"),
}


def test_no_host_that_cannot_be_reached_loses_an_event(tmp_path: Path, fjord: Site) -> None:
    with site() as here, silent_port("127.0.0.9", here.port):
        urls = {id: f"http://{id}.example:{here.port}/{id}" for id in UNREACHED}
        for id in UNREACHED:
            here.says(f"/{id}", Reply(listing([1], f"{id} day".capitalize())))
        desk = Desk(tmp_path, fjord, **urls)
        addresses = {f"{id}.example": address for id, (address, _) in UNREACHED.items()}
        told = {id: ("failing", words.format(f"{id}.example")) for id, (_, words) in UNREACHED.items()}
        check_kept(desk, told, lambda: desk.addresses.update(addresses), connect_s=0.2)


def test_a_certificate_that_is_not_right_any_more_loses_no_event(
    tmp_path: Path, fjord: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("needs openssl to make a certificate")
    certificate = make_certificate(tmp_path)
    with site(certificate) as here, monkeypatch.context() as trust:
        trust.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(certificate))
        here.says("/events", Reply(GOOD))
        desk = Desk(tmp_path, fjord, knots=f"https://knots.example:{here.port}/events")
        reason = "certificate of knots.example is signed by nobody but itself"
        check_kept(desk, {"knots": ("failing", reason)}, trust.undo)
        assert here.paths() == ["/robots.txt", "/events"]


CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}END:VCALENDAR\r\n".format(
    "".join(
        f"BEGIN:VEVENT\r\nUID:{n}\r\nSUMMARY:Rope Day {n}\r\nDTSTART;VALUE=DATE:202705{n:02}\r\nEND:VEVENT\r\n"
        for n in DAYS
    )
)
ROWS = [{"name": f"Knot Day {n}", "startDate": f"2027-05-{n:02}", "url": f"https://knots.example/{n}"} for n in DAYS]


@pytest.mark.parametrize("page", [PORTAL, listing(range(1, 5), "Wi-Fi Day")], ids=["a portal", "a page of events"])
def test_a_web_page_in_the_place_of_data_loses_no_event(tmp_path: Path, fjord: Site, page: bytes) -> None:
    with (
        raw_server(no_robots, answer(CALENDAR.encode()), no_robots, answer(page)) as calendar,
        raw_server(no_robots, answer(json.dumps(ROWS).encode()), no_robots, answer(page)) as rows,
    ):
        words = "a web page in place of what was read as"
        told = {"calendar": ("failing", f"{words} ical"), "rows": ("failing", f"{words} confs-tech")}
        check_kept(Desk(tmp_path, fjord, calendar=calendar, rows=rows), told)


def test_a_network_that_goes_away_in_mid_run_is_no_end_of_it(
    tmp_path: Path, fjord: Site, caplog: pytest.LogCaptureFixture
) -> None:
    names = [f"h{n}.example" for n in range(12)]
    with site() as here:
        desk = Desk(tmp_path, fjord, **{name: f"http://{name}:{here.port}/{name}" for name in names})
        for n, name in enumerate(names):
            here.says(f"/{name}", Reply(listing([n + 1])))
        desk.sources = desk.sources[:-1]
        assert desk.run().read == 12
        before = desk.events("")
        desk.addresses = dict.fromkeys(names[4:], NO_ANSWER)
        summary = desk.run(jobs=1)
    assert (summary.unchanged, summary.failed, summary.offline, summary.person_needed) == (4, 8, False, False)
    assert (len(before), desk.events("")) == (12, before)
    reasons = [desk.status(name)["reason"] for name in names]
    assert reasons == [None] * 4 + [f"the address of {name} cannot be looked up now" for name in names[4:]]
    assert [record for record in caplog.records if record.name.startswith("eventcal")] == []


# Pages that are there no more.


@pytest.fixture
def knots(tmp_path: Path, fjord: Site) -> Iterator[tuple[Desk, Site]]:
    """A desk after its first day, and the site of `knots`, which remembers what it was asked."""
    with site() as here:
        desk = Desk(tmp_path, fjord, knots=here.says("/events", Reply(GOOD, headers={"ETag": '"1"'})))
        desk.run()
        yield desk, here


@pytest.mark.parametrize(
    ("path", "reply", "state", "days_asked"),
    [
        ("/events", Reply(b"no", 404), "gone", [2, 3, 6, 10]),
        ("/events", Reply(b"no", 410), "gone", [2, 9]),
        ("/robots.txt", Reply(b"User-agent: *\nDisallow: /"), "disallowed", []),
    ],
    ids=["404", "410", "robots.txt forbids"],
)
def test_what_is_gone_or_closed_is_asked_ever_less_and_kept_until_it_is_over(
    knots: tuple[Desk, Site], path: str, reply: Reply, state: str, days_asked: list[int]
) -> None:
    desk, here = knots
    desk.sources = desk.sources[:1]
    here.says(path, reply)
    asked = []
    while desk.day < 10:
        before = here.paths().count("/events")
        desk.run()
        asked += [desk.day] * (here.paths().count("/events") > before)
    assert asked == days_asked
    assert (desk.status()["state"], len(desk.events())) == (state, len(DAYS))
    assert desk.in_calendar() == len(DAYS)
    desk.run(days=63)  # to 13 May
    assert {event["state"] for event in desk.published() if event["name"].startswith("Knot Day")} == {"past"}
    assert len(desk.events()) == len(DAYS)


# Validators and clocks.


@pytest.mark.parametrize("change", ["another version", "other tags"])
def test_a_304_is_not_asked_for_once_the_page_would_be_read_in_another_way(
    knots: tuple[Desk, Site], monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    desk, here = knots
    here.says("/events", Reply(b"", 304))
    desk.run()
    assert (here.asked[-1].headers["if-none-match"], desk.status()["state"]) == ('"1"', "unchanged")
    if change == "another version":
        monkeypatch.setattr("eventcal.freshness.__version__", "99")
    else:
        desk.sources = (replace(desk.sources[0], tags=("rope",)), desk.sources[1])
    desk.run()
    assert "if-none-match" not in here.asked[-1].headers
    assert desk.status()["reason"] == "HTTP 304, although the page was asked for whole"
    assert len(desk.events()) == len(DAYS)


def test_an_etag_that_is_another_each_time_changes_nothing(knots: tuple[Desk, Site]) -> None:
    desk, here = knots
    desk.sources = desk.sources[:1]
    desk.run()
    desk.run(days=4)  # what only the other had is left out by then
    before = (desk.output / "events.ics").read_bytes()
    for n in range(3):
        here.says("/events", Reply(GOOD, headers={"ETag": f'"{n}"'}))
        summary = desk.run()
        assert (summary.unchanged, summary.changed, summary.new) == (1, (), ())
    assert (desk.output / "events.ics").read_bytes() == before


def test_a_clock_that_is_years_off_does_not_decide_when_a_source_is_asked(knots: tuple[Desk, Site]) -> None:
    desk, here = knots
    stated = "Thu, 01 Jan 2099 00:00:00 GMT"
    here.says(
        "/events",
        Reply(listing(range(1, len(DAYS) + 2)), headers=dict.fromkeys(("Date", "Last-Modified", "Expires"), stated)),
    )
    desk.run()
    assert desk.status()["next_due"] == f"{desk.now + DAY:%Y-%m-%dT%H:%M:%SZ}"
    desk.run()
    assert here.asked[-1].headers["if-modified-since"] == stated


# Pages that lead on.


def test_an_endless_list_is_left_after_some_pages_and_none_is_asked_twice(tmp_path: Path, fjord: Site) -> None:
    with site() as here:
        for n in range(1, 12):
            links = f'<a href="?page={n + 1}">next</a> <a href="?page={max(n - 1, 1)}">previous</a>'
            body = listing([2 * n - 1, 2 * n], end=f"<footer><h2>More</h2>{links}</footer>")
            here.says(f"/events?page={n}", Reply(body))
        desk = Desk(tmp_path, fjord, knots=here.url("/events?page=1"))
        desk.sources = (replace(desk.sources[0], follow="auto"),)
        desk.run()
    pages = [path for path in here.paths() if path.startswith("/events")]
    assert pages == [f"/events?page={n}" for n in range(1, 7)]
    assert len(desk.events()) == 12


MEETINGS = {"Rope Meeting": "10 May", "Sail Workshop": "21 June", "Tar School": "6 September"}


def test_a_list_leads_to_no_other_private_host(tmp_path: Path, fjord: Site) -> None:
    """Not by its next page, nor by the page of an entry: both are redirects here."""
    with site() as here, site() as secret:
        away = Reply(b"", 302, {"Location": f"http://localhost:{secret.port}/"})
        secret.says("/", Reply(GOOD))
        for path in ("/1", "/2", "/3", "/events?page=2"):
            here.says(path, away)
        items = "".join(
            f'<li class="event"><h3><a href="/{n}">{name}</a></h3><p>{day} 2027</p></li>'
            for n, (name, day) in enumerate(MEETINGS.items(), start=1)
        )
        page = f"<title>Upcoming events</title><h1>Upcoming events</h1><ul>{items}</ul>"
        page += '<a href="?page=2">Next page</a>'
        desk = Desk(tmp_path, fjord, knots=here.says("/events", Reply(f"<!doctype html>{page}".encode())))
        desk.sources = (replace(desk.sources[0], follow="auto"),)
        assert desk.run().records == 3
        assert set(here.paths()) == {"/robots.txt", "/events", "/events?page=2", "/1", "/2", "/3"}
        assert secret.asked == []


# Letters.

LETTERS = {
    "UTF-8 said to be latin-1": ("Größe – Zürich", "utf-8", "text/html; charset=iso-8859-1", ""),
    "a header against a meta element": (
        "Łódź żegluje",
        "windows-1250",
        "text/html; charset=windows-1250",
        "iso-8859-1",
    ),
    "a byte order mark against a header": ("Café Málaga", "utf-8-sig", "text/html; charset=windows-1252", ""),
    "windows-1252 without a label": ("Café – “Málaga”", "windows-1252", "text/html", ""),
    "Shift_JIS": ("京都データ会議", "shift_jis", "text/html", "shift_jis"),
}


def test_names_are_right_whatever_a_server_says_of_its_letters(tmp_path: Path, fjord: Site) -> None:
    with site() as here:
        desk = Desk(tmp_path, fjord)
        desk.sources = ()
        for n, (name, encoding, header, meta) in enumerate(LETTERS.values()):
            page = f'<!doctype html><html><meta charset="{meta}"><title>{name}</title>{entry(name, f"2027-05-0{n + 1}", "")}</html>'
            url = here.says(f"/{n}", Reply(page.encode(encoding), headers={"Content-Type": header}))
            desk.sources += (Source(f"s{n}", url, allow_private=True),)
        desk.run()
    assert [name for name, _ in desk.events("")] == sorted(name for name, *_ in LETTERS.values())


def test_a_page_whose_letters_are_lost_changes_no_name(knots: tuple[Desk, Site]) -> None:
    desk, here = knots
    here.says("/events", Reply(GOOD.replace(b"Knot D", b"Kn\xef\xbf\xbdt D")))
    desk.run()
    assert (desk.status()["state"], len(desk.events())) == ("suspect", len(DAYS))


ONE = (
    b"<!doctype html><html><title>Knot Meeting 2027</title><h1>Knot Meeting 2027</h1><p>A conference, held in person.</p>"
    b"<p>10-12 May 2027, Bergen, Norway</p><p>Registration fee: 230 EUR</p></html>"
)


@pytest.mark.parametrize("cut", [b"<p>10-12", b"<p>Registration"], ids=["before its days", "before its fee"])
def test_a_page_of_one_event_that_ends_in_the_middle_takes_nothing_from_it(
    tmp_path: Path, fjord: Site, cut: bytes
) -> None:
    with raw_server(no_robots, answer(ONE), no_robots, sends(HEAD + b"\r\n" + ONE.partition(cut)[0])) as url:
        desk = Desk(tmp_path, fjord, knots=url)
        desk.sources = desk.sources[:1]
        desk.run()
        before = desk.published()
        assert [(event["start"], event["cost"]["min"]) for event in before] == [("2027-05-10", 230)]
        desk.run()
    (event,) = desk.published()
    assert (event["start"], event["cost"]) == (before[0]["start"], before[0]["cost"])
