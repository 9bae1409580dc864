"""Whose word counts where the sources of an event differ on its plans: cancelled, postponed, moved. Decides only; touches nothing.

A change of plans is taken from whoever tells it, but for this: a source that says it of the event of another is not heard while
that one has the event as scheduled. An event is that of its own page first, then that of a source at whose site its address is,
as far as the source gives it. So

    the event's own page        is always heard
    a source at the event's     is heard against lists from elsewhere, against another that has the event at its own site only
    address                     if both give one address, and not against the event's own page unless that is the address
    a list from elsewhere       is heard against other such lists: whoever takes the trouble to say it knows more than who
                                says nothing; never against the two above

A source that lacks the event by now, or has not answered for SILENT, speaks for nothing. Who is not heard makes the status
doubtful: its words are kept as evidence, for the editor to look into. It counts last in all else.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum
from typing import Final
from urllib.parse import urlsplit

from eventcal.history import Json, Voice, address

SCHEDULED: Final = "scheduled"
UNHEARD = 0.4
"""The confidence, at most, in a change of plans that does not count: below what is told as a fact."""
SILENT = timedelta(days=7)
"""How long a source has failed when what it last said is no word against others; then it is broken for people too."""


class Rank(IntEnum):
    """How near a source is to an event."""

    ELSEWHERE = 0
    AT_ITS_SITE = 1
    OWN_PAGE = 2


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source with what it says."""

    voice: Voice
    event: Json

    @property
    def rank(self) -> Rank:
        """How near it is to the event at the address that it gives."""
        if self.voice.own:
            return Rank.OWN_PAGE
        return Rank.AT_ITS_SITE if site(self.event["url"]) == site(self.voice.address) else Rank.ELSEWHERE


def heard(voices: Sequence[Voice]) -> list[Json]:
    """What each says, the most trusted first; changes of plans that do not count only doubted, and who says them put last."""
    speakers = [Speaker(voice, json.loads(voice.event)) for voice in voices]
    unheard = [one for one in speakers if any(overrules(other, one) for other in speakers)]
    return [
        *(speaker.event for speaker in speakers if speaker not in unheard),
        *(as_planned(speaker.event, doubted=not speaker.voice.silent) for speaker in unheard),
    ]


def overrules(other: Speaker, one: Speaker) -> bool:
    """Whether what `other` has as scheduled is not for `one` to call off."""
    if one.event["status"] == SCHEDULED or other.event["status"] != SCHEDULED or other.voice.silent:
        return False
    if one.rank == Rank.OWN_PAGE or other.rank < max(one.rank, Rank.AT_ITS_SITE):
        return False
    return one.rank == Rank.ELSEWHERE or address(one.event["url"]) != address(other.event["url"])


def as_planned(event: Json, *, doubted: bool) -> Json:
    """The event without the change of its plans, and without what follows from that; `doubted`: with a doubt of it."""
    online = event["mode"] == "online" and event["status"] == "moved-online"
    gone = ("status", "mode") if online else ("status",)
    evidence = {field: fact for field, fact in event["evidence"].items() if field not in gone}
    said = event["evidence"].get("status")
    if doubted and said:
        evidence["status"] = {**said, "confidence": min(said["confidence"], UNHEARD)}
        event = {**event, "doubtful": sorted({*event["doubtful"], "status"})}
    return {**event, "status": SCHEDULED, "mode": None if online else event["mode"], "evidence": evidence}


def site(url: str) -> str:
    """The host of an address, without "www."; of a file its path."""
    try:
        host = urlsplit(url).netloc
    except ValueError:  # not an address, such as http://[
        return url
    return host.casefold().removeprefix("www.") or url
