"""Which adapter reads a page: by its content, whatever its label says."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from eventcal import adapters
from eventcal.errors import ReadError
from eventcal.page import Page

HTML = "<!DOCTYPE html><html><head><title>Fjord Days 2026</title></head><body><h1>Fjord Days</h1></body></html>"
CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Fjord Days\r\nDTSTART;VALUE=DATE:20261013\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>Fjord</title></channel></rss>'
ATOM = '<?xml version="1.0"?><!-- made by hand --><feed xmlns="http://www.w3.org/2005/Atom"></feed>'
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


def page(body: str | bytes, content_type: str | None = None) -> Page:
    return Page(
        "https://fjord.example/", body if isinstance(body, bytes) else body.encode(), date(2026, 3, 1), content_type
    )


@pytest.mark.parametrize(
    ("body", "content_type", "adapter"),
    [
        (HTML, "text/html", "html"),
        (HTML, "text/plain", "html"),
        (HTML, "application/octet-stream", "html"),
        (HTML, None, "html"),
        ("\ufeff\n " + HTML, None, "html"),
        (
            '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><head><title>F</title></head></html>',
            None,
            "html",
        ),
        ("<h1>Fjord Days</h1><p>13 October 2026", None, "html"),
        (CALENDAR, "text/calendar", "ical"),
        (CALENDAR, "text/html; charset=utf-8", "ical"),
        ("\ufeff" + CALENDAR, None, "ical"),
        (CALENDAR.replace("\r\n", "\n"), "text/plain", "ical"),
        ("\r\n\r\n" + CALENDAR, None, "ical"),
        (RSS, "text/html", "feed"),
        (ATOM, None, "feed"),
    ],
)
def test_the_content_tells_the_adapter(body: str, content_type: str | None, adapter: str) -> None:
    assert adapters.detect(page(body, content_type)) == adapter


@pytest.mark.parametrize(
    "body",
    [
        "",
        " \r\n\t ",
        '{"@type": "Event", "name": "Fjord Days"}',
        "[]",
        PDF,
        PNG,
        "Fjord Days, 13 October 2026",
        "\0" * 500,
    ],
)
def test_what_is_neither_a_web_page_nor_a_calendar_is_refused_with_its_address(body: str | bytes) -> None:
    with pytest.raises(ReadError, match=r"^https://fjord\.example/: "):
        adapters.read(page(body, "text/html"))


LISTS = sorted((Path(__file__).parent / "pages").glob("*/page.json"))


@pytest.mark.parametrize("path", LISTS, ids=[path.parent.name for path in LISTS])
def test_a_payload_is_taken_by_the_adapter_of_its_platform(path: Path) -> None:
    assert path.parent.name.startswith(adapters.detect(page(path.read_bytes())))


@pytest.mark.parametrize(
    "body",
    [
        '{"events": [], "rest_url": "https://fjord.example/wp-json/", "total": 0, "total_pages": 0}',
        '{"pagination": {"object_count": 0}, "events": []}',
        '{"data": [], "meta": {"results-count": 0, "available-facets": {}}}',
        '{"entries": [], "has_more": false, "next_cursor": null}',
        '{"_type": "HTTPAPIResult", "count": 0, "results": []}',
        '{"events": [], "page": {"current": 1, "size": 10, "total": 1}, "date": {"first": "2026-03-01", "last": "2026-03-02"}}',
        '{"eventFeedItemList": []}',
    ],
)
def test_a_platform_without_events_is_read_and_gives_none(body: str) -> None:
    assert adapters.read(page(body)) == []


@pytest.mark.parametrize(
    "body",
    [
        '{"namespace": "tribe/events/v1", "routes": {"/events": {"args": {"start_date": {}, "utc_start_date": {}}}}}',
        '[{"title": "Chapter 1", "start": 12.5, "end": 80}]',
        '{"data": [{"type": "materials", "attributes": {"title": "Knots"}}]}',
        '{"events": [{"name": "Fjord Days"}]}',
        '{"error": "not found"}',
    ],
)
def test_json_of_no_list_of_events_is_refused(body: str) -> None:
    with pytest.raises(ReadError, match=r"^https://fjord\.example/: "):
        adapters.read(page(body))


def test_an_error_that_an_interface_answers_is_no_empty_list() -> None:
    with pytest.raises(ReadError, match="no events as TeSS writes them"):
        adapters.read(page('{"error": "too many requests"}'), "tess")


def test_a_page_that_writes_about_calendars_is_no_calendar() -> None:
    assert adapters.detect(page(f"<html><body><pre>{CALENDAR}</pre></body></html>")) == "html"


def test_a_page_that_links_to_a_call_for_papers_is_none() -> None:
    call = '<td rowspan="2"><a href="http://www.wikicfp.com/cfp/servlet/event.showcfp?eventid=1">FJORD 2026</a></td>'
    assert adapters.detect(page(HTML.replace("</body>", f"<table><tr>{call}</tr></table></body>"))) == "html"


def test_a_page_of_meetup_whose_state_is_broken_is_read_as_any_other() -> None:
    state = '<script id="__NEXT_DATA__">{"__APOLLO_STATE__": {"Event:1": {"eventUrl": "https://</script>'
    broken = page(HTML.replace("</body>", f"{state}<p>13 October 2026</p></body>"))
    assert adapters.detect(broken) == "meetup"
    assert adapters.read(broken) == adapters.read(broken, "html")


def test_the_adapter_of_a_source_is_used_whatever_the_page_looks_like() -> None:
    with pytest.raises(ReadError, match="iCalendar"):
        adapters.read(page(HTML), "ical")


def test_a_web_page_gives_the_facts_of_its_markup_and_of_its_text() -> None:
    markup = '<script type="application/ld+json">{"@type": "Event", "name": "Fjord Days", "startDate": "2026-10-13"}</script>'
    facts = adapters.read(page(HTML.replace("</body>", f"{markup}<p>13 October 2026</p></body>")))
    assert {fact.rule.split(" ")[0] for fact in facts if fact.field == "when"} >= {"json-ld", "day"}


def test_a_calendar_gives_the_facts_of_its_entries() -> None:
    facts = adapters.read(page(CALENDAR))
    assert [fact.value for fact in facts if fact.field == "name"] == ["Fjord Days"]


# Those of other packages.

FJORD = """
from eventcal.reading.rows import read_rows, words_at

def fits(page):
    return page.url == "https://fjord.example/"

def read(page):
    return list(read_rows([{"name": words_at(page.soup, "h1"), "dates": "13 October 2026"}], page, "fjord"))
"""

Install = Callable[[str, str], None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Puts a package of one adapter where Python looks for it, as installing does: its module, and what it says it adds."""
    monkeypatch.syspath_prepend(str(tmp_path))
    adapters.adapters.cache_clear()
    adapters.warn.cache_clear()
    before = set(sys.modules)

    def put(name: str, code: str) -> None:
        module = f"eventcal_{name.replace('-', '_')}"
        (tmp_path / f"{module}.py").write_text(code)
        info = tmp_path / f"{module}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[eventcal.adapters]\n{name} = {module}\n")

    yield put
    adapters.adapters.cache_clear()
    for name in set(sys.modules) - before:
        if name.startswith("eventcal_"):
            del sys.modules[name]


def test_an_adapter_of_another_package_is_asked_first(install: Install) -> None:
    install("fjord-site", FJORD)
    assert adapters.names()[0] == "fjord-site"
    assert adapters.detect(page(HTML)) == "fjord-site"
    assert {fact.rule.split(" ")[0] for fact in adapters.read(page(HTML))} == {"fjord"}
    assert adapters.detect(Page("https://kelp.example/", HTML.encode(), date(2026, 3, 1))) == "html"


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("import no_such_module", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("def fits(page): return True", "AttributeError: module 'eventcal_broken' has no attribute 'read'"),
        ("raise RuntimeError('two\\nlines\\x1b[31m')", "RuntimeError: two lines?[31m"),
    ],
)
def test_one_that_cannot_be_loaded_is_told_in_a_line_and_stops_no_other(
    install: Install, caplog: pytest.LogCaptureFixture, code: str, problem: str
) -> None:
    install("broken", code)
    install("fjord-site", FJORD)
    assert adapters.detect(page(HTML)) == "fjord-site"
    assert adapters.detect(Page("https://kelp.example/", HTML.encode(), date(2026, 3, 1))) == "html"
    assert caplog.messages == [f"eventcal: the adapter broken cannot be loaded: {problem}"]
    with pytest.raises(ReadError, match="the adapter broken cannot be loaded"):
        adapters.read(page(HTML), "broken")


def test_one_that_fails_to_say_whether_it_fits_leaves_the_pages_to_the_others(
    install: Install, caplog: pytest.LogCaptureFixture
) -> None:
    install("broken", "def fits(page): return page.colour\ndef read(page): return []")
    assert [adapters.detect(page(body)) for body in (HTML, CALENDAR)] == ["html", "ical"]
    assert caplog.messages == [
        "eventcal: the adapter broken fails in fits: AttributeError: 'Page' object has no attribute 'colour'"
    ]


def test_no_other_package_takes_the_name_of_an_adapter_of_ours(install: Install) -> None:
    install("html", FJORD)
    assert adapters.names().count("html") == 1
    assert "fjord" not in {fact.rule.split(" ")[0] for fact in adapters.read(page(HTML))}
