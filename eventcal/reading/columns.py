"""What a cell of a table or a line with a label is, by the head of its column or the words before its colon."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import TypeAlias

from eventcal.blocks import Block
from eventcal.reading.labels import without_accents
from eventcal.reading.wordlists import UNSPACED, tables

ROLES = ("deadline", "fee", "host", "date", "time", "place", "name")
"""What a column may hold. Of a head with words of several, the earliest here is meant: "Event date", "Title of the talk"."""
LONGEST_HEAD = 40  # characters of a column's head; what is longer is content
LONGEST_LABEL = 24  # characters before a colon that may be a label
MOST_WORDS = 4
REMEMBERED = 1024  # lines: those of a list are looked at for each of its roles
SEVERAL = 2  # heads that a row must have for it to be a table's head
WORD = re.compile(r"[^\W\d_]+")
LABEL = re.compile(rf"\s*([^:：\n]{{2,{LONGEST_LABEL}}}?)\s*[:：]\s*(?=\S)")

Columns: TypeAlias = Mapping[int, Mapping[int, str]]
"""By table (a block's group), the role of each of its columns by number."""


@cache
def words_of_roles() -> tuple[dict[str, str], list[tuple[str, str]]]:
    """(whole words and phrases, beginnings of words), each with its role; of several roles the first in ROLES."""
    whole: dict[str, str] = {}
    begun: list[tuple[str, str]] = []
    for role in ROLES:
        for word in (word for words in tables("columns")[role].values() for word in words):
            if word.endswith("*"):
                begun.append((without_accents(word[:-1].casefold()), role))
            else:
                whole.setdefault(without_accents(word.casefold()), role)
    return whole, begun


@lru_cache(maxsize=4096)
def role_of(head: str) -> str | None:
    """What a column under such a head holds, or what stands behind such a label; None where nobody can tell."""
    text = without_accents(head.strip().casefold())
    if not text or len(text) > LONGEST_HEAD:
        return None
    if UNSPACED.search(text):
        return solid_role(text)
    words = WORD.findall(text)[:MOST_WORDS]
    phrases = [*words, *(" ".join(pair) for pair in pairwise(words))]
    roles = [role for phrase in phrases if (role := role_of_word(phrase)) is not None]
    return min(roles, key=ROLES.index, default=None)


def role_of_word(word: str) -> str | None:
    """The role of one word or phrase."""
    whole, begun = words_of_roles()
    return whole.get(word) or next((role for beginning, role in begun if word.startswith(beginning)), None)


def solid_role(text: str) -> str | None:
    """The role of a head in Chinese, Japanese or Korean: one of its words is in it, the longest counts."""
    whole, _ = words_of_roles()
    found = [word for word in whole if UNSPACED.match(word) and word in text]
    return whole[max(found, key=len)] if found and len(text) <= MOST_WORDS * 3 else None


def columns_of(blocks: Sequence[Block]) -> Columns:
    """The columns of all tables whose first row is a head: at least two of its cells say what stands below."""
    first: dict[int, int] = {}
    heads: dict[int, dict[int, str]] = {}
    for block in blocks:
        if not block.row or first.setdefault(block.group, block.row) != block.row:
            continue
        role = role_of(block.text)
        if role is not None:
            heads.setdefault(block.group, {}).setdefault(block.cell, role)
    return {group: roles for group, roles in heads.items() if len(roles) >= SEVERAL}


def role_in(block: Block, columns: Columns) -> str | None:
    """What a block is, by the head of its column; None outside tables with a head."""
    return columns.get(block.group, {}).get(block.cell) if block.row else None


@lru_cache(maxsize=REMEMBERED)
def label_of(line: str) -> tuple[str, int] | None:
    """(role, where the value begins) of a line such as "Venue: Grieg Hall"; None where it has no such label."""
    match = LABEL.match(line)
    role = role_of(match[1]) if match is not None else None
    return (role, match.end()) if match is not None and role is not None else None
