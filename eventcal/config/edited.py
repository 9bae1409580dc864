"""Changes the text of editorial.yaml; what is not changed stays as it is written, comments included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from eventcal.config.append import quoted
from eventcal.config.editorial import editorial_in
from eventcal.config.tree import Path_, Tree, parse
from eventcal.errors import ConfigError, UsageError

BEGINNING = """\
# What the editor says of single events. It is laid over what their sources say, and survives every refresh.
# `eventcal edit ID field=value` writes it; `eventcal edit --help` has the fields.

events:
"""
EVENTS = "events"


def with_values(text: str, file: Path, uid: str, name: str, values: Mapping[str, Any]) -> str:
    """The text with these values under these keys of a uid, "" for an empty one; None takes a key out. `deadlines.paper` is the
    key `paper` in `deadlines`. A uid that is new comes last, with `name` as its comment.

    ConfigError if the text had mistakes; UsageError if a value is not allowed, or where it has to be done by hand.
    """
    editorial_in(text, file)
    here = _key_of(parse(text, str(file)), uid)
    for key, value in values.items():
        path: Path_ = (EVENTS, here, *key.split("."))
        text = _Text(parse(text, str(file)), text).with_value(path, value, name)
    try:
        editorial_in(text, file)
    except ConfigError as error:
        said = (problem.message.removeprefix(f"{EVENTS}.{here}.") for problem in error.problems)
        raise UsageError("\n".join(said)) from error
    return text


def _key_of(tree: Tree, uid: str) -> str:
    """The key under which an event stands: the uid, or the start of it."""
    events = tree.value.get(EVENTS) if isinstance(tree.value, dict) else None
    return next((key for key in events or () if uid.startswith(key)), uid)


class _Text:
    """The lines of a file beside what they say and where."""

    def __init__(self, tree: Tree, text: str) -> None:
        self.tree = tree
        self.lines = (text or BEGINNING).splitlines()

    def with_value(self, path: Path_, value: Any, name: str) -> str:
        """The text with a value at a path, or without it."""
        if path in self.tree.keys:
            self._replace(path, value) if value is not None else self._take_out(path)
        elif value is not None:
            self._add(path, value, name)
        return "\n".join([*self.lines, ""])

    def _replace(self, path: Path_, value: Any) -> None:
        place = self._in_brackets(path)
        if place is not None:
            self._rewrite(place, path, value)
            return
        line, column = self.tree.values[path]
        key = self.tree.keys[path]
        if path in self.tree.ends and self.tree.ends[path][0] == line == key[0]:
            self._write(line, column, self.tree.ends[path][1], _scalar(value))
        else:  # over several lines
            self.lines[key[0] - 1 : self._behind(path)] = [f"{' ' * (key[1] - 1)}{path[-1]}: {_scalar(value)}"]

    def _take_out(self, path: Path_) -> None:
        place = self._in_brackets(path)
        if place is not None:
            self._rewrite(place, path, None)
            return
        above = path[:-1]
        alone = len(above) > 1 and len(_at(self.tree.value, above)) == 1
        if alone and self._behind(above) - self.tree.keys[above][0] == self._behind(path) - self.tree.keys[path][0] + 1:
            self._take_out(above)  # nothing else stands there, no remark either
        else:
            del self.lines[self.tree.keys[path][0] - 1 : self._behind(path)]

    def _behind(self, path: Path_) -> int:
        """The number of lines up to the end of what stands under a key, without the remarks below it."""
        line, column = self.tree.keys[path]
        behind = line
        for number, text in enumerate(self.lines[line:], line + 1):
            bare = text.strip()
            indent = len(text) - len(text.lstrip()) + bare.startswith("- ")  # a list may begin right under its key
            if bare and not bare.startswith("#"):
                if indent < column:
                    break
                behind = number
        return behind

    def _add(self, path: Path_, value: Any, name: str) -> None:
        above = path[:-1]
        if path[:1] not in self.tree.keys:
            self.lines += ["", f"{EVENTS}:"] if self.tree.value else [] if self._has_events() else [f"{EVENTS}:"]
            self.lines += [*_lines(path[1:], value, 2, name)]
            return
        if above not in self.tree.keys:
            self._add(above, {path[-1]: value}, name)
        elif (place := self._in_brackets(path)) is not None:
            self._rewrite(place, path, value)
        else:
            self._insert(path, value, name)

    def _has_events(self) -> bool:
        return bool(self.lines) and self.lines[-1] == f"{EVENTS}:"

    def _insert(self, path: Path_, value: Any, name: str) -> None:
        """Under its parent, which stands over lines or has nothing under it yet."""
        _, column = self.tree.keys[path[:-1]]
        inner = [place[1] for key, place in self.tree.keys.items() if key[:-1] == path[:-1]]
        depth = inner[0] if inner else column + 2
        behind = self._behind(path[:-1])
        self.lines[behind:behind] = _lines(path[-1:], value, depth - 1, name if len(path) == 2 else None)

    def _in_brackets(self, path: Path_) -> Path_ | None:
        """The outermost mapping in brackets that a path leads into."""
        return next((path[:end] for end in range(1, len(path)) if self._is_flow(path[:end])), None)

    def _is_flow(self, path: Path_) -> bool:
        return path in self.tree.ends and isinstance(_at(self.tree.value, path), dict)

    def _rewrite(self, place: Path_, path: Path_, value: Any) -> None:
        """The mapping in brackets at `place`, written anew. UsageError where it stands over several lines."""
        (line, start), (last, end) = self.tree.values[place], self.tree.ends[place]
        if line != last:
            here = ".".join(map(str, path[1:]))
            raise UsageError(f"{self.tree.file}:{line}: a mapping in brackets over lines; write {here} there by hand")
        changed = _with(_at(self.tree.value, place), path[len(place) :], value)
        if changed or len(place) == 1:
            self._write(line, start, end, _flow(changed))
        else:
            self._take_out(place)

    def _write(self, line: int, start: int, end: int, text: str) -> None:
        old = self.lines[line - 1]
        self.lines[line - 1] = old[: start - 1] + text + old[end - 1 :]


def _at(value: Any, path: Path_) -> Any:
    """What stands at a path of keys; None where nothing does."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _with(mapping: Mapping[Any, Any], path: Sequence[Any], value: Any) -> dict[Any, Any]:
    """The mapping with a value at a path; None takes it out."""
    inner = value if len(path) == 1 else _with(mapping.get(path[0]) or {}, path[1:], value)
    changed = {**mapping, path[0]: inner}
    return {key: each for key, each in changed.items() if key != path[0] or each not in (None, {})}


def _lines(path: Sequence[Any], value: Any, indent: int, name: str | None) -> Iterator[str]:
    """A key with its value. What stands under that of an event, which has a `name`, goes over lines."""
    remark = f"  # {' '.join(name.split())}" if name else ""
    head = f"{' ' * indent}{quoted(str(path[0]))}:"
    inner = value if len(path) == 1 else {path[1]: value} if len(path) == 2 else {path[1]: {path[2]: value}}
    if not isinstance(inner, dict):
        yield f"{head} {_scalar(inner)}"
    elif name is not None:
        yield head + remark
        for key, each in inner.items():
            yield from _lines([key], each, indent + 2, None)
    else:
        yield f"{head} {_flow(inner)}"


def _scalar(value: Any) -> str:
    return f"[{', '.join(map(quoted, value))}]" if isinstance(value, list) else quoted(str(value))


def _flow(mapping: Mapping[Any, Any]) -> str:
    values = (
        f"{quoted(str(key))}: {_flow(each) if isinstance(each, dict) else _scalar(each)}"
        for key, each in mapping.items()
    )
    return f"{{{', '.join(values)}}}"
