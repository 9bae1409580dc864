"""Finds what could be a venue's name in a block: by its words, its label, and the address, city or date beside it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import TypeAlias

from eventcal.blocks import Block
from eventcal.reading.modes import ANY_ONLINE
from eventcal.reading.name_runs import CAPITAL, CAPITALS, HAN
from eventcal.reading.place_hit import PlaceHit
from eventcal.reading.places import country_name
from eventcal.reading.quick import told_apart
from eventcal.reading.survey import Survey
from eventcal.reading.venue_words import small_words, solid_words, telling_words, venue_kind
from eventcal.reading.venues.cues import LONG, is_place_class, label_end, speech, under
from eventcal.reading.venues.solid import Found, solid_names

SMALL = "|".join(sorted(map(re.escape, small_words()), key=len, reverse=True))
ELISION = r"(?:(?:[dlDL]|[dn]ell|[dD]all|[aA]ll|sull)['’])"
IN_NAME = re.compile(rf"{ELISION}?(?:{CAPITAL}|\d)[\w’'&-]*(?:\.\w+)*\.?|{SMALL}")
CUT = re.compile(rf"(?<!\w)(?:{SMALL})$")
"""How a name ends that goes on behind it: "University of" before a city."""
SMALL_FIRST = re.compile(rf"^(?:(?:{SMALL}|l['’])\s+)+|^[ldLD]['’](?={CAPITAL})", re.I)
SMALL_LAST = re.compile(rf"(?:\s+(?:{SMALL}))+$", re.I)
LEADS_STREET, REST_OF_LEAD = told_apart(
    r"rue|via|viale|piazza|avenue|av\.|calle|c/|rua|ul\.|ulica|plac|al\.|aleja|pr\.|náměstí|Straße der|Am|An der|ул\.|вул\.|ulice|Rua|Calle|Rue|Via|"
    r"Viale|Piazza|Ul\.|Al\.|Carrer|Avenida|Av\.".split("|")
)
STREET = re.compile(
    rf"[\d{CAPITALS}{LEADS_STREET}](?<=\b.)(?:"
    rf"(?<=\d)\d{{0,4}}[a-zA-Z]?,? (?:[NSEW]\.? |rue |via |av\w* )?{CAPITAL}[\w.’'-]+(?: {CAPITAL}[\w.’'-]+){{0,3}}"
    rf"|(?<={CAPITAL})[\w-]+(?:straße|strasse|str\.|gata|gatan|gate|veien|vägen|vej|platz|allee|weg|gasse|laan|straat|plein|utca|tänav|katu|tie)\.? ?\d{{1,4}}\b"
    rf"|(?:{REST_OF_LEAD}) (?:\w+ ){{0,4}}{CAPITAL}\w+"
    rf"|(?<={CAPITAL})[\w’'.-]+ \d{{1,4}}(?:/\d{{1,4}})?[a-zA-Z]?(?=$|[,\n])|(?<={CAPITAL})[\w’'-]+ \d{{1,4}}/\d{{1,4}}\b"
    rf"|(?<={CAPITAL})[\w’'-]+ (?:pr|g|al|ul|str|cad|cd|sok|sk|u|út|utca|tér|blvd|bul|bd|nr|no|č|d|д|б)\.? ?(?:no:? ?)?\d{{1,4}}[a-zA-Z]?\b)"
)
"""A street with its number, as countries write it. All begin with one class, since only so they are quickly looked for."""
SOLID_STREET = re.compile(
    rf"〒|\d[-−‐]\d+|[路街道]\d|\d(?:号|號|丁目|番地)|[가-힣]+[로길] ?\d|[{HAN}]+[市区區][{HAN}]*[路街町]"
)
LEADS = "|".join(
    r"at,hosted by,à la,à l['’],à,aux?,im,in der,in het,bij,beim?,bei der,presso(?: il| la)?,presso l['’],nella?,nell['’],all['’],alla,al,nel,en el,en la,"
    r"na,no,hos,på,vid,w,v,в,στο,στην?,auf der,auf dem".split(",")
)
AT = re.compile(
    rf"\W(?:(?<=\w@)|{LEADS}) ?(?:the |a )?"
    rf"((?:{CAPITAL})[\w’'&-]*(?:\.\w+)*(?: (?:(?:{CAPITAL}|\d)[\w’'&-]*(?:\.\w+)*|(?:{SMALL})(?= ))){{0,7}})"
)
"""The name behind a word that leads to a place; what stands before that word comes first, since so it is quickly found."""
SPACED_WORD = re.compile(r"[^\W\d_]{3,30}")
ASCII_WORD = re.compile(r"[a-zA-Z]{3,30}")
"""The same in a text of ASCII, where it is twice as fast."""
BREAKS = ",，、;；|•·\n（）()【】〔〕「」。："
PART_END = re.compile(rf"[{BREAKS} :.!?](?:(?<=[{BREAKS}])|(?<= )[–—/-] |(?<=:) |(?<=[.!?]) +(?={CAPITAL}))")
"""Where a part of a line ends. The class of all beginnings comes first, since only so they are quickly looked for."""
HAS_DIGIT = re.compile(r"\d")
HAS_LETTERS = re.compile(rf"[^\W\d_]{{3}}|[{HAN}\u30a1-\u30ff가-힣]{{2}}")
NATIVE = re.compile(rf"[{HAN}\u3040-\u30ff가-힣]")
FIRST_PART = re.compile(r"[,，;|•·(（【〔\s.](?:(?<=[^\s.])|(?<=\s)[–—-]\s|(?<=\.)\s)")
NO_LETTERS = re.compile(r"[\d\W]+")
BEFORE_WORD = re.compile(r"\S+\s+")
WORD_REST = re.compile(r"[^\s,;:()]*")
BEHIND_WORD = re.compile(r"[ ][^\s,;:()|]+")
QUOTES = " .,\"'’“”„"
FLOOR = re.compile(r"[ ,]*\b(?:지하 ?|B)?\d{1,3}(?:F\b|층|호|階|樓|楼).*$")
"""From the floor or the number of the room on, behind a building's name in Chinese, Japanese or Korean writing."""
MOST_STREET = 40  # characters of its name
SHORT = 140  # characters of a block whose parts may be a name without any word of a venue
MOST_WORDS = 9  # of a part that is a name
MOST_PARTS = 6
REMEMBERED = 512
"""Names: several finders find the same ones."""

Span: TypeAlias = tuple[int, int]


def venue_names(
    block: Block,
    survey: Survey,
    cities: Sequence[PlaceHit] = (),
    dates: Sequence[Span] = (),
    telling: bool = False,
    label: bool = False,
) -> Iterator[Found]:
    """All that looks like a venue's name in a block.

    `cities`: the event's city in it. `dates`: dates in it. `telling`: the event's day or city stands here or nearby.
    `label`: a label for a place stands above.
    """
    text = block.text[:LONG]
    yield from by_words(text)
    yield from labelled(text, survey)
    yield from first_name(text, 0, "label") if label else ()
    for street in STREET.finditer(text) if HAS_DIGIT.search(text) else ():
        yield from part_before(text, street_start(text, street), "address")
    for hit in cities:
        yield from part_before(text, hit.start, "city")
    for match in AT.finditer(f" {text}"):
        yield from first_part(match[1], match.start(1) - 1, "led")
    if len(text) <= SHORT and (telling or shown_as_venue(block, survey)):
        yield from short_parts(text, dates)


def shown_as_venue(block: Block, survey: Survey) -> bool:
    """Whether the markup or the heading above says that a block is about the venue."""
    return is_place_class(block.classes) or under("headings", block, survey)


def by_words(text: str) -> Iterator[Found]:
    """Names with a word of a venue in them: "Grieg Concert Hall", "Felix konferansesenter", "市民会館"."""
    words = (ASCII_WORD if text.isascii() else SPACED_WORD).findall(text)
    telling = telling_words(words)
    if telling:
        yield from spaced_names(text, telling)
        yield from worded_parts(text)
    if not text.isascii() and solid_words().search(text):
        yield from solid_names(text)


def spaced_names(text: str, telling: Collection[str]) -> Iterator[Found]:
    """Names around each word of a venue, none within another. `telling`: those words."""
    free = 0
    for match in SPACED_WORD.finditer(text):
        if match[0] in telling and match.start() >= free:
            name, start = whole_name(text, match.start(), match.end())
            if 2 <= len(name.split()) <= 14 or (len(name) > 8 and match[0][0].isupper()):
                free = max(free, start + len(name))
                yield name, start, "word"


def worded_parts(text: str) -> Iterator[Found]:
    """Parts of a line that begin with a capital and have a word of a venue somewhere: "Università degli studi di Milano"."""
    for start, end in parts(text):
        words = text[start:end].split() if text[start].isupper() or text[start] in QUOTES else []
        if 2 <= len(words) <= MOST_WORDS and any(len(word) > 2 and venue_kind(word.strip(QUOTES)) for word in words):
            yield text[start:end].strip(QUOTES), start, "part"


def parts(text: str) -> Iterator[Span]:
    """The parts of a text between commas, brackets, dashes and the like, without the spaces around."""
    start = 0
    for match in PART_END.finditer(text):
        inner = text[start : match.start()].strip()
        if inner:
            first = text.index(inner, start)
            yield first, first + len(inner)
        start = match.end()
    inner = text[start:].strip()
    if inner:
        first = text.index(inner, start)
        yield first, first + len(inner)


def labelled(text: str, survey: Survey) -> Iterator[Found]:
    """What stands behind a label: the first of its parts that is no address."""
    start = 0
    for line in text.split("\n")[:12]:
        end = label_end(line, survey)
        if end:
            yield from first_name(text, start + end, "label")
        start += len(line) + 1


def first_name(text: str, start: int, how: str) -> Iterator[Found]:
    """The first part from a place on that could be a name."""
    for first, end in islice(parts(text[start : start + 160]), 3):
        name = text[start + first : start + end]
        if not STREET.search(name) and not is_solid_street(name):
            found = list(first_part(name, start + first, how))
            if found:
                yield found[0]
                return


def short_parts(text: str, dates: Sequence[Span]) -> Iterator[Found]:
    """The parts of a short block that could be a name, dates left out: "23 July 2020, Novotel"."""
    for start, end in dates:
        text = f"{text[:start]}{'|' * (end - start)}{text[end:]}"
    for start, end in islice(parts(text), MOST_PARTS):
        name = text[start:end]
        if len(name.split()) <= MOST_WORDS and HAS_LETTERS.search(name) and (name[0].isupper() or name[0] >= "\u3040"):
            yield from first_part(name, start, "beside")


def street_start(text: str, street: re.Match[str]) -> int:
    """Where a street's name begins: with its part of the line where the number comes last, as in "Quay Street 3"."""
    if not street[0][0].isupper():
        return street.start()
    breaks = [match.end() for match in PART_END.finditer(text, max(street.start() - MOST_STREET, 0), street.start())]
    return breaks[-1] if breaks else street.start()


def is_before_street(text: str, end: int) -> bool:
    """Whether the part of a line that follows a name is a street with its number."""
    behind = text[end : end + 80].lstrip(" ,\n(-–|:")
    first = next(parts(behind), None) if behind else None
    return first is not None and STREET.search(behind[first[0] : first[1]]) is not None


def is_solid_street(text: str) -> bool:
    """Whether a text holds an address in Chinese, Japanese or Korean writing, or numbers as they have them: 2-3."""
    return ("-" in text or not text.isascii()) and SOLID_STREET.search(text) is not None


def part_before(text: str, place: int, how: str) -> Iterator[Found]:
    """The part of a line of parts ("DIGS, Krambugata 2, Trondheim") that stands before a place in it."""
    begin = max(place - 120, 0)
    for start, end in list(parts(text[begin:place]))[-1:-3:-1]:
        name = text[begin + start : begin + end]
        if HAS_LETTERS.search(name) and not STREET.search(name) and not CUT.search(name) and not name.endswith("-"):
            if all(IN_NAME.fullmatch(word) for word in name.split()):
                yield from first_part(name, begin + start, how)
            return


def whole_name(text: str, start: int, end: int) -> tuple[str, int]:
    """(name, where it starts) around a word of a venue: capitalised words before and behind it, and what joins them."""
    before = text[max(start - 90, 0) : start].rsplit("\n", 1)[-1]
    taken = ""
    for word in reversed(BEFORE_WORD.findall(before)[-7:] if before[-1:].isspace() else []):
        if not IN_NAME.fullmatch(word.strip()):
            break
        taken = word + taken
    behind = WORD_REST.match(text, end)
    end = behind.end() if behind else end
    for word in BEHIND_WORD.findall(text[end : end + 80].split("\n")[0])[:6]:
        if not IN_NAME.fullmatch(word.strip()) or not text.startswith(word, end):
            break
        end += len(word)
    return trimmed_name(taken + text[start:end], start - len(taken))


def trimmed_name(name: str, start: int) -> tuple[str, int]:
    """A name without the small words at its ends, and where it starts."""
    own = SMALL_FIRST.sub("", name)
    own = SMALL_LAST.sub("", own.split(". ")[0]).strip(" ,.;-–")
    return own, start + name.find(own)


def first_part(text: str, start: int, how: str) -> Iterator[Found]:
    """The text up to its first comma or bracket, where it is short enough to be a name."""
    first = FIRST_PART.search(text)
    name = (text[: first.start()] if first else text).strip(" .:-–")
    name = FLOOR.sub("", name) if not name.isascii() and NATIVE.search(name) else name
    if 3 <= len(name) <= 90 and may_be_name(name):
        yield name, start, how


@lru_cache(maxsize=REMEMBERED)
def may_be_name(text: str) -> bool:
    """Whether a text has the words of a name, and is neither a country nor a word for an event that is online."""
    return (
        len(text.split()) <= MOST_WORDS
        and country_name(text) is None
        and not ANY_ONLINE.fullmatch(text)
        and not NO_LETTERS.fullmatch(text)
    )


def led(before: str, survey: Survey) -> bool:
    """Whether the words right before a name lead to a place."""
    return speech("leads", survey).ending(before)
