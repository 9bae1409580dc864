"""Past issues of the newsletter in Markdown: which events and calls they have printed, and in which words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from eventcal.errors import UsageError
from eventcal.issues.lines import Heading, Line, Piece, read_lines
from eventcal.issues.tail import read_tail
from eventcal.printed import Printed, Said, Section
from eventcal.reading.dates.grammar import find_dates
from eventcal.reading.dates.words import words_for

SECTIONS: dict[Section, re.Pattern[str]] = {
    "events": re.compile(r"\W*(?:upcoming )?(?:events|conferences)\b(?! (?:I|we|you|that)\b)", re.I),
    "calls": re.compile(r"\W*(?:open )?calls?\b(?: for\b|$)", re.I),
}
"""How the headings of the sections begin."""
FRONT = re.compile(r"\A\ufeff?---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.S)
NUMBER = re.compile(r"#\s?(\d{1,5})\b|\bissue\s+(\d{1,5})\b", re.I)
IN_NAME = re.compile(r"(?<!\d)(\d{1,4})(?!\d|-\d\d-)")
APART = re.compile(r"[\s\u00a0]*(?:[-–—,:;][\s\u00a0]*)+")
"""What parts a name from its tail, or one part of the tail from the next."""
DASH = re.compile(r"\s[-–—]\s")
LEAD = re.compile(r"[^.!?]{1,60}(?:: *| for )$")
"""Words before a link that belong to its name: "Papers call:  [..]"."""
Head: TypeAlias = tuple[str, str | None, str]
"""Name, address and tail."""
LONG_NAME, LONG_TAIL = 200, 220
SENTENCE = re.compile(r"\b(?:is|are|was|were|has|have|will|which|who|can|closes|the)\b", re.I)
"""In a paragraph of a blurb that begins with a link; a tail has no verb."""
RUNS_ON = re.compile(r"(?:is|are|was|were|has|have|had|will|can)\b")
"""Behind a link that is the subject of a sentence."""
DUE_FIRST = re.compile(r"(?:[\w/-]+ ){1,4}(?:due|deadline|closes?)\b", re.I)
WORDS = words_for("en")


@dataclass(frozen=True, slots=True)
class Issue:
    """A past issue."""

    label: str
    """Its number, else the name of its file."""
    day: date
    entries: tuple[Printed, ...]


def read_issue(markdown: str, file: str) -> Issue:
    """The entries of both sections, in order. UsageError where the front matter does not tell the issue's date.

    `file`: the name of the file, which tells the number of the issue where its title does not.
    """
    front = FRONT.match(markdown)
    facts = _front_matter(front[1], file) if front else {}
    day = _day(facts.get("date"))
    if day is None:
        raise UsageError(f"{file}: no date; an issue begins with front matter: ---, title: …, date: 2021-08-06, ---")
    label = _label(facts, file)
    body = markdown[front.end() :] if front else markdown
    return Issue(label, day, tuple(_entries(body, label, day)))


def _front_matter(text: str, file: str) -> dict[str, Any]:
    try:
        found = YAML(typ="safe").load(text)
    except (YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 2}" if mark else ""
        raise UsageError(
            f"{file}{line}: the front matter is no YAML: {getattr(error, 'problem', None) or error}"
        ) from error
    return found if isinstance(found, dict) else {}


def _day(value: object) -> date | None:
    match value:
        case datetime():
            return value.date()
        case date():
            return value
        case str():
            found = find_dates(value, WORDS)
            return found[0].first.on() if found else None
    return None


def _label(facts: dict[str, Any], file: str) -> str:
    for key in ("issue", "number"):
        if facts.get(key) is not None:
            return str(facts[key]).lstrip("#")
    stem = re.split(r"[/\\]", file)[-1].rpartition(".")[0] or file
    if match := NUMBER.search(str(facts.get("title", ""))):
        return match[1] or match[2]
    number = IN_NAME.search(re.sub(r"\d{4}-\d\d-\d\d", "", stem))
    return number[1] if number else stem


# Sections and blocks


def _entries(body: str, label: str, day: date) -> Iterator[Printed]:
    raw = body.splitlines()
    for section, block, behind in _blocks(body, len(raw)):
        heads = [head for head in _heads(block, day, section) if head is not None]
        for place, (line, name, url, tail) in enumerate(heads):
            end = heads[place + 1][0].number if place + 1 < len(heads) else behind
            blurb = "\n".join(raw[line.number + 1 : end]).strip()
            said = read_tail(tail, day, section) if tail else Said()
            yield Printed(label, day, section, name, url, said, line.source, blurb)


def _blocks(body: str, length: int) -> Iterator[tuple[Section, list[Line], int]]:
    """What stands between rules in the sections, each with its section and the number of the line behind it."""
    section: Section | None = None
    block: list[Line] = []
    for each in [*read_lines(body), Heading("", length)]:
        if isinstance(each, Line):
            block.append(each)
            continue
        if section and block:
            yield section, block, each.number
        block = []
        if isinstance(each, Heading):
            section = next((name for name, begins in SECTIONS.items() if begins.match(each.text)), None)


# The lines that name an event


def _heads(block: Sequence[Line], day: date, section: Section) -> Iterator[tuple[Line, str, str | None, str]]:
    """The lines that head an entry, each with name, address and tail.

    The first that begins with a link does; then those that follow at once, those of a list that nothing heads, and whatever
    has the form of an entry to the end: a name, a dash, a day.
    """
    headed = listed = follows = False
    for line in block:
        head = None if line.quoted else (_linked(line) or _plain(line))
        if head is not None and _heads_entry(line, head, (headed, listed, follows), day, section):
            listed = line.listed if not headed else listed
            headed = follows = True
            yield (line, *head)
        else:
            follows = False


def _heads_entry(line: Line, head: Head, before: tuple[bool, bool, bool], day: date, section: Section) -> bool:
    """`before`: whether a line before it heads an entry, whether that stands in a list, and whether it is the line above."""
    headed, listed, follows = before
    name, url, tail = head
    if RUNS_ON.match(tail):
        return False
    if not headed:
        return bool(line.opens and url) or _is_entry(tail, day, section)
    if line.listed:
        return listed and bool(url and tail)
    is_sentence = SENTENCE.search(tail) is not None or (url is not None and name != line.pieces[0].text.strip())
    return (line.opens or follows) and not (is_sentence and line.opens) and _is_entry(tail, day, section)


def _is_entry(tail: str, day: date, section: Section) -> bool:
    """Whether a tail tells days of an event or of a call, and little else."""
    said = read_tail(tail, day, section) if len(tail) <= LONG_TAIL else Said()
    return said.when is not None or bool(said.deadlines)


def _linked(line: Line) -> Head | None:
    """Name, address and tail of a line that begins with a link; None of others."""
    pieces = [piece for piece in line.pieces if piece.url is not None or piece.text.strip()]
    lead = ""
    if len(pieces) > 1 and pieces[0].url is None and LEAD.fullmatch(pieces[0].text.lstrip()):
        lead, pieces = pieces[0].text.strip(), pieces[1:]
    if not pieces or pieces[0].url is None:
        return None
    links = _names(pieces)
    name = " ".join(piece.text.strip() for piece in pieces[:links] if piece.text.strip())
    rest = "".join(piece.text for piece in pieces[links:])
    close = re.match(r"\s?\)", rest)
    if close and name.count("(") > name.count(")"):
        name, rest = name + ")", rest[close.end() :]
    more, tail = _parted(rest)
    name = name.rstrip(" ,")
    return f"{lead if lead.endswith(' for') else ''} {name}{more}".strip(), pieces[0].url, tail


def _names(pieces: Sequence[Piece]) -> int:
    """How many pieces the name is made of: links with nothing between them."""
    count = 1
    while count < len(pieces) and pieces[count].url is not None:
        count += 1
    return count


def _parted(rest: str) -> tuple[str, str]:
    """What stands behind the link as the end of the name, mostly nothing, and the tail."""
    apart = APART.match(rest)
    if apart:
        return "", _trimmed(rest[apart.end() :])
    dash = DASH.search(rest)
    if dash and not find_dates(rest[: dash.start()], WORDS):
        return rest[: dash.start()].rstrip(), _trimmed(rest[dash.end() :])
    return "", _trimmed(rest)


def _trimmed(tail: str) -> str:
    return tail.replace("\u00a0", " ").strip().rstrip(".'").rstrip()


def _plain(line: Line) -> tuple[str, None, str] | None:
    """Name and tail of a line without a link: a name, a dash, and at once a day or what is due."""
    if any(piece.url for piece in line.pieces) or len(line.text) > LONG_NAME + LONG_TAIL or line.text.startswith("`"):
        return None
    for dash in DASH.finditer(line.text):
        tail = _trimmed(line.text[dash.end() :])
        found = find_dates(tail, WORDS)
        if found and (found[0].start == 0 or DUE_FIRST.match(tail)):
            return line.text[: dash.start()].strip(), None, tail
    return None
