"""Events in microformats: h-event and hCalendar, classes on the page's own elements."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from markup import names, page_of, read, values

from eventcal.model import Place

AT_ONCE = 2.0  # seconds
NEW_NAME = '<h1 class="p-name">Fjord Days 2026</h1>'
NEW_DAY = '<time class="dt-start" datetime="2026-10-13">13 October</time>'
OLD_NAME = '<h1 class="summary">Fjord Days 2026</h1>'
OLD_DAY = '<abbr class="dtstart" title="2026-10-13">13 October</abbr>'
WEST = timezone(timedelta(hours=-8))


def new(body: str) -> str:
    return f'<div class="h-event">{body}</div>'


def old(body: str) -> str:
    return f'<div class="vevent">{body}</div>'


def when(body: str) -> Any:
    (value,) = values(read(page_of(body)), "when")
    return value


@pytest.mark.parametrize(
    "body",
    [
        new(NEW_NAME + NEW_DAY),
        old(OLD_NAME + OLD_DAY),
        old(f'<a class="summary url" href="/d">Fjord Days\n 2026</a>{OLD_DAY}'),
        new(f'<h1 class="p-name"><b>Fjord</b> Days <i>20</i>26</h1>{NEW_DAY}'),
        new(f'<h1 class="p-name">Fjord Days<br>2026</h1>{NEW_DAY}'),
        new(f'<div class="p-name"><div>Fjord Days</div>2026</div>{NEW_DAY}'),
        new(f'<img class="p-name" alt="Fjord Days 2026">{NEW_DAY}'),
        f'<div class="card vevent wide"><p>{OLD_NAME}{OLD_DAY}</div>',
        f'<div class="h-event vevent"><h1 class="p-name summary">Fjord Days 2026</h1>{NEW_DAY}{OLD_DAY}</div>',
        f'<div class="h-feed">{new(NEW_NAME + NEW_DAY)}</div>',
        new(NEW_NAME + NEW_DAY + '<p class="p-attendee h-card"><span class="p-name">Ola Nordmann</span></p>'),
        new('<p class="p-author h-card"><span class="p-name">Ola Nordmann</span></p>' + NEW_NAME + NEW_DAY),
        old('<p class="attendee vcard"><span class="fn summary">Ola Nordmann</span></p>' + OLD_NAME + OLD_DAY),
        old(OLD_NAME + OLD_DAY + old(f'<p class="summary">Dinner</p>{OLD_DAY}')),
        new(NEW_NAME + NEW_DAY) + new(NEW_NAME + NEW_DAY),
    ],
)
def test_an_event_is_found(body: str) -> None:
    facts = read(page_of(body))
    assert values(facts, "name") == ["Fjord Days 2026"]
    assert values(facts, "when")[0].start == date(2026, 10, 13)


@pytest.mark.parametrize(
    "body",
    [
        f"<div>{NEW_NAME}{NEW_DAY}</div>",
        new(NEW_NAME),
        new(NEW_DAY),
        new(OLD_NAME + OLD_DAY),
        old(NEW_NAME + NEW_DAY),
        new(""),
        "<p>How to use h-event and vevent</p>",
        f"<template>{new(NEW_NAME + NEW_DAY)}</template>",
        f"<script type=text/html>{new(NEW_NAME + NEW_DAY)}</script>",
        old(f'<h1 class="summary">{{{{ title }}}}</h1>{OLD_DAY}'),
        old(f'<h1 class="summary">Example event</h1>{OLD_DAY}'),
        new(f'<div class="h-entry">{NEW_NAME}{NEW_DAY}</div>'),
    ],
)
def test_what_is_no_event_gives_no_facts(body: str) -> None:
    assert read(page_of(body)) == []


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ('<time class="dtstart">2026-10-13T19:00</time>', datetime(2026, 10, 13, 19)),
        ('<abbr class="dtstart" title="20261013T190000">Tuesday, 7 pm</abbr>', datetime(2026, 10, 13, 19)),
        ('<span class="dtstart" title="2026-10-13T19:00">19:00</span>', datetime(2026, 10, 13, 19)),
        (
            '<p class="dtstart"><span class="value-title" title="2026-10-13T19:00"> </span>13 Oct</p>',
            datetime(2026, 10, 13, 19),
        ),
        (
            '<p class="dtstart"><time class="value" datetime="2026-10-13">13 Oct</time>, '
            '<span class="value">7:00 p.m.</span></p>',
            datetime(2026, 10, 13, 19),
        ),
        (
            '<p class="dtstart"><span class="value">19:00</span> on <abbr class="value" title="2026-10-13">13 Oct</abbr> '
            '(<abbr class="value" title="-0800">PST</abbr>)</p>',
            datetime(2026, 10, 13, 19, tzinfo=WEST),
        ),
        ('<span class="dtstart">13 October 2026</span>', date(2026, 10, 13)),
        ('<span class="dtstart">Next week</span>', None),
    ],
)
def test_a_start_stands_in_an_attribute_in_the_text_or_in_parts(start: str, expected: object) -> None:
    told = when(old(OLD_NAME + start))
    assert (told.start if told else None) == expected


@pytest.mark.parametrize(
    ("body", "last"),
    [
        (old(OLD_NAME + OLD_DAY + '<abbr class="dtend" title="2026-10-16">15 October</abbr>'), date(2026, 10, 15)),
        (old(OLD_NAME + OLD_DAY + '<abbr class="dtend" title="2026-10-16">16 October</abbr>'), date(2026, 10, 16)),
        (old(OLD_NAME + OLD_DAY + '<abbr class="dtend" title="2026-10-03">03 October</abbr>'), date(2026, 10, 13)),
        (old(OLD_NAME + OLD_DAY + '<span class="dtend">2026-10-16</span>'), date(2026, 10, 16)),
        (
            old(OLD_NAME + OLD_DAY + '<i class="dtend"><i class="value-title" title="2026-10-16"></i></i>'),
            date(2026, 10, 15),
        ),
        (old(OLD_NAME + OLD_DAY + '<abbr class="dtend" title="2026-10-13">today</abbr>'), date(2026, 10, 13)),
        (old(OLD_NAME + OLD_DAY + '<abbr class="dtend" title="2026-10-14">all day</abbr>'), date(2026, 10, 13)),
        (new(NEW_NAME + NEW_DAY + '<time class="dt-end" datetime="2026-10-16">Friday</time>'), date(2026, 10, 16)),
        (
            f'<div class="vevent h-event">{NEW_NAME}{NEW_DAY}<time class="dtend dt-end" datetime="2026-10-16">Fri</time></div>',
            date(2026, 10, 16),
        ),
    ],
)
def test_the_end_of_whole_days_is_the_day_after_in_hcalendar_unless_people_read_another(body: str, last: date) -> None:
    assert when(body).last_day == last


def test_an_end_may_be_a_time_of_the_first_day() -> None:
    start = '<p class="dt-start"><time class="value">2026-10-13</time> <time class="value">19:00</time></p>'
    told = when(new(f'{NEW_NAME}{start}<p class="dt-end"><time class="value">22:00</time></p>'))
    assert (told.start, told.end) == (datetime(2026, 10, 13, 19), datetime(2026, 10, 13, 22))


HARBOUR = Place("Harbour Hall", "Bergen", "Norway", "Harbour Hall")
LINE = '<b class="street-address">1 Quay Street</b>, <b class="locality">Bergen</b>, <b class="country-name">Norway</b>'
NEW_LINE = LINE.replace('class="', 'class="p-')


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (old(f'<p class="location vcard"><b class="fn org">Harbour Hall</b> <i class="adr">{LINE}</i></p>'), HARBOUR),
        (old(f'<p class="location vcard"><b class="org">Harbour Hall</b> {LINE}</p>'), HARBOUR),
        (new(f'<p class="p-location h-card"><b class="p-name">Harbour Hall</b> {NEW_LINE}</p>'), HARBOUR),
        (
            new(
                f'<p class="p-location h-card"><b class="p-org">Harbour Hall</b> <i class="p-adr h-adr">{NEW_LINE}</i></p>'
            ),
            HARBOUR,
        ),
        (
            new('<p class="p-location">Harbour Hall<br>Bergen, Norway</p>'),
            Place("Harbour Hall", "Bergen", "Norway", "Harbour Hall Bergen, Norway"),
        ),
        (new('<p class="p-location h-card">Bergen, Norway</p>'), Place(None, "Bergen", "Norway", "Bergen, Norway")),
        (
            old('<p class="location">Fjord University, Davis Hall</p>'),
            Place("Fjord University", text="Fjord University, Davis Hall"),
        ),
        (
            old(
                '<p class="location vcard"><b class="fn">Harbour Hall</b> <b class="geo"><b class="latitude">60.4</b> '
                '<b class="longitude">5.3</b></b></p>'
            ),
            Place("Harbour Hall", text="Harbour Hall", geo=(60.4, 5.3)),
        ),
        (old(f'<p class="organizer vcard"><b class="fn">The Fjord Society</b> <i class="adr">{LINE}</i></p>'), None),
    ],
)
def test_a_location_is_a_line_a_card_or_an_address(body: str, place: Place | None) -> None:
    event = OLD_NAME + OLD_DAY if "vevent" in body else NEW_NAME + NEW_DAY
    facts = read(page_of(body.replace('event">', f'event">{event}', 1)))
    assert values(facts, "place") == ([place] if place else [])


def test_what_else_is_said_is_read() -> None:
    said = (
        '<a class="url" href="/days">site</a><b class="uid">days@fjord.example</b><p class="description">Ships.</p>'
        '<a class="category" rel="tag" href="/t">boats</a><b class="status">CANCELLED</b>'
    )
    facts = read(page_of(old(OLD_NAME + OLD_DAY + said)))
    read_values = [values(facts, field) for field in ("url", "key", "description", "tag", "status")]
    assert read_values == [
        ["https://fjord.example/days"],
        ["days@fjord.example"],
        ["Ships."],
        ["boats"],
        ["cancelled"],
    ]


def test_several_events_are_told_apart() -> None:
    page = page_of("".join(old(f'<b class="summary">Talk {day}</b>{OLD_DAY}') for day in "ABC"))
    assert names(page) == ["Talk A", "Talk B", "Talk C"]
    assert {fact.about for fact in read(page)} == {"microformats 1", "microformats 2", "microformats 3"}


@pytest.mark.parametrize(
    "body",
    [
        '<div class="vevent"><p class="summary">' * 120 + "x" * 1_000_000,
        old(OLD_NAME + '<p class="dtstart"><b class="value">2026-10-13</b>' * 20_000),
        old('<i class="summary description dtstart">x</i>' * 40_000),
        (old(OLD_NAME + OLD_DAY) + '<p class="h-event vevent">') * 4_000,
        f'<div class="vevent">{OLD_NAME}{OLD_DAY}' * 250,
    ],
    ids=["nested", "values", "properties", "events", "events in events"],
)
def test_hostile_markup_is_read_in_no_long_time(body: str, within) -> None:
    page = page_of(body)
    with within(AT_ONCE):
        read(page)
