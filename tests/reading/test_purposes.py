"""What the words beside a date say that it is for."""

from __future__ import annotations

import pytest
from webpages import survey

from eventcal.reading.whens.purposes import Purposes


def purpose(body: str, day: int = 13) -> str | None:
    """What the date of that day of a month is for."""
    here = survey(body)
    mention = next(m for m in here.mentions if m.span[0].day == day)
    return Purposes(here).of(mention)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Paper submission: 13 May 2026</p>", "paper"),
        ("<p>13 May 2026: paper submission</p>", "paper"),
        ("<p>Notification: 12 May 2026, camera-ready: 13 May 2026</p>", "camera-ready"),
        ("<p>Paper submission:<br>13 May 2026</p>", "paper"),
        ("<dl><dt>Paper submission</dt><dd>13 May 2026</dd></dl>", "paper"),
        ("<p>Paper submission:</p><p>13 May 2026</p>", "paper"),
        ("<table><tr><td>Paper submission</td><td>13 May 2026</td></tr></table>", "paper"),
        ("<table><tr><td>13 May 2026</td><td>Paper submission</td></tr></table>", "paper"),
        ("<p>Registration opens: 13 May 2026</p>", "opening"),
        ("<p>Last updated: 13 May 2026</p>", "updated"),
        ("<p>Tickets are refunded in full until 13 May 2026</p>", "other_dates"),
        ("<p>The cut-off date for the group rate is 13 May 2026</p>", "other_dates"),
        ("<p>Fjord Days, 13 May 2026, Bergen</p>", None),
        ("<p>Paper submission is closed.</p><p>13 May 2026</p>", None),
        ("<table><tr><td>Paper submission</td><td>12 May 2026</td></tr><tr><td>x</td><td>13 May 2026</td></tr></table>", None),
    ],
)  # fmt: skip
def test_the_label_stands_before_the_date_behind_it_or_beside_its_block(body: str, expected: str | None) -> None:
    assert purpose(body) == expected
