"""What zone the words beside a time name."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone, tzinfo
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

OFFSET = re.compile(r"(?:utc|gmt)?\s?([+−–-])\s?(\d{1,2})(?::?(\d\d)|\.(25|5|75))?")
IANA = re.compile(
    r"(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific|US)(?:/[A-Z][A-Za-z_]{1,20}){1,2}"
)
ANYWHERE_ON_EARTH = timezone(timedelta(hours=-12), "AoE")
FARTHEST = timedelta(hours=14)
"""Kiribati; no place on earth is farther from UTC."""


@cache
def zone_table() -> dict[str, str]:
    """Zone words in lower case to IANA names."""
    rows = (files("eventcal.reading") / "data" / "zones.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (row.split("\t") for row in rows if row and not row.startswith("#"))
    return {word: name for words, name in pairs for word in words.split(" | ")}


def zone_named(words: str) -> tuple[str, tzinfo] | None:
    """The zone that words name, as (IANA name or the words, tzinfo); None where they name none for certain.

    "CET" in summer and "EST" in July are read as the place's own time, which is what people mean by them.
    """
    words = words.strip()
    key = re.sub(r"\s+", " ", words.casefold().strip(" .()"))
    if match := OFFSET.fullmatch(key):
        return by_offset(words, match)
    if key in ("aoe", "anywhere on earth"):
        return "AoE", ANYWHERE_ON_EARTH
    name = zone_table().get(key.removeprefix("us ")) or (words if IANA.fullmatch(words) else None)
    return by_name(name) if name else None


def by_offset(words: str, match: re.Match[str]) -> tuple[str, tzinfo] | None:
    """The zone of "UTC+5:30", which WordPress writes "UTC+5.5"; None where it lies farther from UTC than any place does."""
    shift = timedelta(hours=float(f"{match[2]}.{match[4] or 0}"), minutes=int(match[3] or 0))
    if shift > FARTHEST:
        return None
    return words, timezone(shift if match[1] == "+" else -shift)


def by_name(name: str) -> tuple[str, tzinfo] | None:
    """The zone of an IANA name; None where there is none such."""
    try:
        return name, ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def at_zone(moment: datetime, words: str | None) -> tuple[datetime, str | None]:
    """The moment in the zone that the words name, and the zone's name; unchanged where they name none."""
    zone = zone_named(words) if words else None
    return (moment.replace(tzinfo=zone[1]), zone[0]) if zone else (moment, words)
