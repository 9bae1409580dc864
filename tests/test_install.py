"""What runs the refresh by itself: a crontab's line, units, a workflow, a container file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from eventcal.cli import main
from eventcal.installs import Place, cron_line, files_of, with_line

Said = tuple[int, str, str]
ODD = Place(Path("/srv/it's 100% mine"), "my sources.yaml", "/opt/event cal/bin/eventcal")

CRONTAB = """#!/bin/sh
# keeps the table in a file beside it, as crontab does in its spool
table="$(dirname "$0")/table"
if [ "$1" = -l ]; then
  if [ -f "$table" ]; then cat "$table"; else echo "no crontab for you" >&2; exit 1; fi
else
  cat > "$table"
fi
"""


@pytest.fixture
def eventcal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Said]:
    (tmp_path / "bin").mkdir()
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def run(*args: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["eventcal", *args])
        status = main()
        out, err = capsys.readouterr()
        return status, out, err

    return run


def crontab(folder: Path) -> None:
    program = folder / "bin" / "crontab"
    program.write_text(CRONTAB)
    program.chmod(0o755)


def test_cron_gets_one_line_a_calendar_and_keeps_the_others(eventcal: Callable[..., Said], tmp_path: Path) -> None:
    crontab(tmp_path)
    table = tmp_path / "bin" / "table"
    assert eventcal("install", "cron")[0] == 0
    first = table.read_text()
    assert first.count("\n") == 1
    assert f"cd {tmp_path / 'desk'} && " in first
    table.write_text(f"MAILTO=me\n{first}5 4 * * * other refresh -q\n")
    assert eventcal("install", "cron")[0] == 0
    assert table.read_text() == f"MAILTO=me\n5 4 * * * other refresh -q\n{first}"


def test_without_a_crontab_the_line_is_told(
    eventcal: Callable[..., Said], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    status, _, err = eventcal("install", "cron")
    assert (status, "no crontab here" in err, " * * * * cd " in err) == (2, True, True)


def test_a_line_of_cron_is_run_as_it_is_meant(tmp_path: Path) -> None:
    """By the shell, as cron gives it: a percent sign that is not escaped would end it (crontab(5))."""
    program = tmp_path / "a b%c" / "eventcal"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\nprintf "%s|" "$PWD" "$@"\n')
    program.chmod(0o755)
    line = cron_line(Place(program.parent, "it's mine.yaml", str(program)))
    command = line.split(" ", 5)[5].replace("\\%", "%")
    assert "%" not in line.replace("\\%", "")
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout == f"{program.parent}|refresh|-q|--sources|it's mine.yaml|"


def test_calendars_of_other_folders_keep_their_lines() -> None:
    others = "1 * * * * cd /srv/other && eventcal refresh -q\n"
    line = cron_line(ODD)
    table = with_line(others, line, ODD)
    assert table == f"{others}{line}\n"
    assert with_line(table, line, ODD) == table


def test_files_are_written_once_unless_forced(eventcal: Callable[..., Said], tmp_path: Path) -> None:
    for way, path in (
        ("systemd", tmp_path / "config/systemd/user/eventcal.timer"),
        ("github", tmp_path / "desk/.github/workflows/eventcal.yaml"),
        ("container", tmp_path / "desk/Containerfile"),
    ):
        assert eventcal("install", way, "--print")[0] == 0
        assert not path.exists()
        status, out, _ = eventcal("install", way)
        assert (status, path.is_file(), "now: " in out) == (0, True, True)
        path.write_text("mine")
        status, _, err = eventcal("install", way)
        assert (status, path.read_text(), "is there; --force replaces it" in err) == (2, "mine", True)
        assert eventcal("install", way, "--force")[0] == 0
        assert path.read_text() != "mine"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze")
def test_systemd_finds_no_fault_in_the_units(tmp_path: Path) -> None:
    folder = tmp_path / "it's 100% mine"
    folder.mkdir()
    program = folder / "eventcal"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    for name, text in files_of("systemd", Place(folder, "my sources.yaml", str(program))).items():
        (tmp_path / name).write_text(text)
    units = [str(tmp_path / name) for name in ("eventcal.service", "eventcal.timer")]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", "--man=no", *units],
        capture_output=True,
        text=True,
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
        check=False,
    )
    told = [line for line in done.stderr.splitlines() if "eventcal" in line]
    assert told == []


def test_the_workflow_is_yaml_and_its_steps_are_shell() -> None:
    text = files_of("github", Place(Path("/srv/cal"), "sources.yaml", "eventcal"))[".github/workflows/eventcal.yaml"]
    workflow = YAML(typ="safe").load(text)
    steps = workflow["jobs"]["refresh"]["steps"]
    scripts = [step["run"] for step in steps if "run" in step]
    assert len(scripts) == 5
    for script in scripts:
        subprocess.run(["bash", "-n", "-c", script], check=True)
    assert workflow["concurrency"]["cancel-in-progress"] is False
