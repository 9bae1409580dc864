"""The buildings and organisations that the page names, with what speaks for and against each as the event's venue."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from eventcal.blocks import Block
from eventcal.reading.dates.words import MONTH, WEEKDAY
from eventcal.reading.gazetteer import fold
from eventcal.reading.modes import ANY_ONLINE, VENUE_HEADING, heads_venue
from eventcal.reading.places import PlaceHit, country_name
from eventcal.reading.survey import Survey
from eventcal.reading.venues.cities import CityCandidate
from eventcal.reading.venues.cues import ADDRESS, LABEL, LEADS, LONG, LOOKED_AT, PEOPLE

VENUE_WORD = (
    r"(?:Universit\w+|Uniwersytet\w*|Univerzit\w+|University|College|Institute?\b|Institut\w*|School|Schule|Hotel|Hall|Cent(?:er|re)\b|Zentrum|Museum|Library|Theat(?:er|re)|Auditorium|Campus|"
    r"Building|Stadium|Park|Club|Palace|Palazzo|Pavilion|Arena|House|Haus|Ballroom|Plaza|Tower|Academy|Akademie|Politechnika|Politecnico|Polytechnic|Faculty|Facultad|Faculté|"
    r"Faculdade|Wydział|Fakult\w+|Dipartimento|Département|Department|Kongress\w*|Congress|Convention|Conference Cent\w+|Château|Espace|Maison|Salle|Amphithéâtre|Teatro|Centro|"
    r"Konferan\w+|Resort|Inn\b|Foundation|Studio|Church|Office|Offices|Laborator\w+|Pub\b|Cafe|Café|Bar\b|Union\b|Square\b|Hub\b|HUB\b|Room\b|Grange|Barn|Chamber)"
)
VENUE = re.compile(rf"(?<!\w)(?=[A-ZÀ-ÞF]){VENUE_WORD}")
IN_NAME = re.compile(
    r"[A-ZÀ-Þ0-9][\w’'&-]*(?:\.\w+)*\.?|of|and|for|the|de|del|della|degli|di|la|le|les|des|du|für|und|en|&"
)
CUT = re.compile(r"\b(?:of|and|for|the|de|del|della|degli|di|la|le|les|des|du|für|und|en|&)$")
"""How a name ends that goes on behind it: "University of" before a city."""
CJK_VENUE = re.compile(
    r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af\w ]{0,24}(?:大學|大学|研究院|研究所|會館|会館|中心|ホール|会議室|國際會議廳|大樓|타워|코엑스|대학교|센터|캠퍼스|회의실|세미나실)[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af\w ]{0,16}"
)
STREET = re.compile(
    r"\b\d{1,5}[a-zA-Z]?,? (?:[NSEW]\.? |rue |via |av\w* )?[A-ZÀ-Þ][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}"
    r"|\b[A-ZÀ-Þ][\w-]+(?:straße|strasse|str\.|gata|gatan|gate|veien|vägen|vej|platz|allee|weg|gasse|laan|straat|plein|utca|tänav|katu)\.? ?\d{1,4}\b"
    r"|\b(?:rue|via|viale|piazza|avenue|av\.|calle|c/|rua|ul\.|ulica|plac|al\.|pr\.|náměstí|Straße der|Am|An der) (?:\w+ ){0,4}[A-ZÀ-Þ]\w+"
    r"|\b[A-ZÀ-Þ][\w’'-]+ \d{1,4}(?:/\d{1,4})?[a-zA-Z]?(?=$|[,\n])",
)
"""A street with its number, as countries write it."""
AT = re.compile(
    r"\b(?:at|@|hosted by|à la|à l['’]|à|aux?|im|in der|beim?|presso|nella?|nel|en el|en la|na|no|hos|på|på) (?:the |a )?"
    r"([A-ZÀ-Þ][\w’'&-]*(?:\.\w+)*(?: (?:[A-ZÀ-Þ0-9][\w’'&-]*(?:\.\w+)*|of|and|for|de|the|du|di|der)){0,7})"
)
"""The name behind a word that leads to a place."""
WORD = re.compile(r"[^\W\d_]+")
PART = re.compile(r"[^,\n|•·;]+")
HAS_LETTERS = re.compile(r"[^\W\d_]{3}")
CJK = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]")


Found: TypeAlias = tuple[str, int, str]
"""A name, where it starts in its block, and what found it."""


@dataclass(slots=True)
class VenueCandidate:
    """A name that could be the venue's, and the block that shows it best."""

    text: str
    where: str
    features: dict[str, float]


def venue_candidates(
    survey: Survey, city: CityCandidate | None, event_days: tuple[date, date] | None
) -> list[VenueCandidate]:
    """Every name that could be the venue's, with features; names of the same words are one."""
    anchors = [m.block.index for m in survey.mentions if m.block is not None and m.span == event_days]
    in_block: dict[int, list[PlaceHit]] = {}
    for hit, block, _, _ in city.hits if city else ():
        if block is not None:
            in_block.setdefault(block.index, []).append(hit)
    found: dict[str, VenueCandidate] = {}
    place = 0
    for block in survey.page.blocks:
        if looked_at(block, place, survey, set(anchors) | set(in_block)):
            for text, start, how in venue_names(block, survey, in_block.get(block.index, ())):
                if no_venue(text, survey):
                    continue
                features = venue_features(text, start, block, place + start, survey, anchors, list(in_block))
                features[f"from_{how}"] = 1.0
                add(found, VenueCandidate(text, block.tag, features))
        place += len(block.text) + 1
    return list(found.values())


def looked_at(block: Block, place: int, survey: Survey, telling: set[int]) -> bool:
    """Whether a block may name the venue: not in the margins, unless it holds the event's date or city."""
    if block.zone not in ("main", "header"):
        return block.index in telling and block.zone != "footer"
    return place < LOOKED_AT or heads_venue(survey.heading(block))


def add(found: dict[str, VenueCandidate], candidate: VenueCandidate) -> None:
    """Add a candidate; what speaks for one of the same words speaks for it too."""
    key = fold(candidate.text)
    known = found.setdefault(key, candidate)
    if known is not candidate:
        for name, value in candidate.features.items():
            known.features[name] = max(value, known.features.get(name, value))


def venue_names(block: Block, survey: Survey, cities: Sequence[PlaceHit] = ()) -> Iterator[Found]:
    """All that looks like a venue in a block: by its words, its label, its address, the city behind it."""
    text = block.text[:LONG]
    for match in VENUE.finditer(text):
        name, start = whole_name(text, match.start(), match.end())
        if 2 <= len(name.split()) <= 14:
            yield name, start, "word"
    for match in CJK_VENUE.finditer(text) if CJK.search(text) else ():
        yield match[0].strip(), match.start(), "word"
    label = LABEL.match(text)
    if label or labelled_before(block, survey):
        start = label.end() if label else 0
        yield from first_part(text[start:].split("\n")[0], start, "label")
    for street in STREET.finditer(text):
        yield from part_before(text, street.start(), "address")
    for hit in cities:
        yield from part_before(text, hit.start, "city")
    for match in AT.finditer(text):
        yield from first_part(match[1], match.start(1), "led")


def no_venue(name: str, survey: Survey) -> bool:
    """Whether a text is surely no venue: it has a month or a weekday in it, or is what the event's own name begins with."""
    kinds = {survey.words.kind(word.casefold().strip("."))[0] for word in WORD.findall(name)}
    return bool(kinds & {MONTH, WEEKDAY}) or survey.page.title.casefold().startswith(name.casefold())


def labelled_before(block: Block, survey: Survey) -> bool:
    """Whether the block before is a label for a venue, or the heading above is one."""
    before = survey.page.blocks[block.index - 1].text.strip() if block.index else ""
    return bool(LABEL.fullmatch(before) or VENUE_HEADING.fullmatch(survey.heading(block).strip() or "-"))


def part_before(text: str, place: int, how: str) -> Iterator[Found]:
    """The part of a line of parts ("DIGS, Krambugata 2, Trondheim") that stands before a place in it."""
    parts = list(PART.finditer(text, max(place - 120, 0), place))
    for part in parts[-1:-3:-1]:
        name = part[0].strip()
        if HAS_LETTERS.search(name) and not STREET.search(name) and not CUT.search(name):
            if all(IN_NAME.fullmatch(word) for word in name.split()):
                yield from first_part(name, part.start(), how)
            return


def whole_name(text: str, start: int, end: int) -> tuple[str, int]:
    """(name, where it starts) around a word of a venue: capitalised words before and behind it, and what joins them."""
    before = text[max(start - 90, 0) : start].rsplit("\n", 1)[-1]
    taken = ""
    for word in reversed(re.findall(r"\S+\s+", before)[-7:] if before[-1:].isspace() else []):
        if not IN_NAME.fullmatch(word.strip()):
            break
        taken = word + taken
    behind = re.match(r"[^\s,;:()]*", text[end:])
    end += behind.end() if behind else 0
    for word in re.findall(r"[ ][^\s,;:()|]+", text[end : end + 80].split("\n")[0])[:6]:
        if not IN_NAME.fullmatch(word.strip()) or not text.startswith(word, end):
            break
        end += len(word)
    name = re.sub(r"^(?:(?:the|of|and|for|de|&)\s+)+", "", taken + text[start:end], flags=re.I)
    name = re.sub(r"(?:\s+(?:the|of|and|for|de|di|en|&))+$", "", name.split(". ")[0]).strip(" ,.;")
    return name, start - len(taken)


def first_part(text: str, start: int, how: str) -> Iterator[Found]:
    """The text up to its first comma, where it is short enough to be a name."""
    name = re.split(r"[,;|•·(]|\s[–—-]\s|\.\s", text)[0].strip(" .:")
    if (
        3 <= len(name) <= 90
        and country_name(name) is None
        and not ANY_ONLINE.fullmatch(name)
        and not re.fullmatch(r"[\d\W]+", name)
    ):
        yield name, start, how


def venue_features(
    text: str, start: int, block: Block, place: int, survey: Survey, anchors: Sequence[int], city_blocks: Sequence[int]
) -> dict[str, float]:
    """Everything that speaks for or against a venue."""
    nearest = min((abs(block.index - a) for a in anchors), default=99)
    to_city = min((abs(block.index - a) for a in city_blocks), default=99)
    heading = survey.heading(block)
    before = block.text[max(start - 60, 0) : start]
    found = {
        "far": math.log10(1 + place / 100),
        "date_block": float(nearest == 0),
        "near_date": float(1 <= nearest <= 3),
        "city_block": float(to_city == 0),
        "near_city": float(1 <= to_city <= 2),
        "under_venue": float(bool(heads_venue(heading))),
        "under_people": float(bool(PEOPLE.search(heading))),
        "labelled": float(
            bool(
                LABEL.search(block.text[max(start - 30, 0) : start])
                or (block.index and LABEL.fullmatch(survey.page.blocks[block.index - 1].text.strip()))
            )
        ),
        "led_in": float(bool(LEADS.search(before))),
        "hosted": float(
            bool(
                re.search(r"\b(?:held|hosted|take[sn]? place|taking place|venue|located|organi[sz]ed)\b", before, re.I)
            )
        ),
        "starts": float(start <= 2),
        "whole": float(len(block.text) - len(text) < 15),
        "short": float(len(block.text) < 120),
        "prose": float(len(block.text) > 300),
        "in_list": float(block.tag == "li"),
        "in_table": float(bool(block.row)),
        "in_heading": float(bool(block.level)),
        "in_h1": float(block.level == 1),
        "in_header": float(block.zone == "header"),
        "words": len(text.split()) / 5,
        "one_word": float(len(text.split()) == 1),
        "university": float(bool(re.search(r"universi|college|institut|school", text, re.I))),
        "hotel": float(bool(re.search(r"hotel|inn\b|resort", text, re.I))),
        "hall": float(
            bool(
                re.search(
                    r"hall|cent(?:er|re)|auditorium|building|theat|room|museum|palace|stadium|library", text, re.I
                )
            )
        ),
        "event_word": float(
            bool(re.search(r"conference|workshop|symposium|committee|congress\b|association|society", text, re.I))
            and not re.search(r"cent(?:er|re)", text, re.I)
        ),
        "address_near": float(bool(ADDRESS.search(block.text[start : start + len(text) + 60]))),
        "in_title": float(text.casefold() in survey.page.title.casefold()),
        "class_venue": float(bool(re.search(r"venue|location|place|address", block.classes[:100]))),
        "menu": float(block.tag == "li" and any(k.end - k.start >= len(block.text) - 2 for k in block.links)),
        "link": float(any(k.start <= start < k.end for k in block.links)),
    }
    return {name: value for name, value in found.items() if value}
