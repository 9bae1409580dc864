"""Deadlines as pages of calls write them, and the dates on such pages that are none."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from webpages import survey

from eventcal.model import Deadline
from eventcal.reading.deadlines import Calls, read_deadlines

EVENT = (date(2026, 10, 13), date(2026, 10, 15))


def deadlines(body: str, days: tuple[date, date] | None = EVENT, lang: str = "en", **about: str) -> list[Deadline]:
    return [fact.value for fact in read_deadlines(Calls(survey(body, lang=lang, **about)), days)]


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
        ("de", "CfP endet: 1. Mai 2026. Wir freuen uns auf Vorträge", ("proposal", "2026-05-01")),
        ("fr", "Date limite de soumission des résumés : 1er mai 2026", ("abstract", "2026-05-01")),
        ("es", "Fecha límite de inscripción: 1 de septiembre de 2026", ("registration", "2026-09-01")),
        ("zh-TW", "論文投稿截止：2026 年 5 月 1 日", ("paper", "2026-05-01")),
        ("ja", "論文締切：2026年5月1日", ("paper", "2026-05-01")),
        ("ko", "조기 등록 마감: 2026년 5월 1일", ("early-bird", "2026-05-01")),
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
        "Registrations may be cancelled without cost until 1 September 2026",
        "Registration fees are refunded until 1 September 2026",
        "The decision whether we meet in person or virtually is made by 15 May 2026",
        "The decision on how we meet is made by 15 May 2026",
        "The registration desk opens on 12 October 2026",
        "Late registration (starting from 1 September 2026)",
        "Registration from 1 May 2026 onwards",
        "Registration after 1 September 2026: 300 EUR",
        "Pre-workshop version due: 30 September 2026",
        "Reviewer deadline: 15 June 2026",
    ],
)
def test_a_date_that_is_no_deadline_is_left_alone(line: str) -> None:
    assert stated(f"<ul><li>{line}</li></ul>") == []


def test_each_date_of_a_line_has_the_label_before_it() -> None:
    line = "Abstracts: 1 May 2026; full papers: 15 May 2026; notification: 30 June 2026"
    assert stated(f"<p>{line}</p>") == [
        ("abstract", "2026-05-01"),
        ("paper", "2026-05-15"),
        ("notification", "2026-06-30"),
    ]


def test_kinds_that_are_joined_are_due_on_one_day() -> None:
    assert stated("<p>Papers and posters: 1 May 2026</p>") == [("paper", "2026-05-01"), ("poster", "2026-05-01")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Registration fee 200 EUR until 1 August 2026", ("early-bird", "2026-08-01")),
        ("Registration: 3.500 Ft by 1 August 2026", ("early-bird", "2026-08-01")),
        ("Last minute registration: 300 EUR until 1 October 2026", ("registration", "2026-10-01")),
        ("Registration (200 EUR) closes on 1 October 2026", ("registration", "2026-10-01")),
    ],
)
def test_a_price_that_ends_is_an_early_bird_one(line: str, expected: tuple[str, str]) -> None:
    assert stated(f"<ul><li>{line}</li></ul>") == [expected]


def test_a_label_of_the_sentence_before_is_not_meant() -> None:
    assert stated("<p>You receive a bill for your registration. All of you should know by 1 May 2026.</p>") == []


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


def test_lines_of_two_cells_of_a_row_go_together_one_by_one() -> None:
    row = "<tr><th>Deadlines</th><td>Abstracts<br>Camera-ready papers</td><td>1 May 2026<br>1 September 2026</td></tr>"
    assert stated(f"<table>{row}</table>") == [("abstract", "2026-05-01"), ("camera-ready", "2026-09-01")]


def test_a_deadline_that_is_not_needed_any_more_is_left_alone() -> None:
    row = "<tr><td>Abstracts (no abstract required)</td><td>1 May 2026</td></tr>"
    assert stated(f"<table>{row}</table>") == []


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Registration</h1><p>Reviewers meet: 1 May 2026</p>",
        "<h3>Registration is open</h3><p>1 May 2026, Anna Holm</p>",
        "<h1>Registration</h1><p>1 May 2026</p>",
        "<header><p>1 May 2026</p></header><p>Registration</p>",
    ],
)
def test_the_label_of_a_neighbour_is_not_meant_for_a_date_that_says_something_itself(body: str) -> None:
    assert stated(body) == []


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


def test_labels_follow_their_dates_where_the_block_before_the_first_is_only_a_heading() -> None:
    days = "".join(
        f"<h4>{day}</h4><h4>{what}</h4>" for day, what in [("1 May 2026", "Abstract"), ("2 May 2026", "Paper")]
    )
    assert stated(f"<div>Submission deadlines</div>{days}") == [("abstract", "2026-05-01"), ("paper", "2026-05-02")]


def test_a_label_may_stand_in_the_line_before_its_date() -> None:
    body = "<p>Registration deadline:<br>1 October 2026</p><table><tr><th>Early bird<br>(by 1 August 2026)</th></tr></table>"
    assert stated(body) == [("registration", "2026-10-01"), ("early-bird", "2026-08-01")]


def test_what_is_dearer_after_a_day_does_not_end_on_it() -> None:
    assert stated("<p>Late registration<br>after 1 October 2026</p>") == []


@pytest.mark.parametrize("between", ["</p><p>", "<br>"])
def test_a_struck_out_date_is_replaced_by_the_one_right_behind_it(between: str) -> None:
    (deadline,) = deadlines(f"<h3>Paper submission</h3><p><s>1 May 2026.</s>{between}<s>15 May 2026.</s></p>")
    assert (deadline.date, deadline.was) == (date(2026, 5, 15), (date(2026, 5, 1),))


@pytest.mark.parametrize(
    "body",
    [
        "<p>7 May 2026: The papers are now available from our publisher.</p>",
        "<h3>News</h3><p>1 May 2026</p><h4>Call for papers</h4>",
        "<table><tr><td>1 May 2026</td><td>The program is there. We announce six papers and two keynote speakers.</td></tr></table>",
        "<p>We are delighted to announce six papers, two keynote speakers and a panel discussion for 1 May 2026.</p>",
        '<p class="news-date">1 May 2026</p><p>Paper submission</p>',
    ],
)
def test_news_about_a_call_is_no_deadline(body: str) -> None:
    assert stated(body) == []


def test_the_head_of_a_column_says_more_than_a_name_in_the_row() -> None:
    head = "<tr><th>Event</th><th>Notification</th></tr>"
    row = "<tr><td>Indian Conference on Logic and its Applications</td><td>30 June 2026</td></tr>"
    assert stated(f"<table>{head}{row}</table>") == [("notification", "2026-06-30")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Poster paper submission: 1 August 2026", ("poster", "2026-08-01")),
        ("Deadline: 1 May 2026 (abstracts)", ("abstract", "2026-05-01")),
        ("You have until 1 May 2026 to send your talk proposal", ("proposal", "2026-05-01")),
    ],
)
def test_the_kind_is_that_of_the_word_that_belongs_to_the_date(line: str, expected: tuple[str, str]) -> None:
    assert stated(f"<p>{line}</p>") == [expected]


@pytest.mark.parametrize(
    ("told", "kind"),
    [("Our talks are short, and so are our tutorials.", "proposal"), ("Proceedings are printed.", "paper")],
)
def test_a_call_for_papers_of_a_page_that_tells_only_of_talks_is_one_for_proposals(told: str, kind: str) -> None:
    assert stated(f"<p>{told}</p><p>Call for papers: until 1 May 2026</p>") == [(kind, "2026-05-01")]


def test_a_call_shortly_before_says_what_a_bare_deadline_is_for() -> None:
    body = "<p>The call for papers is open!</p><p>Why not send a talk?</p><p>You have until 1 May 2026.</p>"
    assert stated(body) == [("proposal", "2026-05-01")]


def test_the_sentence_may_name_behind_the_date_what_is_due_by_then() -> None:
    told = "Wir freuen uns auf drei Tage über Rümpfe, Segel und den langen Weg nach Hause. " * 4
    body = f"<p>{told}Bis zum 1. Mai 2026 könnt ihr Workshopvorschläge einreichen.</p>"
    found = deadlines(body, lang="de")
    assert [(deadline.kind, deadline.date) for deadline in found] == [("proposal", date(2026, 5, 1))]


def test_the_heading_above_a_bare_deadline_says_what_it_is_for() -> None:
    assert stated("<h2>Call for posters</h2><p>Deadline: 1 August 2026</p>") == [("poster", "2026-08-01")]


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("We look for full papers of 12 pages.", "paper"),
        ("We look for extended abstracts of two pages.", "abstract"),
        ("We accept 2-page abstracts, which are reviewed.", "abstract"),
        ("We accept full papers as well as extended abstracts and long papers.", "paper"),
        ("We look for talks and tutorials about hulls.", "proposal"),
    ],
)
def test_the_page_says_what_its_call_asks_for(told: str, kind: str) -> None:
    assert stated(f"<h2>Call</h2><p>{told}</p><p>Submission deadline: 1 May 2026</p>") == [(kind, "2026-05-01")]


def test_a_submission_is_none_of_registrations_whatever_the_heading() -> None:
    body = "<h2>Registration</h2><p>Papers are printed.</p><p>Submission deadline: 1 May 2026</p>"
    assert stated(body) == [("paper", "2026-05-01")]


def test_a_word_in_the_name_of_the_event_is_not_what_its_deadline_is_for() -> None:
    body = "<h2>International Conference on Boats, Systems, and Applications</h2><p>Our papers.</p><p>Submission: 1 May 2026</p>"
    assert stated(body) == [("paper", "2026-05-01")]


def test_a_bare_deadline_on_the_day_of_a_named_one_is_the_same() -> None:
    body = "<h2>Call for papers</h2><p>1 May 2026: abstract submission</p><p>Submission deadline: 1 May 2026</p>"
    assert stated(body) == [("abstract", "2026-05-01")]


def test_a_day_on_which_registration_opens_is_not_its_end() -> None:
    body = "<ul><li>1 May 2026: registration opens</li><li>Registration for all: 1 May 2026</li></ul>"
    assert stated(body) == []


def test_a_bare_deadline_under_nothing_that_says_more_is_left_alone() -> None:
    assert stated("<h2>Getting there</h2><p>Deadline: 1 August 2026</p>") == []


def test_a_sentence_gives_a_deadline_where_it_says_by_when() -> None:
    told = "We welcome talks about hulls, sails and the long way home. " * 4
    assert stated(f"<p>{told}Please send in your abstract by 1 May 2026.</p>") == [("abstract", "2026-05-01")]
    assert stated(f"<p>{told}The abstracts of Fjord Days 1 May 2026 are printed on blue paper.</p>") == []


def test_each_date_of_a_sentence_needs_words_of_its_own() -> None:
    told = "We welcome talks about hulls, sails and the long way home. " * 4
    body = f"<p>{told}Apply by 14 July 2026, and you will know more by 17 July 2026.</p>"
    assert stated(body) == [("application", "2026-07-14")]


def test_a_sentence_may_say_behind_the_date_what_being_in_time_brings() -> None:
    told = "We welcome talks about hulls, sails and the long way home. " * 4
    body = f"<p>{told}Payment must be received on or before 1 August 2026 to receive the discounted rate.</p>"
    assert stated(body) == [("early-bird", "2026-08-01")]


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


def test_all_deadlines_of_a_page_may_be_anywhere_on_earth() -> None:
    body = "<p>All deadlines are 23:59 anywhere on earth (AoE).</p><p>Paper submission: 15 May 2026</p>"
    assert [deadline.timezone for deadline in deadlines(body)] == ["AoE"]


def test_a_time_is_kept_where_its_zone_is_written() -> None:
    (deadline,) = deadlines("<p>Paper submission: 15 May 2026, 18:00 UTC</p>")
    assert isinstance(deadline.date, datetime)
    assert (deadline.date.hour, deadline.date.utcoffset()) == (18, timedelta(0))
    (deadline,) = deadlines("<p>Paper submission: 15 May 2026, 18:00</p>")
    assert deadline.date == date(2026, 5, 15)


def test_a_menu_or_a_footer_holds_no_deadlines() -> None:
    assert stated("<nav><p>Paper submission: 15 May 2026</p></nav><footer><p>Abstracts: 1 May 2026</p></footer>") == []
