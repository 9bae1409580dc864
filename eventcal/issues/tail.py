"""What the words behind an entry's name say: 9-12 Aug, Virtual, $85-$140, Papers due 31 Jan."""

from __future__ import annotations

import re
from datetime import date

from eventcal.issues.tail_costs import read_cost
from eventcal.issues.tail_dates import read_days
from eventcal.issues.tail_places import read_mode, read_place
from eventcal.model import Status
from eventcal.printed import Said, Section
from eventcal.reading.prices import find_prices

NOTES = re.compile(r"\s*\((?:extended|was|last chance|reminder)\b[^()]{0,200}\)")
"""What an entry tells of an earlier issue, which is no news of the event: (was 3-5 May), (extended, was 31 Jan)."""
OFF = re.compile(r"(?:^|[,;] )(cancell?ed|postponed)\b", re.I)


def read_tail(tail: str, today: date, section: Section) -> Said:
    """The fields of a tail without markup, in an issue of that day. Whatever it does not say stays unknown.

    >>> said = read_tail("29 Aug - 1 Sept, Hamburg, Papers due 29 Nov", date(2021, 8, 6), "calls")
    >>> said.mode, said.city, str(said.when.start), [(due.kind, str(due.day)) for due in said.deadlines]
    ('in-person', 'Hamburg', '2021-08-29', [('paper', '2021-11-29')])
    """
    tail = NOTES.sub("", tail)
    off = OFF.search(tail)
    status: Status = "scheduled" if off is None else "postponed" if off[1].lower() == "postponed" else "cancelled"
    days = read_days(tail, today, section)
    cost = read_cost(tail, section, days.clauses)
    prices = [(hit.start, hit.end) for hit in find_prices(tail)]
    city, country = read_place(tail, [*days.taken, *prices])
    return Said(days.when, read_mode(tail, bool(city or country)), city, country, cost, days.dues, status)
