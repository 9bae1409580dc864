"""A filter means the same events everywhere, and every feed has a file name of its own."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import event, record

from eventcal.exporters.filters import Filter, matches, select, slug
from eventcal.model import Cost, Place

FREE = Cost(True, 0, 0, None, "free")
FREE_FOR_SOME = Cost(True, 0, 99, "EUR", "free for students, else 99 €")
PAID = Cost(False, 230, 230, "EUR", "230€")
BERGEN = Place("Boathouse", "Bergen", "Norway", "Boathouse, Bergen")


@pytest.mark.parametrize(
    ("word", "fields", "holds"),
    [
        ("gpu", {"name": "A GPU day"}, True),
        ("gpu", {"name": "GPUs for all"}, False),
        ("gpu", {"description": "Programming (GPU), in two days."}, True),
        ("gpu", {"tags": ("gpu",)}, True),
        ("gpu", {"organizer": "GPU Club"}, True),
        ("gpu", {"place": Place(text="GPU hall")}, False),
        ("research  software", {"description": "for research\nsoftware engineers"}, True),
        ("day research", {"name": "A day", "description": "research"}, False),
        ("c++", {"name": "Modern C++, again"}, True),
        ("c", {"name": "Modern C++"}, True),
        ("Zürich", {"name": "ZURICH meets"}, True),
        ("straße", {"name": "STRASSE"}, True),
        ("データ", {"name": "研究データ会議"}, True),
        ("서울", {"name": "서울에서 만나요"}, True),
        (".*", {"name": "anything"}, False),
        (" ", {"name": "anything"}, False),
    ],
)
def test_a_word_stands_whole_in_what_the_event_says(word, fields, holds):
    assert matches(event(**fields), Filter(any=(word,))) is holds


def test_one_of_several_words_is_enough():
    assert matches(event("A GPU day"), Filter(any=("cuda", "gpu")))


@pytest.mark.parametrize(
    ("asked", "has", "holds"),
    [
        ("hpc", "HPC", True),
        ("research software", "research-software", True),
        ("c", "c++", False),
        ("hpc", "hpcx", False),
    ],
)
def test_a_tag_is_the_same_where_its_feed_is(asked, has, holds):
    assert matches(event(tags=("other", has)), Filter(tags=(asked,))) is holds
    assert (slug(asked) == slug(has)) is holds


@pytest.mark.parametrize(
    ("asked", "mode", "status", "holds"),
    [
        ("online", "online", "scheduled", True),
        ("online", "hybrid", "scheduled", True),
        ("online", "in-person", "scheduled", False),
        ("online", None, "scheduled", False),
        ("online", "in-person", "moved-online", True),
        ("in-person", "hybrid", "scheduled", True),
        ("in-person", "in-person", "moved-online", False),
        ("hybrid", "online", "scheduled", False),
    ],
)
def test_a_mode_is_how_an_event_can_be_attended(asked, mode, status, holds):
    assert matches(event(mode=mode, status=status), Filter(mode=asked)) is holds


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ("bergen", True),
        ("Bergen, NORWAY", True),
        ("boathouse", True),
        ("Berg", False),
        ("Bergen Germany", False),
        ("!", False),
    ],
)
def test_a_place_is_named_by_its_words(asked, holds):
    assert matches(event(place=BERGEN), Filter(place=asked)) is holds


@pytest.mark.parametrize(
    ("free", "cost", "holds"),
    [
        (True, FREE, True),
        (True, FREE_FOR_SOME, True),
        (True, PAID, False),
        (True, None, False),
        (False, PAID, True),
        (False, FREE_FOR_SOME, False),
        (False, None, False),
    ],
)
def test_a_price_that_is_not_known_is_neither_free_nor_not(free, cost, holds):
    assert matches(event(cost=cost), Filter(free=free)) is holds


@pytest.mark.parametrize(
    ("asked", "has", "holds"), [("en", "en-GB", True), ("EN", "en", True), ("e", "en", False), ("en", None, False)]
)
def test_a_language_has_its_regions(asked, has, holds):
    assert matches(event(language=has), Filter(language=asked)) is holds


def test_all_that_is_asked_must_hold_and_the_order_stays():
    asked = Filter(any=("fjord",), free=True, mode="online")
    both = {"mode": "online", "cost": FREE}
    records = [
        record(uid="b", **both),
        record(uid="x", mode="online"),
        record(uid="y", cost=FREE),
        record(uid="a", **both),
    ]
    assert [found.uid for found in select(records, asked)] == ["b", "a"]
    assert select(records, Filter()) == records


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hpc", "hpc"),
        ("Research software", "research-software"),
        ("open_science", "open-science"),
        ("Données ouvertes", "donnees-ouvertes"),
        ("C++", "c-cedb1bac7efc"),
    ],
)
def test_a_file_name_says_what_the_text_says(text, expected):
    assert slug(text) == expected


HARD = ["../../etc/x", "..\\", "CON", "con.", "nul", ".", "..", "", "-", "x" * 400, "x" * 401, "a\0b", "ab", "a.", "a", "/a", "会议", "会議", "\ud800"]  # fmt: skip


def test_no_text_leads_out_of_its_folder_or_to_the_file_of_another():
    names = [slug(text) for text in HARD]
    assert all(re.fullmatch(r"[a-z0-9-]{1,80}", name) for name in names)
    assert len(set(names)) == len(names)
    assert not {"con", "nul"} & set(names)


@given(st.text(st.characters(), max_size=120))
def test_whatever_a_text_is_it_makes_a_file_name(text):
    assert re.fullmatch(r"[a-z0-9-]{1,80}", slug(text))
    assert slug(slug(text)) == slug(text)
