"""The words around a date that speak for it or against it as the event's own."""

from __future__ import annotations

import re

HELD = re.compile(
    r"(?:\b(?:held|takes? place|taking place|took place|join us|when|dates?|workshop date|conference dates?|scheduled|happening|celebrated|"
    r"findet|statt|termin|datum|wann|aura lieu|se tiendra|dates? ?:|tendrá lugar|se celebrar|fecha|data|quando|si terr|"
    r"odbędzie|termín|dato|tid|tidspunkt|päivämäärä|időpont|tarih\w*|дата|когда)\b|日時|日期|開催日|会期|期日|時間|일시|날짜)[^.!?\n]{0,60}$",
    re.I,
)
EVENT = (
    r"(?:main )?(?:conference|workshop|symposium|school|event|meeting|konferenz|tagung|veranstaltung|colloque|conférence|congreso|congresso|"
    r"evento|konferencja|konference|konferenciája?|konferansen?|konferensen?|конференция|конференція)"
)
NAMED_BEFORE = re.compile(rf"\b{EVENT}(?: (?:dates?|days?|time))?\W{{0,4}}$", re.I)
NAMED_BEHIND = re.compile(rf"[^\n.\w]{{0,5}}(?:\w+ )?{EVENT}\b", re.I)
"""The kind of the event as the label of a date: "Conference: 13 October", "13 October - Workshop"."""
UNTIL = re.compile(
    r"\b(?:until|till?|by|before|no later than|due(?: on)?|closes?(?: on)?|ends?(?: on)?|bis(?: spätestens| zum| einschließlich)?|spätestens am|"
    r"vor dem|schließt|endet am|até(?: o)?(?: dia)?|antes de|hasta(?: el)?(?: día)?|jusqu['’]au|avant le|au plus tard le|entro(?: il)?|fino al|"
    r"tot(?: en met)?|vóór|uiterlijk|do|najpóźniej|nejpozději|senest(?: den)?|inden|innen|senast(?: den)?|viimeistään|до|не позднее)"
    r"[\s:]*(?:\w{2,10},?\s)?$",
    re.I,
)
SIDE = re.compile(
    r"\b(?:social event|dinner|banquet|reception|party|gala|excursion|pre-?conference|after-?party|kick-?off|abendveranstaltung|empfang|"
    r"soirée|cena|jantar)\b|懇親会|前夜祭",
    re.I,
)
"""What is held beside an event."""
OTHER_EDITION = re.compile(
    r"\b(?:last year|previous|past|earlier|former|archive|next year|next edition|save the date|co-?located|in conjunction|part of|alongside|"
    r"following year|since|founded|vergangene|frühere|précédent|anterior|precedent)",
    re.I,
)
REFUND = re.compile(
    r"\b(?:refund|cancel)\w*\b[^.;]*$|\b(?:cut-?off date|group rate|valid (?:for|from|until))\b[^.;]*$", re.I
)
NEWS = re.compile(
    r"\b(?:news|blog|recent posts?|latest|archives?|updates?|announcements?|actualités?|aktuelles|noticias|notícias|novinky|notizie|novità|"
    r"nieuws|aktualności|nyheter|nyheder|uutiset|hírek|haberler|duyurular|νέα|новости|новини)\b|お知らせ|新着|ニュース|消息|公告|새소식|공지",
    re.I,
)
PROGRAM = re.compile(r"\b(?:program(?:me)?|schedule|agenda|programm|zeitplan|horario|programa|day \d)\b", re.I)
DEADLINES = re.compile(r"\b(?:important|key|deadlines?|submission|call for|wichtige)\b", re.I)
PLACE_BEHIND = re.compile(r"[\s,.;:()–—|•·/-]{0,6}(?:(?:in|at|à|en|em|a|@|w|v|i)\s+)?[A-ZÀ-Þ][^\W\d_]{2,}")
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
