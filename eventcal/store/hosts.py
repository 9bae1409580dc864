"""What is remembered of hosts. In the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from eventcal.model import Host
from eventcal.store.schema import host as table


def put(connection: Connection, hosts: Iterable[Host]) -> None:
    """In the place of what was known of them."""
    rows = [
        {
            "name": host.name,
            "asked_at": host.asked_at,
            "gap_ms": round(host.gap_s * 1000),
            "closed_until": host.closed_until,
        }
        for host in hosts
    ]
    if rows:
        statement = insert(table)
        over = {name: statement.excluded[name] for name in ("asked_at", "gap_ms", "closed_until")}
        connection.execute(statement.on_conflict_do_update(["name"], set_=over), rows)


def all_of(connection: Connection) -> list[Host]:
    """Those that were ever asked, by name."""
    rows = connection.execute(select(table).order_by(table.c.name)).mappings()
    return [Host(row["name"], row["asked_at"], row["gap_ms"] / 1000, row["closed_until"]) for row in rows]
