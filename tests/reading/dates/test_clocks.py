"""Times of day and their zones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from saydates import clock

from eventcal.reading.dates.clocks import find_clocks
from eventcal.reading.dates.words import words_for
from eventcal.reading.dates.zones import at_zone, zone_named


@pytest.mark.parametrize(
    ("language", "text", "meaning"),
    [
        ("en", "14:00-16:00", "14:00-16:00"),
        ("en", "2ET/11PT", "14:00 ET; 11:00 PT"),
        ("en", "9am PT | 12pm ET | 5PM GMT", "09:00 PT; 12:00 ET; 17:00 GMT"),
        ("en", "1-4pm ET/12-3pm CT", "13:00-16:00 ET; 12:00-15:00 CT"),
        ("en", "11am-1pm", "11:00-13:00"),
        ("en", "11-1pm", "11:00-13:00"),
        ("en", "9 a.m. – 5 p.m. EDT", "09:00-17:00 EDT"),
        ("en", "9:30 AM to 12:00 noon", "09:30-12:00"),
        ("en", "12:00 am", "00:00"),
        ("en", "12:30 pm", "12:30"),
        ("en", "7:00 PM19:00", "19:00; 19:00"),
        ("en", "10am11am", "10:00; 11:00"),
        ("en", "14:00 UTC – 15:00 UTC", "14:00-15:00 UTC"),
        ("en", "16:00 (UTC+2)", "16:00 UTC+2"),
        ("en", "9am Pacific / noon Eastern", "09:00 Pacific; 12:00 Eastern"),
        ("en", "9am Pacific Ballroom", "09:00"),
        ("en", "14:00 Europe/Berlin", "14:00 Europe/Berlin"),
        ("en", "23:59 AoE", "23:59 AoE"),
        ("en", "11:59 pm (Anywhere on Earth)", "23:59 Anywhere on Earth"),
        ("en", "1400 hrs", "14:00"),
        ("en", "24:00", "23:59"),
        ("fr", "13h-16h CET", "13:00-16:00 CET"),
        ("fr", "de 14h à 16h30", "14:00-16:30"),
        ("fr", "14 h 30", "14:30"),
        ("de", "9.00 - 17.30 Uhr MESZ", "09:00-17:30 MESZ"),
        ("de", "14-16 Uhr", "14:00-16:00"),
        ("es", "de 10:00 a 14:00 h", "10:00-14:00"),
        ("es", "a las 18", "18:00"),
        ("pt", "das 14h às 16h", "14:00-16:00"),
        ("it", "dalle ore 14:30 alle ore 16:00", "14:30-16:00"),
        ("da", "kl. 10-16", "10:00-16:00"),
        ("fi", "klo 9.00–16.00", "09:00-16:00"),
        ("nl", "14u30", "14:30"),
        ("pl", "godz. 14", "14:00"),
        ("tr", "saat 14.00", "14:00"),
        ("ja", "午後1時〜3時", "13:00-15:00"),
        ("zh", "上午9:00至下午5:00", "09:00-17:00"),
        ("ko", "13 : 00 - 18 : 00", "13:00-18:00"),
        ("en", "between 9am and 5pm", "09:00-17:00"),
        ("en", "9am and 5pm", "09:00; 17:00"),
        ("en", "14:00 London time", "14:00 London time"),
        ("de", "9:00 Uhr bis 17:00 Uhr", "09:00-17:00"),
        ("de", "zwischen 9 Uhr und 17 Uhr", "09:00-17:00"),
        ("de", "10:00 - 16:00 Uhr (MESZ)", "10:00-16:00 MESZ"),
        ("fr", "entre 9h et 17h", "09:00-17:00"),
        ("fr", "14 h – 16 h (HNE)", "14:00-16:00 HNE"),
        ("es", "18:00 (hora peninsular)", "18:00 hora peninsular"),
        ("el", "10:00 π.μ. - 2:00 μ.μ.", "10:00-14:00"),
        ("ru", "18:00 по московскому времени", "18:00 по московскому времени"),
        ("zh", "19:00（北京时间）", "19:00 北京时间"),
        ("ja", "日本時間 14:00", "14:00 日本時間"),
        ("en", "25:00", "none"),
        ("en", "9:75", "none"),
        ("en", "(2h)", "none"),
        ("en", "24h", "none"),
        ("en", "3 hours", "none"),
        ("en", "at 9", "none"),
        ("en", "Room 12, chapter 3.10", "none"),
        ("en", "a score of 10:2", "none"),
    ],
)
def test_a_time_is_read_as_it_is_meant(language: str, text: str, meaning: str) -> None:
    assert ("; ".join(map(clock, find_clocks(text, words_for(language)))) or "none") == meaning


@pytest.mark.parametrize(
    ("words", "summer", "winter"),
    [
        ("CET", 2, 1), ("CEST", 2, 1), ("MESZ", 2, 1), ("ET", -4, -5), ("EST", -4, -5), ("PT", -7, -8), ("US Pacific", -7, -8),
        ("BST", 1, 0), ("GMT", 0, 0), ("Z", 0, 0), ("UTC+2", 2, 2), ("UTC−5", -5, -5), ("GMT +1", 1, 1), ("+05:30", 5.5, 5.5),
        ("JST", 9, 9), ("IST", 5.5, 5.5), ("AoE", -12, -12), ("anywhere on earth", -12, -12), ("Europe/Berlin", 2, 1),
        ("Australia/Sydney", 10, 11),
    ],
)  # fmt: skip
def test_a_zone_is_right_in_summer_and_in_winter(words: str, summer: float, winter: float) -> None:
    offsets = [at_zone(datetime(2026, month, 13, 14), words)[0].utcoffset() for month in (7, 1)]
    assert offsets == [timedelta(hours=summer), timedelta(hours=winter)]


@pytest.mark.parametrize(
    "words", ["", "local time", "XYZ", "+25:00", "UTC+15", "Europe/Atlantis", "Romance Standard Time"]
)
def test_words_that_name_no_zone_for_certain_name_none(words: str) -> None:
    assert zone_named(words) is None


def test_a_time_whose_zone_is_not_known_stays_without_one_and_keeps_the_words() -> None:
    assert at_zone(datetime(2026, 7, 13, 14), "XYZ") == (datetime(2026, 7, 13, 14), "XYZ")


def test_a_known_zone_is_named_as_calendars_name_it() -> None:
    moment, name = at_zone(datetime(2026, 7, 13, 14), "CEST")
    assert (moment.astimezone(UTC).hour, name) == (12, "Europe/Paris")
