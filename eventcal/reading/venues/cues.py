"""Words around a place that say whether something is held there."""

from __future__ import annotations

import re

PEOPLE = re.compile(
    r"\b(?:committee|speakers?|organi[sz]ers?|chairs?|members|people|keynotes?|authors?|sponsors?|team|editions|past|previous|history|contact|"
    r"invited|program committee|referent\w*|redner|orateurs|ponentes|partners?|steering)\b",
    re.I,
)
ADDRESS = re.compile(
    r"\b\d{1,5}[a-zA-Z]?\s+[A-Z][\w.]+|\b[A-Z]\w+(?:straße|strasse|gata|veien|gatan|platz|allee|weg|ulica|utca)\b|\b\d{4,5}\b|\bStreet\b|\bSt\.|\bAve|\bRoad\b|\brue\b|\bVia\b|\bul\.",
    re.I,
)
LABEL = re.compile(
    r"(?:^|\n)\s*(?:venue|location|where|place|address|ort|veranstaltungsort|lieu|lugar|sede|local|luogo|miejsce|místo|sted|plats|adresse|場所|会場|地點|地点|장소)\s*[:：]?\s*",
    re.I,
)
LEADS = re.compile(
    r"\b(?:at|in|hosted by|hosted at|held at|held in|im|am|à la|au|aux|à|nel|presso|en el|en la|en|na|no|w|v|@)\s+(?:the\s+|a\s+)?$",
    re.I,
)
LOOKED_AT = 6_000  # characters of visible text; beyond it only blocks under a venue heading are looked at
LONG = 1200  # characters of a block that are looked at
