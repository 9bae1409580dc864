"""Which events a saved filter, a feed or a reader's question means, and the file names that such feeds have."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache
from unicodedata import normalize

from eventcal.model import Event, Filter, Mode, Record

__all__ = ["Filter", "matches", "select", "slug"]

LONGEST = 80
"""Characters of a file's name."""
DEVICES = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")
"""Names that no file may have on Windows, whatever follows the dot."""
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""Scripts that write words without spaces around them: Thai, Lao, Burmese, Khmer, Japanese, Chinese, Korean."""
APART = " | "
"""Between two texts, so that no phrase begins in one and ends in the other."""
ACCENTS = re.compile("[\u0300-\u036f]")

_ATTENDED: dict[Mode, frozenset[Mode]] = {
    "online": frozenset(("online", "hybrid")),
    "in-person": frozenset(("in-person", "hybrid")),
    "hybrid": frozenset(("hybrid",)),
}
"""In which modes an event can be attended as asked for: who asks for what is online can attend what is hybrid."""


def select(records: Iterable[Record], filter: Filter) -> list[Record]:
    """The records whose events match, in the order given."""
    return [record for record in records if matches(record.event, filter)]


def matches(event: Event, filter: Filter) -> bool:
    """Whether all that is given holds. What is not known of an event matches nothing that is asked of it.

    Words count whole, whatever their case and accents; tags are the same where their feeds are (see `slug`). `mode`: the event can be attended so; what has moved online is
    attended online only. `place`: each of its words is in the city, country, venue or words for the place. `free` True: free
    for all or for some; False: for nobody. `language`: "en" is "en-GB" too (RFC 4647, 3.3.1).
    """
    return (
        (not filter.any or _holds_any(filter.any, _texts(event)))
        and (not filter.tags or not set(map(slug, filter.tags)).isdisjoint(map(slug, event.tags)))
        and (filter.mode is None or _is_attended(event, filter.mode))
        and (not filter.place or _is_in(event, filter.place))
        and (filter.free is None or (event.cost is not None and event.cost.free == filter.free))
        and (not filter.language or _speaks(event, filter.language))
    )


@lru_cache(maxsize=10_000)
def slug(text: str) -> str:
    """A file's name for the text, without an ending: 1 to 80 of a-z, 0-9 and "-".

    Texts that differ in case, accents, spaces, "-" and "_" only have one name. All others have their own: what does not fit
    is told apart by a hash.
    """
    words = _fold(text)
    plain = re.sub(r"[^a-z0-9]+", "-", words).strip("-")
    if plain == re.sub(r"[-_ ]+", "-", words).strip("-") and 0 < len(plain) <= LONGEST and not DEVICES.fullmatch(plain):
        return plain
    digest = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{plain[: LONGEST - 13]}-{digest}".strip("-")


def _texts(event: Event) -> str:
    return _fold(APART.join((event.name, event.description or "", *event.tags, event.organizer or "")))


def _holds_any(words: tuple[str, ...], text: str) -> bool:
    return any(pattern.search(text) for pattern in _patterns(words))


def _is_in(event: Event, place: str) -> bool:
    known = (event.place.city, event.place.country, event.place.venue, event.place.text)
    text = _fold(APART.join(part for part in known if part))
    patterns = _patterns(tuple(re.findall(r"\w+", place)))
    return bool(patterns) and all(pattern.search(text) for pattern in patterns)


def _is_attended(event: Event, mode: Mode) -> bool:
    held: Mode | None = "online" if event.status == "moved-online" else event.mode
    return held in _ATTENDED[mode]


def _speaks(event: Event, language: str) -> bool:
    return f"{event.language or ''}-".casefold().startswith(f"{language}-".casefold())


@lru_cache(maxsize=1_000)
def _patterns(words: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """One for each of the words that is not blank."""
    return tuple(re.compile(_whole(word)) for word in map(_fold, words) if word)


def _whole(word: str) -> str:
    """A pattern of the folded word, with nothing that goes on with it on either side."""
    before = "" if re.match(f"[{UNSPACED}]", word) else r"(?<!\w)"
    after = "" if re.search(f"[{UNSPACED}]$", word) else r"(?!\w)"
    return before + re.escape(word) + after


def _fold(text: str) -> str:
    """The text without case, accents and the width of its spaces."""
    if not text.isascii():
        text = normalize("NFC", ACCENTS.sub("", normalize("NFKD", text).casefold()))
    return " ".join(text.casefold().split())
