"""The newsletter's files: the next issue as it stands now, to be looked at and copied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from eventcal.exporters.newsletter import markdown
from eventcal.exporters.newsletter_formats import plain
from eventcal.exporters.newsletter_page import page
from eventcal.issues.choice import choose
from eventcal.issues.mark import printed
from eventcal.model import Record, Settings
from eventcal.printed import Draft, Printed


def files(
    records: Iterable[Record], past: Sequence[Printed], settings: Settings, now: datetime
) -> tuple[dict[str, bytes], Draft]:
    """By name the sections as `eventcal newsletter` gives them (Markdown, plain text, a page to copy them from), and what is
    remembered of them when they are printed.

    `past`: what issues have printed. UsageError for a template of the editor's that cannot be used.
    """
    today = now.date()
    selection = choose(records, past, settings, today)
    draft = Draft.of(printed(selection, settings, today), now)
    text = markdown(selection, settings, today, notes=False)
    noted = markdown(selection, settings, today, draft=draft.id)
    return {
        "events.md": noted.encode("utf-8", "replace"),
        "newsletter.txt": plain(text).encode("utf-8", "replace"),
        "newsletter.html": page(selection, text, settings, today, draft.id),
    }, draft
