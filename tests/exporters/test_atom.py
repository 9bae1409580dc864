"""feed.xml: what is new and changed, in a form that every feed reader takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import SETTINGS, TODAY, days, record

from eventcal.exporters.atom import MOST, entry_id, export
from eventcal.model import Cost, Deadline, Place, Site

UID = "7e64cc8f-ed4b-5b68-9def-bd93d6acc025@eventcal"
SITE = replace(SETTINGS, site=Site("Fjord events", "https://fjord.example/calendar/"))
RUN = datetime(2026, 9, 30, 6, tzinfo=UTC)


def feed(*records, settings=SETTINGS):
    parsed = feedparser.parse(export(records, settings, TODAY))
    assert not parsed.bozo, parsed.bozo_exception
    assert parsed.version == "atom10"
    return parsed


def only(made):
    (entry,) = feed(made).entries
    return entry


def changed(made, when=RUN):
    return replace(made, last_changed=when)


def test_an_event_is_an_entry_with_its_facts():
    entry = only(
        record(
            uid=UID,
            place=Place(city="Bergen"),
            cost=Cost(False, 230, 230, "EUR", "230€"),
            deadlines=(Deadline("paper", days("2026-06-01").first_day, "June 1"),),
            description="Two days of boats. Bring a coat.",
            tags=("hpc",),
        )
    )
    assert (entry.title, entry.link, entry.id) == (
        "Fjord Days 2026",
        "https://fjord.example/2026",
        f"urn:uuid:{UID[:36]}",
    )
    assert entry.summary.split("\n") == [
        "Changed: 13-15 Oct 2026, Bergen, 230€, Papers due 1 June 2026",
        "Two days of boats. Bring a coat.",
    ]
    assert (entry.published, entry.updated) == ("2026-08-01T06:30:00Z", "2026-09-02T07:45:10Z")
    assert [tag.term for tag in entry.tags] == ["hpc"]


def test_the_feed_says_its_name_its_addresses_and_when_it_changed():
    about = feed(record(), changed(record(uid="b")), settings=SITE).feed
    assert (about.title, about.author, about.updated) == (
        "Fjord events: new and changed",
        "Fjord events",
        "2026-09-30T06:00:00Z",
    )
    assert {link.rel: link.href for link in about.links} == {
        "alternate": "https://fjord.example/calendar/",
        "self": "https://fjord.example/calendar/feed.xml",
    }


def test_a_feed_without_entries_is_a_feed():
    empty = feed()
    assert (empty.entries, empty.feed.updated) == ([], "1970-01-01T00:00:00Z")


def test_what_was_never_changed_is_new():
    made = record()
    assert only(replace(made, last_changed=made.first_seen)).summary.startswith("New: 13-15 Oct 2026")


def test_ids_stay_whatever_changes():
    one, two = record(uid="by hand"), record("Renamed", uid="by hand", url="https://other.example/")
    assert only(one).id == only(two).id == entry_id("by hand")
    assert feed(one).feed.id == feed(two).feed.id
    assert entry_id("by hand") != entry_id("by hands")


def test_the_newest_come_first_and_of_one_run_the_soonest():
    records = [
        record("over", uid="1", when=days("2026-09-29")),
        record("later", uid="2", when=days("2026-12-01")),
        record("soon", uid="3", when=days("2026-10-02")),
        changed(record("newest", uid="4"), RUN),
    ]
    assert [entry.title for entry in feed(*records).entries] == ["newest", "soon", "later", "over"]
    assert export(records, SETTINGS, TODAY) == export(records[::-1], SETTINGS, TODAY)


def test_the_feed_ends_with_its_hundredth_entry():
    records = [changed(record(str(n), uid=str(n)), RUN - timedelta(hours=n)) for n in range(MOST + 20)]
    assert [entry.title for entry in feed(*records).entries] == [str(n) for n in range(100)]


def test_what_is_missing_or_long_over_is_no_news():
    assert feed(replace(record(), state="missing"), record(uid="b", when=days("2026-08-01"))).entries == []


@pytest.mark.parametrize(
    ("status", "title"),
    [
        ("cancelled", "Cancelled: Fjord Days 2026"),
        ("postponed", "Postponed: Fjord Days 2026"),
        ("rescheduled", "Fjord Days 2026"),
    ],
)
def test_a_title_says_what_is_off(status, title):
    assert only(record(status=status)).title == title


def test_an_entry_without_a_web_address_has_its_words_as_content():
    entry = only(record(url="javascript:alert(1)"))
    assert entry.get("links", []) == []
    assert entry.content[0].value.startswith("Changed: ")


@pytest.mark.parametrize(
    "words", ["]]>", "<![CDATA[x]]>", "a & b &amp; c", "<script>alert(1)</script>", "&#0;", "<!--", "\"x\" & 'y'"]
)
def test_what_a_page_says_is_text_to_the_letter(words):
    data = export([record(words, tags=(words,), description=f"{words} is here.")], SETTINGS, TODAY)
    assert b"<script" not in data
    entry = feedparser.parse(data, sanitize_html=False).entries[0]
    assert (entry.title, entry.tags[0].term) == (words, words)
    assert entry.summary.endswith(f"{words} is here.")
    assert entry.title_detail.type == entry.summary_detail.type == "text/plain"


@given(st.text(st.characters(), max_size=120))
def test_whatever_a_page_says_the_feed_is_well_formed(words):
    data = export([record(words, tags=(words,), description=words, place=Place(city=words))], SETTINGS, TODAY)
    assert not any(byte < 32 and byte != 10 for byte in data)
    assert len(feedparser.parse(data).entries) == 1
    assert not feedparser.parse(data).bozo
