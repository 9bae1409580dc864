"""Events and facts go to JSON by the contract, and come back."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventcal.event_json import facts_from_json, facts_to_json, from_json, to_json
from eventcal.model import Cost, Deadline, Event, Fact, Place, Session, Tier, When

PARIS = ZoneInfo("Europe/Paris")
NAME_FACT = Fact("name", "Fjord Days", "Fjord Days", "h1", "main > h1", 0.91234, source="https://fjord.example/")

texts = st.text(max_size=20)
maybe_texts = st.none() | texts
amounts = st.floats(0, 1e7)
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
offsets = st.integers(-14 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))
times = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.none() | offsets)
moments = days | times
kinds = st.sampled_from(["paper", "registration", "early-bird"])
whens = st.builds(
    When,
    moments,
    st.none() | moments,
    maybe_texts,
    st.lists(st.builds(Session, moments, st.none() | moments), max_size=2).map(tuple),
)
geos = st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180))
places = st.builds(Place, maybe_texts, maybe_texts, maybe_texts, maybe_texts, geos)
tiers = st.lists(st.builds(Tier, texts, amounts, maybe_texts), max_size=2).map(tuple)
costs = st.builds(Cost, st.booleans(), amounts, amounts, maybe_texts, texts, tiers)
deadlines = st.builds(Deadline, kinds, moments, texts, maybe_texts, st.lists(days, max_size=2).map(tuple))
facts = st.builds(
    Fact,
    texts,
    texts,
    st.none() | texts | whens | places | costs | deadlines,
    texts,
    texts,
    st.floats(0, 1),
    texts,
    st.lists(texts, max_size=2).map(tuple),
    texts,
)
events = st.builds(
    Event,
    name=texts,
    url=texts,
    when=st.none() | whens,
    short_name=maybe_texts,
    mode=st.sampled_from([None, "online", "in-person", "hybrid"]),
    place=places,
    cost=st.none() | costs,
    deadlines=st.lists(deadlines, max_size=2).map(tuple),
    status=st.sampled_from(["scheduled", "cancelled", "moved-online"]),
    description=maybe_texts,
    organizer=maybe_texts,
    language=maybe_texts,
    tags=st.lists(texts, max_size=2).map(tuple),
    doubtful=st.lists(texts, max_size=2).map(tuple),
    evidence=st.dictionaries(st.sampled_from(["name", "start", "city", "other"]), facts),
)


def test_an_event_has_the_keys_of_the_contract_in_its_order():
    event = Event(
        name="Fjord Days",
        url="https://fjord.example/",
        when=When(
            datetime(2026, 10, 13, 14, tzinfo=PARIS), datetime(2026, 10, 13, 15, 30, tzinfo=PARIS), "Europe/Paris"
        ),
        mode="in-person",
        place=Place("Boathouse", "Bergen", "Norway", "the Boathouse, Bergen", (60.4, 5.0)),
        cost=Cost(False, 50, 80.5, "EUR", "50 to 80,50 €", (Tier("students", 50, "EUR"),)),
        deadlines=(Deadline("paper", date(2026, 6, 1), "June 1", "AoE", (date(2026, 5, 15),)),),
        tags=("hpc",),
        doubtful=("organizer",),
        evidence={"organizer": NAME_FACT, "name": NAME_FACT},
    )
    name_words = {"text": "Fjord Days", "rule": "h1", "confidence": 0.912, "source": "https://fjord.example/"}
    expected = {
        "name": "Fjord Days",
        "short_name": None,
        "url": "https://fjord.example/",
        "start": "2026-10-13T14:00+02:00",
        "end": "2026-10-13T15:30+02:00",
        "timezone": "Europe/Paris",
        "sessions": None,
        "mode": "in-person",
        "venue": "Boathouse",
        "city": "Bergen",
        "country": "Norway",
        "place_text": "the Boathouse, Bergen",
        "geo": [60.4, 5.0],
        "cost": {
            "free": False,
            "min": 50,
            "max": 80.5,
            "currency": "EUR",
            "text": "50 to 80,50 €",
            "tiers": [{"text": "students", "amount": 50, "currency": "EUR"}],
        },
        "deadlines": [
            {"kind": "paper", "date": "2026-06-01", "timezone": "AoE", "text": "June 1", "was": ["2026-05-15"]}
        ],
        "status": "scheduled",
        "description": None,
        "organizer": None,
        "language": None,
        "tags": ["hpc"],
        "doubtful": ["organizer"],
        "evidence": {"name": name_words, "organizer": name_words},
    }
    assert json.dumps(to_json(event)) == json.dumps(expected)


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (date(2026, 10, 13), "2026-10-13"),
        (datetime(2026, 10, 13, 14), "2026-10-13T14:00"),
        (datetime(2026, 10, 13, 14, 0, 59), "2026-10-13T14:00"),
        (datetime(2026, 10, 13, 14, tzinfo=UTC), "2026-10-13T14:00+00:00"),
        (datetime(2026, 1, 13, 14, tzinfo=PARIS), "2026-01-13T14:00+01:00"),
    ],
)
def test_a_moment_says_no_more_than_is_known(moment, text):
    values = to_json(Event("Fjord Days", "", When(moment, moment)))
    assert (values["start"], values["end"]) == (text, text)


def test_sessions_are_listed_with_their_days():
    sessions = (Session(date(2026, 10, 16), date(2026, 10, 16)), Session(datetime(2026, 10, 23, 9)))
    values = to_json(Event("Fjord Days", "", When(date(2026, 10, 16), date(2026, 10, 23), None, sessions)))
    assert values["sessions"] == [
        {"start": "2026-10-16", "end": "2026-10-16"},
        {"start": "2026-10-23T09:00", "end": None},
    ]


def test_an_event_without_a_day_has_no_dates_at_all():
    values = to_json(Event("Fjord Days", ""))
    assert [values[key] for key in ("start", "end", "timezone", "sessions")] == [None] * 4


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_json_cannot_hold_is_unknown(number):
    event = Event("Fjord Days", "", place=Place(geo=(number, 5.0)), cost=Cost(False, 1, number, "EUR", "1€"))
    values = json.loads(json.dumps(to_json(event), allow_nan=False))
    assert (values["geo"], values["cost"]) == (None, None)


@given(events)
def test_an_event_read_back_gives_the_same_json(event):
    values = to_json(event)
    assert json.dumps(to_json(from_json(json.loads(json.dumps(values))))) == json.dumps(values)


@given(st.lists(facts, max_size=3))
def test_facts_come_back_with_nothing_lost(given_facts):
    assert facts_from_json(json.loads(json.dumps(facts_to_json(given_facts)))) == tuple(given_facts)


def test_a_fact_keeps_the_seconds_that_the_contract_leaves_out():
    fact = Fact("deadline", "23:59:59", Deadline("paper", datetime(2026, 6, 1, 23, 59, 59), "23:59:59"), "r", "p", 0.9)
    assert facts_from_json(facts_to_json([fact])) == (fact,)


def test_a_value_of_no_fact_is_refused():
    with pytest.raises(TypeError, match="no fact has a value of int"):
        facts_to_json([Fact("cost", "50", 50, "r", "p", 0.9)])


def test_evidence_is_found_again_among_the_facts_given():
    values = to_json(Event("Fjord Days", "", evidence={"name": NAME_FACT}))
    assert from_json(values, [NAME_FACT]).evidence == {"name": NAME_FACT}


def test_evidence_without_its_facts_keeps_the_words_and_their_source():
    values = to_json(Event("Fjord Days", "", evidence={"name": NAME_FACT}))
    expected = Fact("name", "Fjord Days", None, "h1", "", 0.912, source="https://fjord.example/")
    assert from_json(values).evidence == {"name": expected}


def test_keys_beyond_the_contract_are_left_alone():
    event = Event("Fjord Days", "https://fjord.example/")
    assert from_json({"uid": "a", **to_json(event), "state": "scheduled"}) == event
