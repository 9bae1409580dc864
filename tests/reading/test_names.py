"""What the page's event is called."""

from __future__ import annotations

import pytest
from webpages import best, page, survey

from eventcal.model import Fact
from eventcal.reading.names import candidates, is_generic, read_short_name
from eventcal.reading.names.spelling import spells
from eventcal.reading.names.versions import versions
from eventcal.reading.names.vocabulary import WORDS
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


@pytest.mark.parametrize(
    ("title", "body", "name"),
    [
        # the long form wins over the acronym that it spells, in a heading, a line or prose
        (
            "KEEL 2026",
            "<h1>KEEL 2026</h1><h2>International Workshop on Knots, Eyes, Endurance and Lamination</h2><p>Rostock, 3 September 2026</p>",
            "International Workshop on Knots, Eyes, Endurance and Lamination",
        ),
        (
            "SIRO 2026 | Welcome",
            "<h1>SIRO 2026</h1><p>The 31st Symposium on Industrial Ropes (SIRO) will be held in Turku.</p>",
            "The 31st Symposium on Industrial Ropes (SIRO)",
        ),
        # the page's heading is not the event, in any language
        (
            "Anmeldung | Fjordtage 2026",
            "<h1>Anmeldung</h1><p>Die Fjordtage 2026 finden in Kiel statt.</p>",
            "Fjordtage 2026",
        ),
        ("Fjord Camp 2026 - Programação", "<h1>Programação</h1><h3>Sessão 1</h3>", "Fjord Camp 2026"),
        ("議程 | FjordConf 2026", "<h1>議程</h1><p>10:00 開幕</p>", "FjordConf 2026"),
        (
            "Schedule — Nordic Rope Handling 2026 documentation",
            "<h1>Schedule</h1><p>Monday: knots</p>",
            "Nordic Rope Handling 2026",
        ),
        # the event on whose occasion it is held is another one
        (
            "KEEL 2026",
            "<h1>Workshop on Knots, Eyes, Endurance and Lamination</h1><h2>Held in conjunction with SHIP 2026</h2>"
            "<p>KEEL is part of the 40th International Conference on Ships (SHIP 2026).</p>",
            "Workshop on Knots, Eyes, Endurance and Lamination",
        ),
        # the site and its owner are not the event
        (
            "How to Tie a Bowline | Rope Guild",
            '<header><h1><a href="/">Rope Guild</a></h1></header><main><h1>How to Tie a Bowline</h1><p>Webinar, 3 June 2026</p></main>',
            "How to Tie a Bowline",
        ),
        # nor is another edition
        (
            "FjordConf 2026",
            "<p>See FjordConf 2025 and FjordConf 2024.</p><p>FjordConf 2025 was fun.</p>",
            "FjordConf 2026",
        ),
        # what leads to the name, and what follows it
        (
            "Fjord Days",
            "<h1>Welcome to Fjord Days 2026</h1><p>Fjord Days 2026 will be held in Bergen.</p>",
            "Fjord Days 2026",
        ),
        ("RopeCon 2026 in Turku | 3-5 June 2026", "<p>Come to Turku!</p>", "RopeCon 2026"),
        # the line under the acronym says what it stands for, spelled or not
        (
            "ROPES 2026",
            "<h1>ROPES 2026</h1><p>The 24th International Guild Conference on Cordage and Rigging</p><p>Turku, 3-5 June 2026</p>",
            "The 24th International Guild Conference on Cordage and Rigging",
        ),
    ],
)
def test_the_name_is_the_events_own_and_whole(title: str, body: str, name: str) -> None:
    assert named(body, title).value == name


@pytest.mark.parametrize(
    ("name", "acronym", "spelled"),
    [
        ("conference on rope handling", "corh", True),
        ("workshop on performance and energy efficiency in rope making", "perm", True),
        ("symposium on industrial ropes", "siro", True),
        ("european sailors meeting", "eusam", True),
        ("rope database conference", "rdbc", True),
        ("conference on rope handling", "corx", False),
        ("conference on rope handling", "hrc", False),
        ("conference", "con", False),
        ("rope day of the many makers, menders, finders and keepers of knots", "rok", False),
    ],
)
def test_an_acronym_is_spelled_by_words_in_their_order(name: str, acronym: str, spelled: bool) -> None:
    assert spells(WORDS.findall(name), acronym) is spelled


@pytest.mark.parametrize(
    ("named_", "body", "short"),
    [
        ("Symposium on Industrial Ropes", "<h1>SIRO 2026</h1>", "SIRO 2026"),
        ("Symposium on Industrial Ropes", "<p>Papers for SIRO'26 are due in May 2026.</p>", "SIRO'26"),
        ("Symposium on Industrial Ropes", "<p>SIRO26 is over.</p>", "SIRO26"),
        ("RopeCon 2026", "<p>RopeCon 2026 is in Turku.</p>", "RopeCon 2026"),
        ("RopeCon Turku 2026", "<p>All RopeCon 2026 events.</p>", None),
        ("Symposium on Industrial Ropes", "<p>SHIP 2026 is near, SIRO 2024 was small, SIRO is old.</p>", None),
        ("Symposium on Industrial Ropes", "<p>Write to SIRO2026@ropes.example.</p>", None),
    ],
)
def test_a_short_name_is_the_acronym_of_the_name_with_the_pages_year(named_: str, body: str, short: str | None) -> None:
    facts = list(read_short_name(survey(body, title="Ropes 2026"), named_))
    assert [fact.value for fact in facts] == ([short] if short else [])


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Venue | Fjord Days 2026", {"Venue", "Fjord Days 2026"}),
        ("Fjord Days 2026: 13-15 October 2026, Bergen", {"Fjord Days 2026"}),
        ("PyFjord CZ 2026 Brno 28-30 October", {"PyFjord CZ 2026"}),
        ("Fjord Days at Grieg Hall", {"Fjord Days"}),
        ("Fjord Days 2026 Registration", {"Fjord Days 2026"}),
        ("Fjord Days 2026 will be held online", {"Fjord Days 2026"}),
        ("Welcome to Fjord Days", {"Fjord Days"}),
        ("Fjord Days (Hybrid)", {"Fjord Days"}),
    ],
)
def test_a_title_is_cut_where_its_name_ends(text: str, parts: set[str]) -> None:
    here = survey("")
    assert parts <= {version for version, _ in versions(text, here.dates_in)}


def test_a_page_of_ten_thousand_headings_is_read_in_time() -> None:
    body = "".join(
        f"<h2>Workshop {n} on Ropes (ROPE {n})</h2><p>in conjunction with the SHIP {n}</p>" for n in range(10_000)
    )
    body += "".join(f"<h3>Rope {n} of</h3>" for n in range(10_000))
    assert len(candidates(survey(body))) < 200


def test_an_acronym_that_nearly_fits_everywhere_is_given_up_in_time() -> None:
    assert not spells(["aaaaaaaxcb"] * 30, "a" * 11 + "ccb")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("el noveno Simposio Internacional de Cuerdas en Navegación será en mayo", "noveno Simposio Internacional de Cuerdas en Navegación"),
        ("Der 20. Nordische Kongress für Tauwerk findet in Kiel statt", "20. Nordische Kongress für Tauwerk"),
        ("le XII Colloque sur les Cordages aura lieu à Brest", "XII Colloque sur les Cordages"),
        ("o 3º Encontro de Marinheiros do Porto", "3º Encontro de Marinheiros do Porto"),
        ("the Nineteenth International Symposium on Rope Handling", "the Nineteenth International Symposium on Rope Handling"),
    ],
)  # fmt: skip
def test_a_counted_name_is_found_in_the_text_of_any_language(text: str, name: str) -> None:
    assert name in {c.text for c in candidates(survey(f"<p>{text}</p>", title="X"))}


def test_a_counted_name_is_found_in_what_the_page_says_of_itself() -> None:
    here = survey(
        "<h1>Registration</h1>",
        title="X",
        head='<meta name="description" content="Home of the 8th Workshop on Knots.">',
    )
    assert "the 8th Workshop on Knots" in {c.text for c in candidates(here)}


@pytest.mark.parametrize(
    "heading",
    ["Das Thema", "Le programme", "O Evento", "Докладчикам", "参加費", "購票", "오시는 길", "Our Speakers", "Webinar"],
)
def test_a_heading_of_any_page_is_told_in_any_language_with_its_article_or_without(heading: str) -> None:
    assert is_generic(heading)


def test_a_logo_is_not_part_of_the_name() -> None:
    found = {c.text for c in candidates(survey('<img src="a.png" alt="Logo of Fjord Days 2026"><p>Hi</p>', title="X"))}
    assert "Fjord Days 2026" in found
