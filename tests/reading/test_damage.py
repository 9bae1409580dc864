"""What has come whole over the network and is damaged all the same."""

from __future__ import annotations

from datetime import date

import pytest

from eventcal.page import MAX_MARKUP, Page
from eventcal.reading.damage import damage

GARBLED = "more than one in a hundred of its letters cannot be read"
ENTRY = "BEGIN:VEVENT\r\nSUMMARY:Knots\r\nEND:VEVENT\r\n"


def page(text: str, kind: str = "text/html") -> Page:
    return Page("https://fjord.example/", text.encode(), date(2027, 4, 1), f"{kind}; charset=utf-8")


@pytest.mark.parametrize("start", ["BEGIN:VCALENDAR\r\n", '[{"name": "', "name,start\n"])
def test_data_may_be_longer_than_any_page_for_people(start):
    long = start + ENTRY * (MAX_MARKUP // len(ENTRY) + 1)
    assert damage(page(long), None) is None
    assert damage(page(long + "\ufffd"), None) is None
    assert damage(page(long.replace("n", "\ufffd")), None) == GARBLED


def test_letters_count_against_what_people_read_and_not_against_markup():
    long, lost = "a" * 9000, "\ufffd" * 9
    words = "Knots of all kinds, for all who tie them. " * 10
    assert damage(page(f"<html><p>{words}\ufffd</html>"), None) is None
    assert damage(page(f"<html><p class='{long}'>{words}{lost}</html>"), None) == GARBLED


def test_only_what_ended_before_can_end_in_the_middle():
    whole, half = page("<html><p>Knots</p></html>"), page("<html><p>Kno")
    assert damage(half, whole) == "it ends in the middle"
    assert damage(half, half) is damage(half, None) is damage(whole, half) is None
