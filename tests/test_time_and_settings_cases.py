"""Clocks, zones, settings and terminals that are odd, one case each."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import tzdata
from servers import Reply, Site, site

from eventcal import adapters
from eventcal.cli import main
from eventcal.errors import ExtractError
from eventcal.fetch import Fetcher
from eventcal.fetch.limits import Limits
from eventcal.model import Settings, Source
from eventcal.page import Page
from eventcal.refresh import Run, refresh
from eventcal.store import Store

PATIENCE = 60  # seconds, for a busy machine
QUICK = Limits(gap_s=0, slow_s=0, retry_pause_s=0, whole_s=5)
TODAY = ("--today", "2027-04-01")
PAGE = "<!doctype html><title>Fjord Days 2027</title><h1>Fjord Days 2027</h1><p>10-12 May 2027, Bergen, Norway</p>"
OTHER = PAGE.replace("Fjord Days", "Tide Forum").replace("10-12 May", "1-2 June")
AT_NINE = "DTSTART;TZID=Europe/Oslo:20390705T090000\r\nDTEND;TZID=Europe/Oslo:20390705T100000"
ENTRIES = {
    "Leap Day": "DTSTART;VALUE=DATE:20280229\r\nDTEND;VALUE=DATE:20280301",
    "Days around it": "DTSTART;VALUE=DATE:20320228\r\nDTEND;VALUE=DATE:20320302",
    "Late in the epoch": "DTSTART:20380119T040000Z\r\nDTEND:20380119T050000Z",
    "Fjørd Days 会议": AT_NINE,
}

Said = tuple[int, str, str]


def calendar(entries: dict[str, str]) -> str:
    """An iCalendar file; `entries`: lines by name."""
    parts = (f"BEGIN:VEVENT\r\nUID:{n}\r\nSUMMARY:{n}\r\n{lines}\r\nEND:VEVENT\r\n" for n, lines in entries.items())
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(parts)}END:VCALENDAR\r\n"


@pytest.fixture
def eventcal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Said]:
    """Runs the command in an empty folder: its status, stdout and stderr."""
    monkeypatch.chdir(tmp_path)

    def run(*args: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["eventcal", *args])
        return main(), *capsys.readouterr()

    return run


@pytest.fixture
def here() -> Iterator[Site]:
    with site() as made:
        made.says("/", Reply(PAGE.replace("2027", "2029").encode()))  # it is never over
        yield made


@pytest.fixture
def clocks_of(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str | None], None]]:
    """Sets this machine's zone, or takes it away."""

    def set_zone(zone: str | None) -> None:
        monkeypatch.delenv("TZ", raising=False) if zone is None else monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield set_zone
    monkeypatch.undo()
    time.tzset()


def ask(here: Site, folder: Path, now: datetime, every: timedelta) -> int:
    """A run at a time: how often the page has been asked for by then."""
    source = Source("fjord", here.url(), every=every, allow_private=True)
    with Store.open(str(folder / "eventcal.db")) as store, Fetcher(None, now.date(), QUICK) as door:
        refresh(Settings(Path("sources.yaml"), (source,)), store, door, folder / "output", Run(now))
    return here.paths().count("/")


# Time (136 to 140).


def test_after_three_days_of_sleep_one_run_makes_up_for_all(here: Site, tmp_path: Path) -> None:
    now, hour = datetime(2027, 3, 1, 6, tzinfo=UTC), timedelta(hours=1)
    times = [now, now + timedelta(days=3), now + timedelta(days=3, minutes=1), now + timedelta(days=3, hours=1)]
    assert [ask(here, tmp_path, at, hour) for at in times] == [1, 2, 2, 3]


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Europe/Oslo", date(2027, 3, 28)), ("Europe/Oslo", date(2027, 10, 31)), ("Nowhere/Bogus", date(2027, 10, 31))],
    ids=["Oslo in spring", "Oslo in autumn", "no such zone"],
)
def test_no_hour_is_left_out_or_done_twice_when_the_clocks_change(
    here: Site, tmp_path: Path, clocks_of: Callable[[str | None], None], zone: str, day: date
) -> None:
    clocks_of(zone)
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    times = [midnight + timedelta(minutes=n) for n in (0, 30, 60, 120)]  # at 01:00 UTC the clocks of Oslo change
    assert [ask(here, tmp_path, at, timedelta(hours=1)) for at in times] == [1, 1, 2, 3]


def test_a_crontab_that_runs_twice_in_the_night_of_autumn_asks_once(here: Site, tmp_path: Path) -> None:
    half_past_two = [datetime(2027, 10, 31, hour, 30, tzinfo=UTC) for hour in (0, 1)]  # both, in Oslo
    assert [ask(here, tmp_path, at, timedelta(days=1)) for at in half_past_two] == [1, 1]


def test_a_machine_that_travels_asks_no_sooner_and_no_later(
    here: Site, eventcal: Callable[..., Said], clocks_of: Callable[[str | None], None]
) -> None:
    Path("sources.yaml").write_text(f"sources: [{{url: '{here.url()}', every: 1h, allow_private: true}}]")
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago", "Nowhere/Bogus", None):
        clocks_of(zone)
        assert eventcal("refresh")[0] == 0
    assert here.paths().count("/") == 1


LATE = """
import sys
from datetime import timedelta
from eventcal.cli import main, options
real = options.now
options.now = lambda today: real(today) - timedelta(seconds=5)  # so late is the first look when the daemon starts
sys.argv = ["eventcal", "run", "--tick", "3600"]
sys.exit(main())
"""


def test_a_look_that_comes_seconds_late_is_done_and_not_dropped(tmp_path: Path) -> None:
    (tmp_path / "days.html").write_text(PAGE)
    (tmp_path / "sources.yaml").write_text("sources: [{url: days.html}]")
    status, end = tmp_path / "output" / "status.json", time.monotonic() + PATIENCE
    with subprocess.Popen([sys.executable, "-c", LATE], cwd=tmp_path, stderr=subprocess.PIPE) as process:
        while not status.exists() and time.monotonic() < end:
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=PATIENCE)
    assert (status.exists(), process.returncode, b"missed" in err) == (True, 130, False)


def starts(folder: Path) -> list[str]:
    """The starts in the published calendar."""
    return re.findall(r"^DTSTART.*[:;]\S+$", (folder / "output" / "events.ics").read_text(), re.M)


def test_leap_days_and_years_after_2038_are_days_like_others(tmp_path: Path, eventcal: Callable[..., Said]) -> None:
    Path("list.ics").write_text(calendar(ENTRIES), newline="")
    Path("sources.yaml").write_text("sources: [{url: list.ics}]")
    for today in ("2027-04-01", "2028-02-29", "2032-02-29", "2037-12-31"):
        assert eventcal("refresh", "--past", "all", "--today", today)[0] == 0
        lines = [line for line in starts(tmp_path) if "1970" not in line and "RRULE" not in line][-4:]
        assert lines == [
            lines[0].split(":")[0] + ":20280229",
            *(entry.split("\r\n")[0] for entry in [*ENTRIES.values()][1:]),
        ]


IN_UTC = "DTSTART;TZID=Europe/Oslo:20390706T070000Z\r\nDTEND;TZID=Europe/Oslo:20390706T080000Z"
TABLE = """name,start,end,timezone
Tide Forum,2039-07-07T07:00:00Z,2039-07-07T08:00:00Z,Europe/Oslo
Kelp Walk,2039-07-08T09:00:00,2039-07-08T10:00:00,Europe/Oslo
"""


def test_a_zone_that_gets_other_rules_moves_no_clock_time(tmp_path: Path, eventcal: Callable[..., Said]) -> None:
    """Whether the source wrote the time of the zone or that of UTC, in a calendar or in a table."""
    Path("list.ics").write_text(calendar({"Fjord Days": AT_NINE, "Fjord Days 2": IN_UTC}), newline="")
    Path("table.csv").write_text(TABLE)
    Path("sources.yaml").write_text("sources: [{url: list.ics}, {url: table.csv}]")
    assert eventcal("refresh", *TODAY)[0] == 0
    told = [line for line in starts(tmp_path) if "2039" in line]
    assert told == [f"DTSTART;TZID=Europe/Oslo:203907{day:02}T090000" for day in (5, 6, 7, 8)]
    (tmp_path / "Europe").mkdir()  # a newer tzdata, in which Oslo is three hours ahead of UTC all year
    shutil.copy(Path(tzdata.__file__).parent / "zoneinfo" / "Europe" / "Moscow", tmp_path / "Europe" / "Oslo")
    run = process("refresh", "--today", "2027-04-03", folder=tmp_path, PYTHONTZPATH=str(tmp_path))
    assert run.returncode == 0
    assert "TZOFFSETTO:+0300" in (tmp_path / "output" / "events.ics").read_text()
    assert [line for line in starts(tmp_path) if "2039" in line] == told


# Settings (108 to 112).


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("adapter: selectors\n    select: {event: 'div[', name: b, dates: i}", "4:21: sources[1].select.event: found 'div['"),
        ("adapter: selectors\n    select: {event: ':has(:has(b))', name: b, dates: i}", "4:21: sources[1].select.event: "),
        ("adapter: selectors\n    select: {event: li, name: '(a+)+$', dates: i}", "4:31: sources[1].select.name: found '(a+)+$'"),
        ("every: 1s", "3:12: sources[1].every: found '1s', allowed: a number with m, h, d or w"),
        ("every: -1d", "3:12: sources[1].every: found '-1d', allowed: a number with m, h, d or w"),
        ("every: 0m", "3:12: sources[1].every: found '0m', allowed: 15m or longer"),
        ("every: 14m", "3:12: sources[1].every: found '14m', allowed: 15m or longer"),
        ("every: 99999w", "3:12: sources[1].every: found '99999w'"),
    ],
)  # fmt: skip
def test_check_names_a_wrong_selector_or_interval_with_its_place(
    eventcal: Callable[..., Said], lines: str, told: str
) -> None:
    Path("sources.yaml").write_text(f"sources:\n  - url: https://fjord.example/\n    {lines}\n")
    status, out, err = eventcal("check")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"eventcal: sources.yaml:{told}")


def test_a_selector_that_is_hard_to_match_takes_no_long_time(within) -> None:
    deep = Page("https://fjord.example/", f"<html>{'<div>' * 200}{'<i>x</i>' * 300}".encode(), date(2027, 3, 1))
    recipe = (("event", ("* * * * * * b.none",)), ("name", ("b",)), ("dates", ("i",)))
    with within(4), pytest.raises(ExtractError, match="nothing matches"):
        adapters.read(deep, "selectors", recipe)


def test_words_of_a_filter_are_words_and_no_pattern(eventcal: Callable[..., Said], tmp_path: Path, within) -> None:
    Path("list.ics").write_text(calendar({"a" * 200 + "!": AT_NINE, "Knots (a+)+$ tied": AT_NINE}), newline="")
    Path("sources.yaml").write_text("feeds: {knots: {any: ['(a+)+$']}}\nsources: [{url: list.ics}]")
    with within(10):
        assert eventcal("refresh", *TODAY)[0] == 0
    assert re.findall("SUMMARY:.*", Path("output/feeds/knots.ics").read_text()) == ["SUMMARY:Knots (a+)+$ tied"]


@pytest.mark.parametrize("is_set", [True, False], ids=["set", "not set"])
@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://fjord.example/?key=${FJORD_KEY}", "${FJORD_KEY} is not filled in from the environment"),
        ("https://me:kelp@fjord.example/", "found 'https://…@fjord.example/'"),
    ],
    ids=["a variable", "a password"],
)
def test_a_secret_in_an_address_is_refused_and_never_told(
    eventcal: Callable[..., Said], monkeypatch: pytest.MonkeyPatch, url: str, told: str, is_set: bool
) -> None:
    monkeypatch.setenv("FJORD_KEY", "kelp") if is_set else monkeypatch.delenv("FJORD_KEY", raising=False)
    Path("sources.yaml").write_text(f"sources: [{{url: '{url}'}}]")
    for command in ("check", "refresh"):
        status, out, err = eventcal(command)
        assert (status, "kelp" in out + err, told in err) == (2, False, True)
    assert [path.name for path in Path().iterdir()] == ["sources.yaml"]


def test_what_only_a_source_that_was_taken_out_has_leaves_the_outputs_and_that_is_told(
    eventcal: Callable[..., Said],
) -> None:
    Path("fjord.html").write_text(PAGE)
    Path("tide.html").write_text(OTHER)
    Path("sources.yaml").write_text("sources: [{url: fjord.html}, {url: tide.html}]")
    assert eventcal("refresh", *TODAY)[0] == 0
    Path("sources.yaml").write_text("sources: [{url: fjord.html}]")
    told = "eventcal: tide-html: is in sources.yaml no more; the 1 event that only it has leaves the outputs on 2027-04-06\n"
    assert eventcal("refresh", "--today", "2027-04-03")[2] == told
    assert eventcal("refresh", "--today", "2027-04-05")[2] == told
    assert "Tide Forum 2027" in Path("output/events.ics").read_text()
    assert eventcal("refresh", "--today", "2027-04-06")[0] == 0
    assert "Tide Forum 2027" not in Path("output/events.ics").read_text()
    assert "Tide Forum 2027" in Path("output/events.json").read_text()  # so that its id is not lost
    Path("sources.yaml").write_text("sources: [{url: fjord.html}, {url: tide.html}]")
    assert eventcal("refresh", "--today", "2027-04-07")[2] == ""
    assert "Tide Forum 2027" in Path("output/events.ics").read_text()


@pytest.mark.parametrize(
    "args",
    [
        *(("refresh", "--today", day) for day in ("2027-02-29", "2027-13-40", "tomorrow", "", "0001-01-01", "9999-12-31")),
        *(("refresh", "--past", days) for days in ("-1", "1e9", "nan", "٣", "9999999")),
        *(("refresh", "--jobs", jobs) for jobs in ("0", "-5", "1e9")),
        *(("run", "--tick", tick) for tick in ("0", "-1", "nan", "inf", "1e9")),
    ],
    ids=" ".join,
)  # fmt: skip
def test_an_odd_number_or_day_is_refused_before_anything_is_done(
    eventcal: Callable[..., Said], args: tuple[str, str, str]
) -> None:
    Path("sources.yaml").write_text("sources: [{url: list.ics}]")
    status, out, err = eventcal(*args)
    assert (status, out, args[1] in err) == (2, "", True)
    assert [path.name for path in Path().iterdir()] == ["sources.yaml"]


# What it is started from (114).


def environment(**changes: str | None) -> dict[str, str]:
    """That of the tests with some variables set, or taken away where None."""
    given = {**os.environ, **changes}
    return {name: value for name, value in given.items() if value is not None}


def process(*args: str, folder: Path, **changes: str | None) -> subprocess.CompletedProcess[bytes]:
    """The command without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "eventcal", *args],
        cwd=folder,
        env=environment(**changes),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        start_new_session=True,
        timeout=PATIENCE,
    )


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which a run was made with hardly any environment: no home, no path, no locale, no zone, no terminal."""
    folder = tmp_path_factory.mktemp("bare")
    (folder / "list.ics").write_text(calendar(ENTRIES), newline="", encoding="utf-8")
    (folder / "sources.yaml").write_text("sources: [{url: list.ics}]")
    nothing = dict.fromkeys(("HOME", "PATH", "USER", "LOGNAME", "LANG", "LC_CTYPE", "TERM"))
    bare = process("refresh", *TODAY, folder=folder, **nothing, LC_ALL="C", TZ="Nowhere/Bogus", PYTHONUTF8="0")
    assert (bare.returncode, bare.stderr) == (0, b"")
    return folder


def test_a_run_with_hardly_any_environment_writes_what_any_run_writes(desk: Path) -> None:
    published = (desk / "output" / "events.ics").read_text(encoding="utf-8")
    assert [f"SUMMARY:{name}" in published for name in ENTRIES] == [True] * 4
    assert json.loads((desk / "output" / "events.json").read_text(encoding="utf-8"))[-1]["name"] == "Fjørd Days 会议"


def test_a_list_is_printed_in_a_poor_locale_and_writes_nothing_at_home(desk: Path, tmp_path: Path) -> None:
    (home := tmp_path / "home").mkdir(mode=0o555)
    poor = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "HOME": str(home)}
    run = process("list", *TODAY, folder=desk, **poor, XDG_CACHE_HOME=None, XDG_CONFIG_HOME=None)
    assert (run.returncode, run.stderr, len(run.stdout.splitlines())) == (0, b"", 4)
    assert list(home.iterdir()) == []  # root could write there all the same


def on_terminal(columns: int, *args: str, folder: Path) -> tuple[int, str]:
    """The command on a terminal so wide: its status, and all that it showed, without what sets styles."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    variables = environment(TERM="xterm", COLUMNS=None, LINES=None)
    command = [sys.executable, "-m", "eventcal", *args]
    shown = b""
    with subprocess.Popen(command, cwd=folder, env=variables, stdin=its, stdout=its, stderr=its) as running:
        os.close(its)
        try:
            while chunk := os.read(ours, 65_536):
                shown += chunk
        except OSError:  # how Linux says that nobody has the other end any more
            pass
        os.close(ours)
    return running.returncode, re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", shown.decode())


def test_a_terminal_of_twenty_columns_shows_all_of_a_list(desk: Path) -> None:
    status, shown = on_terminal(20, "list", *TODAY, folder=desk)
    assert (status, max(map(len, shown.splitlines()))) == (0, 20)
    cells = "".join(line[:5].strip() for line in shown.splitlines())
    assert all(name[:4] in cells for name in ("Leap", "Days", "Late"))
