"""The bundled example, as the README tells people to run it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

EXAMPLES = Path(__file__).parent.parent / "examples"
WOSSS = "https://www.eventbrite.co.uk/e/workshop-on-sustainable-software-sustainability-2021-wosss21-wosss21-tickets-165250271009"
LINES = [
    "[50th International Conference on Parallel Processing - ICPP ’21](https://oaciss.uoregon.edu/icpp21/program.php)"
    " - 9-12 Aug, Virtual",
    "[25th Int’l Conference on Research in Computational Molecular Biology (RECOMB 2021)]"
    "(https://www.recomb2021.org/program) - 29 Aug - 1 Sept, Online, Free",
    "[27th International European Conference on Parallel and Distributed Computing (EuroPar ’21)]"
    "(https://2021.euro-par.org/de/program/) - 30 Aug - 3 Sept, Online, 230€",
    f"[Workshop on Sustainable Software Sustainability 2021]({WOSSS}) [(WoSSS21)](https://wosss.org/wosss21-home/)"
    " - 6-8 Oct, Online, Free",
]
DAYS = {  # DTEND is the first day after (RFC 5545, 3.6.1)
    "https://oaciss.uoregon.edu/icpp21/program.php": (date(2021, 8, 9), date(2021, 8, 13)),
    "https://www.recomb2021.org/program": (date(2021, 8, 29), date(2021, 9, 2)),
    "https://2021.euro-par.org/de/program/": (date(2021, 8, 30), date(2021, 9, 4)),
    WOSSS: (date(2021, 10, 6), date(2021, 10, 9)),
}


def refresh(folder: Path, *options: str) -> dict[str, bytes]:
    """Runs the main job in the folder; the files it leaves in output/, by name."""
    command = [
        sys.executable,
        "-m",
        "eventcal",
        "refresh",
        "--sources",
        "sources.yaml",
        "--today",
        "2021-08-06",
        *options,
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return {path.name: path.read_bytes() for path in (folder / "output").rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("clone") / "examples"
    shutil.copytree(EXAMPLES, copy, ignore=shutil.ignore_patterns("output", "eventcal.db*"))
    return copy


@pytest.fixture(scope="module")
def output(folder: Path) -> dict[str, bytes]:
    return refresh(folder)


def test_the_newsletter_section_is_the_expected_one_to_the_letter(output: dict[str, bytes]) -> None:
    _why, heading, *entries = output["events.md"].decode().split("\n\n")
    assert heading == "## Events: Conferences, Training"
    assert entries[0::3] == LINES
    assert [separator.strip() for separator in entries[2::3]] == ["----------"] * 4


def test_each_event_has_a_blurb_from_its_own_page(output: dict[str, bytes]) -> None:
    blurbs = output["events.md"].decode().split("\n\n")[3::3]
    expected = ["parallel computers", "reading single cells", "parallelen und verteilten Rechnens", "research software"]
    assert [word in blurb for word, blurb in zip(expected, blurbs, strict=True)] == [True] * 4


def test_the_calendar_holds_the_days_of_all_four_events(output: dict[str, bytes]) -> None:
    events = Calendar.from_ical(output["events.ics"]).walk("VEVENT")
    assert {str(event["URL"]): (event["DTSTART"].dt, event["DTEND"].dt) for event in events} == DAYS
    assert len(events) == 4


def test_each_calendar_has_the_bytes_that_icalendar_writes_when_it_has_read_it(output: dict[str, bytes]) -> None:
    feeds = [data for name, data in output.items() if name.endswith(".ics")]
    assert len(feeds) > 8
    assert [Calendar.from_ical(data).to_ical() for data in feeds] == feeds


@pytest.mark.parametrize("options", [(), ("--force",)])
def test_a_second_run_changes_nothing_but_the_status(
    folder: Path, output: dict[str, bytes], options: tuple[str, ...]
) -> None:
    again = refresh(folder, *options)
    assert again.keys() == output.keys()
    assert {name for name in output if again[name] != output[name]} <= {"status.json", "status.html"}


def test_a_lost_database_is_rebuilt_from_the_output(folder: Path, output: dict[str, bytes]) -> None:
    for path in folder.glob("eventcal.db*"):
        path.unlink()
    command = [sys.executable, "-m", "eventcal", "load", "output/events.json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    again = refresh(folder, "--force")
    assert {name for name in output if again[name] != output[name]} <= {"status.json", "status.html"}
