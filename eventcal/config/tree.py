"""YAML text → plain values, with the line and column of each, and every mistake of form at once.

Only what a settings file needs: mappings, lists, and scalars that stay text, so that `NO`, `12:30` and `1.10` mean what
they say. What would cost more than the file's size to read is refused: tags, deep nesting, many aliases.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from eventcal.errors import ConfigError, Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_ALIASES = 100
NULLS = {"", "~", "null", "Null", "NULL"}  # YAML 1.2.2, 10.3.2

Path_: TypeAlias = tuple[str | int, ...]
"""The way to a value from the top: ("sources", 0, "url")."""
Place: TypeAlias = tuple[int, int]
"""Line and column, from 1."""


@dataclass
class Tree:
    """What a file holds, and where."""

    file: str
    value: Any = None
    values: dict[Path_, Place] = field(default_factory=dict)
    keys: dict[Path_, Place] = field(default_factory=dict)
    ends: dict[Path_, Place] = field(default_factory=dict)
    """Just behind each scalar, and behind each list or mapping in brackets."""
    problems: list[Problem] = field(default_factory=list)

    def problem(self, path: Path_, message: str, *, key: bool = False) -> Problem:
        """A mistake at `path`, or at the nearest thing above it that the file holds; with `key`, at its key."""
        place = (self.keys if key else self.values).get(path)
        if place is None and path:
            return self.problem(path[:-1], message)
        line, column = place or (None, None)
        return Problem(self.file, line, column, message)


def read_text(path: Path) -> str:
    """The text of a settings file, without its byte order mark. ConfigError if it is none: missing, too large, not UTF-8."""
    try:
        if path.exists() and not path.is_file():
            raise _refusal(path, "not a file")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise _refusal(path, f"no {path.name} here; run `eventcal init`") from error
    except OSError as error:
        raise _refusal(path, f"cannot be read: {error.strerror}") from error
    if len(data) > MAX_BYTES:
        raise _refusal(path, f"larger than {MAX_BYTES // 1_000_000} MB; settings are small")
    return _decode(data, path)


def _decode(data: bytes, path: Path) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refusal(path, "UTF-16; save it as UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise ConfigError(Problem(str(path), line, column, "not UTF-8; save it as UTF-8")) from error


def _refusal(path: Path, message: str) -> ConfigError:
    return ConfigError(Problem(str(path), None, None, message))


def parse(text: str, file: str) -> Tree:
    """The one document in `text`; duplicate keys, tags and lost aliases are in `problems`. ConfigError if it is not YAML."""
    tree = Tree(file)
    reader = _Reader(tree)
    try:
        reader.document(YAML(typ="safe", pure=True).parse(text))
    except MarkedYAMLError as error:
        raise ConfigError(_not_yaml(file, error, text)) from error
    except YAMLError as error:
        raise ConfigError(Problem(file, None, None, "not YAML: " + " ".join(str(error).split())[:200])) from error
    return tree


def _not_yaml(file: str, error: MarkedYAMLError, text: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    what = " ".join(str(error.problem or error.context).split())
    if mark is None:
        return Problem(file, None, None, f"not YAML: {what}")
    lines = text.splitlines()
    line = lines[mark.line] if mark.line < len(lines) else ""
    if "\t" in line[: mark.column + 1]:
        what = "a tab; YAML indents with spaces"
    return Problem(file, mark.line + 1, mark.column + 1, f"not YAML: {what}")


class _Reader:
    """Builds a Tree from the parser's events. An alias shares its value and is not copied, so it cannot multiply."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.anchors: dict[str, Any] = {}
        self.aliases = 0

    def document(self, events: Iterator[Event]) -> None:
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise ConfigError(Problem(self.tree.file, *_place(event), "a second document; keep one"))
                self.tree.value = self.value(next(events), events, ())

    def value(self, event: Event, events: Iterator[Event], path: Path_) -> Any:
        place = _place(event)
        self.tree.values[path] = place
        if len(path) > MAX_DEPTH:
            raise ConfigError(Problem(self.tree.file, *place, "nested too deeply"))
        if isinstance(event, AliasEvent):
            return self.alias(event, path)
        tag = getattr(event, "tag", None)
        if tag not in {None, "!"}:
            self.tree.problems.append(Problem(self.tree.file, *place, f"the tag {tag} is not allowed here"))
        value = self.content(event, events, path)
        if isinstance(event, NodeEvent) and event.anchor:
            self.anchors[event.anchor] = value
        return value

    def content(self, event: Event, events: Iterator[Event], path: Path_) -> Any:
        if isinstance(event, MappingStartEvent):
            return self.mapping(event, events, path)
        if isinstance(event, SequenceStartEvent):
            return self.sequence(event, events, path)
        assert isinstance(event, ScalarEvent)  # noqa: S101  nothing else starts a value
        self.tree.ends[path] = _end(event)
        return None if event.style in {None, ""} and event.value in NULLS else event.value

    def alias(self, event: AliasEvent, path: Path_) -> Any:
        self.aliases += 1
        if self.aliases > MAX_ALIASES:
            raise ConfigError(Problem(self.tree.file, *_place(event), f"more than {MAX_ALIASES} aliases"))
        if event.anchor not in self.anchors:
            self.tree.problems.append(self.tree.problem(path, f"*{event.anchor} has no &{event.anchor} before it"))
        return self.anchors.get(event.anchor)

    def mapping(self, start: MappingStartEvent, events: Iterator[Event], path: Path_) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(events), MappingEndEvent):
            place = _place(event)
            if not isinstance(event, ScalarEvent):
                raise ConfigError(Problem(self.tree.file, *place, "a key must be a word"))
            key = event.value
            if key in found:
                first = self.tree.keys[*path, key][0]
                self.tree.problems.append(Problem(self.tree.file, *place, f"{key}: twice; first in line {first}"))
            self.tree.keys[*path, key] = place
            found[key] = self.value(next(events), events, (*path, key))
        if start.flow_style:
            self.tree.ends[path] = _end(event)
        return found

    def sequence(self, start: SequenceStartEvent, events: Iterator[Event], path: Path_) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := next(events), SequenceEndEvent):
            found.append(self.value(event, events, (*path, len(found))))
        if start.flow_style:
            self.tree.ends[path] = _end(event)
        return found


def _place(event: Event) -> Place:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _end(event: Event) -> Place:
    return event.end_mark.line + 1, event.end_mark.column + 1
