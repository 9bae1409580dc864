"""status.html: how each source is, for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from eventcal.exporters.clean import one_line, web_url
from eventcal.exporters.status import SourceStatus
from eventcal.exporters.templating import render
from eventcal.model import Settings

STYLE = ("base.css", "status.css")
SCRIPTS = ("theme.js",)
LONG = 120
"""Characters of an address that are shown."""


def export(sources: Sequence[SourceStatus], settings: Settings, now: datetime) -> bytes:
    """The page in UTF-8: those that need a person first, then the others, in the order given."""
    counts = Counter(source.state for source in sources)
    return render(
        "status.html",
        STYLE,
        SCRIPTS,
        title=one_line(settings.site.title),
        run=_time(now),
        counts=", ".join(f"{count} {state}" for state, count in sorted(counts.items())),
        rows=[_row(source) for source in sorted(sources, key=lambda source: source.advice is None)],
    )


def _row(source: SourceStatus) -> dict[str, object]:
    return {
        "id": one_line(source.id),
        "url": web_url(source.url),
        "state": source.state,
        "person": source.advice is not None,
        "reason": one_line(source.reason or "", 500),
        "advice": one_line(source.advice or "", 500),
        "checked": _time(source.last_checked),
        "read": _time(source.last_success),
        "due": _time(source.next_due),
        "events": "" if source.events is None else source.events,
    }


def _time(time: datetime | None) -> str:
    return f"{time:%Y-%m-%d %H:%M}" if time else ""
