"""The editor's Friday: sections printed, remembered, and learned from past issues."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from eventcal.cli import main

Said = tuple[int, str, str]
Eventcal = Callable[..., Said]

SOURCES = """\
site: {title: Harbour, url: "https://harbour.example/"}
interests: [HPC]
sources:
  - url: days.csv
    adapter: table
"""
EVENTS = [
    ("Fjord HPC Days 2027", "2027-05-10", "2027-05-12", "https://fjord.example/"),
    ("Knot Day 2027", "2027-05-20", "2027-05-20", "https://knots.example/"),
]
ISSUE = """\
---
title: Harbour Letter
date: 2027-03-26
---

## Events: Conferences, Training

[Knot Day](https://knots.example/) - 20 May, Bergen, Free

Knots.

----------
"""


def pages(events: list[tuple[str, str, str, str]], **deadline: str) -> None:
    """A page with an event each, and the settings that name them."""
    text = SOURCES.split("sources:")[0] + "sources:\n"
    for number, (name, first, last, url) in enumerate(events):
        event = {
            "@context": "https://schema.org",
            "@type": "Event",
            "name": name,
            "startDate": first,
            "endDate": last,
            "url": url,
        }
        status = deadline.get("status")
        if status and number == 0:
            event["eventStatus"] = f"https://schema.org/{status}"
        Path(f"{number}.html").write_text(
            f'<title>{name}</title><link rel="canonical" href="{url}"><script type="application/ld+json">{json.dumps(event)}</script>'
            f"<h1>{name}</h1>",
            encoding="utf-8",
        )
        text += f"  - url: {number}.html\n"
    Path("sources.yaml").write_text(text, encoding="utf-8")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Eventcal:
    monkeypatch.chdir(tmp_path)

    def run(*args: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["eventcal", *args])
        status = main()
        out, err = capsys.readouterr()
        return status, out, err

    pages(EVENTS)
    assert run("refresh", "-q", "--today", "2027-04-02")[0] == 0
    return run


def lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.startswith("[")]


BOTH = [
    "[Fjord HPC Days 2027](https://fjord.example/) - 10-12 May",
    "[Knot Day 2027](https://knots.example/) - 20 May",
]


def test_an_issue_is_printed_marked_and_never_repeated(desk: Eventcal) -> None:
    status, out, _ = desk("newsletter", "--date", "2027-04-02", "--mark", "87")
    assert (status, lines(out)) == (0, BOTH)
    assert lines(desk("newsletter", "--date", "2027-04-09")[1]) == []
    assert lines(desk("newsletter", "--date", "2027-04-09", "--issue", "#87")[1]) == BOTH
    again = desk("newsletter", "--date", "2027-04-02", "--mark", "087")[1]
    assert again == out
    assert desk("newsletter", "--mark", "")[:2] == (2, "")


def remembered(desk: Eventcal, *options: str) -> list[str]:
    """The names, as marked."""
    status, out, err = desk("newsletter", "--mark", "87", *options)
    assert status == 0, err
    return [name for name, _, _, _ in EVENTS if f"[{name}]" in out]


def test_what_was_shown_last_is_what_is_remembered(desk: Eventcal) -> None:
    """Not what would be shown now, without the options of the time, or after a refresh that has brought more."""
    shown = desk("newsletter", "--date", "2027-04-02", "--limit", "1")[1]
    assert remembered(desk) == ["Fjord HPC Days 2027"]
    desk("newsletter", "--date", "2027-04-02", "--issue", "87")
    assert remembered(desk) == ["Fjord HPC Days 2027", "Knot Day 2027"]
    draft = shown.split("newsletter -d ")[1].split()[0]
    assert remembered(desk, "--draft", draft) == ["Fjord HPC Days 2027"]
    pages([*EVENTS, ("HPC Ropes 2027", "2027-05-11", "2027-05-11", "https://ropes.example/")])
    desk("refresh", "--today", "2027-04-09")
    assert remembered(desk, "--draft", draft) == ["Fjord HPC Days 2027"]
    left = desk("newsletter", "--date", "2027-04-09")[1]
    assert [line.split("]")[0] for line in lines(left)] == ["[HPC Ropes 2027", "[Knot Day 2027"]


def test_a_draft_is_named_beside_mark_alone(desk: Eventcal) -> None:
    for args in [("--draft", "3fa9c1"), ("--draft", "3fa9c1", "--mark", "87", "--limit", "2")]:
        status, out, err = desk("newsletter", *args)
        assert (status, out, "--draft 3fa9c1 --mark 87" in err) == (2, "", True)
    status, out, err = desk("newsletter", "--mark", "87", "--draft", "beef00")
    assert (status, out, "no draft beef00 is kept" in err) == (2, "", True)


def test_the_page_names_its_draft(desk: Eventcal) -> None:
    page = Path("output/newsletter.html").read_text()
    draft = page.split("newsletter -d ")[1].split()[0]
    desk("newsletter", "--date", "2027-04-02", "--limit", "1")
    assert remembered(desk, "-d", draft) == [name for name, *_ in EVENTS]


def test_an_issue_of_ours_that_is_imported_repeats_nothing(desk: Eventcal) -> None:
    """What it told of earlier issues, and what is off, is understood; and 0088 is 88."""
    desk("newsletter", "--date", "2027-04-02", "--mark", "87")
    pages(
        [("Fjord HPC Days 2027", "2027-05-17", "2027-05-19", "https://fjord.example/"), EVENTS[1]],
        status="EventCancelled",
    )
    desk("refresh", "--force", "--today", "2027-04-08")
    out = desk("newsletter", "--date", "2027-04-09", "--mark", "88")[1]
    assert "cancelled" in out
    Path("0088.md").write_text(f"---\ntitle: Ours\ndate: 2027-04-09\n---\n\n{out}", encoding="utf-8")
    assert desk("newsletter", "import", "0088.md") == (0, "", "1 issue, 1 entry remembered\n")
    assert lines(desk("newsletter", "--date", "2027-04-16")[1]) == []


def test_a_template_that_cannot_be_used_keeps_no_calendar_from_being_written(desk: Eventcal) -> None:
    settings = Path("sources.yaml").read_text(encoding="utf-8")
    Path("sources.yaml").write_text(f"{settings}newsletter: {{template: none.md}}\n", encoding="utf-8")
    status, _, err = desk("refresh", "--force", "--today", "2027-04-03")
    assert (status, "the newsletter is not written" in err) == (1, True)
    assert '"run": "2027-04-03' in Path("output/status.json").read_text()


def test_the_files_know_what_was_printed(desk: Eventcal) -> None:
    assert lines(Path("output/events.md").read_text()) == BOTH
    desk("newsletter", "--date", "2027-04-02", "--mark", "87")
    desk("refresh", "--today", "2027-04-09")
    assert lines(Path("output/events.md").read_text()) == []


def test_the_reader_is_told_what_became_of_what_was_printed(desk: Eventcal) -> None:
    desk("newsletter", "--date", "2027-04-02", "--mark", "87")
    pages([("Fjord HPC Days 2027", "2027-05-17", "2027-05-19", "https://fjord.example/"), EVENTS[1]])
    desk("refresh", "--force", "--today", "2027-04-08")
    out = desk("newsletter", "--date", "2027-04-09", "--mark", "88")[1]
    assert lines(out) == ["[Fjord HPC Days 2027](https://fjord.example/) - 17-19 May (was 10-12 May)"]
    assert "[changed]" in out
    pages(
        [("Fjord HPC Days 2027", "2027-05-17", "2027-05-19", "https://fjord.example/"), EVENTS[1]],
        status="EventCancelled",
    )
    desk("refresh", "--force", "--today", "2027-04-15")
    out = desk("newsletter", "--date", "2027-04-16", "--mark", "89")[1]
    assert lines(out) == ["[Fjord HPC Days 2027](https://fjord.example/) - 17-19 May, cancelled"]
    assert lines(desk("newsletter", "--date", "2027-04-23")[1]) == []


def test_past_issues_are_learned(desk: Eventcal) -> None:
    Path("0086.md").write_text(ISSUE, encoding="utf-8")
    assert desk("newsletter", "import", "0086.md") == (0, "", "1 issue, 1 entry remembered\n")
    assert lines(desk("newsletter", "--date", "2027-04-02")[1]) == BOTH[:1]
    Path("0086.md").write_text(ISSUE.partition("[Knot")[0], encoding="utf-8")
    said = desk("newsletter", "import", "0086.md")[2]
    assert said.startswith(
        "eventcal: 0086.md: no entry of an event or a call was found; what was known of that issue stays\n"
    )
    assert lines(desk("newsletter", "--date", "2027-04-02")[1]) == BOTH[:1]


def test_what_an_issue_holds_is_printed_as_json_and_not_remembered(desk: Eventcal) -> None:
    Path("0086.md").write_text(ISSUE, encoding="utf-8")
    status, out, _ = desk("newsletter", "import", "0086.md", "--json")
    assert (status, json.loads(out)) == (
        0,
        {
            "issue": "0086",
            "section": "events",
            "name": "Knot Day",
            "url": "https://knots.example/",
            "start": "2027-05-20",
            "end": "2027-05-20",
            "mode": "in-person",
            "city": "Bergen",
            "cost": {"free": True, "min": 0, "max": 0, "currency": None, "text": "Free", "tiers": []},
            "deadlines": [],
            "words": "[Knot Day](https://knots.example/) - 20 May, Bergen, Free",
        },
    )
    assert lines(desk("newsletter", "--date", "2027-04-02")[1]) == BOTH


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            b"## Events\n",
            "eventcal: 0086.md: no date; an issue begins with front matter: ---, title: …, date: 2021-08-06, ---\n",
        ),
        (b"---\ndate: 2027-03-26\n---\n\xff", "eventcal: 0086.md: cannot be read: not UTF-8\n"),
    ],
)
def test_nothing_is_remembered_where_one_file_is_no_issue(desk: Eventcal, text: bytes, message: str) -> None:
    Path("0085.md").write_text(ISSUE, encoding="utf-8")
    Path("0086.md").write_bytes(text)
    assert desk("newsletter", "import", "0085.md", "0086.md") == (2, "", message)
    assert lines(desk("newsletter", "--date", "2027-04-02")[1]) == BOTH


def test_the_sections_come_in_three_formats(desk: Eventcal) -> None:
    html, text = (desk("newsletter", "--date", "2027-04-02", "--format", form)[1] for form in ("html", "text"))
    assert html.startswith('<h2 style="')
    assert '<a href="https://fjord.example/" style="' in html
    assert text.startswith("Events: Conferences, Training\n====")
    assert "Fjord HPC Days 2027 - 10-12 May\nhttps://fjord.example/\n" in text
    assert Path("output/newsletter.txt").read_text() == text


def test_the_settings_change_form_and_choice(desk: Eventcal) -> None:
    Path("own.md").write_text(
        "{% for e in events %}\n[{{ e.names[0] }}] {{ e.when }}\n{% endfor %}\n{{ more }}", encoding="utf-8"
    )
    settings = Path("sources.yaml").read_text(encoding="utf-8")
    Path("sources.yaml").write_text(
        settings + "newsletter: {events: 1, dates: month-first, template: own.md, weights: {topic: 3}}\n",
        encoding="utf-8",
    )
    assert desk("newsletter", "--date", "2027-04-02")[1] == (
        "[Fjord HPC Days 2027] May 10-12\n1 more event is in [the calendar](https://harbour.example/).\n"
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("newsletter: {dates: us}", "newsletter.dates: found 'us', allowed: day-first or month-first"),
        ("newsletter: {months: [Jan]}", "newsletter.months:"),
        ("newsletter: {weights: {topics: 1}}", "newsletter.weights:"),
        ("newsletter: {events: -1}", "newsletter.events: found '-1', allowed: a whole number from 0 to 1000"),
        ("newsletter: {weights: {near: abc}}", "allowed: a number from -100 to 100"),
        ("newsletter: {template: none.md}", "none.md: the template cannot be read: No such file or directory"),
        (
            "newsletter: {template: bad.md}",
            "bad.md: 'eventcal.exporters.newsletter.Entry object' has no attribute 'days'",
        ),
    ],
)
@pytest.mark.parametrize("command", [("newsletter", "--date", "2027-04-02"), ("check",)])
def test_a_mistake_in_the_settings_is_named(desk: Eventcal, command: tuple[str, ...], line: str, message: str) -> None:
    Path("bad.md").write_text("{% for entry in events %}{{ entry.days }}{% endfor %}", encoding="utf-8")
    settings = Path("sources.yaml").read_text(encoding="utf-8")
    Path("sources.yaml").write_text(f"{settings}{line}\n", encoding="utf-8")
    status, out, err = desk(*command)
    assert (status, out) == (2, "")
    assert message in err
