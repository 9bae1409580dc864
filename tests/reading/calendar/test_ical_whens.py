"""Days, times, zones and repetition of iCalendar entries."""

from __future__ import annotations

import pytest
from feeds import entry, feed, one, read, shown, values, whens

from eventcal.reading.calendar.zones import known

OSLO = "Europe/Oslo"
DAYS = ("DTSTART;VALUE=DATE:20261013", "DTEND;VALUE=DATE:20261016")
ZONE = """BEGIN:VTIMEZONE
TZID:Fjord Time
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
""".replace("\n", "\r\n")


def told(*lines: str) -> tuple[str, str | None, str | None] | None:
    (when,) = values(one(*lines), "when")
    return shown(when)


@pytest.mark.parametrize(
    ("start", "end", "meant"),
    [
        ("VALUE=DATE:20261013", "VALUE=DATE:20261016", ("2026-10-13", "2026-10-15")),  # exclusive
        ("VALUE=DATE:20261013", "VALUE=DATE:20261014", ("2026-10-13", "2026-10-13")),
        ("VALUE=DATE:20261013", "VALUE=DATE:20261013", ("2026-10-13", "2026-10-13")),  # inclusive, by mistake
        ("VALUE=DATE:20261013", "VALUE=DATE:20261001", ("2026-10-13", "2026-10-13")),
        ("VALUE=DATE:20261013", None, ("2026-10-13", "2026-10-13")),
        ("VALUE=DATE:20261013T000000", "VALUE=DATE:20261016T000000", ("2026-10-13", "2026-10-15")),
        ("VALUE=DATE:20261013", "20261015T170000", ("2026-10-13", "2026-10-15")),
        ("VALUE=DATE:20261231", "VALUE=DATE:20270102", ("2026-12-31", "2027-01-01")),
    ],
)
def test_the_end_of_days_is_the_last_of_them(start: str, end: str | None, meant: tuple[str, str]) -> None:
    lines = [f"DTSTART;{start}"] + ([f"DTEND;{end}" if "=" in end else f"DTEND:{end}"] if end else [])
    assert told(*lines) == (*meant, None)


@pytest.mark.parametrize(
    ("description", "last"),
    [
        ("Fjord Days will take place on 13-16 October 2026 in Bergen.", "2026-10-16"),
        ("Fjord Days will take place on 13-15 October 2026 in Bergen.", "2026-10-15"),
        ("Three days about sails.", "2026-10-15"),
    ],
)
def test_an_end_that_the_description_tells_otherwise_was_inclusive(description: str, last: str) -> None:
    assert told(*DAYS, f"DESCRIPTION:{description}") == ("2026-10-13", last, None)


@pytest.mark.parametrize(
    ("lines", "meant"),
    [
        (
            ("DTSTART:20261013T090000Z", "DTEND:20261013T110000Z"),
            ("2026-10-13T09:00+00:00", "2026-10-13T11:00+00:00", None),
        ),
        (
            ("DTSTART:20261013T090000", "DTEND:20261013T110000"),
            ("2026-10-13T09:00", "2026-10-13T11:00", None),
        ),  # floating
        (
            (f"DTSTART;TZID={OSLO}:20261013T090000", f"DTEND;TZID={OSLO}:20261013T110000"),
            ("2026-10-13T09:00+02:00", "2026-10-13T11:00+02:00", OSLO),
        ),
        (
            (f'DTSTART;TZID="{OSLO}":20261213T090000', f"DTEND;TZID={OSLO}:20261213T110000"),
            ("2026-12-13T09:00+01:00", "2026-12-13T11:00+01:00", OSLO),
        ),
        (
            (f"DTSTART;TZID={OSLO}:20261013T090000", "DTEND;TZID=Europe/London:20261013T110000"),
            ("2026-10-13T09:00+02:00", "2026-10-13T12:00+02:00", OSLO),
        ),
        ((f"DTSTART;VALUE=DATE-TIME;TZID={OSLO}:20261013T090000",), ("2026-10-13T09:00+02:00", None, OSLO)),
        ((f"DTSTART;TZID={OSLO}:20261013T070000Z",), ("2026-10-13T09:00+02:00", None, OSLO)),
        (("DTSTART ;TZID=Europe/Oslo : 20261013T090000",), ("2026-10-13T09:00+02:00", None, OSLO)),
        (("DTSTART;TZID=Nowhere:20261013T090000",), ("2026-10-13T09:00", None, "Nowhere")),
        (("DTSTART:20261013T090000", "DURATION:PT2H"), ("2026-10-13T09:00", "2026-10-13T11:00", None)),
        (("DTSTART;VALUE=DATE:20261013", "DURATION:P3D"), ("2026-10-13", "2026-10-15", None)),
        (("DTSTART:20261013T090000", "DURATION:PT0S"), ("2026-10-13T09:00", None, None)),
        (("DTSTART:20261013T090000", "DTEND:20261013T090000"), ("2026-10-13T09:00", None, None)),
        (("DTSTART:20261013T090000",), ("2026-10-13T09:00", None, None)),
        (("DTSTART:20261013T0900", "DTEND:20261013T1100Z"), ("2026-10-13T09:00", "2026-10-13T11:00", None)),
        (("DTSTART:2026-10-13T09:00:00Z",), ("2026-10-13T09:00+00:00", None, None)),
        (("DTSTART:20261013",), ("2026-10-13", "2026-10-13", None)),
        (("DTSTART:20261013T000000", "DTEND:20261016T000000"), ("2026-10-13", "2026-10-15", None)),
        (("DTSTART:20261013T000000Z", "DTEND:20261016T000000Z"), ("2026-10-13", "2026-10-15", None)),
        (("DTSTART:20261013T000000", "DTEND:20261015T235900"), ("2026-10-13", "2026-10-15", None)),
        (("DTSTART:20261013T090000", "DTEND:20261015T170000"), ("2026-10-13", "2026-10-15", None)),
    ],
)
def test_times_are_read_in_their_zone(lines: tuple[str, ...], meant: tuple[str, str | None, str | None]) -> None:
    assert told(*lines) == meant


@pytest.mark.parametrize("raw", ["20260230", "2026", "tomorrow", "", "19700101T000000Z", "20261013T250000X", "PT2H"])
def test_a_broken_start_keeps_its_words_without_a_value(raw: str) -> None:
    (fact,) = [fact for fact in one(f"DTSTART:{raw}") if fact.field == "when"]
    assert (fact.text, fact.value) == (raw, None)


def test_a_broken_end_leaves_the_start() -> None:
    assert told("DTSTART;VALUE=DATE:20261013", "DTEND;VALUE=DATE:20261032") == ("2026-10-13", "2026-10-13", None)


def test_an_end_before_the_start_is_left_out_and_the_start_believed_less() -> None:
    def score(end: str) -> float:
        return next(f.score for f in one("DTSTART:20261013T090000", f"DTEND:{end}") if f.field == "when")

    assert told("DTSTART:20261013T090000", "DTEND:20261012T090000") == ("2026-10-13T09:00", None, None)
    assert score("20261012T090000") < score("20261013T110000")


def test_the_zone_of_the_calendar_is_that_of_times_in_utc_and_of_floating_ones() -> None:
    late = entry("DTSTART:20261013T230000Z", "DTEND:20261014T010000Z")
    floating = entry("DTSTART:20261013T090000")
    elsewhere = entry("DTSTART;TZID=Asia/Tokyo:20261013T090000")
    days = entry(*DAYS)
    midnights = entry("DTSTART:20261013T000000Z", "DTEND:20261016T000000Z")
    assert whens(feed(f"X-WR-TIMEZONE:{OSLO}", late, floating, elsewhere, days, midnights)) == [
        ("2026-10-14T01:00+02:00", "2026-10-14T03:00+02:00", OSLO),
        ("2026-10-13T09:00+02:00", None, OSLO),
        ("2026-10-13T09:00+09:00", None, "Asia/Tokyo"),
        ("2026-10-13", "2026-10-15", None),
        ("2026-10-13", "2026-10-15", None),
    ]


def test_a_calendar_zone_by_a_windows_name_has_its_iana_name() -> None:
    assert whens(feed("X-WR-TIMEZONE:Romance Standard Time", entry("DTSTART:20261013T090000Z"))) == [
        ("2026-10-13T11:00+02:00", None, "Europe/Paris")
    ]


def test_a_calendar_zone_that_is_none_changes_nothing() -> None:
    assert whens(feed("X-WR-TIMEZONE:Nowhere", entry("DTSTART:20261013T090000Z"))) == [
        ("2026-10-13T09:00+00:00", None, None)
    ]


@pytest.mark.parametrize("order", [0, 1])
def test_a_zone_is_known_by_its_definition_wherever_it_stands(order: int) -> None:
    summer, winter = (entry(f"DTSTART;TZID=Fjord Time:2026{month}13T090000") for month in ("10", "12"))
    parts = [ZONE, summer + winter] if order else [summer + winter, ZONE]
    assert whens(feed(*parts)) == [
        ("2026-10-13T09:00+02:00", None, "Fjord Time"),
        ("2026-12-13T09:00+01:00", None, "Fjord Time"),
    ]


@pytest.mark.parametrize("broken", ["TZOFFSETTO:+0100", "BEGIN:STANDARD", "DTSTART:19701025T030000"])
def test_a_broken_definition_of_a_zone_loses_the_zone_alone(broken: str) -> None:
    definition = ZONE.replace(f"{broken}\r\n", "X-BROKEN:\r\n")
    assert [
        when[0][:16] for when in whens(feed(definition, entry("DTSTART;TZID=Fjord Time:20261213T090000"))) if when
    ] == ["2026-12-13T09:00"]


def test_a_definition_that_changes_the_clock_every_second_is_not_followed_for_ever() -> None:
    hostile = ZONE.replace("FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "FREQ=SECONDLY")
    assert len(whens(feed(hostile, entry("DTSTART;TZID=Fjord Time:20261213T090000")))) == 1


@pytest.mark.parametrize(
    ("name", "offset"),
    [
        ("Europe/Oslo", "+02:00"),
        ("W. Europe Standard Time", "+02:00"),
        ("Eastern Standard Time", "-04:00"),
        ("/example.org/20260101_1/Europe/Oslo", "+02:00"),
        ("/example.org/Olson_1/America/Argentina/Buenos_Aires", "-03:00"),
        ("US/Eastern", "-04:00"),
        ("UTC", "+00:00"),
        ("UTC+5.5", "+05:30"),
        ("GMT+0200", "+02:00"),
        ("UTC-03:30", "-03:30"),
        (" Europe/Oslo ", "+02:00"),
        ("europe/oslo", "+02:00"),
        ("America/New York", "-04:00"),
        ("US-Eastern", "-04:00"),
        ("Europe/Oslo\\", "+02:00"),
        ("Romance Standard Time", "+02:00"),
        ("romance standard time", "+02:00"),
        ("W. Europe Standard Time 1", "+02:00"),
        ("Pacific Daylight Time", "-07:00"),
        ("Eastern Time (US & Canada)", "-04:00"),
        ("(UTC+01:00) Brussels, Copenhagen, Madrid, Paris", "+02:00"),
        ("(GMT-05.00) Eastern Time (US & Canada)", "-04:00"),
        ("(UTC) Dublin, Edinburgh, Lisbon, London", "+01:00"),
        ("(UTC+10:00) Canberra, Melbourne, Sydney", "+11:00"),
        ("(UTC) Coordinated Universal Time", "+00:00"),
        ("tzone://Microsoft/Utc", "+00:00"),
        ("Z", "+00:00"),
        ("+0200", "+02:00"),
    ],
)
def test_a_zone_goes_by_many_names(name: str, offset: str) -> None:
    (when,) = values(one(f'DTSTART;TZID="{name}":20261013T090000'), "when")
    assert when.start.isoformat()[-6:] == offset


@pytest.mark.parametrize(
    "name",
    ["(UTC+03:00) Paris", "(UTC+01:00) Nowhere", "tzone://Microsoft/Custom", "Customized Time Zone", "Time", "Berlin"],
)
def test_a_name_that_may_mean_anything_is_none(name: str) -> None:
    assert whens(feed(entry(f'DTSTART;TZID="{name}":20261013T090000'))) == [("2026-10-13T09:00", None, name)]


@pytest.mark.parametrize(
    "name",
    [
        "",
        "/",
        ".",
        "..",
        "Europe",
        "../../etc/hosts",
        "/etc/hosts",
        "a\0b",
        "x" * 5000,
        "UTC+99",
        "tzdata.zi",
        "Ünknown",
    ],
)
def test_a_name_that_is_no_zone_is_none(name: str) -> None:
    assert known(name) is None


@pytest.mark.parametrize(
    "rule",
    [
        "RRULE:FREQ=WEEKLY",
        "RRULE:FREQ=SECONDLY",
        "RRULE:FREQ=NEVER",
        "RDATE:20261020T090000Z",
        "RRULE:FREQ=DAILY;UNTIL=20261020",
    ],
)
def test_a_recurring_entry_is_one_event_with_its_first_occurrence(rule: str) -> None:
    assert whens(feed(entry("DTSTART:20261013T090000Z", rule))) == [("2026-10-13T09:00+00:00", None, None)]


WEEKLY = entry("DTSTART:20261013T090000Z", "DTEND:20261013T100000Z", "RRULE:FREQ=WEEKLY")


def test_a_changed_occurrence_is_no_further_event() -> None:
    moved = entry("RECURRENCE-ID:20261020T090000Z", "DTSTART:20261021T090000Z", summary="Fjord Days, moved")
    for page in (feed(WEEKLY, moved), feed(moved, WEEKLY)):
        assert values(read(page), "name") == ["Fjord Days"]


@pytest.mark.parametrize("which", ["20261013T090000Z", "20261013T110000;TZID=Europe/Oslo"])
def test_a_first_occurrence_that_was_moved_is_where_it_was_moved_to(which: str) -> None:
    value, _, zone = which.partition(";")
    line = f"RECURRENCE-ID;{zone}:{value}" if zone else f"RECURRENCE-ID:{value}"
    moved = entry(line, "DTSTART:20261014T090000Z", "DTEND:20261014T100000Z")
    assert whens(feed(WEEKLY, moved)) == [("2026-10-14T09:00+00:00", "2026-10-14T10:00+00:00", None)]


def test_a_changed_occurrence_without_its_series_is_an_event() -> None:
    moved = entry("RECURRENCE-ID:20261020T090000Z", "DTSTART:20261021T090000Z", uid="2@fjord.example")
    assert len(whens(feed(WEEKLY, moved))) == 2
