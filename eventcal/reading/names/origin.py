"""What speaks for a name by where it stands: in which titles, headings and lines, whole or as a part of them."""

from __future__ import annotations

import math
import re
from functools import lru_cache

FAMILY = re.compile(
    r"^(title|og_title|site_name|h\d_(?:first|later)(?:_margin)?|block|alt|joined_open|joined|prose|defined|coined)(?:_(.+))?$"
)
MOST_SOURCES = 1_000  # remembered
TITLES = frozenset(["title", "og_title", "site_name"])
AGREEING = {"og_title": "title", "site_name": "title", "joined": "h", "joined_open": "h", "coined": "", "defined": ""}
"""Families that repeat another one, or nothing that is shown as a title: what they agree in counts once, or not."""


def origin(sources: set[str]) -> dict[str, float]:
    """Where a text is from, and how it was cut from what stands there. The families of one group are cut alike."""
    return dict(origin_of(tuple(sorted(sources))))  # sorted, since the order of a sum tells in its last digit


@lru_cache(MOST_SOURCES)
def origin_of(sources: tuple[str, ...]) -> dict[str, float]:
    """The features of some sources, which are few on all pages. Not to be changed."""
    found: dict[str, float] = {}
    families = set()
    for source in sources:
        families.add(parted(source)[0])
        found.update(told(source))
    if agreeing := {AGREEING.get(family, family) for family in families} - {""}:
        found["sources"] = math.log2(1 + len(agreeing))
    return found


def told(source: str) -> dict[str, float]:
    """The features of one source."""
    family, how = parted(source)
    found = {f"from_{family}": 1.0}
    if family[0] == "h" and family[1] in "12":
        found[f"in_h{family[1]}"] = 1.0
    found[f"{group(family)}_{how}" if how else f"whole_{group(family)}"] = 1.0
    if not how:
        found["whole"] = 1.0
    return found


@lru_cache(MOST_SOURCES)
def parted(source: str) -> tuple[str, str]:
    """The family of a source, and how the text was cut; "" where it was not."""
    match = FAMILY.match(source)
    return (match[1], match[2] or "") if match else (source, "")


def only_in_titles(sources: set[str]) -> bool:
    """Whether a text is of the page's titles, which carry more than the name, and of nothing else."""
    return all(parted(source)[0] in TITLES for source in sources)


def group(family: str) -> str:
    """Families that are cut alike."""
    if family in TITLES:
        return "title"
    return "head" if family[0] == "h" or family.startswith("joined") else "text"
