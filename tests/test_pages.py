"""Whole pages of many makes: what is understood of each, and that every word of evidence stands in it.

A folder of pages/ holds a page and expected.json: its address, the day it is read, and the fields of each event that matter.
"""

from __future__ import annotations

import json
import re
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from eventcal import adapters
from eventcal.choose import choose
from eventcal.errors import ReadError
from eventcal.event_json import to_json
from eventcal.fetch.archive import read_archive
from eventcal.model import Event
from eventcal.page import Page
from eventcal.text import squeeze

FOLDERS = sorted(path.parent for path in (Path(__file__).parent / "pages").glob("*/expected.json"))
CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "pages.warc.gz"
ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\(.)")
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
"""In a feed the markup of an item is text."""
FOLD = re.compile(r"\r?\n[ \t]")


def page_in(folder: Path) -> Page:
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    (path,) = folder.glob("page.*")
    return Page(expected["url"], path.read_bytes(), date.fromisoformat(expected["day"]))


def events_of(page: Page) -> list[Event]:
    return choose(adapters.read(page), page)


def shown(value: Any, like: Any) -> Any:
    """The value as far as what is expected names its parts."""
    if isinstance(like, dict) and isinstance(value, dict):
        return {key: shown(value.get(key), part) for key, part in like.items()}
    if isinstance(like, list) and isinstance(value, list) and len(like) == len(value):
        return [shown(one, part) for one, part in zip(value, like, strict=True)]
    return value


def missing_words(page: Page, events: list[Event]) -> list[str]:
    """The words of evidence that do not stand in the page, white space apart."""
    facts = [fact for event in events for fact in event.evidence.values()]
    said = {words for fact in facts for words in (fact.text, *fact.more)}
    sources = list(texts(page))
    return [words for words in sorted(said) if not any(squeeze(words) in source for source in sources)]


def texts(page: Page) -> list[str]:
    """The page as people see it and as it is written, the escapes of HTML, JSON and iCalendar undone; without white space."""
    raw = page.markup
    unescaped = ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else match[2], raw)
    unfolded = FOLD.sub("", raw)
    visible = [page.text, TAG.sub("", unescape(raw))] if "<" in raw[:2000] else []
    return [squeeze(text) for text in (*visible, raw, unescape(raw), unescape(unescape(unescaped)), unfolded)]


@pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])
def test_a_page_is_understood_as_a_careful_reader_would(folder: Path) -> None:
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["events"]
    assert shown([to_json(event) for event in events_of(page_in(folder))], expected) == expected


@pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])
def test_the_words_of_all_evidence_stand_in_the_page(folder: Path) -> None:
    page = page_in(folder)
    assert missing_words(page, events_of(page)) == []


@pytest.mark.skipif(not CORPUS.exists(), reason="the real pages are not here")
def test_real_pages_are_read_without_an_accident_and_their_evidence_stands_in_them() -> None:
    missing = {}
    for page in read_archive(CORPUS):
        try:
            events = events_of(page)
        except ReadError:
            continue  # no web page and no calendar
        if words := missing_words(page, events):
            missing[f"{page.url} {page.when}"] = words
    assert missing == {}
