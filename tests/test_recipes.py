"""Recipes without code: a listing by selectors, a list by paths, and what is told where they are wrong."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from eventcal import adapters
from eventcal.choose import choose
from eventcal.config import load
from eventcal.errors import ConfigError, ReadError
from eventcal.event_json import to_json
from eventcal.fetch import Fetcher
from eventcal.model import Recipe
from eventcal.page import Page
from eventcal.refresh import Run, Summary, refresh
from eventcal.store import Store

LIST = """<html><body><h1>What is on</h1>
<div class="event"><h3><a href="/tides">Tide <b>Talk</b></a></h3><p class="when">3 April 2026, 17:00 CEST</p>
<p class="where">Boathouse Hall, Bergen, Norway</p><i>sea</i><i>talks</i></div>
<div class="event"><h3><a href="https://kelp.example/walk">Kelp Walk</a></h3><time datetime="2026-05-04">4 May</time></div>
</body></html>"""
SELECTORS: Recipe = (
    ("event", ("div.event",)),
    ("name", ("h3",)),
    ("start", ("time@datetime",)),
    ("dates", (".when",)),
    ("place", (".where",)),
    ("link", ("h3",)),
    ("tags", ("i",)),
)
DAYS = {
    "list.json": '{"meta": [], "data": {"items": [{"t": {"en": "Tide Talk"}, "on": "2026-04-03", "cfp": "2026-01-31"}]}}',
    "list.yml": "data:\n  items:\n    - t:\n        en: Tide Talk\n      on: 2026-04-03\n      cfp: 2026-01-31\n",
}
TABLE: Recipe = (("event", ("data.items",)), ("name", ("t.en",)), ("start", ("on",)), ("proposal", ("cfp",)))


def page(body: str, name: str = "events") -> Page:
    return Page(f"https://harbour.example/{name}", body.encode(), date(2026, 3, 1))


def events(body: Page, adapter: str, recipe: Recipe) -> list[dict[str, object]]:
    return [to_json(event) for event in choose(adapters.read(body, adapter, recipe), body)]


def test_a_listing_is_read_by_its_selectors():
    tides, kelp = events(page(LIST), "selectors", SELECTORS)
    assert (tides["name"], tides["start"], tides["city"], tides["url"], tides["tags"]) == (
        "Tide Talk",
        "2026-04-03T17:00+02:00",
        "Bergen",
        "https://harbour.example/tides",
        ["sea", "talks"],
    )
    assert (kelp["start"], kelp["url"]) == ("2026-05-04", "https://kelp.example/walk")


REEF = {
    "list.html": (
        "<ul><li id=r7><b>Reef Day</b> <time datetime=2026-06-02>2 June</time>-<time datetime=2026-06-03>3 June</time> "
        "<i>Aquarium</i><u>Bergen</u><s>Norway</s> <var>40</var><kbd>EUR</kbd> <em>2026-05-01</em><q>sea</q> <a href=/reef>more</a></li></ul>",
        "event=li; id=.@id; name=b; start=time@datetime; end=time + time@datetime; venue=i; city=u; country=s; price=var; "
        "currency=kbd; abstract=em; tags=q; link=.",
    ),
    "list.json": (
        '{"next": null, "days": [{"id": 7, "title": {"en": "Reef Day"}, "from": "2026-06-02", "to": "2026-06-03", '
        '"at": {"hall": "Aquarium", "town": "Bergen", "land": "Norway"}, "fee": 40, "in": "EUR", "due": "2026-05-01", '
        '"tags": [{"name": "sea"}], "url": "\\/reef"}]}',
        "event=days; id=id; name=title.en; start=from; end=to; venue=at.hall; city=at.town; country=at.land; price=fee; "
        "currency=in; abstract=due; tags=tags[].name; link=url",
    ),
    "list.yml": (
        "- title: Reef Day\n  from: 2026-06-02\n  to: 2026-06-03\n  at: [Aquarium, Bergen, Norway]\n  fee: 40\n  in: EUR\n"
        "  due: 2026-05-01\n  tags: [sea]\n  url: /reef\n",
        "name=title; start=from; end=to; venue=at[0]; city=at[1]; country=at[2]; price=fee; currency=in; abstract=due; "
        "tags=tags; link=url",
    ),
    "list.csv": (
        "Title;From;To;Hall;Town;Land;Fee [EUR];Cur.;Due;Tag;URL\n"
        "Reef Day;2026-06-02;2026-06-03;Aquarium;Bergen;Norway;40;EUR;2026-05-01;sea;/reef\n",
        "name=title; start=FROM; end=to; venue=hall; city=town; country=land; price=fee [eur]; currency=cur.; abstract=due; "
        "tags=tag; link=url",
    ),
}


@pytest.mark.parametrize("name", REEF)
def test_pages_and_lists_of_any_form_give_the_same_event(name: str):
    body, told = REEF[name]
    recipe: Recipe = tuple((field, (place,)) for field, place in (part.split("=", 1) for part in told.split("; ")))
    facts = adapters.read(page(body, name), "selectors" if name.endswith("html") else "table", recipe)
    (event,) = [to_json(each) for each in choose(facts, page(body, name))]
    assert [fact.value for fact in facts if fact.field == "problem"] == []
    assert (event["name"], event["start"], event["end"]) == ("Reef Day", "2026-06-02", "2026-06-03")
    assert (event["venue"], event["city"], event["country"]) == ("Aquarium", "Bergen", "Norway")
    assert (event["cost"]["min"], event["cost"]["currency"], event["tags"]) == (40, "EUR", ["sea"])
    assert ([each["kind"] for each in event["deadlines"]], event["url"]) == (
        ["abstract"],
        "https://harbour.example/reef",
    )
    assert all(fact.text in body for fact in facts)


def test_of_several_selectors_the_first_that_finds_something_counts():
    body = LIST.replace("</body>", "<article><h3>Archive</h3><p>1 May 2025</p></article></body>")
    alternatives = {**dict(SELECTORS), "event": ("li.event", "div.event", "article"), "name": ("h2", "h3")}
    assert [each["name"] for each in events(page(body), "selectors", tuple(alternatives.items()))] == [
        "Tide Talk",
        "Kelp Walk",
    ]


def test_an_attribute_is_read_as_it_is_written():
    body = '<li class="sea talk" data-name="Tide Talk" data-day="2026-04-03"></li>'
    recipe: Recipe = (("event", ("li",)), ("name", (".@data-name",)), ("start", ("@data-day",)), ("tags", ("@class",)))
    (event,) = events(page(body), "selectors", recipe)
    assert (event["name"], event["start"], event["tags"]) == ("Tide Talk", "2026-04-03", ["sea talk"])


@pytest.mark.parametrize("name", DAYS)
def test_a_list_is_read_by_its_paths(name: str):
    (event,) = events(page(DAYS[name], name), "table", TABLE)
    assert (event["name"], event["start"], event["deadlines"]) == (
        "Tide Talk",
        "2026-04-03",
        [{"kind": "proposal", "date": "2026-01-31", "timezone": None, "text": "2026-01-31", "was": []}],
    )


@pytest.mark.parametrize(
    "path", ["days[0].items", "days[].items", "days[].items[]", "days[].talks", ["no", "days[0].items"]]
)
def test_a_list_may_stand_in_lists(path: str | list[str]):
    body = '{"days": [{"items": [{"t": "Tide Talk", "on": "2026-04-03"}]}, {"talks": [{"t": "Tide Talk", "on": "2026-04-03"}]}]}'
    recipe: Recipe = (
        ("event", (path,) if isinstance(path, str) else tuple(path)),
        ("name", ("t",)),
        ("start", ("on",)),
    )
    (event,) = events(page(body), "table", recipe)
    assert (event["name"], event["start"]) == ("Tide Talk", "2026-04-03")


@pytest.mark.parametrize("recipe", [TABLE, TABLE[1:]])
def test_a_web_page_in_place_of_a_table_is_an_error(recipe: Recipe):
    with pytest.raises(ReadError, match="events: neither JSON nor YAML nor a table"):
        adapters.read(page("<!doctype html><html><body><p>Please log in</p></body></html>"), "table", recipe)


def test_a_table_is_read_by_its_columns_whatever_their_case():
    recipe: Recipe = (("name", ("What",)), ("dates", ("When", "Date (all)")))
    (event,) = events(page("what , DATE (ALL)\nTide Talk,3 April 2026\n", "list.csv"), "table", recipe)
    assert (event["name"], event["start"]) == ("Tide Talk", "2026-04-03")


def test_selectors_that_find_no_event_are_an_error():
    with pytest.raises(ReadError, match=r"https://harbour\.example/events: nothing matches 'div.event'"):
        adapters.read(page("<html><body><p>We have a new site!</p></body></html>"), "selectors", SELECTORS)


def test_a_list_in_which_nothing_is_cancelled_is_no_problem():
    facts = adapters.read(page(LIST), "selectors", (*SELECTORS, ("cancelled", (".cancelled",))))
    assert not [fact for fact in facts if fact.field == "problem"]


def test_an_empty_table_lacks_nothing():
    """So that its events can be missing, once a person says that it is right."""
    recipe: Recipe = (("event", ("data",)), ("name", ("title",)), ("start", ("begin",)))
    assert adapters.read(page('{"data": []}', "list.json"), "table", recipe) == []


def test_a_field_that_no_event_has_is_a_problem():
    facts = adapters.read(page(LIST.replace('class="where"', "")), "selectors", SELECTORS)
    assert [fact.value for fact in facts if fact.field == "problem"] == [
        "https://harbour.example/events: no event has place: '.where'"
    ]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ('<div class="event"><h3>Reef Day</h3></div>', "1 of 3 events have no date that can be read"),
        ('<div class="event"><h3>Reef Day</h3><p class="when">soon</p></div>', "1 of 3 events have no date that"),
        ('<div class="event"><p class="when">1 May 2026</p></div>', "1 of 3 events have no name and are left out"),
    ],
)
def test_events_without_a_name_or_a_date_are_counted(more: str, told: str):
    facts = adapters.read(page(LIST.replace("</body>", more + "</body>")), "selectors", SELECTORS)
    (problem,) = [fact.value for fact in facts if fact.field == "problem"]
    assert problem.startswith(f"https://harbour.example/events: {told}")


MANY = {
    "selectors": "".join(f"<li><b>Talk {n}</b><i>3 April 2026</i></li>" for n in range(10_000)),
    "table": "name,start\n" + "".join(f"Talk {n},2026-04-03\n" for n in range(10_000)),
}


@pytest.mark.parametrize(
    ("adapter", "recipe"),
    [
        ("selectors", (("event", ("li",)), ("name", ("b",)), ("dates", ("i",)))),
        ("table", (("name", ("name",)), ("start", ("start",)))),
    ],
)
def test_a_list_of_ten_thousand_is_read_in_part_and_that_is_told(adapter: str, recipe: Recipe):
    facts = adapters.read(page(MANY[adapter]), adapter, recipe)
    assert len({fact.about for fact in facts if fact.field == "name"}) == 2_000
    assert [fact.value for fact in facts if fact.field == "problem"] == [
        "https://harbour.example/events: only the first 2,000 rows are read"
    ]


def test_a_list_that_is_not_there_is_an_error():
    with pytest.raises(ReadError, match=r"no list at 'data\.items'"):
        adapters.read(page('{"data": {}}', "list.json"), "table", TABLE)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("adapter: selectors", "sources.yaml:2:5: sources[1]: `adapter: selectors` needs `select:`"),
        ("select: {name: h3, dates: p}", "sources.yaml:3:5: sources[1].select: goes with `adapter: selectors`"),
        ("adapter: selectors\n    select: {name: h3, dates: p}", "4:5: sources[1].select: event is missing"),
        ("adapter: table\n    select: {name: title}", "4:5: sources[1].select: start, dates or a deadline is missing"),
        ("adapter: table\n    select: {dates: when}", "4:5: sources[1].select: name is missing"),
        (
            "adapter: table\n    select:\n      name: title\n      dats: when\n      dates: when",
            "6:7: sources[1].select.dats: unknown field (did you mean 'dates'?)",
        ),
        (
            "adapter: selectors\n    select: {event: 'div[', name: h3, dates: p}",
            "4:21: sources[1].select.event: found 'div[', no CSS selector: Malformed attribute selector",
        ),
        (
            "adapter: table\n    select: {name: 'a..b', dates: when}",
            "4:20: sources[1].select.name: found 'a..b', allowed: a column, or a path",
        ),
        (
            "adapter: selectors\n    select: {event: div, name: [h3, 'a::attr(href)'], dates: p}",
            "4:37: sources[1].select.name: found 'a::attr(href)', no CSS selector: Pseudo-element",
        ),
        (
            "adapter: selectors\n    select: {event: ., name: h3, dates: p}",
            "4:21: sources[1].select.event: found '.', no CSS selector: Malformed class selector",
        ),
        (
            "adapter: selectors\n    select: {event: div@id, name: h3, dates: p}",
            "4:21: sources[1].select.event: found 'div@id', no CSS selector: Invalid character '@'",
        ),
        (
            "adapter: selectors\n    select: {event: div, name: [], dates: p}",
            "4:32: sources[1].select.name: found an empty list, allowed: a selector or path",
        ),
        ("adapter: table\n    select: [name]", "sources[1].select: found a list, allowed: a mapping"),
    ],
)
def test_a_mistake_in_a_recipe_is_told_when_it_is_loaded(tmp_path: Path, lines: str, told: str):
    path = tmp_path / "sources.yaml"
    path.write_text(f"sources:\n  - url: https://harbour.example/events\n    {lines}\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    "address", ["list.csv", "https://harbour.example/export?format=csv", "https://harbour.example/list.TSV"]
)
def test_a_column_of_a_table_may_be_called_anything(tmp_path: Path, address: str):
    path = tmp_path / "sources.yaml"
    path.write_text(
        f"sources:\n  - url: {address}\n    adapter: table\n    select: {{name: No., dates: When, price: 'Price [EUR]'}}\n",
        encoding="utf-8",
    )
    (source,) = load(path).sources
    assert dict(source.select)["price"] == ("Price [EUR]",)


def test_a_redesign_keeps_the_events_and_a_mended_recipe_reads_again(tmp_path: Path):
    sources, site = tmp_path / "sources.yaml", tmp_path / "events.html"
    text = (
        "sources:\n  - url: events.html\n    adapter: selectors\n    every: 1d\n"
        "    select: {event: div.event, name: h3, start: time@datetime, dates: .when}\n"
    )
    sources.write_text(text, encoding="utf-8")

    def run(html: str, day: int) -> Summary:
        site.write_text(html, encoding="utf-8")
        now = datetime(2026, 3, day, tzinfo=UTC)
        with Store.open(str(tmp_path / "eventcal.db")) as store, Fetcher(None, now.date()) as door:
            return refresh(load(sources), store, door, tmp_path / "output", Run(now))

    def published() -> list[tuple[str, str]]:
        listed = json.loads((tmp_path / "output" / "events.json").read_text(encoding="utf-8"))
        return [(event["uid"], event["name"]) for event in listed]

    assert run(LIST, 1).failed == 0
    before = published()
    assert [name for _, name in before] == ["Tide Talk", "Kelp Walk"]

    new = LIST.replace('class="event"', 'class="entry"')
    (trouble,) = run(new, 2).troubles
    assert trouble.reason.endswith("events.html: nothing matches 'div.event'")
    assert published() == before

    sources.write_text(text.replace("div.event", "div.entry"), encoding="utf-8")
    assert (run(new, 3).read, published()) == (1, before)
    assert run(new, 4).unchanged == 1

    sources.write_text(text.replace("div.event", "div.entry").replace("dates: .when", "dates: p"), encoding="utf-8")
    assert (run(new, 5).read, published()) == (1, before)  # the page is the same, the recipe is not
