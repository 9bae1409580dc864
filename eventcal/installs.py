"""The text of what runs the refresh by itself: a line for cron, units for systemd, a workflow, a container file."""

from __future__ import annotations

import hashlib
import shlex
from dataclasses import dataclass
from pathlib import Path

MINUTES = 60
ENV = "/usr/bin/env"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a calendar is, and the program that refreshes it."""

    folder: Path
    sources: str
    """The name of its sources.yaml."""
    program: str
    """The path of eventcal."""

    @property
    def minute(self) -> int:
        """A minute of its own, so that not all calendars of the world ask at the full hour."""
        return hashlib.sha256(str(self.folder).encode()).digest()[0] % MINUTES


def cron_line(place: Place) -> str:
    """A line of a crontab: hourly. cron takes a percent sign for the end of the line, so it is escaped."""
    command = f"cd {shlex.quote(str(place.folder))} && {_command(place)}"
    return f"{place.minute} * * * * {command}".replace("%", "\\%")


def with_line(table: str, line: str, place: Place) -> str:
    """A crontab with the line in the place of an earlier one for the same calendar, else at the end."""
    start = f"cd {shlex.quote(str(place.folder))} && ".replace("%", "\\%")
    kept = [each for each in table.splitlines() if not (start in each and " refresh " in each)]
    return "\n".join([*kept, line]) + "\n"


def files_of(way: str, place: Place) -> dict[str, str]:
    """The files of systemd, github or container, by name."""
    match way:
        case "systemd":
            return {"eventcal.service": _service(place), "eventcal.timer": TIMER}
        case "github":
            return {".github/workflows/eventcal.yaml": _workflow(place)}
        case "container":
            return {"Containerfile": _container(place)}
    raise ValueError(way)


def _command(place: Place) -> str:
    return f"{shlex.quote(place.program)} refresh -q --sources {shlex.quote(place.sources)}"


def _unit_word(text: str) -> str:
    """A word of a unit file (systemd.service(5), systemd.syntax(7))."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'


def _service(place: Place) -> str:
    words = (place.program, "refresh", "-q", "--sources", place.sources)
    # systemd takes no odd path for a program: env runs it
    command = " ".join([ENV, *map(_unit_word, words)])
    return f"""\
[Unit]
Description=eventcal: refresh the calendar
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
WorkingDirectory={str(place.folder).replace("%", "%%")}
ExecStart={command.replace("$", "$$")}
# 1: a person is needed; the outputs are right. 75: another run is at work.
SuccessExitStatus=75
TimeoutStartSec=2h
Nice=10
NoNewPrivileges=yes
UMask=0022
"""


TIMER = """\
[Unit]
Description=eventcal: refresh the calendar hourly

[Timer]
OnCalendar=hourly
RandomizedDelaySec=20m
Persistent=yes

[Install]
WantedBy=timers.target
"""


def _workflow(place: Place) -> str:
    """State is kept as text in the repository; output/ goes to Pages. Two runs never publish at once."""
    return f"""\
name: eventcal
on:
  schedule:
    - cron: "{place.minute} */3 * * *"
  workflow_dispatch:
permissions:
  contents: write
  pages: write
  id-token: write
concurrency:
  group: eventcal
  cancel-in-progress: false
jobs:
  refresh:
    runs-on: ubuntu-latest
    environment:
      name: github-pages
      url: ${{{{ steps.pages.outputs.page_url }}}}
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install eventcal
      - name: bring the state back
        run: if [ -f state.jsonl ]; then eventcal load --sources {place.sources} state.jsonl; fi
      - name: refresh
        id: refresh
        run: |
          status=0
          eventcal refresh -q --sources {place.sources} || status=$?
          echo "status=$status" >> "$GITHUB_OUTPUT"
          [ "$status" -le 1 ]
      - name: keep the state and the outputs
        run: |
          eventcal dump --sources {place.sources} > state.jsonl
          git config user.name eventcal
          git config user.email eventcal@users.noreply.github.com
          git add state.jsonl output
          git diff --cached --quiet -- . ':!output/status.*' && exit 0
          git commit -q -m "Refresh the calendar"
          git push || {{ git pull --rebase && git push; }}
      - uses: actions/upload-pages-artifact@v3
        with:
          path: output
      - id: pages
        uses: actions/deploy-pages@v4
      - name: a person is needed
        if: steps.refresh.outputs.status == '1'
        run: eventcal doctor --sources {place.sources}
"""


def _container(place: Place) -> str:
    return f"""\
FROM python:3.12-slim
RUN pip install --no-cache-dir eventcal && useradd --create-home --uid 10001 eventcal
USER eventcal
# the folder with {place.sources}: state and output are kept there
VOLUME /calendar
WORKDIR /calendar
HEALTHCHECK --interval=1h --timeout=1m CMD eventcal doctor --sources {place.sources} > /dev/null || [ $? -eq 1 ]
STOPSIGNAL SIGTERM
ENTRYPOINT ["eventcal"]
CMD ["run", "--sources", "{place.sources}"]
"""
