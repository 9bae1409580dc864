"""Feeds: what the runner of whole pages does not show."""

from __future__ import annotations

from datetime import date

import pytest

from eventcal import adapters
from eventcal.choose import choose
from eventcal.errors import ReadError
from eventcal.model import Fact
from eventcal.page import Page

ITEM = "<item><title>Tide Talk {0} — 3 April 2026 — Boathouse Hall</title><link>/talk/{0}</link><guid>{0}</guid></item>"


def facts(body: str) -> list[Fact]:
    return adapters.read(page(body))


def page(body: str) -> Page:
    return Page("https://harbour.example/feed.xml", body.encode(), date(2026, 3, 1))


def names(body: str) -> list[str]:
    return [event.name for event in choose(facts(body), page(body))]


def rss(items: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'


def test_an_empty_channel_is_a_healthy_feed_without_events():
    assert facts(rss("")) == []


def test_a_broken_item_loses_only_itself():
    assert names(rss(ITEM.format(1) + "<item><title>Rope <b>Talk</item>" + ITEM.format(2))) == [
        "Tide Talk 1",
        "Tide Talk 2",
    ]


def test_a_feed_that_is_cut_keeps_what_came_whole_and_says_so():
    cut = rss(ITEM.format(1) + ITEM.format(2))[:-60]
    assert names(cut) == ["Tide Talk 1"]
    assert [fact.value for fact in facts(cut) if fact.field == "problem"] == [
        "https://harbour.example/feed.xml: broken XML; whole items read: 1"
    ]


def test_what_is_lost_of_an_old_feed_does_not_take_what_is_left():
    old = rss(ITEM.format(1) + ITEM.format(2) + ITEM.format(3)).replace("2026", "2019")
    assert names(old[:-60]) == ["Tide Talk 1", "Tide Talk 2"]


def test_a_start_that_is_no_date_is_told():
    lost = "<item><title>Rope Talk</title><link>/rope</link><startDate>2026-13-13</startDate></item>"
    assert names(rss(lost + ITEM.format(1))) == ["Tide Talk 1"]
    assert [fact.value for fact in facts(rss(lost)) if fact.field == "problem"] == [
        "https://harbour.example/feed.xml: item 1 is left out: its start is no date"
    ]


def test_an_item_that_is_too_deep_for_a_page_loses_only_itself():
    deep = f"<item><title>Rope Talk 2</title><description><![CDATA[{'<div>' * 3_000}]]></description></item>"
    assert names(rss(deep + ITEM.format(1))) == ["Tide Talk 1"]
    (problem,) = (str(fact.value) for fact in facts(rss(deep)) if fact.field == "problem")
    assert problem.startswith("https://harbour.example/feed.xml: item 1 is left out: ")


def test_of_many_items_some_are_read_and_the_rest_is_told():
    found = facts(rss("".join(map(ITEM.format, range(5_000)))))
    assert len({fact.about for fact in found if fact.about}) == 200
    assert [fact.value for fact in found if fact.field == "problem"] == [
        "https://harbour.example/feed.xml: only the first 200 of 5,000 items are read"
    ]


def test_entities_are_not_expanded(within):
    bomb = (
        '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    )
    with within(1):
        found = facts(f'<?xml version="1.0"?>{bomb}' + rss("<item><title>&c; 3 April 2026</title></item>")[21:])
    assert not any("hahaha" in fact.text for fact in found)


def test_what_only_begins_like_a_feed_is_an_error():
    with pytest.raises(ReadError, match="a broken feed without a whole item"):
        facts("<?xml version='1.0'?><rss")


CALENDAR = (
    "<item><title>Rope Night</title><link>/event/rope/</link><pubDate>Mon, 02 Mar 2026 10:00:00 +0000</pubDate>"
    "<guid>/?post_type={}&amp;p=1</guid></item>"
)


def test_the_date_of_a_post_is_the_start_in_the_events_calendar_alone():
    head = "<title>Events</title><generator>https://wordpress.org/?v=6.4</generator>"
    assert names(rss(head + CALENDAR.format("tribe_events"))) == ["Rope Night"]
    assert names(rss(head + CALENDAR.format("event"))) == []


@pytest.mark.parametrize("doctype", ["<!DOCTYPE rss>", '<!DOCTYPE rss [<!ENTITY a "b">]>'])
def test_a_feed_with_a_doctype_is_a_feed(doctype: str):
    assert names(rss(ITEM.format(1)).replace("<rss", f"{doctype}<rss")) == ["Tide Talk 1"]


@pytest.mark.parametrize("unit", ["<!-- -->", "<!-- -->\n", "<?a ?>", "<!DOCTYPE x [ ]>"])
def test_a_page_with_many_remarks_is_soon_known_to_be_none(unit: str, within):
    with within(1):
        assert adapters.detect(page(unit * 500 + "<html><body>Fjord</body></html>")) == "html"


@pytest.mark.parametrize(
    "body",
    [
        rss("<language>de-DE</language><item><title>Fjordtage</title><description>{}</description></item>"),
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><entry><title>Fjordtage</title><summary>{}</summary></entry></feed>',
    ],
    ids=["RSS", "Atom"],
)
def test_an_item_is_read_in_the_language_of_its_feed(body: str):
    text = "Die Fjordtage finden vom 12. bis 14. Mai 2026 in Bergen statt. Anmeldung bis 1. April 2026."
    (event,) = choose(facts(body.format(text)), page(body.format(text)))
    assert event.when is not None
    assert (event.when.first_day, event.when.last_day) == (date(2026, 5, 12), date(2026, 5, 14))
