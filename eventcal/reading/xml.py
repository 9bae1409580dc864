"""XML that machines write → its elements. No entity is expanded, nothing is fetched, and what is broken is mended."""

from __future__ import annotations

import re

from lxml import etree

HALF = re.compile(
    rb"&#(?:x0*[dD][89a-fA-F][0-9a-fA-F]{2}|0*(?:5529[6-9]|55[3-9]\d\d|56\d{3}|57[0-2]\d\d|573[0-3]\d|5734[0-3]));"
)
"""A reference to half a character, which is none (XML, 2.2); the parser lets it through, and its text cannot be decoded."""


def parsed(body: bytes) -> tuple[etree._Element | None, bool]:
    """The root of a document, as far as it can be mended, and whether it had to be. None where there is none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(HALF.sub("\ufffd".encode(), body.strip()), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None, True
    return root, any(error.level >= etree.ErrorLevels.FATAL for error in parser.error_log)


def text_of(element: etree._Element, name: str) -> str:
    """All text of the first child of that name, whatever its namespace; markup that is not escaped as it is written."""
    child = next((each for each in element if name_of(each) == name), None)
    if child is None:
        return ""
    if len(child):
        return "".join([child.text or "", *(etree.tostring(each, encoding="unicode") for each in child)]).strip()
    return (child.text or "").strip()


def name_of(element: etree._Element) -> str:
    """The name of an element without its namespace; "" for remarks and the like."""
    tag = element.tag  # not by QName, which refuses names that the parser has let through
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
