"""The daemon: it does what is due, sleeps well, says a trouble once, and ends when it is told to."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from servers import Reply, Site, site

PAGE = b"<!doctype html><title>Fjord Days 2027</title><h1>Fjord Days 2027</h1><p>10-12 May 2027, Bergen</p></html>"
PATIENCE = 60  # seconds, for a busy machine


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Site]:
    with site() as made:
        made.says("/", Reply(PAGE))
        (tmp_path / "sources.yaml").write_text(
            f"sources: [{{url: '{made.url()}', id: fjord, every: 15m, allow_private: true}}]"
        )
        yield made


@contextmanager
def daemon(folder: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "eventcal", "run", "--tick", "0.3", *options]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def until(happens: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=PATIENCE)
    return process.returncode, out, err.strip()  # click ends the line of ^C


def test_it_asks_what_is_due_once_and_ends_when_told(here: Site, tmp_path: Path) -> None:
    status = tmp_path / "output" / "status.json"
    with daemon(tmp_path) as process:
        until(status.exists)
        time.sleep(1.5)  # some ticks in which nothing is due
        assert ended(process) == (130, "", "eventcal: interrupted; nothing is half-written")
    assert here.paths() == ["/robots.txt", "/"]
    assert json.loads(status.read_text())["sources"][0]["state"] == "ok"


def test_it_ends_with_an_object_where_programs_read_what_it_tells(here: Site, tmp_path: Path) -> None:
    with daemon(tmp_path, "--log", "json") as process:
        until((tmp_path / "output" / "status.json").exists)
        code, out, err = ended(process)
    assert (code, out, json.loads(err)["message"]) == (130, "", "interrupted; nothing is half-written")


def test_a_restart_asks_nothing_that_is_not_due(here: Site, tmp_path: Path) -> None:
    for _ in range(2):
        (tmp_path / "output").mkdir(exist_ok=True)
        (tmp_path / "output" / "status.json").unlink(missing_ok=True)
        with daemon(tmp_path) as process:
            until((tmp_path / "output" / "status.json").exists)
            ended(process)
    assert here.paths() == ["/robots.txt", "/"]


def test_a_machine_that_slept_makes_up_with_one_look(here: Site, tmp_path: Path) -> None:
    with daemon(tmp_path, "-v") as process:
        until((tmp_path / "output" / "status.json").exists)
        process.send_signal(signal.SIGSTOP)
        time.sleep(3)
        process.send_signal(signal.SIGCONT)
        time.sleep(1)
        code, out, err = ended(process)
    assert code == 130
    assert (out + err).count("fjord: 1 event") == 1
    assert "Traceback" not in err


def test_verbose_tells_what_is_logged(here: Site, tmp_path: Path) -> None:
    here.says("/", Reply(PAGE.replace(b"Bergen", b"Bergen <a href=/fees>Fees</a>")))
    with (tmp_path / "sources.yaml").open("a") as file:
        file.write("\ndefaults: {follow: auto}")
    with daemon(tmp_path, "-v") as process:
        until((tmp_path / "output" / "status.json").exists)
        _, _, err = ended(process)
    assert f"eventcal: fjord: {here.url('/fees')}: HTTP 404" in err


def test_a_mistake_in_the_settings_is_said_once_and_mended_without_a_restart(here: Site, tmp_path: Path) -> None:
    good = (tmp_path / "sources.yaml").read_text()
    (tmp_path / "sources.yaml").write_text("sources: [{uri: x}]")
    with daemon(tmp_path) as process:
        time.sleep(3)
        (tmp_path / "sources.yaml").write_text(good)
        until((tmp_path / "output" / "status.json").exists)
        code, out, err = ended(process)
    assert (code, out, err.count("unknown key")) == (130, "", 1), err


def test_what_the_editor_says_is_published_though_nothing_is_due(here: Site, tmp_path: Path) -> None:
    listed = tmp_path / "output" / "events.json"
    with daemon(tmp_path):
        until(listed.exists)
        (event,) = json.loads(listed.read_text())
        (tmp_path / "editorial.yaml").write_text(f"events: {{{event['uid']}: {{city: Oslo}}}}")
        until(lambda: json.loads(listed.read_text())[0]["city"] == "Oslo")
    assert here.paths() == ["/robots.txt", "/"]


def test_an_output_that_was_taken_away_is_put_back(here: Site, tmp_path: Path) -> None:
    feed = tmp_path / "output" / "events.ics"
    with daemon(tmp_path):
        until((tmp_path / "output" / "status.json").exists)
        time.sleep(1)
        feed.unlink()
        until(feed.exists)


def test_outputs_that_could_not_be_written_are_written_when_they_can_be(here: Site, tmp_path: Path) -> None:
    feed = tmp_path / "output" / "events.ics"
    with daemon(tmp_path) as process:
        until((tmp_path / "output" / "status.json").exists)
        time.sleep(1)
        feed.unlink()
        feed.mkdir()
        time.sleep(2)
        feed.rmdir()
        until(feed.is_file)
        _, _, err = ended(process)
    assert err.count("events.ics: cannot be ") == 1, err


def test_it_gives_way_to_another_run(here: Site, tmp_path: Path) -> None:
    from eventcal.store import Store

    with Store.open(str(tmp_path / "eventcal.db")) as store, store.lock(), daemon(tmp_path) as process:
        time.sleep(3)
        code, out, err = ended(process)
    assert (code, out, err) == (130, "", "eventcal: interrupted; nothing is half-written")
    assert here.paths() == []
