"""sources.yaml → Settings. Every mistake is named with file, line, column and key, all of them at once."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from eventcal.config.append import with_source
from eventcal.config.editorial import load_editorial
from eventcal.config.problems import checked_sources, named
from eventcal.config.rules import MAX_ID, SCHEME, SELECTORS, TABLE, Defaults, Entry, FilterEntry, NewsletterEntry
from eventcal.config.tree import Tree, parse, read_text
from eventcal.errors import ConfigError, Problem
from eventcal.model import Filter, NewsletterSettings, Settings, Site, Source

__all__ = ["appended", "load", "load_editorial", "slug"]


def load(path: Path) -> Settings:
    """The settings in the file at `path`; paths in it are relative to its folder. ConfigError with all mistakes."""
    return settings_in(read_text(path), path)


def appended(path: Path, entry: Sequence[str]) -> str:
    """The text of the file with one more source. ConfigError with all mistakes, those of the entry included; the file is not
    written."""
    text = with_source(read_text(path), entry, str(path))
    settings_in(text, path)
    return text


def settings_in(text: str, path: Path) -> Settings:
    """The settings that a text at `path` says."""
    tree = parse(text, str(path))
    file = checked_sources(tree)
    folder = path.absolute().parent
    sources = tuple(_source(entry, file.defaults, folder) for entry in file.sources)
    if problems := [*_repeated(tree, sources), *_stolen(tree, sources), *_recipes(tree, file.sources, sources)]:
        raise ConfigError(*problems)
    site = Site(**file.site.model_dump(exclude_none=True))
    feeds = {name: _filter(entry) for name, entry in file.feeds.items()}
    newsletter = _newsletter(file.newsletter, folder)
    interests = tuple(file.interests)
    return Settings(path, sources, site=site, interests=interests, feeds=feeds, newsletter=newsletter)


def _recipes(tree: Tree, entries: Sequence[Entry], sources: Sequence[Source]) -> Iterator[Problem]:
    """The mistakes in recipes, where there are any recipes."""
    by_recipe = (source.adapter in (SELECTORS, TABLE) for source in sources)
    if not any(by_recipe) and all(entry.select is None for entry in entries):
        return
    from eventcal.config.recipes import recipe_problems  # with the readers of rows, which take .05 s to load

    for index, (entry, source) in enumerate(zip(entries, sources, strict=True)):
        yield from recipe_problems(tree, index, entry, source.adapter)


def _source(entry: Entry, defaults: Defaults, folder: Path) -> Source:
    given = {"id": slug(entry.url), **defaults.model_dump(exclude_none=True), **entry.model_dump(exclude_none=True)}
    given["url"] = _absolute(entry.url, folder)
    given["was"] = tuple(_absolute(address, folder) for address in entry.was or ())
    given["select"] = tuple((field, tuple(places)) for field, places in (entry.select or {}).items())
    given["tags"] = tuple(dict.fromkeys(given.get("tags", ())))
    return Source(**given)


def _newsletter(entry: NewsletterEntry, folder: Path) -> NewsletterSettings:
    given = entry.model_dump(exclude_none=True)
    if entry.months is not None:
        given["months"] = tuple(entry.months)
    if entry.template is not None:
        given["template"] = folder / entry.template
    return NewsletterSettings(**given)


def _filter(entry: FilterEntry) -> Filter:
    given: dict[str, Any] = entry.model_dump(exclude_none=True)
    return Filter(**{**given, "any": tuple(entry.any or ()), "tags": tuple(entry.tags or ())})


def _absolute(address: str, folder: Path) -> str:
    return address if SCHEME.match(address) else os.path.normpath(folder / address)


def slug(address: str) -> str:
    """The id of a source that names none: its host, path and query in a-z, 0-9 and "-", at most 80 characters.

    Depends on the address alone, so that other sources may come and go. What does not fit is told apart by a hash,
    plain http by a word.
    """
    parts = urlsplit(address) if SCHEME.match(address) else SplitResult("", "", address, "", "")
    plain_http = "http" if parts.scheme.lower() == "http" else ""
    words = unquote(" ".join((parts.hostname or "", parts.path, parts.query, plain_http)))
    letters = "".join(c for c in unicodedata.normalize("NFKD", words.lower()) if not unicodedata.combining(c))
    plain = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    if plain and letters.isascii() and len(plain) <= MAX_ID:
        return plain
    digest = hashlib.sha256(address.encode()).hexdigest()[:8]
    return f"{plain[: MAX_ID - 9]}-{digest}".strip("-")


def _repeated(tree: Tree, sources: Sequence[Source]) -> Iterator[Problem]:
    """Two sources of one address or one id, each named by the line of the other."""
    places: dict[str, int] = {}
    ids: dict[str, int] = {}
    for index, source in enumerate(sources):
        here = ("sources", index)
        same_url = places.setdefault(_compared(source.url), index)
        same_id = ids.setdefault(source.id, index)
        if same_url != index:
            yield tree.problem((*here, "url"), f"{named(here)}.url: the same address as {_told(tree, same_url)}")
        elif same_id != index:
            message = f"{source.id} is also the id of {_told(tree, same_id)}; give one of them another id"
            yield tree.problem((*here, "id"), f"{named(here)}.id: {message}")


def _stolen(tree: Tree, sources: Sequence[Source]) -> Iterator[Problem]:
    """An earlier address of one source that another still has: both would claim its events."""
    owners = {_compared(source.url): index for index, source in enumerate(sources)}
    for index, source in enumerate(sources):
        for address in source.was:
            owner = owners.get(_compared(address), index)
            if owner != index:
                path = ("sources", index, "was")
                yield tree.problem(path, f"{named(path)}: {address} is the address of {_told(tree, owner)}")


def _told(tree: Tree, index: int) -> str:
    path = ("sources", index)
    return f"{named(path)} in line {tree.values[path][0]}"


def _compared(url: str) -> str:
    scheme, host, path, query, _ = urlsplit(url)
    return f"{scheme.lower()}://{host.lower()}{path or '/'}?{query}"
