"""Pages that came whole over the network and are damaged all the same."""

from __future__ import annotations

from eventcal.page import Page

MOST_LOST = 100
"""Of so many characters no more than one may be one that could not be read."""
END = b"</html"
TAIL = 2_000
"""Bytes at the end of a page in which it ends."""


def damage(page: Page, before: Page | None) -> str | None:
    """Why a page must not be believed, in words for people; None if it may. `before`: the last that was read well.

    That markup does not end says something only where it did before: many pages never end.
    """
    text = page.markup
    is_markup = text.lstrip().startswith("<") and not page.is_data
    lost = text.count("\ufffd")
    if lost and lost * MOST_LOST > len(" ".join((page.text if is_markup else text).split())):
        return "more than one in a hundred of its letters cannot be read"
    ended = before is not None and END in before.body[-TAIL:].lower()
    return "it ends in the middle" if ended and is_markup and END not in page.body.lower() else None
