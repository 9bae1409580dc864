"""Whether what was read of a source still holds, or its page has to be read anew."""

from __future__ import annotations

from datetime import date, timedelta

from eventcal import __version__
from eventcal.fetch import Fetched
from eventcal.model import Source, Validators
from eventcal.store import SourceState, digest

AFRESH = timedelta(days=7)
"""So long after a followed source was last read in full, its further pages are asked even if its first one is unchanged."""


def validators(source: Source, state: SourceState | None, today: date) -> Validators | None:
    """Those of the last good reading, if it would read the same page in the same way today."""
    return state.validators if state is not None and _holds(source, state, today) else None


def is_same(source: Source, fetched: Fetched, state: SourceState | None) -> bool:
    """Whether the page says again what was read: some servers give a new ETag with each answer and the same body."""
    if state is None:
        return False
    return _holds(source, state, fetched.page.when) and state.body_digest == digest(fetched.page.body)


def reader(source: Source, day: date | None = None) -> str:
    """What the reading of a page depends on, the page apart: with another version, adapter, recipe or tags it is read anew.

    A page with entries that recur was read on that `day`; it is read anew each month, as the horizon moves on.
    """
    recipe = (f"{field}={'|'.join(places)}" for field, places in source.select)
    more = [*(["follow"] if is_followed(source) else []), *([f"{day:%Y-%m}"] if day else [])]
    return " ".join((__version__, source.adapter, *source.tags, *recipe, *more))


def is_followed(source: Source) -> bool:
    """Whether the pages that its page leads to are read. A page file leads to the network, where it was saved to need none."""
    return source.follow == "auto" and "://" in source.url


def _holds(source: Source, state: SourceState, today: date) -> bool:
    if is_followed(source) and state.read_on is not None and today - state.read_on >= AFRESH:
        return False
    return state.url == source.url and state.reader_version in (reader(source), reader(source, today))
