"""What an address offers, and how it gets into sources.yaml."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from eventcal.config import appended, load
from eventcal.config.append import entry_lines, with_source
from eventcal.discovery import candidates, ways
from eventcal.errors import ConfigError, ReadError, UsageError
from eventcal.fetch import Fetched
from eventcal.model import Failed, Host, Source, Validators
from eventcal.page import Page

TODAY = date(2026, 3, 1)
EVENT = """<html><head><title>Fjord Days 2026</title>{head}</head><body><main><h1>Fjord Days 2026</h1>
<p>13-15 October 2026, Bergen, Norway</p><p>Register now for three days of talks about fjords.</p></main>{more}</body></html>"""
ICS = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}END:VCALENDAR\r\n"


def entry(name: str, day: str) -> str:
    return (
        f"BEGIN:VEVENT\r\nUID:{name}\r\nSUMMARY:{name}\r\nDTSTART;VALUE=DATE:{day}\r\n"
        "LOCATION:Bergen\\, Norway\r\nDESCRIPTION:Boats\\, ropes and a long walk.\r\nEND:VEVENT\r\n"
    )


class Shelf:
    """Answers from pages at hand."""

    def __init__(self, **pages: str) -> None:
        self.pages = {f"https://fjord.example/{name.replace('_', '.')}": body for name, body in pages.items()}
        self.asked: list[str] = []

    def __enter__(self) -> Shelf:
        return self

    def __exit__(self, *_: object) -> None: ...

    def hosts(self) -> list[Host]:
        return []

    def fetch(self, source: Source, validators: Validators | None = None) -> Fetched | Failed:
        self.asked.append(source.url)
        body = self.pages.get(source.url)
        return Failed("HTTP 404", "missing") if body is None else Fetched(page(source.url, body), Validators())


def page(url: str, body: str) -> Page:
    return Page(url, body.encode(), TODAY)


def test_a_page_of_one_event_offers_it():
    (way,) = ways("https://fjord.example/days", Shelf(days=EVENT.format(head="", more="")), TODAY)
    assert (way.how, way.adapter, [str(e.when.first_day) for e in way.events if e.when]) == (
        "this page",
        "html",
        ["2026-10-13"],
    )


def test_a_calendar_that_lists_more_than_the_page_is_the_better_way():
    links = '<a href="/all.ics">Subscribe</a>'
    days = "".join(entry(name, day) for name, day in (("Kelp Day", "20260901"), ("Knot Day", "20261101")))
    body = f"<html><title>Events</title><body><h1>Events</h1><p>See our calendar.</p>{links}</body></html>"
    best, other = ways("https://fjord.example/events", Shelf(events=body, all_ics=ICS.format(days)), TODAY)
    assert (best.how, best.adapter, len(best.events)) == ("calendar", "ical", 2)
    assert other.problem == "no event"


def test_a_calendar_of_the_whole_site_is_not_what_a_page_of_one_event_is_about():
    more = '<footer><a href="/all.ics">All our events</a></footer>'
    days = "".join(entry(f"Day {n}", f"202611{n:02}") for n in range(1, 9))
    found = ways(
        "https://fjord.example/days", Shelf(days=EVENT.format(head="", more=more), all_ics=ICS.format(days)), TODAY
    )
    assert [way.how for way in found] == ["this page"]


def test_what_a_page_names_is_asked_once_and_a_failure_is_told():
    head = '<link rel="alternate" type="text/calendar" href="lost.ics">'
    shelf = Shelf(days=EVENT.format(head=head, more='<a href="webcal://fjord.example/lost.ics">calendar</a>'))
    found = ways("https://fjord.example/days", shelf, TODAY)
    assert shelf.asked.count("https://fjord.example/lost.ics") == 1
    assert [(way.how, way.problem) for way in found] == [("this page", ""), ("calendar", "HTTP 404")]


@pytest.mark.parametrize(
    ("url", "body", "expected"),
    [
        (
            "https://indico.fjord.example/category/7/",
            "<body>powered by Indico</body>",
            "https://indico.fjord.example/category/7/events.ics",
        ),
        (
            "https://fjord.example/events/",
            '<body class="tribe-events-page"></body>',
            "https://fjord.example/events/?ical=1",
        ),
        (
            "https://tess.fjord.example/events?q=hpc",
            "<body>TeSS</body>",
            "https://tess.fjord.example/events.json_api?q=hpc",
        ),
        (
            "https://fjord.example/",
            '<iframe src="https://calendar.google.com/calendar/embed?src=a%40b.example&amp;ctz=UTC"></iframe>',
            "https://calendar.google.com/calendar/ical/a%40b.example/public/basic.ics",
        ),
    ],
)
def test_a_platform_has_another_form_of_its_pages(url: str, body: str, expected: str):
    assert expected in [address for address, _ in candidates(page(url, body))]


def test_an_address_that_cannot_be_read_is_an_error():
    with pytest.raises(ReadError, match="HTTP 404"):
        ways("https://fjord.example/lost", Shelf(), TODAY)


SOURCES = """# mine
site:
  title: Fjords   # as it is
sources:
  # the best ones
  - url: https://a.example/
    tags: [sea]   # cold
  - url: https://b.example/

  # below: to be looked at
interests: [knots]
"""


def test_a_source_is_added_at_the_end_of_the_list_and_all_else_stays(tmp_path: Path):
    path = tmp_path / "sources.yaml"
    path.write_text(SOURCES, encoding="utf-8")
    text = appended(path, entry_lines("https://c.example/?a=1", tags=["kelp forest"], every="12h"))
    assert text == SOURCES.replace(
        "  # below: to be looked at\n",
        '  # below: to be looked at\n  - url: https://c.example/?a=1\n    every: 12h\n    tags: ["kelp forest"]\n',
    )
    path.write_text(text, encoding="utf-8")
    assert [source.url for source in load(path).sources][-1] == "https://c.example/?a=1"


@pytest.mark.parametrize("text", ["sources:\n", "sources:\n#  - url: https://a.example/\n", "site:\n  title: F\n", ""])
def test_the_first_source_is_added_to_a_file_that_has_none(text: str):
    assert with_source(text, entry_lines("https://c.example/"), "sources.yaml").endswith(
        "\n  - url: https://c.example/\n"
    )


def test_sources_in_one_line_are_left_to_a_person():
    with pytest.raises(UsageError, match="add this by hand"):
        with_source("sources: [{url: 'https://a.example/'}]\n", entry_lines("https://c.example/"), "sources.yaml")


def test_an_address_that_is_there_already_is_told(tmp_path: Path):
    path = tmp_path / "sources.yaml"
    path.write_text(SOURCES, encoding="utf-8")
    with pytest.raises(ConfigError, match="the same address"):
        appended(path, entry_lines("https://a.example/"))
