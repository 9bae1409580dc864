"""Where the events of JSON-LD stand, in the states in which pages hold it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markup import EVENT, blocks, event, names, page_of, read, values

from eventcal.text import squeeze

TIDES = {"@type": "Event", "name": "Tide Forum", "startDate": "2026-11-17"}
AT_ONCE = 2.0  # seconds: far more than a linear reader takes, far less than a quadratic one
HUGE = 300_000
OPEN = '{"@type": "Event", "name": "Fjord Days 2026", "startDate": "2026-10-13"'


@pytest.mark.parametrize(
    "block",
    [
        EVENT,
        [EVENT],
        [[EVENT]],
        {"@context": "https://schema.org", **EVENT},
        {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Fjord"}, EVENT]},
        {"@type": "WebPage", "name": "Home", "mainEntity": EVENT},
        {"@type": "WebPage", "about": [EVENT]},
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "position": 1, "item": EVENT}]},
        {**EVENT, "@type": "https://schema.org/BusinessEvent"},
        {**EVENT, "@type": "schema:EducationEvent"},
        {**EVENT, "@type": ["Thing", "Event"]},
        {**EVENT, "@type": "Festival"},
        {**EVENT, "@type": "Hackathon"},
        {"@type": "Event", "schema:name": "Fjord Days 2026", "http://schema.org/startDate": "2026-10-13"},
    ],
)
def test_an_event_is_found_wherever_it_stands(block: object) -> None:
    facts = read(blocks(block))
    assert values(facts, "name") == ["Fjord Days 2026"]
    assert str(values(facts, "when")[0].start) == "2026-10-13"


@pytest.mark.parametrize(
    "block",
    [
        {"@type": "Organization", "name": "Fjord Society", "foundingDate": "1999-10-13"},
        {"@type": "PublicationEvent", "name": "Fjord Days on the radio", "startDate": "2026-10-13"},
        {"@type": "WebPage", "name": "Events", "superEvent": EVENT},
        {"@type": "VideoObject", "name": "Talk", "recordedIn": EVENT},
        {"@type": "Event", "description": "a card without name and date"},
        "",
        "Event",
    ],
)
def test_what_is_no_event_of_the_page_gives_no_facts(block: object) -> None:
    assert [fact for fact in read(blocks(block)) if fact.field != "problem"] == []


@pytest.mark.parametrize(
    "text",
    [
        f"<!-- {OPEN}}} -->",
        f"//<![CDATA[\n{OPEN}}}\n//]]>",
        f"/*<![CDATA[*/ {OPEN}}} /*]]>*/",
        f"<!--//<![CDATA[\n{OPEN}}}\n//]]>-->",
        f"{OPEN}}};",
        f"{OPEN}, }}",
        f'{OPEN}, "keywords": ["sail", ],}}',
        f"{OPEN}, // the first day\n}}",
        f"/* made by hand */ {OPEN}}}",
        f'{OPEN}, "description": "Three days\n\n\tby the water"}}',
        f'{OPEN}, "description": "The sailor\\\'s days"}}',
        f"{OPEN.replace(chr(34), '&quot;')}}}",
        f"\ufeff{OPEN}}}",
        f"{OPEN}}}\n{{}}",
        f'{{"@type": "WebSite"}},\n{OPEN}}}',
        f"// the event // of this page {OPEN}}}",  # the line breaks were lost
        f'{OPEN}, "maximumAttendeeCapacity": NaN, "offset": 1e400}}',
    ],
)
def test_json_as_people_paste_it_is_mended(text: str) -> None:
    assert names(blocks(text)) == ["Fjord Days 2026"]


@pytest.mark.parametrize("broken", [OPEN, f"{OPEN} 'x': }}", '{"@type": "Event", name: Fjord}', "Event [[[["])
def test_a_broken_block_is_told_and_loses_no_other(broken: str) -> None:
    facts = read(blocks(broken, TIDES))
    assert values(facts, "name") == ["Tide Forum"]
    (problem,) = [fact for fact in facts if fact.field == "problem"]
    assert problem.where == "json-ld 1"


def test_a_broken_block_without_events_is_nobodys_problem() -> None:
    assert read(blocks('{"@type": "Organization", ', TIDES))[0].field == "name"


def test_every_event_has_its_own_label_and_its_block() -> None:
    facts = read(blocks([EVENT, TIDES], {**EVENT, "name": "Knot Night"}))
    found = [(fact.about, fact.where) for fact in facts if fact.field == "name"]
    assert found == [("json-ld 1", "json-ld 1"), ("json-ld 2", "json-ld 1"), ("json-ld 3", "json-ld 2")]


def test_an_event_that_stands_twice_is_read_once() -> None:
    assert names(blocks(EVENT, [EVENT, EVENT])) == ["Fjord Days 2026"]


def test_the_parts_of_an_event_are_no_events() -> None:
    talk = {"@type": "Event", "name": "Opening", "startDate": "2026-10-13T09:00"}
    assert names(blocks({**EVENT, "subEvent": [talk], "superEvent": TIDES})) == ["Fjord Days 2026"]


def test_a_series_is_read_as_its_events() -> None:
    evenings = [{"@type": "Event", "name": f"Evening {day}", "startDate": f"2026-10-0{day}"} for day in (1, 8)]
    series = {"@type": "EventSeries", "name": "Fjord Evenings", "subEvent": evenings}
    assert names(blocks(series)) == ["Evening 1", "Evening 8"]


def test_a_series_without_dated_events_is_one_event() -> None:
    series = {
        "@type": "EventSeries",
        "name": "Fjord Evenings",
        "startDate": "2026-10-01",
        "subEvent": [{"name": "x"}, {"@type": "Offer", "startDate": "2026-10-01"}],
    }
    assert names(blocks(series)) == ["Fjord Evenings"]


def test_an_instance_of_a_course_goes_by_the_name_of_its_course() -> None:
    instance = {"@type": "CourseInstance", "startDate": "2026-10-13", "courseMode": "online"}
    facts = read(blocks({"@type": "Course", "name": "Sailing by Numbers", "hasCourseInstance": instance}))
    assert values(facts, "name") == ["Sailing by Numbers"]
    assert values(facts, "mode") == ["online"]


def test_what_an_event_refers_to_is_put_in() -> None:
    hall = {"@id": "#hall", "@type": "Place", "name": "Grieg Hall", "address": {"addressLocality": "Bergen"}}
    graph = [hall, {**EVENT, "location": {"@id": "#hall"}, "organizer": [{"@id": "#none"}]}]
    (place,) = values(read(blocks({"@graph": graph})), "place")
    assert (place.venue, place.city) == ("Grieg Hall", "Bergen")


def test_items_that_refer_to_each_other_come_to_an_end() -> None:
    graph = [
        {"@id": "#a", "name": "A", "location": {"@id": "#a"}},
        {**EVENT, "@id": "#e", "location": {"@id": "#e"}, "organizer": {"@id": "#a"}},
    ]
    assert names(blocks({"@graph": graph})) == ["Fjord Days 2026"]


WRITTEN = [
    ("Fjord &amp; Sea Days", "Fjord & Sea Days"),
    ("Fjord \\u0026 Sea Days", "Fjord & Sea Days"),
    ('Fjord \\"Sea\\" Days', 'Fjord "Sea" Days'),
    ("Fjord\\/Sea Days", "Fjord/Sea Days"),
    ("Fjord  Days\\n2026", "Fjord Days 2026"),
    ("<b>Fjord</b> Days", "Fjord Days"),
    ("Fjord Days &#8211; the fourth", "Fjord Days – the fourth"),
    ("Les journ\\u00e9es du fjord", "Les journées du fjord"),
    ("&lt;i&gt;Fjord&lt;/i&gt; Days", "Fjord Days"),
]


@pytest.mark.parametrize(("written", "said"), WRITTEN)
def test_a_name_is_read_as_people_do_and_its_words_stand_in_the_page_as_written(written: str, said: str) -> None:
    page = blocks(f'{{"@type": "Event", "name": "{written}", "startDate": "2026-10-13"}}')
    (name,) = [fact for fact in read(page) if fact.field == "name"]
    assert name.value == said
    assert squeeze(name.text) in squeeze(page.markup)


def test_half_a_letter_never_leaves_the_reader() -> None:
    page = blocks(
        '{"@type": "Event", "name": "Fjord \\ud83d Days", "startDate": "2026-10-13", "identifier": "\\udc00"}'
    )
    facts = read(page)
    assert values(facts, "name") == ["Fjord \ufffd Days"]
    assert all(str(fact.value).encode() and fact.text in page.markup for fact in facts)


def test_a_page_without_json_ld_has_none() -> None:
    assert read(page_of("<h1>Event</h1>")) == []


def hostile() -> dict[str, str]:
    """Blocks that keep a careless reader busy for minutes."""
    offers = [{"@type": "Offer", "price": f"{n}", "priceCurrency": "EUR"} for n in range(10_000)]
    return {
        "brackets": '["Event",' + "[" * HUGE,
        "braces": '{"Event":' * (HUGE // 9),
        "quotes": '"Event"' + '"' + '\\"' * (HUGE // 2) + "\\",
        "spaces": OPEN + " " * HUGE + "x",
        "line breaks": OPEN + " \n" * (HUGE // 2) + "x",
        "commas": OPEN + "," * HUGE,
        "remarks": OPEN + "/*" * (HUGE // 2),
        "marks": "<!--" * 20_000 + OPEN + "-->" * 20_000,
        "offers": json.dumps({**EVENT, "offers": offers}),
        "events": json.dumps([{**EVENT, "url": f"/{n}"} for n in range(3000)]),
        "name": json.dumps({**EVENT, "name": "Fjord " * (HUGE // 6)}),
        "location": json.dumps({**EVENT, "location": "Bergen, " * (HUGE // 8)}),
        "address": json.dumps(
            {**EVENT, "location": {"name": "Hall " * (HUGE // 5), "address": "1 Quay, " * (HUGE // 8)}}
        ),
        "description": json.dumps({**EVENT, "description": "<b " * 20_000}),
        "date": json.dumps({**EVENT, "startDate": "13 October " * (HUGE // 11)}),
        "price": json.dumps({**EVENT, "offers": {"price": "1 000" * (HUGE // 5)}}),
        "keywords": json.dumps({**EVENT, "keywords": "a," * (HUGE // 2)}),
    }


@pytest.mark.parametrize("kind", hostile())
def test_hostile_json_is_read_in_linear_time(kind: str, within) -> None:
    page = blocks(hostile()[kind])
    with within(AT_ONCE):
        read(page)


def test_values_do_not_grow_with_hostile_input() -> None:
    for text in hostile().values():
        for fact in read(blocks(text)):
            assert len(repr(fact)) < 20_000


def test_nesting_deeper_than_people_write_is_cut_and_the_rest_is_read() -> None:
    deep: Any = "x"
    for _ in range(300):
        deep = {"about": deep}
    assert names(blocks({**EVENT, "about": deep})) == ["Fjord Days 2026"]


def test_a_series_has_as_many_events_as_it_says() -> None:
    evenings = [{"@type": "Event", "name": f"Evening {n}", "startDate": "2026-10-01"} for n in range(120)]
    assert len(names(blocks({"@type": "EventSeries", "name": "Fjord Evenings", "subEvent": evenings}))) == 120


def test_only_so_many_events_of_a_page_are_read() -> None:
    many = [{**EVENT, "url": f"/{n}"} for n in range(700)]
    facts = read(blocks(many))
    assert len(values(facts, "name")) == 500
    assert len(values(facts, "problem")) == 1


def test_the_label_of_an_event_is_on_all_its_facts() -> None:
    facts = event(location="Bergen", offers={"price": 80, "priceCurrency": "EUR"}, description="Sails.")
    assert {fact.about for fact in facts} == {"json-ld 1"}
    assert {fact.source for fact in facts} == {"https://fjord.example/2026/"}


WORDS = "Event EventSeries Place VirtualLocation 2026-10-13 2026-10-13T09:00Z 9999-12-31T23:59-14:00 https://[x P999D NaN ٣ 12² \ud800"
SCALARS = st.sampled_from([*WORDS.split(), "1 000,5", "", "\0", None, True, 0, -1, 1e300])
PROPERTIES = st.sampled_from(
    "@type @id @graph @value name startDate endDate duration location address addressLocality addressCountry geo latitude longitude offers "
    "price priceCurrency eventStatus eventAttendanceMode organizer inLanguage keywords url identifier subEvent isAccessibleForFree".split()
)
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(PROPERTIES, inner, max_size=5)
)


@given(st.dictionaries(PROPERTIES, ANYTHING, max_size=8))
def test_whatever_an_event_says_reading_it_ends_well(said: dict[str, Any]) -> None:
    block = {"@type": "Event", "name": "Fjord Days 2026", **said}
    for fact in read(blocks(json.dumps(block))):
        assert fact.value != ""
        assert str(fact.value).encode()


@given(st.text('{}[]":,\\/* \n<!-Event', max_size=60))
def test_whatever_stands_in_a_block_the_next_one_is_read(text: str) -> None:
    assert names(blocks(f"Event {text}".replace("</", "").replace("<!--", ""), TIDES)) == ["Tide Forum"]
