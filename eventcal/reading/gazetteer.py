"""The cities and countries that are known by name. Their data: data/places.tsv.gz and data/countries.tsv."""

from __future__ import annotations

import gc
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain
from unicodedata import normalize

DATA = files("eventcal.reading") / "data"
APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", ".": None, "\u0307": None, "-": " "})
GZIP = zlib.MAX_WBITS | 16
"""The format of a file that gzip wrote, for zlib, which is told the size of it and so need not copy again and again."""
SIZE = 3_000_000
"""Bytes, about, of the cities."""
MOST_FOLDED = 20_000
"""Words and names whose form is remembered."""
MOST_CITIES = 4096
"""That are remembered once they were found in a text."""


def fold(name: str) -> str:
    """The form in which names are looked up: no capitals, dots or hyphens, plain apostrophes and single spaces."""
    if name.isascii() and name.isalpha():  # the usual case, and ten times as fast
        return name.lower()
    folded = name.lower() if name.isascii() else normalize("NFC", name).casefold()
    return " ".join(folded.translate(APOSTROPHES).split())


@lru_cache(maxsize=MOST_FOLDED)
def folded(name: str) -> str:
    """The same, remembered: several parts of the reader look up the same names, and the same words come again and again."""
    return fold(name)


def two_words(name: str) -> str:
    """The first two words of a name of several."""
    return name if name.count(" ") == 1 else name[: name.index(" ", name.index(" ") + 1)]


@dataclass(frozen=True, slots=True)
class City:
    """A city of the gazetteer."""

    name: str
    """The name in English, where it has one."""
    code: str
    """Its country (ISO 3166-1 alpha-2)."""
    region: str
    """US state, Canadian province, Australian state or nation of the United Kingdom, by its abbreviation; else ""."""
    population: int
    geo: tuple[float, float]
    timezone: str
    sure: bool
    """False where the name that found it is an odd one for it, known from one source only."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country of ISO 3166-1, or a territory with a code of its own."""

    code: str
    name: str
    """English short name."""


class Gazetteer:
    """All names in memory: about 20 MB, read in about 50 ms."""

    def __init__(self, cities: str, countries: str, regions: str) -> None:
        self.lines = cities.splitlines()
        self.first: dict[str, int] = {}
        self.more: dict[str, list[int]] = {}
        self.unsure: dict[str, int] = {}
        self.add_cities()
        self.countries: dict[str, Country] = {}
        self.codes: dict[str, Country] = {}
        """By both codes of ISO 3166-1."""
        self.zones: dict[str, Country] = {}
        """By IANA zone, old names of zones included."""
        self.regions: dict[str, list[tuple[str, str]]] = {}
        """By name (folded) or abbreviation (in capitals): country and abbreviation."""
        for line in countries.splitlines():
            self.add_country(*line.split("\t"))
        for line in regions.splitlines():
            self.add_region(*line.split("\t"))
        names = chain(self.first, self.unsure, self.countries, self.regions)
        self.beginnings = {two_words(name) for name in names if " " in name}
        """First two words of the names of several words."""
        self.heads = {two.partition(" ")[0] for two in self.beginnings}
        """First words of the names of several words."""

    def add_cities(self) -> None:
        """Enter the cities under their names. Lines come by population, so the first under a name is the largest."""
        first, unsure, more = self.first, self.unsure, self.more
        for number, line in enumerate(self.lines):
            own, others, _ = line.split("\t", 2)
            for name in own.split("|"):
                if first.setdefault(name, number) != number:
                    more.setdefault(name, []).append(number)
            if others:
                for name in others.split("|"):
                    unsure.setdefault(name, number)

    def add_country(self, code: str, long_code: str, name: str, names: str, zones: str) -> None:
        """Enter a country under its names, codes and zones."""
        country = Country(code, name)
        for each in names.split("|"):
            self.countries.setdefault(each, country)
        self.codes[code] = self.codes[long_code] = country
        self.zones.update(dict.fromkeys(zones.split("|"), country))

    def add_region(self, country: str, code: str, names: str) -> None:
        """Enter a region under its names and its abbreviation, which is written in capitals."""
        for each in (*names.split("|"), code):
            if each:
                self.regions.setdefault(each, []).append((country, code))

    def cities(self, name: str) -> list[City]:
        """The cities of that name (folded), the largest first."""
        if name in self.first:
            return [city_of(self.lines[number], True) for number in (self.first[name], *self.more.get(name, ()))]
        return [city_of(self.lines[self.unsure[name]], False)] if name in self.unsure else []

    def has(self, name: str) -> bool:
        """Whether some city, country or region has this name (folded)."""
        return name in self.first or name in self.countries or name in self.unsure or name in self.regions

    def country(self, name: str) -> Country | None:
        """The country of a name, or of a code in capitals."""
        return self.codes.get(name) or self.countries.get(folded(name))

    def known(self, name: str) -> bool:
        """Whether some city has this name (folded)."""
        return name in self.first or name in self.unsure


@lru_cache(maxsize=MOST_CITIES)
def city_of(line: str, sure: bool) -> City:
    """The city of a line of places.tsv."""
    _, _, name, code, region, population, lat, lon, zone = line.split("\t")
    return City(name, code, region, int(population), (float(lat), float(lon)), zone, sure)


@cache
def gazetteer() -> Gazetteer:
    """The one gazetteer, read at its first use."""
    cities = zlib.decompress((DATA / "places.tsv.gz").read_bytes(), GZIP, SIZE).decode()
    countries, regions = ((DATA / each).read_text(encoding="utf-8") for each in ("countries.tsv", "regions.tsv"))
    loaded = Gazetteer(cities, countries, regions)
    gc.freeze()  # it stays for good: the collector need not walk through it again and again
    return loaded


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of a list in data, folded; lines that start with # are remarks."""

    def words() -> Iterator[str]:
        for line in (DATA / name).read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                yield from line.split()

    return frozenset(map(fold, words()))
