"""The page as people use it, in Chromium: search, filters, addresses, month grid, keyboard, no script, both themes.

Needs a Chromium that is there (found on the path or through EVENTCAL_CHROMIUM); accessibility also axe-core, found through
EVENTCAL_NODE_MODULES or NODE_PATH.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from eventcal.exporters import event_page, web
from eventcal.model import Cost, Deadline, Event, Mode, Place, Record, Settings, Site, When

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (pip install -e '.[dev]')")

CHROMIUM = os.environ.get("EVENTCAL_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the path; name one in EVENTCAL_CHROMIUM")

TODAY = date(2026, 10, 1)
LONG_AGO = datetime(2026, 6, 1, tzinfo=UTC)
SETTINGS = Settings(Path("sources.yaml"), (), Site("Fjord events", None, "mailto:editor@fjord.example"))
CITIES = (("Bergen", "Norway"), ("Turku", "Finland"), ("Kiel", "Germany"))
MODES: tuple[Mode, ...] = ("in-person", "online", "hybrid")


def record(n: int, start: date, **fields: object) -> Record:
    city, country = CITIES[n % 3]
    event = Event(
        name=f"Knot day {n}",
        url=f"https://knots.example/{n}",
        when=When(start, start + timedelta(days=n % 4)),
        mode=MODES[n % 3],
        place=Place(None, city, country),
        description=f"The day of knot {n}. It is about rope.",
        tags=("rope",) if n % 2 else ("sail", "rope"),
        language="en" if n % 2 else "de",
        cost=Cost(True, 0, 0, None, "free") if n % 5 == 0 else None,
        deadlines=(Deadline("paper", start - timedelta(days=9), "x"),),
    )
    event = replace(event, **fields)  # type: ignore[arg-type]
    return Record(f"{n}@eventcal", event, 0, event.status, ("https://knots.example/",), LONG_AGO, LONG_AGO, LONG_AGO)


def many(count: int) -> list[Record]:
    return [record(n, TODAY + timedelta(days=12 + 300 * n // count)) for n in range(count)]


TIMED = When(datetime(2026, 10, 20, 12, tzinfo=UTC), datetime(2026, 10, 20, 14, tzinfo=UTC), "Europe/Oslo")
FEW = [
    *many(12),
    record(90, TODAY, name="Timed talk", when=TIMED),
    record(91, TODAY + timedelta(days=30), name="Call for knots", when=None),
]


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without telling of it."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a folder with the page of a few events, of none and of 2,000."""
    folder = tmp_path_factory.mktemp("site")
    for name, records in (("few", FEW), ("none", []), ("many", many(2_000))):
        (folder / name / "e").mkdir(parents=True)
        (folder / name / "index.html").write_bytes(web.export(records, SETTINGS, TODAY))
        for file, data in event_page.export(records[:20], SETTINGS, TODAY).items():
            (folder / name / file).write_bytes(data)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], timeout=60_000)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: sync_api.Browser, site: str):
    """Opens an address of the site; the test fails if the page complains or asks another host for anything."""
    told: list[str] = []
    contexts = []

    def _visit(path: str = "few/index.html", **options: object) -> sync_api.Page:
        context = browser.new_context(**{"timezone_id": "America/New_York", **options})
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith((site, "data:")) else told.append(asked.url))
        page.goto(f"{site}/{path}")
        return page

    yield _visit
    for context in contexts:
        context.close()
    assert told == []


def names(page: sync_api.Page) -> list[str]:
    return page.locator("#events article:visible h4 .name").all_text_contents()


def query(page: sync_api.Page) -> str:
    return page.evaluate("location.search")


def test_a_search_and_filters_narrow_the_list_and_stand_in_the_address(visit):
    page = visit()
    assert len(names(page)) == 13
    page.fill("#q", "KNOT turku")
    assert names(page) == ["Knot day 1", "Knot day 4", "Knot day 7", "Knot day 10"]
    page.select_option("#tag", "sail")
    assert names(page) == ["Knot day 4", "Knot day 10"]
    page.check("#free")
    assert names(page) == ["Knot day 10"]
    assert query(page) == "?q=KNOT+turku&tag=sail&free=1"
    assert page.inner_text("#found") == "1 event"
    page.click("#clear")
    assert (len(names(page)), query(page)) == (13, "")


def test_a_shared_address_shows_the_same_and_back_undoes_a_choice(visit):
    page = visit("few/index.html?mode=online&lang=de")
    shared = names(page)
    assert shared == ["Knot day 2", "Knot day 4", "Knot day 8", "Knot day 10"]
    assert page.input_value("#mode") == "online"
    page.select_option("#place", "Finland")
    assert names(page) == ["Knot day 4", "Knot day 10"]
    page.go_back()
    assert (names(page), page.input_value("#place")) == (shared, "")
    page.go_forward()
    assert names(page) == ["Knot day 4", "Knot day 10"]


@pytest.mark.parametrize(
    ("asked", "feed"),
    [
        ("?tag=rope", "tags/rope.ics"),
        ("?mode=online", "online.ics"),
        ("?free=1", "free.ics"),
        ("?view=calls", "calls.ics"),
        ("?tag=rope&free=1", None),
        ("?mode=hybrid", None),
        ("", None),
    ],
)
def test_a_view_leads_to_its_feed_where_one_exists(visit, asked, feed):
    page = visit(f"few/index.html{asked}")
    link = page.locator("#feed-link")
    assert (link.get_attribute("href") if link.is_visible() else None) == feed
    assert page.locator("#file").get_attribute("href") == (feed or "events.ics")


def test_an_old_link_to_what_is_gone_says_that_nothing_matches(visit):
    page = visit("few/index.html?tag=gone&view=nonsense&month=x")
    assert (names(page), page.input_value("#tag")) == ([], "gone")
    page.click("#clear-none")
    assert len(names(page)) == 13


def test_the_month_grid_shows_each_event_on_its_days_and_leads_to_it(visit):
    page = visit("few/index.html?view=month")
    assert page.inner_text("#month-name") == "October 2026"
    assert page.locator("#grid .chip").all_inner_texts() == ["Knot day 0", "Timed talk"]
    assert page.locator("#grid td.today").inner_text() == "1"
    page.click("#after")
    assert query(page) == "?view=month&month=2026-11"
    assert page.locator("#grid .chip").all_inner_texts() == ["Knot day 1", "Knot day 2"]  # the week ends in December
    page.click("#grid .chip >> nth=0")
    assert page.evaluate("document.activeElement.closest('article').id") == "e-1"
    assert page.locator("#e-1 dl").is_visible()
    page.go_back()
    assert page.inner_text("#month-name") == "October 2026"


def test_calls_are_a_view_of_their_own(visit):
    page = visit()
    page.click("text=Calls and deadlines >> nth=0")
    assert query(page) == "?view=calls"
    assert page.locator("#calls article:visible h4 .name").all_text_contents() == ["Call for knots"]
    assert page.inner_text("#found") == "13 open deadlines"
    page.click("#calls li a >> nth=0")
    assert page.locator("article:focus-within h4 .name").inner_text() == "Knot day 0"


def test_everything_can_be_reached_by_keyboard(visit):
    page = visit("few/index.html?view=month")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the events"
    seen = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        seen.add(
            page.evaluate(
                "document.activeElement.id || document.activeElement.className || document.activeElement.tagName"
            )
        )
    assert {"theme", "q", "tag", "place", "mode", "free", "before", "after", "day", "chip", "name"} <= seen
    page.focus("#after")
    page.keyboard.press("Enter")
    assert page.inner_text("#month-name") == "November 2026"
    page.focus("#grid button.day >> nth=0")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")  # on the summary, which closes the details again
    assert page.evaluate("document.activeElement.parentNode.open") is False


def test_times_are_told_in_the_reader_s_zone_too(visit):
    yours = visit().locator("article:has-text('Timed talk') .facts .yours")
    assert yours.inner_text().strip() == "(Tue 20 Oct, 08:00 – 10:00 your time)"
    assert visit(timezone_id="Europe/Berlin").locator(".yours").count() == 0


def test_a_link_to_an_event_can_be_copied(visit, site):
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    page.click("#e-3 summary")
    page.click("#e-3 button.copy")
    assert page.evaluate("navigator.clipboard.readText()") == f"{site}/few/e/3.html"
    page.goto(f"{site}/few/e/3.html")
    assert page.inner_text("h1") == "Knot day 3"


def test_the_theme_is_the_system_s_until_it_is_chosen_and_then_stays(visit):
    page = visit(color_scheme="dark")
    colour = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(colour)
    page.click("#theme")
    light = page.evaluate(colour)
    assert light != dark and page.inner_text("#theme") == "Theme: light"
    page.reload()
    assert page.evaluate(colour) == light


def test_without_javascript_all_is_a_plain_list(visit):
    page = visit(java_script_enabled=False)
    assert len(names(page)) == 13
    assert page.locator(".calls li:visible").count() == 13
    assert page.locator("form:visible, #bar:visible, #month:visible, button:visible").count() == 0
    page.click("#e-3 summary")
    page.click("#e-3 .page")
    assert page.inner_text("h1") == "Knot day 3"


@pytest.mark.parametrize("path", ["few/index.html", "few/index.html?view=month", "none/index.html", "few/e/3.html"])
@pytest.mark.parametrize("width", [320, 390, 1280, 2560])
def test_nothing_is_wider_than_the_screen(visit, path, width):
    page = visit(path, viewport={"width": width, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def axe() -> Path | None:
    folders = [os.environ.get("EVENTCAL_NODE_MODULES", ""), *os.environ.get("NODE_PATH", "").split(os.pathsep)]
    found = (Path(folder, "axe-core", "axe.min.js") for folder in folders if folder)
    return next((script for script in found if script.is_file()), None)


@pytest.mark.skipif(axe() is None, reason="no axe-core; name the node_modules that has it in EVENTCAL_NODE_MODULES")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        "few/index.html",
        "few/index.html?view=month",
        "few/index.html?view=calls&tag=sail",
        "none/index.html",
        "few/e/3.html",
    ],
)
def test_axe_finds_no_fault(visit, path, scheme):
    page = visit(path, color_scheme=scheme, bypass_csp=True)
    page.evaluate("document.querySelectorAll('.subscribe, #e-0 details').forEach(it => { it.open = true; })")
    script = axe()
    assert script is not None
    page.add_script_tag(path=str(script))
    faults = page.evaluate(
        "axe.run().then(found => found.violations.map(it => [it.id, it.nodes.map(node => node.html)]))"
    )
    assert faults == []


@pytest.mark.long
def test_2000_events_are_painted_within_a_second_and_filtered_within_a_tenth(visit):
    page = visit("many/index.html")
    page.wait_for_timeout(3_000)
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    took = page.evaluate(
        """() => ['#tag=sail', '#place=Turku', '#mode=online', '#mode=', '#place=', '#tag='].map((step) => {
          const [field, value] = step.split('=');
          const start = performance.now();
          document.querySelector(field).value = value;
          document.querySelector(field).dispatchEvent(new Event('change', {bubbles: true}));
          document.body.getBoundingClientRect();
          return performance.now() - start;
        })"""
    )
    assert paint < 1_000
    assert sorted(took)[len(took) // 2] < 100
