"""What speaks for and against a text as the event's name, all together. Only what is true of a text is entered."""

from __future__ import annotations

import math
from collections.abc import Sequence, Set
from itertools import filterfalse

from eventcal.reading.names.candidate import NameCandidate
from eventcal.reading.names.form import enter_form
from eventcal.reading.names.origin import origin
from eventcal.reading.names.scene import FAR, NameScene
from eventcal.reading.names.spelling import (
    LONGEST,
    SHORTEST,
    acronyms_in,
    in_order,
    letters_of,
    spells,
    spells_in_order,
)
from eventcal.reading.names.versions import DatesIn
from eventcal.reading.names.vocabulary import is_common_word, is_owner

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
ORDER = (
    "sources words_1 words_2 words_3_5 words_6_14 words_15 type_word sub_page host sentence imperative owner ordinal year dated capitals unspaced "
    "shouting unbalanced link_or_mail open_end open_start starts_clock separated generic_part only_common is_place place_and_year "
    "in_address on_date above_date near_date is_host is_site_name has_site_name site_name_deep leads_home leads_home_deep in_title in_og_title "
    "of_title of_shown title_of_site rest_generic rest_own rest_own_site held_by "
    "spells spells_shown spells_own spells_owner has_acronym foreign_acronym unspelled has_long has_long_shown short_beside_long tagline "
    "short_beside_tagline right_year other_year last_year this_year wrong_year dates_year no_year_but_title yearless year_form untyped_part "
    "repeated led hosted subject defined followed_by_year quoted"
).split()
"""The features behind those of a text's origin, as they are entered."""
PLACES = {name: place for place, name in enumerate(ORDER, 1)}


class Weigher:
    """Gives the candidates of one page their features."""

    def __init__(self, scene: NameScene, dates_in: DatesIn) -> None:
        self.scene = scene
        self.dates_in = dates_in
        self.spelled: dict[str, set[str]] = {}

    def weigh(self, found: Sequence[NameCandidate]) -> None:
        """Gives each candidate its features; those of value 0 are left out."""
        for c in found:
            self.spelled[c.text] = self.scene.spelled_by(c)
            c.features = origin(c.sources)
            enter_form(c, self.dates_in)
            self.enter_agreement(c)
            self.enter_acronyms(c)
            self.enter_editions(c)
            self.enter_spoken(c)
        self.share_by_acronym(found)
        for c in found:
            enter_pairs(c.features)

    def enter_agreement(self, c: NameCandidate) -> None:
        """How the text goes with the address, the dates, the site and the titles."""
        scene, f = self.scene, c.features
        named = [w for w in c.words if len(w) > 2 and w.isascii()]
        if in_address := share(named, scene.address) if named or c.text.isascii() else 0.5:
            f["in_address"] = in_address
        if c.blocks and (below := scene.before_date(c)) < FAR:
            f["on_date" if below == 0 else "above_date" if below == 1 else "near_date"] = 1.0
        if len(c.folded) > 3 and c.solid in scene.host:
            f["is_host"] = 1.0
        self.enter_site(c)
        self.enter_titles(c)
        if len(c.folded) > 2 and (times := scene.tops.count(c.folded)):
            f["held_by"] = math.log2(1 + min(times, MOST_HELD))

    def enter_site(self, c: NameCandidate) -> None:
        """Whether the text names the site, or leads to its front page."""
        scene, f = self.scene, c.features
        if c.folded == scene.site_name:
            f["is_site_name"] = 1.0
            if scene.deep:
                f["site_name_deep"] = 1.0
        elif len(scene.site_name) > 3 and scene.site_name in c.folded:
            f["has_site_name"] = 1.0
        if c.folded in scene.home:
            f["leads_home"] = 1.0
            if scene.deep:
                f["leads_home_deep"] = 1.0

    def enter_titles(self, c: NameCandidate) -> None:
        """How much of the text the titles say, and what else they do."""
        scene, f = self.scene, c.features
        if len(c.folded) > 3:
            if c.folded in scene.title:
                f["in_title"] = 1.0
            if c.folded in scene.og_title:
                f["in_og_title"] = 1.0
        if of_title := share(c.content, scene.title_words):
            f["of_title"] = of_title
        if of_shown := share(c.content, scene.shown_words):
            f["of_shown"] = of_shown
        if c.folded == scene.title == scene.site_name:
            f["title_of_site"] = 1.0
        generic, own = scene.rest_of_title(c.folded)
        if generic:
            f["rest_generic"] = 1.0
        if own:
            f["rest_own"] = 1.0
            if c.folded == scene.site_name or c.folded in scene.home:
                f["rest_own_site"] = 1.0

    def enter_acronyms(self, c: NameCandidate) -> None:
        """Which acronyms of the page the text spells or holds, and whether another text spells it."""
        scene, f = self.scene, c.features
        mine = acronyms_in(c.text)
        spelled = self.spelled[c.text].difference(c.words)
        known = not mine.isdisjoint(scene.goes_by)
        if spelled:
            f["spells"] = 1.0
            if not spelled.isdisjoint(scene.acronyms):
                f["spells_shown"] = 1.0
        if mine and len(c.words) > 3 and any(spells(c.words, acronym) for acronym in mine):
            f["spells_own"] = 1.0
        if spelled and is_owner(c.words):
            f["spells_owner"] = 1.0
        if known and not spelled:
            f["has_acronym"] = 1.0
        if mine and any(acronym not in scene.address for acronym in mine - scene.goes_by):
            f["foreign_acronym"] = 1.0
        if len(c.words) > 4 and scene.acronyms and not spelled and not known:
            f["unspelled"] = 1.0
        self.enter_longer(c)

    def enter_longer(self, c: NameCandidate) -> None:
        """Whether other texts say the name at length."""
        scene, f = self.scene, c.features
        if longer := self.spelling(c):
            f["has_long"] = 1.0
            if any(o in scene.shown_texts for o in longer):
                f["has_long_shown"] = 1.0
        is_short = len(c.words) <= 3
        if is_short and any(c.folded not in long for long in scene.long_names):
            f["short_beside_long"] = 1.0
        if c in scene.taglines:
            f["tagline"] = 1.0
        if is_short and any(c.folded not in t.folded for t in scene.taglines):
            f["short_beside_tagline"] = 1.0

    def spelling(self, c: NameCandidate) -> list[str]:
        """The texts that spell a text of one word, a year aside, and do not hold it."""
        names = list(filterfalse(str.isdigit, c.words))
        letters = letters_of(names[0]) if len(names) == 1 else ""
        if not SHORTEST <= len(letters) <= LONGEST:
            return []
        return [
            o.text
            for o in self.scene.several
            if letters[0] in o.initials
            and in_order(letters, o.solid)
            and names[0] not in o.words
            and spells_in_order(o.words, letters)
        ]

    def enter_editions(self, c: NameCandidate) -> None:
        """Which edition the text names, and whether another text says it with a year, or with what kind of event it is."""
        if c.years:
            self.enter_years(c)
        else:
            self.enter_yearless(c)
        if not c.typed and any(c.folded in o and o != c.folded for o in self.scene.typed):
            c.features["untyped_part"] = 1.0

    def enter_years(self, c: NameCandidate) -> None:
        """Whether the years of a text are the page's."""
        scene, f = self.scene, c.features
        year, now = c.years[0], scene.survey.page.when.year
        if year in scene.title_years:
            f["right_year"] = 1.0
        elif scene.title_years and set(c.years).isdisjoint(scene.title_years):
            f["other_year"] = 1.0
        if max(c.years) == now - 1:
            f["last_year"] = 1.0
        f["this_year" if abs(year - now) <= 1 else "wrong_year"] = 1.0
        if year in scene.coming_years:
            f["dates_year"] = 1.0
        mine = set(c.content)
        if any(b and b <= mine for b in scene.yearly):
            f["year_form"] = 1.0

    def enter_yearless(self, c: NameCandidate) -> None:
        """Whether a text without a year stands elsewhere with one."""
        scene, f = self.scene, c.features
        if scene.survey.title_years:
            f["no_year_but_title"] = 1.0
        if scene.yearly and len(c.words) <= 3:
            mine = set(c.content)
            if any(b & mine and b <= mine | scene.title_words for b in scene.yearly):
                f["yearless"] = 1.0

    def enter_spoken(self, c: NameCandidate) -> None:
        """How the page's text speaks of the name."""
        if len(c.folded) <= 3:
            return
        said, f = self.scene.mentions(c), c.features
        if said.times:
            f["repeated"] = math.log2(1 + said.times)
        if said.led:
            f["led"] = 1.0
        if said.hosted:
            f["hosted"] = said.hosted / said.times
        if said.subject:
            f["subject"] = 1.0
        if said.defined:
            f["defined"] = 1.0
        if said.dated:
            f["followed_by_year"] = 1.0
        if said.quoted:
            f["quoted"] = 1.0

    def share_by_acronym(self, found: Sequence[NameCandidate]) -> None:
        """Gives long names what the page says of their acronyms: a title "KEEL 2026" names the Workshop on Keels too."""
        short: dict[str, list[NameCandidate]] = {}
        for c in found:
            names = list(filterfalse(is_common_word, c.content))
            if len(names) == 1:
                short.setdefault(letters_of(names[0]), []).append(c)
        for c in found:
            own = [o.features for acronym in self.spelled[c.text] for o in short.get(acronym, ())]
            if not own and c in self.scene.taglines:
                own = [o.features for o in found if "year_form" in o.features and is_titled_short(o)]
            if own:
                c.features = with_shared(c.features, own)


def is_titled_short(c: NameCandidate) -> bool:
    """Whether a short text stands in the title."""
    return len(c.words) <= 3 and "in_title" in c.features


def with_shared(f: dict[str, float], own: Sequence[dict[str, float]]) -> dict[str, float]:
    """Features, with what the page says of the acronym instead where it is more. They stand in their order, since that of
    a sum tells in its last digit."""
    shared = {name: max([f.get(name, 0.0), *[each.get(name, 0.0) for each in own]]) for name in BY_ACRONYM}
    every = [(name, value) for name, value in {**f, **shared}.items() if value]
    return dict(sorted(every, key=lambda each: PLACES.get(each[0], 0 if each[0] in f else len(PLACES) + 1)))


def enter_pairs(f: dict[str, float]) -> None:
    """Features that mean more together."""
    shown_in_head = "in_h1" in f or "in_h2" in f
    titled = "from_title" in f or "from_og_title" in f
    if titled and shown_in_head:
        f["title_and_head"] = 1.0
    if "spells" in f and (titled or shown_in_head):
        f["long_shown"] = 1.0
    if "type_word" in f:
        if "year" in f or "ordinal" in f:
            f["type_and_year"] = 1.0
        if "year" not in f and "has_acronym" not in f and ("words_1" in f or "words_2" in f):
            f["type_alone"] = 1.0


def share(words: Sequence[str], among: Set[str] | str) -> float:
    """How many of the words are among others, or in a text, 0 to 1."""
    return len([w for w in words if w in among]) / len(words) if words else 0.0
