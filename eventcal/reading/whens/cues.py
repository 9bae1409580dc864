"""The signs around a date that speak for it or against it as the event's own, in any language."""

from __future__ import annotations

import re

from eventcal.reading.whens.vocabulary import of_all_languages

REFUND = re.compile(
    r"\b(?:refund|cancel)\w*\b[^.;]*$|\b(?:cut-?off date|group rate|valid (?:for|from|until))\b[^.;]*$", re.I
)
NEWS = of_all_languages("news")
PLACE_BEHIND = re.compile(r"[\s,;:()–—|•·/-]{0,6}(?:(?:in|at|à|en|em|a|@|w|v|i)\s+)?[A-ZÀ-Þ][^\W\d_]{2,}")
ACRONYM_YEAR = re.compile(r"\b([A-Z][\w-]*[A-Z]\w*)[\s-]?(?:['’]?\d\d|(?:19|20)\d\d)\b")
ACRONYM = re.compile(r"\b[A-Z]\w*?[A-Z][^\W\d]*")
HERO = re.compile(r"hero|banner|jumbotron|masthead|intro|cover|splash|headline|lead|subtitle|tagline|home")
DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:dates?|when|dtstart|dt-start|event-?(?:date|time|schedule|when)\w*|eventdate|datetime)(?=[\s_-]|$)"
)
POSTED_CLASS = re.compile(
    r"(?:entry|post|article|blog|news)[-_]+(?:date|meta|info|time|byline|header__meta)|posted|byline|"
    r"pub(?:lish(?:ed)?)?[-_]?date|date[-_]?published|timestamp"
)
