"""The buildings and organisations that the page names, with what speaks for and against each as the event's venue."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from datetime import date

from eventcal.blocks import Block
from eventcal.reading.gazetteer import fold
from eventcal.reading.modes import ANY_ONLINE, VENUE_HEADING, heads_venue
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
IN_NAME = re.compile(r"[A-ZÀ-Þ0-9][\w’'&.-]*|of|and|for|the|de|del|della|degli|di|la|le|les|des|du|für|und|en|&")
CJK_VENUE = re.compile(
    r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af\w ]{0,24}(?:大學|大学|研究院|研究所|會館|会館|中心|ホール|会議室|國際會議廳|大樓|타워|코엑스|대학교|센터|캠퍼스|회의실|세미나실)[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af\w ]{0,16}"
)
CJK = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]")


def venue_candidates(
    survey: Survey, city: CityCandidate | None, event_days: tuple[date, date] | None
) -> list[tuple[str, str, dict[str, float]]]:
    """(name, place in the page, features) of every venue that the page names."""
    found: dict[str, tuple[str, str, dict[str, float]]] = {}
    anchors = [
        m.block.index
        for m in survey.mentions
        if m.block is not None and event_days is not None and m.span == event_days
    ]
    city_blocks = [b.index for _, b, _, _ in city.hits if b is not None] if city else []
    place = 0
    for block in survey.page.blocks:
        if block.zone in ("main", "header") and (place < LOOKED_AT or heads_venue(survey.heading(block))):
            for text, start in venue_names(block, survey):
                key = fold(text)
                features = venue_features(text, start, block, place + start, survey, anchors, city_blocks)
                if key in found:
                    merged = found[key][2]
                    found[key] = (
                        *found[key][:2],
                        {k: max(merged.get(k, -9.0), features.get(k, 0.0)) for k in merged | features},
                    )
                else:
                    found[key] = (text, block.tag, features)
        place += len(block.text) + 1
    return list(found.values())


def venue_names(block: Block, survey: Survey) -> Iterator[tuple[str, int]]:
    """(name, where it starts) of all that looks like a venue in a block."""
    text = block.text[:LONG]
    for match in VENUE.finditer(text):
        name, start = whole_name(text, match.start(), match.end())
        if 2 <= len(name.split()) <= 14:
            yield name, start
    for match in CJK_VENUE.finditer(text) if CJK.search(text) else ():
        yield match[0].strip(), match.start()
    label = LABEL.match(text)
    if label:
        rest = text[label.end() :].split("\n")[0]
        yield from first_part(rest, label.end())
    elif (block.index and LABEL.fullmatch(survey.page.blocks[block.index - 1].text.strip())) or VENUE_HEADING.fullmatch(
        survey.heading(block).strip() or "-"
    ):
        yield from first_part(text.split("\n")[0], 0)


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
    name = re.sub(r"(?:\s+(?:the|of|and|for|de|di|en|&))+$", "", name).strip(" ,.;")
    return name, start - len(taken)


def first_part(text: str, start: int) -> Iterator[tuple[str, int]]:
    """The text up to its first comma, where it is short enough to be a name."""
    name = re.split(r"[,;|•·(]|\s[–—-]\s", text)[0].strip()
    if 3 <= len(name) <= 90 and not ANY_ONLINE.fullmatch(name) and not re.fullmatch(r"[\d\W]+", name):
        yield name, start


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
        "link": float(any(k.start <= start < k.end for k in block.links)),
    }
    return {name: value for name, value in found.items() if value}
