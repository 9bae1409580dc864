"""The content lines of an iCalendar file (RFC 5545, 3.1), sorted into entries, each value as it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from quopri import decodestring

from eventcal.page import Page
from eventcal.text import collapse, decode

FOLD = re.compile(r"(?:\r\n?|\n)[ \t]")
WIDE_FOLD = re.compile(r"(?:\r\n?|\n)[ \t]{2}")  # one writer's habit: the second blank belongs to the fold, too
HABIT = 10  # folds of a kind that are no accident
LONGEST_TEXT = 50_000  # characters of a value; real descriptions have fewer than 20,000
DEEPEST = 8  # components within components; RFC 5545 has three levels
LETTER_FOLDED = re.compile(rb"([\xc2-\xf4][\x80-\xbf]{0,2})(?:\r\n?|\n)[ \t](?=[\x80-\xbf])")
LINE_END = re.compile(r"\r\n?|\n")
SOFT_BREAKS = re.compile(r"^[A-Z-]+;[^:\r\n]*QUOTED-PRINTABLE[^:\r\n]*:(?:[^\r\n]*=\r?\n)+", re.I | re.M)
CONTENT = re.compile(r'([A-Za-z0-9-]+)[ \t]*((?:;[^":]*(?:"[^"]*"[^":]*)*)?):(.*)', re.S)
ESCAPED = re.compile(r"\\([\\;,:\"nN])")
PART = re.compile(r"(?:[^\\,]|\\.)+", re.S)
WANTED = frozenset(
    "SUMMARY DTSTART DTEND DURATION STATUS URL LOCATION CATEGORIES DESCRIPTION ORGANIZER GEO UID CLASS "
    "RECURRENCE-ID RRULE RDATE EXDATE EXRULE".split()
)
INDENTED_ENTRY = re.compile(r"^[ \t]+BEGIN:VEVENT[ \t\r]*$", re.I | re.M)
INDENTED = re.compile(rf"^[ \t]+(?=(?:BEGIN|END|{'|'.join(WANTED)})[;:])", re.M)


@dataclass(frozen=True, slots=True)
class Line:
    """One content line."""

    parameters: str
    """All of them, as written, with their semicolons."""
    raw: str
    """The value as written, escapes and all."""

    @property
    def text(self) -> str:
        """The value as TEXT (3.3.11), without escapes, up to LONGEST_TEXT characters."""
        raw = self.raw[:LONGEST_TEXT]
        if "QUOTED-PRINTABLE" in self.parameters.upper():  # vCalendar 1.0, as "add to calendar" buttons still send
            raw = decode(decodestring(raw.encode("utf-8", "replace")), None)
        return ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], raw)

    def parameter(self, name: str) -> str | None:
        """The value of a parameter, without quotes."""
        match = re.search(rf';\s*{name}\s*=\s*("[^"]*"|[^;]*)', self.parameters, re.I)
        return match[1].strip('" ') or None if match else None

    def parts(self) -> list[Line]:
        """The values of a list, one by one."""
        return [Line(self.parameters, part[0].strip()) for part in PART.finditer(self.raw)]


@dataclass(frozen=True, slots=True)
class Entry:
    """One VEVENT: of its properties those that eventcal knows, and nothing of what is nested in it."""

    number: int
    lines: dict[str, list[Line]] = field(default_factory=dict)

    def all(self, name: str) -> list[Line]:
        """Every line of a property."""
        return self.lines.get(name, [])

    def get(self, name: str) -> Line | None:
        """The first line of a property."""
        return self.all(name)[0] if self.all(name) else None

    def word(self, name: str) -> str | None:
        """The value of a property that is a word or a number, as written; None where it is empty or missing."""
        line = self.get(name)
        return line.raw.strip() or None if line is not None else None

    @property
    def uid(self) -> str:
        """The UID; empty where there is none."""
        return collapse(self.word("UID") or "")


@dataclass(slots=True)
class File:
    """What a file holds: its entries, the zones that it defines (TZID → VTIMEZONE), and what it says for all entries."""

    entries: list[Entry] = field(default_factory=list)
    zones: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    cut: list[int] = field(default_factory=list)
    """The numbers of the entries that do not end; they are left out."""

    def word(self, name: str) -> str | None:
        """The first value of a property of the calendar itself."""
        return self.words.get(name)


def text_of(page: Page) -> str:
    """The text of a file. Writers that count bytes fold a letter of UTF-8 in the middle (RFC 5545, 3.1)."""
    whole = LETTER_FOLDED.sub(rb"\1", page.body)
    return page.markup if whole == page.body else decode(whole, page.content_type)


def unfold(text: str) -> str:
    """The text with each content line on one line."""
    text = SOFT_BREAKS.sub(lambda match: re.sub("=\r?\n", "", match[0]), text)
    if INDENTED_ENTRY.search(
        text
    ):  # by a program that takes it for a tree, not for lines of which a blank continues one
        text = INDENTED.sub("", text)
    folds = len(FOLD.findall(text))
    wide = folds >= HABIT and len(WIDE_FOLD.findall(text)) == folds
    return (WIDE_FOLD if wide else FOLD).sub("", text)


def parse(text: str) -> File:
    """What a file holds. An entry that does not end is left out, and told of."""
    sorter = Sorter()
    for line in LINE_END.split(unfold(text)):
        sorter.take(line)
    sorter.close()
    return sorter.file


class Sorter:
    """Takes a file line by line and puts each where it belongs."""

    def __init__(self) -> None:
        self.file = File()
        self.open: list[str] = []
        self.entry: Entry | None = None
        self.zone: list[str] = []
        self.count = 0

    def take(self, line: str) -> None:
        """Put one line where it belongs; what is no content line is left out."""
        match = CONTENT.fullmatch(line.lstrip("\ufeff"))
        if match is None:
            return
        name, value = match[1].upper(), match[3]
        if name in ("BEGIN", "END"):
            self.turn(name, value.strip().upper())
        elif "VTIMEZONE" in self.open:
            self.zone.append(line)
        elif self.open[-1:] == ["VEVENT"] and self.entry is not None:
            if name in WANTED and match[1] in (
                name,
                name.lower(),
            ):  # "Location: Room 5" is a line of a broken description
                self.entry.lines.setdefault(name, []).append(Line(match[2], value))
        elif self.open[1:] == []:
            self.file.words.setdefault(name, value.strip())

    def turn(self, which: str, component: str) -> None:
        """Begin or end a component. One that begins within an entry, and is not part of entries, shows that the entry is cut."""
        if which == "BEGIN":
            if component in ("VEVENT", "VCALENDAR"):
                self.close()
            if component == "VEVENT":
                self.count += 1
                self.entry = Entry(self.count)
            if len(self.open) < DEEPEST:
                self.open.append(component)
            self.zone = ["BEGIN:VTIMEZONE"] if component == "VTIMEZONE" else self.zone
        elif component in self.open:
            self.end(component)
            while self.open.pop() != component:
                pass
        if "VTIMEZONE" in self.open and component != "VTIMEZONE":
            self.zone.append(f"{which}:{component}")

    def end(self, component: str) -> None:
        """Keep what ends here."""
        if component == "VEVENT" and self.entry is not None:
            self.file.entries.append(self.entry)
            self.entry = None
        elif component == "VTIMEZONE":
            block = "\r\n".join([*self.zone, "END:VTIMEZONE", ""])
            name = re.search(r"^TZID[^:\r\n]*:(.*)$", block, re.M)
            if name is not None:
                self.file.zones.setdefault(name[1].strip(), block)

    def close(self) -> None:
        """Tell of an entry that began and did not end."""
        if self.entry is not None:
            self.file.cut.append(self.entry.number)
            self.entry = None
        self.open = self.open[:1] if self.open[:1] == ["VCALENDAR"] else []
