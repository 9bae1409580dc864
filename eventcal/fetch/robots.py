"""What a host asks robots to leave alone (RFC 9309), and how slowly it wants to be asked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from threading import Lock
from urllib.parse import urljoin

from protego import Protego

from eventcal.fetch.limits import Limits
from eventcal.fetch.outcome import GOOD, GiveUp, host_of
from eventcal.fetch.road import Road
from eventcal.fetch.wire import Answer, Trip
from eventcal.model import Failed

NAME = "eventcal"
NO_RULES = Protego.parse("")


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where one robots.txt counts, and for whom it was asked: a private host is open to some sources only."""

    root: str
    allow_private: bool


class Robots:
    """The robots.txt of each origin, read once. Threads may share it."""

    def __init__(self, road: Road, limits: Limits) -> None:
        self.road, self._limits = road, limits
        self._known: dict[_Origin, Protego | Failed] = {}
        self._locks: defaultdict[_Origin, Lock] = defaultdict(Lock)

    def check(self, url: str, trip: Trip) -> None:
        """GiveUp if `url` is to be left alone, or if nobody can say: a robots.txt that cannot be read forbids all."""
        rules = self._rules(_Origin(urljoin(url, "/"), trip.guard.allow_private), trip)
        if isinstance(rules, Failed):
            raise GiveUp(rules.reason, rules.kind)
        if not rules.can_fetch(url, NAME):
            raise GiveUp(f"robots.txt of {host_of(url)} asks not to read this address", "disallowed")

    def _rules(self, origin: _Origin, trip: Trip) -> Protego | Failed:
        with self._locks[origin]:
            if origin not in self._known:
                self._known[origin] = self._ask(origin.root, trip)
            return self._known[origin]

    def _ask(self, root: str, trip: Trip) -> Protego | Failed:
        host = host_of(root)
        try:
            rules = _parse(self.road.follow(urljoin(root, "/robots.txt"), trip, cut_at=self._limits.robots_bytes))
        except GiveUp as error:
            return _without_rules(error.failed, host)
        if (delay := rules.crawl_delay(NAME) or 0) > 0:
            self.road.pace.slow_down(host, min(delay, self._limits.crawl_delay_s))
        return rules


def _parse(answer: Answer) -> Protego:
    """The rules in an answer. None in a 4xx; GiveUp for what says neither yes nor no (RFC 9309, 2.3.1)."""
    if 400 <= answer.status < 500:
        return NO_RULES
    if answer.status not in GOOD:
        raise GiveUp(f"HTTP {answer.status}", "http")
    return Protego.parse(answer.body.decode("utf-8", "replace").removeprefix("\ufeff"))


def _without_rules(failed: Failed, host: str) -> Protego | Failed:
    """What holds where no robots.txt could be had."""
    if failed.kind == "refused":  # it leads astray, which counts as none; the page itself has to pass the guard as well
        return NO_RULES
    if failed.kind in {"network", "offline", "later"}:  # the trouble is the host's, not the file's
        return failed
    return Failed(f"robots.txt of {host} cannot be read ({failed.reason}), which forbids all", failed.kind)
