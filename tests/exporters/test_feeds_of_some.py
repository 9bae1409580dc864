"""Which feeds there are, and that none is taken away from its subscribers."""

from __future__ import annotations

from dataclasses import replace

from invented import SETTINGS, TODAY, days, record

from eventcal.exporters import ical
from eventcal.exporters.feeds import feeds, lasting
from eventcal.exporters.window import in_calendars
from eventcal.model import Cost, Filter
from eventcal.shelf import Shelf

GPU = replace(SETTINGS, feeds={"gpu": Filter(any=("gpu", "cuda"))})


def all_feeds(records, settings, published):
    """Those of today's events, and those that go on."""
    shelf = Shelf.of(records)
    found = feeds(shelf, settings)
    return {**found, **lasting(shelf, {name: uids for name, uids in published.items() if name not in found})}


def made(*records, settings=SETTINGS, published=None):
    """The uids in each feed that has any."""
    found = all_feeds(in_calendars(records, TODAY), settings, published or {})
    return {name: [record.uid for record in feed.records] for name, feed in found.items() if len(feed.records)}


def test_an_event_is_in_each_feed_that_it_fits():
    event = record(
        mode="hybrid", cost=Cost(True, 0, 0, None, "free"), tags=("hpc", "Research software"), description="CUDA."
    )
    assert sorted(made(event, settings=GPU)) == ["feeds/gpu.ics", "free.ics", "online.ics", "tags/hpc.ics", "tags/research-software.ics"]  # fmt: skip


def test_the_feeds_of_all_are_there_before_anything_fits():
    assert [*feeds(Shelf.of([]), GPU)] == ["feeds/gpu.ics", "free.ics", "online.ics"]


def test_tags_that_have_one_file_name_are_one_feed_that_has_each_event_once():
    records = [record(uid="a", tags=("HPC", "hpc")), record(uid="b", tags=("hpc",)), record(uid="c", tags=("hpc c++",))]
    assert made(*records)["tags/hpc.ics"] == ["a", "b"]
    assert [uids for name, uids in made(*records).items() if name.startswith("tags/hpc-c-")] == [["c"]]


def test_a_feed_says_what_it_holds():
    (feed,) = (
        feed for name, feed in feeds(Shelf.of([record(tags=("HPC",))]), SETTINGS).items() if name == "tags/hpc.ics"
    )
    data = ical.export(feed.records, feed.named(SETTINGS), TODAY)
    assert rb"X-WR-CALNAME:Fjord events\; all\, of them: HPC" in data


def test_each_year_is_a_feed_where_that_is_asked_for():
    records = in_calendars(
        [
            record(uid="a"),
            record(uid="b", when=days("2026-12-31", "2027-01-02")),
            record(uid="c", when=days("2027-03-01")),
        ],
        TODAY,
    )
    found = feeds(Shelf.of(records), SETTINGS, years=True)
    years = {name: [each.uid for each in feed.records] for name, feed in found.items() if name.startswith("years")}
    assert years == {"years/2026.ics": ["a", "b"], "years/2027.ics": ["c"]}
    assert "years/2026.ics" in all_feeds(records, SETTINGS, {"years/2026.ics": {"a"}})


def test_what_no_calendar_shows_makes_no_feed():
    records = [
        record(when=None, tags=("a",)),
        record(when=days("2026-08-01"), tags=("b",)),
        replace(record(tags=("c",)), state="missing"),
    ]
    assert made(*records) == {}


def test_the_feed_of_a_tag_that_no_event_has_any_more_goes_on_with_the_events_it_had():
    records = [record("Renamed", uid="had"), record(uid="other"), record(uid="over", when=days("2026-08-01"))]
    published = {"tags/hpc.ics": {"had", "over", "lost"}, "feeds/gpu.ics": {"other"}}
    assert made(*records, published=published) == {"tags/hpc.ics": ["had"], "feeds/gpu.ics": ["other"]}
    assert "tags/hpc.ics" in all_feeds(in_calendars(records[2:], TODAY), SETTINGS, published)


def test_the_feed_of_a_tag_that_is_in_use_holds_what_has_the_tag_only():
    records = [record(uid="had"), record(uid="has", tags=("hpc",))]
    assert made(*records, published={"tags/hpc.ics": {"had", "has"}}) == {"tags/hpc.ics": ["has"]}


def test_files_that_no_feed_of_ours_is_called_by_are_left_alone():
    published = {
        name: {"a@eventcal"} for name in ("tags/HPC.ics", "tags/..ics", "tags/a/b.ics", "other/hpc.ics", "mine.ics")
    }
    assert made(record(), published=published) == {}
