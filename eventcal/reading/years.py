"""The years that a text names."""

from __future__ import annotations

import re

YEAR = re.compile(
    r"(?<![\d.,/-])(?:19[89]|20[0-4])\d(?!\d)|(?<=[a-zA-Z])(?:19[89]|20[0-4])\d(?!\d)|(?<![\d])['’‘]([0-4]\d)(?!\d)"
)
HAS_DIGIT = re.compile(r"\d")


def years_in(text: str) -> list[int]:
    """The years that a text names, "'21" included, in order."""
    if HAS_DIGIT.search(text) is None:  # most texts
        return []
    return [2000 + int(m[1]) if m[1] else int(m[0]) for m in YEAR.finditer(text)]
