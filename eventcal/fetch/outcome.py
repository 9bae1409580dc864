"""What a fetch ends in, and the words for it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from types import MappingProxyType, TracebackType
from typing import Protocol, Self, TypeAlias
from urllib.parse import urlsplit

from eventcal.model import Failed, FailedKind, Host, Source, Unchanged, Validators
from eventcal.page import Page

GOOD = frozenset({HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
HINTS = {
    401: ": it asks for a name and a password",
    403: ": it refuses programs such as this one; ask the site's operator, or look for a feed",
    404: ": the page is not there; look for its new address",
    410: ": the page is gone for good; look for another",
    429: ": it was asked too often",
    451: ": it may not be shown here",
}
"""What people may do about it."""
CHALLENGED = ": it only lets browsers of people through; ask the site's operator, or look for a feed"
KINDS: dict[int, FailedKind] = {401: "blocked", 403: "blocked", 429: "blocked", 404: "missing", 410: "gone"}


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page, whole, and what to send along when asking for it again."""

    page: Page
    validators: Validators
    led_to: Mapping[str, Page | Failed] = field(default_factory=dict)
    """What the further pages gave that were asked for its sake, by address; empty where the page is not followed."""
    ms: int | None = None
    """How many milliseconds on the network it took; None for what did not come from there."""


Result: TypeAlias = Fetched | Unchanged | Failed


class Door(Protocol):
    """The one way to a source's page. Never raises for a fault of the source."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def hosts(self) -> list[Host]:
        """What is to be remembered of the hosts that were asked."""

    def fetch(self, source: Source, validators: Validators | None = None) -> Result:
        """The page of `source`; Unchanged only where `validators` of an earlier fetch still hold."""


class GiveUp(Exception):  # noqa: N818 - carries a result out of deep calls; never leaves this package
    """The fetch ends here, as `failed`. `again`: a second try a moment later may do better."""

    def __init__(self, reason: str, kind: FailedKind, *, again: bool = False) -> None:
        super().__init__(reason)
        self.failed = Failed(one_line(reason), kind)
        self.again = again


def one_line(text: str) -> str:
    """`text` fit for a terminal: control characters from a server are shown as ?, and 300 characters are enough."""
    return "".join(char if char.isprintable() else "?" for char in text[:300])


def status_failure(status: int, headers: Mapping[str, str] = MappingProxyType({})) -> Failed:
    """What a final answer other than 200 and 203 means. Header names in lower case."""
    hint = CHALLENGED if headers.get("cf-mitigated") == "challenge" else HINTS.get(status, "")
    return Failed(f"HTTP {status}{hint}", KINDS.get(status, "http"))


def over(limit: int) -> GiveUp:
    """The page is larger than `limit` bytes."""
    return GiveUp(f"over {limit / 1e6:g} MB", "unreadable")


def host_of(url: str) -> str:
    """The host's name in lower case, for people and as a key; empty if there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # such as an unclosed [
        return ""


def digest(body: bytes) -> Validators:
    """A validator of our own, in the form of an entity tag, for what comes without one: files and archives."""
    return Validators(etag=f'"sha256-{hashlib.sha256(body).hexdigest()}"')


def fetched_or_unchanged(page: Page, validators: Validators | None) -> Fetched | Unchanged:
    """Unchanged where the body is byte for byte the one that gave `validators`."""
    fresh = digest(page.body)
    return Unchanged() if validators == fresh else Fetched(page, fresh)
