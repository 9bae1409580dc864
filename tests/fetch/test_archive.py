"""Archives instead of the network. They are written here, record by record, so that every byte is in view."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest
from servers import Reply, Site

from eventcal.errors import ArchiveError, UsageError
from eventcal.fetch import Fetched, Fetcher
from eventcal.fetch.archive import read_archive
from eventcal.fetch.replay import Replay
from eventcal.model import Failed, Source, Unchanged

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "pages.warc.gz"
DAYS = date(2027, 3, 1)
FJORD = "https://fjord.example/2027/"


def record(url: str, day: str, body: bytes, status: str = "200 OK", kind: str = "response", headers: str = "") -> bytes:
    block = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n{headers}\r\n".encode() + body
    return warc(url, day, block, kind)


def warc(url: str, day: str, block: bytes, kind: str = "response") -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {day}T12:00:00Z\r\n"
    return f"{head}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def plain(records: Iterable[bytes]) -> bytes:
    return b"".join(records)


def gz_each(records: Iterable[bytes]) -> bytes:
    return b"".join(map(gzip.compress, records))


def gz_whole(records: Iterable[bytes]) -> bytes:
    return gzip.compress(b"".join(records))


PACKINGS = pytest.mark.parametrize("pack", [plain, gz_each, gz_whole])
Pack = Callable[[Iterable[bytes]], bytes]

THREE = [
    record(FJORD, "2027-01-10", b"first"),
    record("https://alp.example/", "2027-01-11", b"alp"),
    record(FJORD, "2027-02-10", b"second"),
]


def saved(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "crawl.warc"
    path.write_bytes(data)
    return path


def bodies(path: Path) -> list[bytes]:
    return [page.body for page in read_archive(path)]


def test_read_archive_gives_each_page_in_order_with_its_day(tmp_path: Path) -> None:
    pages = list(read_archive(saved(tmp_path, gz_each(THREE))))
    assert [(page.url, page.when, page.body) for page in pages] == [
        (FJORD, date(2027, 1, 10), b"first"),
        ("https://alp.example/", date(2027, 1, 11), b"alp"),
        (FJORD, date(2027, 2, 10), b"second"),
    ]
    assert pages[0].content_type == "text/html"


@PACKINGS
def test_read_archive_passes_over_what_is_no_page(tmp_path: Path, pack: Pack) -> None:
    others = [
        warc("about:crawl", "2027-01-01", b"software: a crawler", "warcinfo"),
        record(FJORD, "2027-01-10", b"", kind="request"),
        record(FJORD, "2027-01-10", b"gone", "404 Not Found"),
        record(FJORD, "2027-01-10", b"moved", "301 Moved", headers="Location: /\r\n"),
    ]
    assert bodies(saved(tmp_path, pack([*others, *THREE]))) == [b"first", b"alp", b"second"]


def test_response_without_a_status_counts_as_good(tmp_path: Path) -> None:
    records = [record(FJORD, "2027-01-10", b"first", status=""), warc(FJORD, "2027-01-10", b"<html>bare</html>")]
    assert bodies(saved(tmp_path, plain(records))) == [b"first", b"<html>bare</html>"]


def test_chunked_and_packed_bodies_are_undone(tmp_path: Path) -> None:
    chunked = record(FJORD, "2027-01-10", b"5\r\nfjord\r\n0\r\n\r\n", headers="Transfer-Encoding: chunked\r\n")
    packed = record(FJORD, "2027-01-10", gzip.compress(b"fjord"), headers="Content-Encoding: gzip\r\n")
    both = "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"
    block = gzip.compress(b"fjord")
    packed_chunk = record(FJORD, "2027-01-10", b"%x\r\n%b\r\n0\r\n\r\n" % (len(block), block), headers=both)
    undone = record(FJORD, "2027-01-10", b"fjord", headers=both)  # the body stored plain, the headers kept
    assert bodies(saved(tmp_path, plain([chunked, packed, packed_chunk, undone]))) == [b"fjord"] * 4


@PACKINGS
def test_archive_cut_anywhere_is_told_and_never_gives_part_of_a_page(tmp_path: Path, pack: Pack) -> None:
    data, whole = pack(THREE), [b"first", b"alp", b"second"]
    blanks = range(5 if pack is plain else 1)  # the blank lines after a record may be lacking
    between = {len(pack(THREE[:n])) - lost for n in (1, 2, 3) for lost in blanks} if pack is not gz_whole else set()
    for cut in range(1, len(data)):
        path = saved(tmp_path, data[:cut])
        got: list[bytes] = []
        try:
            got.extend(page.body for page in read_archive(path))
            assert cut in between
            Replay(path, DAYS)
        except ArchiveError:
            with pytest.raises(ArchiveError):
                Replay(path, DAYS)
        assert got == whole[: len(got)]


def test_pages_before_a_cut_are_given(tmp_path: Path) -> None:
    for pack in (plain, gz_each):
        data = pack(THREE)
        pages = read_archive(saved(tmp_path, data[: len(data) - len(pack(THREE[2:])) // 2]))
        assert [next(pages).body, next(pages).body] == [b"first", b"alp"]
        with pytest.raises(ArchiveError, match="record 3 is cut short"):
            next(pages)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "holds no record"),
        (b"<html><h1>Fjord Days</h1></html>", "is not a web archive (WARC)"),
        (gzip.compress(b"SQLite format 3\0"), "is not a web archive (WARC)"),
        (b"\x1f\x8bgarbage", "is not a web archive (WARC)"),
        (THREE[0].replace(b"2027-01-10", b"yesterday!"), "record 1 lacks a WARC-Target-URI or a WARC-Date"),
        (THREE[0].replace(b"WARC-Target-URI", b"WARC-Nothing"), "record 1 lacks a WARC-Target-URI or a WARC-Date"),
        (THREE[0].replace(b"Content-Length", b"Content-Nothing"), "record 1 is cut short"),
        (THREE[0].replace(b"Content-Length: 49", b"Content-Length: 47"), "record 1 is longer than it says"),
        (THREE[0] + b"nonsense between\r\n" + THREE[1], "record 2 is broken"),
    ],
)
def test_what_is_no_archive_is_told_in_words(tmp_path: Path, data: bytes, words: str) -> None:
    path = saved(tmp_path, data)
    with pytest.raises(ArchiveError) as told:
        list(read_archive(path))
    assert str(told.value) == f"{path}: {words}"


def test_missing_archive_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"none\.warc: No such file"):
        list(read_archive(tmp_path / "none.warc"))
    with pytest.raises(ArchiveError, match=r"none\.warc: No such file"):
        Replay(tmp_path / "none.warc", DAYS)


@PACKINGS
@pytest.mark.parametrize(
    ("today", "body"), [("2027-01-10", b"first"), ("2027-02-09", b"first"), ("2027-02-10", b"second")]
)
def test_replay_gives_the_newest_capture_not_later_than_today(
    tmp_path: Path, pack: Pack, today: str, body: bytes
) -> None:
    with Replay(saved(tmp_path, pack(THREE)), date.fromisoformat(today)) as replay:
        got = replay.fetch(Source("fjord", FJORD))
    assert isinstance(got, Fetched)
    assert (got.page.body, got.page.url) == (body, FJORD)
    assert got.page.when == date(2027, 1, 10) if body == b"first" else date(2027, 2, 10)


def test_replay_of_an_unknown_or_later_address_is_a_failure(tmp_path: Path) -> None:
    replay = Replay(saved(tmp_path, gz_each(THREE)), date(2027, 1, 9))
    assert replay.fetch(Source("x", "https://none.example/")) == Failed("not in the archive crawl.warc", "missing")
    later = "not in the archive crawl.warc on 2027-01-09 or before, first on 2027-01-10"
    assert replay.fetch(Source("x", FJORD)) == Failed(later, "missing")


@pytest.mark.parametrize("url", ["http://fjord.example/2027", "https://FJORD.example:443/2027/#program"])
def test_replay_finds_an_address_written_another_way(tmp_path: Path, url: str) -> None:
    got = Replay(saved(tmp_path, gz_each(THREE)), DAYS).fetch(Source("x", url))
    assert isinstance(got, Fetched)
    assert got.page.url == FJORD


def test_replay_prefers_the_exact_address(tmp_path: Path) -> None:
    newer = record(FJORD.rstrip("/"), "2027-02-20", b"without slash")
    got = Replay(saved(tmp_path, plain([*THREE, newer])), DAYS).fetch(Source("x", FJORD))
    assert isinstance(got, Fetched)
    assert got.page.body == b"second"


def test_replay_follows_redirects_within_the_archive(tmp_path: Path) -> None:
    current = record("https://fjord.example/", "2027-02-11", b"", "302 Found", headers="Location: /2027/\r\n")
    loop = record("https://loop.example/", "2027-02-11", b"", "302 Found", headers="Location: /\r\n")
    replay = Replay(saved(tmp_path, gz_each([*THREE, current, loop])), DAYS)
    got = replay.fetch(Source("x", "https://fjord.example/"))
    assert isinstance(got, Fetched)
    assert (got.page.url, got.page.body) == (FJORD, b"second")
    assert replay.fetch(Source("x", "https://loop.example/")) == Failed(
        "more than 5 redirects in crawl.warc", "refused"
    )


def test_replay_of_a_captured_error_is_a_failure(tmp_path: Path) -> None:
    gone = record(FJORD, "2027-02-20", b"gone", "404 Not Found")
    empty = record("https://empty.example/", "2027-02-20", b"")
    replay = Replay(saved(tmp_path, gz_each([*THREE, gone, empty])), DAYS)
    assert replay.fetch(Source("x", FJORD)) == Failed("HTTP 404 in the archive", "missing")
    assert replay.fetch(Source("x", "https://empty.example/")) == Failed("empty answer", "unreadable")


def test_replay_of_a_bomb_is_a_failure(tmp_path: Path) -> None:
    bomb = record(FJORD, "2027-02-20", gzip.compress(bytes(6_000_000)), headers="Content-Encoding: gzip\r\n")
    assert Replay(saved(tmp_path, plain([bomb])), DAYS).fetch(Source("x", FJORD)) == Failed("over 5 MB", "unreadable")


def test_page_that_cannot_be_unpacked_stops_no_other(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(bytes(range(256)) * 1000, compresslevel=0))
    packed[200_000] ^= 1  # noticed only at the end, by the checksum
    broken = record("https://broken.example/", "2027-02-20", bytes(packed), headers="Content-Encoding: gzip\r\n")
    path = saved(tmp_path, plain([broken, *THREE]))
    assert bodies(path)[1:] == [b"first", b"alp", b"second"]
    assert bytes(packed) in bodies(path)[0]
    failed = Failed("the answer cannot be unpacked", "unreadable")
    assert Replay(path, DAYS).fetch(Source("x", "https://broken.example/")) == failed


def test_second_replay_of_the_same_body_is_unchanged(tmp_path: Path) -> None:
    again = record(FJORD, "2027-02-20", b"second")
    path = saved(tmp_path, gz_each([*THREE, again]))
    first = Replay(path, date(2027, 2, 10)).fetch(Source("x", FJORD))
    assert isinstance(first, Fetched)
    assert Replay(path, date(2027, 2, 25)).fetch(Source("x", FJORD), first.validators) == Unchanged()
    assert isinstance(Replay(path, date(2027, 1, 10)).fetch(Source("x", FJORD), first.validators), Fetched)


def test_replay_reads_page_files_from_disk(tmp_path: Path) -> None:
    file = tmp_path / "alp.html"
    file.write_text("<h1>Alp</h1>")
    got = Replay(saved(tmp_path, gz_each(THREE)), DAYS).fetch(Source("alp", str(file)))
    assert isinstance(got, Fetched)
    assert (got.page.url, got.page.when) == (file.as_uri(), DAYS)


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not part of the project")
def test_every_page_of_the_corpus_replays() -> None:
    replay = Replay(CORPUS, date(2026, 11, 1))
    pages = list(read_archive(CORPUS))
    assert len(pages) == 301
    for page in pages:
        assert isinstance(replay.fetch(Source("x", page.url)), Fetched)


def test_what_is_fetched_can_be_recorded_and_replayed(
    here: Site, fetcher: Callable[..., Fetcher], local: Callable[[str], Source], tmp_path: Path
) -> None:
    path = tmp_path / "run.warc.gz"
    here.says("/moved", Reply(b"", 301, {"Location": "/days"}))
    here.says(
        "/days", Reply("<title>Fjørd</title>".encode("latin-1"), 200, {"Content-Type": "text/html; charset=latin-1"})
    )
    here.says("/gone", Reply(b"gone", 410))
    with fetcher(record=path) as one:
        live = [one.fetch(local(here.url(name))) for name in ("/moved", "/gone")]
    assert isinstance(live[0], Fetched)
    again = Replay(path, date.today()).fetch(local(here.url("/moved")))
    assert isinstance(again, Fetched)
    assert (again.page.body, again.page.url, again.page.content_type) == (
        live[0].page.body,
        live[0].page.url,
        live[0].page.content_type,
    )
    assert Replay(path, date.today()).fetch(local(here.url("/gone"))) == Failed("HTTP 410 in the archive", "gone")
    with fetcher(record=path) as more:  # a second run goes on with it
        more.fetch(local(here.url("/days")))
    assert len([*read_archive(path)]) == 2


def test_an_archive_that_cannot_be_written_is_told_before_anything_is_asked(
    fetcher: Callable[..., Fetcher], tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="the archive cannot be written: No such file or directory"):
        fetcher(record=tmp_path / "none" / "run.warc.gz")
