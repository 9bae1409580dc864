"""How sources are told to be: each alarm with a source that is half broken, not only with one that is dead."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest
from servers import Reply, Site, site

from eventcal.doctor import Report, Surroundings, examine
from eventcal.fetch import Fetcher
from eventcal.fetch.limits import Limits
from eventcal.health import health
from eventcal.model import Settings, Source
from eventcal.refresh import Run, Summary, refresh
from eventcal.store import Store, schema

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
QUICK = Limits(gap_s=0, slow_s=0, retry_pause_s=0, whole_s=5)
HEALTHY = Surroundings(None, "ext4", 10**12, {})


def listing(count: int, *, prices: bool = True, more: str = "") -> bytes:
    """A page of events in May, in markup."""
    events = [
        {
            "@type": "Event",
            "name": f"Knot Day {n}",
            "startDate": f"2027-05-{n + 1:02}",
            "url": f"https://knots.example/{n}",
            **({"offers": {"price": "50", "priceCurrency": "EUR"}} if prices else {}),
        }
        for n in range(count)
    ]
    block = json.dumps({"@context": "https://schema.org", "@graph": events})
    text = "".join(f"<h2>Knot Day {n}</h2><p>{n + 1} May 2027</p>" for n in range(count))
    return f'<!doctype html><title>Knots</title><script type="application/ld+json">{block}</script><h1>Events</h1>{text}{more}</html>'.encode()


class Desk:
    """One source on a server of this machine, asked once a day."""

    def __init__(self, folder: Path, here: Site) -> None:
        self.here = here
        self.store = Store.open(str(folder / "eventcal.db"))
        self.output = folder / "output"
        self.source = Source("knots", here.url("/events"), allow_private=True)
        self.settings = Settings(folder / "sources.yaml", (self.source,))
        self.day = -1

    def run(self, *replies: Reply) -> Summary:
        """The next day, on which the server answers so."""
        self.day += 1
        if replies:
            self.here.says("/events", *replies)
        door = Fetcher(None, self.now.date(), QUICK, now=lambda: self.now, hosts=self.store.hosts())
        with door:
            return refresh(self.settings, self.store, door, self.output, Run(self.now, only=("knots",)))

    @property
    def now(self) -> datetime:
        return NOW + self.day * DAY

    @property
    def state(self) -> str:
        return health(self.source, self.store.source_states().get("knots"), self.now).state

    def status(self) -> dict[str, object]:
        (source,) = json.loads((self.output / "status.json").read_text())["sources"]
        return dict(source)

    def events(self) -> int:
        return (self.output / "events.ics").read_text().count("BEGIN:VEVENT")

    def report(self, around: Surroundings = HEALTHY) -> Report:
        now = dict.fromkeys(("events.ics", "index.html", "events.json", "status.json"), self.now)
        around = Surroundings(around.damage, around.filesystem, around.free_bytes, {**now, **around.outputs})
        return examine(self.settings, self.store.timings(), self.store.unwell(), around, self.output, self.now)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with site() as here:
        made = Desk(tmp_path, here)
        made.run(Reply(listing(12)))
        assert (made.state, made.events()) == ("ok", 12)
        yield made


HALF_BROKEN = [
    ("half of the events", Reply(listing(6)), "suspect"),
    ("no events", Reply(listing(0)), "suspect"),
    ("no prices", Reply(listing(12, prices=False)), "suspect"),
    ("a login", Reply(b'<title>Sign in</title><form><input type="password"></form>'), "blocked"),
    ("a challenge", Reply(b"<title>Just a moment...</title><p>Checking your browser</p>"), "blocked"),
    ("a soft 404", Reply(b"<title>Oh</title><h1>Page not found</h1>"), "failing"),
    ("403", Reply(b"no", 403), "blocked"),
    ("an empty page", Reply(b""), "failing"),
    ("a page cut short", Reply(listing(12)[:3000], 200, {"Content-Length": "9000"}), "failing"),
    ("an unknown packing", Reply(b"x", 200, {"Content-Encoding": "zstd"}), "failing"),
    ("410", Reply(b"gone", 410), "gone"),
    ("500", Reply(b"oh", 500), "failing"),
]


@pytest.mark.parametrize(("reply", "state"), [row[1:] for row in HALF_BROKEN], ids=[row[0] for row in HALF_BROKEN])
def test_a_half_broken_source_is_seen_loses_nothing_and_is_well_when_it_is_well(
    desk: Desk, reply: Reply, state: str
) -> None:
    summary = desk.run(reply)
    assert (desk.state, desk.events(), desk.status()["state"]) == (state, 12, state)
    assert desk.status()["reason"]
    assert bool(desk.status()["advice"]) is summary.person_needed is desk.report().person_needed
    desk.run(Reply(listing(12)))
    assert (desk.state, desk.events(), desk.status()["reason"]) == ("unchanged", 12, None)
    assert not desk.report().person_needed


def test_robots_that_forbid_later_stop_the_asking_and_keep_the_events(desk: Desk) -> None:
    desk.here.says("/robots.txt", Reply(b"User-agent: *\nDisallow: /"))
    asked = desk.here.paths().count("/events")
    desk.run()
    assert (desk.state, desk.events()) == ("disallowed", 12)
    assert desk.here.paths().count("/events") == asked


def test_each_alarm_is_raised_once_and_cleared_once(desk: Desk) -> None:
    broken = [desk.run(Reply(b"oh", 500)) for _ in range(6)]
    assert [summary.person_needed for summary in broken] == [False, False, False, True, True, True]
    assert [[trouble.is_new for trouble in summary.troubles] for summary in broken] == [
        *([[False]] * 3),
        [True],
        *([[False]] * 2),
    ]
    assert [desk.state, desk.status()["state"]] == ["broken", "broken"]
    well = [desk.run(Reply(listing(12))) for _ in range(2)]
    assert [summary.cleared for summary in well] == [("knots",), ()]
    assert not any(summary.person_needed for summary in well)


def test_a_missing_page_is_gone_after_a_week(desk: Desk) -> None:
    states = []
    for _ in range(9):
        desk.run(Reply(b"no", 404))
        states.append(desk.state)
    assert states == ["failing"] * 3 + ["broken"] * 4 + ["gone"] * 2
    assert desk.events() == 12


def test_a_page_much_smaller_than_usual_is_remarked_upon(desk: Desk) -> None:
    for n in range(3):
        desk.run(Reply(listing(12, more=f"<p>{n}</p>" + "<p>All about knots.</p>" * 3000)))
    desk.run(Reply(listing(12, more="<p>Little.</p>")))
    assert desk.state == "ok"
    (finding,) = desk.report().findings
    assert finding.problem.startswith("its page has 2 kB where it usually has ")
    assert not finding.person
    assert desk.status()["reason"] == finding.problem


@pytest.mark.parametrize(
    "slow",
    [
        Reply(listing(12, more="<p>Slow.</p>"), seconds=1.0),
        Reply(listing(12), seconds=1.0),
        Reply(b"", 304, seconds=1.0),
    ],
    ids=["other", "same", "unchanged"],
)
def test_an_answer_much_slower_than_usual_is_remarked_upon(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, slow: Reply
) -> None:
    monkeypatch.setattr("eventcal.health.LEAST_MS", 500)
    for n in (1, 2):
        desk.run(Reply(listing(12, more=f"<p>{n}</p>"), headers={"ETag": f'"{n}"'}))
    desk.run(Reply(listing(12), headers={"ETag": '"3"'}))
    desk.run(slow)
    (finding,) = desk.report().findings
    assert finding.problem.startswith("it took 1 s to answer, and usually takes 0.")
    assert not finding.person


def test_a_page_that_is_the_same_for_two_months_is_quiet(desk: Desk) -> None:
    desk.run()
    assert desk.state == "unchanged"
    desk.day += 60
    desk.run()
    assert desk.state == "quiet"
    assert desk.report().findings == ()


@pytest.mark.parametrize(
    ("around", "about", "person"),
    [
        (Surroundings("row 3 missing from index", "ext4", 10**12, {}), "database", True),
        (Surroundings(None, "nfs4", 10**12, {}), "database", True),
        (Surroundings(None, "ext4", 10**6, {}), "output", True),
        (Surroundings(None, None, 10**12, {"status.json": NOW - DAY}), "output", True),
    ],
)
def test_what_the_machine_does_not_do_well_is_told(desk: Desk, around: Surroundings, about: str, person: bool) -> None:
    (finding,) = desk.report(around).findings
    assert (finding.about, finding.person, bool(finding.advice)) == (about, person, True)


def test_outputs_that_are_not_there_are_told(desk: Desk) -> None:
    report = examine(desk.settings, desk.store.timings(), desk.store.unwell(), HEALTHY, desk.output, desk.now)
    assert [finding.about for finding in report.findings] == ["output"]
    assert "no events.ics, index.html, events.json, status.json" in report.findings[0].problem


def test_a_refresh_that_nobody_runs_is_told(desk: Desk) -> None:
    desk.day += 3
    (finding,) = desk.report().findings
    assert (finding.about, finding.person) == ("schedule", True)
    assert "nothing was asked since 2027-03-01 12:00 UTC, and 1 of its sources is due" in finding.problem


def test_the_doctor_looks_closely_at_all_that_may_not_be_well(tmp_path: Path) -> None:
    """It reads little of those that are; what it says is the same."""
    before = (None, NOW - DAY)
    combinations = product(before, before, (0, 5), (False, True), (None, 900, 9_000), (None, 900, 90_000), before)
    rows = [
        {
            "id": str(n),
            "url": f"https://{n}.example/",
            "address": f"https://{n}.example/",
            "checked_at": NOW,
            "succeeded_at": NOW,
            "failures": int(failing is not None),
            "failing_since": failing,
            "reason": "HTTP 500",
            "suspect_since": suspect,
            "suspicion": "0 found",
            "events": events,
            "lists": lists,
            "whole": True,
            "size": size,
            "usual_size": size and 8_000,
            "ms": ms,
            "usual_ms": ms and 500,
            "changed_at": changed,
            "accepted": False,
        }
        for n, (failing, suspect, events, lists, size, ms, changed) in enumerate(combinations)
    ]
    settings = Settings(tmp_path / "sources.yaml", tuple(Source(row["id"], row["url"]) for row in rows))
    with Store.open(str(tmp_path / "eventcal.db")) as store:
        store.load((schema.source, row) for row in rows)
        states = store.source_states()
        report = examine(settings, store.timings(), store.unwell(), HEALTHY, tmp_path, NOW)
    assert report.sources == {source.id: health(source, states[source.id], NOW) for source in settings.sources}
    assert {each.state for each in report.sources.values()} >= {"ok", "unchanged", "failing", "suspect"}
