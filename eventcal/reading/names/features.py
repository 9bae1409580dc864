"""What speaks for and against a text as the event's name: how it looks, and how it goes with the rest of the page."""

from __future__ import annotations

import math
import re
from urllib.parse import unquote, urlsplit

from eventcal.reading.names.spelling import initials_of, spelled
from eventcal.reading.names.texts import WORDS, DatesIn, NameCandidate
from eventcal.reading.survey import HAS_DIGIT, Survey, years_in

TYPE_WORD = re.compile(
    r"conferen[cz]|workshops?\b|symposi|meeting|congress|summit|\bcamp\b|camp\b|school|meetup|webinar|seminar|hackathon|forum|fest\b|"
    r"festival|\bday\b|\bdays\b|tutorial|course|training|panel|\bcon\b|con\b|\bconf\b|conf\b|lecture|colloqui|kongress|tagung|konferen|"
    r"journées|rencontres|colloque|atelier|jornad|congreso|encuentro|encontro|giornat|convegno|sympozj|konference|sempozyum|"
    r"kongre|konferans|会議|大会|大會|年會|年会|研討會|峰會|勉強会|컨퍼런스|캠프|конференц|convention|gathering|committee|hearing|commissioners|retreat|marathon|unconference",
    re.I,
)
GENERIC = re.compile(
    r"^(?:home|homepage|home page|welcome(?: to .{0,30})?|about(?: us| .{0,20})?|overview|introduction|intro|news|events?|event details?|details|"
    r"program(?:me)?(?: at a glance)?|final program(?:me)?|schedule|agenda|speakers?|keynotes?|keynote speakers|invited speakers|registration|register(?: now)?|tickets?|venue|location|"
    r"travel|accommodations?|hotels?|sponsors?(?:hip)?|partners?|contact(?: us)?|committees?|organi[sz]ers?|organi[sz]ation|organizing committee|"
    r"call for (?:papers|proposals|participation|abstracts|posters|speakers|.{0,20})|cfp|submissions?|submission guidelines|important dates|dates|key dates|faq|code of conduct|"
    r"archive|calendar|menu|search|navigation|main menu|skip to .{0,20}|share|follow us|subscribe|login|log in|sign in|sign up|untitled|"
    r"index|blog|posts?|page|topics?(?: of interest)?|scope|abstract|description|summary|access|what|where|when|who|why|info(?:rmation)?|logistics|"
    r"programm|anmeldung|startseite|kontakt|willkommen|veranstaltungsort|accueil|inscriptions?|programme|lieu|contactez-nous|contact|inicio|programa|"
    r"registro|contacto|início|inscriç\w+|locais|home-page|iscrizioni|contatti|program konferencji|domů|kontakty|novinky|hjem|"
    r"首頁|首页|關於|关于|日程|報名|ホーム|プログラム|アクセス|소개|프로그램|materials and presentations|related events|upcoming events|past events)[\s.!:…]*$",
    re.I,
)
SUB_PAGE = re.compile(
    r"\b(?:call for|cfp|registration|tickets?|venue|program(?:me)?|schedule|committees?|organi[sz]ers|sponsors?hip|sponsor|accommodation|travel|"
    r"speakers|submission|important dates|covid|code of conduct|announcement|announcing|cancel\w*|postponed|update|editions|welcome|about|inscription|"
    r"inscrição|anmeldung|open\b|now|live)\b",
    re.I,
)
HOST = re.compile(
    r"\b(?:conjunction|co-?located|part of|hosted by|held (?:in|with|at|together)|together with|sponsored|presented by|organi[sz]ed by|supported|"
    r"powered by|copyright|©|proceedings|published|in cooperation|affiliated)\b",
    re.I,
)
SENTENCE = re.compile(
    r"[.!?。！？…]\s*$|[.!?]\s+[A-Z]|\b(?:we|you|your|our|us|is|are|will|has|have|join|please|thank|see|read|click|here|this|get)\b",
    re.I,
)
OWNER = re.compile(
    r"\b(?:association|society|university|universität|université|department|institute|agency|authority|laboratory|foundation|council|"
    r"group|center|centre|city of|county|official (?:website|site)|github|facebook|twitter|meetup|eventbrite|wordpress|blog)\b",
    re.I,
)
ORDINAL = re.compile(
    r"\b(?:\d{1,3}(?:st|nd|rd|th|ª|º|er|e|ème|\.)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|inaugural|annual|"
    r"[IVXL]{1,6})(?=\s)|第.{1,3}[回屆届次]",
    re.I,
)
ACRONYM = re.compile(r"\b(?=[A-Za-z0-9]*[A-Z][A-Za-z0-9]*[A-Z])[A-Z][A-Za-z0-9]{1,11}\b|\b[A-Z]{3,10}\b")


class NameScene:
    """What the features of a name compare it with."""

    def __init__(self, survey: Survey, found: list[NameCandidate], dates_in: DatesIn) -> None:
        self.survey = survey
        self.dates_in = dates_in
        self.folded = [c.text.casefold() for c in found]
        self.title = survey.page.title.casefold()
        page = survey.page
        self.site_name = page.meta.get("og:site_name", "").casefold()
        self.address = re.sub(r"[^a-z0-9]", "", unquote(page.canonical or page.url).casefold())
        self.host = re.sub(r"[^a-z0-9]", "", urlsplit(page.canonical or page.url).netloc.casefold())
        self.text = page.text[:20_000].casefold()
        self.acronyms = set(
            ACRONYM.findall(
                f"{page.title} {page.meta.get('og:title', '')} "
                + " ".join(b.text for b in page.blocks if b.level in (1, 2))[:600]
            )
        )

    def features(self, c: NameCandidate) -> dict[str, float]:
        """Everything that speaks for or against a name."""
        words = WORDS.findall(c.text)
        found = {f"from_{source}": 1.0 for source in c.sources}
        found.update(self.form(c.text, words))
        found.update(self.agreement(c.text, words))
        found["sources"] = math.log2(1 + len({s.split("_")[0] for s in c.sources}))
        return {name: value for name, value in found.items() if value}

    def form(self, text: str, words: list[str]) -> dict[str, float]:
        """How the text looks."""
        count = len(words)
        letters = [w for w in words if w[0].isalpha()]
        return {
            "words_1": float(count == 1),
            "words_2": float(count == 2),
            "words_3_5": float(3 <= count <= 5),
            "words_6_14": float(6 <= count <= 14),
            "words_15": float(count >= 15),
            "type_word": float(bool(TYPE_WORD.search(text))),
            "generic": float(bool(GENERIC.match(text.strip()))),
            "sub_page": float(bool(SUB_PAGE.search(text))),
            "host": float(bool(HOST.search(text))),
            "sentence": float(bool(SENTENCE.search(text))),
            "owner": float(bool(OWNER.search(text))),
            "ordinal": float(bool(ORDINAL.search(text))),
            "year": float(bool(years_in(text))),
            "dated": float(bool(HAS_DIGIT.search(text)) and bool(self.dates_in(text))),
            "capitals": sum(w[0].isupper() for w in letters) / len(letters) if letters else 0.0,
            "shouting": float(text.isupper() and count > 3),
            "unbalanced": float(text.count("(") != text.count(")")),
            "link_or_mail": float("@" in text or "www." in text or "http" in text),
        }

    def agreement(self, text: str, words: list[str]) -> dict[str, float]:
        """How the text goes with the address, the acronyms and the other texts of the page."""
        folded = text.casefold()
        key = re.sub(r"[^a-z0-9]", "", folded)
        named = [w.casefold() for w in words if len(w) > 2 and w.isascii()]
        initials = initials_of(words)
        title_years = self.survey.title_years or self.survey.url_years
        mine = years_in(text)
        page = self.survey.page
        return {
            "spells_acronym": float(
                len(words) >= 3 and any(len(a) >= 3 and spelled(a, initials) for a in self.acronyms)
            ),
            "has_acronym": float(any(a in words for a in self.acronyms)),
            "in_address": sum(w in self.address for w in named) / len(named) if named else 0.0,
            "is_host": float(len(key) > 3 and key in self.host),
            "is_site_name": float(bool(self.site_name) and folded.strip() == self.site_name),
            "has_site_name": float(
                len(self.site_name) > 3 and self.site_name in folded and folded.strip() != self.site_name
            ),
            "right_year": float(bool(mine) and bool(title_years) and mine[0] in title_years),
            "this_year": float(bool(mine) and abs(mine[0] - page.when.year) <= 1),
            "wrong_year": float(bool(mine) and abs(mine[0] - page.when.year) > 1),
            "no_year_but_title": float(not mine and bool(self.survey.title_years)),
            "repeated": math.log2(1 + min(self.text.count(folded), 15)) if len(folded) > 3 else 0.0,
            "in_title": float(len(folded) > 3 and folded in self.title),
            "part_of_longer": float(
                any(len(other) < 160 and other != folded and folded in other for other in self.folded)
            ),
            "holds_shorter": float(
                any(len(other) > 5 and other != folded and other in folded for other in self.folded)
            ),
        }
