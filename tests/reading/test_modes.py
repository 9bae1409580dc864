"""Whether an event is online, in person or both."""

from __future__ import annotations

import re

import pytest
from webpages import best, survey

from eventcal.reading.modes import HYBRID, IN_PERSON, SENTENCE, Saying, sayings, spoken
from eventcal.reading.pagereader import read_modes
from eventcal.reading.venues import read_places

INTRO = "<h1>Fjord Days 2026</h1><p>13-15 October 2026</p>"


def said(text: str, pattern: re.Pattern[str]) -> list[Saying]:
    """What a page with this text says of a mode."""
    here = survey(f"<p>{text}</p>")
    return list(sayings(here.page.title, spoken(here), pattern))


def mode_of(body: str, **about: str) -> tuple[str, bool]:
    """The likeliest mode, and whether it is sure enough to be told."""
    here = survey(INTRO + body, **about)
    fact = best(list(read_modes(here, list(read_places(here, None)))))
    return fact.value, fact.score >= 0.5


@pytest.mark.parametrize(
    ("body", "mode"),
    [
        ("<p>The conference will be held online.</p>", "online"),
        ("<p>Location: Online</p>", "online"),
        ("<p>This year we meet as a fully virtual event via Zoom.</p>", "online"),
        ("<p>Grieg Hall, Bergen, Norway</p>", "in-person"),
        ("<h2>Venue</h2><p>University of Bergen, Bergen, Norway</p><p>Online registration is open.</p>", "in-person"),
        ("<p>Bergen, Norway, and online. The conference is a hybrid event.</p>", "hybrid"),
        ("<p>A hybrid conference: in person in Bergen, or virtually.</p>", "hybrid"),
    ],
)
def test_the_mode_is_told_by_words_and_place(body: str, mode: str) -> None:
    assert mode_of(body) == (mode, True)


@pytest.mark.parametrize(
    "text",
    [
        "Held online",
        "will take place virtually",
        "Venue: Zoom, online",
        "via Zoom",
        "an online event",
        "Where: virtual",
        "a free webinar",
        "KEEL @ Home",
    ],
)
def test_a_sentence_says_online(text: str) -> None:
    assert said(text, SENTENCE)


@pytest.mark.parametrize(
    "text",
    [
        "Register online",
        "The online registration form is open",
        "Talks on virtual memory and remote sensing",
        "Slides will be made available online",
        "The conference will not be held online",
        "virtual machine",
    ],
)
def test_the_word_alone_does_not_say_online(text: str) -> None:
    assert not said(text, SENTENCE)


@pytest.mark.parametrize(
    "text",
    [
        "a hybrid event",
        "in person and online",
        "on-site or virtual",
        "Fjord Days (hybrid)",
    ],
)
def test_words_say_hybrid(text: str) -> None:
    assert said(text, HYBRID)


@pytest.mark.parametrize("text", ["hybrid systems", "a hybrid approach to sails", "hybrid memory"])
def test_hybrid_things_are_no_hybrid_event(text: str) -> None:
    assert not said(text, HYBRID)


@pytest.mark.parametrize(
    "text",
    [
        "in person",
        "vor Ort",
        "en présentiel",
        "in presenza",
        "presencial",
    ],
)
def test_words_say_in_person(text: str) -> None:
    assert said(text, IN_PERSON)


def test_a_page_that_says_neither_words_nor_place_has_no_sure_mode() -> None:
    here = survey(f"{INTRO}<p>A talk about hulls.</p>")
    assert [fact for fact in read_modes(here, list(read_places(here, None))) if fact.score >= 0.5] == []


def test_the_words_of_a_mode_stand_in_the_page() -> None:
    here = survey(f"{INTRO}<p>The conference will be held online.</p><p>Bergen, Norway</p>")
    facts = list(read_modes(here, list(read_places(here, None))))
    assert facts
    assert all(fact.text in here.page.text for fact in facts)
