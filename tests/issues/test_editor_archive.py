"""The bars of the editor's own archive, which lies beside the project and is no part of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args

import pytest

from eventcal.event_json import cost_from_json, when_from_json
from eventcal.exporters.entry_lines import tail
from eventcal.exporters.selection import Item
from eventcal.issues.archive import read_issue
from eventcal.issues.tail import read_tail
from eventcal.model import Deadline, DeadlineKind, Event, NewsletterSettings, Place, Record
from eventcal.printed import Said, Section, said_to_json

SHARED = Path(__file__).parents[3] / "shared" / "newsletter"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the editor's archive is not here")
SECTIONS: tuple[Section, ...] = ("events", "calls")
SETTINGS = NewsletterSettings()
Fields = dict[str, Any]


def labelled() -> Iterator[tuple[Section, Fields]]:
    for section in SECTIONS:
        for line in (SHARED / f"{section}.jsonl").read_text(encoding="utf-8").splitlines():
            yield section, json.loads(line)


def stated(section: Section, entry: Fields) -> Fields:
    """The fields that the line itself tells."""
    before = "event_" if section == "calls" else ""
    cost = entry["cost"]
    values = {
        f"{before}start": entry[f"{before}start"],
        f"{before}end": entry[f"{before}end"],
        "mode": entry["mode"],
        "cost": cost and (cost["free"], cost["min"], cost["max"], cost["currency"]),
        "deadlines": deadlines(entry),
    }
    return {
        name.removeprefix("event_"): value for name, value in values.items() if value and name not in entry["sources"]
    }


def deadlines(entry: Fields) -> list[tuple[str | None, str | None]]:
    """Kind, None where the line does not tell it, and day."""
    some = [due for place, due in enumerate(entry["deadlines"]) if f"deadlines[{place}]" not in entry["sources"]]
    told = "deadline_kind" not in entry["sources"]
    return sorted(((due["kind"] if told else None, due["date"]) for due in some), key=str)


def read(said: Said) -> Fields:
    values = said_to_json(said)
    cost = values["cost"]
    return {
        **{name: values[name] for name in ("start", "end", "mode")},
        "cost": cost and (cost["free"], cost["min"], cost["max"], cost["currency"]),
        "deadlines": sorted(((due["kind"], due["date"]) for due in values["deadlines"]), key=str),
    }


def is_right(name: str, wanted: Any, found: Any) -> bool:
    if name == "deadlines":
        return [day for _, day in wanted] == [day for _, day in found] and all(
            kind in (None, other) for (kind, _), (other, _) in zip(wanted, found, strict=True)
        )
    return moment(wanted) == moment(found) if name in {"start", "end"} else bool(wanted == found)


def moment(text: str | None) -> datetime | str | None:
    return datetime.fromisoformat(text) if text and "T" in text else text


def test_the_editor_s_lines_are_read() -> None:
    right = []
    for section, entry in labelled():
        found = read(read_tail(entry["tail"], date.fromisoformat(entry["issue_date"]), section))
        right += [is_right(name, value, found[name]) for name, value in stated(section, entry).items()]
    assert len(right) > 400
    assert sum(right) / len(right) >= 0.97


def record(section: Section, entry: Fields) -> Record:
    """The event that the labels tell of."""
    before = "event_" if section == "calls" else ""
    start, end = ((entry[f"{before}{name}"] or "").replace("Z", "+00:00") or None for name in ("start", "end"))
    spans = [{name: span[name].replace("Z", "+00:00") for name in span} for span in entry[f"{before}sessions"] or ()]
    when = when_from_json({"start": start, "end": end, "timezone": entry.get("timezone"), "sessions": spans})
    cost = entry["cost"] and {**entry["cost"], "max": entry["cost"]["max"] or 0, "tiers": []}
    dues = [due for due in entry["deadlines"] if due["kind"] in get_args(DeadlineKind) and due["date"]]
    event = Event(
        entry["name"],
        entry["url"],
        when,
        mode=entry["mode"],
        place=Place(city=entry["city"], country=entry["country"]),
        cost=cost_from_json(cost),
        deadlines=tuple(Deadline(due["kind"], date.fromisoformat(due["date"]), due["text"]) for due in dues),
    )
    seen = datetime(2020, 1, 1, tzinfo=UTC)
    return Record("a@eventcal", event, 0, "scheduled", (), seen, seen, seen)


def written(section: Section, entry: Fields, made: Record) -> str:
    item = Item(made, section, with_country=True)
    return ", ".join(text for _, text in tail(item, date.fromisoformat(entry["issue_date"]), SETTINGS))


def test_what_is_written_from_fields_is_read_again_as_the_same_fields() -> None:
    for section, entry in labelled():
        made = record(section, entry)
        words = written(section, entry, made)
        said = read_tail(words, date.fromisoformat(entry["issue_date"]), section)
        event, when = made.event, made.event.when
        told = said.when and (said.when.start, said.when.end)
        assert told == (when and (when.start, when.end)), (words, entry["id"])
        assert (said.mode, said.city) == (event.mode, event.place.city), (words, entry["id"])
        costs = [cost and (cost.free, cost.min, cost.max, cost.currency) for cost in (said.cost, event.cost)]
        assert costs[0] == costs[1], (words, entry["id"])
        if section == "calls":
            days = sorted((due.kind, due.date) for due in event.deadlines)
            assert sorted((due.kind, due.day) for due in said.deadlines) == days, (words, entry["id"])


def exact() -> set[str]:
    """The entries that the house style marks so."""
    return set(re.findall(r"\*\*(\d{4}/\d+)\*\* = EXACT", (SHARED / "house-style.md").read_text(encoding="utf-8")))


def test_the_exact_lines_come_out_to_the_letter() -> None:
    chosen = [(section, entry) for section, entry in labelled() if section == "events" and entry["id"] in exact()]
    assert len(chosen) >= 4
    for section, entry in chosen:
        stripped = {**entry, **dict.fromkeys(entry["sources"])}
        assert written(section, stripped, record(section, stripped)) == entry["tail"].strip()


def test_an_archive_of_it_is_imported() -> None:
    """One issue a file, every entry in a block of its own or with those that share its blurb."""
    issues: dict[tuple[str, str], dict[Section, list[Fields]]] = {}
    for section, entry in labelled():
        if "NESTED" not in entry["notes"]:  # they stand in a blurb, and come with it
            issues.setdefault((entry["issue"], entry["issue_date"]), {"calls": [], "events": []})[section].append(entry)
    wanted = {(entry["issue"], section, entry["url"]) for section, entry in labelled() if entry["url"]}
    found = {
        (issue, entry.section, entry.url)
        for (issue, day), sections in issues.items()
        for entry in read_issue(archived(day, sections), f"{issue}.md").entries
        if entry.url
    }
    assert len(wanted & found) >= 0.98 * len(wanted)
    assert found <= wanted


def archived(day: str, sections: dict[Section, list[Fields]]) -> str:
    text = f"---\ntitle: Roundup\ndate: {day}\n---\n\n## Random\n\n[A thing](https://x.example/) - 3 May, Virtual\n\n----------\n\n"
    for section, heading in (
        ("calls", "## Calls for Submissions"),
        ("events", "Events: Conferences, Training\n------"),
    ):
        blocks: dict[int, list[Fields]] = {}
        for entry in sections[section]:  # type: ignore[index]
            blocks.setdefault(entry["block"], []).append(entry)
        text += f"{heading}\n\n" if blocks else ""
        for block in blocks.values():
            intro = f"{block[0].get('intro') or ''}\n\n"
            text += (
                intro
                + "\n".join(entry["line"] for entry in block)
                + f"\n\n{block[-1]['blurb'].strip()}\n\n----------\n\n"
            )
    return text
