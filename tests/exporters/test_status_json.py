"""status.json says when the run was and how each source is."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from eventcal.exporters.status import SourceStatus, export

NOW = datetime(2026, 10, 1, 6, 0, tzinfo=UTC)


def test_each_source_is_told_in_the_order_of_the_configuration():
    well = SourceStatus(
        "b", "https://fjord.example/", "ok", None, None, NOW, NOW, 3, datetime(2026, 10, 2, 6, tzinfo=UTC)
    )
    new = SourceStatus("a", "https://sails.example/", "failed", "it timed out", "look", NOW, None, None, None)
    assert json.loads(export([well, new], NOW)) == {
        "run": "2026-10-01T06:00:00Z",
        "sources": [
            {
                "id": "b",
                "url": "https://fjord.example/",
                "state": "ok",
                "reason": None,
                "advice": None,
                "last_checked": "2026-10-01T06:00:00Z",
                "last_success": "2026-10-01T06:00:00Z",
                "events": 3,
                "next_due": "2026-10-02T06:00:00Z",
            },
            {
                "id": "a",
                "url": "https://sails.example/",
                "state": "failed",
                "reason": "it timed out",
                "advice": "look",
                "last_checked": "2026-10-01T06:00:00Z",
                "last_success": None,
                "events": None,
                "next_due": None,
            },
        ],
    }
