"""`eventcal install`: what runs the refresh by itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click

from eventcal.cli import options
from eventcal.errors import UsageError
from eventcal.installs import Place, cron_line, files_of, with_line

WAYS = ("cron", "systemd", "github", "container")


@click.command()
@click.argument("way", type=click.Choice(WAYS))
@options.sources
@click.option("--print", "only_print", is_flag=True, help="Print what would be written, and write nothing.")
@click.option("--force", is_flag=True, help="Replace files that are there.")
def install(way: str, sources: Path, only_print: bool, force: bool) -> None:
    """Have the refresh run by itself.

    cron: a line in your crontab, hourly. systemd: a user's service and timer, hourly. github: a workflow that refreshes on a
    schedule, keeps the state in the repository and publishes output/ on Pages. container: a Containerfile, of which the program
    is `eventcal run`. Each source is still asked only as often as sources.yaml says.
    """
    place = _place(sources)
    if way == "cron":
        _cron(place, only_print=only_print)
        return
    folder = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "systemd" / "user"
    files = {_target(way, name, folder, place.folder): text for name, text in files_of(way, place).items()}
    if only_print:
        for path, text in files.items():
            click.echo(f"# {path}\n{text}")
        return
    _write(files, force=force)
    click.echo(NEXT[way])


NEXT = {
    "systemd": "now: systemctl --user daemon-reload && systemctl --user enable --now eventcal.timer && loginctl enable-linger",
    "github": "now: commit it, and choose GitHub Actions as the source under Settings, Pages",
    "container": 'now: docker build -t eventcal -f Containerfile . && docker run -d --restart unless-stopped --user "$(id -u)" -v "$PWD:/calendar" eventcal',
}


def _place(sources: Path) -> Place:
    path = sources.absolute()
    program = shutil.which("eventcal") or str(Path(sys.executable).with_name("eventcal"))
    return Place(path.parent, path.name, program)


def _target(way: str, name: str, units: Path, folder: Path) -> Path:
    return units / name if way == "systemd" else folder / name


def _write(files: dict[Path, str], *, force: bool) -> None:
    if there := [path for path in files if path.exists() and not force]:
        raise UsageError(f"{there[0]} is there; --force replaces it, --print shows what would be written")
    for path, text in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{path}: cannot be written: {error.strerror}") from error
        click.echo(f"{path} written")


def _cron(place: Place, *, only_print: bool) -> None:
    line = cron_line(place)
    if only_print:
        click.echo(line)
        return
    if shutil.which("crontab") is None:
        raise UsageError(f"no crontab here; give this line to whatever runs programs by the clock: {line}")
    before = subprocess.run(["crontab", "-l"], capture_output=True, text=True, check=False)  # noqa: S607
    table = with_line(before.stdout if before.returncode == 0 else "", line, place)
    done = subprocess.run(["crontab", "-"], input=table, text=True, capture_output=True, check=False)  # noqa: S607
    if done.returncode != 0:
        raise UsageError(f"crontab: {done.stderr.strip()}; the line is: {line}")
    click.echo(f"in your crontab: {line}")
