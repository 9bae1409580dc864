"""iCalendar files as they come: folded, cut, broken, hostile, or none at all."""

from __future__ import annotations

import pytest
from feeds import entry, feed, page_of, read, values
from hypothesis import given
from hypothesis import strategies as st

from eventcal.errors import ReadError
from eventcal.reading.calendar import looks_like

DAY = "DTSTART;VALUE=DATE:20261013"
GOOD = entry(DAY, summary="Tide Forum", uid="2@fjord.example")
AT_ONCE = 3.0  # seconds: far more than a linear reader takes
HUGE = 300_000


def names(*parts: str) -> list[str]:
    return values(read(feed(*parts)), "name")


def problems(*parts: str) -> list[str]:
    return values(read(feed(*parts)), "problem")


@pytest.mark.parametrize(
    "fold",
    ["\r\n ", "\r\n\t", "\n ", "\r ", "\n\t"],
)
def test_a_line_folded_in_mid_word_is_whole_again(fold: str) -> None:
    text = entry(DAY, summary=f"Fj{fold}ord Da{fold}ys")
    assert names(text) == ["Fjord Days"]


def test_a_letter_folded_between_its_bytes_is_whole_again() -> None:
    head, tail = b"BEGIN:VCALENDAR\r\n", entry(DAY, summary="Journées").encode()
    cut = tail.index("é".encode()) + 1
    body = head + tail[:cut] + b"\r\n " + tail[cut:] + b"END:VCALENDAR\r\n"
    assert values(read(page_of(body)), "name") == ["Journées"]


def test_a_writer_that_folds_with_two_blanks_everywhere_is_understood() -> None:
    text = "".join(entry(DAY, f"LOCATION:Ber\r\n  gen {n}", summary=f"Fjo\r\n  rd {n}", uid=str(n)) for n in range(6))
    assert names(text) == [f"Fjord {n}" for n in range(6)]


def test_a_fold_before_a_blank_keeps_the_blank() -> None:
    assert names(entry(DAY, summary="Fjord\r\n  Days")) == ["Fjord Days"]


@pytest.mark.parametrize(
    "line",
    [
        "no colon here",
        "DTSTART",
        ":",
        'X-ODD;A="b:c',
        "\0\0\0",
        "SUMMARY Fjord",
        "<html>",
        "",
        "DTSTAMP:yesterday",
        "RRULE:FREQ=NEVER",
        "GEO:here",
        "DURATION:long",
        "ATTACH;ENCODING=BASE64:====",
        "END:VALARM",
        "é:x",
    ],
)
def test_a_broken_line_loses_only_itself(line: str) -> None:
    assert names(entry(line, DAY, summary="Fjord Days"), GOOD) == ["Fjord Days", "Tide Forum"]


def test_lines_of_a_description_that_is_broken_up_are_no_properties() -> None:
    broken = entry(
        DAY, "DESCRIPTION:Three days\r\n\r\nLocation: Room 5\r\nUrl: none", "LOCATION:Grieg Hall, Bergen, Norway"
    )
    (place,) = values(read(feed(broken)), "place")
    assert place.city == "Bergen"


@pytest.mark.parametrize(
    ("parameters", "value"),
    [
        ("CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE", "Journ=C3=A9es du fjord"),
        ("ENCODING=QUOTED-PRINTABLE", "Journ=E9es du fjord"),
        ("ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8", "Journ=C3=A9es=20=\r\ndu =\r\nfjord"),
    ],
)
def test_a_quoted_line_of_an_older_calendar_is_read(parameters: str, value: str) -> None:
    image = "ATTACH;ENCODING=BASE64:QUJDRA=="
    assert names(entry(image, f"SUMMARY;{parameters}:{value}", DAY, summary=""), GOOD) == [
        "Journées du fjord",
        "Tide Forum",
    ]


def test_a_broken_entry_loses_only_itself_and_is_told() -> None:
    cut = "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Fjord\r\n"
    assert names(cut, GOOD) == ["Tide Forum"]
    (problem,) = problems(cut, GOOD)
    assert "1 entry" in problem
    assert "VEVENT 1" in problem


def test_many_broken_entries_are_one_problem() -> None:
    (problem,) = problems("BEGIN:VEVENT\r\nSUMMARY:Fjord\r\n" * 1000, GOOD)
    assert "1,000" in problem
    assert len(problem) < 200


def test_a_file_cut_in_the_middle_keeps_the_entries_before() -> None:
    text = f"BEGIN:VCALENDAR\r\n{GOOD}BEGIN:VEVENT\r\nSUMMARY:Fjo"
    facts = read(page_of(text))
    assert values(facts, "name") == ["Tide Forum"]
    assert len(values(facts, "problem")) == 1


def test_a_good_file_has_no_problems() -> None:
    assert problems(entry(DAY), GOOD) == []


def test_what_is_nested_in_an_entry_is_not_its_own() -> None:
    alarm = "BEGIN:VALARM\r\nSUMMARY:Get up\r\nDESCRIPTION:now\r\nEND:VALARM"
    assert names(entry(alarm, DAY, summary="Fjord Days")) == ["Fjord Days"]
    assert values(read(feed(entry(DAY, alarm))), "description") == []


@pytest.mark.parametrize("other", ["VTODO", "VJOURNAL", "VFREEBUSY", "VVENUE", "X-THING"])
def test_other_components_are_no_events(other: str) -> None:
    assert names(f"BEGIN:{other}\r\nSUMMARY:Paint the hull\r\nEND:{other}", GOOD) == ["Tide Forum"]


def test_several_calendars_in_one_file_are_read() -> None:
    one = f"BEGIN:VCALENDAR\r\n{entry(DAY)}END:VCALENDAR\r\n"
    two = f"BEGIN:VCALENDAR\r\n{GOOD}END:VCALENDAR\r\n"
    assert values(read(page_of(one + two)), "name") == ["Fjord Days", "Tide Forum"]


@pytest.mark.parametrize(
    "text",
    [
        f"BEGIN:VCALENDAR\r\n{GOOD}END:VCALENDAR\r\n",
        f"begin:vcalendar\r\n{GOOD.replace('BEGIN', 'begin')}end:vcalendar\r\n",
        f"BEGIN:VCALENDAR\n{GOOD}END:VCALENDAR".replace("\r\n", "\n"),
        f"BEGIN:VCALENDAR\r{GOOD}END:VCALENDAR".replace("\r\n", "\r"),
        f"\ufeffBEGIN:VCALENDAR\r\n{GOOD}END:VCALENDAR\r\n",
        f"\r\n\r\n  BEGIN:VCALENDAR\r\n{GOOD}END:VCALENDAR\r\n",
        f"X-SENT-BY:fjord\r\nBEGIN:VCALENDAR\r\n{GOOD}END:VCALENDAR\r\nX-CACHED:yes",
        GOOD,
    ],
)
def test_a_calendar_is_known_by_its_first_line(text: str) -> None:
    page = page_of(text, "text/html")
    assert looks_like(page)
    assert values(read(page), "name") == ["Tide Forum"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"BEGIN:VCARD\r\nFN:A. Sailor\r\nEND:VCARD\r\n",
        b"<html><body><pre>\nBEGIN:VCALENDAR\n</pre></body></html>",
        b"404 not found",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
        b"BEGIN:VCALENDARS\r\n",
        b"x" * 5000 + b"\r\nBEGIN:VCALENDAR\r\n",
    ],
)
def test_what_is_no_calendar_is_refused_with_its_address(body: bytes) -> None:
    with pytest.raises(ReadError, match=r"^https://fjord\.example/events\.ics: .*VCALENDAR"):
        read(page_of(body))


@pytest.mark.parametrize("text", ["", "BEGIN:VTIMEZONE\r\nTZID:X\r\nEND:VTIMEZONE"])
def test_a_calendar_without_entries_is_empty_and_not_broken(text: str) -> None:
    assert read(feed(text)) == []


def test_only_so_many_events_are_read_and_the_rest_is_told() -> None:
    many = "".join(entry(DAY, uid=str(n)) for n in range(2005))
    assert len(names(many)) == 2000
    (problem,) = problems(many)
    assert "2,000 of 2,005" in problem


def test_every_event_has_its_own_label() -> None:
    facts = read(feed(entry(DAY), GOOD))
    assert [(fact.about, fact.where) for fact in facts if fact.field == "name"] == [
        ("VEVENT 1", "VEVENT 1"),
        ("VEVENT 2", "VEVENT 2"),
    ]


def zones(count: int) -> str:
    return "".join(
        f"BEGIN:VTIMEZONE\r\nTZID:Z{n}\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\n"
        f"TZOFFSETTO:+0200\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n{entry(f'DTSTART;TZID=Z{n}:20261013T090000')}"
        for n in range(count)
    )


HOSTILE = {
    "folds": entry(DAY, "DESCRIPTION:" + "a\r\n " * (HUGE // 4)),
    "begins": "BEGIN:VEVENT\r\n" * 20_000,
    "nests": entry("BEGIN:VALARM\r\n" * 20_000 + DAY),
    "parameters": entry('DTSTART;A="b' * (HUGE // 11) + ":20261013"),
    "zone names": entry("DTSTART" + ";TZID" * (HUGE // 5) + ":20261013T100000"),
    "quotes": entry('DTSTART;"' + '"' * HUGE + ":20261013"),
    "location": entry(DAY, "LOCATION:" + "Bergen\\, " * (HUGE // 9)),
    "categories": entry(DAY, "CATEGORIES:" + "a," * (HUGE // 2)),
    "description": entry(DAY, "DTEND;VALUE=DATE:20261014", "DESCRIPTION:" + "13 14 October £5 " * (HUGE // 17)),
    "summary": entry(DAY, summary="(" * HUGE),
    "entries": "".join(entry("DTSTART:20261013T090000Z", uid=str(n)) for n in range(10_000)),
    "one uid": entry("DTSTART:20261013T090000Z") * 10_000,
    "changes": entry("DTSTART:20261013T090000Z")
    + entry("RECURRENCE-ID:20261020T090000Z", "DTSTART:20261020T090000Z") * 10_000,
    "zones": zones(300),
    "zone": "BEGIN:VTIMEZONE\r\nTZID:Z\r\n" + "RDATE:19700101T000000\r\n" * 10_000 + "END:VTIMEZONE\r\n" + entry(DAY),
    "one line": entry(DAY, "X" * HUGE),
    "soft breaks": entry(DAY, "SUMMARY;ENCODING=QUOTED-PRINTABLE:" + "a=\r\n" * (HUGE // 4), summary=""),
    "quoted lines": entry(DAY, *["X;QUOTED-PRINTABLE:" * 20] * (HUGE // 400)),
    "blank lines": "\r\n" * HUGE + GOOD,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_read_in_linear_time(kind: str, within) -> None:
    page = feed(HOSTILE[kind])
    with within(AT_ONCE):
        read(page)


WORDS = (
    "20261013 99991231T235959Z 19900101T000000Z 00010101 20261013T09 P99999W PT99999999H -PT5H ٣٣ x / .. Europe Etc/GMT+14 "
    "Europe/Oslo UTC+14:59 20261013T090000/PT1H 1;2 nan;nan https://[x \0"
)
VALUES = st.sampled_from([*WORDS.split(), ""])
PROPERTIES = st.sampled_from(
    "DTSTART DTEND DTSTART;VALUE=DATE DTSTART;TZID=Europe/Oslo DTEND;TZID=.. DURATION RECURRENCE-ID GEO URL LOCATION SUMMARY X-WR-TIMEZONE "
    "RRULE TZID TZOFFSETTO BEGIN END".split()
)
COMPONENTS = st.sampled_from(
    ["BEGIN:VEVENT", "END:VEVENT", "BEGIN:VTIMEZONE", "END:VTIMEZONE", "BEGIN:VALARM", "END:VCALENDAR"]
)
LINES = st.lists(st.builds("{}:{}".format, PROPERTIES, VALUES) | COMPONENTS, max_size=20)


@given(LINES)
def test_whatever_stands_in_an_entry_reading_it_ends_well_and_the_next_one_is_read(lines: list[str]) -> None:
    assert "Tide Forum" in names("BEGIN:VEVENT", *lines, "END:VEVENT", GOOD)
