"""Asks for the pages that a source's page leads to, where the source is fetched. Bounded in number and in time."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import replace

from eventcal.errors import EventcalError
from eventcal.fetch import Door, Fetched
from eventcal.follow.links import details, parts
from eventcal.follow.reading import PARTS, Read, is_listing, listing
from eventcal.model import Failed, Source
from eventcal.page import Page

log = logging.getLogger(__name__)

DETAILS = 20  # pages of entries that are asked at a visit
LONGEST_S = 180.0
"""Seconds after which a visit asks for no further page of a source; the rest waits for the next one."""


def gather(
    fetched: Fetched, source: Source, door: Door, read: Read, clock: Callable[[], float] = time.monotonic
) -> Fetched:
    """The page with what the pages that it leads to gave, all asked through the same door. Where the page cannot be read,
    it is returned as it is: whoever reads it next tells why."""
    ask = Asker(source, door, clock)
    try:
        facts, events = read(fetched.page)
    except EventcalError:
        return fetched
    if is_listing(facts, events):
        entries = listing(fetched.page, events, read, ask).events
        wanted = [address for address, _ in details(fetched.page, entries)[:DETAILS]]
    else:
        wanted = [address for event in events for address, _ in parts(fetched.page, event)[:PARTS]]
    for address in wanted:
        ask(address)
    return replace(fetched, led_to=ask.answers)


class Asker:
    """Asks for the further pages of a source, each once, until the time is up."""

    def __init__(self, source: Source, door: Door, clock: Callable[[], float]) -> None:
        self._source, self._door, self._clock = source, door, clock
        self._end = clock() + LONGEST_S
        self.answers: dict[str, Page | Failed] = {}

    def __call__(self, address: str) -> Page | Failed:
        """The page at an address, or why it could not be had."""
        if address not in self.answers:
            self.answers[address] = answer = self._asked(address)
            if isinstance(answer, Failed):
                log.debug("%s: %s: %s", self._source.id, address, answer.reason)
        return self.answers[address]

    def _asked(self, address: str) -> Page | Failed:
        if self._clock() > self._end:
            return Failed(f"not asked, since the pages before took {LONGEST_S:.0f} s")
        answer = self._door.fetch(replace(self._source, url=address))
        if isinstance(answer, Fetched):
            return answer.page
        return answer if isinstance(answer, Failed) else Failed("unchanged, although it was asked for whole", "http")
