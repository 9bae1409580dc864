"""Adds a source to the text of sources.yaml; everything else stays as it is written, comments included."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import timedelta

from eventcal.config.tree import NULLS, parse
from eventcal.errors import UsageError

PLAIN = re.compile(r"[A-Za-z0-9_./+(](?:[A-Za-z0-9_./~%+=&?:@()-]*[A-Za-z0-9_/~%+=&?@()-])?")
"""A word that YAML takes as text without quotes, if no colon ends it, no remark begins in it, and no sign begins it that means
something there."""
INDENT = 2
UNITS = (("w", 10080), ("d", 1440), ("h", 60))


def entry_lines(url: str, *, adapter: str = "auto", tags: Sequence[str] = (), every: str | None = None) -> list[str]:
    """The lines of a source, without indentation; what is the default is left out."""
    lines = [f"- url: {quoted(url)}"]
    if adapter != "auto":
        lines.append(f"  adapter: {adapter}")
    if every:
        lines.append(f"  every: {every}")
    if tags:
        lines.append(f"  tags: [{', '.join(map(quoted, tags))}]")
    return lines


def quoted(text: str) -> str:
    """The text as a YAML scalar, in quotes only where it needs them."""
    plain = PLAIN.fullmatch(text) and not text.isdigit() and text not in NULLS
    return text if plain else json.dumps(text, ensure_ascii=False)


def with_source(text: str, entry: Sequence[str], file: str) -> str:
    """The text with an entry at the end of its sources. UsageError, with the entry, where they are not a list over lines."""
    tree = parse(text, file)
    lines = text.splitlines()
    place = tree.keys.get(("sources",))
    if place is None:
        return "\n".join([*lines, "sources:", *indented(entry, INDENT), ""])
    first = tree.values.get(("sources", 0))
    if first is not None and not is_over_lines(lines, first):
        raise UsageError(f"{file}: its sources stand in one line; add this by hand:\n" + "\n".join(entry))
    dash = lines[first[0] - 1].index("-") if first is not None else INDENT
    behind = end_of_list(lines, place[0], dash if first is not None else 1)
    return "\n".join([*lines[:behind], *indented(entry, dash), *lines[behind:], ""])


def is_over_lines(lines: Sequence[str], first: tuple[int, int]) -> bool:
    """Whether the first source begins with a dash in a line of its own."""
    return lines[first[0] - 1].lstrip().startswith("-")


def end_of_list(lines: Sequence[str], after: int, deep: int) -> int:
    """The number of lines up to the end of the list that begins behind line `after`, the remarks at its end included: what
    follows is a key, or indented less than `deep`."""
    behind = after
    for number, line in enumerate(lines[after:], after + 1):
        bare = line.strip()
        if bare and not bare.startswith("#") and len(line) - len(line.lstrip()) < deep:
            break
        if bare:
            behind = number
    return behind


def indented(entry: Sequence[str], by: int) -> list[str]:
    """The lines of an entry, indented."""
    return [" " * by + line for line in entry]


def told_every(every: timedelta) -> str:
    """An interval as sources.yaml writes it, in the largest unit that is whole."""
    minutes = int(every.total_seconds()) // 60
    return next((f"{minutes // size}{unit}" for unit, size in UNITS if minutes % size == 0), f"{minutes}m")
