"""What the page's event is called."""

from __future__ import annotations

import pytest
from webpages import best, page, survey

from eventcal.model import Fact
from eventcal.reading.names import candidates
from eventcal.reading.pagereader import read_names
from eventcal.reading.survey import Survey


def named(body: str, title: str, **about: str) -> Fact:
    return best(list(read_names(survey(body, title=title, **about))))


@pytest.mark.parametrize(
    ("title", "body", "name"),
    [
        ("Fjord Days 2026", "<h1>Fjord Days 2026</h1><p>13-15 October 2026, Bergen</p>", "Fjord Days 2026"),
        ("Venue | Fjord Days 2026", "<h1>Venue</h1><p>Grieg Hall, Bergen</p>", "Fjord Days 2026"),
        (
            "Call for Papers - KEEL 2026",
            "<h1>Call for Papers</h1><p>KEEL 2026 asks for papers on keels.</p>",
            "KEEL 2026",
        ),
        (
            "KEEL 2026",
            "<h1>12th International Workshop on Keels (KEEL 2026)</h1><p>Rostock, 3 September 2026</p>",
            "12th International Workshop on Keels (KEEL 2026)",
        ),
        (
            "Home",
            "<h1>Nordic Symposium on Ropes 2026</h1><p>Welcome to Turku!</p><h2>News</h2><p>Registration is open.</p>",
            "Nordic Symposium on Ropes 2026",
        ),
        (
            "International Conference on Tides 2026, Brest, 3-5 June 2026",
            "<h1>International Conference on Tides 2026</h1>",
            "International Conference on Tides 2026",
        ),
    ],
)
def test_the_name_is_told_from_the_headings_of_the_page(title: str, body: str, name: str) -> None:
    assert named(body, title).value == name


def test_a_name_that_is_broken_over_headings_is_put_together() -> None:
    found = candidates(survey("<h1>International Conference</h1><h1>on Rope Handling 2026</h1>", title="ICRH"))
    assert "International Conference on Rope Handling 2026" in {c.text for c in found}


@pytest.mark.parametrize("generic", ["Home", "Program", "Registration", "Call for Papers", "Anmeldung", "Inscription"])
def test_a_heading_that_any_page_may_have_is_no_name(generic: str) -> None:
    assert (
        named(f"<h1>{generic}</h1><p>Fjord Days 2026 is held in Bergen.</p>", f"{generic} | Fjord Days 2026").value
        != generic
    )


def test_the_words_of_a_name_stand_in_the_page() -> None:
    here = page("<h1>Fjord   Days\n2026</h1><p>(Hybrid)</p>", title="Fjord Days 2026 (Hybrid) – 13 October 2026")
    markup = " ".join(here.markup.split())
    assert [c.text for c in candidates(Survey(here)) if " ".join(c.text.split()) not in markup] == []
