"""Events as pages state them for machines, in the terms of schema.org: JSON-LD, microdata, microformats → facts."""

from __future__ import annotations

from collections.abc import Iterator

from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.structured import jsonld, microdata, microformats


def read(page: Page) -> Iterator[Fact]:
    """Every fact of each kind of markup. Facts of one event share `about`: "json-ld 1", "microdata 2", "microformats 3"."""
    yield from jsonld.read(page)
    yield from microdata.read(page)
    yield from microformats.read(page)
