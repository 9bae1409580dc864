"""A description cut to a blurb: one or two plain sentences, whole ones only."""

from __future__ import annotations

import re

from eventcal.exporters.clean import one_line

WORDS = 35
"""About as long as a blurb is: a second sentence is taken up to this length."""
MOST_WORDS = 60
"""A first sentence that is longer is none to print."""

_END = re.compile(r"""(?<=[.!?…。！？])["'”’»)\]]{0,3}(?=\s)|(?<=[。！？])""")
_NO_END = re.compile(
    r"(?:^|[\s(])(?:[A-Z]|Dr|Prof|Mr|Mrs|Ms|St|Int'l|Int’l|vs|etc|incl|approx|No|Nr|Vol|Sect|Fig|ca|cf|e\.\s?g|i\.\s?e"
    r"|z\.\s?B|d\.\s?h|bzw|u\.\s?a|\d{1,2})\.$"  # 3. Oktober
)


def blurb(description: str | None) -> str:
    """The first sentence or two of a description on one line; empty if there is none that can stand alone."""
    found = sentences(one_line(description or "", limit=2_000))
    if not found or len(found[0].split()) > MOST_WORDS or found[0].endswith(("…", "...")):
        return ""
    both = " ".join(found[:2])
    return found[0] if len(both.split()) > WORDS or both.endswith(("…", "...")) else both


def sentences(text: str) -> list[str]:
    """The text's sentences; one that lacks its end is only given if it is all there is."""
    found, start = [], 0
    for end in _END.finditer(text):
        sentence = text[start : end.end()].strip()
        if sentence and not _NO_END.search(sentence):
            found.append(sentence)
            start = end.end()
    rest = text[start:].strip()
    if rest and (not found or re.search(r"""[.!?]["'”’»)\]]{0,3}$""", rest)):
        found.append(rest)
    return found
