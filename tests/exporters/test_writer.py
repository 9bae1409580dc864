"""A file is replaced whole or left as it was."""

from __future__ import annotations

import os
import stat

import pytest

from eventcal.errors import OutputError
from eventcal.exporters.writer import write


def test_a_new_file_is_written_and_its_folder_made(tmp_path):
    path = tmp_path / "tags" / "hpc.ics"
    assert write(path, b"new")
    assert path.read_bytes() == b"new"


def test_an_unchanged_file_is_left_alone(tmp_path):
    path = tmp_path / "events.ics"
    write(path, b"same")
    before = path.stat()
    assert not write(path, b"same")
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_changed_file_is_replaced_and_nothing_else_is_left(tmp_path):
    path = tmp_path / "events.ics"
    write(path, b"old")
    assert write(path, b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("events.ics", b"new")]


def test_a_reader_with_the_old_file_open_reads_it_to_its_end(tmp_path):
    path = tmp_path / "events.ics"
    write(path, b"old and whole")
    with path.open("rb") as reader:
        write(path, b"new")
        assert reader.read() == b"old and whole"


def test_a_file_is_readable_by_a_web_server_as_the_umask_says(tmp_path):
    path = tmp_path / "events.ics"
    umask = os.umask(0o022)
    try:
        write(path, b"new")
    finally:
        os.umask(umask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_a_link_is_replaced_and_what_it_leads_to_is_left_alone(tmp_path):
    victim = tmp_path / "victim"
    victim.write_bytes(b"same")
    path = tmp_path / "events.ics"
    path.symlink_to(victim)
    assert write(path, b"same")
    assert not path.is_symlink()
    write(path, b"new")
    assert victim.read_bytes() == b"same"


@pytest.mark.parametrize("call", ["fsync", "rename"])
def test_a_failure_leaves_the_old_file_and_no_other(tmp_path, monkeypatch, call):
    path = tmp_path / "events.ics"
    write(path, b"old")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*{"fsync": ("os.fsync", fail), "rename": ("pathlib.Path.replace", fail)}[call])
    with pytest.raises(OutputError, match=r"events\.ics: cannot be written: No space left on device"):
        write(path, b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("events.ics", b"old")]


def test_an_interrupt_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    path = tmp_path / "events.ics"
    write(path, b"old")

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write(path, b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("events.ics", b"old")]


def test_what_a_killed_run_left_is_removed_and_nothing_else(tmp_path):
    for name in (".events.ics.1a2b3c4d.tmp", ".events.md.1a2b3c4d.tmp", "events.ics.tmp", ".events.ics.bak"):
        (tmp_path / name).write_bytes(b"half")
    write(tmp_path / "events.ics", b"new")
    left = sorted(p.name for p in tmp_path.iterdir())
    assert left == [".events.ics.bak", ".events.md.1a2b3c4d.tmp", "events.ics", "events.ics.tmp"]


@pytest.mark.parametrize("obstacle", ["a folder in its place", "a file for a folder"])
def test_an_error_names_the_path(tmp_path, obstacle):
    path = tmp_path / "output" / "events.ics"
    if obstacle == "a folder in its place":
        path.mkdir(parents=True)
    else:
        path.parent.write_bytes(b"")
    with pytest.raises(OutputError, match=r"output/events\.ics: cannot be written"):
        write(path, b"new")
