"""When the page's event is, among all the dates of its page."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from webpages import best, survey

from eventcal.model import DOUBT, When
from eventcal.reading.pagereader import read_whens

OCTOBER = When(date(2026, 10, 13), date(2026, 10, 15))


def when_of(body: str, **about: str) -> When | None:
    """The likeliest days; None where they are not sure enough to be told."""
    facts = list(read_whens(survey(body, **about)))
    fact = best(facts) if facts else None
    return fact.value if fact is not None and fact.score >= DOUBT else None


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Fjord Days 2026</h1><p>13-15 October 2026, Bergen</p>",
        "<h1>Fjord Days</h1><h2>October 13-15, Bergen</h2>",
        "<h1>Fjord Days 2026</h1><p>The conference takes place in Bergen on 13-15 October 2026.</p>",
        "<h1>Fjord Days 2026</h1><p>Bergen, 13-15 October 2026</p><h2>Important dates</h2>"
        "<ul><li>Papers due: 1 May 2026</li><li>Notification: 30 June 2026</li></ul>",
        "<h1>Fjord Days 2026</h1><p>13-15 October 2026</p><h2>Past editions</h2>"
        "<ul><li>14-16 October 2025, Turku</li><li>8-10 October 2024, Oslo</li></ul>",
        "<header><p>Fjord Days, 13-15 October 2026</p></header><h1>Program</h1><h2>Tuesday, 13 October</h2><p>9:00 Hulls</p>"
        "<h2>Wednesday, 14 October</h2><p>9:00 Sails</p><h2>Thursday, 15 October</h2><p>9:00 Ropes</p>",
        "<h1>Fjord Days 2026</h1><p>13-15 October 2026</p><h2>Social event</h2><p>Dinner on 14 October 2026 at 19:00</p>",
        "<h1>FJORD 2026</h1><ul><li>FJORD Workshop: 13-15 October 2026</li><li>Co-located with BERGEN 2026 (12-17 October 2026)</li></ul>",
        "<h1>Fjord Days 2026</h1><p>13-15 October 2026, Bergen</p><p>Book your room until 1 September 2026 at the group rate</p>",
        "<h1>Fjord Days 2026</h1><h3>Tuesday, 13 October</h3><p>9:00 Hulls</p><h3>Wednesday, 14 October</h3><p>9:00 Sails</p>"
        "<h3>Thursday, 15 October</h3><p>9:00 Ropes</p>",
    ],
    ids=[
        "range",
        "year in title",
        "sentence",
        "with deadlines",
        "with past editions",
        "program",
        "dinner",
        "co-located",
        "hotel",
        "day headings",
    ],
)
def test_the_days_of_the_event_are_told_from_the_others(body: str) -> None:
    assert when_of(body) == OCTOBER


def test_a_time_beside_the_day_of_a_one_day_event_is_kept_with_its_zone() -> None:
    when = when_of(
        "<h1>Talk about hulls</h1><p>Tuesday, 13 October 2026, 14:00 - 15:30 UTC</p>", title="Talk about hulls"
    )
    assert when is not None
    assert isinstance(when.start, datetime)
    assert isinstance(when.end, datetime)
    assert (when.start.hour, when.end - when.start, when.timezone) == (14, timedelta(minutes=90), "UTC")


def test_a_time_in_the_line_below_the_day_is_kept_without_a_zone() -> None:
    when = when_of(
        "<h1>Talk about hulls</h1><p>Tuesday, 13 October 2026</p><p>14:00 to 15:30</p>", title="Talk about hulls"
    )
    assert when == When(datetime(2026, 10, 13, 14), datetime(2026, 10, 13, 15, 30))


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Tickets</h1><p>Fjord Days tickets are refunded until 1 September 2026.</p>",
        "<h1>Code of conduct</h1><p>Last updated: 1 March 2026</p>",
        "<h1>Fjord Days</h1><p>See you in Bergen!</p>",
        "<h1>Fjord Days</h1><p>The committee decides by 1 September 2026.</p>",
        "<h1>Fjord Days</h1><p>Maio/26</p>",
        "<h1>Call for papers</h1><ul><li>Papers due: 1 May 2026</li><li>Notification: 30 June 2026</li></ul>",
    ],
)
def test_a_page_that_does_not_say_when_its_event_is_gets_no_date(body: str) -> None:
    assert when_of(body, title="Tickets - Fjord Days", url="https://fjord.example/tickets/") is None


def test_the_words_of_a_date_stand_in_the_page() -> None:
    here = survey("<h1>Fjord Days</h1><p>13 - 15\n October 2026</p><p>Posted 1 March 2026</p>")
    facts = list(read_whens(here))
    assert facts
    assert all(words in here.page.text for fact in facts for words in (fact.text, *fact.more))


@pytest.mark.parametrize("text", ["7/12/2026", "7/12/2026 - 9/12/2026"])
def test_a_date_whose_day_and_month_may_be_exchanged_is_in_doubt(text: str) -> None:
    fact = best(list(read_whens(survey(f"<h1>Fjord Days 2026</h1><h2>{text}, Bergen</h2>"))))
    assert fact.text == text
    assert fact.score < DOUBT
    assert "in doubt" in fact.rule


@pytest.mark.parametrize("about", [{"lang": "de"}, {"url": "https://fjord.co.uk/2026/"}])
def test_the_language_or_country_of_the_page_takes_that_doubt_away(about: dict[str, str]) -> None:
    assert when_of("<h1>Fjord Days 2026</h1><h2>7/12/2026, Bergen</h2>", **about) == When(
        date(2026, 12, 7), date(2026, 12, 7)
    )
