"""Hostile calendars and feeds, one case each: what is read of them, what is left, and what of them is published."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from eventcal.event_json import to_json
from eventcal.extract import understand
from eventcal.fetch import Fetcher
from eventcal.model import Settings, Source
from eventcal.page import Page
from eventcal.refresh import Run, Summary, refresh
from eventcal.store import Store

AT_ONCE = 2.0  # CPU seconds that a quiet machine needs at most
HORIZON = (date(2026, 1, 30), date(2027, 3, 1))
DAY = "DTSTART;VALUE=DATE:20261013"
START = "DTSTART:20260303T090000Z"


def entry(*lines: str, name: str = "Fjord Days", uid: str = "1@fjord.example") -> str:
    """The lines of a VEVENT; its UID is left out where it is empty."""
    return "\r\n".join(["BEGIN:VEVENT", *([f"UID:{uid}"] if uid else []), f"SUMMARY:{name}", *lines, "END:VEVENT", ""])


GOOD = entry(DAY, name="Tide Forum", uid="2@fjord.example")


def calendar(*parts: str) -> str:
    """A calendar of entries, and of lines of its own."""
    lines = (part if part.endswith("\r\n") else f"{part}\r\n" for part in parts)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(lines)}END:VCALENDAR\r\n"


def read(text: str) -> tuple[list[dict[str, Any]], str]:
    """The events of a calendar and what was lost, as a run reads it."""
    page = Page("https://fjord.example/events.ics", text.encode(), date(2026, 3, 1), "text/calendar")
    facts, events = understand(page, horizon=HORIZON)
    lost = [str(fact.value) for fact in facts if fact.field == "problem"]
    return [*map(to_json, events)], "; ".join(lost)


@dataclass
class Desk:
    """A folder: what its files say on some day, and what is published then."""

    folder: Path

    def says(self, name: str, text: str) -> None:
        (self.folder / name).write_bytes(text.encode())

    def on(self, day: int) -> Summary:
        """What a run on a day of March 2026 did."""
        now = datetime(2026, 3, day, 6, tzinfo=UTC)
        files = [path for path in sorted(self.folder.iterdir()) if path.suffix in (".ics", ".xml", ".html")]
        sources = tuple(Source(path.stem, str(path)) for path in files)
        with Store.open(str(self.folder / "eventcal.db")) as store, Fetcher(None, now.date()) as door:
            return refresh(Settings(Path("sources.yaml"), sources), store, door, self.folder / "output", Run(now))

    def events(self) -> dict[str, dict[str, Any]]:
        """Those that are published, by name."""
        published = json.loads((self.folder / "output" / "events.json").read_text(encoding="utf-8"))
        return {event["name"]: event for event in published}

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every file that is published, by name."""
        for path in sorted((self.folder / "output").rglob("*")):
            if path.is_file():
                yield path.name, path.read_text(encoding="utf-8")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


# Calendars that go on for ever (71 to 74).


def minutes(count: int) -> str:
    first = datetime(2026, 3, 3, tzinfo=UTC)
    return ",".join(f"{first + timedelta(minutes=n):%Y%m%dT%H%M%SZ}" for n in range(count))


ENDLESS = {
    "every second for ever": ([START, "RRULE:FREQ=SECONDLY"], 1, "FREQ=SECONDLY"),
    "every second, a number of times": ([START, "RRULE:FREQ=SECONDLY;COUNT=999999999"], 1, "FREQ=SECONDLY"),
    "every day since long ago": (["DTSTART:19000303T090000Z", "RRULE:FREQ=DAILY"], 60, ""),
    "100,000 times one day more": ([START, "RDATE:" + "20260303T090000Z," * 100_000], 1, ""),
    "50,000 days more": ([START, "RDATE:" + minutes(50_000)], 60, ""),
    "50,000 days less": ([START, "RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE:" + minutes(50_000)], 3, ""),
}


@pytest.mark.parametrize("kind", ENDLESS)
def test_what_recurs_without_end_is_cut_and_hides_no_other(kind: str, within) -> None:
    lines, most, told = ENDLESS[kind]
    text = calendar(entry(*lines), GOOD)
    with within(AT_ONCE):
        events, lost = read(text)
    assert 1 <= len([event for event in events if event["name"] == "Fjord Days"]) <= most
    assert [event["start"] for event in events if event["name"] == "Tide Forum"] == ["2026-10-13"]
    assert told in lost


@pytest.mark.parametrize(
    ("lines", "held", "off"),
    [
        (["RRULE:FREQ=WEEKLY;COUNT=3", "RDATE:20260310T090000Z", "EXDATE:20260310T090000Z"], ["03", "17"], ["10"]),
        (["RRULE:FREQ=WEEKLY;COUNT=2", "EXDATE:20260303T090000Z,20260310T090000Z"], [], ["03"]),
        (["RDATE:20260303T090000Z", "EXDATE:20260303T090000Z"], [], ["03"]),
    ],
    ids=["a day that is added and struck", "all days struck", "the only day added and struck"],
)
def test_a_day_that_is_struck_is_never_told_as_held(lines: list[str], held: list[str], off: list[str]) -> None:
    events, _ = read(calendar(entry(START, *lines)))
    days = [(event["start"][8:10], event["status"]) for event in events]
    assert [day for day, status in days if status != "cancelled"] == held
    assert [day for day, status in days if status == "cancelled"] == off


def test_five_thousand_calendars_in_each_other_are_read_at_once(within) -> None:
    with within(AT_ONCE):
        events, _ = read("BEGIN:VCALENDAR\r\n" * 5_000 + GOOD + "END:VCALENDAR\r\n" * 5_000)
    assert [event["name"] for event in events] == ["Tide Forum"]


TWO = calendar(entry(DAY), GOOD)


@pytest.mark.parametrize(
    ("text", "names", "told"),
    [
        (calendar(entry(DAY, "DESCRIPTION:" + "x" * 5_000_000), GOOD), ["Fjord Days", "Tide Forum"], ""),
        (TWO.replace("\r\n", "\n"), ["Fjord Days", "Tide Forum"], ""),
        (TWO.replace("\r\n", "\r"), ["Fjord Days", "Tide Forum"], ""),
        (TWO.replace("\r\n", "\r\n\t\r\n"), ["Fjord Days", "Tide Forum"], ""),
        (TWO.replace("END:VEVENT\r\n", "", 1), ["Tide Forum"], "1 entry that does not end is left out: VEVENT 1"),
        (TWO.replace("END:VCALENDAR\r\n", ""), ["Fjord Days", "Tide Forum"], ""),
        (TWO[: TWO.rindex("UID")], ["Fjord Days"], "1 entry that does not end is left out: VEVENT 2"),
        (TWO.replace("BEGIN:VEVENT", "\tBEGIN:VEVENT"), ["Fjord Days", "Tide Forum"], ""),
        (TWO.replace("\r\n", "\r\n\t\t"), ["Fjord Days", "Tide Forum"], ""),
    ],
    ids=["a line of 5 MB", "LF", "bare CR", "tabs between lines", "no END", "no last END", "cut", "a tab", "tabs"],
)
def test_of_a_broken_calendar_what_can_be_read_is_kept_and_the_rest_told(
    text: str, names: list[str], told: str, within
) -> None:
    with within(AT_ONCE):
        events, lost = read(text)
    assert [event["name"] for event in events] == names
    assert told in lost
    assert bool(told) is bool(lost)


def test_a_calendar_of_a_hundred_megabytes_is_refused_before_it_is_read(desk: Desk) -> None:
    desk.says("list.ics", calendar(GOOD))
    desk.on(1)
    with (desk.folder / "list.ics").open("r+b") as file:
        file.truncate(100_000_000)  # a hole: no disk is filled
    summary = desk.on(3)
    (trouble,) = summary.troubles
    assert ([*desk.events()], "25" in trouble.reason) == (["Tide Forum"], True)


# Ids that are none (75).


ODD_IDS = {
    "no id at all": ["", "", ""],
    "another each time": ["a", "b", "c"],
    "10 kB": ["x" * 10_000] * 3,
    "written line ends": ["a\\r\\nATTENDEE:mailto:x@y.example"] * 3,
    "a carriage return": ["a\rATTENDEE:mailto:x@y.example"] * 3,
    "controls": ["a\0b\x07\u202ec"] * 3,
    "that of another entry": ["2@fjord.example"] * 3,
}
"""What an entry of that name has for its UID on three days."""


def test_an_entry_keeps_an_id_of_ours_whatever_its_own_is(desk: Desk) -> None:
    seen = []
    for n in range(3):
        entries = (
            entry(f"DTSTART;VALUE=DATE:202610{10 + i}", name=kind, uid=ODD_IDS[kind][n])
            for i, kind in enumerate(ODD_IDS)
        )
        desk.says("list.ics", calendar(f"X-DAY:{n}", *entries, GOOD))
        desk.on(1 + 2 * n)
        seen.append({name: event["uid"] for name, event in desk.events().items()})
    assert seen == [seen[0]] * 3
    assert {*seen[0]} == {*ODD_IDS, "Tide Forum"}
    feed = dict(desk.texts())["events.ics"]
    uids = [line.removeprefix("UID:") for line in feed.splitlines() if line.startswith("UID:")]
    assert sorted(uids) == sorted({*seen[0].values()})
    assert (feed.count("BEGIN:VEVENT"), "ATTENDEE" in feed) == (8, False)


# What is nobody else's business, and nobody else's event (77, 78).


def test_attachments_alarms_and_addresses_of_people_are_in_no_output(desk: Desk) -> None:
    hostile = [
        "ATTACH:file:///etc/kelp",
        "IMAGE;VALUE=URI:file:///etc/kelp",
        "ATTACH;ENCODING=BASE64;VALUE=BINARY:S0VMUEtFTFA=",
        "URL:file:///etc/kelp",
        "ATTENDEE;CN=Ann:mailto:ann@kelp.example",
        "ORGANIZER;CN=Fjord Society:mailto:boss@kelp.example",
        "CONTACT:Bob bob@kelp.example",
        "BEGIN:VALARM\r\nACTION:AUDIO\r\nTRIGGER:-PT5M\r\nATTACH:file:///etc/kelp\r\nEND:VALARM",
        "BEGIN:VALARM\r\nACTION:PROCEDURE\r\nTRIGGER:-PT5M\r\nATTACH:ftp://kelp.example/kelp\r\nEND:VALARM",
        "BEGIN:VALARM\r\nACTION:EMAIL\r\nSUMMARY:kelp\r\nATTENDEE:mailto:all@kelp.example\r\nEND:VALARM",
    ]
    desk.says("list.ics", calendar(entry(DAY, *hostile), GOOD))
    desk.on(1)
    assert desk.events()["Fjord Days"]["organizer"] == "Fjord Society"
    for file, text in desk.texts():
        assert [word for word in ("kelp", "S0VMUEtFTFA", "VALARM", "ATTACH", "ATTENDEE") if word in text] == [], file


@pytest.mark.parametrize(
    "cancel",
    [
        entry("STATUS:CANCELLED", name=""),
        entry("DTSTART;VALUE=DATE:20261201", name="Kelp Walk"),
        entry(DAY),
    ],
    ids=["by its id alone", "by its id, under another name", "by its id, name and day"],
)
def test_a_calendar_cannot_cancel_the_event_of_another(desk: Desk, cancel: str) -> None:
    desk.says("list.ics", calendar(entry(DAY), GOOD))
    desk.on(1)
    before = desk.events()["Fjord Days"]
    desk.says("other.ics", calendar("METHOD:CANCEL", cancel))
    desk.on(3)
    desk.on(5)
    after = desk.events()["Fjord Days"]
    assert (after["status"], after["url"], after["sequence"]) == ("scheduled", before["url"], 0)


# XML (79, 80).


def atom(title: str = "Fjord Days 2026", content: str = "", head: str = "", more: str = "") -> str:
    """A feed of one post about an event."""
    text = "&lt;p&gt;Fjord Days will take place on 13-15 May 2026 in Bergen, Norway.&lt;/p&gt;"
    return (
        f'<?xml version="1.0"?>{head}<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://fjord.example/base/">'
        f"<title>News</title>{more}<entry><id>1</id><title>{title}</title><link href='days/1'/>"
        f"<updated>2026-03-01T00:00:00Z</updated><content type='html'>{text}{content}</content></entry></feed>"
    )


BOMB = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))


def test_entities_files_and_addresses_of_a_feed_stay_out(desk: Desk, within) -> None:
    secret = desk.folder / "secret"
    secret.write_text("kelp")
    asked = "http://127.0.0.1:1/kelp"  # nobody listens there, so that asking would fail the reading or leave words
    types = f'<!ENTITY a "ha"><!ENTITY f SYSTEM "{secret.as_uri()}"><!ENTITY n SYSTEM "{asked}">{BOMB}'
    dtd = f'<!DOCTYPE feed SYSTEM "{asked}" [{types}<!ENTITY % p SYSTEM "{secret.as_uri()}"> %p;]>'
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{}" parse="text"/>'
    files = "".join(map(include.format, (secret.as_uri(), asked)))
    desk.says("news.xml", atom("Fjord Days 2026 &f;&n;&j;", head=dtd, more=files))
    with within(AT_ONCE):
        summary = desk.on(1)
    assert (summary.failed, [event["start"] for event in desk.events().values()]) == (0, ["2026-05-13"])
    for file, text in desk.texts():
        assert [word for word in ("kelp", "haha") if word in text] == [], file


def test_what_a_post_would_run_is_in_no_output(desk: Desk) -> None:
    hostile = (
        "<script>steal(1)</script><img src='data:image/png;base64,S0VMUA' onerror='steal(2)'/>"
        "<a href='javascript:steal(3)'>Register</a><iframe src='https://steal.example'></iframe>"
    )
    written = hostile.replace("<", "&lt;").replace(">", "&gt;")
    desk.says("news.xml", atom(content=written))
    desk.says("page.xml", atom("Tide Forum 2026", content=f"<div xmlns='http://www.w3.org/1999/xhtml'>{hostile}</div>"))
    assert desk.on(1).failed == 0
    assert "Fjord Days 2026" in desk.events()
    for file, text in desk.texts():
        assert [word for word in ("steal", "S0VMUA", "onerror", "javascript:") if word in text] == [], file


def test_an_address_in_a_feed_is_that_from_its_base() -> None:
    page = Page("https://other.example/feed.xml", atom().encode(), date(2026, 3, 1))
    _, (event,) = understand(page)
    assert event.url == "https://fjord.example/base/days/1"
