"""The editor's hand: what is said once holds, shows in every output, and is told against what sources say anew."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventcal.config import load_editorial
from eventcal.config.edited import with_values
from eventcal.config.tree import parse
from eventcal.edits import overlaid
from eventcal.errors import ConfigError, UsageError
from eventcal.event_json import from_json, to_json
from eventcal.fetch import Fetched
from eventcal.model import Event, Failed, Host, Settings, Source, Unchanged, Validators
from eventcal.news import news
from eventcal.page import Page
from eventcal.refresh import Run, Summary, refresh
from eventcal.store import Store, published_rows

NOW = datetime(2027, 4, 1, 6, tzinfo=UTC)
PAGE = Source("page", "https://fjord.example/days")
LIST = Source("list", "https://tundra.example/events.ics")
OTHER = Source("other", "https://island.example/all.ics")


# What the file may say.


@pytest.fixture
def said(tmp_path: Path) -> Callable[[str], list[str]]:
    def _said(text: str) -> list[str]:
        (tmp_path / "editorial.yaml").write_text(text)
        try:
            load_editorial(tmp_path / "sources.yaml")
        except ConfigError as error:
            return [str(problem).removeprefix(f"{tmp_path}/editorial.yaml:") for problem in error.problems]
        return []

    return _said


def test_without_a_file_the_editor_says_nothing(tmp_path):
    assert load_editorial(tmp_path / "sources.yaml").edits == ()


def test_every_key_is_read(said, tmp_path):
    text = """\
events:
  5f0c1d63:
    pin: true
    hide: yes
    accepted: true
    blurb: Ours.
    same-as: 6666
    never-merge: [7777, list]
    name: Fjord Days
    short_name: "-"
    url: https://fjord.example/
    start: 2027-05-10 14:00
    end: 2027-05-10T16:00+02:00
    timezone: Europe/Oslo
    sessions: [2027-05-10T14:00/2027-05-10T15:00, 2027-05-11]
    mode: online
    venue: Hall
    city: Bergen
    country: no
    place_text: By the sea
    geo: 60.39, 5.32
    cost: 100-250 EUR
    deadlines: {paper: 2027-01-31 AoE, poster: "-"}
    status: moved-online
    description: About knots.
    organizer: Guild
    language: pt-BR
    tags: [hpc, -physics]
  6666:
"""
    assert said(text) == []
    edit, nothing = load_editorial(tmp_path / "sources.yaml").edits
    assert (edit.pin, edit.hide, edit.accepted, edit.blurb) == (True, True, True, "Ours.")
    assert (edit.same_as, edit.never_merge) == (("6666",), ("7777", "list"))
    assert edit.fixed["start"] == "2027-05-10T14:00" and edit.fixed["short_name"] is None
    assert edit.fixed["country"] == "Norway" and edit.fixed["geo"] == [60.39, 5.32]
    assert edit.fixed["cost"] == {
        "free": False, "min": 100, "max": 250, "currency": "EUR", "text": "100-250 EUR", "tiers": [],
    }  # fmt: skip
    due = edit.fixed["deadlines"]
    assert (due["paper"]["date"], due["paper"]["timezone"], due["poster"]) == ("2027-01-31", "AoE", None)
    assert edit.fixed["sessions"][1] == {"start": "2027-05-11", "end": None}
    assert edit.implied["description"] == "Ours." or edit.fixed["description"] == "About knots."
    assert (nothing.fixed, nothing.pin) == ({}, False)


@pytest.mark.parametrize(
    ("line", "column", "allowed"),
    [
        ("start: 2027-05-32", 12, "a day such as 2027-03-01"),
        ("start: next week", 12, "a day such as 2027-03-01"),
        ("pin: maybe", 10, "true or false"),
        ("colour: red", 5, "did you mean 'country'"),
        ("cost: many", 11, "a price with its currency"),
        ("mode: remote", 11, "online, in-person, hybrid"),
        ("status: canceled", 13, "did you mean 'cancelled'"),
        ("deadlines: {papers: 2027-01-31}", 16, "did you mean 'paper'"),
        ("deadlines: {paper: soon}", 24, "a day such as"),
        ("url: javascript:alert(1)", 10, "an http:// or https:// address"),
        ("geo: 91, 200", 10, "latitude and longitude"),
        ("country: Atlantis", 14, "a country's name"),
        ("timezone: Oslo", 15, "an IANA name"),
        ("language: English", 15, "a language's code"),
        ("sessions: [tomorrow]", 16, "a day such as"),
        ("same_as: 1", 5, "did you mean 'same-as'"),
    ],
)
def test_a_mistake_has_its_line_column_and_what_is_allowed(said, line, column, allowed):
    (problem,) = said(f"# remark\nevents:\n  5f0c:\n    {line}\n")
    assert problem.startswith(f"4:{column}: events.5f0c.") and allowed in problem


def test_an_end_before_the_start_is_a_mistake(said):
    (problem,) = said("events:\n  5f0c: {start: 2027-05-10, end: 2027-05-09}\n")
    assert problem.startswith("2:9: ") and "not before the start" in problem


# Writing it.

ID = "5f0c1d63-1f6b-4b62-9f0b-3d9f6c1f7a15@eventcal"
FILE = Path("editorial.yaml")
WRITTEN = """\
# of the editor
events:
  # about knots
  5f0c: {pin: true, deadlines: {paper: 2026-01-01}}  # hello
  6666:
    blurb: |
      one
      two
    # a remark
    deadlines:
      paper: 2026-01-01  # yes
      # more
    never-merge:
    - list
    - other

  7777:  # nothing yet
# the end
"""


def test_an_edit_changes_its_lines_and_no_other():
    text = with_values(WRITTEN, FILE, ID, "", {"deadlines.paper": "2026-02-02", "pin": None, "city": "Oslo"})
    text = with_values(text, FILE, "6666@eventcal", "", {"blurb": "three", "deadlines.poster": "2026-02-03"})
    text = with_values(text, FILE, "6666@eventcal", "", {"deadlines.paper": "2026-02-02", "never-merge": ["list"]})
    text = with_values(text, FILE, "7777@eventcal", "", {"hide": "true"})
    assert (
        text
        == """\
# of the editor
events:
  # about knots
  5f0c: {deadlines: {paper: 2026-02-02}, city: Oslo}  # hello
  6666:
    blurb: three
    # a remark
    deadlines:
      paper: 2026-02-02  # yes
      poster: 2026-02-03
      # more
    never-merge: [list]

  7777:  # nothing yet
    hide: true
# the end
"""
    )


def test_what_is_taken_back_leaves_nothing_behind():
    text = with_values("# mine\n", FILE, ID, "Fjord\nDays # 1", {"start": "2027-05-10", "deadlines.paper": "-"})
    assert f'  {ID}:  # Fjord Days # 1\n    start: 2027-05-10\n    deadlines: {{paper: "-"}}\n' in text
    assert with_values(text, FILE, ID, "", {"start": None, "deadlines.paper": None}) == "# mine\nevents:\n"


@pytest.mark.parametrize(
    "text", ["", "events:\n", "events: {}\n", "# only a remark\n", "events:\n    777:\n        pin: true\n\n"]
)
def test_a_first_edit_fits_every_file(text):
    changed = with_values(text, FILE, ID, "Days", {"pin": "true"})
    assert parse(changed, "x").value["events"][ID] == {"pin": "true"}
    assert set(filter(None, text.splitlines())) - {"events: {}"} <= set(changed.splitlines())


def test_brackets_over_lines_are_left_to_the_editor():
    with pytest.raises(UsageError, match=r"editorial.yaml:1: .*by hand"):
        with_values("events: {\n  5f0c: {pin: true}}\n", FILE, ID, "", {"hide": "true"})


def test_a_wrong_value_is_refused():
    with pytest.raises(UsageError, match=r"^mode: found 'remote', allowed: online"):
        with_values(WRITTEN, FILE, ID, "", {"mode": "remote"})


VALUES = {
    "pin": st.just("true"),
    "blurb": st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(
        lambda text: text.strip() == text
    ),
    "city": st.sampled_from(["Oslo", "St. John's", "a: b # c", "-", "[x]", "'", '"']),
    "tags": st.lists(st.sampled_from(["hpc", "-b", "x, y", "true"]), min_size=1, max_size=3),
    "deadlines.paper": st.sampled_from(["2027-01-31", "-", "2027-01-31 AoE"]),
    "deadlines.poster": st.sampled_from(["2027-02-28"]),
}
STEP = st.sampled_from(sorted(VALUES)).flatmap(
    lambda key: st.tuples(st.sampled_from([ID, "6666@e", "8888@e"]), st.just(key), st.none() | VALUES[key])
)


@settings(deadline=None)
@given(st.sampled_from([WRITTEN, "", "events: {5f0c: {}}\n"]), st.lists(STEP, max_size=8))
def test_any_edits_say_what_was_asked_for_and_keep_every_remark(text, steps):
    said = {}
    for uid, key, value in steps:
        text = with_values(text, FILE, uid, "Name", {key: value})
        said[uid, key] = value
    events = (parse(text, "x").value or {}).get("events") or {}
    for (uid, key), value in said.items():
        found = next((values for start, values in events.items() if uid.startswith(start)), None) or {}
        for part in key.split("."):
            found = (found or {}).get(part)
        assert found == value
    if text.startswith("# of the editor"):
        assert all(remark in text for remark in ("# about knots", "# a remark", "# more", "# the end"))
        assert ("# hello" in text) == ("5f0c:" in text), "a remark behind an edit goes with it"


# Laid over an event.

EVENT = to_json(Event("Fjord Days", PAGE.url))
DAYS = {**EVENT, "start": "2027-05-10", "end": "2027-05-12"}
TIMED = {**EVENT, "start": "2027-05-10T14:00+02:00", "end": "2027-05-10T16:00+02:00", "timezone": "Europe/Oslo"}


@pytest.mark.parametrize(
    ("event", "fixed", "start", "end"),
    [
        (DAYS, {"start": "2027-05-11"}, "2027-05-11", "2027-05-12"),
        (DAYS, {"start": "2027-05-17"}, "2027-05-17", "2027-05-17"),
        (DAYS, {"end": "2027-05-13"}, "2027-05-10", "2027-05-13"),
        (DAYS, {"start": None}, None, None),
        (EVENT, {"start": "2027-05-17"}, "2027-05-17", "2027-05-17"),
        (TIMED, {"start": "2027-05-10T15:00"}, "2027-05-10T15:00+02:00", "2027-05-10T16:00+02:00"),
        (TIMED, {"start": "2027-05-11T15:00"}, "2027-05-11T15:00+02:00", None),
        (TIMED, {"start": "2027-05-10T12:30+00:00"}, "2027-05-10T14:30+02:00", "2027-05-10T16:00+02:00"),
        (
            {**TIMED, "timezone": "CEST"},
            {"start": "2027-05-10T12:30+00:00"},
            "2027-05-10T12:30+00:00",
            "2027-05-10T16:00+02:00",
        ),
        (TIMED, {"timezone": "Europe/London"}, "2027-05-10T14:00+01:00", "2027-05-10T16:00+01:00"),
        (TIMED, {"timezone": None}, "2027-05-10T14:00", "2027-05-10T16:00"),
    ],
)
def test_an_end_is_never_invented_and_never_before_the_start(event, fixed, start, end):
    shown = overlaid(event, fixed)
    assert (shown["start"], shown["end"]) == (start, end)
    assert to_json(from_json(shown))["start"] == start


def test_deadlines_are_fixed_by_kind_and_tags_added_or_taken():
    due = {"kind": "paper", "date": "2027-01-31", "timezone": None, "text": "31 January", "was": []}
    event = {
        **EVENT,
        "deadlines": [due, {**due, "kind": "poster"}],
        "tags": ["physics", "hpc"],
        "doubtful": ["cost", "city"],
    }
    shown = overlaid(event, {"deadlines": {"poster": None}, "tags": ["-physics", "gpu"], "city": "Bergen"})
    assert [deadline["kind"] for deadline in shown["deadlines"]] == ["paper"]
    assert (shown["tags"], shown["doubtful"]) == (["hpc", "gpu"], ["cost"])
    assert shown["evidence"]["city"]["source"] == "editorial.yaml"


# Runs.


def page(start: str, name: str = "Fjord Days", end: str | None = None) -> str:
    event = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": name,
        "startDate": start,
        "endDate": end or start,
        "url": PAGE.url,
    }
    markup = f'<script type="application/ld+json">{json.dumps(event)}</script>'
    return (
        f'<!doctype html><html lang="en"><head><title>{name}</title>{markup}</head><body><h1>{name}</h1></body></html>'
    )


def calendar(*events: tuple[str, str, str]) -> str:
    entries = (
        f"BEGIN:VEVENT\r\nUID:{number}\r\nSUMMARY:{name}\r\nDTSTART;VALUE=DATE:{day}\r\nURL:{url}\r\nEND:VEVENT\r\n"
        for number, (name, day, url) in enumerate(events)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(entries)}END:VCALENDAR\r\n"


class Desk:
    """A folder with a state, an output and what the editor says; runs on them, a day after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.output, self.day = folder, folder / "output", 0
        self.file = folder / "editorial.yaml"
        self.store = Store.open(str(folder / "eventcal.db"))

    def run(self, *sources: Source, **answers: str | Failed | Unchanged) -> Summary:
        self.day += 1
        now = NOW + timedelta(days=self.day)
        chosen = [source for source in sources or (PAGE, LIST, OTHER) if source.id in answers]
        settings = Settings(self.folder / "sources.yaml", tuple(chosen))
        run = Run(now, only=tuple(answers))
        return refresh(
            settings, self.store, Door(answers, now), self.output, run, editorial=load_editorial(settings.path)
        )

    def edit(self, uid: str, **values: object) -> None:
        text = self.file.read_text() if self.file.exists() else ""
        keys = {
            key.replace("_", "-") if key in ("same_as", "never_merge") else key: value for key, value in values.items()
        }
        self.file.write_text(with_values(text, self.file, uid, "", keys))

    def uid(self, name: str) -> str:
        (uid,) = (record.uid for record in self.store.records() if record.event.name == name)
        return uid

    def events(self) -> dict[str, dict[str, object]]:
        return {event["name"]: event for event in json.loads(self.text("events.json"))}

    def text(self, name: str) -> str:
        return (self.output / name).read_bytes().decode().replace("\r\n ", "")

    def told(self) -> list[tuple[str, str | None]]:
        records = self.store.records()
        return [(item.kind, item.field) for item in news(records, self.store.all_changes(), {}, NOW.date(), NOW.date())]


class Door:
    """Answers without a network."""

    def __init__(self, answers: dict[str, str | Failed | Unchanged], now: datetime) -> None:
        self.answers, self.now = answers, now

    def hosts(self) -> list[Host]:
        return []

    def fetch(self, source: Source, validators: Validators | None = None) -> Fetched | Unchanged | Failed:
        answer = self.answers[source.id]
        if not isinstance(answer, str):
            return answer
        return Fetched(Page(source.url, answer.encode(), self.now.date()), Validators(f'"{self.now}"'))


@pytest.fixture
def desk(tmp_path: Path):
    desk = Desk(tmp_path)
    yield desk
    desk.store.close()


def test_a_fix_is_published_once_and_survives_what_the_source_says(desk):
    desk.run(page=page("2027-05-10"))
    uid = desk.uid("Fjord Days")
    desk.edit(uid, start="2027-05-11", end="2027-05-12")
    assert desk.run(page=Unchanged()).changed == (uid,)
    shown = desk.events()["Fjord Days"]
    assert (shown["uid"], shown["start"], shown["end"], shown["sequence"]) == (uid, "2027-05-11", "2027-05-12", 1)
    assert "DTSTART;VALUE=DATE:20270511" in desk.text("events.ics") and "11-12 May" in desk.text("events.md")

    before = desk.text("events.ics")
    summary = desk.run(page=page("2027-05-17"))
    assert desk.text("events.ics") == before, "what the editor has fixed has not changed"
    told = [line.removeprefix(f"{desk.file}:").partition(": ") for line in summary.told]
    says = "its sources say 2027-05-17 now, no longer 2027-05-10; yours stays:"
    assert [line for _, _, line in told] == [
        f"Fjord Days: end: {says} 2027-05-12",
        f"Fjord Days: start: {says} 2027-05-11",
    ]
    lines = desk.file.read_text().splitlines()
    assert [lines[int(place.split(":")[0]) - 1] for place, _, _ in told] == [
        "    end: 2027-05-12",
        "    start: 2027-05-11",
    ]
    assert summary.person_needed
    again = desk.run(page=page("2027-05-17") + " ")
    assert (again.told, again.person_needed) == ((), False), "it is said once"
    assert ("overruled", "start") in desk.told()


def test_a_source_that_comes_to_agree_is_not_worth_a_word(desk):
    desk.run(page=page("2027-05-10"))
    desk.edit(desk.uid("Fjord Days"), start="2027-05-11", end="2027-05-11")
    desk.run(page=Unchanged())
    assert desk.run(page=page("2027-05-11")).told == ()
    assert len(desk.run(page=page("2027-05-12")).told) == 2


def test_what_is_not_fixed_follows_the_source(desk):
    desk.run(page=page("2027-05-10"))
    uid = desk.uid("Fjord Days")
    desk.edit(uid, city="Trondheim")
    desk.run(page=page("2027-05-10"))
    summary = desk.run(page=page("2027-05-17"))
    shown = desk.events()["Fjord Days"]
    assert (shown["start"], shown["city"], shown["country"], shown["sequence"]) == (
        "2027-05-17",
        "Trondheim",
        "Norway",
        2,
    )
    assert (summary.changed, summary.told) == ((uid,), ())


def test_a_fix_taken_back_shows_the_source_again(desk):
    desk.run(page=page("2027-05-10"))
    uid = desk.uid("Fjord Days")
    desk.edit(uid, status="cancelled")
    desk.run(page=Unchanged())
    assert "STATUS:CANCELLED" in desk.text("events.ics") and desk.events()["Fjord Days"]["state"] == "cancelled"
    desk.edit(uid, status=None)
    desk.run(page=Unchanged())
    shown = desk.events()["Fjord Days"]
    assert (shown["status"], shown["state"], shown["sequence"]) == ("scheduled", "scheduled", 2)
    assert "CONFIRMED" in desk.text("events.ics")


def test_the_same_edits_twice_change_nothing(desk):
    desk.run(page=page("2027-05-10"))
    desk.edit(desk.uid("Fjord Days"), city="Bergen", blurb="Ours.", tags=["hpc"])
    desk.run(page=Unchanged())
    assert "Ours." in desk.text("events.md") and "CATEGORIES:hpc" in desk.text("events.ics")
    dumped = [line for line in desk.store.dump() if '"table":"source"' not in line and '"sighting"' not in line]
    summary = desk.run(page=Unchanged())
    assert (summary.changed, summary.pages, {path.name for path in summary.written}) == (
        (),
        0,
        {"status.html", "status.json", "index.html", "events.md", "newsletter.html"},
    )
    assert [line for line in desk.store.dump() if '"table":"source"' not in line and '"sighting"' not in line] == dumped


def test_what_is_hidden_is_in_no_output_and_keeps_its_uid(desk):
    desk.run(page=page("2027-05-10"))
    uid = desk.uid("Fjord Days")
    desk.edit(uid, hide="true")
    desk.run(page=Unchanged())
    for name in ("events.ics", "events.md", "calls.ics", "free.ics", "online.ics", "feed.xml"):
        assert "Fjord" not in desk.text(name), name
    assert (desk.events()["Fjord Days"]["uid"], desk.events()["Fjord Days"]["hidden"]) == (uid, True)
    desk.edit(uid, hide=None)
    desk.run(page=Unchanged())
    assert uid in desk.text("events.ics") and "hidden" not in desk.events()["Fjord Days"]


def test_a_lost_state_with_fixed_events_comes_back_as_it_was_published(desk, tmp_path):
    from eventcal.exporters import events_json

    desk.run(page=page("2027-05-10"))
    desk.edit(desk.uid("Fjord Days"), start="2027-05-11", end="2027-05-12")
    desk.run(page=Unchanged())
    published = desk.text("events.ics")
    records = events_json.read(desk.text("events.json"), "events.json")
    desk.store.close()
    (tmp_path / "eventcal.db").unlink()
    desk.store = Store.open(str(tmp_path / "eventcal.db"))
    desk.store.load(published_rows(records, {PAGE.url: PAGE}))
    desk.run(page=page("2027-05-10"))
    assert desk.text("events.ics") == published


# Two records, one event.

FJORD = ("The Fjord Meeting", "20270613", "https://tundra.example/fjord")
OTHERS = [
    (f"Tundra Forum {number}", f"202707{number:02}", f"https://tundra.example/{number}") for number in range(10, 13)
]


def test_records_of_one_event_become_the_older_one(desk):
    desk.run(page=page("2027-05-10"))
    desk.run(list=calendar(FJORD, *OTHERS))
    old, young = desk.uid("Fjord Days"), desk.uid("The Fjord Meeting")
    desk.edit(young, same_as=[old])
    desk.run(page=Unchanged(), list=Unchanged())
    record = desk.store.record(young)
    assert (record.uid, record.sources) == (old, (PAGE.url, LIST.url))
    assert young not in desk.text("events.ics")
    for _ in range(2):
        summary = desk.run(page=page("2027-05-10"), list=calendar(FJORD, *OTHERS))
        assert (summary.new, summary.told, summary.records) == ((), (), 4)


def test_what_one_list_has_twice_is_not_merged_but_told(desk):
    desk.run(list=calendar(FJORD, *OTHERS))
    desk.edit(desk.uid("The Fjord Meeting"), same_as=[desk.uid("Tundra Forum 10")])
    summary = desk.run(list=Unchanged())
    assert summary.records == 4 and summary.person_needed
    assert "list lists both, each by itself; hide one of them instead" in summary.told[0]


def test_records_said_to_be_two_are_never_merged(desk):
    """A page and a list, each in its record, that a later reading would find to be one."""
    desk.run(page=page("2027-05-10"))
    desk.run(list=calendar(("The Fjord Meeting", "20270613", "https://tundra.example/fjord")))
    old, young = desk.uid("Fjord Days"), desk.uid("The Fjord Meeting")
    merging = calendar(("Fjord Days", "20270510", PAGE.url))
    desk.edit(old, never_merge=[young])
    assert desk.run(page=Unchanged(), list=merging).records == 2
    desk.edit(old, never_merge=None)
    assert desk.run(page=Unchanged(), list=merging + " ").records == 1, "it was the editor who kept them apart"


def test_a_source_said_to_list_another_event_gets_a_record_of_its_own(desk):
    desk.run(page=page("2027-05-10"))
    same = calendar(("Fjord Days", "20270510", PAGE.url))
    assert desk.run(list=same).records == 1
    uid = desk.uid("Fjord Days")
    desk.edit(uid, never_merge=["list"])
    desk.run(page=Unchanged(), list=same)
    records = {record.sources: record.uid for record in desk.store.records()}
    assert records[PAGE.url,] == uid and records[LIST.url,] != uid
    assert desk.run(page=page("2027-05-10") + " ", list=same + " ").new == ()


def test_an_id_of_no_event_or_of_several_is_told(desk):
    desk.run(list=calendar(FJORD, *OTHERS))
    starts = {record.uid[0] for record in desk.store.records()}
    lone = next(letter for letter in "0123456789abcdef" if letter not in starts)
    desk.file.write_text(f"events:\n  {lone}: {{hide: true}}\n  '': {{hide: true}}\n")
    told = desk.run(list=Unchanged()).told
    assert f"2:3: no event has an id that starts with {lone}" in told[0]
    assert "3:3: several events have an id that starts with" in told[1]
    assert desk.text("events.ics").count("BEGIN:VEVENT") == 4


# Sources whose new events wait.

REVIEWED = Source("list", LIST.url, review=True)


def test_new_events_of_a_reviewed_source_wait_until_they_are_accepted(desk):
    assert desk.run(REVIEWED, list=calendar(FJORD, *OTHERS)).waiting == 4
    assert "BEGIN:VEVENT" not in desk.text("events.ics") and desk.events() == {}
    desk.edit(desk.uid("The Fjord Meeting"), accepted="true")
    assert desk.run(REVIEWED, list=Unchanged()).waiting == 3
    assert set(desk.events()) == {"The Fjord Meeting"}
    desk.file.unlink()
    desk.run(REVIEWED, list=Unchanged())
    assert set(desk.events()) == {"The Fjord Meeting"}, "what was published does not wait again"


def test_what_was_published_before_a_review_was_asked_for_stays(desk):
    desk.run(list=calendar(FJORD))
    assert desk.run(REVIEWED, list=calendar(FJORD, *OTHERS)).waiting == 3
    assert set(desk.events()) == {"The Fjord Meeting"}


def test_an_event_that_a_trusted_source_has_too_does_not_wait(desk):
    desk.run(REVIEWED, list=calendar(("Fjord Days", "20270510", PAGE.url)))
    assert desk.run(REVIEWED, PAGE, list=Unchanged(), page=page("2027-05-10")).waiting == 0
    assert desk.events()["Fjord Days"]["sources"] == [PAGE.url, LIST.url]


def test_events_wait_no_more_where_the_review_ends(desk):
    desk.run(REVIEWED, list=calendar(FJORD))
    assert desk.run(LIST, list=Unchanged()).waiting == 0
    assert set(desk.events()) == {"The Fjord Meeting"}
