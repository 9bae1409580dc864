"""At what time an event of one day is: told from the times of its program, its deadlines and its neighbours."""

from __future__ import annotations

from datetime import date

import pytest
from webpages import survey

from eventcal.reading.whens import Candidate
from eventcal.reading.whens.hours import clock_of

DAY = date(2026, 10, 13)


def times(body: str) -> str | None:
    """Opening, closing and zone of the day's event, as "18:00-20:00 CET"; with "to" where the end has a time of its own."""
    here = survey(body)
    found = [mention for mention in here.mentions if mention.span == (DAY, DAY)]
    clock, last = clock_of(Candidate((DAY, DAY), found), here)
    if clock is None:
        return None
    closes = f"-{clock.closes:%H:%M}" if clock.closes else ""
    ends = f" to {last.opens:%H:%M}" if last else ""
    return f"{clock.opens:%H:%M}{closes}{ends}{f' {clock.zone}' if clock.zone else ''}"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>13 October 2026, 18:00-20:00</p>", "18:00-20:00"),
        ("<p>13 October 2026, 6 pm</p>", "18:00"),
        ("<p>13 October 2026</p><p>18:00 - 20:00</p>", "18:00-20:00"),
        ("<p>13 October 2026</p><p>Doors open at 18:00</p>", "18:00"),
        ("<p>13 October 2026</p><p>18:00</p><p>The mill</p>", "18:00"),
        ("<p>13 October 2026</p><p>Bergen</p><p>The mill</p><p>18:00-20:00 CET</p>", "18:00-20:00 CET"),
        ("<p>Time: 18:00</p><p>Place: the mill</p><p>Date: 13 October 2026</p>", "18:00"),
        ("<p>13 October 2026</p><h2>When</h2><p>x</p><p>y</p><p>z</p><p>Uhrzeit: 18:00 - 20:00</p>", "18:00-20:00"),
        ("<p>13 October 2026, 18:00</p><p>13 October 2026, 18:00 CET</p>", "18:00 CET"),
        ("<p>October 13, 2026 @ 6:00 pm - October 13, 2026 @ 8:00 pm</p>", "18:00 to 20:00"),
    ],
)
def test_the_time_stands_beside_the_day_or_in_the_lines_behind_it_or_has_a_label(body: str, expected: str) -> None:
    assert times(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "<p>13 October 2026</p>",
        "<p>13 October 2026</p><p>9:00 Hulls</p><p>10:00 Sails</p><p>11:00 Ropes</p>",
        "<p>13 October 2026</p><p>14 October 2026</p><p>18:00</p>",
        "<p>13 October 2026</p><p>a</p><p>b</p><p>c</p><p>d</p><p>18:00</p>",
        "<p>13 October 2026</p><p>The harbour has been open since the morning of that day, 18:00 and later too</p>",
        "<nav><p>13 October 2026</p><p>18:00</p></nav>",
        "<p>13 October 2026</p><p>3 hours, 40 places</p>",
    ],
    ids=["none", "program", "another day's", "far away", "in a sentence", "in the navigation", "a length"],
)
def test_other_times_are_not_the_events(body: str) -> None:
    assert times(body) is None
