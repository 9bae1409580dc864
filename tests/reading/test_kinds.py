"""Whether a page is one event's, a list of events or none."""

from __future__ import annotations

import pytest
from webpages import survey

from eventcal.model import Fact
from eventcal.reading.pagereader import read_kind, read_whens
from eventcal.reading.statuses import read_statuses
from eventcal.reading.survey import Survey

ENTRIES = "".join(
    f'<li><a href="/{n}">{name}</a><p>{n + 3} {month} 2026, {city}</p></li>'
    for n, (name, month, city) in enumerate(
        [("Sail Camp", "May", "Bergen"), ("Anchor School", "June", "Oslo"), ("Rope Workshop", "July", "Malmö"),
         ("Harbour Meetup", "August", "Turku"), ("Tide Seminar", "September", "Aarhus"), ("Keel Forum", "October", "Riga")]
    )
)  # fmt: skip


def kind_of(here: Survey) -> Fact:
    return read_kind(here, list(read_whens(here)), list(read_statuses(here)))


@pytest.mark.parametrize(
    ("title", "url", "body", "kind"),
    [
        (
            "Fjord Days 2026",
            "https://fjord.example/2026/",
            "<h1>Fjord Days 2026</h1><p>13-15 October 2026, Bergen</p><p>Registration is open. Keynote speakers: to come.</p>",
            "event",
        ),
        (
            "12th International Workshop on Keels (KEEL 2026)",
            "https://keel.example/",
            "<h1>KEEL 2026</h1><h2>Rostock, 3 September 2026</h2><p>Call for papers</p><ul><li>Papers due: 1 May 2026</li></ul>",
            "event",
        ),
        ("Upcoming events", "https://harbour.example/events/", f"<h1>Upcoming events</h1><ul>{ENTRIES}</ul>", "listing"),
        ("Events calendar", "https://harbour.example/calendar", f"<h1>Calendar</h1><p>View all events</p><ul>{ENTRIES}</ul>", "listing"),
        (
            "Program committee",
            "https://fjord.example/committee",
            "<h1>Program committee</h1><ul><li>A. Holm, University of Turku</li><li>B. Vik, University of Bergen</li></ul>",
            "none",
        ),
        (
            "About us",
            "https://boats.example/about",
            "<h1>About us</h1><p>We have been building software for boats since 1998. Our team sits by the sea.</p>",
            "none",
        ),
    ],
)  # fmt: skip
def test_the_kind_of_a_page_is_told(title: str, url: str, body: str, kind: str) -> None:
    assert kind_of(survey(body, title=title, url=url)).value == kind


def test_the_chance_of_a_kind_is_its_score() -> None:
    assert 0.34 < kind_of(survey("<h1>Fjord Days 2026</h1><p>13-15 October 2026</p>")).score <= 1
