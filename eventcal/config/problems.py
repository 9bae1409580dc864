"""From the YAML tree to checked entries, or to every mistake in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from eventcal.config.rules import MAX_ID, Defaults, Entry, File, FilterEntry, SiteEntry, Strict, hint
from eventcal.config.tree import Tree
from eventcal.errors import ConfigError, Problem

Form = TypeVar("Form", bound=Strict)
Parts: TypeAlias = Mapping[str, type[Strict]]
"""What a file holds under its keys: by the first of a path, "" the whole."""

ACCESS = re.compile(r"//[^/@\s]*@")
"""Name and password in an address, which no message may tell."""
KEY = "[key]"
"""What pydantic adds to the path of a key that is wrong itself."""


def checked_sources(tree: Tree) -> File:
    """The entries of sources.yaml. ConfigError with every mistake of form and of rule, in the order of the lines."""
    entries = checked(tree, File, {"site": SiteEntry, "defaults": Defaults, "sources": Entry, "feeds": FilterEntry})
    if not entries.sources:
        raise ConfigError(tree.problem(("sources",), "no sources yet: add one under `sources:`"))
    return entries


def checked(tree: Tree, form: type[Form], parts: Parts) -> Form:
    """What a file says in its form. ConfigError with every mistake, in the order of the lines."""
    problems = list(tree.problems)
    try:
        entries = form.model_validate({} if tree.value is None else tree.value)
    except ValidationError as error:
        problems += [_problem(tree, details, {"": form, **parts}) for details in error.errors(include_url=False)]
    if problems:
        raise ConfigError(*sorted(problems, key=lambda problem: (problem.line or 0, problem.column or 0)))
    return entries


def _problem(tree: Tree, details: ErrorDetails, parts: Parts) -> Problem:
    path, kind = details["loc"], details["type"]
    if kind == "extra_forbidden":
        return tree.problem(path, _unknown_key(path, parts), key=True)
    if kind == "missing":
        return tree.problem(path, f"{named(path)} is missing")
    if path[-1:] == (KEY,):
        path = path[:-1]
        return tree.problem(path, f"{named(path)}: found {_found(path[-1])}, allowed: {_allowed(details)}", key=True)
    where = f"{named(path)}: " if path else ""
    return tree.problem(path, f"{where}found {_found(details['input'])}, allowed: {_allowed(details)}")


def _unknown_key(path: tuple[int | str, ...], parts: Parts) -> str:
    fields = parts[str(path[0]) if len(path) > 1 else ""].model_fields
    known = [field.alias or name for name, field in fields.items()]
    return f"{named(path)}: unknown key{hint(str(path[-1]), known)}; allowed: {', '.join(known)}"


def named(path: tuple[int | str, ...]) -> str:
    """The key in words: sources[2].url, counted from 1 as people count."""
    parts = (f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")


def _found(value: object) -> str:
    if isinstance(value, str):
        value = ACCESS.sub("//…@", value)
        return repr(value if len(value) <= 60 else value[:60] + "…")
    return {type(None): "nothing", list: "a list", dict: "a mapping"}[type(value)]


def _allowed(details: ErrorDetails) -> str:
    context = details.get("ctx", {})
    match details["type"]:
        case "model_type" | "model_attributes_type" | "dict_type":
            return "a mapping (key: value)"
        case "list_type":
            return "a list, such as [one, two]"
        case "bool_parsing" | "bool_type":
            return "true or false"
        case "string_too_long":
            return f"at most {context['max_length']} characters"
        case "string_pattern_mismatch":
            return f"a-z, 0-9 and -, at most {MAX_ID} characters"
        case "allowed":
            return str(context["allowed"])
    return "text"
