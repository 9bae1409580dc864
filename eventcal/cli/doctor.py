"""`eventcal doctor`: how the sources, the database and the outputs are."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eventcal.cli import options
from eventcal.cli.terminal import printable

if TYPE_CHECKING:
    from eventcal.doctor import Finding, Report, Surroundings


@click.command()
@click.option("--json", "as_json", is_flag=True, help="All of it as one JSON object, each source too.")
@options.today
@options.sources
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="DIR", help="Where results are.  [default: output beside FILE]"
)
@options.store
@click.pass_context
def doctor(
    ctx: click.Context, as_json: bool, today: date | None, sources: Path, output: Path | None, store: str | None
) -> None:
    """Say how all is: sources, database, outputs, and whether somebody runs the refresh.

    Asks no source. The exit status is 1 if a person is needed. A source is ok, unchanged, quiet (unchanged for two months),
    untried, failing, broken (failing for three days), blocked, disallowed by robots.txt, gone, or suspect: what it said last is
    not believed.
    """
    from eventcal.config import load, load_editorial
    from eventcal.doctor import examine

    settings = load(sources)
    load_editorial(sources)  # what is wrong with it is told as for sources.yaml
    folder = output or settings.path.absolute().parent / "output"
    with options.existing_store(store, sources) as kept:
        around = _surroundings(kept.damage(), Path(options.store_at(store, sources).removeprefix("sqlite:///")), folder)
        report = examine(settings, kept.timings(), kept.unwell(), around, folder, options.now(today), kept.told())
    for line in [json.dumps(_to_json(report), indent=1)] if as_json else map(printable, _told(report)):
        click.echo(line)
    ctx.exit(1 if report.person_needed else 0)


def _surroundings(damage: str | None, database: Path, output: Path) -> Surroundings:
    import shutil

    from eventcal.doctor import Surroundings

    there = next(folder for folder in (output, *output.parents) if folder.exists())
    written = {
        path.name: datetime.fromtimestamp(path.stat().st_mtime, UTC) for path in output.glob("*") if path.is_file()
    }
    return Surroundings(damage, _filesystem(database), shutil.disk_usage(there).free, written)


def _filesystem(path: Path) -> str | None:
    """The kind that a path is on, where the system tells (Linux)."""
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    real = str(path.resolve())
    kinds = {mount[1]: mount[2] for line in mounts if len(mount := line.split()) > 2}
    at = [folder for folder in kinds if real == folder or real.startswith(folder.rstrip("/") + "/")]
    return kinds[max(at, key=len)] if at else None


def _told(report: Report) -> list[str]:
    counts = ", ".join(f"{count} {state}" for state, count in report.counts.items())
    last = f"last asked {report.last_visit:%Y-%m-%d %H:%M} UTC" if report.last_visit else "never asked"
    lines = [f"{len(report.sources)} sources: {counts or 'none'}; {last}; {report.due} due now"]
    lines += [_line(finding) for finding in report.findings]
    if not report.findings:
        lines.append("all is well")
    return lines


def _line(finding: Finding) -> str:
    mark = "! " if finding.person else "  "
    return f"{mark}{finding.about}: {finding.problem}" + (f"; {finding.advice}" if finding.advice else "")


def _to_json(report: Report) -> dict[str, object]:
    return {
        "person_needed": report.person_needed,
        "last_visit": report.last_visit and f"{report.last_visit:%Y-%m-%dT%H:%M:%SZ}",
        "due": report.due,
        "counts": report.counts,
        "findings": [
            {"about": each.about, "problem": each.problem, "advice": each.advice, "person": each.person}
            for each in report.findings
        ],
        "sources": {
            name: {
                "state": each.state,
                "reason": each.reason,
                "advice": each.advice,
                "person": each.person,
                "remarks": each.remarks,
            }
            for name, each in report.sources.items()
        },
    }
