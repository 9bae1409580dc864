"""What an element's name and attributes say of the text in it: part of the page, unseen, struck out, link, bold, time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TypeAlias

UNSEEN = frozenset("script style noscript template svg math iframe object head datalist audio video canvas".split())
BLOCK = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol option p pre section select summary "
    "table tbody td tfoot th thead tr ul".split()
)
GROUPS = frozenset(["ul", "ol", "dl", "table"])
ITEMS = frozenset(["li", "article", "section", "tr", "dd"])
COUNTED = GROUPS | ITEMS | {"td", "th"}
BOLD = frozenset(["b", "strong"])
ZONES = {"nav": "nav", "header": "header", "footer": "footer", "aside": "aside"}
ZONED = frozenset([*ZONES, "main", "article"])
"""Elements that are a part of the page by their name alone."""
ROLES = {"navigation": "nav", "banner": "header", "contentinfo": "footer", "complementary": "aside"}
CLASS_START = r"(?:^|[\s_-])(?<!for[_-])(?<!has[_-])(?<!no[_-])(?<!with[_-])(?<!elementor-)"
"""Not of "has-sidebar", which is what stands beside one, nor of the parts that a page builder calls its widgets."""
CLASS_END = r"(?=[\s_-]|$)(?!-(?:content|wrap|page|body))"
CLASS_ZONES = tuple(  # for the many pages without sectioning elements; whole words of class and id
    (zone, re.compile(f"{CLASS_START}(?:{words}){CLASS_END}"))
    for zone, words in (
        ("nav", "nav(?:bar|igation)?|menu|breadcrumbs?|toc|topbar"),
        ("footer", "footer|copyright|colophon"),
        ("aside", "sidebar|widgets?|related|aside|recent|cookie|share|comments?"),
        ("header", "masthead|site-header"),
    )
)
CLASS_STEMS = (
    *("nav", "menu", "breadcrumb", "toc", "topbar", "footer", "copyright", "colophon", "sidebar", "widget", "related"),
    *("aside", "recent", "cookie", "share", "comment", "masthead", "site-header"),
)
"""Without one of these, quickly looked for, class and id name no part."""
STRUCK = frozenset(["s", "strike", "del"])
SPEAKING = BOLD | STRUCK  # those that mean something without attributes
STRUCK_CLASS = re.compile(r"(?:^|[\s_-])(?:strike|struck|strikethrough|line-through|deleted|crossed)(?:[\s_-]|$)")
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)

Attributes: TypeAlias = Mapping[str, str | None]


def hidden(attributes: Attributes) -> bool:
    """Whether the element's own attributes hide it from readers."""
    style = attributes.get("style")
    return "hidden" in attributes or (style is not None and HIDDEN_STYLE.search(style) is not None)


def is_struck(tag: str, attributes: Attributes) -> bool:
    """Whether the element strikes its text out, by name, style or class."""
    if tag in STRUCK:
        return True
    style, own = attributes.get("style"), attributes.get("class")
    return (own is not None and strikes(own)) or (style is not None and "line-through" in style.lower())


@lru_cache(maxsize=1024)
def strikes(classes: str) -> bool:
    """Whether a class says that its text is struck out."""
    return STRUCK_CLASS.search(classes.lower()) is not None


def meaning(tag: str, attributes: Attributes) -> tuple[str, str] | None:
    """What an inline element marks its text as, the name of a field of Block, and the value; None where that is nothing."""
    if tag == "a" and attributes.get("href"):
        return "links", attributes["href"] or ""
    if tag == "time" and attributes.get("datetime"):
        return "times", attributes["datetime"] or ""
    return ("bold", "") if tag in BOLD else None


def own_classes(attributes: Attributes) -> str:
    """Class and id in lower case, at most 200 characters."""
    classes, name = attributes.get("class"), attributes.get("id")
    return f"{classes or ''} {name or ''}".strip().lower()[:200] if classes or name else ""


def zone_of(tag: str, attributes: Attributes, own: str, outer: str) -> str:
    """The part of the page that an element opens, else the one that it stands in. An article's header is main text."""
    if tag in ZONES and not (tag == "header" and outer == "main" and "article" in own):
        return ZONES[tag]
    if tag in ("main", "article"):
        return "main"
    if not attributes:
        return outer
    role = ROLES.get(attributes.get("role") or "")
    if role or not own or outer != "main":
        return role or outer
    return class_zone(own) or outer


@lru_cache(maxsize=1024)
def class_zone(own: str) -> str | None:
    """The part of the page that class and id name; None where they name none. The entries of a list share theirs."""
    for stem in CLASS_STEMS:
        if stem in own:
            return next((zone for zone, pattern in CLASS_ZONES if pattern.search(own)), None)
    return None
