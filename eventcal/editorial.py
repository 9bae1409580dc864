"""The editor's overlay: what editorial.yaml says, of which records, and how they look by it. Decides only; touches nothing."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from eventcal.edits import Edit, Editorial, Hand, Overruled, overlaid
from eventcal.errors import Problem
from eventcal.event_json import from_json, to_json
from eventcal.history import Known
from eventcal.lifecycle import MISSING, state_of
from eventcal.model import Record, Source

NAMED = 3
"""How many candidates a problem names."""


def shown(record: Record, hand: Hand) -> Record:
    """The record as the editor wants it; one that is hidden or waits is marked."""
    edit = hand.edits.get(record.uid)
    if edit is None:
        return record
    waiting = record.waiting and not edit.accepted
    record = replace(record, pinned=edit.pin, hidden=edit.hide, blurb=edit.blurb, waiting=waiting)
    fixed = hand.fixed(record.uid)
    if not fixed:
        return record
    event = overlaid(to_json(record.event), fixed)
    state = record.state if record.state == MISSING else state_of(event)
    return replace(record, event=from_json(event, record.event.facts), state=state)


def lines(editorial: Editorial, hand: Hand, news: Iterable[Overruled]) -> list[str]:
    """What sources say anew of what the editor has fixed, for people, each with the place of the fix."""
    return [str(editorial.problem(hand.edits[new.uid], new.field, _told(new))) for new in news]


def _told(new: Overruled) -> str:
    was = f", no longer {_words(new.before)}" if new.before is not None else ""
    return f"{new.name}: {new.field}: its sources say {_words(new.now)} now{was}; yours stays: {_words(new.kept)}"


def _words(value: Any) -> str:
    match value:
        case None:
            return "nothing"
        case {"text": str(text)}:
            return text
        case str():
            return value
        case dict():
            return ", ".join(f"{name} {each or 'nothing'}" for name, each in value.items())
    return json.dumps(value, ensure_ascii=False)


# Of which records it speaks.


def in_hand(
    editorial: Editorial, known: Sequence[Known], aliases: Mapping[str, str], sources: Iterable[Source]
) -> tuple[Hand, list[Problem]]:
    """What the editor says of the records that are known, and what of it cannot be done. `aliases`: uids of merged records."""
    reader = _Reader(editorial, {record.uid: record for record in known}, aliases)
    for edit in editorial.edits:
        reader.read(edit)
    reviewed = frozenset(source.id for source in sources if source.review)
    merges = tuple(reader.merges())
    hand = Hand(reader.edits, merges, frozenset(reader.apart), frozenset(reader.not_of), reviewed)
    return hand, reader.problems


@dataclass
class _Reader:
    """Finds the records that edits speak of."""

    editorial: Editorial
    known: Mapping[str, Known]
    aliases: Mapping[str, str]
    edits: dict[str, Edit] = field(default_factory=dict)
    same: list[tuple[Edit, str, str]] = field(default_factory=list)
    apart: set[frozenset[str]] = field(default_factory=set)
    not_of: set[tuple[str, str]] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def read(self, edit: Edit) -> None:
        uid = self.uid(edit, "", edit.id)
        if uid is None:
            return
        self.edits[uid] = _both(self.edits[uid], edit) if uid in self.edits else edit
        for start in edit.same_as:
            other = self.uid(edit, "same-as", start)
            if other is not None and other != uid:
                self.same.append((edit, uid, other))
        for start in edit.never_merge:
            self.separate(edit, uid, start)

    def uid(self, edit: Edit, key: str, start: str) -> str | None:
        """The one record whose uid, or that of one merged into it, starts so."""
        begins = {self.aliases.get(uid, uid) for uid in (*self.known, *self.aliases) if uid.startswith(start)}
        if len(begins) == 1:
            return begins.pop()
        named = ", ".join(f"{uid[:13]} ({self.known[uid].name})" for uid in sorted(begins)[:NAMED])
        several = f"several events have an id that starts with {start}: {named}; write more of it"
        none = f"no event has an id that starts with {start}; `eventcal list --past all` shows them"
        self.tell(edit, key, several if begins else none)
        return None

    def separate(self, edit: Edit, uid: str, name: str) -> None:
        """The record is never of the same event as another one, or as a source's entry."""
        listed_by = self.sources(uid)
        if name in listed_by or not any(each.startswith(name) for each in (*self.known, *self.aliases)):
            if listed_by == {name}:
                self.tell(edit, "never-merge", f"{name} alone lists it; there is nothing to part")
            else:
                self.not_of.add((uid, name))
            return
        other = self.uid(edit, "never-merge", name)
        if other == uid:
            others = ", ".join(sorted(listed_by))
            self.tell(
                edit, "never-merge", f"{name} is this event since the two were merged; name its source of {others}"
            )
        elif other is not None:
            self.apart.add(frozenset((uid, other)))

    def sources(self, uid: str) -> set[str]:
        return {listing.source_id for listing in self.known[uid].listings}

    def merges(self) -> Iterator[tuple[str, str]]:
        """Each record that goes with the older one that stays, those of one event all with the same."""
        groups: dict[str, set[str]] = {}
        for edit, one, other in self.same:
            group = groups.get(one, {one}) | groups.get(other, {other})
            if reason := self.hindrance(group):
                self.tell(edit, "same-as", reason)
                continue
            groups.update(dict.fromkeys(group, group))
        for each in sorted(map(sorted, {frozenset(group) for group in groups.values()})):
            kept, *gone = sorted(each, key=lambda uid: (self.known[uid].first_seen, uid))
            yield from ((kept, uid) for uid in gone)

    def hindrance(self, group: Collection[str]) -> str | None:
        """Why some records cannot be one."""
        listed = [source for uid in group for source in self.sources(uid)]
        twice = sorted({source for source in listed if listed.count(source) > 1})
        if twice:
            return f"{twice[0]} lists both, each by itself; hide one of them instead"
        if any(pair <= set(group) for pair in self.apart):
            return "never-merge says that they are two; take one of them out"
        return None

    def tell(self, edit: Edit, key: str, message: str) -> None:
        self.problems.append(self.editorial.problem(edit, key, message))


def _both(first: Edit, second: Edit) -> Edit:
    """What two edits say of one record, as after a merge. The first counts where both say something."""
    return replace(
        first,
        fixed={**second.fixed, **first.fixed},
        implied={**second.implied, **first.implied},
        pin=first.pin or second.pin,
        hide=first.hide or second.hide,
        accepted=first.accepted or second.accepted,
        blurb=first.blurb or second.blurb,
        places={**second.places, **first.places},
    )
