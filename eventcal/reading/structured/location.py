"""Location and attendance mode of a schema.org/Event, and the location line of a calendar entry → place and mode."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Any

from eventcal.model import Fact, Mode, Place
from eventcal.reading.places import country_name, find_countries, find_places
from eventcal.reading.structured.words import Item, first, host_of, items, listed, plain, string, strings, types
from eventcal.reading.venue_words import venue_kind
from eventcal.text import collapse

ONLINE = frozenset(
    "online on-line virtual virtually virtuell virtuelle digital digitale remote remotely zoom webinar webex teams skype livestream livestreamed internet web youtube twitch "
    "jitsi discord bigbluebutton gather gathertown en-ligne en-línea en-linea virtuale virtuel オンライン 线上 線上 在线 온라인 онлайн".split()
)
BESIDE_ONLINE = frozenset(
    "a an and the via on in by with only event events meeting conference call room link session platform fully entirely your at home ms microsoft google "
    "meet live stream streaming tv space town com will be sent shared provided after upon following registration registered attendees participants to "
    "details info url y et und per über auf veranstaltung evento événement línea ligne".split()
)
MEETING_HOSTS = (
    "zoom.us", "zoom.com", "teams.microsoft.com", "teams.live.com", "meet.google.com", "webex.com", "gotomeeting.com", "gotowebinar.com", "youtube.com",
    "youtu.be", "twitch.tv", "jit.si", "whereby.com", "discord.gg", "discord.com", "hopin.com", "gather.town", "bluejeans.com", "bigbluebutton.org",
)  # fmt: skip
ON_THE_LINE = re.compile(r"\b(on|en) (?=line\b|ligne\b|l[ií]nea\b)")
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"']+", re.I)
ATTENDANCE: tuple[tuple[Mode, re.Pattern[str]], ...] = (
    ("hybrid", re.compile(r"mixed|blended|hybrid", re.I)),
    ("in-person", re.compile(r"offline|onsite|in[- ]?person", re.I)),
    ("online", re.compile(r"online|virtual", re.I)),
)
VIRTUAL = "VirtualLocation"
ADDRESS = ("streetAddress", "addressLocality", "addressCountry")
VENUE_END = re.compile(r"\n|\s@\s|\s\(|\s[|•]\s")
POSTCODE = re.compile(r"(?<!\w)(?=\S*\d)[\w-]+(?!\w)")
NEXT_WORD = re.compile(r" ([^\W\d_]+)")
MOST_WORDS = 500  # characters of a location that are read
SURE_ENOUGH = 0.3  # of a city: a line of markup for the place holds little else


@dataclass(frozen=True, slots=True)
class Spot:
    """One of an event's locations. `place` None: it is online. `words`: how the markup puts it."""

    words: str
    place: Place | None
    more: tuple[str, ...] = ()


def facts(item: Item, fact: Callable[..., Fact]) -> Iterator[Fact]:
    """A fact for each place, and for the mode by eventAttendanceMode and by the kinds of places."""
    spots = [spot for value in listed(item.get("location")) if (spot := read_spot(value)) is not None]
    physical = [spot for spot in spots if spot.place is not None]
    online = [spot for spot in spots if spot.place is None]
    for number, spot in enumerate(physical):
        yield fact("place", spot.words, spot.place, "location", 0.5 if number else 0.8, spot.more)
    for spot in online[:1]:
        if spot.words != VIRTUAL:
            yield fact("place", spot.words, Place(text=plain(spot.words[:MOST_WORDS])), "location", 0.7)
    yield from attendance(item, fact, bool(physical), bool(online))
    yield from mode_by_place(physical, online, fact)


def attendance(item: Item, fact: Callable[..., Fact], physical: bool, online: bool) -> Iterator[Fact]:
    """What eventAttendanceMode or courseMode says. Offline is what platforms fill in unasked, so it is believed less."""
    for name in ("eventAttendanceMode", "courseMode"):
        for words in strings(item, name):
            mode = next((mode for mode, pattern in ATTENDANCE if pattern.search(words)), None)
            score = 0.9 if mode != "in-person" else 0.7 if physical else 0.3 if online else 0.5
            yield fact("mode", words, mode, name, score if mode else 0.3)


def mode_by_place(physical: list[Spot], online: list[Spot], fact: Callable[..., Fact]) -> Iterator[Fact]:
    """The mode that the kinds of places come to; an address may be left over from before the event moved online."""
    if physical and online:
        yield fact("mode", online[0].words, "hybrid", "location", 0.75, (physical[0].words,))
    elif online:
        yield fact("mode", online[0].words, "online", "location", 0.85)
    elif physical:
        yield fact("mode", physical[0].words, "in-person", "location", 0.6)


def read_spot(value: Any) -> Spot | None:
    """What one value of `location` says; None where it says nothing."""
    if isinstance(value, dict):
        if VIRTUAL in types(value):
            return Spot(first(value, "name") or VIRTUAL, None)
        return spot_of_item(value)
    words = string(value)
    if words is None:
        return None
    return Spot(words, None) if is_online(words) else spot_of_text(words)


def spot_of_text(words: str) -> Spot | None:
    """The place that a line of text says; a bare web address says none."""
    text = plain(words[:MOST_WORDS])
    return None if not text or WEB_ADDRESS.fullmatch(text) else Spot(words, read_place(text))


def spot_of_item(item: Item) -> Spot | None:
    """The place that a Place, an Organization or a PostalAddress says."""
    name = first(item, "name")
    address = next(items(item, "address"), item)
    street, locality, country = (first(address, part) for part in ADDRESS)
    if locality is None and country is None:
        line = street or next(
            (each for each in listed(item.get("address")) if isinstance(each, str) and string(each)), name
        )
        return spot_of_name_and_line(name, line, geo(item)) if line else None
    if locality and is_online(locality):
        return Spot(locality, None)
    said = [each for each in (name, street, locality, country) if each]
    venue = lines_of(name).split("\n")[0] if name else None
    city = city_name(plain(locality)) if locality else None
    place = Place(venue, city, country_of(address, city), plain(said[0][:MOST_WORDS]), geo(item))
    return Spot(said[0], tidy(place), tuple(said[1:]))


def spot_of_name_and_line(name: str | None, line: str, position: tuple[float, float] | None) -> Spot:
    """The place of a name and an address in one line, which may be the same."""
    if is_online(line) or (name and is_online(name)):
        return Spot(name or line, None)
    found = read_place(lines_of(line), position)
    venue = lines_of(name).split("\n")[0] if name and name != line else found.venue
    place = Place(venue, found.city, found.country, plain((name or line)[:MOST_WORDS]), position)
    return Spot(name or line, tidy(place), (line,) if name and name != line else ())


def lines_of(words: str) -> str:
    """The words as people read them, line by line."""
    return "\n".join(filter(None, map(plain, words[:MOST_WORDS].split("\n"))))


def tidy(place: Place) -> Place:
    """The place without a venue that only repeats the city."""
    same = place.venue and place.city and place.venue.casefold() == place.city.casefold()
    return Place(None, place.city, place.country, place.text, place.geo) if same else place


def city_name(locality: str) -> str | None:
    """The city of an addressLocality: what stands before a comma, without a postcode.

    >>> city_name("Madison, WI 53715"), city_name("75005 Paris")
    ('Madison', 'Paris')
    """
    name = " ".join(POSTCODE.sub(" ", locality.split(",")[0]).split())
    return (name.title() if name.islower() else name) or None


def country_of(address: Item, city: str | None) -> str | None:
    """The English short name of the country that an address states, or that its city and region make certain."""
    stated = first(address, "addressCountry")
    if stated:
        return country_name(plain(stated)) or country_name(plain(stated).upper())  # codes come in small letters, too
    region = first(address, "addressRegion")
    hits = find_places(", ".join(filter(None, (city, plain(region) if region else None))))
    return hits[0].country if hits and hits[0].start == 0 else None


def read_place(text: str, position: tuple[float, float] | None = None) -> Place:
    """The place that a line tells, as in "Town Hall, 1 High Street, Bristol, UK": the venue is what stands before the rest."""
    hits = [hit for hit in find_places(text) if hit.score >= SURE_ENOUGH and not names_hall(text[hit.end :])]
    best = max(hits, key=lambda hit: (hit.score, hit.start), default=None)
    country = best.country if best else None
    if country is None:
        country = next((hit.country for hit in reversed(find_countries(text))), None)
    venue = venue_of(text, best.start if best else None)
    venue = None if venue is not None and country_name(venue) else venue
    return Place(venue, best.city if best else None, country, collapse(text), position)


def names_hall(rest: str) -> bool:
    """Whether the words behind a city's name make it that of a building, as in "Davis Hall"."""
    after = NEXT_WORD.match(rest)
    return after is not None and venue_kind(after[1]) in ("hall", "room")


def venue_of(text: str, city: int | None) -> str | None:
    """The words for the venue: up to "@", a bracket or the line's end; else what stands before the city, without its street."""
    end = VENUE_END.search(text)
    if end is not None and (city is None or end.start() <= city):
        return text[: end.start()].strip(" ,;-") or None
    before = text[:city].strip(" ,;-–\n") if city is not None else text.strip()
    head = before.split(", ")[0]
    return (before if head[:1].isdigit() else head) or None


def geo(item: Item) -> tuple[float, float] | None:
    """Latitude and longitude of a Place; 0, 0 is what systems write for "none"."""
    for point in items(item, "geo"):
        latitude, longitude = first(point, "latitude"), first(point, "longitude")
        if latitude and longitude:
            return position(latitude, longitude)
    return None


def position(latitude: str, longitude: str) -> tuple[float, float] | None:
    """A position on earth, in degrees; None where the numbers give none."""
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:
        return None
    sound = isfinite(north) and isfinite(east) and abs(north) <= 90 and abs(east) <= 180 and (north, east) != (0, 0)
    return (north, east) if sound else None


def is_online(words: str) -> bool:
    """Whether a location says that there is none: "Online", "Zoom link will be sent", an address of a meeting.

    Not so "Online Computer Library Center, Dublin": every word must go with it.
    """
    text = plain(words[:MOST_WORDS])
    if WEB_ADDRESS.match(text):
        host = (host_of(text.split()[0]) or "").removeprefix("www.")
        return any(host == known or host.endswith("." + known) for known in MEETING_HOSTS)
    words_alone = ON_THE_LINE.sub(r"\1-", WEB_ADDRESS.sub(" ", text).casefold())
    said = re.findall(r"[^\W_]+(?:-[^\W_]+)*", words_alone)
    return any(word in ONLINE for word in said) and all(
        word in ONLINE or word in BESIDE_ONLINE or word.isdigit() for word in said
    )
