"""Files of lists → their values: CSV and YAML, and the words of a value. Numbers and days stay as they are written."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from eventcal.errors import ReadError
from eventcal.page import Page
from eventcal.reading.structured import loose_json

LONGEST = 2_000_000  # characters of a YAML file, which is read a hundred times as slowly as JSON
DEEPEST = 1_000  # levels of one that is left to the fast parser, which a hostile file's 50,000 make overrun its stack
DELIMITERS = ",;\t|"
Path: TypeAlias = str | Callable[[Mapping[str, Any]], str | Sequence[str]]
"""Where the words of a field stand in a value, or what finds them there."""
Paths: TypeAlias = Mapping[str, Path | Sequence[Path]]
WHITE = 1_000  # characters in which the first sign of JSON stands
LIST_OF_MAPPINGS = re.compile(r"^ {0,8}- +[\w \"'-]{1,40}:(?:[ \r]|$)", re.M)
LAYERS = 3  # of brackets that people write in one line
FLAT = re.compile(r"\[[^][{}\"'#\n]*\]|\{[^][{}\"'#\n]*\}")
"""A list or mapping in one line that holds no other."""
LEAD = re.compile(r"(?:^|[\n\r\x85\u2028\u2029])([ \t?:-]*)")
"""What stands before the words of a line, for YAML's lines: without brackets, each level begins further right than the last."""
SAMPLE = 10_000  # characters that show how a file's cells are parted


class Made(str):
    """Words that are made of others: `of` are those that stand in the list."""

    __slots__ = ("of",)

    def __new__(cls, words: str, of: str) -> Made:
        """These words, made of those."""
        made = super().__new__(cls, words)
        made.of = of
        return made

    of: str


def told_by(words: str) -> str:
    """The words that stand in the list, in place of those that were made of them."""
    return words.of if isinstance(words, Made) else words


def read_yaml(page: Page) -> Any:
    """The value of a YAML file, all scalars as words. ReadError where it is none, or too long."""
    return parse_yaml(page.markup, page.url)


@lru_cache(maxsize=1)
def parse_yaml(text: str, where: str) -> Any:
    """The value of a text in YAML, not to be changed. `where`: its address, for errors. Who asks whether a page is a list
    asks again to read it, and this is slow."""
    if len(text) > LONGEST:
        raise ReadError(f"{where}: {len(text):,} characters of YAML, over {LONGEST:,}")
    try:
        return YAML(typ="base", pure=deepest(text) > DEEPEST).load(text)
    except (YAMLError, ValueError, RecursionError) as error:
        line = " ".join(str(error).split())[:200]
        raise ReadError(f"{where}: no YAML: {line}") from error


def deepest(text: str) -> int:
    """At most how many levels deep a text in YAML goes."""
    left = text
    for _ in range(LAYERS):
        left = FLAT.sub("", left)
    return left.count("[") + left.count("{") + max(len(lead) for lead in LEAD.findall(text))


def read_csv(page: Page) -> Iterator[dict[str, str]]:
    """The rows of a table with a head, by the words of the head. ReadError where it has none."""
    text = page.markup.lstrip("\ufeff")
    head = text[:SAMPLE].partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=None), delimiter=delimiter, skipinitialspace=True)
    try:
        if not reader.fieldnames or len(reader.fieldnames) < 2:
            raise ReadError(f"{page.url}: no table: its first line names no columns")
        for row in reader:
            yield {
                name.strip(): cell.strip() for name, cell in row.items() if name is not None and isinstance(cell, str)
            }
    except csv.Error as error:
        raise ReadError(f"{page.url}: line {reader.line_num}: {error}") from error


def rows_of(values: Any, paths: Paths) -> Iterator[dict[str, list[str]]]:
    """A row for each mapping of a list. `paths`: field → where its words stand, or several such places, the first that has
    any counts."""
    for value in values if isinstance(values, list) else ():
        if isinstance(value, Mapping):
            yield {field: words for field, path in paths.items() if (words := first_at(value, path))}


def head_of(page: Page) -> str:
    """The first line of a text file, where a table has the names of its columns."""
    return page.body[:SAMPLE].decode("utf-8", "replace").lstrip("\ufeff").partition("\n")[0].strip()


def has_columns(page: Page, *names: str) -> bool:
    """Whether the first line of a file has all these columns, in any order."""
    head = head_of(page)
    delimiter = max(DELIMITERS, key=head.count)
    cells = {cell.strip().strip('"').casefold() for cell in head.split(delimiter)}
    return all(name.casefold() in cells for name in names)


def first_sign(page: Page) -> bytes:
    """The first sign of a page that is no white space."""
    return page.body[:WHITE].lstrip(b"\xef\xbb\xbf \t\r\n")[:1]


def looks_like_table(page: Page) -> bool:
    """Whether the first two lines of a text have as many columns, two or more; no markup does."""
    if first_sign(page) == b"<":
        return False
    first, _, rest = page.body[:SAMPLE].decode("utf-8", "replace").lstrip("\ufeff").partition("\n")
    delimiter = max(DELIMITERS, key=first.count)
    several = first.count(delimiter)
    return several > 0 and rest.count(delimiter) >= several


def looks_like_yaml(page: Page) -> bool:
    """Whether a text may be YAML with a list of mappings, by its first lines that are no remarks."""
    if first_sign(page) in b"<{[":
        return False
    return LIST_OF_MAPPINGS.search(page.body[:SAMPLE].decode("utf-8", "replace")) is not None


def may_be_yaml(page: Page, *words: str) -> bool:
    """Whether a page may be YAML with all these words in it; nothing is parsed for it."""
    return looks_like_yaml(page) and all(each in page.markup for each in words)


def is_json(page: Page) -> bool:
    """Whether a page may be JSON, by its first sign."""
    return first_sign(page) in (b"{", b"[")


def is_list_of(page: Page, *names: str, within: str = "") -> bool:
    """Whether a page is a JSON list of mappings that have all these names, by its first one. `within`: the path to the list."""
    if not is_json(page) or not all(f'"{name}"' in page.markup for name in names):
        return False
    try:
        listed = step_into(page.json, within)
    except ReadError:
        return False
    first = listed[0] if isinstance(listed, list) and listed else None
    return isinstance(first, Mapping) and all(name in first for name in names)


def may_hold(page: Page, *words: str) -> bool:
    """Whether a page may be JSON with all these words in it; nothing is parsed for it."""
    return is_json(page) and all(each in page.markup for each in words)


def step_into(value: Any, path: str) -> Any:
    """The value at a path of names; None where there is none."""
    for name in filter(None, path.split(".")):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def one_or_all(value: Any, path: str) -> list[Any]:
    """The list at a path; where there is none, the value alone: what an interface gives for one event."""
    listed = step_into(value, path)
    return listed if isinstance(listed, list) else [value]


def first_at(value: Any, paths: Path | Sequence[Path]) -> list[str]:
    """The words of the first path that has any."""
    several = (paths,) if isinstance(paths, str) or callable(paths) else paths
    return next((words for path in several if (words := found_by(value, path))), [])


def found_by(value: Any, path: Path) -> list[str]:
    """The words that a path leads to or finds."""
    if isinstance(path, str):
        return at(value, path)
    found = path(value)
    return [words for words in ((found,) if isinstance(found, str) else found) if words]


def word_at(value: Any, path: str) -> str:
    """The first words at a path; "" where there are none."""
    return next(iter(at(value, path)), "")


def at(value: Any, path: str) -> list[str]:
    """The words that stand at a path such as "start.local" or "tags[].name": the name of a property, `[]` for each of a list,
    `[0]` for its first. Of a list without brackets each value; empty where there is nothing."""
    flat = [each for some in values_at(value, path) for each in (some if isinstance(some, list) else [some])]
    return [words for each in flat if (words := scalar(each))]


def values_at(value: Any, path: str) -> list[Any]:
    """The values that stand at such a path, lists and mappings as they are."""
    found = [value]
    for step in path.split("."):
        name, _, index = step.partition("[")
        found = [each[name] for each in found if isinstance(each, Mapping) and name in each] if name else found
        if index:
            found = [each for some in found if isinstance(some, list) for each in picked(some, index.rstrip("]"))]
    return found


def picked(some: list[Any], index: str) -> list[Any]:
    """All of a list, or the one at an index, as a list."""
    return some[int(index) : int(index) + 1] if index.isdigit() else some


def scalar(value: Any) -> str:
    """The words of a value that is no list or mapping; "" for none."""
    if isinstance(value, bool):
        return "true" if value else ""
    return value.strip() if isinstance(value, str) else ""


def as_written(page: Page) -> Callable[[str], str]:
    """What gives the words of a JSON file as they stand in it, escapes and all."""
    written = literal_in(page)

    return lambda words: written.get(told_by(words), told_by(words))


def literal_in(page: Page) -> Mapping[str, str]:
    """The strings of a JSON file that are not written as they read, each as it is written."""
    return loose_json.literals(page.markup) if "\\" in page.markup else {}
