"""Pages that a server gives in the place of the one that was asked for: challenges, logins, portals, "not found"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from eventcal.errors import ReadError
from eventcal.model import FailedKind
from eventcal.page import Page
from eventcal.reading.wordlists import tables

SHORT = 3_000
"""Characters of text above which a page is none of these: they have little to say."""
LOOKED_AT = 200_000
"""Characters of the markup that are looked at."""
HEADINGS = (1, 2)
"""Levels of those that tell what a page is."""
PASSWORD = re.compile(r"<input\b[^<>]{0,300}\btype\s{0,3}=\s{0,3}[\"']?password", re.I)
LOGIN_PATH = re.compile(
    r"/(?:log-?in|sign-?in|sso|saml2?|cas|idp|oauth2?|auth|accounts?/login|users/sign_in)(?:[/?.]|$)", re.I
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What the server gives, as a failure."""

    kind: FailedKind
    reason: str
    """One line, for people, with what to do."""


def refusal(page: Page, asked: str) -> Refusal | None:
    """What a page without events is given in the place of; None where it looks like the page that was asked for.

    `asked`: the address that was asked for. A page with events is never one of these, and is not to be asked about here.
    """
    try:
        text, markup = page.text, page.markup[:LOOKED_AT]
    except ReadError:
        return None
    if len(text) > SHORT:
        return None
    told = " ".join([page.title, *(block.text for block in page.blocks if block.level in HEADINGS)])
    if _says("challenge", f"{told} {text}") or _says("challenge_markup", markup):
        return Refusal(
            "blocked", "a page that only lets browsers of people through; ask the site's operator, or look for a feed"
        )
    if _is_login(page.url, asked, told, markup):
        return Refusal("blocked", "a page to log in; what is behind it cannot be read")
    if _says("portal", told):
        return Refusal("network", "the sign-in page of a network, not of the site; sign in, or use another network")
    if _says("not_found", told):
        return Refusal(
            "missing", "it says that the page is not there, although the server answers well; look for its new address"
        )
    return None


def _is_login(url: str, asked: str, told: str, markup: str) -> bool:
    moved = LOGIN_PATH.search(url) is not None and LOGIN_PATH.search(asked) is None
    return moved or (PASSWORD.search(markup) is not None and _says("login", told))


def _says(kind: str, text: str) -> bool:
    return _pattern(kind).search(" ".join(text.casefold().split())) is not None


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    words = (word for listed in tables("refusals")[kind].values() for word in listed)
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))
