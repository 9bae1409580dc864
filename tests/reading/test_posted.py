"""The days on which a page says that it was written or changed."""

from __future__ import annotations

from datetime import date

import pytest
from webpages import page

from eventcal.page import Page
from eventcal.reading.whens.posted import posted_days

DAY = date(2026, 2, 13)


def with_head(markup: str) -> Page:
    return page("x", title=f"x</title>{markup}<title>")


@pytest.mark.parametrize(
    "markup",
    [
        "<meta property='article:published_time' content='2026-02-13T09:00:00+01:00'>",
        "<meta property='og:updated_time' content='2026-02-13'>",
        "<meta name=date content='2026-02-13'>",
        "<meta name='DC.date.issued' content='2026-02-13'>",
        "<meta itemprop=datePublished content='2026-02-13'>",
        '<script type="application/ld+json">{"@type": "WebPage", "dateModified": "2026-02-13T09:00Z"}</script>',
    ],
)
def test_a_page_says_in_its_markup_when_it_was_written(markup: str) -> None:
    assert posted_days(with_head(markup)) == {DAY}


@pytest.mark.parametrize("path", ["2026/02/13/fjord-days", "2026-02-13-fjord-days", "news/2026-02-13/"])
def test_the_address_of_a_post_says_when_it_was_written(path: str) -> None:
    assert posted_days(page("x", url=f"https://fjord.example/{path}")) == {DAY}


@pytest.mark.parametrize(
    "markup",
    [
        "",
        "<meta itemprop=startDate content='2026-02-13'>",
        "<meta property='article:published_time' content='last week'>",
        "<meta name=date content='2026-02-30'>",
        '<script type="application/ld+json">{"@type": "Event", "startDate": "2026-02-13"}</script>',
    ],
)
def test_other_days_and_what_is_no_day_are_left_out(markup: str) -> None:
    assert posted_days(with_head(markup)) == set()
