"""Which addresses are a page's own."""

from __future__ import annotations

import re

from eventcal.page import Page

SCHEME = re.compile(r"^https?://(?:www\.)?")


def own_address(page: Page) -> str:
    """The address that the page gives as its own, else the one that it was fetched from."""
    return (page.canonical if is_markup(page) else None) or page.url


def is_own(address: str, page: Page) -> bool:
    """Whether an address is the page's; scheme, www, fragment and a trailing slash apart."""
    return bool(bare(address)) and bare(address) in {bare(page.url), bare(own_address(page))}


def bare(address: str) -> str:
    """An address without what says nothing about the page."""
    return SCHEME.sub("", address.split("#")[0]).rstrip("/").lower()


def is_markup(page: Page) -> bool:
    """Whether the page may name its own address. Any other file is not parsed for one: it may be large, and is no page."""
    return b"<" in page.body[:2000] and not page.is_data
