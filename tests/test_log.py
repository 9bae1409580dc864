"""What a run tells programs: an object a line, which nothing that a page says can break or forge."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eventcal.cli import main
from eventcal.cli.report import Logged, Note, teller

PAGE = """<!doctype html><title>Fjord Days 2027</title><h1>Fjord Days 2027</h1><p>10-12 May 2027, Bergen</p></html>"""
HOSTILE = 'a\nevil: b\r\x1b[2J\u202e\u2028"}\ud800'
Refresh = Callable[..., tuple[int, str, list[dict[str, Any]]]]


@pytest.fixture
def refresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Refresh:
    """Runs it with a log for programs; its status, stdout, and the objects."""
    monkeypatch.chdir(tmp_path)
    Path("fjord.html").write_text(PAGE)
    Path("sources.yaml").write_text("sources: [{url: fjord.html}, {url: none.html}]")

    def run(*options: str) -> tuple[int, str, list[dict[str, Any]]]:
        monkeypatch.setattr(sys, "argv", ["eventcal", "refresh", "--log", "json", *options])
        status = main()
        out, err = capsys.readouterr()
        return status, out, [json.loads(line) for line in err.splitlines()]

    return run


def test_each_source_and_the_sum_have_a_line(refresh: Refresh) -> None:
    status, out, (read, failed, trouble, total) = refresh("-v", "--today", "2027-04-01")
    assert (status, out) == (0, "")
    assert (read["level"], read["source"], read["outcome"], read["events"]) == ("info", "fjord-html", "read", 1)
    assert (failed["level"], failed["source"], failed["outcome"]) == ("warning", "none-html", "failed")
    assert (trouble["source"], trouble["state"]) == ("none-html", "failing")
    assert (total["read"], total["failed"], total["new"], total["files"] > 9) == (1, 1, 1, True)
    assert all(line["time"].endswith("Z") for line in (read, failed, trouble, total))


def test_what_needs_a_person_is_an_error_and_nothing_else_is_told_when_quiet(refresh: Refresh) -> None:
    assert refresh("-q", "--today", "2027-04-01") == (0, "", [])
    status, _, (line,) = refresh("-q", "--today", "2027-04-05")
    assert (status, line["level"], line["source"], line["state"]) == (1, "error", "none-html", "broken")


def test_a_mistake_in_the_settings_is_a_line_too(refresh: Refresh) -> None:
    Path("sources.yaml").write_text("sources: [{uri: fjord.html}]")
    status, out, (line,) = refresh()
    assert (status, out, line["level"]) == (2, "", "error")
    assert "sources.yaml:1" in line["message"]


@pytest.mark.parametrize("form", ["text", "json"])
def test_nothing_that_a_page_says_makes_a_line_of_its_own(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    teller(form)(Note("warning", HOSTILE, "fjord"))
    handler = Logged(teller(form))
    handler.emit(logging.LogRecord("eventcal", logging.DEBUG, "", 0, "%s", (HOSTILE,), None))
    err = capsys.readouterr().err
    assert err.count("\n") == len(err.splitlines()) == 2
    assert err.isascii()
    assert "\x1b" not in err


def test_a_traceback_is_part_of_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        raise ValueError(HOSTILE)
    except ValueError:
        record = logging.LogRecord("eventcal", logging.DEBUG, "", 0, "x", None, sys.exc_info())
    Logged(teller("json")).emit(record)
    line = json.loads(capsys.readouterr().err)
    assert "ValueError" in line["traceback"]
    Logged(teller("text")).emit(record)
    assert all(line.startswith("eventcal: ") for line in capsys.readouterr().err.splitlines())
