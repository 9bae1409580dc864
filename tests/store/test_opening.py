"""Opening a database: whose it is, which schema it has, who may write."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from eventcal.errors import BusyError, StoreError
from eventcal.model import Source, Unchanged
from eventcal.store import Store
from eventcal.store.engine import address_of, connect
from eventcal.store.migrate import HEAD
from eventcal.store.schema import metadata

MIGRATIONS = Path(__file__).parents[2] / "eventcal/store/migrations"
FIRST_SCHEMA = Path(__file__).with_name("schema-0001.sql")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "eventcal.db"


def schema_of(path):
    """The tables' columns, keys and indexes as SQLite knows them."""
    with closing(sqlite3.connect(path)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE sql NOTNULL ORDER BY name")]
        return {name: connection.execute("SELECT * FROM pragma_table_xinfo(?)", [name]).fetchall() for name in names}


def test_the_newest_step_is_the_one_that_opening_expects():
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == HEAD


def test_the_steps_from_an_empty_database_make_the_tables_that_the_code_expects(path):
    Store.open(str(path)).close()
    engine = connect(address_of(str(path)))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_a_database_of_the_first_schema_is_read_as_it_was_left(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(FIRST_SCHEMA.read_text(encoding="utf-8"))
    with Store.open(str(path)) as store:
        (record,) = store.records()
        assert (record.event.name, record.sequence, record.sources) == (
            "Fjord Days 2027", 1, ("https://fjord.example/",),
        )  # fmt: skip
        assert store.record(record.uid).event.facts[0].text == "3–5 May 2027"
        assert [change.new for change in store.changes(record.uid)] == ["Fjord Days 2027"]
        assert store.last_body("fjord").body == b"<p>Fjord"
        assert len(store.visits("fjord")) == 2
    assert schema_of(path) == new_schema(path.with_name("new.db"))


def new_schema(path):
    Store.open(str(path)).close()
    return schema_of(path)


def of_the_first_schema(path, size=0):
    """A database as it was left by the first eventcal, with `size` more bytes in it."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(FIRST_SCHEMA.read_text(encoding="utf-8"))
        connection.execute("UPDATE body SET body = ?", [b"x" * size])


def content_of(path):
    with closing(sqlite3.connect(path)) as connection:
        return [*connection.iterdump()]


def test_a_database_of_an_older_schema_is_copied_before_it_is_changed_and_that_is_told_once(path):
    of_the_first_schema(path)
    before = content_of(path)
    copy = path.with_name("eventcal.db.0001.bak")
    told = []
    Store.open(str(path), told.append).close()
    Store.open(str(path), told.append).close()
    assert told == [f"{path.resolve()}: brought to a new form; a copy as it was is kept in {copy.resolve()}"]
    assert content_of(copy) == before
    assert content_of(path) != before
    assert not [*path.parent.glob("*.tmp")]


def test_the_copy_holds_what_was_only_in_the_write_ahead_log(path):
    of_the_first_schema(path)
    writer = sqlite3.connect(path)
    writer.execute("PRAGMA journal_mode = WAL")
    with writer:
        writer.execute("UPDATE source SET reason = 'last words'")
    Store.open(str(path)).close()
    writer.close()
    with closing(sqlite3.connect(path.with_name("eventcal.db.0001.bak"))) as copy:
        assert copy.execute("SELECT reason FROM source").fetchall() == [("last words",)]


def test_a_new_database_and_one_of_a_newer_eventcal_are_not_copied(path):
    Store.open(str(path)).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError):
        Store.open(str(path))
    assert not [*path.parent.glob("*.bak")]


KILLED = """
import os, signal, sys
from sqlalchemy import Engine, event
from eventcal.store import Store

left = int(sys.argv[2])

@event.listens_for(Engine, "before_cursor_execute")
def count(connection, cursor, statement, *_):
    global left
    left -= statement.startswith(("CREATE", "ALTER", "DROP", "INSERT", "UPDATE"))
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)

Store.open(sys.argv[1]).close()
"""


@pytest.mark.long
def test_an_upgrade_that_is_killed_at_any_step_is_done_by_the_next_one(path):
    of_the_first_schema(path)
    before, steps = content_of(path), 0
    for number in range(1, 200, 3):
        run = [sys.executable, "-c", KILLED, str(path), str(number)]
        ended = subprocess.run(run, capture_output=True, timeout=60, check=False)
        if ended.returncode == 0:
            break
        assert (ended.returncode, ended.stderr) == (-9, b"")
        assert content_of(path) == before, "nothing is half done"
        steps += 1
    assert steps >= 5
    assert content_of(path.with_name("eventcal.db.0001.bak")) == before
    assert schema_of(path) == new_schema(path.with_name("new.db"))


FULL_DISK = """
import resource, sys
from eventcal.errors import EventcalError
from eventcal.store import Store
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    Store.open(sys.argv[1])
except EventcalError as error:
    print(error)
"""


def test_a_copy_that_the_disk_has_no_room_for_is_told_and_nothing_is_changed(path):
    of_the_first_schema(path, size=300_000)
    before = content_of(path)
    run = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(path)],
        cwd=MIGRATIONS.parents[2],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.stdout.startswith(
        f"{path.resolve()}.0001.bak: the copy before the upgrade of eventcal.db cannot be written"
    )
    assert run.stdout.count("\n") == 1
    assert content_of(path) == before
    assert not [*path.parent.glob("*.bak*")]


def test_a_database_that_fails_to_become_ours_stays_empty(path, monkeypatch):
    """Its tables are made in one transaction, the mark of their schema with them."""
    monkeypatch.setattr("alembic.operations.Operations.create_index", broken)
    with pytest.raises(StoreError, match="the disk is full"):
        Store.open(str(path))
    assert schema_of(path) == {}
    monkeypatch.undo()
    Store.open(str(path)).close()


def broken(*args, **kwargs):
    raise sqlite3.OperationalError("database or disk is full")


def test_a_database_of_a_newer_eventcal_is_left_alone(path):
    Store.open(str(path)).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"eventcal\.db: made by a newer eventcal.*9999"):
        Store.open(str(path))
    assert path.read_bytes() == before


def test_a_database_of_another_program_is_left_alone(path):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE bookmarks (url)")
    with pytest.raises(StoreError, match=r"eventcal\.db: a database of another program"):
        Store.open(str(path))
    assert [*schema_of(path)] == ["bookmarks"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"sources:\n  - url: https://fjord.example/\n" * 40, "is not a database"),
        (b"SQLite format 3\0" + b"\xff" * 4000, "is not a database"),
    ],
)
def test_a_file_that_is_no_database_is_told_and_left_alone(path, content, said):
    path.write_bytes(content)
    with pytest.raises(StoreError, match=rf"eventcal\.db: {said}"):
        Store.open(str(path))
    assert path.read_bytes() == content


def test_a_database_cut_short_is_told(path):
    Store.open(str(path)).close()
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(StoreError, match=r"eventcal\.db: "):
        Store.open(str(path)).source_states()


@pytest.mark.parametrize("where", ["missing/eventcal.db", "."])
def test_a_place_that_cannot_hold_a_database_is_told(tmp_path, where):
    with pytest.raises(StoreError, match="cannot be opened; the folder must exist"):
        Store.open(str(tmp_path / where))


@pytest.mark.parametrize("address", ["mysql://localhost/events", "postgresql://localhost/x", "sqlite+x:///a", "://"])
def test_only_sqlite_is_taken(address):
    with pytest.raises(StoreError, match=r"only sqlite:///PATH is supported|not the address of a database"):
        Store.open(address)


def test_a_path_and_its_address_are_one_database(path):
    with Store.open(str(path)) as store:
        store.save(Source("a", "https://a.example/"), Unchanged(), datetime(2027, 3, 1, tzinfo=UTC))
    with Store.open(f"sqlite:///{path}") as store:
        assert [*store.source_states()] == ["a"]


def test_opening_prints_nothing(path, capfd):
    Store.open(str(path)).close()
    assert capfd.readouterr() == ("", "")


def test_connections_are_safe_and_never_block_readers(path):
    Store.open(str(path)).close()
    engine = connect(address_of(str(path)))
    pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    with engine.connect() as connection:
        assert [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in pragmas] == ["wal", 1, 1, 10_000]
    engine.dispose()


ATTEMPT = """
import sys
from eventcal.errors import EventcalError
from eventcal.store import Store
try:
    with Store.open(sys.argv[1]) as store, store.lock():
        print("locked")
except EventcalError as error:
    print(type(error).__name__, error)
"""


def attempt(path):
    """What another process says that tries to write."""
    run = subprocess.run(
        [sys.executable, "-c", ATTEMPT, str(path)],
        cwd=MIGRATIONS.parents[2],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


def test_a_second_process_is_told_that_another_run_works(path):
    with Store.open(str(path)) as store:
        with store.lock():
            assert attempt(path) == f"BusyError another run is working on {path.resolve()}; nothing was done"
        assert attempt(path) == "locked"


def test_the_lock_goes_with_its_holder(path):
    """No file says who holds it, so that none has to be removed by hand after a crash."""
    code = ATTEMPT.replace('print("locked")', "import os; os.kill(os.getpid(), 9)")
    run = subprocess.run([sys.executable, "-c", code, str(path)], cwd=MIGRATIONS.parents[2], timeout=60)
    assert run.returncode == -9
    with Store.open(str(path)) as store, store.lock():
        pass


def test_a_link_to_the_database_leads_to_the_same_lock(path, tmp_path):
    link = tmp_path / "link.db"
    with Store.open(str(path)) as store, store.lock():
        link.symlink_to(path)
        with Store.open(str(link)) as other, pytest.raises(BusyError), other.lock():
            pass


def test_an_error_within_the_lock_is_the_caller_s_own(path):
    with Store.open(str(path)) as store:
        with pytest.raises(PermissionError), store.lock():
            raise PermissionError
        with store.lock():
            pass


@pytest.fixture
def shared():
    """A folder that every user may enter, which those of pytest are not."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@contextmanager
def somebody():
    """Without the rights of root, who may write anything."""
    user = os.geteuid()
    os.seteuid(65534 if user == 0 else user)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.mark.parametrize(
    ("file_mode", "folder_mode"), [(0o444, 0o777), (0o444, 0o555), (0o666, 0o555)], ids=["file", "both", "folder"]
)
def test_a_read_only_database_is_told_before_any_work(shared, file_mode, folder_mode):
    path = shared / "eventcal.db"
    Store.open(str(path)).close()
    path.chmod(file_mode)
    shared.chmod(folder_mode)
    with (
        somebody(),
        pytest.raises(StoreError, match=rf"{path}.*this user"),
        Store.open(str(path)) as store,
        store.lock(),
    ):
        pytest.fail("writing was allowed")
    shared.chmod(0o755)
