"""Whether two pages speak of one event. When in doubt, they do not: a wrong day sends people to an empty hall."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from eventcal.choose import alike
from eventcal.match.likeness import NEXT_EDITION_DAYS, edition, other_edition
from eventcal.match.rules import NEAR_DAYS
from eventcal.model import Event
from eventcal.page import Page


def is_same(own: Event, listed: Event) -> bool:
    """Whether the event of a page is the entry of the list that links to it: it starts on the same day, or is called alike.

    A name that is given to one course after the other tells only days that are near.
    """
    if other_edition(own.name, day_of(own), listed.name, day_of(listed)):
        return False
    apart = days_between(own, listed)
    if apart == 0 or not alike(own.name, listed.name):
        return apart == 0
    return apart is None or apart <= NEAR_DAYS or bool(edition(listed.name))


def is_other(part: Page, found: Sequence[Event], event: Event) -> bool:
    """Whether a page of an event's site, with the event found on it if any, is about another edition."""
    if other_edition(part.title, None, event.name, day_of(event)):
        return True
    return any(
        other_edition(each.name, day_of(each), event.name, day_of(event))
        or (days_between(each, event) or 0) > NEXT_EDITION_DAYS
        for each in found
    )


def days_between(one: Event, other: Event) -> int | None:
    """Days from the start of one event to that of another; None where one is not known."""
    first, second = day_of(one), day_of(other)
    return None if first is None or second is None else abs((first - second).days)


def day_of(event: Event) -> date | None:
    """The first day."""
    return event.when.first_day if event.when is not None else None
