"""Imports point one way: cli, the jobs, the steps, reading, the page, the nouns. No step imports another step."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "eventcal"

NOUNS = {
    "errors",
    "model",
    "shelf",
    "text",
    "blocks",
    "event_json",
    "edits",
    "hearsay",
    "history",
    "lifecycle",
    "printed",
}
LAYERS: list[set[str]] = [
    {"__main__"},
    {"cli"},
    {
        "refresh",
        "intake",
        "removed",
        "replacing",
        "extract",
        "discovery",
        "follow",
        "freshness",
        "health",
        "installs",
        "publish",
        "published",
        "statuses",
        "summary",
        "schedule",
        "serving",
        "trial",
        "drafts",
        "doctor",
        "abreast",
        "news",
        "termination",
        "editorial",
        "exporters",
        "issues",
        "config",
    },
    {"fetch", "adapters", "choose", "match", "store"},
    {"reading"},
    {"page"},
    NOUNS,
]
LEVEL = {name: level for level, names in enumerate(reversed(LAYERS)) for name in names}
STEPS = LAYERS[3]
EXPORTERS_MAY = {"exporters", "printed", "model", "shelf", "edits", "lifecycle", "event_json", "errors", ""}


def part(module: str) -> str:
    """The part of the house that a module is in: "eventcal.reading.dates" is in "reading", the package itself in ""."""
    return [*module.split("."), ""][1]


def modules() -> list[tuple[str, Path]]:
    paths = [path for path in sorted(PACKAGE.rglob("*.py")) if "versions" not in path.parts]
    names = [".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts) for path in paths]
    return [(name.removesuffix(".__init__"), path) for name, path in zip(names, paths, strict=True)]


def imports(module: str, path: Path) -> set[str]:
    """The modules of this package that `module` imports anywhere, inside functions too."""
    found: set[str] = set()
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package.rsplit(".", node.level - 1)[0] if node.level else ""
            source = ".".join(filter(None, (base, node.module)))
            found |= {f"{source}.{alias.name}" for alias in node.names} if source == "eventcal" else {source}
    return {name for name in found if name.split(".")[0] == "eventcal"}


def test_every_module_has_its_layer():
    unknown = {part(name) for name, _ in modules()} - set(LEVEL) - {""}
    assert not unknown, f"say in LAYERS where these belong: {unknown}"


@pytest.mark.parametrize(("module", "path"), modules(), ids=[name for name, _ in modules()])
def test_imports_point_one_way(module, path):
    here = part(module)
    for imported in imports(module, path):
        there = part(imported)
        if there in {here, ""} or there not in LEVEL:
            continue
        assert LEVEL[there] <= LEVEL[here], f"{module} imports {imported}, which is above it"
        assert not (here in STEPS and there in STEPS), f"{module} imports {imported}: no step imports another step"
        assert there != "config" or here == "cli", f"{module} imports {imported}: only cli reads the configuration"
        assert here != "exporters" or there in EXPORTERS_MAY, (
            f"{module} imports {imported}: exporters see the model only"
        )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("from eventcal import match", {"eventcal.match"}),
        ("from eventcal.store import Store", {"eventcal.store"}),
        ("import eventcal.fetch.guard as guard", {"eventcal.fetch.guard"}),
        ("def late():\n    from eventcal.fetch import Fetcher", {"eventcal.fetch"}),
        ("from . import dates", {"eventcal.reading"}),
        ("from ..fetch import guard", {"eventcal.fetch"}),
        ("import json", set()),
    ],
)
def test_every_kind_of_import_is_seen(tmp_path, line, expected):
    path = tmp_path / "here.py"
    path.write_text(line)
    assert imports("eventcal.reading.here", path) == expected
