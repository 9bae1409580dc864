"""Deadlines as pages of calls write them, and the dates on such pages that are none."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from webpages import survey

from eventcal.model import Deadline
from eventcal.reading.deadlines import read_deadlines

EVENT = (date(2026, 10, 13), date(2026, 10, 15))


def deadlines(body: str, days: tuple[date, date] | None = EVENT, lang: str = "en", **about: str) -> list[Deadline]:
    return [fact.value for fact in read_deadlines(survey(body, lang=lang, **about), days)]


def stated(body: str, **about: str) -> list[tuple[str, str]]:
    return [(deadline.kind, str(deadline.date)) for deadline in deadlines(body, **about)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Abstract submission: 1 May 2026", ("abstract", "2026-05-01")),
        ("Paper submission deadline: May 15, 2026", ("paper", "2026-05-15")),
        ("Full papers are due on 15 May 2026", ("paper", "2026-05-15")),
        ("Workshop proposals due: 2 March 2026", ("proposal", "2026-03-02")),
        ("Poster submission: 1 August 2026", ("poster", "2026-08-01")),
        ("Notification of acceptance: 30 June 2026", ("notification", "2026-06-30")),
        ("Notification to authors of papers: 30 June 2026", ("notification", "2026-06-30")),
        ("Camera-ready papers: 1 September 2026", ("camera-ready", "2026-09-01")),
        ("Early bird registration ends 1 August 2026", ("early-bird", "2026-08-01")),
        ("Registration deadline: 1 October 2026", ("registration", "2026-10-01")),
        ("Application deadline: 1 June 2026", ("application", "2026-06-01")),
        ("15 May 2026: paper submission deadline", ("paper", "2026-05-15")),
        ("Paper submission (15 May 2026)", ("paper", "2026-05-15")),
        ("Paper submission: 1-15 May 2026", ("paper", "2026-05-15")),
    ],
)
def test_a_label_in_the_line_says_what_a_date_is_for(line: str, expected: tuple[str, str]) -> None:
    assert stated(f"<ul><li>{line}</li></ul>") == [expected]


@pytest.mark.parametrize(
    ("lang", "line", "expected"),
    [
        ("de", "Anmeldeschluss: 1. September 2026", ("registration", "2026-09-01")),
        ("fr", "Date limite de soumission des résumés : 1er mai 2026", ("abstract", "2026-05-01")),
        ("es", "Fecha límite de inscripción: 1 de septiembre de 2026", ("registration", "2026-09-01")),
    ],
)
def test_a_label_is_understood_in_the_language_of_the_page(lang: str, line: str, expected: tuple[str, str]) -> None:
    assert stated(f"<p>{line}</p>", lang=lang) == [expected]


@pytest.mark.parametrize(
    "line",
    [
        "Fjord Days 2026: 13-15 October 2026",
        "Last updated: 1 May 2026",
        "Registration opens on 1 May 2026",
        "Submissions open: 1 May 2026",
        "Posted on 1 May 2026 by the organisers",
        "Conference dinner: 14 October 2026",
        "Paper submission deadline: 20 October 2026",
        "Paper submission deadline: 20 October 2021",
    ],
)
def test_a_date_that_is_no_deadline_before_the_event_is_left_alone(line: str) -> None:
    assert stated(f"<ul><li>{line}</li></ul>") == []


def test_each_date_of_a_line_has_the_label_before_it() -> None:
    line = "Abstracts: 1 May 2026; full papers: 15 May 2026; notification: 30 June 2026"
    assert stated(f"<p>{line}</p>") == [
        ("abstract", "2026-05-01"),
        ("paper", "2026-05-15"),
        ("notification", "2026-06-30"),
    ]


def test_labels_that_stand_behind_their_dates_are_told_from_those_before() -> None:
    line = "1 May 2026: abstracts, 15 May 2026: full papers, 1 June 2026: posters"
    assert stated(f"<p>{line}</p>") == [("abstract", "2026-05-01"), ("paper", "2026-05-15"), ("poster", "2026-06-01")]


def test_the_date_of_a_piece_of_news_is_not_the_deadline_that_it_tells_of() -> None:
    assert stated("<p>2 March 2026: paper submission is now due by 15 May 2026</p>") == [("paper", "2026-05-15")]


@pytest.mark.parametrize(
    "line",
    [
        "Paper submission: <s>1 May 2026</s> 15 May 2026",
        "Paper submission: 15 May 2026 <del>1 May 2026</del>",
        'Paper submission: <span style="text-decoration: line-through">1 May 2026</span> 15 May 2026',
        "Paper submission: 1 May 2026, extended to 15 May 2026",
        "Paper submission: 15 May 2026 (extended from 1 May 2026)",
        "Paper submission: 15 May 2026 (was 1 May 2026)",
        "Paper submission: 15 May 2026 instead of 1 May 2026",
        "<s>1 May 2026</s> 15 May 2026: paper submission",
    ],
)
def test_the_final_date_counts_and_the_earlier_one_is_remembered(line: str) -> None:
    (deadline,) = deadlines(f"<ul><li>{line}</li></ul>")
    assert (deadline.kind, deadline.date, deadline.was) == ("paper", date(2026, 5, 15), (date(2026, 5, 1),))


def test_a_deadline_that_is_struck_out_because_it_has_passed_keeps_its_date() -> None:
    assert stated("<ul><li><s>Paper submission: 15 May 2026</s></li></ul>") == [("paper", "2026-05-15")]


def test_a_table_says_in_its_rows_what_the_dates_are_for() -> None:
    rows = (
        "<tr><td>Abstracts</td><td>1 May 2026</td></tr><tr><td>Camera-ready papers</td><td>1 September 2026</td></tr>"
    )
    assert stated(f"<table>{rows}</table>") == [("abstract", "2026-05-01"), ("camera-ready", "2026-09-01")]


def test_a_table_says_in_its_head_what_the_dates_of_a_column_are_for() -> None:
    head = "<tr><th>Track</th><th>Paper submission</th><th>Notification</th></tr>"
    row = "<tr><td>Hulls</td><td>15 May 2026</td><td>30 June 2026</td></tr>"
    assert stated(f"<table>{head}{row}</table>") == [("paper", "2026-05-15"), ("notification", "2026-06-30")]


@pytest.mark.parametrize(
    "body",
    [
        "<dl><dt>Abstract submission</dt><dd>1 May 2026</dd><dt>Notification</dt><dd>30 June 2026</dd></dl>",
        "<div>Abstract submission</div><div>1 May 2026</div><div>Notification</div><div>30 June 2026</div>",
        "<div>1 May 2026</div><div>Abstract submission</div><div>30 June 2026</div><div>Notification</div>",
    ],
)
def test_lone_dates_have_their_labels_before_them_or_behind_throughout_a_list(body: str) -> None:
    assert stated(body) == [("abstract", "2026-05-01"), ("notification", "2026-06-30")]


def test_the_heading_above_a_bare_deadline_says_what_it_is_for() -> None:
    assert stated("<h2>Call for posters</h2><p>Deadline: 1 August 2026</p>") == [("poster", "2026-08-01")]


def test_a_bare_deadline_under_nothing_that_says_more_is_left_alone() -> None:
    assert stated("<h2>Getting there</h2><p>Deadline: 1 August 2026</p>") == []


def test_a_sentence_gives_a_deadline_where_it_says_by_when() -> None:
    told = "We welcome talks about hulls, sails and the long way home. " * 4
    assert stated(f"<p>{told}Please send in your abstract by 1 May 2026.</p>") == [("abstract", "2026-05-01")]
    assert stated(f"<p>{told}The abstracts of Fjord Days 1 May 2026 are printed on blue paper.</p>") == []


def test_a_year_that_is_not_written_is_the_one_before_the_event() -> None:
    winter = (date(2027, 2, 3), date(2027, 2, 5))
    body = "<h1>Fjord Days 2027</h1><ul><li>Paper submission: November 2</li></ul>"
    assert stated(body, days=winter, title="Fjord Days 2027") == [("paper", "2026-11-02")]


def test_the_papers_of_later_proceedings_may_be_due_after_the_event() -> None:
    assert stated("<p>Camera-ready papers: 1 December 2026</p>") == [("camera-ready", "2026-12-01")]


def test_without_the_days_of_the_event_a_deadline_must_be_near_the_day_of_reading() -> None:
    body = "<p>Paper submission: 1 May {year}</p>"
    assert stated(body.format(year=2026), days=None) == [("paper", "2026-05-01")]
    assert stated(body.format(year=2012), days=None) == []


def test_anywhere_on_earth_is_kept_with_the_day() -> None:
    (deadline,) = deadlines("<p>Paper submission: 15 May 2026 (AoE)</p>")
    assert (deadline.date, deadline.timezone) == (date(2026, 5, 15), "AoE")


def test_a_time_is_kept_where_its_zone_is_written() -> None:
    (deadline,) = deadlines("<p>Paper submission: 15 May 2026, 18:00 UTC</p>")
    assert isinstance(deadline.date, datetime)
    assert (deadline.date.hour, deadline.date.utcoffset()) == (18, timedelta(0))
    (deadline,) = deadlines("<p>Paper submission: 15 May 2026, 18:00</p>")
    assert deadline.date == date(2026, 5, 15)


def test_a_menu_or_a_footer_holds_no_deadlines() -> None:
    assert stated("<nav><p>Paper submission: 15 May 2026</p></nav><footer><p>Abstracts: 1 May 2026</p></footer>") == []
