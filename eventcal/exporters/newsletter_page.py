"""newsletter.html: the issue as it will look, why each entry was chosen, and buttons that copy it."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from eventcal.exporters.clean import one_line
from eventcal.exporters.days import days_text
from eventcal.exporters.entries import page_id
from eventcal.exporters.json_ld import to_script
from eventcal.exporters.newsletter import mark_command
from eventcal.exporters.newsletter_formats import fragment
from eventcal.exporters.selection import Item, Selection
from eventcal.exporters.templating import render
from eventcal.model import Settings

STYLE = ("base.css", "newsletter.css")
SCRIPTS = ("theme.js", "newsletter.js")


def page(selection: Selection, markdown: str, settings: Settings, today: date, draft: str) -> bytes:
    """The page in UTF-8. `markdown`: the sections without the comment for the editor, which the buttons copy. `draft`: the id
    by which they are remembered."""
    copied = {"markdown": markdown, "html": fragment(markdown)}
    return render(
        "newsletter.html",
        STYLE,
        SCRIPTS,
        style_attributes=True,
        title=one_line(settings.site.title),
        day=days_text([(today, today)], with_year=True),
        sections=Markup(fragment(markdown, styled=False)),  # noqa: S704  (the editor's template, all else escaped)
        mark=mark_command(draft) if selection.events or selection.calls else "",
        copied=Markup(to_script(copied)),  # noqa: S704  (escaped by to_script)
        chosen=[
            ("Calls", [_row(item) for item in selection.calls]),
            ("Events", [_row(item) for item in selection.events]),
        ],
        more=(selection.more_events, selection.more_calls),
        doubtful=[one_line(line, 500) for line in selection.doubtful],
    )


def _row(item: Item) -> dict[str, object]:
    return {
        "name": one_line(item.record.event.name),
        "page": f"e/{page_id(item.record.uid)}.html",
        "id": item.record.uid[:8],
        "marks": item.marks,
        "score": f"{item.score:.1f}",
        "reasons": [(f"{reason.points:+.1f}", one_line(reason.words)) for reason in item.reasons],
    }
