"""index.html: what it says, to whom it links, and that no text of a page can become anything but text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import SETTINGS, TODAY, days, record

from eventcal.exporters import event_page, web
from eventcal.model import Cost, Deadline, Filter, Place, Record, Session, Settings, Site, When

SITE = replace(SETTINGS, site=Site("Fjord events", "https://fjord.example/calendar/", "mailto:editor@fjord.example"))
HOSTILE = [
    "</script><script>alert(1)</script>",
    "</title></style><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "{{ 7*7 }}{% raw %}",
    "<!-- <![CDATA[ &lt;b&gt;",
    "\u202eevil\u202c \ud800",
]


def page(*records: Record, settings: Settings = SITE, today: date = TODAY) -> Tag:
    return BeautifulSoup(web.export(records, settings, today), "lxml")


def texts(tree: Tag, css: str) -> list[str]:
    return [" ".join(node.get_text().split()) for node in tree.select(css)]


def only(tree: Tag) -> Tag:
    (article,) = tree.select("article")
    return article


def details(article: Tag) -> dict[str, str]:
    return dict(zip(texts(article, "dt"), texts(article, "dd"), strict=True))


def test_of_more_events_than_a_browser_can_search_the_first_are_shown(monkeypatch):
    monkeypatch.setattr(web, "MOST", 2)
    made = [record(uid=f"{day}@eventcal", when=days(f"2026-11-0{day}")) for day in (4, 2, 3, 1)]
    calls = [record(uid=f"{letter}@eventcal", when=None) for letter in "abc"]
    tree = page(*made, *calls)
    assert [node["id"] for node in tree.select("article")] == ["e-1", "e-2", "e-a", "e-b"]
    assert texts(tree, "p.summary") == ["4 coming events, no open deadlines"]
    assert texts(tree, "#events > p.note") == ["And 2 more later: the calendar has them all."]
    assert texts(page(*made[:2]), "#events > p.note") == []


def test_an_event_is_told_with_all_that_is_known_of_it():
    article = only(
        page(
            record(
                place=Place("Town Hall", "Bergen", "Norway"),
                cost=Cost(False, 230, 230, "EUR", "230€"),
                deadlines=(Deadline("paper", date(2026, 10, 9), "9 Oct", "AoE", (date(2026, 10, 2),)),),
                organizer="The knot society",
                description="Three days about knots. Bring rope.",
                tags=("knots",),
            )
        )
    )
    (link,) = article.select("h4 a")
    assert (link.text, link.get("href")) == ("Fjord Days 2026", "https://fjord.example/2026")
    assert texts(article, ".when") == ["13-15 Oct Tue - Thu"]
    assert texts(article, ".facts > span") == ["Town Hall, Bergen, Norway", "230€", "Papers due 9 Oct 2026"]
    assert texts(article, ".blurb") == ["Three days about knots. Bring rope."]
    assert details(article) == {
        "Dates": "13-15 Oct 2026",
        "Deadlines": "Papers due 9 Oct 2026 (AoE, was 2 Oct 2026)",
        "Organizer": "The knot society",
        "Source": "fjord.example, last checked 30 Sept 2026",
    }


def test_an_event_can_be_added_shared_and_corrected():
    article = only(page(record(place=Place(city="Bergen"))))
    ics, google, outlook, own, report = [link.get("href") for link in article.select(".acts a")]
    assert (ics, own) == ("e/a.ics", "e/a.html")
    assert google.startswith("https://calendar.google.com/") and "dates=20261013%2F20261016" in google
    assert (
        outlook.startswith("https://outlook.live.com/") and "startdt=2026-10-13&enddt=2026-10-16&allday=true" in outlook
    )
    assert report.startswith("mailto:editor@fjord.example?subject=Mistake%3A%20Fjord%20Days%202026")


def test_nobody_is_asked_to_report_where_there_is_nobody_to_report_to():
    assert "Report a mistake" not in page(record(), settings=SETTINGS).get_text()


def test_a_time_is_told_in_its_own_zone_and_marked_for_the_readers():
    start, end = datetime(2026, 10, 13, 12, tzinfo=UTC), datetime(2026, 10, 13, 14, tzinfo=UTC)
    (time,) = only(page(record(when=When(start, end, "Europe/Oslo")))).select("time")
    assert (time.text, time.get("datetime"), time.get("data-end")) == (
        "2pm-4pm CEST",
        "2026-10-13T14:00+02:00",
        "2026-10-13T16:00+02:00",
    )


def test_a_time_without_a_zone_is_not_told_in_another():
    article = only(page(record(when=When(datetime(2026, 10, 13, 14), None))))
    assert texts(article, ".facts > span") == ["2pm (time zone not stated)"] and not article.select("time")


def test_sessions_are_days_of_the_grid_each():
    when = replace(days("2026-10-12", "2026-10-26"), sessions=tuple(Session(date(2026, 10, n)) for n in (12, 19, 26)))
    article = only(page(record(when=when)))
    assert article.get("data-days") == "2026-10-12/2026-10-12 2026-10-19/2026-10-19 2026-10-26/2026-10-26"
    assert texts(article, ".when") == ["12 Oct Mon and 2 more"]
    assert details(article)["Dates"] == "12, 19, 26 Oct 2026"


@pytest.mark.parametrize(
    ("first_seen", "last_changed", "marks"),
    [
        (datetime(2026, 9, 30, tzinfo=UTC), datetime(2026, 9, 30, tzinfo=UTC), ["New"]),
        (datetime(2026, 9, 24, tzinfo=UTC), datetime(2026, 9, 24, tzinfo=UTC), ["New"]),
        (datetime(2026, 9, 23, tzinfo=UTC), datetime(2026, 9, 23, tzinfo=UTC), []),
        (datetime(2026, 9, 1, tzinfo=UTC), datetime(2026, 9, 30, tzinfo=UTC), ["Changed"]),
        (datetime(2026, 9, 1, tzinfo=UTC), datetime(2026, 9, 2, tzinfo=UTC), []),
    ],
)
def test_what_is_new_or_has_changed_within_a_week_is_marked(first_seen, last_changed, marks):
    tree = page(replace(record(), first_seen=first_seen, last_changed=last_changed))
    assert texts(only(tree), ".mark") == marks


def test_what_is_cancelled_or_moved_says_so():
    cancelled = record(uid="b@eventcal", status="cancelled", deadlines=(Deadline("paper", date(2026, 10, 9), "9 Oct"),))
    moved = replace(record(status="rescheduled"), was=days("2026-10-06", "2026-10-08"))
    tree = page(cancelled, moved)
    assert texts(tree, "#events .mark") == ["New dates", "Cancelled"]
    assert texts(tree, ".facts > span:first-child")[0] == "was 6-8 Oct 2026"
    assert not tree.select(".calls li")


def test_what_is_missing_or_over_does_not_show():
    over = record(when=days("2026-09-01", "2026-09-30"))
    assert not page(replace(record(uid="b@eventcal"), state="missing"), over).select("article")


def test_what_is_on_now_stands_in_this_month():
    tree = page(record(when=days("2026-09-28", "2026-10-02")), record(uid="b@eventcal", when=days("2026-11-02")))
    assert texts(tree, ".month > h3") == ["October 2026", "November 2026"]


def test_calls_are_listed_by_day_and_what_has_no_day_stands_there():
    call = record("A call", "c@eventcal", when=None, deadlines=(Deadline("proposal", date(2026, 10, 20), "20 Oct"),))
    dated = record(deadlines=(Deadline("paper", date(2026, 10, 9), "x"), Deadline("abstract", date(2026, 9, 9), "x")))
    tree = page(call, dated, record("No day yet", "n@eventcal", when=None))
    assert texts(tree, ".calls li") == ["9 Oct 2026 Papers due Fjord Days 2026", "20 Oct 2026 Proposals due A call"]
    assert texts(tree, "#calls article h4") == ["A call", "No day yet"]
    assert texts(tree, "#events article h4") == ["Fjord Days 2026"]
    assert texts(tree, ".summary") == ["1 coming event, 2 open deadlines"]


def test_filters_offer_what_there_is_and_the_feeds_that_exist():
    here = record(tags=("HPC", "hpc"), place=Place(city="Bergen", country="Norway"), language="de", mode="hybrid")
    undated = record("A call", "c@eventcal", when=None, tags=("gpu",), cost=Cost(True, 0, 0, None, "free"))
    tree = page(
        here, undated, settings=replace(SITE, feeds={"north": Filter(place="norway"), "gpu": Filter(any=("gpu",))})
    )
    options = {option.get("value"): option.get("data-feed") for option in tree.select("#filters option[value]")}
    del options[""]
    assert options == {
        "hpc": "tags/hpc.ics",
        "gpu": "feeds/gpu.ics",
        **dict.fromkeys(("Norway", "Bergen", "in-person", "hybrid", "de")),
        "online": "online.ics",
        "north": "feeds/north.ics",
    }
    first, second = tree.select("article")
    assert first.get("data-modes") == "online in-person hybrid" and first.get("data-feeds") == "north"
    assert (first.get("data-free"), second.get("data-free"), second.get("data-feeds")) == (None, "1", "gpu")


def test_subscribing_has_an_address_for_each_app():
    tree = page(record())
    assert {link.get("data-app"): link.get("href") for link in tree.select(".apps [data-app]")} == {
        "webcal": "webcal://fjord.example/calendar/events.ics",
        "google": "https://calendar.google.com/calendar/render?cid=webcal%3A%2F%2Ffjord.example%2Fcalendar%2Fevents-google.ics",
        "outlook": "https://outlook.live.com/calendar/0/addfromweb?url=https%3A%2F%2Ffjord.example%2Fcalendar%2Fevents.ics&name=Fjord%20events",
        "office": "https://outlook.office.com/calendar/0/addfromweb?url=https%3A%2F%2Ffjord.example%2Fcalendar%2Fevents.ics&name=Fjord%20events",
        "address": "https://fjord.example/calendar/events.ics",
    }
    assert all(text for text in texts(tree, ".apps li > span"))


def test_without_an_address_the_page_tells_how_to_use_the_file():
    tree = page(record(), settings=SETTINGS)
    assert [link.get("href") for link in tree.select("#file")] == ["events.ics"]
    assert texts(tree, ".apps b") == ["Google Calendar", "Apple Calendar", "Outlook", "Thunderbird"]
    assert not tree.select("[data-app]")


def test_a_calendar_without_events_says_so():
    tree = page()
    assert texts(tree, ".summary") == ["No coming events, no open deadlines"]
    assert texts(tree, "#events > .empty:not([hidden])")[0].startswith("No coming event is known yet.")


def test_language_and_direction_of_a_page_s_words_are_kept():
    (name,) = page(record("مؤتمر", language="ar")).select("h4 .name")
    assert (name.get("lang"), name.get("dir")) == ("ar", "auto")
    (name,) = page(record(language='"><script>')).select("h4 .name")
    assert name.get("lang") is None


def test_the_page_asks_no_host_for_anything():
    tree = page(record())
    (policy,) = [meta.get("content") for meta in tree.select("meta[http-equiv]")]
    assert policy.startswith("default-src 'none'; style-src 'sha256-") and "unsafe" not in policy
    assert not tree.select("[src], link[rel=stylesheet], iframe, object, embed, [style], [onclick]")


def test_the_same_records_give_the_same_bytes():
    records = [record(f"Day {n}", f"{n}@eventcal", tags=(f"tag {n}", "x")) for n in range(20)]
    assert web.export(records, SITE, TODAY) == web.export(records[::-1], SITE, TODAY)


def structure(tree: Tag) -> list[tuple[str, list[str]]]:
    return [(node.name, sorted(node.attrs)) for node in tree.find_all(True)]


def told(text: str) -> Record:
    return record(
        name=f"Name {text}",
        place=Place(f"Venue {text}", f"City {text}", f"Country {text}"),
        cost=Cost(False, 0, 0, None, f"Cost {text}"),
        deadlines=(Deadline("paper", date(2026, 10, 9), f"{text}", f"Zone {text}"),),
        description=f"Words {text}",
        organizer=f"Organizer {text}",
        tags=(f"tag {text}",),
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_words(text):
    settings = replace(SITE, site=Site(f"Events {text}", "https://fjord.example/"))
    plain = replace(SITE, site=Site("Events x", "https://fjord.example/"))
    assert structure(page(told(text), settings=settings)) == structure(page(told("x"), settings=plain))
    (made,) = [data for name, data in event_page.export([told(text)], settings, TODAY).items() if name.endswith("html")]
    (plainly,) = [data for name, data in event_page.export([told("x")], plain, TODAY).items() if name.endswith("html")]
    tree = BeautifulSoup(made, "lxml")
    assert structure(tree) == structure(BeautifulSoup(plainly, "lxml"))
    assert made.count(b"<script") == plainly.count(b"<script") == 3


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=60))
def test_no_text_is_anything_but_text(text):
    assert structure(page(told(f"a {text}"))) == structure(page(told("a x")))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://[x", "//x.example"]
)
def test_only_web_addresses_become_links(url):
    made = replace(record(url=url), sources=(url, "/home/me/page.html"))
    tree = page(made)
    assert not tree.select("h4 a") and texts(tree, "h4") == ["Fjord Days 2026"]
    assert "/home/me" not in str(tree)
    schemes = {link.get("href").partition(":")[0] for link in tree.select("article [href]") if ":" in link.get("href")}
    assert schemes <= {"https", "mailto"}
