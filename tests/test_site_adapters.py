"""Adapters for one site: tried from their file, before they are installed anywhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from eventcal.cli import main

HARBOUR = Path(__file__).parent / "pages" / "listing" / "page.html"
ADDRESS = "https://harbour.example/events/"
TODAY = ("--today", "2026-03-01")
GOOD = """
from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.rows import link_at, read_rows, words_at


def fits(page: Page) -> bool:
    return page.url.startswith("https://harbour.example/")


def read(page: Page) -> list[Fact]:
    rows = [
        {"name": words_at(entry, "h2"), "link": link_at(entry, "a", page), "dates": words_at(entry, "h2 + p")}
        for entry in page.select("article")
    ]
    return list(read_rows(rows, page, "harbour"))
"""

Said = tuple[int, str, str]
Eventcal = Callable[..., Said]


@pytest.fixture
def eventcal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Eventcal:
    """Runs the command in a folder with a saved page: its status, stdout and stderr."""
    monkeypatch.chdir(tmp_path)
    Path("page.html").write_bytes(HARBOUR.read_bytes())

    def run(*args: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["eventcal", *args])
        status = main()
        out, err = capsys.readouterr()
        return status, out, err

    return run


def try_it(eventcal: Eventcal, code: str, *args: str) -> Said:
    Path("harbour.py").write_text(code)
    return eventcal("try", "harbour.py", *(args or ("page.html", "--url", ADDRESS)), *TODAY)


def test_an_adapter_is_tried_from_its_file(eventcal: Eventcal) -> None:
    status, out, err = try_it(eventcal, GOOD)
    found = json.loads(out)
    assert (status, err) == (0, f"eventcal: harbour.py fits {ADDRESS}\n")
    assert (found["url"], found["date"]) == (ADDRESS, "2026-03-01")
    assert [(event["name"], event["start"], event["url"]) for event in found["events"]][:2] == [
        ("Sail Camp", "2026-06-01", "https://harbour.example/sail-camp"),
        ("Anchor School", "2026-05-05", "https://harbour.example/anchor-school"),
    ]
    assert {path.name for path in Path().iterdir()} == {"harbour.py", "page.html"}


def test_people_see_the_events_and_the_words_they_rest_on(eventcal: Eventcal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eventcal.cli.trial.on_terminal", lambda: True)
    status, out, err = try_it(eventcal, GOOD)
    assert status == 0
    assert out.startswith("Sail Camp - 2026-06-01 to 2026-06-03\n    start: '1-3 June 2026' (harbour dates, ")
    assert err.endswith("eventcal: 4 events\n")


def test_a_page_that_it_does_not_fit_is_read_all_the_same(eventcal: Eventcal) -> None:
    status, out, err = try_it(eventcal, GOOD, "page.html")
    assert status == 0
    assert "harbour.py does not fit file:///" in err
    assert len(json.loads(out)["events"]) == 4


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("x = 1\ndef fits(page) return True\n", "harbour.py:2: SyntaxError: expected ':'"),
        ("import os\nimport nowhere\n", "harbour.py:2: ModuleNotFoundError: No module named 'nowhere'"),
        ("raise SystemExit\n", "harbour.py:1: SystemExit:"),
        ("def fits(page):\n    return True\n", "harbour.py:1: has no read(page); an adapter is a module with "),
        ("def fits(page): ...\ndef read(): ...\n", "harbour.py:2: read must be a function of the page alone"),
        ("fits = 3\ndef read(page): ...\n", "harbour.py:1: fits must be a function of the page alone"),
    ],
)
def test_a_file_that_is_no_adapter_ends_with_2_and_its_line(eventcal: Eventcal, code: str, message: str) -> None:
    status, out, err = try_it(eventcal, code)
    assert (status, out) == (2, "")
    assert err.startswith(f"eventcal: {message}")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"h2")', "5)", "harbour.py:13: AttributeError: "),
        ('"article"', '"div.event"', f"harbour.py:14: {ADDRESS}: nothing matches 'div.event'"),
        ("return list(", "return (", "harbour.py:11: read(page) gives a generator, not a list of facts"),
        ("return list(", "return [3] or (", "harbour.py:11: read(page) gives a list with int, not a list of facts"),
        (
            "return list(",
            "return [Fact('when', '1 May', '1 May', 'x', 'x', 1.0), Fact('name', 'A', 'A', 'x', 'x', 1.0)] or (",
            "harbour.py:11: its facts have values that their fields cannot have: AttributeError: ",
        ),
    ],
)
def test_a_mistake_in_reading_is_told_with_its_own_line(eventcal: Eventcal, old: str, new: str, message: str) -> None:
    status, out, _ = try_it(eventcal, GOOD.replace(old, new, 1))
    assert status == 1
    assert json.loads(out)["error"].startswith(message)


def test_a_mistake_in_fitting_is_told_with_its_own_line(eventcal: Eventcal) -> None:
    status, out, err = try_it(eventcal, GOOD.replace("page.url.", "page.address."))
    assert (status, out) == (1, "")
    assert "harbour.py:8: AttributeError: 'Page' object has no attribute 'address'" in err


def test_a_page_that_is_not_there_is_told(eventcal: Eventcal) -> None:
    status, out, err = try_it(eventcal, GOOD, "lost.html", "page.html")
    assert status == 1
    assert "lost.html: no such file" in err
    assert len(out.splitlines()) == 1


def test_a_file_with_classes_of_data_loads(eventcal: Eventcal) -> None:
    data = (
        "from __future__ import annotations\nfrom dataclasses import dataclass\n@dataclass\nclass Row:\n    name: str\n"
    )
    assert try_it(eventcal, data + GOOD)[0] == 0
