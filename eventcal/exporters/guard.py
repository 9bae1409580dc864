"""Whether a file may take the place of the last one: nothing broken, cut, emptied or much shorter reaches subscribers.

Decides only; touches nothing. An app that gets an empty or broken calendar empties its copy; one that gets the old file again
loses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Set
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import BinaryIO

from eventcal.exporters.contents import (
    Entry,
    Unsound,
    in_atom,
    in_calendar,
    in_json,
    in_sound_calendar,
    repeated,
)

FEW = 3
"""So many coming events may always leave a file at once, by having lost what it asks for."""
SHARE = 3
"""More than one in so many may not."""
FORCE = "`eventcal refresh --force` writes it all the same"
LOST = "if the database was lost, `eventcal load output/events.json` brings it back"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the events that a file may lack."""

    today: date
    uids: Set[str]
    """All that the store knows; those of the entries of feed.xml too."""
    gone: Set[str] = frozenset()
    """Those of them that no file for people shows any more, by decision: missing, or hidden by the editor."""


def problem(name: str, old: BinaryIO | None, new: BinaryIO, expected: Collection[str], known: Known) -> str | None:
    """Why `new` must not replace `old`, in one line for people; None if it may. `old` None: there is none.

    `name` says what kind of file it is: a calendar, events.json or an Atom feed. `expected`: the uids of the entries that it
    must have, the further days of an event apart. Of the old file only coming events count, as those that are over leave by
    themselves. It may lose what is gone by decision, and a few that are known still and do not fit it any more; no more than
    a third; and nothing of what it has if it were empty then and the store knows of none of it.
    """
    try:
        entries = _entries(name, new)
    except Unsound as error:
        return f"{error}; please report it, {FORCE}"
    if fault := _miscounted(entries, expected):
        return f"{fault}; please report it, {FORCE}"
    return None if old is None else _shrunk(_had(name, old), entries, known)


def _entries(name: str, file: BinaryIO) -> list[Entry]:
    """Those of a sound file; Unsound if it is none."""
    match PurePosixPath(name).suffix:
        case ".ics":
            return in_sound_calendar(file)
        case ".json":
            return in_json(file)
    return in_atom(file)


def _had(name: str, old: BinaryIO) -> list[Entry]:
    """Those of the last file, as far as it can be read: anything is better than one that cannot."""
    try:
        return in_calendar(old) if name.endswith(".ics") else _entries(name, old)
    except Unsound:
        return []


def _miscounted(entries: Collection[Entry], expected: Collection[str]) -> str | None:
    """What is wrong with the entries' uids; None if they are those expected."""
    if (uid := next(repeated(entries), None)) is not None:
        return f"two entries have the uid {uid}"
    found = {entry.uid for entry in entries if not entry.linked}
    if wrong := found.symmetric_difference(expected):
        uid = min(wrong)
        return f"it lacks the entry {uid}" if uid in expected else f"it has an entry {uid} that it should not have"
    return None


def _shrunk(old: Collection[Entry], new: Collection[Entry], known: Known) -> str | None:
    """What is wrong with so few entries; None if they are enough."""
    had = {entry.uid: entry.last_day for entry in old if not entry.linked}
    strange = [uid for uid in had if not _is_of(uid, known.uids)]
    if strange and not new:
        return f"it would be empty; {LOST}, else {FORCE}"
    coming = {uid for uid, day in had.items() if day is not None and day >= known.today}
    lost = {uid for uid in coming.difference(entry.uid for entry in new) if not _is_of(uid, known.gone)}
    if len(lost) > FEW and len(lost) * SHARE > len(coming):
        advice = f"{LOST}, else {FORCE}" if not lost.isdisjoint(strange) else f"if that is right, {FORCE}"
        return f"{len(lost)} of its {len(coming)} coming entries would go; {advice}"
    return None


def _is_of(uid: str, uids: Set[str]) -> bool:
    """Whether an entry's uid is one of these, or one of these with an ending, as deadlines have."""
    return uid in uids or any(uid[: dash.start()] in uids for dash in re.finditer("-", uid))
