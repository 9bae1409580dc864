"""What speaks for and against a text as the event's name, all together."""

from __future__ import annotations

import math
from collections.abc import Sequence, Set

from eventcal.reading.names.candidate import NameCandidate
from eventcal.reading.names.form import form
from eventcal.reading.names.origin import origin
from eventcal.reading.names.scene import FAR, NameScene
from eventcal.reading.names.spelling import LONGEST, SHORTEST, acronyms_in, letters_of, spells
from eventcal.reading.names.versions import DatesIn
from eventcal.reading.names.vocabulary import SMALL, is_common, is_owner

MOST_HELD = 10  # mentions that count
BY_ACRONYM = (
    *(
        "in_title",
        "in_og_title",
        "of_title",
        "of_shown",
        "in_address",
        "held_by",
        "repeated",
        "is_host",
        "right_year",
        "year_form",
        "sources",
    ),
    *("followed_by_year", "whole_head", "in_h1", "in_h2", "from_title", "from_og_title", "rest_generic"),
)
"""What a page says of a long name when it says it of the acronym."""


class Weigher:
    """Gives the candidates of one page their features."""

    def __init__(self, scene: NameScene, dates_in: DatesIn) -> None:
        self.scene = scene
        self.dates_in = dates_in
        self.spelled: dict[str, set[str]] = {}

    def weigh(self, found: Sequence[NameCandidate]) -> None:
        """Gives each candidate its features; those of value 0 are left out."""
        for c in found:
            self.spelled[c.text] = self.scene.spelled_by(c.words)
            c.features = {
                **origin(c.sources),
                **form(c, self.dates_in),
                **self.agreement(c),
                **self.acronyms(c),
                **self.editions(c),
                **self.spoken(c),
            }
        self.share_by_acronym(found)
        for c in found:
            c.features.update(pairs(c.features))
            c.features = {name: value for name, value in c.features.items() if value}

    def agreement(self, c: NameCandidate) -> dict[str, float]:
        """How the text goes with the address, the titles and the site."""
        scene = self.scene
        named = [w for w in c.words if len(w) > 2 and w.isascii()]
        content = [w for w in c.words if w not in SMALL]
        generic, own = scene.rest_of_title(c.folded)
        below = scene.before_date(c) if c.blocks else FAR
        site, home = c.folded == scene.site_name, c.folded in scene.home
        long = len(c.folded) > 3
        return {
            "in_address": share(named, scene.address) if named or c.text.isascii() else 0.5,
            "on_date": float(below == 0),
            "above_date": float(below == 1),
            "near_date": float(1 < below < FAR),
            "is_host": float(long and "".join(c.words) in scene.host),
            "is_site_name": float(site),
            "has_site_name": float(len(scene.site_name) > 3 and scene.site_name in c.folded and not site),
            "site_name_deep": float(site and scene.deep),
            "leads_home": float(home),
            "leads_home_deep": float(home and scene.deep),
            "in_title": float(long and c.folded in scene.title),
            "in_og_title": float(long and c.folded in scene.og_title),
            "of_title": share(content, scene.title_words),
            "of_shown": share(content, scene.shown_words),
            "title_of_site": float(site and c.folded == scene.title),
            "rest_generic": float(generic),
            "rest_own": float(own),
            "rest_own_site": float(own and (site or home)),
            "held_by": math.log2(1 + min(scene.tops.count(c.folded), MOST_HELD)) if len(c.folded) > 2 else 0.0,
        }

    def acronyms(self, c: NameCandidate) -> dict[str, float]:
        """Which acronyms of the page the text spells or holds, and whether another text spells it."""
        scene = self.scene
        mine = acronyms_in(c.text)
        spelled = self.spelled[c.text] - set(c.words)
        known = bool(mine & scene.goes_by)
        longer = spelling(c, scene.found)
        return {
            "spells": float(bool(spelled)),
            "spells_shown": float(bool(spelled & scene.acronyms)),
            "spells_own": float(len(c.words) > 3 and any(spells(c.words, acronym) for acronym in mine)),
            "spells_owner": float(bool(spelled) and is_owner(c.words)),
            "has_acronym": float(known and not spelled),
            "foreign_acronym": float(any(acronym not in scene.address for acronym in mine - scene.goes_by)),
            "unspelled": float(len(c.words) > 4 and not spelled and bool(scene.acronyms) and not known),
            "has_long": float(bool(longer)),
            "has_long_shown": float(any(o in scene.shown_texts for o in longer)),
            "short_beside_long": float(len(c.words) <= 3 and any(c.folded not in long for long in scene.long_names)),
            "tagline": float(c in scene.taglines),
            "short_beside_tagline": float(len(c.words) <= 3 and any(c.folded not in t.folded for t in scene.taglines)),
        }

    def editions(self, c: NameCandidate) -> dict[str, float]:
        """Which edition the text names, and whether another text says it with a year, or with what kind of event it is."""
        scene = self.scene
        year = c.years[0] if c.years else None
        now = scene.survey.page.when.year
        mine = set(c.words) - SMALL
        return {
            "right_year": float(year in scene.title_years),
            "other_year": float(
                year is not None and bool(scene.title_years) and not set(c.years) & set(scene.title_years)
            ),
            "last_year": float(year is not None and max(c.years) == now - 1),
            "this_year": float(year is not None and abs(year - now) <= 1),
            "wrong_year": float(year is not None and abs(year - now) > 1),
            "dates_year": float(year in scene.coming_years),
            "no_year_but_title": float(year is None and bool(scene.survey.title_years)),
            "yearless": float(
                year is None
                and len(c.words) <= 3
                and any(b & mine and b <= mine | scene.title_words for b in scene.yearly)
            ),
            "year_form": float(year is not None and any(b and b <= mine for b in scene.yearly)),
            "untyped_part": float(not c.typed and any(c.folded in o and o != c.folded for o in scene.typed)),
        }

    def spoken(self, c: NameCandidate) -> dict[str, float]:
        """How the page's text speaks of the name."""
        if len(c.folded) <= 3:
            return {}
        said = self.scene.mentions(c)
        return {
            "repeated": math.log2(1 + said.times),
            "led": float(said.led > 0),
            "hosted": said.hosted / said.times if said.times else 0.0,
            "subject": float(said.subject > 0),
            "defined": float(said.defined > 0),
            "followed_by_year": float(said.dated > 0),
            "quoted": float(said.quoted > 0),
        }

    def share_by_acronym(self, found: Sequence[NameCandidate]) -> None:
        """Gives long names what the page says of their acronyms: a title "KEEL 2026" names the Workshop on Keels too."""
        short: dict[str, list[dict[str, float]]] = {}
        for c in found:
            names = [w for w in c.words if not is_common([w])]
            if len(names) == 1:
                short.setdefault(letters_of(names[0]), []).append(c.features)
        for c in found:
            own = [features for acronym in self.spelled[c.text] for features in short.get(acronym, ())]
            if not own and c in self.scene.taglines:
                own = [
                    o.features
                    for o in found
                    if o.features.get("year_form") and len(o.words) <= 3 and o.features.get("in_title")
                ]
            for name in BY_ACRONYM if own else ():
                c.features[name] = max(c.features.get(name, 0.0), *(features.get(name, 0.0) for features in own))


def pairs(f: dict[str, float]) -> dict[str, float]:
    """Features that mean more together."""
    head = f.get("in_h1") or f.get("in_h2")
    title = f.get("from_title") or f.get("from_og_title")
    short = f["words_1"] or f["words_2"]
    return {
        "title_and_head": float(bool(title and head)),
        "long_shown": float(bool(f["spells"] and (title or head))),
        "type_and_year": float(bool(f["type_word"] and (f["year"] or f["ordinal"]))),
        "type_alone": float(bool(f["type_word"] and short and not f["year"] and not f["has_acronym"])),
    }


def spelling(c: NameCandidate, among: Sequence[NameCandidate]) -> list[str]:
    """The texts that spell a text of one word, a year aside, and do not hold it."""
    names = [w for w in c.words if not w.isdigit()]
    letters = letters_of(names[0]) if len(names) == 1 else ""
    if not SHORTEST <= len(letters) <= LONGEST:
        return []
    return [o.text for o in among if len(o.words) > 2 and names[0] not in o.words and spells(o.words, letters)]


def share(words: Sequence[str], among: Set[str] | str) -> float:
    """How many of the words are among others, or in a text, 0 to 1."""
    return len([w for w in words if w in among]) / len(words) if words else 0.0
