"""editorial.yaml → Editorial. Every mistake is named with file, line, column and key, all of them at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from eventcal.config.problems import checked
from eventcal.config.tree import Tree, parse, read_text
from eventcal.edits import Edit, Editorial
from eventcal.reading.gazetteer import folded, gazetteer

if TYPE_CHECKING:
    from eventcal.config.edit_rules import EditEntry

NAME = "editorial.yaml"
SAID = {"pin", "hide", "accepted", "blurb", "same_as", "never_merge"}
"""The keys that are no fields of the JSON event."""


def load_editorial(sources: Path) -> Editorial:
    """What the file beside sources.yaml says; nothing where there is none. ConfigError with all mistakes."""
    path = sources.parent / NAME
    return editorial_in(read_text(path), path) if path.exists() else Editorial(path)


def editorial_in(text: str, path: Path) -> Editorial:
    """What a text at `path` says."""
    from eventcal.config.edit_rules import EditEntry, EditorialFile  # built as they load, and many have no such file

    tree = parse(text, str(path))
    file = checked(tree, EditorialFile, {"events": EditEntry})
    return Editorial(path, tuple(_edit(tree, uid, entry) for uid, entry in file.events.items()))


def _edit(tree: Tree, uid: str, entry: EditEntry) -> Edit:
    fixed = {name: getattr(entry, name) for name in type(entry).model_fields if name in entry.model_fields_set - SAID}
    if "deadlines" in fixed:
        fixed["deadlines"] = {kind: due and {"kind": kind, **due} for kind, due in fixed["deadlines"].items()}
    here = ("events", uid)
    keys = {str(path[-1]): place for path, place in tree.keys.items() if path[:-1] == here}
    return Edit(
        uid,
        fixed,
        _implied(fixed, entry.blurb),
        pin=entry.pin,
        hide=entry.hide,
        blurb=entry.blurb,
        accepted=entry.accepted,
        same_as=tuple(entry.same_as),
        never_merge=tuple(entry.never_merge),
        places={"": tree.keys[here], **keys},
    )


def _implied(fixed: dict[str, Any], blurb: str | None) -> dict[str, Any]:
    """A place that is told anew has no old position; a city's country is known where all cities of that name are in one; the
    editor's own words stand where the page's would."""
    implied: dict[str, Any] = {"description": blurb} if blurb else {}
    if fixed.keys() & {"city", "venue"} and "geo" not in fixed:
        implied["geo"] = None
    if fixed.get("city") and "country" not in fixed:
        codes = {city.code for city in gazetteer().cities(folded(fixed["city"]))}
        if len(codes) == 1:
            implied["country"] = gazetteer().codes[codes.pop()].name
    return implied
