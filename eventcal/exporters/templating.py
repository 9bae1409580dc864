"""Templates → whole HTML files: style and scripts inlined, and a policy that allows these and nothing else."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

TEMPLATES = Path(__file__).parent / "templates"


def render(
    template: str, style: tuple[str, ...], scripts: tuple[str, ...], *, style_attributes: bool = False, **values: Any
) -> bytes:
    """The file in UTF-8. `style` and `scripts` name files beside the template; the first script is for the head.

    `style_attributes`: what the page copies has style in its elements, which Chromium reads by the page's own policy.

    Half a character, as a broken page may hold, is written as "?".
    """
    css = _joined(style)
    head, body = _text(scripts[0]), _joined(scripts[1:])
    policy = _policy(css, head, body) + ("; style-src-attr 'unsafe-inline'" if style_attributes else "")
    values = {"policy": policy, "style": Markup(css), "theme_script": Markup(head), "script": Markup(body), **values}  # noqa: S704  (our own files)
    return _environment().get_template(template).render(values).encode("utf-8", "replace")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@lru_cache(maxsize=20)
def _policy(css: str, *scripts: str) -> str:
    """For a meta element: nothing is loaded from anywhere, and only this style and these scripts count."""
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; style-src {_hash(css)}; script-src {allowed}; img-src data:;"
        " base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    """As CSP wants it (W3C CSP 3, 2.3.1): of exactly what stands between the tags."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@lru_cache(maxsize=20)
def _joined(names: tuple[str, ...]) -> str:
    return "\n".join(map(_text, names))


@lru_cache(maxsize=20)
def _text(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")
