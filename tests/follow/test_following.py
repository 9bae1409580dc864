"""Sources that are read from several pages: what is asked, and what becomes of the events."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from eventcal.extract import understand
from eventcal.fetch import Fetched
from eventcal.follow import gather
from eventcal.follow.reading import listing as read_list
from eventcal.model import Failed, Host, Settings, Source, Unchanged, Validators
from eventcal.page import Page
from eventcal.refresh import Run, Summary, refresh
from eventcal.store import Store

NOW = datetime(2027, 4, 1, 6, tzinfo=UTC)
DAY = timedelta(days=1)
SITE = "https://fjord.example"
LIST = f"{SITE}/events/"
SOURCE = Source("list", LIST)
FOLLOWED = replace(SOURCE, follow="auto")
NAMES = ("Arctic Data School", "Bergen Compiler Workshop", "Coastal Modelling Days")
WHEN = ("10 May 2027", "21 June 2027", "6 September 2027")


class Site:
    """A web site instead of the network, which remembers what it was asked."""

    def __init__(self, pages: Mapping[str, str | Failed]) -> None:
        self.pages = dict(pages)
        self.asked: list[str] = []

    def __enter__(self) -> Site:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def hosts(self) -> list[Host]:
        return []

    def fetch(self, source: Source, validators: Validators | None = None) -> Fetched | Unchanged | Failed:
        self.asked.append(source.url.removeprefix(SITE))
        answer = self.pages.get(self.asked[-1], Failed("HTTP 404", "missing"))
        if isinstance(answer, Failed):
            return answer
        etag = Validators(etag=str(hash(answer)))
        page = Page(source.url, answer.encode(), date(2027, 4, 1), "text/html; charset=utf-8")
        return Unchanged() if validators == etag else Fetched(page, etag)


class Dated(Site):
    """A site whose pages are read on the day of the run."""

    today = NOW.date()

    def hosts(self) -> list[Host]:
        return []

    def fetch(self, source: Source, validators: Validators | None = None) -> Fetched | Unchanged | Failed:
        answer = super().fetch(source, validators)
        return replace(answer, page=replace(answer.page, when=self.today)) if isinstance(answer, Fetched) else answer


class Desk:
    """A folder with state and output, and runs on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, door: Site, now: datetime = NOW, source: Source = FOLLOWED, **options) -> Summary:
        with Store.open(str(self.folder / "eventcal.db")) as store:
            settings = Settings(Path("sources.yaml"), (source,))
            return refresh(settings, store, door, self.folder / "output", Run(now, **options))

    def events(self) -> dict[str, dict]:
        events = json.loads((self.folder / "output/events.json").read_text())
        return {event["name"]: event for event in events}

    def problems(self) -> tuple[str, ...]:
        with Store.open(str(self.folder / "eventcal.db")) as store:
            return store.visits("list")[-1].problems


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def html(title: str, body: str) -> str:
    return f'<!doctype html><html lang="en"><head><title>{title}</title></head><body>{body}</body></html>'


def listing(*entries: tuple[str, str, str], more: str = "") -> str:
    """A page that lists events: name, address and days of each."""
    items = "".join(
        f'<li class="event"><h3><a href="{url}">{name}</a></h3><p>{days}</p></li>' for name, url, days in entries
    )
    return html("Upcoming events", f"<h1>Upcoming events</h1><ul>{items}</ul>{more}")


def detail(
    name: str, days: str, body: str = "<p>Registration fee: 230€</p><p>Abstract deadline: 20 April 2027</p>"
) -> str:
    text = f"<p>{days}, Bergen, Norway</p><p>The {name} is held in person at the University of Bergen.</p>"
    return html(name, f"<main><h1>{name}</h1>{text}{body}</main>")


ENTRIES = [(name, f"/events/{n}", days) for n, (name, days) in enumerate(zip(NAMES, WHEN, strict=True))]
DETAILS = {url: detail(name, days) for name, url, days in ENTRIES}


def test_each_event_of_a_list_has_what_its_own_page_says(desk):
    summary = desk.run(Site({"/events/": listing(*ENTRIES), **DETAILS}))
    events = desk.events()
    assert (summary.records, sorted(events)) == (3, sorted(NAMES))
    for name, url, _ in ENTRIES:
        event = events[name]
        assert (event["url"], event["cost"]["min"], event["city"]) == (SITE + url, 230, "Bergen")
        assert [(each["kind"], each["date"]) for each in event["deadlines"]] == [("abstract", "2027-04-20")]
        assert event["evidence"]["cost"]["source"] == SITE + url


def test_without_follow_only_the_page_itself_is_asked(desk):
    site = Site({"/events/": listing(*ENTRIES), **DETAILS})
    desk.run(site, source=SOURCE)
    assert site.asked == ["/events/"]
    assert {event["cost"] for event in desk.events().values()} == {None}


def test_a_second_run_asks_for_the_list_alone_and_changes_nothing(desk):
    site = Site({"/events/": listing(*ENTRIES), **DETAILS})
    desk.run(site)
    before = desk.events()
    site.asked.clear()
    summary = desk.run(site, NOW + DAY)
    assert (summary.unchanged, summary.changed, site.asked) == (1, (), ["/events/"])
    assert desk.run(site, NOW + 2 * DAY, force=True).changed == ()
    assert desk.events() == before


def test_once_a_week_the_pages_are_asked_though_the_list_is_unchanged(desk):
    site = Dated({"/events/": listing(*ENTRIES), **DETAILS})
    asked = []
    for day in (0, 6, 7, 8):
        site.asked, site.today = [], (NOW + day * DAY).date()
        desk.run(site, NOW + day * DAY)
        asked.append(len(site.asked))
    assert asked == [4, 1, 4, 1]


def test_uids_stay_when_follow_is_switched_on_later(desk):
    site = Site({"/events/": listing(*ENTRIES), **DETAILS})
    desk.run(site, source=SOURCE)
    uids = {event["uid"] for event in desk.events().values()}
    summary = desk.run(site, NOW + DAY)
    assert (summary.new, {event["uid"] for event in desk.events().values()}) == ((), uids)
    assert {event["cost"]["min"] for event in desk.events().values()} == {230}


def test_reread_reads_the_kept_pages_too(desk):
    site = Site({"/events/": listing(*ENTRIES), **DETAILS})
    desk.run(site)
    before = desk.events()
    site.asked.clear()
    assert desk.run(site, NOW + DAY, reread=True).changed == ()
    assert (site.asked, desk.events()) == ([], before)


def test_a_page_that_fails_for_a_day_takes_nothing_from_its_event(desk):
    site = Site({"/events/": listing(*ENTRIES), **DETAILS})
    desk.run(site)
    down = Site({**site.pages, "/events/0": Failed("HTTP 503", "http")})
    summary = desk.run(down, NOW + DAY, force=True)
    assert (summary.failed, summary.changed, desk.problems()) == (0, (), ())


def test_a_page_that_is_gone_says_nothing_any_more(desk):
    site = Site({"/events/": listing(*ENTRIES), **DETAILS})
    desk.run(site)
    del site.pages["/events/0"]
    desk.run(site, NOW + DAY, force=True)
    event = desk.events()[NAMES[0]]
    assert (event["cost"], event["start"]) == (None, "2027-05-10")


@pytest.mark.parametrize(
    "other",
    [
        Failed("robots.txt of fjord.example asks not to read this address", "disallowed"),
        Failed("no answer within 60 s"),
        "",
        "%PDF-1.4",
        listing(*ENTRIES),
        detail("Arctic Data School 2026", "10 May 2026"),
        detail("Winter Sports Club", "10 December 2027"),
        detail("Arctic Data School", "12 October 2027"),  # the next one of the same course
    ],
    ids=[
        "disallowed",
        "fails",
        "empty",
        "a file",
        "the list again",
        "last year's",
        "something else",
        "the next course",
    ],
)
def test_a_page_that_is_not_the_events_own_adds_nothing(desk, other):
    summary = desk.run(Site({"/events/": listing(*ENTRIES), **DETAILS, "/events/0": other}))
    event = desk.events()[NAMES[0]]
    assert (summary.failed, event["start"], event["cost"], event["deadlines"]) == (0, "2027-05-10", None, [])
    assert desk.events()[NAMES[1]]["cost"]["min"] == 230


def test_the_own_page_counts_where_an_event_was_moved(desk):
    named = [("Fjord Days 2027", "/events/0", "10 May 2027"), *ENTRIES[1:]]
    desk.run(Site({"/events/": listing(*named), "/events/0": detail("Fjord Days 2027", "17 June 2027")}))
    assert desk.events()["Fjord Days 2027"]["start"] == "2027-06-17"


def many(page: int) -> list[tuple[str, str, str]]:
    """Entries that no other page has."""
    return [
        (f"{NAMES[n]} in {chr(65 + page)}vik", f"https://other.example/{page}/{n}", f"{n + 1} {month} 2027")
        for n, month in enumerate(("May", "June", "July"))
    ]


def test_a_list_that_goes_on_is_read_to_its_end(desk):
    back = '<a href="/events/">Next</a> <a href="?page=2">2</a>'
    first, second = listing(*many(1), more='<a href="?page=2">Next page</a>'), listing(*many(2), more=back)
    site = Site({"/events/": first, "/events/?page=2": second})
    desk.run(site)
    assert (len(desk.events()), site.asked, desk.problems()) == (6, ["/events/", "/events/?page=2"], ())


class Endless(Site):
    """A list that always goes on, with the entries that `entries` gives for a page."""

    entries = staticmethod(many)

    def hosts(self) -> list[Host]:
        return []

    def fetch(self, source: Source, validators: Validators | None = None) -> Fetched | Unchanged | Failed:
        number = int(source.url.partition("=")[2] or 1)
        page = listing(*self.entries(number), more=f'<a href="?page={number + 1}">next</a>')
        self.pages[source.url.removeprefix(SITE)] = page
        return super().fetch(source, validators)


def test_an_endless_list_is_read_for_five_further_pages_and_says_so(desk):
    site = Endless({})
    desk.run(site)
    assert (len(site.asked), len(desk.events())) == (6, 18)
    assert desk.problems() == (f"only 5 further pages of the list were read; it goes on at {LIST}?page=7",)


def test_a_page_of_one_event_does_not_go_on_with_the_next_event():
    page = Page(LIST, listing(*many(1), more='<a rel="next" href="days">Fjord Days</a>').encode(), NOW.date())
    asked: list[str] = []
    events = understand(page)[1]
    read_list(page, events, understand, asked.append)
    read_list(page, events[:1], understand, asked.append)
    assert asked == [f"{LIST}days"]


def test_a_page_without_a_new_event_ends_the_list(desk):
    site = Endless({})
    site.entries = lambda number: many(min(number, 2))
    desk.run(site)
    assert (len(site.asked), len(desk.events()), desk.problems()) == (3, 6, ())


def test_a_next_page_that_fails_is_told_and_asked_again(desk):
    first = listing(*many(1), more='<a href="?page=2">Next page</a>')
    summary = desk.run(Site({"/events/": first, "/events/?page=2": Failed("HTTP 503", "http")}))
    assert (summary.failed, len(desk.events())) == (0, 3)
    assert desk.problems() == (f"the list goes on at {LIST}?page=2, which could not be read: HTTP 503",)
    desk.run(Site({"/events/": first, "/events/?page=2": listing(*many(2))}), NOW + DAY)
    assert (len(desk.events()), desk.problems()) == (6, ())


def big(count: int) -> Page:
    rows = "".join(
        f"BEGIN:VEVENT\r\nUID:{n}\r\nSUMMARY:Talk number {n}\r\nURL:{LIST}{n}\r\n"
        f"DTSTART;VALUE=DATE:{date(2027, 4, 1) + timedelta(days=n % 300):%Y%m%d}\r\nEND:VEVENT\r\n"
        for n in range(count)
    )
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{rows}END:VCALENDAR\r\n"
    return Page(LIST, text.encode(), NOW.date(), "text/calendar")


def test_of_ten_thousand_entries_the_pages_of_the_next_twenty_are_asked():
    site = Site({})
    gather(Fetched(big(10_000), Validators()), FOLLOWED, site, understand)
    assert len(site.asked) == 20
    assert {int(address.rpartition("/")[2]) % 300 for address in site.asked} <= {0, 1, 2}  # days from today


def test_what_takes_too_long_is_left_for_the_next_visit():
    site = Site({})
    ticks = iter(range(0, 10_000, 50))
    fetched = gather(Fetched(big(40), Validators()), FOLLOWED, site, understand, clock=lambda: next(ticks))
    assert (len(site.asked), len(fetched.led_to)) == (3, 20)


HOME = Source("home", f"{SITE}/2027/", follow="auto")
TEXT = "<p>10 to 12 May 2027, Bergen, Norway</p><p>Fjord Days is a conference, held in person.</p>"
LINKS = '<nav><a href="/2027/fees">Fees</a> <a href="dates">Important dates</a> <a href="venue.html">Venue</a></nav>'
FEES = html("Registration - Fjord Days 2027", "<h1>Registration</h1><p>Registration fee: 230 EUR</p>")
DATES = html(
    "Dates - Fjord Days 2027", "<h1>Important dates</h1><ul><li>Abstract submission deadline: 20 April 2027</li></ul>"
)


def test_a_home_page_is_completed_by_the_pages_that_it_links_to(desk):
    home = html("Fjord Days 2027", f"<h1>Fjord Days 2027</h1>{TEXT}{LINKS}")
    site = Site({"/2027/": home, "/2027/fees": FEES, "/2027/dates": DATES})
    desk.run(site, source=HOME)
    event = desk.events()["Fjord Days 2027"]
    assert (event["start"], event["end"], event["url"]) == ("2027-05-10", "2027-05-12", HOME.url)
    assert (event["cost"]["min"], event["evidence"]["cost"]["source"]) == (230, f"{SITE}/2027/fees")
    assert [each["kind"] for each in event["deadlines"]] == ["abstract"]
    assert sorted(site.asked) == ["/2027/", "/2027/dates", "/2027/fees", "/2027/venue.html"]


@pytest.mark.parametrize(
    "fees",
    [
        html("Registration - Fjord Days 2026", "<h1>Registration</h1><p>Registration fee: 180 EUR</p>"),
        listing(*ENTRIES),
        Failed("HTTP 500", "http"),
    ],
    ids=["last year's", "a list", "fails"],
)
def test_a_page_about_something_else_adds_nothing_to_a_home_page(desk, fees):
    home = html("Fjord Days 2027", f"<h1>Fjord Days 2027</h1>{TEXT}{LINKS}")
    summary = desk.run(Site({"/2027/": home, "/2027/fees": fees}), source=HOME)
    event = desk.events()["Fjord Days 2027"]
    assert (summary.failed, event["cost"], event["start"]) == (0, None, "2027-05-10")
