"""The newsletter's page as the editor uses it, in Chromium: both copy buttons, no script, both themes.

Needs what test_page_in_chromium.py needs.
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
from typing import Any

import pytest

from eventcal.exporters.newsletter import markdown
from eventcal.exporters.newsletter_formats import fragment
from eventcal.exporters.newsletter_page import page
from eventcal.issues.choice import choose
from eventcal.model import Cost, Deadline, Event, Record, Settings, Site, When

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (pip install -e '.[dev]')")

CHROMIUM = os.environ.get("EVENTCAL_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
MODULES = os.environ.get("EVENTCAL_NODE_MODULES") or os.environ.get("NODE_PATH") or ""
AXE = Path(MODULES, "axe-core", "axe.min.js")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the path; name one in EVENTCAL_CHROMIUM")

TODAY = date(2026, 10, 2)
SETTINGS = Settings(
    Path("sources.yaml"), (), Site("Fjord events", "https://fjord.example/"), interests=("HPC", "sails")
)
SEEN = datetime(2026, 10, 1, tzinfo=UTC)


def record(n: int, name: str, **fields: Any) -> Record:
    first = TODAY + timedelta(days=8 + 5 * n)
    about = f"A meeting about <b>knots</b> no. {n} & ropes for people who sail, with {{{{ talks }}}} and walks."
    event = Event(name, f"https://knots.example/{n}?a=1&b=2", When(first, first), description=about, mode="online")
    return Record(f"{n}@eventcal", replace(event, **fields), 0, "scheduled", (), SEEN, SEEN, SEEN)


RECORDS = [
    record(1, "HPC for Harbours [2026] * | {{ x }} </script>", cost=Cost(True, 0, 0, None, "free")),
    record(2, "Sails & Ropes", deadlines=(Deadline("registration", TODAY + timedelta(days=5), "x"),)),
    *(record(n, f"Knot Day {n}") for n in range(3, 10)),
    record(30, "Call of the Sea", deadlines=(Deadline("paper", TODAY + timedelta(days=30), "x"),)),
    record(10, "Doubtful Day", doubtful=("city",)),
]
SELECTION = choose(RECORDS, [], SETTINGS, TODAY)
TEXT = markdown(SELECTION, SETTINGS, TODAY, notes=False)


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without telling of it."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    (folder / "newsletter.html").write_bytes(page(SELECTION, TEXT, SETTINGS, TODAY, "3fa9c1"))
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/newsletter.html"
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def tab(browser: Any, address: str) -> Iterator[Any]:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], base_url=address)
    opened = context.new_page()
    opened.errors = []
    opened.on("console", lambda message: opened.errors.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: opened.errors.append(str(error)))
    opened.goto(address)
    yield opened
    assert [error for error in opened.errors if "favicon" not in error] == []
    context.close()


CLIPBOARD = """async () => {
  const [item] = await navigator.clipboard.read();
  const found = {};
  for (const type of item.types) found[type] = await (await item.getType(type)).text();
  return found;
}"""


def test_markdown_is_copied_to_the_letter(tab: Any) -> None:
    tab.get_by_role("button", name="Copy as Markdown").click()
    tab.get_by_text("Copied as Markdown").wait_for()
    assert tab.evaluate(CLIPBOARD)["text/plain"] == TEXT


def test_rich_text_is_copied_with_its_words_beside_it(tab: Any) -> None:
    tab.get_by_role("button", name="Copy as rich text").click()
    tab.get_by_text("Copied as rich text").wait_for()
    copied = tab.evaluate(CLIPBOARD)
    assert copied["text/plain"] == TEXT
    mail = tab.context.new_page()
    seen = []
    for html in (copied["text/html"], fragment(TEXT)):
        mail.set_content(html)
        seen.append(mail.locator("body").inner_text())
    pasted, meant = seen
    assert pasted == meant
    assert "HPC for Harbours [2026] * | {{ x }} </script>" in pasted


def test_both_are_copied_where_the_clipboard_may_not_be_used(browser: Any, address: str) -> None:
    context = browser.new_context()
    tab = context.new_page()
    tab.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    tab.goto(address)
    tab.evaluate(
        "window.got = {}; window.addEventListener('copy', (event) => { for (const type of event.clipboardData.types) got[type] = event.clipboardData.getData(type) })"
    )
    for name, types in (("Markdown", {"text/plain"}), ("rich text", {"text/plain", "text/html"})):
        tab.evaluate("window.got = {}")
        tab.get_by_role("button", name=f"Copy as {name}").click()
        tab.get_by_text(f"Copied as {name}").wait_for()
        got = tab.evaluate("window.got")
        assert (set(got), got["text/plain"]) == (types, TEXT)
    context.close()


def test_the_page_shows_the_sections_and_why(tab: Any) -> None:
    assert tab.locator("main h2").all_inner_texts() == ["Calls for Submissions", "Events: Conferences, Training"]
    assert tab.locator("main hr").count() == len(SELECTION.events) + len(SELECTION.calls)
    aside = tab.get_by_role("complementary").inner_text()
    assert "topic: HPC" in aside
    assert "Not chosen: 4 more events, 0 more calls." in aside
    assert all(line in aside for line in SELECTION.doubtful)
    assert tab.locator("aside a").first.get_attribute("href").startswith("e/")


def test_without_scripts_the_text_is_there_and_no_button(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(address)
    assert tab.get_by_role("button").count() == 0
    assert tab.locator("main h2").count() == 2
    context.close()


@pytest.mark.skipif(not AXE.is_file(), reason="no axe-core; name its folder in EVENTCAL_NODE_MODULES")
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 360)])
def test_nobody_is_shut_out(browser: Any, address: str, scheme: str, width: int) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    tab = context.new_page()
    tab.goto(address)
    tab.add_script_tag(path=str(AXE))
    found = tab.evaluate(
        "async () => (await axe.run()).violations.map((each) => [each.id, each.nodes.map((node) => node.html)])"
    )
    assert found == []
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
