"""The newsletter's sections, in the editor's form to the letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import SETTINGS, TODAY, days, record
from markdown_it import MarkdownIt

from eventcal.errors import UsageError
from eventcal.exporters.newsletter import markdown
from eventcal.exporters.selection import Item, Reason, Selection
from eventcal.model import Cost, Deadline, DeadlineKind, NewsletterSettings, Place, Record, Session, Settings, When
from eventcal.printed import Section

FREE = Cost(True, 0, 0, None, "free of charge")
HEADING = "## Events: Conferences, Training\n"


def due(kind: DeadlineKind, day: str, text: str = "words", was: tuple[date, ...] = ()) -> Deadline:
    return Deadline(kind, date.fromisoformat(day), text, was=was)


def shown(*items: Item, settings: Settings = SETTINGS, today: date = TODAY, notes: bool = False, **more: Any) -> str:
    events = tuple(item for item in items if item.section == "events")
    calls = tuple(item for item in items if item.section == "calls")
    return markdown(Selection(events, calls, **more), settings, today, notes=notes)


def line(
    made: Record, today: date = TODAY, section: Section = "events", form: NewsletterSettings | None = None, **said: Any
) -> str:
    settings = replace(SETTINGS, newsletter=form or NewsletterSettings())
    text = shown(Item(made, section, **said), settings=settings, today=today)
    (found,) = (line for line in text.split("\n") if line.startswith("["))
    return found


def tail(made: Record, **how: Any) -> str:
    return line(made, **how).partition(") - ")[2]


def test_the_sections_have_the_editor_s_form() -> None:
    call = record("Call", uid="c", when=days("2027-05-01"), deadlines=(due("paper", "2026-11-29"),))
    sails = record(
        "27th Meeting on Sails (Sails ’26)",
        uid="b",
        when=days("2026-10-30", "2026-11-03"),
        mode="online",
        place=Place(text="Online"),
        cost=Cost(False, 230, 230, "EUR", "230€"),
    )
    talks = record(
        uid="a", mode="online", cost=FREE, description="A meeting of those who sail. It has talks.\nAnd more."
    )
    assert shown(Item(talks, "events"), Item(replace(sails, blurb="*Mine*."), "events"), Item(call, "calls")) == (
        "## Calls for Submissions\n"
        "\n"
        "[Call](https://fjord.example/2026) - 1 May, Papers due 29 Nov\n"
        "\n"
        "----------\n"
        "\n"
        "## Events: Conferences, Training\n"
        "\n"
        "[Fjord Days 2026](https://fjord.example/2026) - 13-15 Oct, Virtual, Free\n"
        "\n"
        "> A meeting of those who sail.\n"
        "\n"
        "----------\n"
        "\n"
        "[27th Meeting on Sails (Sails ’26)](https://fjord.example/2026) - 30 Oct - 3 Nov, Online, 230€\n"
        "\n"
        "\\*Mine\\*.\n"
        "\n"
        "----------\n"
    )


def test_without_events_the_heading_stands_alone() -> None:
    assert shown() == HEADING


NEW_YORK = ZoneInfo("America/New_York")
SESSIONS = tuple(Session(date(2026, 10, day), date(2026, 10, day)) for day in (16, 23, 30))
TALKS = tuple(
    Session(datetime(2026, 10, day, hour, tzinfo=UTC), datetime(2026, 10, day, hour + 3, tzinfo=UTC))
    for day, hour in ((28, 8), (30, 15))
)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "13-15 Oct"),
        ({"when": days("2026-12-01")}, "1 Dec"),
        ({"when": days("2027-10-13", "2027-10-15")}, "13-15 Oct 2027"),
        ({"when": days("2026-12-30", "2027-01-02")}, "30 Dec - 2 Jan"),
        ({"when": When(date(2026, 10, 16), date(2026, 10, 30), None, SESSIONS)}, "16, 23, 30 Oct"),
        ({"when": When(date(2026, 10, 5), None)}, "From 5 Oct"),
        (
            {"when": When(datetime(2026, 10, 23, 15, tzinfo=NEW_YORK), datetime(2026, 10, 23, 16, 15, tzinfo=NEW_YORK), "America/New_York")},
            "23 Oct, 3pm-4:15pm EDT",
        ),
        ({"when": When(datetime(2026, 10, 23, 23, 30, tzinfo=UTC), None, "Asia/Tokyo")}, "24 Oct, 8:30am JST"),
        ({"when": When(datetime(2026, 10, 23, 9, tzinfo=timezone(timedelta(hours=-7))), None, "PT")}, "23 Oct, 9am PT"),
        ({"when": When(TALKS[0].start, TALKS[1].end, "UTC", TALKS)}, "28 Oct, 8am-11am UTC, 30 Oct, 3pm-6pm UTC"),
        ({"place": Place("Boathouse", "Bergen", "Norway"), "mode": "in-person"}, "13-15 Oct, Bergen"),
        ({"place": Place(country="United Kingdom")}, "13-15 Oct, UK"),
        ({"mode": "in-person"}, "13-15 Oct, In person"),
        ({"place": Place(city="Bergen"), "mode": "hybrid", "cost": FREE}, "13-15 Oct, Bergen and Virtual, Free"),
        ({"place": Place(city="St. John's [NL]")}, r"13-15 Oct, St. John's \[NL\]"),
        ({"cost": Cost(False, 85, 140, "USD", "$85 to $140")}, "13-15 Oct, $85-$140"),
        ({"cost": Cost(False, 149, 199, "USD", "$149-$199 USD")}, "13-15 Oct, $149-$199 USD"),
        ({"cost": Cost(False, 350, 990, "GBP", "£350 to £990")}, "13-15 Oct, £350-990"),
        ({"status": "cancelled", "mode": "online"}, "13-15 Oct, Virtual, cancelled"),
    ],
)  # fmt: skip
def test_the_tail_tells_what_is_known_in_order(fields: dict[str, Any], expected: str) -> None:
    assert tail(record(**fields)) == expected


def test_a_city_that_few_know_is_told_with_its_country() -> None:
    made = record(place=Place(city="Taormina", country="Italy"))
    assert [tail(made, with_country=told) for told in (False, True)] == [
        "13-15 Oct, Taormina",
        "13-15 Oct, Taormina, Italy",
    ]


def test_deadlines_for_attendees_are_told_while_they_last_the_next_of_each_kind() -> None:
    dues: list[tuple[DeadlineKind, str]] = [
        ("registration", "2026-10-10"),
        ("application", "2026-10-05"),
        ("application", "2026-10-01"),
        ("application", "2026-09-30"),
        ("paper", "2026-10-06"),
        ("early-bird", "2026-10-06"),
    ]
    made = record(deadlines=tuple(due(kind, day) for kind, day in dues))
    assert tail(made) == "13-15 Oct, Applications due 1 Oct, Registration due 10 Oct"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"when": days("2027-05-29", "2027-06-02"), "place": Place(city="Hamburg"), "deadlines": (due("paper", "2026-11-29"),)},
         "29 May - 2 June, Hamburg, Papers due 29 Nov"),
        ({"mode": "online", "deadlines": (due("abstract", "2026-10-10"),)}, "13-15 Oct, Virtual, Abstracts due 10 Oct"),
        ({"deadlines": (due("poster", "2027-03-10"), due("paper", "2027-01-31"))}, "13-15 Oct, Papers due 31 Jan, posters due 10 March"),
        ({"when": None, "deadlines": (due("application", "2027-01-10"),)}, "Applications due 10 Jan"),
        ({"when": None, "deadlines": (due("paper", "2026-10-25", "Full papers: 25 October"), due("paper", "2026-11-06", "Short papers 6 Nov"))},
         "Full papers due 25 Oct, short papers due 6 Nov"),
        ({"when": None, "deadlines": (due("proposal", "2026-10-25", "Tutorial proposals due"),)}, "Proposals due 25 Oct"),
    ],
)  # fmt: skip
def test_a_call_is_written_as_the_editor_writes_it(fields: dict[str, Any], expected: str) -> None:
    assert tail(record(**fields), section="calls") == expected


# What is new


def test_the_reader_is_told_what_has_changed() -> None:
    assert tail(record(), was=days("2026-10-03", "2026-10-05")) == "13-15 Oct (was 3-5 Oct)"
    made = record(when=None, deadlines=(due("paper", "2026-10-25"),))
    late = {"section": "calls", "extended": {"paper": date(2026, 10, 11)}}
    assert tail(made, **late) == "Papers due 25 Oct (extended, was 11 Oct)"
    assert (
        tail(made, **late, marks=("extended", "last chance")) == "Papers due 25 Oct (extended, was 11 Oct, last chance)"
    )
    registration = record(deadlines=(due("registration", "2026-10-10"),))
    assert tail(registration, marks=("reminder",)) == "13-15 Oct, Registration due 10 Oct (reminder)"


def test_the_editor_is_told_why_above_the_sections() -> None:
    item = Item(
        record("Nets --> {{ x }}"), "events", ("new",), reasons=(Reason(2, "topic: HPC"), Reason(-0.5, "in 3 days"))
    )
    text = shown(item, notes=True, more_events=3, doubtful=("Sails (a): city",))
    comment, _, rest = text.partition("-->\n\n")
    assert rest.startswith(HEADING)
    assert comment == (
        "<!--\n"
        "Why these events:\n"
        "- 1.5 Nets - -› { { x }} [new] a@eventc: +2.0 topic: HPC; -0.5 in 3 days\n"
        "Not chosen: 3 more events, 0 more calls; `eventcal edit ID pin=true` puts one in.\n"
        "Doubtful, and so not printed:\n"
        "- Sails (a): city\n"
    )


def test_one_line_leads_to_all_the_rest() -> None:
    at = replace(SETTINGS, site=replace(SETTINGS.site, url="https://fjord.example/cal/"))
    assert shown(settings=at, more_events=12, more_calls=1).endswith(
        "\n12 more events and 1 more call are in [the calendar](https://fjord.example/cal/).\n"
    )
    assert shown(settings=at, more_calls=1).endswith(
        "\n1 more call is in [the calendar](https://fjord.example/cal/).\n"
    )
    assert shown(settings=at) == shown(more_events=2) == HEADING


# Two links

SHOP = "https://www.eventbrite.co.uk/e/knots-1"


@pytest.mark.parametrize(
    ("name", "url", "pages", "heading"),
    [
        ("Knot Workshop 2026 (KW26)", SHOP, ("https://kw.example/",), f"[Knot Workshop 2026]({SHOP}) [(KW26)](https://kw.example/)"),
        ("Knot Workshop 2026 (KW26)", "https://kw.example/", (SHOP,), f"[Knot Workshop 2026]({SHOP}) [(KW26)](https://kw.example/)"),
        ("Knot Workshop 2026", SHOP, ("https://kw.example/",), f"[Knot Workshop 2026]({SHOP})"),
        ("Knot Workshop (KW26)", SHOP, ("https://lu.ma/knots",), f"[Knot Workshop (KW26)]({SHOP})"),
        ("Knot Workshop (KW26)", "https://kw.example/", ("https://kw.example/program",), "[Knot Workshop (KW26)](https://kw.example/)"),
        ("Knot Workshop (KW26)", SHOP, ("/srv/pages/kw.html",), f"[Knot Workshop (KW26)]({SHOP})"),
    ],
)  # fmt: skip
def test_the_ticket_page_and_the_own_site_have_a_link_each(
    name: str, url: str, pages: tuple[str, ...], heading: str
) -> None:
    assert line(replace(record(name, url=url), pages=pages)) == f"{heading} - 13-15 Oct"


# The form


def test_dates_can_be_written_month_first_with_other_names() -> None:
    names = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    form = NewsletterSettings(dates="month-first", months=names)
    spans = [
        ("2026-10-13", "2026-10-15"),
        ("2026-10-30", "2026-11-03"),
        ("2027-06-02", "2027-06-02"),
        ("2027-12-30", "2028-01-02"),
    ]
    told = [tail(record(when=days(*span)), form=form) for span in spans]
    assert told == ["Oct 13-15", "Oct 30 - Nov 3", "Jun 2", "Dec 30, 2027 - Jan 2, 2028"]
    made = record(when=None, deadlines=(due("paper", "2027-03-10"),))
    assert tail(made, section="calls", form=form) == "Papers due Mar 10"


def test_a_template_changes_the_form(tmp_path: Path) -> None:
    path = tmp_path / "own.md"
    path.write_text(
        "{% for e in events %}* {{ e.when }}: {{ e.heading }} ({{ e.where }}; {{ e.marks|join }}){{ e.due }}\n{% endfor %}"
    )
    settings = replace(SETTINGS, newsletter=NewsletterSettings(template=path))
    item = Item(record(mode="online"), "events", ("new",))
    assert (
        shown(item, settings=settings)
        == "* 13-15 Oct: [Fjord Days 2026](https://fjord.example/2026) (Virtual; new)()\n"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{% for e in events %}\n{{ e.heading }", r"own.md:2: "),
        ("{{ nothing }}", "own.md: 'nothing' is undefined"),
        ("{{ today + 1 }}", "own.md: unsupported operand"),
        (None, "own.md: the template cannot be read: No such file"),
    ],
)
def test_a_template_that_cannot_be_used_is_named(tmp_path: Path, text: str | None, message: str) -> None:
    path = tmp_path / "own.md"
    if text is not None:
        path.write_text(text)
    with pytest.raises(UsageError, match=message):
        shown(settings=replace(SETTINGS, newsletter=NewsletterSettings(template=path)))


# Text of pages


def test_no_text_of_a_page_makes_a_heading_a_link_or_a_rule() -> None:
    hostile = "# Not a heading but a sentence about ![](http://evil.example/t.png) {{ 7*7 }} <b>."
    made = record("](http://evil.example) [x", description=hostile.replace("http://evil.example/t.png", "evil"))
    html = MarkdownIt("commonmark").render(shown(Item(made, "events")))
    assert html == (
        "<h2>Events: Conferences, Training</h2>\n"
        '<p><a href="https://fjord.example/2026">](http://evil.example) [x</a> - 13-15 Oct</p>\n'
        "<blockquote>\n"
        "<p># Not a heading but a sentence about ![](evil) {{ 7*7 }} &lt;b&gt;.</p>\n"
        "</blockquote>\n"
        "<hr />\n"
    )


@given(
    st.text(alphabet="a []()*_`|<>{}%#&!~\\-.1é", min_size=1, max_size=30).filter(
        lambda text: text.strip() == text and "  " not in text
    )
)
def test_a_name_renders_to_exactly_itself(name: str) -> None:
    text = shown(Item(record(f"A{name}z"), "events"))
    tokens = MarkdownIt("commonmark").parse(text)
    found = [child.content for token in tokens if token.type == "inline" for child in token.children or ()]
    assert "".join(found[1:]) == f"A{name}z - 13-15 Oct"
