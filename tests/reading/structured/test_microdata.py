"""Events in microdata: properties that stand in the page's own elements."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from markup import names, page_of, read, values

from eventcal.model import Place
from eventcal.text import squeeze

AT_ONCE = 2.0  # seconds
NAME = '<h1 itemprop="name">Fjord Days 2026</h1>'
DAY = '<meta itemprop="startDate" content="2026-10-13">'


def item(body: str, kind: str = "https://schema.org/Event", more: str = "") -> str:
    return f'<div itemscope itemtype="{kind}" {more}>{body}</div>'


EVENT = item(NAME + DAY)


@pytest.mark.parametrize(
    "body",
    [
        EVENT,
        item(NAME + DAY, "http://schema.org/EducationEvent"),
        item(NAME + DAY, "http://schema.org/Event http://schema.org/Festival"),
        item(NAME + DAY, "http://data-vocabulary.org/Event"),
        item('<h1 itemprop="summary">Fjord Days 2026</h1>' + DAY, "http://data-vocabulary.org/Event"),
        item(f'<h1 itemprop="https://schema.org/name">Fjord Days 2026</h1>{DAY}'),
        item(EVENT, "https://schema.org/WebPage"),
        item(
            f'<div itemprop="mainEntity" itemscope itemtype="https://schema.org/Event">{NAME}{DAY}</div>',
            "https://schema.org/WebPage",
        ),
        item(f'<a itemprop="url" href="/d"><span itemprop="name">Fjord Days 2026</span></a>{DAY}'),
        item(f'<a itemprop="name" href="/d">Fjord Days 2026</a>{DAY}'),
        item(f'<a itemprop="url name" href="/d">Fjord Days 2026</a>{DAY}'),
        item(f'<h1 itemprop="name">Fjord <i>Days</i>\n  2026</h1>{DAY}'),
    ],
)
def test_an_event_is_found(body: str) -> None:
    facts = read(page_of(body))
    assert values(facts, "name") == ["Fjord Days 2026"]
    assert values(facts, "when")[0].start == date(2026, 10, 13)


@pytest.mark.parametrize(
    "body",
    [
        item(NAME, "https://schema.org/Organization"),
        item(NAME + DAY, ""),
        item(NAME + DAY, "https://schema.org/SaleEvent"),
        item("<p>A card</p>"),
        f"<div>{NAME}{DAY}</div>",
        item(
            f'<div itemprop="superEvent" itemscope itemtype="https://schema.org/Event">{NAME}{DAY}</div>',
            "https://schema.org/WebPage",
        ),
        "<p>How to use itemscope</p>",
    ],
)
def test_what_is_no_event_of_the_page_gives_no_facts(body: str) -> None:
    assert read(page_of(body)) == []


@pytest.mark.parametrize(
    "start",
    [
        '<time itemprop="startDate" datetime="2026-10-13T18:00+02:00">Tuesday at six</time>',
        '<meta itemprop="startDate" content="2026-10-13T18:00+02:00">',
        '<span itemprop="startDate" content="2026-10-13T18:00+02:00">13 Oct</span>',
        '<time itemprop="startDate">2026-10-13T18:00+02:00</time>',
        '<data itemprop="startDate" value="2026-10-13T18:00+02:00">13 Oct</data>',
        '<time itemprop="startDate" content="" datetime="2026-10-13T18:00+02:00">13 Oct</time>',
    ],
)
def test_a_start_is_read_from_the_attribute_made_for_it(start: str) -> None:
    (when,) = values(read(page_of(item(NAME + start))), "when")
    assert when.start == datetime.fromisoformat("2026-10-13T18:00+02:00")


def test_a_time_in_utc_is_told_by_the_clock_that_the_page_shows() -> None:
    start = '<time itemprop="startDate" datetime="2026-10-13T16:00Z">13 Oct, 18:00</time>'
    end = '<time itemprop="endDate" datetime="2026-10-13T18:00Z">20:00</time>'
    (when,) = values(read(page_of(item(NAME + start + end))), "when")
    assert (when.start.isoformat(), when.end.isoformat()) == ("2026-10-13T18:00:00+02:00", "2026-10-13T20:00:00+02:00")


def test_a_time_that_disagrees_with_the_clock_shown_is_only_its_day() -> None:
    start = '<time itemprop="startDate" datetime="2026-10-13T16:00">13 Oct, 18:00</time>'
    (when,) = values(read(page_of(item(NAME + start))), "when")
    assert (when.start, when.end) == (date(2026, 10, 13), date(2026, 10, 13))


def test_days_shown_in_words_are_read() -> None:
    (when,) = values(read(page_of(item(f'{NAME}<span itemprop="startDate">October 13, 2026</span>'))), "when")
    assert when.start == date(2026, 10, 13)


def test_place_offer_and_the_rest_are_read() -> None:
    body = item(
        f"""{NAME}{DAY}<link itemprop="eventStatus" href="https://schema.org/EventCancelled">
        <a itemprop="url" href="/days">more</a>
        <div itemprop="location" itemscope itemtype="https://schema.org/Place"><b itemprop="name">Grieg Hall</b>
        <p itemprop="address" itemscope itemtype="https://schema.org/PostalAddress"><i itemprop="addressLocality">Bergen</i>,
        <i itemprop="addressCountry">Norway</i></p></div>
        <div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><b itemprop="price" content="80">80,-</b>
        <meta itemprop="priceCurrency" content="EUR"></div>
        <p itemprop="organizer" itemscope itemtype="https://schema.org/Organization"><b itemprop="name">Fjord Society</b></p>"""
    )
    facts = read(page_of(body))
    assert values(facts, "place") == [Place("Grieg Hall", "Bergen", "Norway", "Grieg Hall")]
    assert [(cost.min, cost.currency) for cost in values(facts, "cost")] == [(80.0, "EUR")]
    assert values(facts, "status") == ["cancelled"]
    assert values(facts, "organizer") == ["Fjord Society"]
    assert values(facts, "url") == ["https://fjord.example/days"]


def test_an_address_in_one_line_is_read() -> None:
    body = item(f'{NAME}{DAY}<span itemprop="location">Grieg Hall, Bergen, Norway</span>')
    assert [(p.venue, p.city, p.country) for p in values(read(page_of(body)), "place")] == [
        ("Grieg Hall", "Bergen", "Norway")
    ]


def test_properties_of_an_item_within_are_not_the_events() -> None:
    body = item(
        f'<div itemprop="performer" itemscope itemtype="https://schema.org/Person"><b itemprop="name">A. Sailor</b></div>{NAME}{DAY}'
    )
    assert names(page_of(body)) == ["Fjord Days 2026"]


def test_properties_of_an_item_that_is_no_property_are_its_own() -> None:
    body = item(
        f'<div itemscope itemtype="https://schema.org/Person"><b itemprop="name">A. Sailor</b></div>{NAME}{DAY}'
    )
    assert names(page_of(body)) == ["Fjord Days 2026"]


def test_the_parts_of_an_event_are_no_events() -> None:
    talk = f'<div itemprop="subEvent" itemscope itemtype="https://schema.org/Event"><b itemprop="name">Opening</b>{DAY}</div>'
    assert names(page_of(item(NAME + DAY + talk))) == ["Fjord Days 2026"]


def test_a_series_is_read_as_its_events() -> None:
    parts = "".join(
        f'<div itemprop="subEvent" itemscope itemtype="https://schema.org/Event"><b itemprop="name">Evening {n}</b>'
        f'<meta itemprop="startDate" content="2026-10-0{n}"></div>'
        for n in (1, 8)
    )
    assert names(page_of(item(f'<b itemprop="name">Evenings</b>{parts}', "https://schema.org/EventSeries"))) == [
        "Evening 1",
        "Evening 8",
    ]


def test_every_event_has_its_own_label() -> None:
    facts = read(page_of(EVENT + EVENT.replace("2026</h1>", "2027</h1>") + EVENT))
    assert [(f.about, f.value) for f in facts if f.field == "name"] == [
        ("microdata 1", "Fjord Days 2026"),
        ("microdata 2", "Fjord Days 2027"),
    ]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Fjord &amp; Sea Days", "Fjord & Sea Days"),
        ("Fjord <b>Sea</b> Days", "Fjord Sea Days"),
        ("Fjord\n   Days &#8211; 2026", "Fjord Days – 2026"),
        ("Journées du fjord", "Journées du fjord"),
        ("Journ&eacute;es", "Journées"),
        ("Fjord &quot;Sea&quot; Days", 'Fjord "Sea" Days'),
        ("A &lt; B", "A < B"),
    ],
)
def test_a_name_is_read_as_people_do_and_its_words_stand_in_the_page(written: str, said: str) -> None:
    page = page_of(item(f'<h1 itemprop="name">{written}</h1>{DAY}'))
    (name,) = [fact for fact in read(page) if fact.field == "name"]
    assert name.value == said
    assert squeeze(name.text) in squeeze(page.markup) or squeeze(name.text) in squeeze(page.text)


@pytest.mark.parametrize("written", ["Fjord &amp; Sea", "A &quot;B&quot; &lt; C"])
def test_a_name_in_an_attribute_stands_in_the_page_as_written(written: str) -> None:
    page = page_of(item(f'<meta itemprop="name" content="{written}">{DAY}'))
    (name,) = [fact for fact in read(page) if fact.field == "name"]
    assert name.text in page.markup


def test_both_kinds_of_markup_are_read() -> None:
    block = '<script type="application/ld+json">{"@type": "Event", "name": "Fjord Days 2026", "startDate": "2026-10-13"}</script>'
    facts = read(page_of(block + EVENT))
    assert [fact.about for fact in facts if fact.field == "name"] == ["json-ld 1", "microdata 1"]


def test_only_so_many_events_of_a_page_are_read() -> None:
    many = "".join(item(f'<b itemprop="name">Day {n}</b>{DAY}') for n in range(300))
    facts = read(page_of(many))
    assert len(values(facts, "name")) == 200
    assert len(values(facts, "problem")) == 1


HOSTILE = {
    "properties": item(NAME + DAY + "<i itemprop=description>&amp; é</i>" * 15_000),
    "events": "".join(
        item(f"<i itemprop=name>F{n} &amp; é</i><i itemprop=startDate>2026-10-13</i>") for n in range(8000)
    ),
    "depth": item(NAME + DAY + "<b>" * 240 + "<i itemprop=about></i>" * 15_000),
    "names": item(NAME + DAY + f'<i itemprop="{"name " * 50_000}">x</i>'),
    "types": item(NAME + DAY, "https://schema.org/Event " * 20_000),
    "items within": "<div itemprop=about itemscope>" * 200 + EVENT,
    "words": item(f"<h1 itemprop=name>{'é & ' * 100_000}</h1>{DAY}"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_markup_is_read_in_linear_time(kind: str, within) -> None:
    page = page_of(HOSTILE[kind])
    with within(AT_ONCE):
        read(page)
