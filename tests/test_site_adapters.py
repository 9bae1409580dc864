"""Adapters for one site: drafted from a page, and tried from their file before they are installed anywhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from eventcal.adapters import html
from eventcal.choose import choose
from eventcal.cli import main
from eventcal.cli.draft import _name
from eventcal.drafts import draft
from eventcal.page import Page
from eventcal.trial import load

FOLDERS = sorted(path.parent for path in (Path(__file__).parent / "pages").glob("*/page.html"))
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


def test_the_adapter_in_the_readme_works(eventcal: Eventcal) -> None:
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    code = readme.split("```python\n")[1].split("```")[0]
    events = json.loads(try_it(eventcal, code)[1])["events"]
    assert [(event["name"], event["city"], event["mode"]) for event in events] == [
        ("Sail Camp", "Bergen", "in-person"),
        ("Anchor School", None, "online"),
        ("Rope Workshop", "Turku", "in-person"),
        ("Tide Seminar", None, "online"),
    ]


# Drafts.


def page_in(folder: Path) -> Page:
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return Page(expected["url"], (folder / "page.html").read_bytes(), date.fromisoformat(expected["day"]))


@pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])
def test_a_draft_runs_and_reads_the_events_of_its_page(folder: Path, tmp_path: Path) -> None:
    page = page_in(folder)
    drafted = draft(page, "site.example")
    path = tmp_path / "site_example.py"
    path.write_text(drafted.code, encoding="utf-8")
    events = choose(html.read(page), page)
    trial = load(path)
    assert trial.fits(page)
    if events:
        _, read = trial.understand(page)
        assert [(event.name, event.when, event.place) for event in read] == [
            (event.name, event.when, event.place) for event in drafted.events
        ]
        assert {event.when and event.when.first_day for event in read} == {e.when and e.when.first_day for e in events}


def test_the_draft_for_a_list_reads_its_elements(eventcal: Eventcal) -> None:
    status, out, err = eventcal("new-adapter", "page.html", "--url", ADDRESS, *TODAY)
    first, *steps = out.splitlines()
    assert (status, err) == (0, "")
    assert first == "wrote harbour_example.py and tests/pages/harbour-example/: 4 events"
    assert [step[:3] for step in steps] == ["1. ", "2. ", "3. "]
    code = Path("harbour_example.py").read_text()
    assert 'for entry in page.select("article")' in code
    assert len(code.splitlines()) <= 30
    tried = json.loads(eventcal("try", "harbour_example.py", "page.html", "--url", ADDRESS, *TODAY)[1])
    expected = json.loads(Path("tests/pages/harbour-example/expected.json").read_text())
    assert (expected["url"], expected["day"]) == (ADDRESS, "2026-03-01")
    assert [event["name"] for event in expected["events"]] == [
        "Sail Camp", "Anchor School", "Rope Workshop", "Tide Seminar",
    ]  # fmt: skip
    assert expected["events"] == [
        {name: event[name] for name in known} for event, known in zip(tried["events"], expected["events"], strict=True)
    ]


def test_a_draft_for_a_page_in_which_nothing_is_found_says_where_to_go_on(eventcal: Eventcal) -> None:
    Path("page.html").write_text("<html><title>Events</title><body><div>See our events!</div></body></html>")
    assert "0 events" in eventcal("new-adapter", "page.html", "--url", ADDRESS, *TODAY)[1]
    _, out, _ = eventcal("try", "harbour_example.py", "page.html", "--url", ADDRESS)
    assert json.loads(out)["error"].endswith(f"{ADDRESS}: nothing matches 'article'")


def test_nothing_is_overwritten_by_a_draft(eventcal: Eventcal) -> None:
    Path("drafts/tests/pages/harbour-example").mkdir(parents=True)
    Path("drafts/tests/pages/harbour-example/expected.json").write_text("mine")
    status, _, err = eventcal("new-adapter", "page.html", "--url", ADDRESS, "--dir", "drafts")
    assert (status, "already there; left as it is" in err) == (2, True)
    assert [path.name for path in Path("drafts").rglob("*") if path.is_file()] == ["expected.json"]


def test_a_page_without_an_address_is_not_drafted_for(eventcal: Eventcal) -> None:
    status, _, err = eventcal("new-adapter", "page.html")
    assert status == 2
    assert "give it with --url" in err


@pytest.mark.parametrize("path", ['"""+quit()+"""', "a\\", "a\nquit()", "é'\"\u202e"])
def test_an_address_is_never_code(path: str, tmp_path: Path) -> None:
    drafted = draft(Page(f"https://harbour.example/{path}", HARBOUR.read_bytes(), date(2026, 3, 1)), "harbour.example")
    (tmp_path / "site.py").write_text(drafted.code, encoding="utf-8")
    assert load(tmp_path / "site.py").fits(Page(f"https://harbour.example/{path}", b"", date(2026, 3, 1)))


def test_a_host_that_is_more_than_a_name_is_refused(eventcal: Eventcal) -> None:
    assert eventcal("new-adapter", "page.html", "--url", 'https://a"""+quit()+"""b/')[0] == 2


def test_a_calendar_is_not_drafted_for(eventcal: Eventcal) -> None:
    Path("all.ics").write_text("BEGIN:VCALENDAR\nEND:VCALENDAR\n")
    status, _, err = eventcal("new-adapter", "all.ics", "--url", "https://harbour.example/all.ics")
    assert status == 1
    assert "no web page" in err


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("harbour.example", "harbour_example"),
        ("2027.fjord-days.example", "site_2027_fjord_days_example"),
        ("confs.tech", "confs_tech_site"),
        ("xn--hfen-loa.example", "xn_hfen_loa_example"),
    ],
)
def test_a_module_has_the_name_of_the_host(host: str, name: str) -> None:
    assert _name(host) == name
