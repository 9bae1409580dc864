"""Web pages: what their markup states and what their text says."""

from __future__ import annotations

import re

from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading import pagereader, structured

TAGS = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta)\b", re.I)
OTHER_XML = re.compile(
    rb"^\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:rss|feed|rdf:RDF|urlset|sitemapindex|opml)\b",
    re.I | re.S,
)


def fits(page: Page) -> bool:
    """Whether the body is HTML: it has the tags of a page or begins with a tag, and is no feed and no binary file."""
    start = page.body[:20_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if OTHER_XML.match(start) or b"\0" in start[:1000] or start.startswith((b"{", b"[")):
        return False
    return bool(TAGS.search(start)) or (start.startswith(b"<") and not start.startswith(b"<?xml"))


def read(page: Page) -> list[Fact]:
    """All facts of a web page."""
    marked = list(structured.read(page))
    return [*marked, *pagereader.read(page, alone=not marked)]
