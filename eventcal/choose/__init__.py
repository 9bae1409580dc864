"""The one place of choice: all facts of a page (or of several sources) in, events out. Decides only; touches nothing."""

from __future__ import annotations

from collections.abc import Iterable

from eventcal.choose.completed import completed, united, with_facts
from eventcal.choose.repeats import without_repeats
from eventcal.choose.subjects import alike, subjects
from eventcal.choose.understood import understood
from eventcal.model import Event, Fact
from eventcal.page import Page

__all__ = ["alike", "choose", "completed", "united", "with_facts", "without_repeats"]


def choose(facts: Iterable[Fact], page: Page) -> list[Event]:
    """The events that the facts of a page tell of, each with its evidence and with the facts that lost.

    An event has a name, and a day, a deadline or a change of its plans; what falls short of that is no event. A value that
    scores less than DOUBT is withheld: its words are in `evidence`, its field in `doubtful`. Events come in the page's order.
    """
    events = [understood(subject, page) for subject in subjects(facts, page)]
    return without_repeats([event for event in events if event is not None])
