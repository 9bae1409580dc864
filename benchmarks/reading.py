"""Speed of reading a page, against the physical limit and against what people write without eventcal; one interleaved run.

    python benchmarks/reading.py ARCHIVE.warc.gz [--rounds 3] [--naive-every 5]

Each page is read in turn by: the limit (one Lexbor parse, one pass for the text, two regular expressions), eventcal
(adapters.read and choose), and on every n-th page the naive way (BeautifulSoup, extruct, dateparser.search_dates as
people call it; and once more with the language named, which is kinder to it, if wrong for pages in others).
CPU time of this process, milliseconds; the ratios are of the sums over the same pages. Needs ".[bench]".
"""

from __future__ import annotations

import argparse
import re
import statistics
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from eventcal import adapters
from eventcal.adapters import html
from eventcal.choose import choose
from eventcal.errors import EventcalError
from eventcal.fetch.archive import read_archive
from eventcal.page import Page

MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
DATE = re.compile(rf"\b\d{{1,2}} ?[–-]? ?\d{{0,2}} {MONTH} ?\d{{0,4}}|{MONTH} \d{{1,2}}|\d{{4}}-\d\d-\d\d", re.I)
PRICE = re.compile(r"[$€£] ?\d{1,5}|\b\d{1,5} ?(?:EUR|USD|GBP|€)")


def limit(page: Page) -> None:
    """What no reader can do without."""
    tree = LexborHTMLParser(page.body.decode("utf-8", "replace"))
    tree.strip_tags(["script", "style"])
    text = tree.body.text(separator=" ") if tree.body else ""
    DATE.findall(text), PRICE.findall(text)


def eventcal(page: Page) -> None:
    """All facts and the events."""
    try:
        choose(adapters.read(page), page)
    except EventcalError:
        return


def naive(page: Page, languages: list[str] | None = None) -> None:
    """A soup, every syntax of structured data, every date of the text; in these languages, else in those that it finds."""
    import extruct
    from bs4 import BeautifulSoup
    from dateparser.search import search_dates

    markup = page.body.decode("utf-8", "replace")
    soup = BeautifulSoup(markup, "html.parser")
    extruct.extract(markup, base_url=page.url, errors="ignore")
    search_dates(soup.get_text(" "), languages=languages)


def naive_in_english(page: Page) -> None:
    """The same, with the language named."""
    naive(page, ["en"])


PEERS: dict[str, Callable[[Page], None]] = {"naive": naive, "naive, en": naive_in_english}


def timed(read: Callable[[Page], None], page: Page) -> float:
    """CPU milliseconds of reading a page afresh."""
    fresh = Page(page.url, page.body, page.when, page.content_type)
    start = time.process_time()
    read(fresh)
    return (time.process_time() - start) * 1000


def describe(name: str, times: list[float]) -> str:
    """One line of the table."""
    ranked = sorted(times)
    p95 = ranked[int(0.95 * (len(ranked) - 1))]
    return f"{name:10} {statistics.mean(times):8.2f} {statistics.median(times):8.2f} {p95:8.2f} {ranked[-1]:8.1f}"


def main() -> None:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--naive-every", type=int, default=5, help="0: leave the naive way out")
    args = parser.parse_args()
    warnings.simplefilter("ignore")
    pages = [page for page in read_archive(args.archive) if html.fits(page)]
    eventcal(pages[0])  # the gazetteer and the word tables are read once
    best: dict[str, dict[int, float]] = {name: {} for name in ("limit", "eventcal", *PEERS)}
    for turn in range(args.rounds):
        for number, page in enumerate(pages):
            readers = {"limit": limit, "eventcal": eventcal}
            if turn == 0 and args.naive_every and number % args.naive_every == 0:
                readers |= PEERS
            for name, read in readers.items():
                spent = timed(read, page)
                best[name][number] = min(spent, best[name].get(number, spent))
    print(f"{len(pages)} pages, CPU ms, best of {args.rounds}\n{'':10} {'mean':>8} {'median':>8} {'p95':>8} {'max':>8}")
    for name, times in best.items():
        if times:
            print(describe(name, list(times.values())))
    print(f"eventcal / limit {sum(best['eventcal'].values()) / sum(best['limit'].values()):.1f}")
    for name in PEERS:
        if best[name]:
            ours = sum(best["eventcal"][number] for number in best[name])
            print(f"{name} / eventcal {sum(best[name].values()) / ours:.1f} (on {len(best[name])} pages)")


if __name__ == "__main__":
    main()
