"""Mistakes in recipes, told when sources.yaml is loaded and not when a site is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from eventcal.config.problems import named
from eventcal.config.rules import SELECTORS, TABLE, Entry, hint
from eventcal.config.tree import Path_, Tree
from eventcal.errors import Problem
from eventcal.reading.rows import DEADLINES, FIELDS
from eventcal.reading.rows.recipes import EVENT, ITSELF, attribute_of

STEP = r"[^.\[\]]+(?:\[\d*\])?"
PATH = re.compile(rf"{STEP}(?:\.{STEP})*")
CSV = re.compile(r"[.=/][ct]sv\b", re.I)
"""An address that says that it is a table."""
Check: TypeAlias = Callable[[str], str | None]
WHEN = ("start", "dates", *DEADLINES)
"""Without one of these nothing says when an event is."""


def recipe_problems(tree: Tree, index: int, entry: Entry, adapter: str) -> Iterator[Problem]:
    """The mistakes of one source's recipe, or of its lack."""
    here: Path_ = ("sources", index)
    if entry.select is None:
        if adapter in (SELECTORS, TABLE):
            yield tree.problem(
                here, f"{named(here)}: `adapter: {adapter}` needs `select:`, such as {{name: …, dates: …}}"
            )
        return
    path: Path_ = (*here, "select")
    if adapter not in (SELECTORS, TABLE):
        yield tree.problem(
            path, f"{named(path)}: goes with `adapter: {SELECTORS}` or `adapter: {TABLE}` only", key=True
        )
        return
    yield from missing(tree, path, entry.select, adapter)
    for field, places in entry.select.items():
        yield from field_problems(tree, (*path, field), field, places, checker(adapter, field, entry.url))


def missing(tree: Tree, path: Path_, recipe: Mapping[str, Sequence[str]], adapter: str) -> Iterator[Problem]:
    """What a recipe must have and has not."""
    if adapter == SELECTORS and EVENT not in recipe:
        yield tree.problem(path, f"{named(path)}: {EVENT} is missing: the selector of what repeats", key=True)
    if "name" not in recipe:
        yield tree.problem(path, f"{named(path)}: name is missing", key=True)
    if not any(field in recipe for field in WHEN):
        yield tree.problem(path, f"{named(path)}: start, dates or a deadline is missing", key=True)


def checker(adapter: str, field: str, url: str) -> Check:
    """What tells the mistakes in the selectors, paths or columns of a field."""
    if adapter == SELECTORS:
        return css_problem if field == EVENT else place_problem
    return column_problem if CSV.search(url) and field != EVENT else path_problem


def field_problems(tree: Tree, path: Path_, field: str, places: Sequence[str], wrong: Check) -> Iterator[Problem]:
    """The mistakes of one field: its name, its selectors or paths."""
    known = (EVENT, *FIELDS)
    if field not in known:
        yield tree.problem(
            path, f"{named(path)}: unknown field{hint(field, known)}; allowed: {', '.join(known)}", key=True
        )
        return
    if not places:
        yield tree.problem(path, f"{named(path)}: found an empty list, allowed: a selector or path, or a list of them")
    for number, place in enumerate(places):
        if (problem := wrong(place)) is not None:
            yield tree.problem((*path, number), f"{named(path)}: found {place!r}, {problem}")


def place_problem(selector: str) -> str | None:
    """What is wrong with the selector of a field, which may be "." and ask for an attribute; None where it is right."""
    css, _ = attribute_of(selector)
    return None if css.strip() in ITSELF else css_problem(css)


def css_problem(css: str) -> str | None:
    """What is wrong with a CSS selector; None where it is right."""
    import soupsieve

    try:
        soupsieve.compile(css)
    except (soupsieve.SelectorSyntaxError, NotImplementedError) as error:  # the latter: "::before" and "@media"
        return "no CSS selector: " + " ".join(str(error).split("\n")[0].split())
    return None


def path_problem(path: str) -> str | None:
    """What is wrong with a path or a column's name; None where it is right."""
    return None if PATH.fullmatch(path) else "allowed: a column, or a path such as start.local or tags[].name"


def column_problem(_: str) -> None:
    """Nothing: a column may be called anything, such as "Price [EUR]"."""
