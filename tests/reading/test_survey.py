"""The dates of a page with the year, the order and the place that the page gives them."""

from __future__ import annotations

from datetime import date

import pytest
from webpages import survey

from eventcal.reading.survey import MOST_DATES, Mention
from eventcal.reading.years import years_in

BARE = {"title": "Fjord Days", "url": "https://fjord.example/"}
OCTOBER = (date(2026, 10, 13), date(2026, 10, 15))


def mentions(body: str, **about: str) -> list[Mention]:
    return survey(body, **{**BARE, **about}).mentions


def only(body: str, **about: str) -> Mention:
    (mention,) = mentions(body, **about)
    return mention


@pytest.mark.parametrize(
    ("body", "about", "year", "source"),
    [
        ("<p>13-15 October 2027</p>", {"title": "Fjord Days 2026"}, 2027, "stated"),
        ("<p>Fjord Days 2027, 13-15 October</p>", {"title": "Fjord Days 2026"}, 2027, "line"),
        ("<p>13-15 October, Fjord Days 2027</p>", {"title": "Fjord Days 2026"}, 2027, "line"),
        ("<div><p>2027</p><h3>May 12</h3></div>", {"title": "Fjord Days 2026"}, 2027, "line"),
        ("<h1>Fjord Days</h1><h2>Plans for 2027</h2><p>13-15 October</p>", {"title": "Fjord Days 2026"}, 2027, "heading"),
        ("<h2>2027</h2><p>x</p><h2>2025</h2><p>13-15 October</p>", {}, 2025, "heading"),
        ("<p>13-15 October</p>", {"title": "Fjord Days 2027", "url": "https://fjord.example/2026/"}, 2027, "title"),
        ("<p>13-15 October</p>", {"title": "Fjord Days '27"}, 2027, "title"),
        ("<p>13-15 October</p>", {"url": "https://fjord.example/2027/"}, 2027, "address"),
        ("<p>13-15 October</p>", {"url": "https://fjord2027.example/"}, 2027, "address"),
        ("<p>13-15 October</p>", {"url": "https://fjord.example/2025/days-2027"}, 2027, "address"),
        ("<p>13-15 October</p><h1>Fjord Days 2027</h1>", {}, 2027, "heading"),
        ("<p>13-15 October</p>", {}, 2025, "nearest"),
        ("<p>1-3 April</p>", {}, 2026, "nearest"),
        ("<p>29 December - 2 January</p>", {}, 2025, "nearest"),
    ],
)  # fmt: skip
def test_a_missing_year_is_taken_from_the_nearest_place_that_has_one(
    body: str, about: dict[str, str], year: int, source: str
) -> None:
    mention = only(body, **about)
    assert (mention.span[0].year, mention.year_from) == (year, source)


@pytest.mark.parametrize(
    ("text", "year", "source"),
    [
        ("Tuesday 13 October", 2026, "nearest"),
        ("Wednesday 13 October", 2027, "nearest"),
        ("Monday 13 October", 2025, "nearest"),
    ],
)
def test_the_weekday_decides_between_years(text: str, year: int, source: str) -> None:
    mention = only(f"<p>{text}</p>")
    assert (mention.span[0].year, mention.year_from) == (year, source)


def test_a_year_whose_weekday_is_another_is_passed_over() -> None:
    mention = only("<p>Wednesday 13 October</p>", title="Fjord Days 2026", url="https://fjord.example/2027/")
    assert (mention.span[0].year, mention.year_from) == (2027, "address")


def test_a_weekday_that_fits_no_year_near_leaves_the_date_without_one() -> None:
    assert mentions("<p>Friday 13 October</p>") == []


@pytest.mark.parametrize(
    "body",
    ["<p>29 February</p>", "<p>30 February 2026</p>", "<p>15-13 October 2026</p>", "<p>Room 13.10, 12/2030</p>"],
)
def test_days_that_there_are_not_are_left_out(body: str) -> None:
    assert mentions(body) == []


@pytest.mark.parametrize(
    ("body", "about", "day", "order"),
    [
        ("<p>25/12/2026</p>", {}, date(2026, 12, 25), "stated"),
        ("<p>7/12/2026</p><p>25/12/2026</p>", {}, date(2026, 12, 7), "proved"),
        ("<p>7/12/2026</p><p>12/25/2026</p>", {}, date(2026, 7, 12), "proved"),
        ("<p>7/12/2026, that is 7 December 2026</p>", {}, date(2026, 12, 7), "proved"),
        ("<p>Sunday 7/12/2026</p>", {"lang": "de"}, date(2026, 7, 12), "proved"),
        ("<p><time datetime='2026-12-07T10:00'>7/12/2026</time></p>", {"lang": "en-us"}, date(2026, 12, 7), "proved"),
        ("<p>7/12/2026</p>", {"lang": "de"}, date(2026, 12, 7), "language"),
        ("<p>7/12/2026</p>", {"lang": "en-US"}, date(2026, 7, 12), "language"),
        ("<p>7/12/2026</p>", {"url": "https://fjord.co.uk/"}, date(2026, 12, 7), "language"),
        ("<p>7/12/2026</p>", {"url": "https://fjord.edu/"}, date(2026, 7, 12), "language"),
        ("<p>7.12.2026</p>", {}, date(2026, 12, 7), "language"),
        ("<p>7/12/2026</p>", {}, date(2026, 7, 12), "doubtful"),
        ("<p>7/12/2026, with the harbour's organisers in the centre</p>", {}, date(2026, 12, 7), "doubtful"),
    ],
)  # fmt: skip
def test_the_order_of_day_and_month_is_that_of_the_page_or_doubtful(
    body: str, about: dict[str, str], day: date, order: str
) -> None:
    mention = mentions(body, **about)[0]
    assert (mention.span[0], mention.order) == (day, order)


def test_markup_gives_the_year_that_the_words_leave_out() -> None:
    mention = only("<p><time datetime='2027-10-13'>13 October</time></p>", title="Fjord Days 2026")
    assert (mention.span[0], mention.year_from) == (date(2027, 10, 13), "markup")


def test_markup_of_another_day_is_not_believed() -> None:
    mention = only("<p><time datetime='2027-01-01'>13 October</time></p>", title="Fjord Days 2026")
    assert (mention.span[0], mention.year_from) == (date(2026, 10, 13), "title")


@pytest.mark.parametrize(
    ("body", "now", "before"),
    [
        ("<p><s>13-15 October 2026</s> 20-22 October 2026</p>", "2026-10-20", "2026-10-13"),
        ("<p><s>13-15</s> 20-22 October 2026</p>", "2026-10-20", "2026-10-13"),
        ("<p>13-15 <s>October</s> November 2026</p>", "2026-11-13", "2026-10-13"),
        ("<p>20-22 October 2026 (<del>13-15 October 2026</del>)</p>", "2026-10-20", "2026-10-13"),
    ],
)
def test_what_is_struck_out_is_told_from_what_counts(body: str, now: str, before: str) -> None:
    found = mentions(body, title="Fjord Days 2026")
    assert {(str(m.span[0]), m.struck) for m in found} == {(now, False), (before, True)}


def test_a_day_that_is_only_passed_and_struck_out_stays_known_as_such() -> None:
    assert only("<ul><li><s>1 April 2026</s></li></ul>").struck


@pytest.mark.parametrize(
    "body",
    [
        "<div><p>13</p><p>-</p><p>15</p><p>October</p><p>2026</p></div>",
        "<table><tr><td>13 October -</td><td>15 October 2026</td></tr></table>",
        "<table><tr><td>13 October 2026</td><td>to 15 October 2026</td></tr></table>",
    ],
)
def test_a_range_that_is_spread_over_blocks_is_one(body: str) -> None:
    assert OCTOBER in [mention.span for mention in mentions(body)]


def test_dates_that_nobody_sees_come_first_and_are_known_by_their_place() -> None:
    found = mentions(
        "<p>13 October 2026</p><img alt='Fjord Days, 14 October 2026'>", title="Fjord Days, 12 October 2026"
    )
    assert [(m.where, m.span[0].day) for m in found] == [("title", 12), ("image", 14), ("p", 13)]


def test_the_words_around_a_date_are_kept_with_it() -> None:
    mention = only("<p>We meet in Bergen on 13-15 October 2026, at the mill.</p>")
    assert (mention.before, mention.words, mention.after) == (
        "We meet in Bergen on ",
        "13-15 October 2026",
        ", at the mill.",
    )


def test_a_block_stands_under_the_headings_above_it() -> None:
    here = survey("<h1>Days</h1><h2>Fees</h2><p>a</p><h3>Late</h3><p>b</p><h2>Venue</h2><p>c</p>")
    headings = {block.text: [head.text for head in here.above[block.index]] for block in here.page.blocks}
    assert headings["b"] == ["Days", "Fees", "Late"]
    assert headings["c"] == ["Days", "Venue"]
    assert here.heading(here.page.blocks[2]) == "Fees"
    assert here.heading(here.page.blocks[0]) == ""


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Fjord Days 2026", [2026]),
        ("FjordDays2026", [2026]),
        ("Fjord Days '26 and ’27", [2026, 2027]),
        ("Room 20265, 1.2026, 2026.5 and 12026", [2026]),
        ("1776, 2199", []),
        ("in the '80s", []),
    ],
)
def test_years_are_told_from_other_numbers(text: str, years: list[int]) -> None:
    assert years_in(text) == years


def test_a_page_of_nothing_but_dates_is_read_as_far_as_any_page_for_people_goes() -> None:
    assert 400 < len(mentions("<p>13 October 2026</p>" * 20_000)) <= MOST_DATES


def test_the_surroundings_of_a_date_are_those_near_it_however_long_the_text() -> None:
    mention = only(f"<p>{'word ' * 1_000}on 13 October 2026 in Bergen{' word' * 1_000}</p>")
    assert mention.before.endswith("word on ")
    assert mention.after.startswith(" in Bergen word")
    assert max(len(mention.before), len(mention.after)) <= 1_000
